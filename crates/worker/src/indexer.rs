//! Follows the event log in order and turns its events into deletions, in blocks, exactly once.

use std::time::{Duration, Instant};

use domain::clock::micros;
use domain::{Clock, MemberId};
use store::{Block, EventLog, Indexed, LogBlock, LogRow, LoggedEvent, Quarantined, Store, StoreError};
use tokio::sync::watch;

use crate::telling::tell_deletions;

/// How many deletions one transaction takes, unless a single event has more.
const MAX_DELETIONS: usize = 10_000;
/// From how many events in a block on there is load.
const BUSY: usize = 256;
/// How many events need not be waited for.
const PLENTY: i64 = 3_000;
/// How long to wait for them: a fraction of the 2 s in which a deletion has to be seen.
const GATHER: Duration = Duration::from_millis(250);
/// How long to wait after the database refused a block.
const PAUSE: Duration = Duration::from_millis(500);

/// The indexer of one event log.
#[derive(Clone, Debug)]
pub struct Indexer {
    store: Store,
    log: EventLog,
    clock: Clock,
}

impl Indexer {
    /// An indexer that brings `log` into `store`.
    pub fn new(store: Store, log: EventLog, clock: Clock) -> Self {
        Self { store, log, clock }
    }

    /// Indexes whatever arrives until `stop` is true, and then what is left.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        let mut arrivals = self.log.last_position();
        while !*stop.borrow() {
            arrivals.mark_unchanged();
            if let Err(error) = self.index_all().await {
                tracing::error!(%error, "indexing failed; it goes on in a moment");
                metrics::counter!("tombstone_indexing_failures_total").increment(1);
                tokio::time::sleep(PAUSE).await;
                continue;
            }
            tokio::select! {
                changed = arrivals.changed() => if changed.is_err() { break },
                _ = stop.wait_for(|stop| *stop) => {}
            }
        }
        if let Err(error) = self.index_all().await {
            tracing::warn!(%error, "what is left in the event log will be indexed at the next start");
        }
    }

    /// Indexes all that is in the log now.
    pub async fn index_all(&self) -> Result<(), StoreError> {
        let mut reached = self.store.find_cursor(self.log.source()).await?;
        while let Some(block) = self.log.read_after(reached).await? {
            reached = block.last;
            let events = block.rows.len();
            self.index(block).await?;
            // What can't be removed now is removed with the next block; it is not read again.
            while self.log.trim(reached).await.is_ok_and(|removed| removed > 0) {}
            self.let_gather(events, reached).await;
        }
        metrics::gauge!("tombstone_indexer_lag_seconds").set(0.0);
        Ok(())
    }

    /// Under load, waits a moment for a large block: it costs much less than the small ones that it is made of.
    async fn let_gather(&self, indexed: usize, reached: i64) {
        let waiting = *self.log.last_position().borrow() - reached;
        if indexed >= BUSY && (1..PLENTY).contains(&waiting) {
            tokio::time::sleep(GATHER).await;
        }
    }

    /// Indexes a block. What has too many deletions for one transaction, or is refused by the database as a whole, is
    /// halved, until the event is found that it refuses.
    async fn index(&self, block: LogBlock) -> Result<(), StoreError> {
        let mut blocks = vec![block];
        while let Some(block) = blocks.pop() {
            self.note_lag(&block);
            let started = Instant::now();
            let Some(told) = self.told_apart(&block) else {
                blocks.extend(halves(block).map(|(earlier, later)| [later, earlier]).into_iter().flatten());
                continue;
            };
            let outcome = self.store.record_block(&told).await;
            match outcome {
                Ok(indexed) => note_block(block.rows.len(), started, indexed),
                Err(error) if error.is_away() => return Err(error),
                Err(StoreError::Database(error)) => {
                    tracing::warn!(%error, after = block.after, last = block.last, "the database refuses a block of events");
                    if block.rows.len() == 1 {
                        self.quarantine(&block, &error.to_string()).await?;
                    }
                    blocks.extend(halves(block).map(|(earlier, later)| [later, earlier]).into_iter().flatten());
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// The block's events as deletions; what can't be read goes to quarantine. None if there are too many deletions for
    /// one transaction and the block can be halved.
    fn told_apart(&self, block: &LogBlock) -> Option<Block<'_>> {
        let mut deletions = Vec::with_capacity(block.rows.len());
        let mut quarantined = Vec::new();
        for row in &block.rows {
            match LoggedEvent::parse(&row.record) {
                Ok(logged) => tell_deletions(&logged, row.received_at, &mut deletions),
                Err(reason) => quarantined.push(set_aside(row, None, &reason.to_string())),
            }
            if deletions.len() > MAX_DELETIONS && block.rows.len() > 1 {
                return None;
            }
        }
        Some(Block { source: self.log.source(), after: block.after, last: block.last, deletions, quarantined })
    }

    async fn quarantine(&self, single: &LogBlock, reason: &str) -> Result<(), StoreError> {
        let portal = |row: &LogRow| LoggedEvent::parse(&row.record).ok().map(|logged| logged.event.member_id);
        let quarantined = single.rows.iter().map(|row| set_aside(row, portal(row), reason)).collect();
        let LogBlock { after, last, .. } = *single;
        let block = Block { source: self.log.source(), after, last, deletions: Vec::new(), quarantined };
        self.store.record_block(&block).await.map(drop)
    }

    fn note_lag(&self, block: &LogBlock) {
        let Some(oldest) = block.rows.first() else { return };
        let lag = (micros(self.clock.now()) - oldest.received_at).max(0);
        let seconds = Duration::from_micros(lag.unsigned_abs()).as_secs_f64();
        metrics::gauge!("tombstone_indexer_lag_seconds").set(seconds);
        metrics::histogram!("tombstone_indexer_delay_seconds").record(seconds);
    }
}

fn set_aside(row: &LogRow, member_id: Option<MemberId>, reason: &str) -> Quarantined {
    tracing::error!(position = row.position, member_id = ?member_id, reason, "an event can't be indexed and is set aside");
    metrics::counter!("tombstone_quarantined_events_total").increment(1);
    let LogRow { position, received_at, record } = row.clone();
    Quarantined { position, member_id, received_at, reason: reason.to_owned(), record }
}

/// The two halves of a block; none if it is a single event.
fn halves(mut block: LogBlock) -> Option<(LogBlock, LogBlock)> {
    if block.rows.len() < 2 {
        return None;
    }
    let rows = block.rows.split_off(block.rows.len() / 2);
    let middle = block.rows.last().map_or(block.after, |row| row.position);
    let later = LogBlock { after: middle, last: block.last, rows };
    Some((LogBlock { last: middle, ..block }, later))
}

fn note_block(events: usize, started: Instant, indexed: Indexed) {
    metrics::histogram!("tombstone_index_block_events").record(u32::try_from(events).map_or(f64::MAX, f64::from));
    metrics::histogram!("tombstone_index_block_seconds").record(started.elapsed());
    let Indexed { added, repeated, purged } = indexed;
    for (outcome, deletions) in [("added", added), ("repeated", repeated), ("purged", purged)] {
        metrics::counter!("tombstone_indexed_deletions_total", "outcome" => outcome).increment(deletions);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(positions: &[i64]) -> LogBlock {
        let row = |&position| LogRow { position, received_at: 0, record: Vec::new() };
        LogBlock {
            after: positions[0] - 1,
            last: positions[positions.len() - 1],
            rows: positions.iter().map(row).collect(),
        }
    }

    #[test]
    fn halves_join_without_a_gap() {
        let (earlier, later) = halves(block(&[7, 9, 12])).unwrap();
        assert_eq!((earlier.after, earlier.last, earlier.rows.len()), (6, 7, 1));
        assert_eq!((later.after, later.last, later.rows.len()), (7, 12, 2));
    }

    #[test]
    fn single_event_has_no_halves() {
        assert!(halves(block(&[3])).is_none());
    }
}
