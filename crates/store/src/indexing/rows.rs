//! Many rows with few statements, each of which is prepared once.

use domain::deletion::Sources;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, IntoIden, IntoTableRef, OnConflict, Query};
use sea_orm::{ConnectionTrait, DatabaseTransaction, Value};

use super::auths::Auths;
use super::numbering::{Numbered, Rows};
use crate::entities::{auth_block, deletion, rollup, segment, term, total};
use crate::error::StoreError;

/// How many rows one statement inserts or looks up. A few sizes only, so that each statement is prepared once and
/// found again; SQLite takes at most 32,766 values in one.
const SIZES: [usize; 4] = [512, 64, 8, 1];

/// How many rows each statement takes of so many.
pub(super) fn sizes(mut rows: usize) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let size = SIZES.into_iter().find(|size| *size <= rows)?;
        rows -= size;
        Some(size)
    })
}

/// A slice in pieces of these sizes.
pub(super) fn in_sizes<T>(slice: &[T]) -> impl Iterator<Item = &[T]> {
    let mut rest = slice;
    sizes(slice.len()).map(move |size| {
        let (piece, left) = rest.split_at(size);
        rest = left;
        piece
    })
}

/// One statement for many rows, without a model for each; what is there already is left out. Returns how many were not.
async fn insert_rows<C: IntoIden, const N: usize>(
    transaction: &DatabaseTransaction,
    table: impl IntoTableRef,
    columns: [C; N],
    rows: impl Iterator<Item = [Value; N]>,
) -> Result<u64, StoreError> {
    let mut insert = Query::insert();
    insert.into_table(table).columns(columns).on_conflict(OnConflict::new().do_nothing().to_owned());
    for row in rows {
        insert.values_panic(row.map(Expr::value));
    }
    Ok(transaction.execute(&insert).await?.rows_affected())
}

/// Writes what is new. Returns whether all of the deletions were: none of them, if some are known already.
pub(super) async fn write(
    transaction: &DatabaseTransaction,
    rows: &Rows<'_>,
    auths: &Auths<'_>,
) -> Result<bool, StoreError> {
    let mut inserted = 0;
    for chunk in in_sizes(&rows.deletions) {
        inserted += insert_rows(transaction, deletion::Entity, DELETION, chunk.iter().map(into_row)).await?;
    }
    if inserted < rows.deletions.len() as u64 {
        return Ok(false);
    }
    for chunk in in_sizes(&rows.terms) {
        let values = chunk.iter().map(|&(member_id, term, number)| [member_id.into(), term.into(), number.into()]);
        insert_rows(transaction, term::Entity, TERM, values).await?;
    }
    for chunk in in_sizes(&auths.new) {
        let values = chunk.iter().map(|(member_id, number, digest, auth)| {
            [(*member_id).into(), (*number).into(), digest.to_vec().into(), (*auth).into()]
        });
        insert_rows(transaction, auth_block::Entity, AUTH, values).await?;
    }
    let segments: Vec<_> = rows.segments.iter().collect();
    for chunk in in_sizes(&segments) {
        let values = chunk.iter().map(|&&(member_id, kind, value, segment)| {
            [member_id.into(), kind.to_string().into(), value.into(), segment.into()]
        });
        insert_rows(transaction, segment::Entity, SEGMENT, values).await?;
    }
    count(transaction, rows).await?;
    Ok(true)
}

async fn count(transaction: &DatabaseTransaction, rows: &Rows<'_>) -> Result<(), StoreError> {
    let rollups: Vec<_> = rows.rollups.iter().collect();
    for chunk in in_sizes(&rollups) {
        let values = chunk.iter().map(|((member_id, hour, event), deletions)| {
            [(*member_id).into(), (*hour).into(), (*event).into(), (**deletions).into()]
        });
        let key = [rollup::Column::MemberId, rollup::Column::Hour, rollup::Column::Event];
        let kept = Expr::col((rollup::Entity, rollup::Column::Deletions));
        add_rows(transaction, rollup::Entity, ROLLUP, values, key, kept).await?;
    }
    let totals: Vec<_> = rows.totals.iter().collect();
    for chunk in in_sizes(&totals) {
        let values =
            chunk.iter().map(|((hour, event), deletions)| [(*hour).into(), (*event).into(), (**deletions).into()]);
        let key = [total::Column::Hour, total::Column::Event];
        let kept = Expr::col((total::Entity, total::Column::Deletions));
        add_rows(transaction, total::Entity, TOTAL, values, key, kept).await?;
    }
    Ok(())
}

/// Adds the last column of each row to what is there under `key`.
async fn add_rows<C: IntoIden + Copy, const N: usize>(
    transaction: &DatabaseTransaction,
    table: impl IntoTableRef,
    columns: [C; N],
    rows: impl Iterator<Item = [Value; N]>,
    key: impl IntoIterator<Item = C>,
    kept: Expr,
) -> Result<(), StoreError> {
    let mut insert = Query::insert();
    let added = Expr::col((Alias::new("excluded"), Alias::new("deletions")));
    let sum = OnConflict::columns(key).value(columns[N - 1], kept.add(added)).to_owned();
    insert.into_table(table).columns(columns).on_conflict(sum);
    for row in rows {
        insert.values_panic(row.map(Expr::value));
    }
    transaction.execute(&insert).await?;
    Ok(())
}

const TERM: [term::Column; 3] = [term::Column::MemberId, term::Column::Term, term::Column::Number];

const AUTH: [auth_block::Column; 4] =
    [auth_block::Column::MemberId, auth_block::Column::Number, auth_block::Column::Digest, auth_block::Column::Auth];

const SEGMENT: [segment::Column; 4] =
    [segment::Column::MemberId, segment::Column::Kind, segment::Column::Value, segment::Column::Segment];

const ROLLUP: [rollup::Column; 4] =
    [rollup::Column::MemberId, rollup::Column::Hour, rollup::Column::Event, rollup::Column::Deletions];

const TOTAL: [total::Column; 3] = [total::Column::Hour, total::Column::Event, total::Column::Deletions];

const DELETION: [deletion::Column; 17] = [
    deletion::Column::MemberId,
    deletion::Column::Number,
    deletion::Column::Arrival,
    deletion::Column::Fingerprint,
    deletion::Column::Event,
    deletion::Column::EntityId,
    deletion::Column::Attributes,
    deletion::Column::UserId,
    deletion::Column::SentAt,
    deletion::Column::ReceivedAt,
    deletion::Column::Sources,
    deletion::Column::EventHandlerId,
    deletion::Column::Data,
    deletion::Column::Ts,
    deletion::Column::Auth,
    deletion::Column::Expires,
    deletion::Column::Digest,
];

/// The values of [`DELETION`].
fn into_row(row: &Numbered<'_>) -> [Value; 17] {
    let new = row.new;
    [
        new.member_id.as_str().into(),
        row.number.into(),
        row.arrival.into(),
        new.fingerprint.to_vec().into(),
        new.event.as_str().into(),
        new.entity_id.as_str().into(),
        new.attributes.clone().into(),
        new.user_id.clone().into(),
        row.sent_at.into(),
        row.received_at.into(),
        Sources::from(new.source).bits().into(),
        new.event_handler_id.clone().into(),
        new.payload.data.clone().into(),
        new.payload.ts.clone().into(),
        row.auth.into(),
        new.payload.expires.into(),
        row.digest.to_vec().into(),
    ]
}
