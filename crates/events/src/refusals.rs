//! Events refused because their `application_token` is not the known portal's. Anybody can send them, so they are
//! counted in memory, and recorded when they are more than an accident.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use domain::MemberId;
use domain::portal::Refusals;
use moka::sync::Cache;
use time::OffsetDateTime;

/// How many portals to count for at once.
const PORTALS: u64 = 10_000;
/// The shortest time between two records of one portal's refusals.
const PAUSE: time::Duration = time::Duration::MINUTE;
/// How soon to try again to record what could not be recorded.
const RETRY: time::Duration = time::Duration::SECOND;

/// Refusals that are not recorded yet, for each portal.
#[derive(Clone, Debug)]
pub(crate) struct Refused(Cache<MemberId, Arc<Mutex<Counted>>>);

#[derive(Debug)]
struct Counted {
    count: u32,
    first_at: OffsetDateTime,
    noted_at: Option<OffsetDateTime>,
}

/// Refusals to record now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Burst {
    /// How many since the last record.
    pub(crate) count: u32,
    /// When the first of them came.
    pub(crate) first_at: OffsetDateTime,
}

impl Default for Refused {
    fn default() -> Self {
        let window = Duration::from_secs(Refusals::WINDOW.whole_seconds().unsigned_abs());
        Self(Cache::builder().max_capacity(PORTALS).time_to_idle(window).build())
    }
}

impl Refused {
    /// Counts a refusal. Returns what to record: a burst, or even one refusal that is `significant`, such as a test
    /// event, which a portal sends when we ask it to.
    pub(crate) fn count(&self, member_id: &MemberId, significant: bool, now: OffsetDateTime) -> Option<Burst> {
        let new = || Arc::new(Mutex::new(Counted { count: 0, first_at: now, noted_at: None }));
        let counted = self.0.get_with_by_ref(member_id, new);
        let mut counted = counted.lock().ok()?;
        if counted.count == 0 || now - counted.first_at > Refusals::WINDOW {
            (counted.count, counted.first_at) = (0, now);
        }
        counted.count += 1;
        let goes_on = counted.noted_at.is_some_and(|noted_at| now - noted_at < Refusals::WINDOW);
        let enough = significant || goes_on || counted.count >= Refusals::BURST;
        let soon = counted.noted_at.is_some_and(|noted_at| now - noted_at < PAUSE);
        if !enough || soon {
            return None;
        }
        let burst = Burst { count: std::mem::take(&mut counted.count), first_at: counted.first_at };
        counted.noted_at = Some(now);
        Some(burst)
    }

    /// Takes back a burst that could not be recorded. The next refusal after a moment brings it again, unless it comes
    /// too late to be of the same burst.
    pub(crate) fn put_back(&self, member_id: &MemberId, Burst { count, first_at }: Burst, now: OffsetDateTime) {
        let Some(counted) = self.0.get(member_id) else { return };
        let Ok(mut counted) = counted.lock() else { return };
        counted.count += count;
        (counted.first_at, counted.noted_at) = (first_at, Some(now - PAUSE + RETRY));
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const NOON: OffsetDateTime = datetime!(2026-11-20 12:00 UTC);

    #[test]
    fn burst_is_noted_and_a_flood_once_a_minute() {
        let (refused, portal) = (Refused::default(), MemberId::parse("a").unwrap());
        let at = |seconds| NOON + time::Duration::seconds(seconds);
        let count = |seconds| refused.count(&portal, false, at(seconds));
        assert_eq!([count(0), count(1)], [None, None]);
        assert_eq!(count(2), Some(Burst { count: 3, first_at: NOON }));
        assert_eq!([count(3), count(61)], [None, None]);
        assert_eq!(count(62), Some(Burst { count: 3, first_at: at(3) }));
    }

    #[test]
    fn burst_that_could_not_be_recorded_comes_again() {
        let (refused, portal) = (Refused::default(), MemberId::parse("a").unwrap());
        let at = |seconds| NOON + time::Duration::seconds(seconds);
        let burst = refused.count(&portal, true, at(0)).unwrap();
        refused.put_back(&portal, burst, at(0));
        assert_eq!(refused.count(&portal, false, at(0)), None);
        let burst = refused.count(&portal, false, at(1)).unwrap();
        assert_eq!(burst, Burst { count: 3, first_at: NOON });
        refused.put_back(&portal, burst, at(1));
        assert_eq!(refused.count(&portal, false, at(660)), None, "it is another burst");
    }

    #[test]
    fn accidents_far_apart_are_no_burst_and_a_test_event_is_telling() {
        let (refused, portal) = (Refused::default(), MemberId::parse("a").unwrap());
        for hour in 0..9 {
            assert_eq!(refused.count(&portal, false, NOON + time::Duration::hours(hour)), None);
        }
        let later = NOON + time::Duration::hours(10);
        assert_eq!(refused.count(&portal, true, later), Some(Burst { count: 1, first_at: later }));
    }
}
