//! Limits how often a log-in may fail: a few times at once, then slowly.

use std::sync::{Arc, Mutex, PoisonError};

use domain::Clock;
use moka::sync::Cache;
use time::{Duration, OffsetDateTime};

/// How many keys of a kind we remember; the least used are forgotten first.
const REMEMBERED: u64 = 20_000;

/// How often something may fail.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limit {
    /// This many times at once.
    pub(crate) at_once: i32,
    /// Then once in this time.
    pub(crate) then_one_in: Duration,
}

/// Counts by key, in bounded memory: for each key, the time at which all its attempts are free again.
#[derive(Clone, Debug)]
pub(crate) struct Throttle {
    clock: Clock,
    limit: Limit,
    free_at: Cache<String, Arc<Mutex<OffsetDateTime>>>,
}

impl Throttle {
    pub(crate) fn new(clock: &Clock, limit: Limit) -> Self {
        Self { clock: clock.clone(), limit, free_at: Cache::new(REMEMBERED) }
    }

    /// Takes one attempt, or returns how long to wait before the next.
    pub(crate) fn take(&self, key: &str) -> Result<(), std::time::Duration> {
        let now = self.clock.now();
        self.change(key, |free_at| {
            let next = (*free_at).max(now) + self.limit.then_one_in;
            let latest = now + self.limit.then_one_in * self.limit.at_once;
            if next > latest {
                return Err((next - latest).unsigned_abs());
            }
            *free_at = next;
            Ok(())
        })
    }

    /// Returns an attempt that did not fail.
    pub(crate) fn give_back(&self, key: &str) {
        self.change(key, |free_at| *free_at -= self.limit.then_one_in);
    }

    fn change<T>(&self, key: &str, change: impl FnOnce(&mut OffsetDateTime) -> T) -> T {
        let entry = self.free_at.get_with_by_ref(key, || Arc::new(Mutex::new(self.clock.now())));
        let mut free_at = entry.lock().unwrap_or_else(PoisonError::into_inner); // a time is never half written
        change(&mut free_at)
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn five_attempts_at_once_and_then_one_in_twelve_seconds() {
        let (clock, hands) = Clock::manual(datetime!(2026-03-17 15:16:17 UTC));
        let throttle = Throttle::new(&clock, Limit { at_once: 5, then_one_in: Duration::seconds(12) });
        for _ in 0..5 {
            assert_eq!(throttle.take("ada@example.com"), Ok(()));
        }
        assert_eq!(throttle.take("ada@example.com"), Err(std::time::Duration::from_secs(12)));
        assert_eq!(throttle.take("bob@example.com"), Ok(()));
        hands.advance(Duration::seconds(12));
        assert_eq!(throttle.take("ada@example.com"), Ok(()));
        assert!(throttle.take("ada@example.com").is_err());
        throttle.give_back("ada@example.com");
        assert_eq!(throttle.take("ada@example.com"), Ok(()));
    }
}
