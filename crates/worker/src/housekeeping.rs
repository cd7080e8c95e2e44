//! Small jobs for the whole database, each a call or two to the store.

use domain::Clock;
use store::{Store, StoreError};
use time::Duration;

use crate::job::{Progress, Run};
use crate::quarantine::retry_wanted;

/// How long calls to portals are kept: the marketplace asks for three days (docs/protocol.md 6).
const CALLS: Duration = Duration::days(3);
/// How long to remember a process that no longer sends heartbeats.
const PROCESSES: Duration = Duration::days(7);
/// How long to remember who was an administrator of a portal.
const ADMINISTRATORS: Duration = domain::page_token::REMEMBERED;
/// How many batches of old audit lines one run removes.
const AUDIT_BATCHES: usize = 20;

#[derive(Clone, Copy, Debug)]
pub(crate) enum Chore {
    /// Removes the data of portals whose purge has begun.
    Purge,
    /// Removes old calls, processes, administrators and OAuth flows.
    Forget,
    /// Removes audit lines older than so many days; none if 0.
    ShortenAudit(u16),
    /// Retries quarantined events that somebody asked to retry.
    RetryQuarantined,
    /// Schedules asking portals for due names of users.
    Names,
    /// Removes titles whose time is over.
    Titles,
    /// Counts complete hours.
    RollUp,
    /// Merges removed entries out of the search index's files, little by little, so that indexing goes on.
    MergeRemovals,
    /// Removes old messages and attempts of outgoing webhooks, and what is left of deleted endpoints.
    TidyWebhooks,
}

#[derive(Debug)]
pub(crate) struct Housekeeping(pub(crate) Store, pub(crate) Clock, pub(crate) Chore);

impl Run for Housekeeping {
    async fn run(&mut self) -> Result<Progress, StoreError> {
        let Self(store, clock, chore) = self;
        match *chore {
            Chore::Purge => purge(store, clock).await?,
            Chore::Forget => forget(store, clock.now()).await?,
            Chore::ShortenAudit(0) => {}
            Chore::ShortenAudit(days) => shorten_audit(store, clock.now() - Duration::days(days.into())).await?,
            Chore::RetryQuarantined => retry_wanted(store, clock.now()).await?,
            Chore::Names => store.schedule_names(clock.now()).await?,
            Chore::Titles => {
                while store.drop_expired_titles(clock.now()).await? {
                    tokio::task::yield_now().await;
                }
            }
            Chore::RollUp => {
                while store.roll_up(clock.now()).await? {
                    tokio::task::yield_now().await;
                }
            }
            Chore::MergeRemovals => {
                while store.merge_removals().await? {
                    tokio::task::yield_now().await;
                }
            }
            Chore::TidyWebhooks => {
                while store.tidy_webhooks(clock.now()).await? {
                    tokio::task::yield_now().await;
                }
            }
        }
        Ok(Progress::Done)
    }
}

async fn purge(store: &Store, clock: &Clock) -> Result<(), StoreError> {
    for member_id in store.list_purging().await? {
        while !store.tenant(&member_id).purge_batch(clock.now()).await? {}
        store.note_removed();
        tracing::info!(%member_id, "the portal's data is removed");
    }
    Ok(())
}

async fn forget(store: &Store, now: time::OffsetDateTime) -> Result<(), StoreError> {
    store.drop_oauth_flows_before(now).await?;
    store.drop_processes_before(now - PROCESSES).await?;
    store.drop_administrators_before(now - ADMINISTRATORS).await?;
    store.drop_calls_before(now - CALLS).await.map(drop)
}

async fn shorten_audit(store: &Store, begin: time::OffsetDateTime) -> Result<(), StoreError> {
    for _ in 0..AUDIT_BATCHES {
        if store.drop_audit_before(begin).await? == 0 {
            break;
        }
    }
    Ok(())
}
