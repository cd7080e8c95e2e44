//! The rate limit of a key: `TOMBSTONE_API_RATE` requests a second, and bursts of four times as many.

use std::num::NonZeroU32;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};
use poem::http::{HeaderName, HeaderValue};
use poem::{Endpoint, Request, Response};

use crate::error::ApiError;

/// The requests of a full burst.
const LIMIT: HeaderName = HeaderName::from_static("ratelimit-limit");
/// Those left in it.
const REMAINING: HeaderName = HeaderName::from_static("ratelimit-remaining");
/// Seconds until the burst is full again.
const RESET: HeaderName = HeaderName::from_static("ratelimit-reset");

/// How many seconds' requests a burst may have.
const BURST: u32 = 4;
/// With more keys than this, those whose burst is full are forgotten.
const REMEMBERED: usize = 10_000;

type Buckets<C> = RateLimiter<i64, DefaultKeyedStateStore<i64>, C, StateInformationMiddleware>;

/// The limit of all keys. Cheap to clone.
#[derive(Debug)]
pub(crate) struct Rate<C: Clock = DefaultClock> {
    per_second: NonZeroU32,
    clock: C,
    buckets: Arc<Buckets<C>>,
}

impl<C: Clock + Clone> Clone for Rate<C> {
    fn clone(&self) -> Self {
        Self { per_second: self.per_second, clock: self.clock.clone(), buckets: Arc::clone(&self.buckets) }
    }
}

/// A key's rate limit after a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    limit: u32,
    remaining: u32,
    /// Seconds until the burst is full again.
    reset: u32,
    /// How long to wait, if this request is one too many.
    wait: Option<Duration>,
}

/// Carries the standing to the answer.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slot(Arc<OnceLock<Standing>>);

impl Rate {
    /// `rate` requests a second; none if there is no limit.
    pub(crate) fn of(rate: u32) -> Option<Self> {
        NonZeroU32::new(rate).map(|rate| Self::with_clock(rate, DefaultClock::default()))
    }
}

impl<C: Clock + Clone> Rate<C> {
    fn with_clock(rate: NonZeroU32, clock: C) -> Self {
        let quota = Quota::per_second(rate).allow_burst(burst(rate));
        let buckets: Buckets<C> = RateLimiter::new(quota, DefaultKeyedStateStore::default(), clock.clone());
        Self { per_second: rate, clock, buckets: Arc::new(buckets) }
    }

    /// Takes one request from the key's burst.
    pub(crate) fn take(&self, key: i64) -> Standing {
        if self.buckets.len() > REMEMBERED {
            self.buckets.retain_recent();
        }
        let limit = burst(self.per_second).get();
        let (remaining, wait) = match self.buckets.check_key(&key) {
            Ok(state) => (state.remaining_burst_capacity(), None),
            Err(refused) => (0, Some(refused.wait_time_from(self.clock.now()))),
        };
        let reset = (limit - remaining.min(limit)).div_ceil(self.per_second.get());
        Standing { limit, remaining, reset, wait }
    }
}

fn burst(rate: NonZeroU32) -> NonZeroU32 {
    rate.saturating_mul(NonZeroU32::new(BURST).expect("four"))
}

impl Standing {
    /// Notes the standing for the answer; fails if the request is one too many.
    pub(crate) fn note(self, request: &Request) -> Result<(), ApiError> {
        if let Some(Slot(slot)) = request.extensions().get() {
            let _ = slot.set(self); // a request is counted once
        }
        self.wait.map_or(Ok(()), |wait| Err(ApiError::too_many_requests(wait)))
    }
}

/// Adds the rate-limit headers.
pub(crate) async fn tell<E: Endpoint<Output = Response>>(
    endpoint: Arc<E>,
    mut request: Request,
) -> poem::Result<Response> {
    let slot = Slot::default();
    request.extensions_mut().insert(slot.clone());
    let mut response = endpoint.call(request).await?;
    if let Some(Standing { limit, remaining, reset, .. }) = slot.0.get() {
        let values = [(LIMIT, limit), (REMAINING, remaining), (RESET, reset)];
        response.headers_mut().extend(values.map(|(name, value)| (name, HeaderValue::from(*value))));
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use governor::clock::FakeRelativeClock;

    use super::*;

    fn standing(remaining: u32, reset: u32) -> Standing {
        Standing { limit: 8, remaining, reset, wait: None }
    }

    #[test]
    fn bursts_have_four_seconds_requests_and_each_second_brings_more() {
        let clock = FakeRelativeClock::default();
        let rate = Rate::with_clock(NonZeroU32::new(2).unwrap(), clock.clone());
        assert_eq!(rate.take(1), standing(7, 1));
        for left in (0..7).rev() {
            assert_eq!(rate.take(1).remaining, left);
        }
        let refused = rate.take(1);
        assert_eq!((refused.remaining, refused.reset), (0, 4));
        assert_eq!(refused.wait, Some(Duration::from_millis(500)));
        assert_eq!(rate.take(2), standing(7, 1), "each key has its own");
        clock.advance(Duration::from_secs(1));
        assert_eq!(rate.take(1), standing(1, 4));
    }

    #[test]
    fn no_rate_is_no_limit() {
        assert!(Rate::of(0).is_none() && Rate::of(u32::MAX).is_some());
    }
}
