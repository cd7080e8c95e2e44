//! Blocks of the log for the indexer, of bounded size.

use std::sync::Arc;

use wal::LogRow;

/// How many events a block may have.
pub(super) const BLOCK: u64 = 8_192;
/// How many bytes a block may have, unless its first event alone has more.
const BLOCK_BYTES: usize = 12 << 20;

/// A run of one source of the log, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogBlock {
    /// The source: each writer is one, with its own positions.
    pub source: Arc<str>,
    /// The position after which it begins.
    pub after: i64,
    /// The position of its last event.
    pub last: i64,
    /// Its events.
    pub rows: Vec<LogRow>,
}

/// Whether a row of this size still fits into a block; to be called row by row.
pub(super) fn within_a_block() -> impl FnMut(usize) -> bool {
    let (mut events, mut bytes) = (0, 0);
    move |size| {
        let first = events == 0;
        events += 1;
        bytes += size;
        first || (events <= BLOCK && bytes <= BLOCK_BYTES)
    }
}
