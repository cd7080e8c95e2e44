//! Finds bursts of deletions within seconds, without holding up the indexer: reads what was committed, and writes only
//! when there is a burst.
//!
//! The counts live in memory: a process that takes over begins with the last minutes.

use std::collections::HashMap;

use domain::burst::{Burst, BurstSettings, MINUTES, Recent, UsualActivity};
use domain::{Clock, MemberId};
use store::{Store, StoreError};
use time::{Duration, OffsetDateTime};

use crate::job::{Progress, Run};

/// How long deletions are remembered.
const REMEMBERED: Duration = Duration::minutes(MINUTES);
/// The same for a portal that has a burst: all of it counts.
const BURST: Duration = Duration::HOUR;
/// How long a portal's settings, and its usual activity, may be cached.
const SETTINGS: Duration = Duration::MINUTE;
const USUAL: Duration = Duration::HOUR;
/// How many arrivals to read at most when it begins, however many came within the last minutes.
const BEHIND: i64 = 200_000;
/// How many pieces of arrivals one run reads.
const PIECES: usize = 10;

#[derive(Debug)]
pub(crate) struct Bursts {
    store: Store,
    clock: Clock,
    /// The last arrival that was read; none before the first run.
    read_up_to: Option<i64>,
    /// Portals with deletions that were not checked yet.
    touched: Vec<MemberId>,
    portals: HashMap<MemberId, Watched>,
}

/// A portal with deletions in the last minutes.
#[derive(Debug, Default)]
struct Watched {
    recent: Recent,
    settings: Option<(OffsetDateTime, BurstSettings)>,
    usual: Option<(OffsetDateTime, UsualActivity)>,
    /// The burst that the alarm was raised for.
    found: Option<Burst>,
}

impl Bursts {
    pub(crate) fn new(store: Store, clock: Clock) -> Self {
        Self { store, clock, read_up_to: None, touched: Vec::new(), portals: HashMap::new() }
    }

    /// Reads new arrivals. Returns whether that was all.
    async fn read(&mut self, now: OffsetDateTime) -> Result<bool, StoreError> {
        let mut read_up_to = match self.read_up_to {
            Some(arrival) => arrival,
            None => self.begin(now).await?,
        };
        let mut is_end = false;
        for _ in 0..PIECES {
            let piece = self.store.list_deleted_after(read_up_to).await?;
            for (member_id, group) in piece.deleted {
                if self.touched.last() != Some(&member_id) {
                    self.touched.push(member_id.clone());
                }
                self.portals.entry(member_id).or_default().recent.note(&group, now);
            }
            (read_up_to, is_end) = (piece.last, piece.is_end);
            self.read_up_to = Some(read_up_to);
            if is_end {
                break;
            }
            tokio::task::yield_now().await;
        }
        self.touched.sort_unstable();
        self.touched.dedup();
        Ok(is_end)
    }

    /// The arrival before the last minutes.
    async fn begin(&self, now: OffsetDateTime) -> Result<i64, StoreError> {
        let last = i64::try_from(self.store.all_portals().last_arrival().await?).unwrap_or(i64::MAX);
        Ok(self.store.find_arrival_before(now - REMEMBERED).await?.max(last.saturating_sub(BEHIND)))
    }

    /// Checks whether a portal has a burst that is new or has grown.
    async fn look(&mut self, member_id: &MemberId, now: OffsetDateTime) -> Result<(), StoreError> {
        let Some(watched) = self.portals.get_mut(member_id) else { return Ok(()) };
        // Most checks end here.
        if watched.recent.total() < BurstSettings::LOWEST.into() {
            return Ok(());
        }
        let tenant = self.store.tenant(member_id);
        let settings = match watched.settings {
            Some((at, settings)) if now - at < SETTINGS => settings,
            _ => tenant.find_settings().await?.burst,
        };
        watched.settings = watched.settings.filter(|(at, _)| now - *at < SETTINGS).or(Some((now, settings)));
        if !settings.is_on || watched.recent.total() < settings.threshold() {
            return Ok(());
        }
        if watched.usual.as_ref().is_none_or(|(at, _)| now - *at >= USUAL) {
            watched.usual = Some((now, tenant.find_usual_activity(now).await?));
        }
        let Some((_, usual)) = &watched.usual else { return Ok(()) };
        let Some(burst) = watched.recent.find(settings.threshold(), usual, now) else { return Ok(()) };
        if watched.found.as_ref().is_some_and(|found| is_same(found, &burst)) {
            return Ok(());
        }
        if tenant.save_burst(&burst, now).await? {
            let (deletions, event) = (burst.deletions, burst.event.as_deref());
            tracing::warn!(%member_id, deletions, event, "much was deleted at once; an alarm is on");
            metrics::counter!("tombstone_bursts_total").increment(1);
        }
        watched.found = Some(burst);
        Ok(())
    }

    /// Forgets deletions too old to belong to a burst, and portals without any left.
    fn forget(&mut self, now: OffsetDateTime) {
        self.portals.retain(|_, watched| {
            let kept = if watched.found.is_some() { BURST } else { REMEMBERED };
            watched.recent.forget_before(now - kept);
            watched.recent.total() > 0
        });
    }
}

fn is_same(known: &Burst, found: &Burst) -> bool {
    Burst { seen_at: known.seen_at, ..found.clone() } == *known
}

impl Run for Bursts {
    async fn run(&mut self) -> Result<Progress, StoreError> {
        let now = self.clock.now();
        self.forget(now);
        let is_end = self.read(now).await?;
        while let Some(member_id) = self.touched.pop() {
            match self.look(&member_id, now).await {
                Ok(()) => {}
                Err(error) if error.is_away() => {
                    self.touched.push(member_id); // it is checked again
                    return Err(error);
                }
                Err(error) => tracing::error!(%member_id, %error, "the portal can't be looked at for a burst"),
            }
        }
        Ok(if is_end { Progress::Done } else { Progress::More })
    }
}
