//! Time as an argument: the system's, or one that a test or the demo sets.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{Duration, OffsetDateTime, UtcOffset};

/// The present time, with microseconds, in UTC.
#[derive(Clone)]
pub struct Clock {
    show: Arc<dyn Fn() -> OffsetDateTime + Send + Sync>,
    holds: Arc<AtomicUsize>,
}

impl Clock {
    /// The machine's own clock.
    #[expect(clippy::disallowed_methods, reason = "the one place where the time comes from")]
    pub fn system() -> Self {
        Self { show: Arc::new(|| to_micros(OffsetDateTime::now_utc())), holds: Arc::default() }
    }

    /// A clock that stands at `start` until its [`ManualClock`] moves it.
    pub fn manual(start: OffsetDateTime) -> (Self, ManualClock) {
        let manual = ManualClock { at: Arc::new(AtomicI64::new(micros(start))), holds: Arc::default() };
        let hands = manual.clone();
        (Self { show: Arc::new(move || hands.now()), holds: Arc::clone(&manual.holds) }, manual)
    }

    /// A clock that shows the past until `manual` is [released](ManualClock::release), and then the system's time.
    pub fn system_after(start: OffsetDateTime) -> (Self, ManualClock) {
        let (_, manual) = Self::manual(start);
        let (hands, system) = (manual.clone(), Self::system());
        let now = move || if hands.is_released() { system.now() } else { hands.now() };
        (Self { show: Arc::new(now), holds: Arc::clone(&manual.holds) }, manual)
    }

    /// The present time.
    pub fn now(&self) -> OffsetDateTime {
        (self.show)()
    }

    /// Marks work in progress: before moving a [`ManualClock`] over days, check that nothing
    /// [holds](ManualClock::is_held) it, or the work would seem to take days. Has no effect on the system's time.
    #[must_use]
    pub fn hold(&self) -> Hold {
        self.holds.fetch_add(1, Ordering::SeqCst);
        Hold(Arc::clone(&self.holds))
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Clock({})", self.now())
    }
}

/// Marks work in progress until it is dropped.
#[derive(Debug)]
pub struct Hold(Arc<AtomicUsize>);

impl Drop for Hold {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Moves a [`Clock::manual`].
#[derive(Clone, Debug)]
pub struct ManualClock {
    at: Arc<AtomicI64>,
    holds: Arc<AtomicUsize>,
}

impl ManualClock {
    const RELEASED: i64 = i64::MAX;

    /// Sets the clock to `time`.
    pub fn set(&self, time: OffsetDateTime) {
        self.at.store(micros(time), Ordering::SeqCst);
    }

    /// Moves the clock forward by `duration`.
    pub fn advance(&self, duration: Duration) {
        self.set(self.now() + duration);
    }

    /// Lets a [`Clock::system_after`] switch to the system's time.
    pub fn release(&self) {
        self.at.store(Self::RELEASED, Ordering::SeqCst);
    }

    /// Whether anybody [holds](Clock::hold) the clock.
    pub fn is_held(&self) -> bool {
        self.holds.load(Ordering::SeqCst) > 0
    }

    fn is_released(&self) -> bool {
        self.at.load(Ordering::SeqCst) == Self::RELEASED
    }

    /// The time that it shows until it is released.
    pub fn now(&self) -> OffsetDateTime {
        from_micros(self.at.load(Ordering::SeqCst))
    }
}

/// Microseconds since 1970, in which times are stored and compared, the same on every database.
pub fn micros(time: OffsetDateTime) -> i64 {
    let micros = time.unix_timestamp_nanos() / 1_000;
    i64::try_from(micros).expect("every OffsetDateTime is within ±292,000 years of 1970")
}

/// The time that [`micros`] stands for; beyond the year 9999, its end.
pub fn from_micros(micros: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1_000)
        .unwrap_or(time::macros::datetime!(9999-12-31 23:59:59 UTC))
}

fn to_micros(time: OffsetDateTime) -> OffsetDateTime {
    from_micros(micros(time))
}

/// The time by RFC 3339, in UTC with six decimals, so that texts sort like times.
pub fn rfc3339(at: OffsetDateTime) -> String {
    let format = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:6]Z");
    at.to_offset(UtcOffset::UTC).format(format).unwrap_or_default()
}

/// The same without decimals if the time is a whole second, as times of sending are. Times of receipt, which stand in
/// for missing ones, keep theirs.
pub fn rfc3339_sent(at: OffsetDateTime) -> String {
    if at.nanosecond() != 0 {
        return rfc3339(at);
    }
    at.to_offset(UtcOffset::UTC).format(&Rfc3339).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn manual_clock_stands_until_it_is_moved() {
        let (clock, hands) = Clock::manual(datetime!(2026-03-17 15:16:17 UTC));
        assert_eq!(clock.now(), datetime!(2026-03-17 15:16:17 UTC));
        hands.advance(Duration::seconds(3));
        assert_eq!(clock.now(), datetime!(2026-03-17 15:16:20 UTC));
    }

    #[test]
    fn released_clock_shows_the_system_time() {
        let (clock, hands) = Clock::system_after(datetime!(2001-01-01 00:00 UTC));
        assert_eq!(clock.now().year(), 2001);
        hands.release();
        assert!(clock.now().year() > 2001);
    }

    #[test]
    fn clock_is_held_until_everybody_let_go() {
        let (clock, hands) = Clock::system_after(datetime!(2001-01-01 00:00 UTC));
        let (one, other) = (clock.hold(), clock.clone().hold());
        drop(one);
        assert!(hands.is_held());
        drop(other);
        assert!(!hands.is_held());
    }

    #[test]
    fn time_survives_as_microseconds() {
        let time = datetime!(2026-03-17 15:16:17.123456 UTC);
        assert_eq!(from_micros(micros(time)), time);
    }

    #[test]
    fn what_was_sent_at_an_unknown_time_is_written_as_it_was_received() {
        let received = datetime!(2026-03-17 15:16:17.482110 UTC);
        assert_eq!(rfc3339_sent(received), rfc3339(received));
        assert_eq!(rfc3339_sent(datetime!(2026-03-17 15:16:17 UTC)), "2026-03-17T15:16:17Z");
    }
}
