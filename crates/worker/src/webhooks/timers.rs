//! When messages that failed here are due again, if soon: polling alone could double a pause of seconds.

use std::collections::BTreeSet;
use std::future::pending;
use std::sync::{Mutex, PoisonError};

use domain::Clock;
use domain::clock::{from_micros, micros};
use time::{Duration, OffsetDateTime};

/// Polling finds what is due later.
const SOON: Duration = Duration::MINUTE;
/// Times within so many microseconds count as one: however many messages fail, the queue is not queried more often.
const STEP: i64 = 100_000;

/// The times, in microseconds.
#[derive(Debug, Default)]
pub(super) struct Timers(Mutex<BTreeSet<i64>>);

impl Timers {
    /// Remembers a time, if it is soon.
    pub(super) fn add(&self, at: OffsetDateTime, now: OffsetDateTime) {
        if at - now <= SOON {
            let at = (micros(at) + STEP - 1) / STEP * STEP;
            self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(at);
        }
    }

    /// Waits for the first time, and forgets it then.
    pub(super) async fn first(&self, clock: &Clock) {
        let Some(first) = self.next() else { return pending().await };
        let left = from_micros(first) - clock.now();
        tokio::time::sleep(left.try_into().unwrap_or_default()).await;
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&first);
    }

    fn next(&self) -> Option<i64> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).first().copied()
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[tokio::test]
    async fn soonest_comes_first_and_once() {
        let (timers, now) = (Timers::default(), datetime!(2026-11-20 12:00 UTC));
        let (clock, hands) = Clock::manual(now);
        for milliseconds in [5_020, 1_130, 1_170, 90_000] {
            timers.add(now + Duration::milliseconds(milliseconds), now);
        }
        let after = |milliseconds| Some(micros(now + Duration::milliseconds(milliseconds)));
        assert_eq!(timers.next(), after(1_200), "two within a step are one");
        hands.advance(Duration::MINUTE);
        timers.first(&clock).await;
        assert_eq!(timers.next(), after(5_100));
        timers.first(&clock).await;
        assert_eq!(timers.next(), None, "what is due late is left to those who look");
    }
}
