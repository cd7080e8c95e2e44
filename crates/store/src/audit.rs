//! The audit: what operators did, and what was refused.

use domain::MemberId;
use domain::clock::{from_micros, micros};
use sea_orm::{EntityTrait, NotSet, QueryOrder, QuerySelect, Set};
use time::OffsetDateTime;

use crate::Store;
use crate::entities::audit::{ActiveModel, Column, Entity};
use crate::error::StoreError;

/// A line of the audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditLine {
    /// When.
    pub at: OffsetDateTime,
    /// Who: an operator's address, `portal`, `command line`.
    pub actor: String,
    /// The portal that it is about, as it was named; not proven.
    pub member_id: Option<String>,
    /// What, in few words.
    pub what: String,
    /// More of it, without any secret.
    pub detail: String,
}

impl Store {
    /// Adds a line to the audit.
    pub async fn record_audit(
        &self,
        now: OffsetDateTime,
        actor: &str,
        member_id: Option<&MemberId>,
        what: &str,
        detail: &str,
    ) -> Result<(), StoreError> {
        let line = ActiveModel {
            id: NotSet,
            at: Set(micros(now)),
            actor: Set(actor.to_owned()),
            member_id: Set(member_id.map(ToString::to_string)),
            what: Set(what.to_owned()),
            detail: Set(detail.to_owned()),
        };
        Entity::insert(line).exec_without_returning(&self.connections.write).await?;
        Ok(())
    }

    /// The last `limit` lines, newest first.
    pub async fn list_audit(&self, limit: u64) -> Result<Vec<AuditLine>, StoreError> {
        let rows = Entity::find().order_by_desc(Column::Id).limit(limit).all(&self.connections.read).await?;
        let lines = rows.into_iter().map(|row| AuditLine {
            at: from_micros(row.at),
            actor: row.actor,
            member_id: row.member_id,
            what: row.what,
            detail: row.detail,
        });
        Ok(lines.collect())
    }
}
