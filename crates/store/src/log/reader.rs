//! The indexer's view of the log: blocks of bounded size, from a position on.

use std::sync::Arc;

use tokio::sync::watch;

use super::block::LogBlock;
use super::local::LocalLog;
use super::shared::table::SharedTable;
use crate::Store;
use crate::error::StoreError;

/// The log as the indexer follows it: the files of this process, or the table that all processes share.
#[derive(Clone, Debug)]
pub struct LogReader(pub(super) LogKind);

#[derive(Clone, Debug)]
pub(super) enum LogKind {
    File(LocalLog),
    Table(SharedTable),
}

impl LogReader {
    /// Whether other processes write to it too, and might index it.
    pub fn is_shared(&self) -> bool {
        matches!(self.0, LogKind::Table(_))
    }

    /// The sources with events to index, each with its cursor; the one that waits the longest comes first. Always lists
    /// a local log.
    pub async fn behind(&self, store: &Store) -> Result<Vec<(Arc<str>, i64)>, StoreError> {
        match &self.0 {
            LogKind::File(log) => Ok(vec![(Arc::clone(&log.source), store.find_cursor(&log.source).await?)]),
            LogKind::Table(log) => log.behind().await,
        }
    }

    /// Sources without a cursor, whose writer is gone: a commit came late.
    pub async fn forgotten(&self) -> Result<Vec<(Arc<str>, i64)>, StoreError> {
        match &self.0 {
            LogKind::File(_) => Ok(Vec::new()),
            LogKind::Table(log) => log.forgotten().await,
        }
    }

    /// The next events of a source after `position`; none if there are none.
    pub async fn read_after(&self, source: &Arc<str>, position: i64) -> Result<Option<LogBlock>, StoreError> {
        match &self.0 {
            LogKind::File(log) => log.read_after(position).await,
            LogKind::Table(log) => log.read_after(source, position).await,
        }
    }

    /// Notes that the database has everything of the source up to `position`.
    pub async fn note_indexed(&self, position: i64) {
        match &self.0 {
            LogKind::File(log) => log.trim(position).await,
            LogKind::Table(_) => {} // indexing removes its rows in the same transaction
        }
    }

    /// The position that this process appended last; changes whenever there is more.
    pub fn arrivals(&self) -> watch::Receiver<i64> {
        match &self.0 {
            LogKind::File(log) => log.last_position.clone(),
            LogKind::Table(log) => log.arrivals.clone(),
        }
    }
}
