//! Writes what was numbered.

use sea_orm::Value;

use super::auths::Auths;
use super::bulk::{self, AUTH_BLOCKS, DAILY_COUNTS, DELETIONS, HOURLY_COUNTS, SEGMENTS, TERMS, TOTALS};
use super::numbering::{Numbered, Rows};
use crate::connect::Batch;
use crate::error::StoreError;

/// Writes what is new. Returns whether all of the deletions were: not, if some are known already.
pub(super) async fn write(batch: &Batch, rows: &Rows<'_>, auths: &Auths<'_>) -> Result<bool, StoreError> {
    match bulk::add(batch, &DELETIONS, &rows.deletions, values).await {
        Err(StoreError::Conflict) => return Ok(false),
        written => written?,
    }
    match write_the_rest(batch, rows, auths).await {
        Err(StoreError::Conflict) => {
            Err(StoreError::corrupt("deletions", "of a number that is new something is there"))
        }
        written => written.map(|()| true),
    }
}

/// What goes with the deletions.
async fn write_the_rest(batch: &Batch, rows: &Rows<'_>, auths: &Auths<'_>) -> Result<(), StoreError> {
    bulk::add(batch, &TERMS, &rows.terms, |(member_id, term, number)| {
        [(*member_id).into(), term.as_str().into(), (*number).into()]
    })
    .await?;
    bulk::add(batch, &AUTH_BLOCKS, &auths.new, |&(member_id, number, digest, auth)| {
        [member_id.into(), number.into(), digest.to_vec().into(), auth.into()]
    })
    .await?;
    bulk::merge(batch, &SEGMENTS, &rows.segments, |(member_id, kind, value, segment)| {
        [(*member_id).into(), (*kind).into(), value.as_str().into(), (*segment).into()]
    })
    .await?;
    bulk::merge(batch, &HOURLY_COUNTS, &rows.hourly_counts, |(member_id, hour, event, deletions)| {
        [(*member_id).into(), (*hour).into(), event.as_str().into(), (*deletions).into()]
    })
    .await?;
    bulk::merge(batch, &DAILY_COUNTS, &rows.daily_counts, |(member_id, day, event, deletions)| {
        [(*member_id).into(), (*day).into(), event.as_str().into(), (*deletions).into()]
    })
    .await?;
    let totals: Vec<_> = rows.totals.iter().collect();
    bulk::merge(batch, &TOTALS, &totals, |&(&(hour, event), &deletions)| [hour.into(), event.into(), deletions.into()])
        .await
}

fn values(row: &Numbered<'_>) -> [Value; 18] {
    let new = row.new;
    [
        new.member_id.as_str().into(),
        row.number.into(),
        row.arrival.into(),
        row.fingerprint.to_vec().into(),
        new.event.as_str().into(),
        new.entity_id.as_str().into(),
        new.attributes.as_deref().into(),
        new.user_id.as_deref().into(),
        row.sent_at.into(),
        row.received_at.into(),
        row.sources.bits().into(),
        new.event_handler_id.as_deref().into(),
        new.payload.data.as_deref().into(),
        new.payload.ts.as_deref().into(),
        row.auth.into(),
        new.payload.expires.into(),
        row.digest.to_vec().into(),
        row.also.as_deref().into(),
    ]
}
