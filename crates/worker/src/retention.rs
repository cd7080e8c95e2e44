//! Removes deletions that have been kept long enough, once an hour.

use std::time::Instant;

use domain::{Clock, MemberId};
use store::{Store, StoreError};
use time::Duration;

use crate::job::{Progress, Run};

/// How many portals to list at once.
const PAGE: u64 = 500;
/// How long one run goes on before others get their turn.
const SLICE: std::time::Duration = std::time::Duration::from_secs(5);

#[derive(Debug)]
pub(crate) struct Retention {
    store: Store,
    clock: Clock,
    days: u16,
    /// The unfinished pass over all portals, if any.
    pass: Option<Pass>,
}

#[derive(Debug, Default)]
struct Pass {
    after: Option<MemberId>,
    /// Whether anything was removed.
    removed: bool,
    /// The rest of the page, the next portal last.
    page: Vec<(MemberId, u16)>,
}

impl Retention {
    /// Portals without a retention of their own keep deletions for `days`; forever if 0.
    pub(crate) fn new(store: Store, clock: Clock, days: u16) -> Self {
        Self { store, clock, days, pass: None }
    }

    /// Returns whether the pass is done.
    async fn go_on(&self, pass: &mut Pass) -> Result<bool, StoreError> {
        let started = Instant::now();
        while let Some((portal, days)) = self.next(pass).await? {
            let cleared = self.clear(&portal, days, started, &mut pass.removed).await;
            if !matches!(cleared, Ok(true)) {
                pass.page.push((portal.clone(), days));
            }
            match cleared {
                Ok(_) => {}
                Err(error) if error.is_away() => return Err(error),
                Err(error) => {
                    tracing::error!(member_id = %portal, %error, "what was kept long enough can't be removed");
                    pass.page.pop(); // don't keep the others' deletions longer because of it
                }
            }
            if started.elapsed() >= SLICE {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The next portal that does not keep deletions forever.
    async fn next(&self, pass: &mut Pass) -> Result<Option<(MemberId, u16)>, StoreError> {
        while pass.page.is_empty() {
            let page = self.store.list_retentions(pass.after.as_ref(), PAGE).await?;
            let Some((last, _)) = page.last() else { return Ok(None) };
            pass.after = Some(last.clone());
            let days = |(portal, days): (MemberId, Option<u16>)| (portal, days.unwrap_or(self.days));
            pass.page = page.into_iter().rev().map(days).filter(|(_, days)| *days > 0).collect();
        }
        Ok(pass.page.pop())
    }

    /// Removes what is too old. Returns whether all of it is gone: not if it took too long since `started`.
    async fn clear(
        &self,
        portal: &MemberId,
        days: u16,
        started: Instant,
        has_removed: &mut bool,
    ) -> Result<bool, StoreError> {
        let end = self.clock.now() - Duration::days(days.into());
        let (mut all, mut done) = (0, false);
        while !done && started.elapsed() < SLICE {
            let removed = self.store.tenant(portal).remove_received_before(end).await?;
            done = removed == 0;
            *has_removed |= !done;
            all += removed;
            tokio::task::yield_now().await; // others get the database in between
        }
        if all > 0 {
            tracing::info!(member_id = %portal, deletions = all, "deletions are removed: they were kept long enough");
            metrics::counter!("tombstone_retired_deletions_total").increment(all);
        }
        Ok(done)
    }
}

impl Run for Retention {
    /// Removes what is too old, for a moment at a time.
    async fn run(&mut self) -> Result<Progress, StoreError> {
        let mut pass = self.pass.take().unwrap_or_default();
        let outcome = self.go_on(&mut pass).await;
        if matches!(outcome, Ok(true)) {
            if pass.removed {
                self.store.note_removed();
            }
            return Ok(Progress::Done);
        }
        self.pass = Some(pass);
        outcome.map(|_| Progress::More)
    }
}
