//! Writes numbered deletions.

use sea_orm::Value;

use super::auths::Auths;
use super::numbering::{Numbered, Rows};
use crate::bulk::{self, AUTH_BLOCKS, DELETIONS, TOTALS};
use crate::connect::Batch;
use crate::deletions::search::{self, Entry};
use crate::error::StoreError;

/// Writes the new deletions. False if the database has some of them already.
pub(super) async fn write(batch: &Batch, rows: &Rows<'_>, auths: &Auths<'_>) -> Result<bool, StoreError> {
    match bulk::add(batch, &DELETIONS, &rows.deletions, values).await {
        Err(StoreError::Conflict) => return Ok(false),
        written => written?,
    }
    match write_the_rest(batch, rows, auths).await {
        Err(StoreError::Conflict) => Err(StoreError::corrupt("deletions", "rows exist already for a new number")),
        written => written.map(|()| true),
    }
}

/// Writes index entries, auth blocks and totals.
async fn write_the_rest(batch: &Batch, rows: &Rows<'_>, auths: &Auths<'_>) -> Result<(), StoreError> {
    let entries: Vec<_> = rows.deletions.iter().map(entry).collect();
    search::add(batch, &entries).await?;
    bulk::add(batch, &AUTH_BLOCKS, &auths.new, |&(member_id, number, digest, auth)| {
        [member_id.into(), number.into(), digest.to_vec().into(), auth.into()]
    })
    .await?;
    let totals: Vec<_> = rows.totals.iter().collect();
    bulk::merge(batch, &TOTALS, &totals, |&(&(hour, event), &deletions)| [hour.into(), event.into(), deletions.into()])
        .await
}

fn entry<'a>(row: &'a Numbered<'a>) -> Entry<'a> {
    Entry {
        member_id: row.new.member_id.as_str(),
        search_key: row.search_key,
        number: row.number,
        arrival: row.arrival,
        event: &row.new.event,
        user_id: row.new.user_id.as_deref(),
        sources: row.sources,
        texts: &row.new.terms,
    }
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
