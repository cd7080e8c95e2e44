//! Calls to portals: kept masked for the three days that the marketplace asks for (docs/protocol.md 6).

use domain::clock::{from_micros, micros};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use time::OffsetDateTime;

use crate::entities::call::{ActiveModel, Column, Entity};
use crate::error::StoreError;
use crate::{Store, Tenant};

/// A call to a portal or, about it, to the authorization server. Contains no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// When it was made.
    pub at: OffsetDateTime,
    /// The method.
    pub method: String,
    /// The HTTP status; none if there was no answer.
    pub status: Option<u16>,
    /// How long it took, in milliseconds.
    pub millis: u32,
    /// The request, masked and shortened.
    pub request: String,
    /// The answer, masked and shortened, or why there was none.
    pub answer: String,
}

impl Tenant<'_> {
    /// Records a call, unless the portal's data was removed meanwhile.
    pub async fn record_call(&self, call: &Call) -> Result<(), StoreError> {
        if self.is_erased().await? {
            return Ok(());
        }
        let row = ActiveModel {
            member_id: Set(self.member_id.to_string()),
            at: Set(micros(call.at)),
            tie_breaker: Set(i64::from(rand::random::<u32>())),
            method: Set(call.method.clone()),
            status: Set(call.status.map(i32::from)),
            millis: Set(i32::try_from(call.millis).unwrap_or(i32::MAX)),
            request: Set(call.request.clone()),
            answer: Set(call.answer.clone()),
        };
        Entity::insert(row).exec_without_returning(&self.store.connections.write).await?;
        Ok(())
    }

    /// The last `limit` calls, newest first.
    pub async fn list_calls(&self, limit: u64) -> Result<Vec<Call>, StoreError> {
        let own = Entity::find().filter(Column::MemberId.eq(self.member_id.as_str())).order_by_desc(Column::At);
        let rows = own.order_by_desc(Column::TieBreaker).limit(limit).all(&self.store.connections.read).await?;
        let calls = rows.into_iter().map(|row| Call {
            at: from_micros(row.at),
            method: row.method,
            status: row.status.and_then(|status| u16::try_from(status).ok()),
            millis: row.millis.unsigned_abs(),
            request: row.request,
            answer: row.answer,
        });
        Ok(calls.collect())
    }
}

impl Store {
    /// Drops calls made before `time`. Returns how many.
    pub async fn drop_calls_before(&self, time: OffsetDateTime) -> Result<u64, StoreError> {
        let old = Entity::delete_many().filter(Column::At.lt(micros(time)));
        Ok(old.exec(&self.connections.write).await?.rows_affected)
    }
}
