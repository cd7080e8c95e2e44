//! The audit: what operators did, and what was refused.

use std::time::Duration;

use domain::MemberId;
use domain::clock::{from_micros, micros};
use domain::deletion::Page;
use moka::sync::Cache;
use sea_orm::{ColumnTrait, Condition, EntityTrait, NotSet, QueryFilter, QueryOrder, QuerySelect, Set};
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
pub(crate) struct Refusals(Cache<(Option<MemberId>, &'static str), ()>);

impl Default for Refusals {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(2 * LINES).time_to_live(QUIET).build())
    }
}

impl Refusals {
    /// Whether this one gets a line.
    fn is_news(&self, member_id: Option<&MemberId>, what: &'static str) -> bool {
        let kind = (member_id.cloned(), what);
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
    /// Its number: later lines have larger ones.
    pub id: i64,
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

/// Which lines of the audit a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Only those about this portal, as it was named.
    pub member_id: Option<String>,
    /// Only those that say exactly this.
    pub what: Option<String>,
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

    /// Adds a line for something that was refused, about the portal that it names, if it names one; unless there were enough of the kind in the last minute.
    pub async fn record_refusal(
        &self,
        now: OffsetDateTime,
        member_id: impl Into<Option<&MemberId>>,
        what: &'static str,
        detail: &str,
    ) -> Result<(), StoreError> {
        let member_id = member_id.into();
        if !self.refusals.is_news(member_id, what) {
            return Ok(());
        }
        let named = member_id.map_or("", MemberId::as_str);
        tracing::warn!(member_id = named, what, detail, "refused; more of the kind in this minute is only counted");
        self.record_audit(now, "portal", member_id, what, detail).await
    }

    /// The last `limit` lines, newest first.
    pub async fn list_audit(&self, limit: u64) -> Result<Vec<AuditLine>, StoreError> {
        Ok(self.list_audit_page(&AuditFilter::default(), None, limit).await?.items)
    }

    /// Lines that `filter` lets through, newest first: `limit` of those before the line `before`.
    pub async fn list_audit_page(
        &self,
        filter: &AuditFilter,
        before: Option<i64>,
        limit: u64,
    ) -> Result<Page<AuditLine, i64>, StoreError> {
        let before = before.map(|before| Column::Id.lt(before));
        let portal = filter.member_id.as_ref().map(|member_id| Column::MemberId.eq(member_id));
        let what = filter.what.as_ref().map(|what| Column::What.eq(what));
        let found = Entity::find().filter(Condition::all().add_option(before).add_option(portal).add_option(what));
        let rows = found.order_by_desc(Column::Id).limit(limit.saturating_add(1)).all(&self.connections.read).await?;
        let more = rows.len() as u64 > limit;
        let lines = rows.into_iter().map(|row| AuditLine {
            id: row.id,
            at: from_micros(row.at),
            actor: row.actor,
            member_id: row.member_id,
            what: row.what,
            detail: row.detail,
        });
        let items: Vec<_> = lines.take(usize::try_from(limit).unwrap_or(usize::MAX)).collect();
        let next = items.last().filter(|_| more).map(|line| line.id);
        Ok(Page { items, next })
    }

    /// How many lines since `since` say exactly this; it is counted no further than `most`.
    pub async fn count_audit(&self, what: &str, since: OffsetDateTime, most: u64) -> Result<u64, StoreError> {
        let newest = Entity::find().select_only().column(Column::At).filter(Column::What.eq(what));
        let newest = newest.order_by_desc(Column::Id).limit(most).into_tuple::<i64>();
        let times = newest.all(&self.connections.read).await?;
        Ok(times.into_iter().filter(|at| *at >= micros(since)).count() as u64)
    }
}
