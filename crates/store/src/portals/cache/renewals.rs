//! Renews cache entries of busy portals before they expire: many with one query, so that no event waits for the
//! database.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use domain::MemberId;
use sea_orm::DatabaseConnection;
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};

use super::PortalCache;
use super::lookups::{LIMIT, find_all};

/// How long portals gather for a query, and how many it looks up.
const GATHER: Duration = Duration::from_millis(100);
const BATCH: usize = 1_024;

/// The queue of portals to look up again.
#[derive(Clone, Debug)]
pub(crate) struct Renewals(mpsc::Sender<MemberId>);

impl Renewals {
    /// Starts the task, which ends with the last handle.
    pub(crate) fn begin(db: DatabaseConnection, cache: Arc<PortalCache>) -> Self {
        let (renewals, queue) = mpsc::channel(BATCH);
        tokio::spawn(renew_all(db, cache, queue));
        Self(renewals)
    }

    /// Queues a portal. If the queue is full, the portal is looked up when its entry has expired.
    pub(super) fn ask(&self, member_id: &MemberId) {
        let _ = self.0.try_send(member_id.clone());
    }
}

async fn renew_all(db: DatabaseConnection, cache: Arc<PortalCache>, mut queue: mpsc::Receiver<MemberId>) {
    let mut batch = Vec::with_capacity(BATCH);
    while queue.recv_many(&mut batch, BATCH).await > 0 {
        sleep(GATHER).await;
        while batch.len() < BATCH
            && let Ok(member_id) = queue.try_recv()
        {
            batch.push(member_id);
        }
        let changes = cache.changes.load(Ordering::SeqCst);
        let found = timeout(LIMIT, find_all(&db, batch.iter().map(MemberId::as_str))).await;
        // If the query fails, each portal is looked up when its entry has expired, and that logs the failure.
        let found = found.ok().and_then(Result::ok);
        for member_id in batch.drain(..) {
            if let Some(found) = &found {
                cache.remember_read(&member_id, found.get(member_id.as_str()).copied(), changes);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use domain::portal::PortalStatus;
    use sea_orm::ConnectionTrait;

    use super::*;
    use crate::portals::cache::memory::{AGING, Remembered};
    use crate::portals::cache::{CachedPortal, Known};
    use crate::testing::new_store;

    #[tokio::test]
    async fn answer_that_begins_to_be_old_is_used_and_renewed() {
        let (_folder, store) = new_store().await;
        let row = "INSERT INTO portals (member_id, domain, status, finished, scopes, generation, purged_generation, \
            purging, purged_up_to, token_health) VALUES ('m', 'x', 'active', TRUE, '', 2, 0, FALSE, 0, 'none')";
        store.connections.write.execute_unprepared(row).await.unwrap();
        let member_id = MemberId::parse("m").unwrap();
        let token = store.hash_key().application_token(&member_id, &"token".to_owned().into());
        let before = CachedPortal {
            status: PortalStatus::Active,
            generation: 1,
            application_token: Some(token),
            keeps_titles: false,
        };
        let aging = Remembered::new(Instant::now().checked_sub(AGING).unwrap(), before);
        store.cache.known.insert(member_id.clone(), Arc::new(aging));

        let at_once = store.find_cached_portal(&member_id, token).await;
        assert!(matches!(at_once, Known::Portal(Some(known)) if known.generation == 1), "nobody waits: {at_once:?}");
        while store.cache.known.get(&member_id).is_none_or(|known| known.portal.generation == 1) {
            tokio::task::yield_now().await;
        }
    }

    #[test]
    fn one_event_alone_has_the_portal_renewed() {
        let portal =
            CachedPortal { status: PortalStatus::Active, generation: 1, application_token: None, keeps_titles: false };
        let now = Instant::now();
        let aging = Remembered::new(now.checked_sub(AGING).unwrap(), portal);
        assert_eq!([aging.begins_to_age(), aging.begins_to_age()], [true, false]);
        assert!(!Remembered::new(now, portal).begins_to_age());
    }
}
