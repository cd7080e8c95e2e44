//! What is due every few seconds for the whole database: purges, installs that wait, what is kept too long.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::time::{Duration, Instant};

use bitrix24::Installer;
use domain::Clock;
use store::{PendingEvent, Store, StoreError};
use tokio::sync::watch;

use crate::retention::Retention;

/// How often it is looked at.
const PERIOD: Duration = Duration::from_secs(5);
/// How many waiting installs are looked at in one round.
const ROUND: u64 = 500;
/// How long calls to portals are kept: the marketplace asks for three days (PROTOCOL.md 6).
const CALLS: time::Duration = time::Duration::days(3);
/// How long a process is remembered that tells nothing any more.
const PROCESSES: time::Duration = time::Duration::days(7);
/// The longest pause between two tries of the same thing.
const LONGEST: Duration = Duration::from_hours(1);
/// How long an install may wait to be verified.
const WAIT: time::Duration = time::Duration::days(7);

/// Keeps house.
#[derive(Debug)]
pub struct Housekeeper {
    store: Store,
    installer: Installer,
    clock: Clock,
    installs: Pauses<[u8; 32]>,
    retention: Retention,
}

impl Housekeeper {
    /// A housekeeper of this store. Deletions are kept for so many days where a portal has no number of its own, for
    /// ever if it is 0.
    pub fn new(store: Store, installer: Installer, clock: Clock, retention_days: u16) -> Self {
        let retention = Retention::new(store.clone(), clock.clone(), retention_days);
        Self { store, installer, clock, installs: Pauses::default(), retention }
    }

    /// Keeps house until `stop` is true. Whatever is under way then is given up: it is taken up at the next start.
    pub async fn run(mut self, mut stop: watch::Receiver<bool>) {
        loop {
            tokio::select! {
                () = self.keep_house() => {}
                _ = stop.wait_for(|stop| *stop) => return,
            }
            tokio::select! {
                () = tokio::time::sleep(PERIOD) => {}
                _ = stop.wait_for(|stop| *stop) => return,
            }
        }
    }

    /// One round of it. What fails is logged, and keeps nothing else from being done.
    pub async fn keep_house(&mut self) {
        note("purging", self.purge().await);
        note("dropping installs that waited too long", self.drop_expired().await);
        note("verifying installs that wait", self.install_pending().await);
        note("forgetting calls and flows", self.forget().await);
        note("removing what was kept long enough", self.retention.enforce().await);
    }

    async fn purge(&self) -> Result<(), StoreError> {
        for member_id in self.store.list_purging().await? {
            while !self.store.tenant(&member_id).purge_batch().await? {}
            tracing::info!(%member_id, "the portal's data is removed");
        }
        Ok(())
    }

    async fn drop_expired(&self) -> Result<(), StoreError> {
        let dropped = self.store.drop_pending_before(self.clock.now() - WAIT).await?;
        if dropped > 0 {
            tracing::warn!(dropped, "installs are dropped: they could not be verified in time");
        }
        Ok(())
    }

    async fn forget(&self) -> Result<(), StoreError> {
        let now = self.clock.now();
        self.store.drop_oauth_flows_before(now).await?;
        self.store.drop_processes_before(now - PROCESSES).await?;
        self.store.drop_calls_before(now - CALLS).await.map(drop)
    }

    async fn install_pending(&mut self) -> Result<(), StoreError> {
        let waiting = self.store.list_pending(ROUND).await?;
        self.installs.keep_only(waiting.iter().map(|event| event.digest));
        for event in waiting {
            let PendingEvent { digest, .. } = &event;
            if self.installs.is_due(digest) && self.installer.install_pending(&event).await? {
                self.installs.try_later(*digest);
            }
        }
        Ok(())
    }
}

pub(crate) fn note(what: &str, outcome: Result<(), StoreError>) {
    if let Err(error) = outcome {
        tracing::warn!(%error, what, "housekeeping failed; it is tried again in a moment");
    }
}

/// When things that failed are tried again: after a pause that doubles each time.
#[derive(Debug)]
struct Pauses<K>(HashMap<K, (Instant, Duration)>);

impl<K> Default for Pauses<K> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<K: Clone + Eq + Hash> Pauses<K> {
    fn is_due(&self, key: &K) -> bool {
        self.0.get(key).is_none_or(|(tried, pause)| tried.elapsed() >= *pause)
    }

    fn try_later(&mut self, key: K) {
        let pause = self.0.get(&key).map_or(PERIOD, |(_, pause)| LONGEST.min(*pause * 2));
        self.0.insert(key, (Instant::now(), pause));
    }

    /// Forgets what is done.
    fn keep_only(&mut self, keys: impl Iterator<Item = K>) {
        let open: HashSet<K> = keys.collect();
        self.0.retain(|key, _| open.contains(key));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end_with_what_they_are_about() {
        let mut pauses = Pauses::default();
        assert!(pauses.is_due(&"a"));
        pauses.try_later("a");
        pauses.try_later("a");
        assert!(!pauses.is_due(&"a"));
        assert_eq!(pauses.0["a"].1, PERIOD * 2);
        pauses.keep_only(["b"].into_iter());
        assert!(pauses.is_due(&"a"));
    }
}
