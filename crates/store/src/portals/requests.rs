//! Tasks that somebody requested for a portal, and their outcomes.

use domain::audit::AuditEntry;
use domain::clock::{from_micros, micros};
use domain::requested_task::{LastRequest, RequestedTask, TaskOutcome};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use time::OffsetDateTime;

use crate::Tenant;
use crate::entities::request::{ActiveModel, Column, Entity, Model};
use crate::error::StoreError;

/// The actor in the audit.
const WORKER: &str = "worker";

impl Tenant<'_> {
    /// Makes a task due now, and records that its outcome is wanted.
    pub async fn request(&self, task: RequestedTask, now: OffsetDateTime) -> Result<(), StoreError> {
        let row = ActiveModel {
            member_id: Set(self.member_id.to_string()),
            task: Set(task.as_str().to_owned()),
            asked_at: Set(micros(now)),
            outcome: Set(None),
        };
        let mut again = OnConflict::columns([Column::MemberId, Column::Task]);
        again.update_columns([Column::AskedAt, Column::Outcome]);
        Entity::insert(row).on_conflict(again).exec_without_returning(&self.store.connections.write).await?;
        self.schedule(task.task(), Some(now)).await
    }

    /// The last request of this task; none if there never was one.
    pub async fn find_request(&self, task: RequestedTask) -> Result<Option<LastRequest>, StoreError> {
        let row = Entity::find_by_id((self.member_id.to_string(), task.as_str().to_owned()));
        row.one(&self.store.connections.read).await?.map(|row| read(task, &row)).transpose()
    }

    /// Ends the open request of a task that was begun after it: saves the outcome and audits it. Mostly there is no
    /// request, and nothing is written.
    pub async fn end_request(
        &self,
        task: RequestedTask,
        begun_at: OffsetDateTime,
        outcome: TaskOutcome,
        now: OffsetDateTime,
    ) -> Result<(), StoreError> {
        let open = self.find_request(task).await?;
        if open.is_none_or(|open| open.outcome.is_some() || open.asked_at > begun_at) {
            return Ok(());
        }
        let text = serde_json::to_string(&outcome).map_err(|error| StoreError::corrupt("requests", error))?;
        let ended = Entity::update_many()
            .col_expr(Column::Outcome, Expr::value(text))
            .filter(Column::MemberId.eq(self.member_id.as_str()))
            .filter(Column::Task.eq(task.as_str()))
            .filter(Column::AskedAt.lte(micros(begun_at)))
            .filter(Column::Outcome.is_null())
            .exec(&self.store.connections.write)
            .await?;
        if ended.rows_affected == 0 {
            return Ok(());
        }
        let entry = AuditEntry::TaskEnded { task, outcome };
        self.store.record_audit(now, WORKER, Some(self.member_id), &entry).await
    }
}

fn read(task: RequestedTask, row: &Model) -> Result<LastRequest, StoreError> {
    let outcome = row.outcome.as_deref().map(serde_json::from_str).transpose();
    let outcome = outcome.map_err(|error| StoreError::corrupt("requests", error))?;
    Ok(LastRequest { task, asked_at: from_micros(row.asked_at), outcome })
}
