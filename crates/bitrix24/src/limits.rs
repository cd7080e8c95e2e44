//! How often a portal is called: its leaky bucket, the time of its methods, and blocks by hand (docs/protocol.md 4).

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::MemberId;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use moka::sync::Cache;

/// Calls a second that most plans' buckets forget.
const DRAIN: NonZeroU32 = NonZeroU32::new(2).expect("two");
/// Calls that we let into the bucket before we wait; most plans hold 50, and other apps on this machine share it.
const ROOM: NonZeroU32 = NonZeroU32::new(40).expect("forty");
/// How many portals are remembered.
const PORTALS: u64 = 100_000;
/// How long a method rests if the portal did not say until when: its sums cover ten minutes.
const REST: Duration = Duration::from_mins(10);
/// How long a portal is left alone that Bitrix24 blocked by hand.
const BLOCK: Duration = Duration::from_hours(1);

/// The limits of all portals.
#[derive(Clone, Debug)]
pub struct Limits {
    buckets: Arc<DefaultKeyedRateLimiter<MemberId>>,
    /// Until when what must not be called; the method is empty for all of them.
    resting: Cache<(MemberId, String), Instant>,
    /// When the time of a method begins anew, as its last good answer said.
    resets: Cache<(MemberId, String), Instant>,
}

impl Default for Limits {
    fn default() -> Self {
        Self::of(DRAIN)
    }
}

impl Limits {
    /// With so many calls a second to each portal.
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

    /// The method's time begins anew after so many seconds.
    pub fn note_reset(&self, member_id: &MemberId, method: &str, after: Duration) {
        self.resets.insert((member_id.clone(), method.to_owned()), Instant::now() + after);
    }

    /// The method's time is used up.
    pub fn rest(&self, member_id: &MemberId, method: &str) {
        let key = (member_id.clone(), method.to_owned());
        let reset = self.resets.get(&key).filter(|reset| *reset > Instant::now());
        let until = reset.unwrap_or_else(|| Instant::now() + REST);
        self.resting.insert(key, until);
    }

    /// Bitrix24 blocked us there by hand.
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
        limits.rest(&portal, "event.bind"); // an old time means nothing
        assert!(!limits.wait(&portal, "event.bind").await);
        assert!(limits.wait(&portal, "events").await);
        limits.block(&portal);
        assert!(!limits.wait(&portal, "events").await);
    }
}
