//! Quarantine: events that can't be indexed, set aside with their block and taken back once they can be.

use domain::MemberId;
use domain::clock::{from_micros, micros};
use domain::quarantine::QuarantineReason;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use time::OffsetDateTime;

use super::block::Quarantined;
use crate::connect::Batch;
use crate::entities::quarantine;
use crate::entities::quarantine::Column::{Position, Reason, Source, TriedAt, WantedAt};
use crate::error::StoreError;
use crate::{AllPortals, LoggedEvent, Store};

/// An event in quarantine.
#[derive(Clone, Debug)]
pub struct QuarantinedEvent {
    /// The log that it came from.
    pub source: String,
    /// Its position there.
    pub position: i64,
    /// Its portal, if the event could be read.
    pub member_id: Option<MemberId>,
    /// When the log received it.
    pub received_at: OffsetDateTime,
    /// Why it was set aside.
    pub reason: QuarantineReason,
    /// The row of the log.
    pub record: Vec<u8>,
    /// When somebody asked to retry it; none if nobody did, or it was retried since.
    pub wanted_at: Option<OffsetDateTime>,
    /// When it was last retried.
    pub tried_at: Option<OffsetDateTime>,
}

impl QuarantinedEvent {
    /// The event as JSON, without any token; none if it can't be read.
    pub fn payload(&self) -> Option<String> {
        let logged = LoggedEvent::parse(&self.record).ok()?;
        serde_json::to_string(&logged.event).ok()
    }
}

impl Store {
    /// The event in quarantine at this position of a log, if it is there.
    pub async fn find_quarantined(&self, source: &str, position: i64) -> Result<Option<QuarantinedEvent>, StoreError> {
        let row = quarantine::Entity::find_by_id((source.to_owned(), position)).one(&self.connections.read).await?;
        row.map(read).transpose()
    }

    /// Asks a worker to retry an event in quarantine. False if it is not there.
    pub async fn want_quarantined(&self, source: &str, position: i64, now: OffsetDateTime) -> Result<bool, StoreError> {
        let this = quarantine::Entity::update_many().filter(Source.eq(source)).filter(Position.eq(position));
        let wanted = this.col_expr(WantedAt, Expr::value(micros(now))).exec(&self.connections.write).await?;
        Ok(wanted.rows_affected > 0)
    }

    /// Events that somebody asked to retry, at most `limit`.
    pub async fn list_wanted_quarantined(&self, limit: u64) -> Result<Vec<QuarantinedEvent>, StoreError> {
        let wanted = quarantine::Entity::find().filter(WantedAt.is_not_null()).limit(limit);
        let rows = wanted.order_by_asc(Source).order_by_asc(Position).all(&self.connections.read).await?;
        rows.into_iter().map(read).collect()
    }

    /// Notes that a retry failed, and why; the event stays in quarantine.
    pub async fn keep_quarantined(
        &self,
        event: &QuarantinedEvent,
        reason: &QuarantineReason,
        now: OffsetDateTime,
    ) -> Result<(), StoreError> {
        quarantine::Entity::update_many()
            .filter(Source.eq(event.source.as_str()))
            .filter(Position.eq(event.position))
            .col_expr(Reason, Expr::value(reason.to_text()))
            .col_expr(WantedAt, Expr::value(None::<i64>))
            .col_expr(TriedAt, Expr::value(micros(now)))
            .exec(&self.connections.write)
            .await?;
        Ok(())
    }

    /// Discards an event in quarantine. False if it is not there.
    pub async fn discard_quarantined(&self, source: &str, position: i64) -> Result<bool, StoreError> {
        take_back(&self.connections.write, source, position).await
    }
}

impl AllPortals<'_> {
    /// How many events of portals within reach are in quarantine; events without a portal need an unlimited reach.
    pub async fn count_quarantined(&self) -> Result<u64, StoreError> {
        let own = quarantine::Entity::find().filter(self.only(quarantine::Column::MemberId));
        Ok(own.count(&self.store().connections.read).await?)
    }

    /// Events of portals within reach that are in quarantine, by log and position: at most `limit` after the given one.
    pub async fn list_quarantined(
        &self,
        after: Option<(&str, i64)>,
        limit: u64,
    ) -> Result<Vec<QuarantinedEvent>, StoreError> {
        let rows = quarantine::Entity::find().filter(self.only(quarantine::Column::MemberId));
        let mut rows = rows.order_by_asc(Source).order_by_asc(Position).limit(limit);
        if let Some((source, position)) = after {
            let place = Expr::tuple([Expr::col(Source), Expr::col(Position)]);
            rows = rows.filter(place.gt(Expr::tuple([Expr::value(source), Expr::value(position)])));
        }
        rows.all(&self.store().connections.read).await?.into_iter().map(read).collect()
    }
}

fn read(row: quarantine::Model) -> Result<QuarantinedEvent, StoreError> {
    let member_id = row.member_id.as_deref().map(MemberId::parse).transpose();
    Ok(QuarantinedEvent {
        source: row.source,
        position: row.position,
        member_id: member_id.map_err(|error| StoreError::corrupt("quarantine", error))?,
        received_at: from_micros(row.received_at),
        reason: QuarantineReason::of_text(&row.reason),
        record: row.record,
        wanted_at: row.wanted_at.map(from_micros),
        tried_at: row.tried_at.map(from_micros),
    })
}

pub(super) async fn set_aside(batch: &Batch, source: &str, quarantined: &[Quarantined]) -> Result<(), StoreError> {
    for event in quarantined {
        let row = quarantine::ActiveModel {
            source: Set(source.to_owned()),
            position: Set(event.position),
            member_id: Set(event.member_id.as_ref().map(ToString::to_string)),
            received_at: Set(event.received_at),
            reason: Set(event.reason.to_text()),
            record: Set(event.record.clone()),
            wanted_at: Set(None),
            tried_at: Set(None),
        };
        quarantine::Entity::insert(row).exec_without_returning(batch).await?;
    }
    Ok(())
}

/// Takes an event out of quarantine. Returns whether it was there.
pub(super) async fn take_back(db: &impl ConnectionTrait, source: &str, position: i64) -> Result<bool, StoreError> {
    let this = quarantine::Entity::delete_by_id((source.to_owned(), position));
    Ok(this.exec(db).await?.rows_affected > 0)
}
