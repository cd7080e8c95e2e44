//! The processes of the service: which are alive, their roles, and the events that they still have to deliver.

use domain::clock::{from_micros, micros};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, Iterable, QueryFilter, QueryOrder, QuerySelect, Set};
use time::OffsetDateTime;

use crate::Store;
use crate::entities::process::{ActiveModel, Column, Entity, Model};
use crate::error::StoreError;
use crate::log::oldest;

/// A process, as it last reported itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Process {
    /// Identifies the process by its data folder: restarted on the same one, it is the same process.
    pub id: String,
    /// Its roles, separated by commas.
    pub roles: String,
    /// When it was started.
    pub started_at: OffsetDateTime,
    /// When it last reported itself.
    pub alive_at: OffsetDateTime,
    /// How many events in its data folder the database does not have yet.
    pub spool_events: u64,
    /// When the oldest of them came.
    pub spool_oldest_at: Option<OffsetDateTime>,
    /// The ids of the keys that it needs: the one with which it seals, and those of the installs in its data folder.
    pub key_ids: Vec<String>,
}

impl Process {
    fn of(row: Model) -> Self {
        Self {
            id: row.id,
            roles: row.roles,
            started_at: from_micros(row.started_at),
            alive_at: from_micros(row.alive_at),
            spool_events: row.spool_events.unsigned_abs(),
            spool_oldest_at: row.spool_oldest_at.map(from_micros),
            key_ids: row.key_ids.split(',').filter(|key| !key.is_empty()).map(str::to_owned).collect(),
        }
    }
}

impl Store {
    /// Records that a process is alive.
    pub async fn save_process(&self, process: &Process) -> Result<(), StoreError> {
        let row = ActiveModel {
            id: Set(process.id.clone()),
            roles: Set(process.roles.clone()),
            started_at: Set(micros(process.started_at)),
            alive_at: Set(micros(process.alive_at)),
            spool_events: Set(i64::try_from(process.spool_events).unwrap_or(i64::MAX)),
            spool_oldest_at: Set(process.spool_oldest_at.map(micros)),
            key_ids: Set(process.key_ids.join(",")),
        };
        let all = Column::iter().filter(|column| !matches!(column, Column::Id));
        let known = OnConflict::column(Column::Id).update_columns(all).to_owned();
        Entity::insert(row).on_conflict(known).exec_without_returning(&self.connections.write).await?;
        Ok(())
    }

    /// The processes with events that the database does not have, the oldest events first.
    pub async fn list_spooling(&self) -> Result<Vec<Process>, StoreError> {
        let rows = Entity::find().filter(Column::SpoolEvents.gt(0)).order_by_asc(Column::SpoolOldestAt);
        let rows = rows.order_by_asc(Column::Id).limit(MOST).all(&self.connections.read).await?;
        Ok(rows.into_iter().map(Process::of).collect())
    }

    /// When the oldest unindexed event came; none if all are indexed. Each process reports its data folder every other
    /// second.
    pub async fn find_oldest_unindexed(&self) -> Result<Option<OffsetDateTime>, StoreError> {
        let spooled = Entity::find().select_only().column_as(Column::SpoolOldestAt.min(), "oldest");
        let spooled = spooled.filter(Column::SpoolEvents.gt(0)).into_tuple::<Option<i64>>();
        let spooled = spooled.one(&self.connections.read).await?.flatten();
        let shared = oldest(&self.connections.read).await?;
        Ok([spooled, shared].into_iter().flatten().min().map(from_micros))
    }

    /// The processes that need a key other than the present one, or did when they last ran.
    pub async fn list_with_other_keys(&self) -> Result<Vec<Process>, StoreError> {
        let rows = Entity::find().filter(Column::KeyIds.ne(self.present_key_id()));
        let rows = rows.order_by_desc(Column::AliveAt).order_by_asc(Column::Id);
        Ok(rows.limit(MOST).all(&self.connections.read).await?.into_iter().map(Process::of).collect())
    }

    /// Removes processes without spooled events that have not reported since `before`, but not the last receiver.
    pub async fn drop_processes_before(&self, before: OffsetDateTime) -> Result<u64, StoreError> {
        let last = Entity::find().select_only().column_as(Column::AliveAt.max(), "last");
        let last = last.filter(Column::Roles.contains("events")).into_tuple::<Option<i64>>();
        let last = last.one(&self.connections.read).await?.flatten();
        let before = last.map_or(micros(before), |last| Ord::min(last, micros(before)));
        let gone = Entity::delete_many().filter(Column::AliveAt.lt(before));
        let gone = gone.filter(Column::SpoolEvents.eq(0)).exec(&self.connections.write).await?;
        Ok(gone.rows_affected)
    }
}

/// How many a list has.
const MOST: u64 = 100;
