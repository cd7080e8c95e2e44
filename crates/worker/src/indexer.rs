//! Follows the event log in order and turns its events into deletions, in blocks, exactly once.

mod blocks;

use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::Clock;
use domain::clock::micros;
use domain::quarantine::QuarantineReason;
use store::{Block, EventLog, Indexed, LogBlock, LogReader, LogRow, LoggedEvent, Store, StoreError};
use tokio::sync::watch;
use tokio::time::timeout;
use tracing::field::Empty;
use tracing::{Instrument, Span};

use self::blocks::{decode, halves, note_quarantined, set_aside};
use crate::leader_lease::LeaderLease;
use crate::stall::Stall;

/// A round with at least this many events is under load.
const BUSY: usize = 16;
/// After a smaller round the indexer pauses for this many times its duration: a small block costs hardly less than a
/// large one, and its commit competes with the log's for the disk.
const PAUSES: u32 = 4;
/// After a round with this many events, the next follows at once.
const PLENTY: usize = 7_000;
/// How long to gather events under load: a fraction of the 2 s within which a deletion has to be visible.
const GATHER: Duration = Duration::from_millis(300);
/// Up to this many events a second, streams and feeds get them within 100 ms: there is time for small blocks.
const CALM: u32 = 1_500;
/// How long to gather events at that rate.
const SOON: Duration = Duration::from_millis(40);
/// How long to pause after the database refused a block.
const PAUSE: Duration = Duration::from_millis(250);
/// How soon to notice what other processes append.
const POLL: Duration = Duration::from_millis(20);
/// How often to look for events committed late, under a name that nobody uses any more.
const LATE: Duration = Duration::from_secs(30);
/// How long the database may take to read, and to write a block; after that the connection counts as dead.
const LOOK: Duration = Duration::from_secs(5);
const WRITE: Duration = Duration::from_secs(30);
/// How long a stopping process goes on with what another one can index as well.
const REST: Duration = Duration::from_secs(1);

/// The indexer of an event log.
#[derive(Clone, Debug)]
pub struct Indexer {
    store: Store,
    log: LogReader,
    clock: Clock,
    stall: Stall,
}

#[derive(Debug, Default)]
struct Pace {
    /// When the last round began.
    begun: Option<Instant>,
    /// When it last looked for late commits.
    looked: Option<Instant>,
}

enum Next {
    AtOnce,
    In(Duration),
    WhenThereIsMore,
}

impl Next {
    /// What follows a round that took `took`, with `events` that had come within `since`. Under load it waits for a
    /// large block, which costs much less than several small ones, since events of one portal are written to the same
    /// pages. Events that came during the round need no wait. A lone event after others is indexed soon, but not at the
    /// cost of all the disk's time.
    fn after(events: usize, since: Duration, took: Duration) -> Self {
        let a_second = u32::try_from(events).map_or(f64::MAX, f64::from) / since.as_secs_f64().max(0.001);
        let gather = if a_second <= f64::from(CALM) { SOON } else { GATHER };
        match events {
            0 => Self::WhenThereIsMore,
            1..BUSY => Self::In(GATHER.min(took * PAUSES)),
            BUSY..PLENTY => gather.checked_sub(took).map_or(Self::AtOnce, Self::In),
            _ => Self::AtOnce,
        }
    }
}

impl Indexer {
    /// An indexer that brings `log` into `store`.
    pub fn new(store: Store, log: &EventLog, clock: Clock) -> Self {
        Self { store, log: log.reader(), clock, stall: Stall::default() }
    }

    /// Reports whether indexing keeps failing.
    pub fn stall(&self) -> Stall {
        self.stall.clone()
    }

    /// Indexes events as they arrive until `stop` is true, and then the rest. Of several processes that share a log,
    /// one indexes at a time.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        let mut lease = self.log.is_shared().then(|| LeaderLease::new(self.store.clone(), self.clock.clone()));
        let mut arrivals = self.log.arrivals();
        let mut pace = Pace::default();
        while !*stop.borrow() {
            arrivals.mark_unchanged();
            let is_ours = match &mut lease {
                Some(lease) => lease.is_ours().await,
                None => true,
            };
            if !is_ours {
                self.stall.note(false, Instant::now()); // the lease's holder reports
                metrics::gauge!("tombstone_indexer_lag_seconds").set(0.0);
            }
            let next = if is_ours { self.follow(&mut pace).await } else { Next::WhenThereIsMore };
            let gathering = match next {
                Next::AtOnce => continue,
                Next::In(pause) => Some(pause),
                Next::WhenThereIsMore => None,
            };
            tokio::select! {
                () = tokio::time::sleep(gathering.unwrap_or_default()), if gathering.is_some() => {}
                changed = arrivals.changed(), if is_ours && gathering.is_none() => if changed.is_err() { break },
                () = tokio::time::sleep(POLL), if lease.is_some() && gathering.is_none() => {}
                _ = stop.wait_for(|stop| *stop) => {}
            }
        }
        if let Some(mut lease) = lease {
            if lease.is_ours().await {
                Box::pin(self.finish(REST)).await;
            }
            return lease.give_back().await; // another process goes on at once
        }
        Box::pin(self.finish(WRITE)).await;
    }

    async fn finish(&self, limit: Duration) {
        if let Err(error) = within(limit, Box::pin(self.index_all())).await {
            tracing::warn!(%error, "what is left in the event log will be indexed at the next start");
        }
    }

    /// One round; the next one retries what failed.
    async fn follow(&self, pace: &mut Pace) -> Next {
        let started = Instant::now();
        let since = pace.begun.replace(started).map_or(GATHER, |begun| started - begun);
        let mut outcome = self.index_round().await;
        if outcome.is_ok() && pace.looked.is_none_or(|looked| looked.elapsed() >= LATE) {
            match self.index_late().await {
                Ok(()) => pace.looked = Some(Instant::now()),
                Err(error) => outcome = Err(error),
            }
        }
        self.stall.note(outcome.is_err(), Instant::now());
        match outcome {
            Ok(events) => Next::after(events, since, started.elapsed()),
            Err(error) => {
                tracing::error!(%error, "indexing failed; it goes on in a moment");
                metrics::counter!("tombstone_indexing_failures_total").increment(1);
                Next::In(PAUSE)
            }
        }
    }

    /// Indexes everything that is in the log now.
    pub async fn index_all(&self) -> Result<(), StoreError> {
        while self.index_turn().await? > 0 {}
        self.index_late().await
    }

    async fn index_round(&self) -> Result<usize, StoreError> {
        let indexed = self.index_turn().await;
        if !self.log.is_shared() {
            self.store.note(&indexed); // nobody else notices that an embedded database refuses
        }
        if matches!(indexed, Ok(0)) {
            metrics::gauge!("tombstone_indexer_lag_seconds").set(0.0);
        }
        indexed
    }

    /// Indexes one block of the source that has waited the longest, so that what a process spooled comes before what it
    /// took in afterwards, however much that is. Returns how many events it had.
    async fn index_turn(&self) -> Result<usize, StoreError> {
        let behind = within(LOOK, Box::pin(self.log.behind(&self.store))).await?;
        match behind.first() {
            Some((source, reached)) => self.index_next(source, *reached).await,
            None => Ok(0),
        }
    }

    /// Indexes events that were committed late, under a name that nobody uses any more.
    async fn index_late(&self) -> Result<(), StoreError> {
        for (source, mut reached) in within(LOOK, self.log.forgotten()).await? {
            tracing::warn!(%source, "events were committed late; they are indexed now");
            while self.index_next(&source, reached).await? > 0 {
                reached = self.store.find_cursor(&source).await?;
            }
        }
        Ok(())
    }

    async fn index_next(&self, source: &Arc<str>, reached: i64) -> Result<usize, StoreError> {
        let Some(block) = within(LOOK, Box::pin(self.log.read_after(source, reached))).await? else { return Ok(0) };
        let (last, events) = (block.last, block.rows.len());
        match self.index(block).await {
            // Another process indexes now, or did a moment ago; otherwise the database does not fit the log.
            Err(StoreError::Conflict) if self.store.find_cursor(source).await? != reached => return Ok(events),
            outcome => outcome?,
        }
        self.log.note_indexed(last).await;
        Ok(events)
    }

    /// Indexes a block. Halves one with too many deletions for a transaction, or with a value that the database
    /// refuses, until the refused event stands alone. Any other failure is no event's fault, and is waited out.
    async fn index(&self, block: LogBlock) -> Result<(), StoreError> {
        let (mut blocks, mut refused) = (vec![block], false);
        while let Some(mut block) = blocks.pop() {
            self.note_lag(&block);
            let started = Instant::now();
            let Some(decoded) = decode(&block.rows) else {
                blocks.extend(halves(block).map(|(earlier, later)| [later, earlier]).into_iter().flatten());
                continue;
            };
            let rows = block.rows.len();
            if !refused {
                block.rows = Vec::new(); // the decoded block is as large again
            }
            let decoded = decoded.of(&block);
            let span = tracing::debug_span!("index_block", events = counted(rows), added = Empty, outcome = Empty);
            let recording = within(WRITE, Box::pin(self.store.record_block(&decoded)));
            let outcome = recording.instrument(span.clone()).await;
            note_outcome(&span, &outcome);
            match outcome {
                Ok(indexed) => {
                    note_block(rows, started, indexed);
                    note_quarantined(&decoded.quarantined);
                }
                Err(error) if error.is_about_values() => {
                    if !refused {
                        block.rows = self.read_again(&block, rows).await?;
                        refused = true;
                    }
                    tracing::warn!(%error, after = block.after, last = block.last, "the database refuses a block of events");
                    if block.rows.len() == 1 {
                        self.quarantine(&block, &QuarantineReason::Refused { detail: error.to_string() }).await?;
                    }
                    blocks.extend(halves(block).map(|(earlier, later)| [later, earlier]).into_iter().flatten());
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Reads a block's rows again; a conflict if some are gone.
    async fn read_again(&self, block: &LogBlock, rows: usize) -> Result<Vec<LogRow>, StoreError> {
        let again = within(LOOK, self.log.read_after(&block.source, block.after)).await?;
        let mut again = again.map(|again| again.rows).unwrap_or_default();
        again.retain(|row| row.position <= block.last);
        if again.len() == rows { Ok(again) } else { Err(StoreError::Conflict) }
    }

    async fn quarantine(&self, single: &LogBlock, reason: &QuarantineReason) -> Result<(), StoreError> {
        let portal = |row: &LogRow| LoggedEvent::parse(&row.record).ok().map(|logged| logged.event.member_id);
        let quarantined = single.rows.iter().map(|row| set_aside(row, portal(row), reason.clone())).collect();
        let LogBlock { ref source, after, last, .. } = *single;
        let block = Block { source, after, last, deletions: Vec::new(), quarantined };
        within(WRITE, self.store.record_block(&block)).await?;
        note_quarantined(&block.quarantined);
        Ok(())
    }

    fn note_lag(&self, block: &LogBlock) {
        let Some(oldest) = block.rows.first() else { return };
        let lag = (micros(self.clock.now()) - oldest.received_at).max(0);
        let seconds = Duration::from_micros(lag.unsigned_abs()).as_secs_f64();
        metrics::gauge!("tombstone_indexer_lag_seconds").set(seconds);
        metrics::histogram!("tombstone_indexer_delay_seconds").record(seconds);
    }
}

/// A database that hangs counts as away.
async fn within<T>(limit: Duration, answer: impl Future<Output = Result<T, StoreError>>) -> Result<T, StoreError> {
    timeout(limit, answer).await.unwrap_or_else(|_| Err(StoreError::late()))
}

fn note_outcome(span: &Span, outcome: &Result<Indexed, StoreError>) {
    if let Ok(indexed) = outcome {
        span.record("added", i64::try_from(indexed.added).unwrap_or(i64::MAX));
    }
    span.record("outcome", if outcome.is_ok() { "indexed" } else { "failed" });
}

fn counted(events: usize) -> i64 {
    i64::try_from(events).unwrap_or(i64::MAX)
}

fn note_block(events: usize, started: Instant, indexed: Indexed) {
    metrics::histogram!("tombstone_index_block_events").record(u32::try_from(events).map_or(f64::MAX, f64::from));
    metrics::histogram!("tombstone_index_block_seconds").record(started.elapsed());
    let Indexed { added, repeated, joined, purged } = indexed;
    for (outcome, deletions) in [("added", added), ("repeated", repeated), ("joined", joined), ("purged", purged)] {
        metrics::counter!("tombstone_indexed_deletions_total", "outcome" => outcome).increment(deletions);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pause(events: usize, since: u64, took: u64) -> Option<u128> {
        match Next::after(events, Duration::from_millis(since), Duration::from_millis(took)) {
            Next::AtOnce => Some(0),
            Next::In(pause) => Some(pause.as_millis()),
            Next::WhenThereIsMore => None,
        }
    }

    #[test]
    fn large_blocks_are_waited_for_but_not_longer_than_they_are_apart() {
        let pause = |events, millis| pause(events, 1, millis);
        assert_eq!((pause(0, 1), pause(1, 2), pause(BUSY - 1, 900)), (None, Some(8), Some(300)));
        assert_eq!((pause(BUSY, 0), pause(BUSY, 100), pause(PLENTY - 1, 299)), (Some(300), Some(200), Some(1)));
        assert_eq!((pause(BUSY, 301), pause(PLENTY - 1, 900), pause(PLENTY, 1)), (Some(0), Some(0), Some(0)));
    }

    #[test]
    fn blocks_are_small_while_there_is_time_for_them() {
        assert_eq!((pause(60, 40, 10), pause(61, 40, 10)), (Some(30), Some(290)), "1,500 a second, and more");
        assert_eq!((pause(450, 300, 10), pause(600, 300, 10)), (Some(30), Some(290)));
        assert_eq!(pause(40, 40, 60), Some(0));
    }
}
