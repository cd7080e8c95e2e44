//! The event log of PostgreSQL: one table that all processes append to, each under sources of its own, with the local
//! log as the spool for when the database refuses or stalls.

mod front;
mod line;
mod spool_drainer;
mod sql;

use std::sync::Arc;

use sea_orm::DatabaseConnection;
use tokio::sync::watch;

use super::reader::{LogBlock, end_of_block};
use crate::error::StoreError;

pub(crate) use sql::remove;

pub(super) use front::{Front, Phase, Request};
pub(super) use line::Line;
pub(super) use spool_drainer::SpoolDrainer;

/// The table, as the indexer follows it.
#[derive(Clone, Debug)]
pub(super) struct SharedLog {
    db: DatabaseConnection,
    arrivals: watch::Receiver<i64>,
}

impl SharedLog {
    pub(super) fn new(db: DatabaseConnection, arrivals: watch::Receiver<i64>) -> Self {
        Self { db, arrivals }
    }

    pub(super) fn arrivals(&self) -> watch::Receiver<i64> {
        self.arrivals.clone()
    }

    pub(super) async fn waiting(&self) -> Result<Vec<(Arc<str>, i64)>, StoreError> {
        Ok(sql::waiting(&self.db).await?)
    }

    pub(super) async fn forgotten(&self) -> Result<Vec<(Arc<str>, i64)>, StoreError> {
        let sources = sql::without_cursor(&self.db).await?;
        Ok(sources.into_iter().map(|source| (source, 0)).collect())
    }

    pub(super) async fn read_after(&self, source: &Arc<str>, position: i64) -> Result<Option<LogBlock>, StoreError> {
        let sizes = sql::sizes(&self.db, source, position).await?;
        let Some(last) = end_of_block(&sizes) else { return Ok(None) };
        let rows = sql::read(&self.db, source, position, last).await?;
        Ok(Some(LogBlock { source: Arc::clone(source), after: position, last, rows }))
    }
}
