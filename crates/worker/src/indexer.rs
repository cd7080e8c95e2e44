//! Follows the event log in order and turns its events into deletions, in blocks, exactly once.

use std::time::{Duration, Instant};

use domain::clock::micros;
use domain::deletion::terms;
use domain::event::Reported;
use domain::{Clock, Event};
use store::{Block, EventLog, Indexed, LogBlock, LogRow, LoggedEvent, NewDeletion, Quarantined, Store, StoreError};
use tokio::sync::watch;

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
            self.index(block).await?;
            // What can't be removed now is removed with the next block; it is not read again.
            while self.log.trim(reached).await.is_ok_and(|removed| removed > 0) {}
        }
        metrics::gauge!("tombstone_indexer_lag_seconds").set(0.0);
        Ok(())
    }

    /// Indexes a block; if the database refuses it as a whole, its halves, until the event is found that it refuses.
    async fn index(&self, block: LogBlock) -> Result<(), StoreError> {
        let mut blocks = vec![block];
        while let Some(block) = blocks.pop() {
            self.note_lag(&block);
            let started = Instant::now();
            let (events, first) = (block.rows.len(), block.rows.first().map(|row| row.position));
            match self.store.record_block(self.told_apart(&block, None)).await {
                Ok(indexed) => note_block(events, started, indexed),
                Err(StoreError::Database(error)) if self.store.ping().await.is_ok() => {
                    tracing::warn!(%error, ?first, events, "the database refuses a block of events");
                    match halve(block) {
                        Ok((earlier, later)) => blocks.extend([later, earlier]),
                        Err(single) => {
                            let reason = error.to_string();
                            self.store.record_block(self.told_apart(&single, Some(&reason))).await?;
                        }
                    }
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// The block's events as deletions. With a `refusal`, they go to quarantine for that reason.
    fn told_apart(&self, block: &LogBlock, refusal: Option<&str>) -> Block<'_> {
        let mut deletions = Vec::with_capacity(block.rows.len());
        let mut quarantined = Vec::new();
        for row in &block.rows {
            let outcome = match refusal {
                Some(reason) => Err(reason.to_owned()),
                None => LoggedEvent::parse(&row.record).map_err(|error| error.to_string()),
            };
            match outcome {
                Ok(logged) => deletions.extend(told_deletions(&logged, row.received_at)),
                Err(reason) => quarantined.push(set_aside(row, reason)),
            }
        }
        Block { source: self.log.source(), after: block.after, last: block.last, deletions, quarantined }
    }

    fn note_lag(&self, block: &LogBlock) {
        let Some(oldest) = block.rows.first() else { return };
        let lag = (micros(self.clock.now()) - oldest.received_at).max(0);
        let seconds = Duration::from_micros(lag.unsigned_abs()).as_secs_f64();
        metrics::gauge!("tombstone_indexer_lag_seconds").set(seconds);
        metrics::histogram!("tombstone_indexer_delay_seconds").record(seconds);
    }
}

fn told_deletions(logged: &LoggedEvent, received_at: i64) -> Vec<NewDeletion> {
    let reported = logged.event.deletions();
    reported.into_iter().map(|reported| new_deletion(logged, reported, received_at)).collect()
}

fn new_deletion(logged: &LoggedEvent, reported: Reported<'_>, received_at: i64) -> NewDeletion {
    let Event { code, member_id, event_handler_id, user_id, .. } = &logged.event;
    NewDeletion {
        member_id: member_id.clone(),
        generation: logged.generation,
        fingerprint: reported.fingerprint,
        event: code.as_str().to_owned(),
        entity: reported.entity.to_owned(),
        terms: terms(&reported.entity_id, &reported.attributes),
        entity_id: reported.entity_id,
        attributes: serde_json::to_string(&reported.attributes).expect("attributes are texts"),
        user_id: user_id.clone(),
        sent_at: logged.event.sent_at().map(micros),
        received_at,
        source: logged.source,
        event_handler_id: event_handler_id.clone(),
        payload: serde_json::to_string(&reported.payload).expect("a payload is texts and maps with text keys"),
    }
}

fn set_aside(row: &LogRow, reason: String) -> Quarantined {
    tracing::error!(position = row.position, reason, "an event can't be indexed and is set aside");
    metrics::counter!("tombstone_quarantined_events_total").increment(1);
    Quarantined { position: row.position, received_at: row.received_at, reason, record: row.record.clone() }
}

/// The two halves of a block; the block itself if it is a single event.
fn halve(mut block: LogBlock) -> Result<(LogBlock, LogBlock), LogBlock> {
    if block.rows.len() < 2 {
        return Err(block);
    }
    let rows = block.rows.split_off(block.rows.len() / 2);
    let middle = block.rows.last().map_or(block.after, |row| row.position);
    let later = LogBlock { after: middle, last: block.last, rows };
    Ok((LogBlock { last: middle, ..block }, later))
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
        let (earlier, later) = halve(block(&[7, 9, 12])).unwrap();
        assert_eq!((earlier.after, earlier.last, earlier.rows.len()), (6, 7, 1));
        assert_eq!((later.after, later.last, later.rows.len()), (7, 12, 2));
    }

    #[test]
    fn single_event_has_no_halves() {
        assert_eq!(halve(block(&[3])).unwrap_err(), block(&[3]));
    }
}
