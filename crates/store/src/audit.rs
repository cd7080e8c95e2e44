//! The audit: what operators did, and what was refused.

pub(crate) mod budget;
pub(crate) mod unwritten;

use std::collections::BTreeSet;

use domain::MemberId;
use domain::audit::{AuditEntry, AuditKind, Refused};
use domain::clock::{from_micros, micros};
use domain::coded::{Coded, Recorded};
use domain::deletion::Page;
use domain::refusal::RefusalReason;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, NotSet, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use time::OffsetDateTime;
use tracing::Instrument;

use crate::Store;
use crate::audit::budget::Share;
use crate::entities::audit::{ActiveModel, Column, Entity, Model};
use crate::error::StoreError;

/// How many old lines one call removes.
const BATCH: u64 = 1_000;
/// How many of the lines that wait one call adds, so that the next heartbeat is in time.
const AT_ONCE: usize = 100;

/// A line of the audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditLine {
    /// Its number: later lines have larger ones.
    pub id: i64,
    /// When it happened.
    pub at: OffsetDateTime,
    /// Who acted: an operator's address, `portal`, `command line`.
    pub actor: String,
    /// The portal that it is about, as it was named; not proven.
    pub member_id: Option<String>,
    /// The address, or network in IPv6, that it came from, if known.
    pub source: Option<String>,
    /// What happened, without secrets.
    pub entry: Recorded<AuditEntry>,
}

impl AuditLine {
    pub(crate) fn of(row: Model) -> Self {
        Self {
            id: row.id,
            at: from_micros(row.at),
            actor: row.actor,
            member_id: row.member_id,
            source: row.source,
            entry: Coded { code: row.code, parameters: row.parameters }.read(),
        }
    }
}

/// Which lines of the audit a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Only those of this actor.
    pub actor: Option<String>,
    /// Only those about this portal, as it was named.
    pub member_id: Option<String>,
    /// Only those of these kinds, if any are given.
    pub kinds: Vec<AuditKind>,
    /// Only those from this time on.
    pub from: Option<OffsetDateTime>,
    /// Only those from before this time.
    pub to: Option<OffsetDateTime>,
    /// Only those that an operator with limited reach may see: about these portals, and their own.
    pub seen_by: Option<(BTreeSet<MemberId>, String)>,
}

impl AuditFilter {
    fn condition(&self) -> Condition {
        let kinds = (!self.kinds.is_empty()).then(|| Column::Code.is_in(self.kinds.iter().map(|kind| kind.as_str())));
        let seen = self.seen_by.as_ref().map(|(portals, email)| {
            let about = Column::MemberId.is_in(portals.iter().map(MemberId::as_str));
            Condition::any().add(about).add(Column::Actor.eq(email))
        });
        Condition::all()
            .add_option(self.actor.as_ref().map(|actor| Column::Actor.eq(actor)))
            .add_option(self.member_id.as_ref().map(|member_id| Column::MemberId.eq(member_id)))
            .add_option(kinds)
            .add_option(self.from.map(|from| Column::At.gte(micros(from))))
            .add_option(self.to.map(|to| Column::At.lt(micros(to))))
            .add_option(seen)
    }
}

impl Store {
    /// Adds a line to the audit, even if the caller stops waiting. After a failure the process keeps the line, and its
    /// heartbeat adds it ([`record_unwritten`](Self::record_unwritten)); a command has none and only logs it.
    pub async fn record_audit(
        &self,
        now: OffsetDateTime,
        actor: &str,
        member_id: Option<&MemberId>,
        entry: &AuditEntry,
    ) -> Result<(), StoreError> {
        self.record_audit_from(now, actor, None, member_id, entry).await
    }

    /// Adds a line with the address that it came from.
    pub async fn record_audit_from(
        &self,
        now: OffsetDateTime,
        actor: &str,
        source: Option<&str>,
        member_id: Option<&MemberId>,
        entry: &AuditEntry,
    ) -> Result<(), StoreError> {
        let Coded { code, parameters } = Coded::of(entry);
        let row = Model {
            id: 0,
            at: micros(now),
            actor: actor.to_owned(),
            member_id: member_id.map(ToString::to_string),
            code,
            parameters,
            source: source.map(str::to_owned),
        };
        let store = self.clone();
        // In a task of its own: a caller who gives up would not stop the statement, and could not know how it ends.
        let written = tokio::spawn(
            async move {
                let written = store.insert_audit(&row).await;
                if written.is_err() {
                    store.unwritten.keep(row);
                }
                written
            }
            .in_current_span(),
        );
        written.await.unwrap_or_else(|_| Err(StoreError::late()))
    }

    async fn insert_audit(&self, row: &Model) -> Result<(), StoreError> {
        let line = ActiveModel { id: NotSet, ..row.clone().into_active_model().reset_all() };
        Entity::insert(line).exec_without_returning(&self.connections.write).await?;
        Ok(())
    }

    /// Adds lines that this process could not add before, some at a time. After a failure, the next call goes on.
    pub async fn record_unwritten(&self) -> Result<(), StoreError> {
        for _ in 0..AT_ONCE {
            let Some(row) = self.unwritten.oldest() else { break };
            match self.insert_audit(&row).await {
                Err(error) if error.is_about_values() || matches!(error, StoreError::Conflict) => {
                    tracing::error!(%error, code = row.code, "the database refuses a line of the audit for good");
                }
                written => written?,
            }
            self.unwritten.forget(&row);
        }
        Ok(())
    }

    /// Adds a line for a refusal, about the portal that it names, if any. Once this minute has enough of the kind, it
    /// is only counted, and one line sums them up when the minute is over.
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
        self.record_within_budget(now, share, ("portal", None), member_id, refused, reason).await
    }

    /// Adds a line for what was refused to an operator, or to somebody acting in their name: a failed log-in, under the
    /// operator's address if there is such an operator (what others type may be a password), or an act; without a
    /// log-in there is no operator. It is counted as [`record_refusal`](Self::record_refusal) counts.
    pub async fn record_refused_person(
        &self,
        now: OffsetDateTime,
        operator: Option<&str>,
        source: &str,
        member_id: Option<&MemberId>,
        refused: Refused,
        reason: RefusalReason,
    ) -> Result<(), StoreError> {
        let share = operator.map_or(Share::Strangers, |email| Share::Operator(email.to_owned()));
        let actor = operator.unwrap_or("unknown");
        self.record_within_budget(now, share, (actor, Some(source)), member_id, refused, reason).await
    }

    async fn record_within_budget(
        &self,
        now: OffsetDateTime,
        share: Share,
        (actor, source): (&str, Option<&str>),
        member_id: Option<&MemberId>,
        refused: Refused,
        reason: RefusalReason,
    ) -> Result<(), StoreError> {
        if !self.refusals.count(now, share, member_id, refused) {
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

    /// Adds a line for each kind of refusal that was only counted in a minute that is over. After a failure, the next
    /// call writes the rest.
    pub async fn record_suppressed(&self, now: OffsetDateTime) -> Result<(), StoreError> {
        while let Some(sum) = self.refusals.take_sum(now) {
            let (actor, member_id) = match &sum.share {
                Share::Portal(member_id) => ("portal", Some(member_id)),
                Share::Operator(email) => (email.as_str(), None),
                Share::Strangers => ("unknown", None),
            };
            let known = sum.share != Share::Strangers;
            let reason = RefusalReason::Counted { count: sum.count, since: sum.since, known };
            self.record_audit(now, actor, member_id, &sum.refused.entry(reason)).await?;
        }
        Ok(())
    }

    /// Removes a batch of the oldest lines from before `time`. Returns how many; zero if none are left.
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

    /// Lines that match `filter`, newest first: `limit` of those before the line `before`.
    pub async fn list_audit_page(
        &self,
        filter: &AuditFilter,
        before: Option<i64>,
        limit: u64,
    ) -> Result<Page<AuditLine, i64>, StoreError> {
        let before = before.map(|before| Column::Id.lt(before));
        let found = Entity::find().filter(filter.condition().add_option(before));
        let rows = found.order_by_desc(Column::Id).limit(limit.saturating_add(1)).all(&self.connections.read).await?;
        let more = rows.len() as u64 > limit;
        let items: Vec<_> =
            rows.into_iter().map(AuditLine::of).take(usize::try_from(limit).unwrap_or(usize::MAX)).collect();
        let next = items.last().filter(|_| more).map(|line| line.id);
        Ok(Page { items, next })
    }

    /// How many of the newest `most` lines that match `filter` are from `since` on.
    pub async fn count_audit(&self, filter: &AuditFilter, since: OffsetDateTime, most: u64) -> Result<u64, StoreError> {
        let newest = Entity::find().select_only().column(Column::At).filter(filter.condition());
        let newest = newest.order_by_desc(Column::Id).limit(most).into_tuple::<i64>();
        let times = newest.all(&self.connections.read).await?;
        Ok(times.into_iter().filter(|at| *at >= micros(since)).count() as u64)
    }

    /// How many lines match `filter`.
    pub async fn count_audit_lines(&self, filter: &AuditFilter) -> Result<u64, StoreError> {
        Ok(Entity::find().filter(filter.condition()).count(&self.connections.read).await?)
    }

    /// The actors of the audit, in order, at most `limit` of them.
    pub async fn list_actors(&self, limit: u64) -> Result<Vec<String>, StoreError> {
        let actors = Entity::find().select_only().column(Column::Actor).distinct().order_by_asc(Column::Actor);
        Ok(actors.limit(limit).into_tuple().all(&self.connections.read).await?)
    }
}
