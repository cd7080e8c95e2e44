//! Limits how often a portal is called: its leaky bucket, its methods' time, and manual blocks (docs/protocol.md 4).

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::MemberId;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use moka::sync::Cache;

/// Calls per second that most plans' buckets drain.
const DRAIN: NonZeroU32 = NonZeroU32::new(2).expect("two");
/// Calls that we let into the bucket before we wait; most plans hold 50, and other apps on this machine share it.
const ROOM: NonZeroU32 = NonZeroU32::new(40).expect("forty");
/// How many entries each cache holds.
const PORTALS: u64 = 100_000;
/// How long a method rests if the portal named no reset time: its time is summed over ten minutes.
const REST: Duration = Duration::from_mins(10);
/// How long we leave a portal alone after a manual block by Bitrix24.
const BLOCK: Duration = Duration::from_hours(1);

/// The rate limits of all portals.
#[derive(Clone, Debug)]
pub struct Limits {
    buckets: Arc<DefaultKeyedRateLimiter<MemberId>>,
    /// Until when a method must not be called; an empty method stands for all of them.
    resting: Cache<(MemberId, String), Instant>,
    /// When a method's used time resets, as the portal last reported.
    resets: Cache<(MemberId, String), Instant>,
}

impl Default for Limits {
    fn default() -> Self {
        Self::of(DRAIN)
    }
}

impl Limits {
    /// Allows this many calls per second to each portal.
    pub fn of(calls: NonZeroU32) -> Self {
        let remembered = || Cache::builder().max_capacity(PORTALS).time_to_live(BLOCK).build();
        let buckets = RateLimiter::keyed(Quota::per_second(calls).allow_burst(ROOM));
        Self { buckets: Arc::new(buckets), resting: remembered(), resets: remembered() }
    }

    /// Waits until the portal's bucket has room; false if the method rests and must not be called now.
    pub async fn wait(&self, member_id: &MemberId, method: &str) -> bool {
        let rests = |method: &str| {
            self.resting.get(&(member_id.clone(), method.to_owned())).is_some_and(|until| Instant::now() < until)
        };
        if rests("") || rests(method) {
            return false;
        }
        self.buckets.until_key_ready(member_id).await;
        true
    }

    /// Notes that the method's used time resets in `after`.
    pub fn note_reset(&self, member_id: &MemberId, method: &str, after: Duration) {
        self.resets.insert((member_id.clone(), method.to_owned()), Instant::now() + after);
    }

    /// Lets the method rest until its reset: its time is used up.
    pub fn rest(&self, member_id: &MemberId, method: &str) {
        let key = (member_id.clone(), method.to_owned());
        let reset = self.resets.get(&key).filter(|reset| *reset > Instant::now());
        let until = reset.unwrap_or_else(|| Instant::now() + REST);
        self.resting.insert(key, until);
    }

    /// Lets the whole portal rest: Bitrix24 blocked us there manually.
    pub fn block(&self, member_id: &MemberId) {
        self.resting.insert((member_id.clone(), String::new()), Instant::now() + BLOCK);
    }

    /// Forgets buckets that are empty again.
    pub fn shrink(&self) {
        self.buckets.retain_recent();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn method_rests_until_its_time_begins_anew() {
        let (limits, portal) = (Limits::default(), MemberId::parse("a").unwrap());
        assert!(limits.wait(&portal, "event.get").await);
        limits.note_reset(&portal, "event.get", Duration::from_mins(3));
        limits.rest(&portal, "event.get");
        assert!(!limits.wait(&portal, "event.get").await);
        assert!(limits.wait(&portal, "event.bind").await);
        limits.note_reset(&portal, "event.bind", Duration::ZERO);
        limits.rest(&portal, "event.bind"); // a reset in the past is ignored
        assert!(!limits.wait(&portal, "event.bind").await);
        assert!(limits.wait(&portal, "events").await);
        limits.block(&portal);
        assert!(!limits.wait(&portal, "events").await);
    }
}
