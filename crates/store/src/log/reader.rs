//! What the indexer reads: the log from a position on, in blocks of bounded size.

use std::sync::Arc;

use tokio::sync::watch;
use wal::LogRow;

use super::local::LocalLog;
use super::shared::SharedLog;
use crate::Store;
use crate::error::StoreError;

/// How many events a block may have.
pub(super) const BLOCK: u64 = 8_192;
/// How many bytes a block may have, unless its first event alone has more.
const BLOCK_BYTES: i64 = 12 << 20;

/// A run of one source of the log, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogBlock {
    /// Whose positions these are: each writer is a source of its own.
    pub source: Arc<str>,
    /// Where it begins: the position of the last event before it that was seen.
    pub after: i64,
    /// The position of its last event.
    pub last: i64,
    /// Its events.
    pub rows: Vec<LogRow>,
}

/// The log as the indexer follows it: the file of this process, or the table that all processes share.
#[derive(Clone, Debug)]
pub struct LogReader(pub(super) Kind);

#[derive(Clone, Debug)]
pub(super) enum Kind {
    File(LocalLog),
    Table(SharedLog),
}

impl LogReader {
    /// Whether other processes write to it too, and might index it.
    pub fn is_shared(&self) -> bool {
        matches!(self.0, Kind::Table(_))
    }

    /// The sources that have something to be indexed, each with how far it was indexed; the one that waits the longest
    /// comes first.
    pub async fn waiting(&self, store: &Store) -> Result<Vec<(Arc<str>, i64)>, StoreError> {
        match &self.0 {
            Kind::File(log) => Ok(vec![(Arc::clone(log.source()), store.find_cursor(log.source()).await?)]),
            Kind::Table(log) => log.waiting().await,
        }
    }

    /// Sources that nobody has begun to index although their writer is gone: a commit came late.
    pub async fn forgotten(&self) -> Result<Vec<(Arc<str>, i64)>, StoreError> {
        match &self.0 {
            Kind::File(_) => Ok(Vec::new()),
            Kind::Table(log) => log.forgotten().await,
        }
    }

    /// The next events of a source after `position`; none if there are none.
    pub async fn read_after(&self, source: &Arc<str>, position: i64) -> Result<Option<LogBlock>, StoreError> {
        match &self.0 {
            Kind::File(log) => log.read_after(position).await,
            Kind::Table(log) => log.read_after(source, position).await,
        }
    }

    /// Tells that the database has everything of the source up to `position`.
    pub async fn note_indexed(&self, position: i64) {
        match &self.0 {
            Kind::File(log) => log.trim(position).await,
            Kind::Table(_) => {} // its rows go with the transaction that indexes them
        }
    }

    /// The position of what this process appended last; changes whenever there is more.
    pub fn arrivals(&self) -> watch::Receiver<i64> {
        match &self.0 {
            Kind::File(log) => log.last_position(),
            Kind::Table(log) => log.arrivals(),
        }
    }
}

/// Whether a row still fits into a block, asked for one row after the other.
pub(super) fn within_a_block() -> impl FnMut(&LogRow) -> bool {
    let (mut events, mut bytes) = (0, 0);
    move |row| {
        let first = events == 0;
        events += 1;
        bytes += i64::try_from(row.record.len()).unwrap_or(i64::MAX);
        first || (events <= BLOCK && bytes <= BLOCK_BYTES)
    }
}

/// Where a block ends, by the positions and sizes of what follows.
pub(super) fn end_of_block(sizes: &[(i64, i64)]) -> Option<i64> {
    let mut bytes = 0;
    let fits = |(_, size): &&(i64, i64)| {
        let first = bytes == 0;
        bytes += size;
        first || bytes <= BLOCK_BYTES
    };
    sizes.iter().take_while(fits).last().map(|(position, _)| *position)
}
