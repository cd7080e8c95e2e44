//! How much of the spool is used by events that the database does not have yet: bounded, so that it never fills the
//! disk.

use std::collections::VecDeque;

use wal::LogRow;

/// How many events a chunk may have.
const CHUNK: u64 = 64;

/// The events of the local log, counted in chunks, so that counting never reads the file.
#[derive(Debug, Default)]
pub(super) struct SpoolUsage {
    chunks: VecDeque<Chunk>,
    pub(super) events: u64,
    pub(super) bytes: u64,
    /// When the oldest event came that is parked until the database answers, in microseconds since 1970.
    pub(super) oldest_parked: Option<i64>,
}

/// A run of events.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chunk {
    /// The position of its last event.
    pub(super) last: i64,
    pub(super) events: u64,
    pub(super) bytes: u64,
    /// When its first event came, in microseconds since 1970.
    pub(super) received_at: i64,
}

impl Chunk {
    /// A single event.
    pub(super) fn of(row: &LogRow) -> Self {
        Self { last: row.position, events: 1, bytes: row.record.len() as u64, received_at: row.received_at }
    }
}

impl SpoolUsage {
    pub(super) fn appended(&mut self, chunk: Chunk) {
        self.events += chunk.events;
        self.bytes += chunk.bytes;
        match self.chunks.back_mut() {
            Some(back) if back.events + chunk.events <= CHUNK => {
                back.last = chunk.last;
                back.events += chunk.events;
                back.bytes += chunk.bytes;
            }
            _ => self.chunks.push_back(chunk),
        }
    }

    /// Forgets chunks up to `position`.
    pub(super) fn taken(&mut self, position: i64) {
        while let Some(chunk) = self.chunks.pop_front_if(|chunk| chunk.last <= position) {
            self.events -= chunk.events;
            self.bytes -= chunk.bytes;
        }
    }

    /// When the oldest came, parked ones included, in microseconds since 1970.
    pub(super) fn oldest(&self) -> Option<i64> {
        self.chunks.front().map(|chunk| chunk.received_at).into_iter().chain(self.oldest_parked).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(last: i64, events: u64) -> Chunk {
        Chunk { last, events, bytes: events * 10, received_at: last }
    }

    #[test]
    fn what_the_database_has_is_counted_no_more() {
        let mut usage = SpoolUsage::default();
        usage.appended(chunk(60, 60));
        usage.appended(chunk(64, 4));
        usage.appended(chunk(65, 1));
        assert_eq!((usage.events, usage.bytes, usage.oldest()), (65, 650, Some(60)));
        usage.taken(10);
        assert_eq!(usage.events, 65, "a chunk is there until all of it is taken");
        usage.taken(64);
        assert_eq!((usage.events, usage.bytes, usage.oldest()), (1, 10, Some(65)));
        usage.taken(65);
        assert_eq!((usage.events, usage.bytes, usage.oldest()), (0, 0, None));
    }
}
