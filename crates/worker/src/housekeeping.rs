//! Small jobs for the whole database, each a call or two to the store.

use domain::Clock;
use store::{Store, StoreError};
use time::Duration;

use crate::job::{Progress, Run};
use crate::quarantine::retry_wanted;

/// How long calls to portals are kept: the marketplace asks for three days (docs/protocol.md 6).
const CALLS: Duration = Duration::days(3);
/// How long a process is remembered that sends no heartbeat any more.
const PROCESSES: Duration = Duration::days(7);
/// How long it is remembered who was an administrator of a portal.
const ADMINISTRATORS: Duration = domain::page_token::REMEMBERED;
/// How many batches of the audit's old lines are removed in one run.
const AUDIT_BATCHES: usize = 20;

/// What is done for the whole database.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Chore {
    /// Removes the data of portals whose purge was begun.
    Purge,
    /// Removes calls, processes, administrators and flows of OAuth that nobody asks about any more.
    Forget,
    /// Removes lines of the audit that are older than so many days; none if it is 0.
    ShortenAudit(u16),
    /// Tries quarantined events again that somebody asked to try again.
    RetryQuarantined,
    /// Lets portals be asked for the names of users that are due.
    Names,
    /// Removes titles that were kept long enough.
    Titles,
    /// Counts hours that are over.
    RollUp,
    /// Merges what was removed out of the files of the search index: little by little, so that indexing goes on.
    MergeRemovals,
    /// Removes messages and attempts of outgoing webhooks that are old, and what is left of endpoints that were deleted.
    TidyWebhooks,
}

/// A chore in a store.
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
