//! Limits of queues that strangers can fill: rows and bytes, since rows differ in size by a factor of 1,000.

use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QuerySelect, Select};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Budget {
    pub(crate) rows: i64,
    pub(crate) bytes: i64,
}

impl Budget {
    /// Whether a row of this size fits beside what is taken.
    pub(crate) fn has_room(self, taken: Self, bytes: i64) -> bool {
        taken.rows < self.rows && taken.bytes.saturating_add(bytes) <= self.bytes
    }

    pub(crate) fn plus(self, other: Self) -> Self {
        Self { rows: self.rows + other.rows, bytes: self.bytes + other.bytes }
    }
}

/// The size of these rows; `bytes` is the column with the bytes of each.
pub(crate) async fn size_of<E: EntityTrait>(
    rows: Select<E>,
    bytes: E::Column,
    db: &impl ConnectionTrait,
) -> Result<Budget, DbErr> {
    let sizes = rows.select_only().column_as(bytes.count(), "rows");
    let sizes = sizes.column_as(bytes.sum().cast_as("bigint"), "bytes");
    let (rows, bytes): (i64, Option<i64>) = sizes.into_tuple().one(db).await?.unwrap_or_default();
    Ok(Budget { rows, bytes: bytes.unwrap_or_default() })
}
