//! Limits how many audit lines refusals get: strangers can cause refusals as often as they like, and must neither fill
//! the disk nor hide lines about a known portal.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::MemberId;
use domain::audit::Refused;
use time::{Duration, OffsetDateTime};

/// How long refusals are counted together before a line sums them up.
const MINUTE: Duration = Duration::MINUTE;
/// How many lines a minute one kind of refusal gets for all strangers together, and for one known operator; a known
/// portal gets one, since its lines are alike.
const LINES: usize = 5;
/// How many portals and operators have a count of their own in one minute; it bounds the memory.
const SHARES: usize = 20_000;

/// Whose refusals are counted together.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Share {
    /// A portal that is or was installed here.
    Portal(MemberId),
    Operator(String),
    /// All others.
    Strangers,
}

/// Refusals of one kind that got no line of their own.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Suppressed {
    pub(crate) share: Share,
    pub(crate) refused: Refused,
    pub(crate) count: u64,
    /// When the minute began.
    pub(crate) since: OffsetDateTime,
}

#[derive(Debug, Default)]
struct RefusalCount {
    /// The refusals that got a line; a second one that names the same portal is only counted.
    lines: usize,
    named: HashSet<MemberId>,
    suppressed: u64,
}

#[derive(Debug, Default)]
struct Minute {
    since: Option<OffsetDateTime>,
    counts: HashMap<(Share, Refused), RefusalCount>,
    /// The sums of minutes that are over, until each is taken out.
    over: VecDeque<Suppressed>,
}

/// The refusals of the present minute.
#[derive(Debug, Default)]
pub(crate) struct Refusals(Mutex<Minute>);

impl Refusals {
    /// Whether one more gets a line.
    pub(crate) fn count(&self, now: OffsetDateTime, share: Share, named: Option<&MemberId>, refused: Refused) -> bool {
        let mut minute = self.lock();
        minute.end(now);
        minute.since.get_or_insert(now);
        let is_new = !minute.counts.contains_key(&(share.clone(), refused));
        let share = if is_new && minute.counts.len() >= SHARES { Share::Strangers } else { share };
        let most = if matches!(share, Share::Portal(_)) { 1 } else { LINES };
        let count = minute.counts.entry((share, refused)).or_default();
        let has_line = count.lines < most && named.is_none_or(|named| count.named.insert(named.clone()));
        if has_line {
            count.lines += 1;
        } else {
            count.suppressed += 1;
        }
        has_line
    }

    /// Takes out the oldest sum of a minute that is over.
    pub(crate) fn take_sum(&self, now: OffsetDateTime) -> Option<Suppressed> {
        let mut minute = self.lock();
        minute.end(now);
        minute.over.pop_front()
    }

    fn lock(&self) -> MutexGuard<'_, Minute> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner) // the counts are always consistent
    }
}

impl Minute {
    fn end(&mut self, now: OffsetDateTime) {
        // A clock that was set back ends it too.
        let Some(since) = self.since.filter(|since| (now - *since).abs() >= MINUTE) else { return };
        let counts = std::mem::take(&mut self.counts);
        self.since = None;
        let suppressed = counts.into_iter().filter(|(_, count)| count.suppressed > 0);
        let sums =
            suppressed.map(|((share, refused), count)| Suppressed { share, refused, count: count.suppressed, since });
        let room = SHARES.saturating_sub(self.over.len());
        self.over.extend(sums.take(room));
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const NOON: OffsetDateTime = datetime!(2026-11-20 12:00 UTC);

    fn portal(number: u32) -> MemberId {
        MemberId::parse(&format!("portal-{number}")).unwrap()
    }

    #[test]
    fn strangers_take_no_line_from_known_portals() {
        let refusals = Refusals::default();
        let lines =
            (0..500).filter(|&number| refusals.count(NOON, Share::Strangers, Some(&portal(number)), Refused::Install));
        assert_eq!(lines.count(), LINES);
        for number in 0..200 {
            let known = portal(number);
            assert!(refusals.count(NOON, Share::Portal(known.clone()), Some(&known), Refused::Event));
            assert!(!refusals.count(NOON, Share::Portal(known.clone()), Some(&known), Refused::Event));
        }
    }

    #[test]
    fn what_got_no_line_is_summed_up_when_the_minute_is_over() {
        let refusals = Refusals::default();
        for number in 0..500 {
            refusals.count(NOON, Share::Strangers, Some(&portal(number)), Refused::Install);
        }
        assert_eq!(refusals.take_sum(NOON + Duration::seconds(59)), None);
        let sum = Suppressed { share: Share::Strangers, refused: Refused::Install, count: 495, since: NOON };
        assert!(refusals.count(NOON + MINUTE, Share::Strangers, None, Refused::Install), "another minute");
        assert_eq!(refusals.take_sum(NOON + MINUTE), Some(sum));
        assert_eq!(refusals.take_sum(NOON + MINUTE * 3), None, "one alone is in the audit itself");
    }

    #[test]
    fn number_of_counts_is_bounded() {
        let refusals = Refusals::default();
        for number in 0..30_000 {
            let known = portal(number);
            refusals.count(NOON, Share::Portal(known.clone()), Some(&known), Refused::Event);
        }
        assert_eq!(refusals.lock().counts.len(), SHARES + 1);
    }
}
