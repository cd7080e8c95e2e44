//! Verifies installs that wait for the authorization server, several at a time.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::panic::resume_unwind;
use std::time::{Duration, Instant};

use domain::Clock;
use portals::Installer;
use store::{PendingKey, Store, StoreError};
use tokio::task::JoinSet;

use crate::job::{Progress, Run, caught};

/// The pause before the first retry.
const PERIOD: Duration = Duration::from_secs(5);
/// How many pending installs to list in all; each takes a few bytes here.
const ALL: u64 = 20_000;
/// How many are verified at the same time.
const AT_ONCE: usize = 8;
/// After so many failures, the rest waits for the next round: the server is away, and each question takes seconds.
const IN_VAIN: usize = 32;
/// The longest pause between two tries of the same install.
const LONGEST: Duration = Duration::from_hours(1);
/// How long an install may wait to be verified.
const WAIT: time::Duration = time::Duration::days(7);

/// Verifies pending installs.
#[derive(Debug)]
pub(crate) struct PendingInstalls {
    store: Store,
    installer: Installer,
    clock: Clock,
    pauses: Pauses<[u8; 32]>,
}

impl PendingInstalls {
    pub(crate) fn new(store: Store, installer: Installer, clock: Clock) -> Self {
        Self { store, installer, clock, pauses: Pauses::default() }
    }
}

impl Run for PendingInstalls {
    async fn run(&mut self) -> Result<Progress, StoreError> {
        let dropped = self.store.drop_pending_before(self.clock.now() - WAIT).await?;
        if dropped > 0 {
            tracing::warn!(dropped, "installs are dropped: they could not be verified in time");
        }
        let mut due = self.store.list_pending(ALL).await?;
        self.pauses.keep_only(due.iter().map(|pending| pending.digest));
        due.retain(|pending| self.pauses.is_due(&pending.digest));
        let installer = self.installer.clone();
        let install = move |pending: PendingKey| {
            let installer = installer.clone();
            async move { Box::pin(installer.install_pending(&pending)).await }
        };
        round(due, &mut self.pauses, install).await
    }
}

/// One round over what is due. What can't be verified now is retried after a pause. If the database is away, the round
/// ends once those in flight have ended: one of them may have new tokens, which it alone can save. One that panics
/// fails the round once the others are done.
async fn round<T>(
    due: Vec<PendingKey>,
    pauses: &mut Pauses<[u8; 32]>,
    install: impl Fn(PendingKey) -> T,
) -> Result<Progress, StoreError>
where
    T: Future<Output = Result<bool, StoreError>> + Send + 'static,
{
    let (mut due, mut trying, mut in_vain) = (due.into_iter(), JoinSet::new(), 0);
    let (mut away, mut panicked) = (None, None);
    loop {
        while trying.len() < AT_ONCE && in_vain < IN_VAIN && away.is_none() {
            let Some(pending) = due.next() else { break };
            let tried = caught(install(pending.clone()));
            trying.spawn(async move { (pending, tried.await) });
        }
        let Some(tried) = trying.join_next().await else { break };
        let Ok((pending, tried)) = tried else { continue }; // the process ends
        match tried.map(|tried| pauses.note(&pending, tried)) {
            Ok(Ok(waits)) => in_vain += usize::from(waits),
            Ok(Err(error)) => away = Some(error),
            Err(panic) => {
                tracing::error!(member_id = %pending.member_id, panic, "verifying an install that waits panicked");
                pauses.try_later(pending.digest);
                in_vain += 1;
                panicked = Some(panic);
            }
        }
    }
    if let Some(panic) = panicked {
        resume_unwind(Box::new(panic));
    }
    away.map_or(Ok(Progress::Done), Err)
}

/// When to retry failed things: after a pause that doubles each time.
#[derive(Debug)]
struct Pauses<K>(HashMap<K, (Instant, Duration)>);

impl<K> Default for Pauses<K> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl Pauses<[u8; 32]> {
    /// Notes how a try ended. Returns whether the install stays pending, or that the database is away. Any other error
    /// is that install's alone, and may last.
    fn note(&mut self, pending: &PendingKey, tried: Result<bool, StoreError>) -> Result<bool, StoreError> {
        let waits = match tried {
            Ok(waits) => waits,
            Err(error) if error.is_away() => return Err(error),
            Err(error) => {
                tracing::error!(member_id = %pending.member_id, %error, "an install that waits fails; it is tried again later");
                true
            }
        };
        if waits {
            self.try_later(pending.digest);
        } else {
            self.end(); // the server answers, so the others need not wait for it
        }
        Ok(waits)
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

    /// Resets all pauses to the first one.
    fn end(&mut self) {
        for (_, pause) in self.0.values_mut() {
            *pause = PERIOD;
        }
    }

    /// Forgets all other keys.
    fn keep_only(&mut self, keys: impl Iterator<Item = K>) {
        let open: HashSet<K> = keys.collect();
        self.0.retain(|key, _| open.contains(key));
    }
}

#[cfg(test)]
mod tests {
    use domain::MemberId;
    use time::OffsetDateTime;

    use super::*;

    fn pending(number: u8) -> PendingKey {
        PendingKey {
            member_id: MemberId::parse("a").unwrap(),
            digest: [number; 32],
            received_at: OffsetDateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn install_that_fails_is_paused_unless_the_database_is_away() {
        let mut pauses = Pauses::<[u8; 32]>::default();
        let corrupt = StoreError::Corrupt { table: "portals", what: "its status".to_owned() };
        assert!(pauses.note(&pending(1), Err(corrupt)).is_ok_and(|waits| waits));
        assert!(pauses.note(&pending(2), Err(StoreError::late())).is_err_and(|error| error.is_away()));
        assert_eq!([1, 2].map(|number| pauses.is_due(&[number; 32])), [false, true]);
    }

    #[tokio::test]
    async fn install_that_panics_is_paused_and_fails_the_round_after_the_others() {
        let (trying, mut tried) = tokio::sync::mpsc::unbounded_channel();
        let install = |pending: PendingKey| {
            let trying = trying.clone();
            async move {
                trying.send(pending.digest[0]).unwrap();
                assert_ne!(pending.digest[0], 1, "the first install");
                Ok(false)
            }
        };
        let mut pauses = Pauses::default();
        let due = (1..=10).map(pending).collect();
        let ended = caught(round(due, &mut pauses, install)).await;
        assert!(ended.unwrap_err().contains("the first install"));
        let mut all: Vec<u8> = std::iter::from_fn(|| tried.try_recv().ok()).collect();
        all.sort_unstable();
        assert_eq!(all, (1..=10).collect::<Vec<_>>());
        assert_eq!([1, 2].map(|number| pauses.is_due(&[number; 32])), [false, true]);
    }

    #[test]
    fn pauses_grow_and_end_with_what_they_are_about() {
        let mut pauses = Pauses::default();
        assert!(pauses.is_due(&"a"));
        pauses.try_later("a");
        pauses.try_later("a");
        assert!(!pauses.is_due(&"a"));
        assert_eq!(pauses.0["a"].1, PERIOD * 2);
        pauses.end();
        assert_eq!(pauses.0["a"].1, PERIOD);
        pauses.keep_only(["b"].into_iter());
        assert!(pauses.is_due(&"a"));
    }
}
