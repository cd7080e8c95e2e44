//! The lease of a job: which process runs it, by the database's clock.

use std::convert::Infallible;
use std::time::Duration;

use domain::Clock;
use store::{Store, StoreError};
use tokio::time::sleep;

/// A lease, named like its job.
pub(crate) struct Lease {
    store: Store,
    clock: Clock,
    name: &'static str,
    owner: String,
    lasts: Duration,
    /// Whether it covers a whole interval: nobody renews it, and it only ends with its time.
    covers_interval: bool,
    /// Whether this process still has work in the interval that it took.
    goes_on: bool,
}

impl Lease {
    pub(crate) fn new(
        store: &Store,
        clock: &Clock,
        name: &'static str,
        lasts: Duration,
        covers_interval: bool,
    ) -> Self {
        let (store, clock, owner) = (store.clone(), clock.clone(), owner());
        Self { store, clock, name, owner, lasts, covers_interval, goes_on: false }
    }

    /// Whether this process may run the job now. Nobody gets the same interval twice, not even its owner.
    pub(crate) async fn hold(&mut self) -> Result<bool, StoreError> {
        if self.goes_on {
            return Ok(true);
        }
        if self.covers_interval {
            self.owner = owner();
        }
        let has = self.take().await?;
        self.goes_on = has && self.covers_interval;
        Ok(has)
    }

    async fn take(&self) -> Result<bool, StoreError> {
        let lasts = time::Duration::try_from(self.lasts).unwrap_or(time::Duration::MAX);
        self.store.hold_lease(self.name, &self.owner, self.clock.now(), lasts).await
    }

    /// Renews the lease while `run` goes on, concurrently: the run may be what occupies the database.
    pub(crate) async fn during<T>(&self, run: impl Future<Output = T>) -> T {
        if self.covers_interval {
            return run.await;
        }
        tokio::select! {
            outcome = run => outcome,
            never = self.renew() => match never {},
        }
    }

    async fn renew(&self) -> Infallible {
        loop {
            sleep(self.lasts / 3).await;
            if let Err(error) = self.take().await {
                tracing::debug!(job = self.name, %error, "the lease can't be renewed");
            }
        }
    }

    /// This interval's work is done.
    pub(crate) fn end_interval(&mut self) {
        self.goes_on = false;
    }

    /// Lets another process go on at once, unless the lease covers an interval whose work is done.
    pub(crate) async fn release(&self) {
        if !self.covers_interval || self.goes_on {
            let _ = self.store.release_lease(self.name, &self.owner).await; // otherwise it expires
        }
    }
}

pub(crate) fn owner() -> String {
    format!("{:032x}", rand::random::<u128>())
}
