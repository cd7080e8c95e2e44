//! Many rows with few statements, each of which is prepared once.

use sea_orm::sea_query::{Expr, IntoIden, IntoTableRef, OnConflict, Query};
use sea_orm::{ConnectionTrait, DatabaseTransaction, Value};

use super::block::NewDeletion;
use crate::entities::{deletion, term};
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
pub(super) async fn insert_rows<C: IntoIden, const N: usize>(
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

pub(super) const TERM: [term::Column; 3] = [term::Column::MemberId, term::Column::Term, term::Column::Number];

pub(super) const DELETION: [deletion::Column; 13] = [
    deletion::Column::MemberId,
    deletion::Column::Number,
    deletion::Column::Fingerprint,
    deletion::Column::Event,
    deletion::Column::Entity,
    deletion::Column::EntityId,
    deletion::Column::Attributes,
    deletion::Column::UserId,
    deletion::Column::SentAt,
    deletion::Column::ReceivedAt,
    deletion::Column::Source,
    deletion::Column::EventHandlerId,
    deletion::Column::Payload,
];

/// The values of [`DELETION`].
pub(super) fn into_row(new: &NewDeletion, number: i64, received_at: i64) -> [Value; 13] {
    [
        new.member_id.as_str().into(),
        number.into(),
        new.fingerprint.to_vec().into(),
        new.event.as_str().into(),
        new.entity.as_str().into(),
        new.entity_id.as_str().into(),
        new.attributes.as_str().into(),
        new.user_id.clone().into(),
        new.sent_at.unwrap_or(received_at).into(),
        received_at.into(),
        new.source.as_str().into(),
        new.event_handler_id.clone().into(),
        new.payload.as_str().into(),
    ]
}
