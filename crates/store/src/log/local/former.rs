//! What an earlier version left in the small database, where events lay before the log had files of its own.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use wal::Wal;

use super::depth::Chunk;
use super::log_stats::LogStats;
use crate::connect::Connections;
use crate::entities::logged_event::{Column, Entity};
use crate::error::StoreError;

/// How many events are moved at once: few, since each may be large.
const BATCH: u64 = 64;

/// Moves it to the log. Whatever was indexed already, or is moved twice, is recognised as repeated.
pub(super) async fn take_over(connections: &Connections, wal: &mut Wal, stats: &LogStats) -> Result<(), StoreError> {
    loop {
        let rows = Entity::find().order_by_asc(Column::Position).limit(BATCH).all(&connections.read).await?;
        let Some(last) = rows.last().map(|row| row.position) else { return Ok(()) };
        for row in rows {
            let bytes = row.record.len() as u64;
            let last = wal.append(row.received_at, &[row.record]).map_err(super::unreadable)?;
            stats.appended(Chunk { last, events: 1, bytes, received_at: row.received_at });
        }
        Entity::delete_many().filter(Column::Position.lte(last)).exec(&connections.write).await?;
    }
}
