//! Whether any process listens to the portals: processes report it, and the times in between are gaps.

use domain::clock::{from_micros, micros};
use domain::gap::{Listening, missed_periods};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, Set};
use time::{Duration, OffsetDateTime};

use crate::Store;
use crate::entities::listening::{ActiveModel, Column, Entity};
use crate::entities::process;
use crate::error::StoreError;
use crate::portals::gaps::record_deaf;

/// The only row.
const NAME: &str = "portals";
/// The role that listens.
const ROLE: &str = "events";
/// How exactly the end of the last listening period is saved.
const EXACT: Duration = Duration::seconds(5);

impl Store {
    /// How long after its start a process counts: by then, those that ran beside it have reported.
    pub const SETTLED: Duration = Duration::seconds(5);

    /// Starts counting: from now on, a time without a listener is a gap.
    pub async fn begin_listening(&self, now: OffsetDateTime) -> Result<(), StoreError> {
        let row = ActiveModel { name: Set(NAME.to_owned()), until: Set(micros(now)) };
        Entity::insert(row).on_conflict_do_nothing().exec_without_returning(&self.connections.write).await?;
        Ok(())
    }

    /// Finds the periods without a listener since the last call, and records them for all portals. Returns how many
    /// gaps that adds.
    ///
    /// Only one process at a time may call this.
    pub async fn note_missed_periods(&self, now: OffsetDateTime) -> Result<u64, StoreError> {
        let known = Entity::find_by_id(NAME).one(&self.connections.read).await?;
        let since = known.as_ref().map(|row| from_micros(row.until));
        // No other process ran beside the first one.
        let listening = self.list_listening(since.map_or(now, |_| now - Self::SETTLED)).await?;
        let Some(first) = listening.iter().map(|listening| listening.from).min() else { return Ok(0) };
        let (missed_periods, reached) = missed_periods(since.unwrap_or(first), &listening);
        if missed_periods.is_empty() && since.is_some_and(|since| reached - since < EXACT) {
            return Ok(0);
        }
        let transaction = self.connections.begin().await?;
        let mut recorded = Vec::with_capacity(missed_periods.len());
        for (from, to) in missed_periods {
            recorded.push((from, to, record_deaf(&transaction, from, to).await?));
        }
        let row = ActiveModel { name: Set(NAME.to_owned()), until: Set(micros(reached)) };
        let last = OnConflict::column(Column::Name).update_column(Column::Until).to_owned();
        Entity::insert(row).on_conflict(last).exec_without_returning(&transaction).await?;
        transaction.commit().await?;
        for (from, to, portals) in &recorded {
            let seconds = (*to - *from).whole_seconds();
            tracing::warn!(%from, %to, seconds, portals, "no process received events for a while; what portals queued meanwhile is fetched");
        }
        Ok(recorded.iter().map(|(_, _, portals)| portals).sum())
    }

    /// The processes that listen and were started by `before`.
    async fn list_listening(&self, before: OffsetDateTime) -> Result<Vec<Listening>, StoreError> {
        use process::Column::{AliveAt, Roles, StartedAt};
        let rows = process::Entity::find().select_only().columns([StartedAt, AliveAt]);
        let rows = rows.filter(Roles.contains(ROLE)).filter(StartedAt.lte(micros(before)));
        let rows: Vec<(i64, i64)> = rows.into_tuple().all(&self.connections.read).await?;
        Ok(rows.into_iter().map(|(from, to)| Listening { from: from_micros(from), to: from_micros(to) }).collect())
    }
}
