//! Decodes blocks of the log, and halves them.

use std::sync::Arc;

use domain::MemberId;
use domain::quarantine::QuarantineReason;
use store::{Block, LogBlock, LogRow, NewDeletion, Quarantined};

use crate::decoding::Decoding;

/// How many deletions one transaction takes, unless a single event has more.
const MAX_DELETIONS: usize = 15_000;

pub(super) struct DecodedBlock {
    deletions: Vec<NewDeletion>,
    quarantined: Vec<Quarantined>,
}

impl DecodedBlock {
    pub(super) fn of(self, block: &LogBlock) -> Block<'_> {
        let Self { deletions, quarantined } = self;
        Block { source: &block.source, after: block.after, last: block.last, deletions, quarantined }
    }
}

/// Decodes events into deletions; unreadable ones go to quarantine. None if there are too many deletions for one
/// transaction and the block can be halved.
pub(super) fn decode(rows: &[LogRow]) -> Option<DecodedBlock> {
    let mut decoding = Decoding::of(rows.len());
    let mut quarantined = Vec::new();
    for row in rows {
        if let Err(error) = decoding.add(&row.record, row.received_at) {
            quarantined.push(set_aside(row, None, QuarantineReason::Unreadable { detail: error.to_string() }));
        }
        if decoding.len() > MAX_DELETIONS && rows.len() > 1 {
            return None;
        }
    }
    Some(DecodedBlock { deletions: decoding.into_deletions(), quarantined })
}

pub(super) fn set_aside(row: &LogRow, member_id: Option<MemberId>, reason: QuarantineReason) -> Quarantined {
    let LogRow { position, received_at, record } = row.clone();
    Quarantined { position, member_id, received_at, reason, record }
}

/// Logs and counts events once they are in quarantine: a block may be decoded several times before.
pub(super) fn note_quarantined(quarantined: &[Quarantined]) {
    for Quarantined { position, member_id, reason, .. } in quarantined {
        tracing::error!(position, ?member_id, ?reason, "an event can't be indexed and is set aside");
        metrics::counter!("tombstone_quarantined_events_total").increment(1);
    }
}

/// Halves a block; none if it is a single event.
pub(super) fn halves(mut block: LogBlock) -> Option<(LogBlock, LogBlock)> {
    if block.rows.len() < 2 {
        return None;
    }
    let rows = block.rows.split_off(block.rows.len() / 2);
    let middle = block.rows.last().map_or(block.after, |row| row.position);
    let later = LogBlock { source: Arc::clone(&block.source), after: middle, last: block.last, rows };
    Some((LogBlock { last: middle, ..block }, later))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use metrics::{Counter, Gauge, Histogram, Key, KeyName, Metadata, Recorder, SharedString, Unit};

    use super::*;

    /// Sums up all counters.
    #[derive(Default)]
    struct Counted(Arc<AtomicU64>);

    impl Recorder for Counted {
        fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
        fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
        fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

        fn register_counter(&self, _: &Key, _: &Metadata<'_>) -> Counter {
            Counter::from_arc(Arc::clone(&self.0))
        }

        fn register_gauge(&self, _: &Key, _: &Metadata<'_>) -> Gauge {
            Gauge::noop()
        }

        fn register_histogram(&self, _: &Key, _: &Metadata<'_>) -> Histogram {
            Histogram::noop()
        }
    }

    fn block(positions: &[i64]) -> LogBlock {
        let row = |&position| LogRow { position, received_at: 0, record: Vec::new() };
        LogBlock {
            source: "a".into(),
            after: positions[0] - 1,
            last: positions[positions.len() - 1],
            rows: positions.iter().map(row).collect(),
        }
    }

    #[test]
    fn event_counts_as_set_aside_once_it_is_in_quarantine() {
        let (rows, counted) = (block(&[7, 9]).rows, Counted::default());
        let total = || counted.0.load(Ordering::Relaxed);
        metrics::with_local_recorder(&counted, || {
            assert!(decode(&rows).is_some());
            let decoded = decode(&rows).unwrap();
            assert_eq!((decoded.quarantined.len(), total()), (2, 0), "the first attempt did not get that far");
            note_quarantined(&decoded.quarantined);
        });
        assert_eq!(total(), 2);
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
