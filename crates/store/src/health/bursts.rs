//! Bursts of deletions: the counts to find them in, usual activity, and the alarm.

use domain::MemberId;
use domain::burst::{Burst, DAYS, DeletionGroup, UsualActivity};
use domain::clock::micros;
use domain::health::AlarmKind;
use domain::journal::JournalEntry;
use domain::webhook::MessageType;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, Set};
use serde_json::json;
use time::OffsetDateTime;

use crate::deletions::search::{Range, Scope, first_with};
use crate::entities::deletion::{Column, Entity};
use crate::entities::{alarm, hourly_count};
use crate::error::StoreError;
use crate::health::into_alarm;
use crate::indexing::hour;
use crate::portals::change::Change;
use crate::portals::rows::status;
use crate::{Store, Tenant};

/// How many arrivals are read at once.
const PIECE: i64 = 20_000;
/// A minute in microseconds.
const MINUTE: i64 = 60_000_000;

/// The deletions of a run of arrivals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeletedPiece {
    /// The deletions of one kind by one user of a portal that were sent in one minute.
    pub deleted: Vec<(MemberId, DeletionGroup)>,
    /// The last arrival that was read.
    pub last: i64,
    /// Whether there was no more at that moment.
    pub is_end: bool,
}

impl Store {
    /// The last arrival that was received before `time`.
    pub async fn find_arrival_before(&self, time: OffsetDateTime) -> Result<i64, StoreError> {
        let all = Range::new(1, self.find_last_arrival().await?);
        Ok(first_with(&self.connections.read, Scope::All, Column::ReceivedAt, micros(time), all).await? - 1)
    }

    async fn find_last_arrival(&self) -> Result<i64, StoreError> {
        Ok(i64::try_from(self.all_portals().last_arrival().await?).unwrap_or(i64::MAX - 1))
    }

    /// The deletions after `arrival`, or the first part of them.
    pub async fn list_deleted_after(&self, arrival: i64) -> Result<DeletedPiece, StoreError> {
        let last = self.find_last_arrival().await?;
        let up_to = Ord::min(arrival + PIECE, last);
        if up_to <= arrival {
            return Ok(DeletedPiece { deleted: Vec::new(), last: arrival, is_end: true });
        }
        let rows = Entity::find()
            .select_only()
            .columns([Column::MemberId, Column::Event, Column::UserId])
            .column_as(Column::Event.count().cast_as("bigint"), "count")
            .column_as(Column::SentAt.min(), "first")
            .column_as(Column::SentAt.max(), "last")
            .filter(Column::Arrival.gt(arrival).and(Column::Arrival.lte(up_to)))
            .group_by(Column::MemberId)
            .group_by(Column::Event)
            .group_by(Column::UserId)
            .group_by(Expr::col(Column::SentAt).div(MINUTE))
            .into_tuple::<(String, String, Option<String>, i64, i64, i64)>();
        let rows = rows.all(&self.connections.read).await?;
        let deleted = rows.into_iter().map(|(member_id, event, user_id, deletions, first, last)| {
            let member_id = MemberId::parse(&member_id).map_err(|error| StoreError::corrupt("deletions", error))?;
            Ok((member_id, DeletionGroup { user_id, event, deletions: deletions.unsigned_abs(), first, last }))
        });
        let deleted = deleted.collect::<Result<_, StoreError>>()?;
        Ok(DeletedPiece { deleted, last: up_to, is_end: up_to == last })
    }
}

impl Tenant<'_> {
    /// The portal's usual hourly activity, from the counts of the days before the last 24 hours.
    pub async fn find_usual_activity(&self, now: OffsetDateTime) -> Result<UsualActivity, StoreError> {
        use hourly_count::Column::{Deletions, Event, Hour, MemberId as Portal};
        let end = hour(micros(now)) - 23;
        let first = end.saturating_sub(i32::try_from(DAYS * 24).unwrap_or(i32::MAX));
        let own = hourly_count::Entity::find().filter(Portal.eq(self.member_id.as_str()));
        let own = own.filter(Hour.gte(first)).filter(Hour.lt(end)).select_only().columns([Hour, Event, Deletions]);
        let rows: Vec<(i32, String, i64)> = own.into_tuple().all(&self.store.connections.read).await?;
        let counts = rows.into_iter().map(|(hour, event, deletions)| (hour - first, event, deletions.unsigned_abs()));
        Ok(UsualActivity::of(counts))
    }

    /// Turns the burst alarm on, or updates it if `burst` continues the one it is on for. Returns whether it is a new
    /// burst; a portal whose events are no longer accepted has no alarms.
    pub async fn save_burst(&self, burst: &Burst, now: OffsetDateTime) -> Result<bool, StoreError> {
        let Some(mut change) = self.change().await? else { return Ok(false) };
        if !status(&change.known)?.accepts_events() {
            return Ok(false);
        }
        let kind = AlarmKind::Burst.to_string();
        let known = alarm::Entity::find_by_id((self.member_id.to_string(), kind)).one(change.db()).await?;
        let known = known.as_ref().map(into_alarm).transpose()?;
        let earlier = known.and_then(|known| Some((known.since, known.burst.filter(|known| burst.continues(known))?)));
        let (since, burst) = match &earlier {
            Some((since, earlier)) => (*since, burst.clone().after(earlier)),
            None => (now, burst.clone()),
        };
        write(&change, since, &burst).await?;
        if earlier.is_none() {
            let Burst { user_id, event, deletions, from, to, .. } = burst.clone();
            change.journal(now, &JournalEntry::BurstNoticed { user_id, event, deletions, from, to }).await?;
            let mut data = json!({ "member_id": self.member_id.as_str(), "domain": change.known.domain });
            data["burst"] = serde_json::to_value(&burst).expect("a burst is JSON");
            self.queue_message(change.db(), MessageType::PortalBurst, &data, now).await?;
            self.queue_alarm(&change, AlarmKind::Burst, "raised", now).await?;
        }
        let ends_at = micros(burst.ends_at());
        change.row.alarm_check_at = Set(Some(change.known.alarm_check_at.map_or(ends_at, |at| Ord::min(at, ends_at))));
        change.commit().await?;
        Ok(earlier.is_none())
    }
}

async fn write(change: &Change<'_>, since: OffsetDateTime, burst: &Burst) -> Result<(), StoreError> {
    let row = alarm::ActiveModel {
        member_id: Set(change.member_id().to_string()),
        kind: Set(AlarmKind::Burst.to_string()),
        since: Set(micros(since)),
        parameters: Set(Some(serde_json::to_string(burst).expect("a burst is JSON"))),
    };
    let key = [alarm::Column::MemberId, alarm::Column::Kind];
    let there = OnConflict::columns(key).update_columns([alarm::Column::Since, alarm::Column::Parameters]).to_owned();
    alarm::Entity::insert(row).on_conflict(there).exec_without_returning(change.db()).await?;
    Ok(())
}
