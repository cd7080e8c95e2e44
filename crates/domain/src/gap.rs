//! Gaps: periods in which nobody listened to a portal, and what became of its deletions.

use std::fmt;
use std::str::FromStr;

use time::{Duration, OffsetDateTime};

use crate::failure::Failure;
use crate::portal::UnknownWord;

/// A period in which nobody listened to a portal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// When somebody last listened before it.
    pub from: OffsetDateTime,
    /// When somebody listened again.
    pub to: OffsetDateTime,
    /// Whether we fetched what the portal kept of that time.
    pub state: GapState,
    /// How many deletions of that time were in the portal's offline queue.
    pub found: u64,
    /// When it was closed, or found to be lost.
    pub settled_at: Option<OffsetDateTime>,
    /// Why it is not closed; `None` before the first attempt.
    pub reason: Option<Failure>,
}

/// What became of a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GapState {
    /// Its deletions are not fetched yet.
    Open,
    /// We fetched all that the portal kept of that time.
    Closed,
    /// The portal kept nothing of that time.
    Lost,
}

impl Gap {
    /// How long an open gap raises no alarm: fetching is spread over all portals.
    pub const PATIENCE: Duration = Duration::minutes(10);
    /// How long a gap that was not closed raises an alarm.
    pub const ALARMING: Duration = Duration::days(7);

    /// Whether it raises an alarm. If the customer removed the app or did not pay for it, the gap was no accident.
    pub fn alarms(&self, now: OffsetDateTime) -> bool {
        if matches!(self.reason, Some(Failure::AppRemoved | Failure::NotPaid | Failure::PortalClosed)) {
            return false;
        }
        let age = now - self.to;
        match self.state {
            GapState::Closed => false,
            GapState::Open => (Self::PATIENCE..Self::ALARMING).contains(&age),
            GapState::Lost => age < Self::ALARMING,
        }
    }

    /// Whether `time` lies in it. Portals' clocks differ from ours by a minute at most.
    pub fn covers(&self, time: OffsetDateTime) -> bool {
        (self.from - Duration::MINUTE..=self.to + Duration::MINUTE).contains(&time)
    }
}

impl GapState {
    /// All states.
    pub const ALL: [Self; 3] = [Self::Open, Self::Closed, Self::Lost];

    /// Its name in the API, on pages and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Lost => "lost",
        }
    }
}

impl fmt::Display for GapState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for GapState {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|state| state.as_str() == text).ok_or(UnknownWord)
    }
}

/// A period in which somebody listened, as far as is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listening {
    /// When it began.
    pub from: OffsetDateTime,
    /// When it ended at the earliest.
    pub to: OffsetDateTime,
}

/// The periods after `since` in which nobody listened, and until when that is known.
pub fn missed_periods(
    since: OffsetDateTime,
    listening: &[Listening],
) -> (Vec<(OffsetDateTime, OffsetDateTime)>, OffsetDateTime) {
    let mut listening = listening.to_vec();
    listening.sort_by_key(|listening| listening.from);
    let (mut missed_periods, mut reached) = (Vec::new(), since);
    for Listening { from, to } in listening {
        if from > reached {
            missed_periods.push((reached, from));
        }
        reached = reached.max(to);
    }
    (missed_periods, reached)
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const NOON: OffsetDateTime = datetime!(2026-11-20 12:00 UTC);

    fn minutes(minutes: i64) -> OffsetDateTime {
        NOON + Duration::minutes(minutes)
    }

    fn listening(from: i64, to: i64) -> Listening {
        Listening { from: minutes(from), to: minutes(to) }
    }

    #[test]
    fn silence_is_where_nobody_listens() {
        let missed = |all: &[Listening]| missed_periods(NOON, all);
        assert_eq!(missed(&[]), (vec![], NOON));
        assert_eq!(missed(&[listening(-9, 4), listening(0, 7)]), (vec![], minutes(7)));
        let later = [listening(20, 30), listening(-5, 10), listening(2, 3), listening(31, 32)];
        let silent = vec![(minutes(10), minutes(20)), (minutes(30), minutes(31))];
        assert_eq!(missed(&later), (silent, minutes(32)));
        assert_eq!(missed(&[listening(-9, -3)]), (vec![], NOON), "what was judged before is not judged again");
    }

    #[test]
    fn gap_alarms_after_a_while_and_for_a_week() {
        let gap = |state| Gap { from: NOON, to: minutes(5), state, found: 0, settled_at: None, reason: None };
        let alarms = |state, after| gap(state).alarms(minutes(5) + after);
        assert!(!alarms(GapState::Open, Duration::minutes(9)));
        assert!(alarms(GapState::Open, Duration::minutes(10)));
        assert!(alarms(GapState::Lost, Duration::ZERO));
        assert!(!alarms(GapState::Lost, Duration::days(7)));
        assert!(!alarms(GapState::Closed, Duration::HOUR));
    }

    #[test]
    fn states_are_read_as_they_are_written() {
        for state in GapState::ALL {
            assert_eq!(state.as_str().parse(), Ok(state));
        }
    }
}
