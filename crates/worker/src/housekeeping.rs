//! What is due every few seconds for the whole database: purges, what is kept too long and counts, and beside it, so that neither
//! keeps the other waiting, installs that wait to be verified.

use std::time::Duration;

use domain::Clock;
use portals::Installer;
use store::{Store, StoreError};
use tokio::sync::watch;

use crate::pending_installs::PendingInstalls;
use crate::retention::Retention;
use crate::uninstalled::Uninstalled;

/// How often it is looked at.
pub(crate) const PERIOD: Duration = Duration::from_secs(5);
/// How long calls to portals are kept: the marketplace asks for three days (docs/protocol.md 6).
const CALLS: time::Duration = time::Duration::days(3);
/// How long a process is remembered that tells nothing any more.
const PROCESSES: time::Duration = time::Duration::days(7);

/// How many batches of the audit's old lines are removed in one round.
const AUDIT_BATCHES: usize = 20;

/// For how many days things are kept, for ever if it is 0.
#[derive(Clone, Copy, Debug)]
pub struct KeptFor {
    /// Deletions of a portal that has no number of its own.
    pub deletions: u16,
    /// Lines of the audit.
    pub audit: u16,
    /// What is kept of a portal after it removed the app without its data.
    pub uninstalled: u16,
}

/// Keeps house.
#[derive(Debug)]
pub struct Housekeeper {
    tidier: Tidier,
    installs: PendingInstalls,
}

/// Removes what is not to be kept.
#[derive(Debug)]
struct Tidier {
    store: Store,
    clock: Clock,
    retention: Retention,
    uninstalled: Uninstalled,
    audit_days: u16,
}

impl Housekeeper {
    /// A housekeeper of this store.
    pub fn new(store: Store, installer: Installer, clock: Clock, kept_for: KeptFor) -> Self {
        let retention = Retention::new(store.clone(), clock.clone(), kept_for.deletions);
        let uninstalled = Uninstalled::new(store.clone(), clock.clone(), kept_for.uninstalled);
        let installs = PendingInstalls::new(store.clone(), installer, clock.clone());
        Self { tidier: Tidier { store, clock, retention, uninstalled, audit_days: kept_for.audit }, installs }
    }

    /// Keeps house until `stop` is true. Whatever is under way then is given up: it is taken up at the next start.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        let Self { mut tidier, mut installs } = self;
        let tidying = async {
            loop {
                tidier.tidy().await;
                tokio::time::sleep(PERIOD).await;
            }
        };
        let verifying = async {
            loop {
                note("verifying installs that wait", installs.verify_due().await);
                tokio::time::sleep(PERIOD).await;
            }
        };
        tokio::select! {
            () = tidying => {}
            () = verifying => {}
            _ = stop.wait_for(|stop| *stop) => {}
        }
    }

    /// One round of all of it. What fails is logged, and keeps nothing else from being done.
    pub async fn keep_house(&mut self) {
        self.tidier.tidy().await;
        note("verifying installs that wait", self.installs.verify_due().await);
    }
}

impl Tidier {
    async fn tidy(&mut self) {
        note("purging what was uninstalled long ago", self.uninstalled.begin_purges().await);
        note("purging", self.purge().await);
        note("forgetting calls and flows", self.forget().await);
        note("removing old lines of the audit", self.shorten_audit().await);
        note("removing what was kept long enough", self.retention.enforce().await);
        note("counting hours that are over", self.roll_up().await);
        note("merging what was removed away", self.merge_removals().await);
    }

    async fn purge(&self) -> Result<(), StoreError> {
        for member_id in self.store.list_purging().await? {
            while !self.store.tenant(&member_id).purge_batch(self.clock.now()).await? {}
            tracing::info!(%member_id, "the portal's data is removed");
        }
        Ok(())
    }

    /// What was removed stays in files of the search index until they are merged: little by little, so that indexing is
    /// not held up for long.
    async fn merge_removals(&self) -> Result<(), StoreError> {
        while self.store.merge_removals().await? {
            tokio::task::yield_now().await;
        }
        Ok(())
    }

    async fn roll_up(&self) -> Result<(), StoreError> {
        while self.store.roll_up(self.clock.now()).await? {
            tokio::task::yield_now().await;
        }
        Ok(())
    }

    async fn shorten_audit(&self) -> Result<(), StoreError> {
        if self.audit_days == 0 {
            return Ok(());
        }
        let begin = self.clock.now() - time::Duration::days(self.audit_days.into());
        for _ in 0..AUDIT_BATCHES {
            if self.store.drop_audit_before(begin).await? == 0 {
                break;
            }
        }
        Ok(())
    }

    async fn forget(&self) -> Result<(), StoreError> {
        let now = self.clock.now();
        self.store.drop_oauth_flows_before(now).await?;
        self.store.drop_processes_before(now - PROCESSES).await?;
        self.store.drop_calls_before(now - CALLS).await.map(drop)
    }
}

pub(crate) fn note(what: &str, outcome: Result<(), StoreError>) {
    if let Err(error) = outcome {
        tracing::warn!(%error, what, "housekeeping failed; it is tried again in a moment");
    }
}
