//! The audit: what operators did, and what was refused.

use domain::MemberId;
use domain::audit::{AuditEntry, AuditKind, Refused};
use domain::clock::{from_micros, micros};
use domain::coded::{Coded, Recorded};
use domain::deletion::Page;
use domain::refusal::RefusalReason;
use sea_orm::{ColumnTrait, Condition, EntityTrait, NotSet, QueryFilter, QueryOrder, QuerySelect, Set};
use time::OffsetDateTime;

use crate::Store;
use crate::audit_budget::{Share, Suppressed};
use crate::entities::audit::{ActiveModel, Column, Entity};
use crate::error::StoreError;

/// How many old lines are removed at once.
const BATCH: u64 = 1_000;

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
    /// From which address, or network in IPv6, where that is known.
    pub source: Option<String>,
    /// What, without any secret.
    pub entry: Recorded<AuditEntry>,
}

/// Who is refused.
struct Who<'a> {
    share: Share,
    actor: &'a str,
    source: Option<&'a str>,
    member_id: Option<&'a MemberId>,
}

/// Which lines of the audit a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Only those about this portal, as it was named.
    pub member_id: Option<String>,
    /// Only those of this kind.
    pub kind: Option<AuditKind>,
}

impl Store {
    /// Adds a line to the audit.
    pub async fn record_audit(
        &self,
        now: OffsetDateTime,
        actor: &str,
        member_id: Option<&MemberId>,
        entry: &AuditEntry,
    ) -> Result<(), StoreError> {
        self.record_audit_from(now, actor, None, member_id, entry).await
    }

    /// Adds a line about somebody who came from an address.
    pub async fn record_audit_from(
        &self,
        now: OffsetDateTime,
        actor: &str,
        source: Option<&str>,
        member_id: Option<&MemberId>,
        entry: &AuditEntry,
    ) -> Result<(), StoreError> {
        let Coded { code, parameters } = Coded::of(entry);
        let line = ActiveModel {
            id: NotSet,
            at: Set(micros(now)),
            actor: Set(actor.to_owned()),
            member_id: Set(member_id.map(ToString::to_string)),
            code: Set(code),
            parameters: Set(parameters),
            source: Set(source.map(str::to_owned)),
        };
        Entity::insert(line).exec_without_returning(&self.connections.write).await?;
        Ok(())
    }

    /// Adds a line for something that was refused, about the portal that it names, if it names one. If there were enough
    /// of the kind in this minute, it is only counted, and one line says how many when the minute is over.
    pub async fn record_refusal(
        &self,
        now: OffsetDateTime,
        member_id: impl Into<Option<&MemberId>>,
        refused: Refused,
        reason: RefusalReason,
    ) -> Result<(), StoreError> {
        let member_id = member_id.into();
        let share = match member_id {
            Some(named) if self.is_known(named).await? => Share::Portal(named.clone()),
            _ => Share::Strangers,
        };
        let who = Who { share, actor: "portal", source: None, member_id };
        self.record_within_budget(now, who, refused, reason).await
    }

    /// Adds a line for a log-in that failed, under the operator's address if there is such an operator: what others type
    /// may be a password. It is counted as [`record_refusal`](Self::record_refusal) counts.
    pub async fn record_failed_log_in(
        &self,
        now: OffsetDateTime,
        operator: Option<&str>,
        source: &str,
    ) -> Result<(), StoreError> {
        let share = operator.map_or(Share::Strangers, |email| Share::Operator(email.to_owned()));
        let who = Who { share, actor: operator.unwrap_or("unknown"), source: Some(source), member_id: None };
        self.record_within_budget(now, who, Refused::LogIn, RefusalReason::WrongPassword).await
    }

    async fn record_within_budget(
        &self,
        now: OffsetDateTime,
        who: Who<'_>,
        refused: Refused,
        reason: RefusalReason,
    ) -> Result<(), StoreError> {
        let Who { share, actor, source, member_id } = who;
        let (has_line, over) = self.refusals.count(now, share, member_id, refused);
        self.record_all(now, over).await?;
        if !has_line {
            return Ok(());
        }
        let named = member_id.map_or("", MemberId::as_str);
        tracing::warn!(
            member_id = named,
            what = ?refused,
            ?reason,
            "refused; more of the kind in this minute is only counted"
        );
        self.record_audit_from(now, actor, source, member_id, &refused.entry(reason)).await
    }

    /// Adds a line for each kind of refusal that was only counted in a minute that is over.
    pub async fn record_suppressed(&self, now: OffsetDateTime) -> Result<(), StoreError> {
        self.record_all(now, self.refusals.end_minute(now)).await
    }

    async fn record_all(&self, now: OffsetDateTime, over: Vec<Suppressed>) -> Result<(), StoreError> {
        for Suppressed { share, refused, count, since } in over {
            let (actor, member_id) = match &share {
                Share::Portal(member_id) => ("portal", Some(member_id)),
                Share::Operator(email) => (email.as_str(), None),
                Share::Strangers => ("unknown", None),
            };
            let reason = RefusalReason::Counted { count, since, known: share != Share::Strangers };
            self.record_audit(now, actor, member_id, &refused.entry(reason)).await?;
        }
        Ok(())
    }

    /// Removes lines from before `time`, the oldest first and not all at once. Returns how many; none are left if it is
    /// none.
    pub async fn drop_audit_before(&self, time: OffsetDateTime) -> Result<u64, StoreError> {
        let oldest = Entity::find().select_only().columns([Column::Id, Column::At]).order_by_asc(Column::Id);
        let oldest: Vec<(i64, i64)> = oldest.limit(BATCH).into_tuple().all(&self.connections.read).await?;
        let Some((last, _)) = oldest.iter().take_while(|(_, at)| *at < micros(time)).last() else { return Ok(0) };
        let old = Entity::delete_many().filter(Column::Id.lte(*last));
        Ok(old.exec(&self.connections.write).await?.rows_affected)
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
        let kind = filter.kind.map(|kind| Column::Code.eq(kind.as_str()));
        let found = Entity::find().filter(Condition::all().add_option(before).add_option(portal).add_option(kind));
        let rows = found.order_by_desc(Column::Id).limit(limit.saturating_add(1)).all(&self.connections.read).await?;
        let more = rows.len() as u64 > limit;
        let lines = rows.into_iter().map(|row| AuditLine {
            id: row.id,
            at: from_micros(row.at),
            actor: row.actor,
            member_id: row.member_id,
            source: row.source,
            entry: Coded { code: row.code, parameters: row.parameters }.read(),
        });
        let items: Vec<_> = lines.take(usize::try_from(limit).unwrap_or(usize::MAX)).collect();
        let next = items.last().filter(|_| more).map(|line| line.id);
        Ok(Page { items, next })
    }

    /// How many lines of a kind there are since `since`; it is counted no further than `most`.
    pub async fn count_audit(&self, kind: AuditKind, since: OffsetDateTime, most: u64) -> Result<u64, StoreError> {
        let newest = Entity::find().select_only().column(Column::At).filter(Column::Code.eq(kind.as_str()));
        let newest = newest.order_by_desc(Column::Id).limit(most).into_tuple::<i64>();
        let times = newest.all(&self.connections.read).await?;
        Ok(times.into_iter().filter(|at| *at >= micros(since)).count() as u64)
    }
}
