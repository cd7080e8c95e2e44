//! The audit: what operators did, and what was refused.

use std::time::Duration;

use domain::MemberId;
use domain::clock::{from_micros, micros};
use moka::sync::Cache;
use sea_orm::{EntityTrait, NotSet, QueryOrder, QuerySelect, Set};
use time::OffsetDateTime;

use crate::Store;
use crate::entities::audit::{ActiveModel, Column, Entity};
use crate::error::StoreError;

/// How often one kind of refusal gets a line for one portal.
const QUIET: Duration = Duration::from_mins(1);
/// How many lines refusals get in that time, all portals together.
const LINES: u64 = 100;

/// Refusals that got their line in the audit a moment ago, so that a flood of forged requests costs no write each and
/// does not fill the disk.
#[derive(Debug)]
pub(crate) struct Refusals(Cache<(MemberId, &'static str), ()>);

impl Default for Refusals {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(2 * LINES).time_to_live(QUIET).build())
    }
}

impl Refusals {
    /// Whether this one gets a line.
    fn is_news(&self, member_id: &MemberId, what: &'static str) -> bool {
        let kind = (member_id.clone(), what);
        if self.0.contains_key(&kind) {
            return false;
        }
        self.0.run_pending_tasks(); // so that the count is true
        self.0.entry_count() < LINES && self.0.entry(kind).or_insert(()).is_fresh()
    }
}

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

    /// Adds a line for something that was refused, unless there were enough of the kind in the last minute.
    pub async fn record_refusal(
        &self,
        now: OffsetDateTime,
        member_id: &MemberId,
        what: &'static str,
        detail: &str,
    ) -> Result<(), StoreError> {
        if !self.refusals.is_news(member_id, what) {
            return Ok(());
        }
        tracing::warn!(%member_id, what, detail, "refused; more of the kind in this minute is only counted");
        self.record_audit(now, "portal", Some(member_id), what, detail).await
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
