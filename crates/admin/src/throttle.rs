//! How often somebody may try to log in: a few times at once, then slowly.

use std::fmt;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use domain::Clock;
use domain::clock::micros;
use governor::clock::Clock as Ticks;
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter};
use moka::sync::Cache;

/// So many attempts may come at once.
const AT_ONCE: NonZeroU32 = NonZeroU32::new(5).expect("five is not zero");
/// Then one in this time.
const THEN_ONE_IN: Duration = Duration::from_secs(12);
/// So many addresses and e-mails are remembered; the least used are forgotten first.
const REMEMBERED: u64 = 20_000;

type Limiter = RateLimiter<NotKeyed, InMemoryState, Hands, NoOpMiddleware<Nanos>>;

/// The service's clock, as governor reads it.
#[derive(Clone)]
struct Hands(Clock);

impl Ticks for Hands {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        Nanos::from(Duration::from_micros(micros(self.0.now()).unsigned_abs()))
    }
}

/// Counts attempts by a key, in bounded memory.
#[derive(Clone)]
pub(crate) struct Throttle {
    hands: Hands,
    limiters: Cache<String, Arc<Limiter>>,
}

impl fmt::Debug for Throttle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Throttle").finish_non_exhaustive()
    }
}

impl Throttle {
    /// Remembers nobody yet.
    pub(crate) fn new(clock: &Clock) -> Self {
        Self { hands: Hands(clock.clone()), limiters: Cache::new(REMEMBERED) }
    }

    /// Counts one attempt, or says how long to wait before the next.
    pub(crate) fn attempt(&self, key: &str) -> Result<(), Duration> {
        let quota = Quota::with_period(THEN_ONE_IN).expect("twelve seconds are not zero").allow_burst(AT_ONCE);
        let fresh = || Arc::new(RateLimiter::direct_with_clock(quota, self.hands.clone()));
        let limiter = self.limiters.get_with_by_ref(key, fresh);
        limiter.check().map_err(|wait| wait.wait_time_from(self.hands.now()))
    }
}

/// What counts as one address: with IPv6, the network that one customer usually has for himself.
pub(crate) fn network(ip: IpAddr) -> String {
    match ip.to_canonical() {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => {
            let [a, b, c, d, ..] = ip.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn five_attempts_at_once_and_then_one_in_twelve_seconds() {
        let (clock, hands) = Clock::manual(datetime!(2026-03-17 15:16:17 UTC));
        let throttle = Throttle::new(&clock);
        for _ in 0..5 {
            assert_eq!(throttle.attempt("ada@example.com"), Ok(()));
        }
        assert_eq!(throttle.attempt("ada@example.com"), Err(Duration::from_secs(12)));
        assert_eq!(throttle.attempt("bob@example.com"), Ok(()));
        hands.advance(time::Duration::seconds(12));
        assert_eq!(throttle.attempt("ada@example.com"), Ok(()));
        assert!(throttle.attempt("ada@example.com").is_err());
    }

    #[test]
    fn neighbours_in_one_network_count_as_one() {
        let network = |text: &str| network(text.parse().unwrap());
        assert_eq!(network("2001:db8:1:2::1"), network("2001:db8:1:2:ffff::9"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:192.0.2.1"), "192.0.2.1");
    }
}
