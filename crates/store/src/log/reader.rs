//! What the indexer reads: the log from a position on, in blocks of bounded size.

use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::EventLog;
use crate::entities::logged_event::{Column, Entity, Model};
use crate::error::StoreError;

/// How many events a block may have.
const BLOCK: u64 = 4096;
/// How many bytes a block may have, unless its first event alone has more.
const BLOCK_BYTES: i64 = 8 << 20;

/// A run of the log, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogBlock {
    /// Where it begins: the position of the last event before it that was seen.
    pub after: i64,
    /// The position of its last event.
    pub last: i64,
    /// Its events.
    pub rows: Vec<LogRow>,
}

/// A row of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogRow {
    /// Its place in the log.
    pub position: i64,
    /// When it was durable, in microseconds since 1970.
    pub received_at: i64,
    /// The event, as [`LoggedEvent::parse`](super::LoggedEvent::parse) reads it.
    pub record: Vec<u8>,
}

impl EventLog {
    /// The next events after `position`; none if there are none.
    pub async fn read_after(&self, position: i64) -> Result<Option<LogBlock>, StoreError> {
        let Some(last) = self.end_of_block(position).await? else { return Ok(None) };
        let range = Column::Position.gt(position).and(Column::Position.lte(last));
        let rows = Entity::find().filter(range).order_by_asc(Column::Position).all(&self.connections.read).await?;
        let rows =
            rows.into_iter().map(|Model { position, received_at, record }| LogRow { position, received_at, record });
        Ok(Some(LogBlock { after: position, last, rows: rows.collect() }))
    }

    /// Looks at the sizes first, so that a block of large events never fills the memory.
    async fn end_of_block(&self, position: i64) -> Result<Option<i64>, StoreError> {
        let sizes: Vec<(i64, i64)> = Entity::find()
            .select_only()
            .column(Column::Position)
            .column_as(Expr::expr(Func::cust("length").arg(Expr::col(Column::Record))), "size")
            .filter(Column::Position.gt(position))
            .order_by_asc(Column::Position)
            .limit(BLOCK)
            .into_tuple()
            .all(&self.connections.read)
            .await?;
        let mut bytes = 0;
        let fits = |(_, size): &&(i64, i64)| {
            let first = bytes == 0;
            bytes += size;
            first || bytes <= BLOCK_BYTES
        };
        Ok(sizes.iter().take_while(fits).last().map(|(position, _)| *position))
    }
}
