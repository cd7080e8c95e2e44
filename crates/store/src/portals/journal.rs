//! A portal's journal: what happened to it other than deletions.

use domain::MemberId;
use domain::clock::{from_micros, micros};
use domain::coded::{Coded, Recorded};
use domain::journal::JournalEntry;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use time::OffsetDateTime;

use crate::Tenant;
use crate::entities::journal::{ActiveModel, Column, Entity, Model};
use crate::error::StoreError;

/// How many lines a portal's journal keeps.
const LINES: i64 = 1_000;

/// A line of a portal's journal.
#[derive(Clone, Debug, PartialEq)]
pub struct JournalLine {
    /// When it happened.
    pub at: OffsetDateTime,
    /// What happened.
    pub entry: Recorded<JournalEntry>,
}

impl Tenant<'_> {
    /// Adds a line to the portal's journal.
    pub async fn record_journal(&self, now: OffsetDateTime, entry: &JournalEntry) -> Result<(), StoreError> {
        // Locks the row, so that two processes never give lines the same number.
        let Some(change) = self.change().await? else { return Ok(()) };
        change.journal(now, entry).await?;
        change.commit().await
    }

    /// The last `limit` lines, newest first.
    pub async fn list_journal(&self, limit: u64) -> Result<Vec<JournalLine>, StoreError> {
        let own = Entity::find().filter(Column::MemberId.eq(self.member_id.as_str()));
        let rows = own.order_by_desc(Column::Number).limit(limit).all(&self.store.connections.read).await?;
        Ok(rows.into_iter().map(JournalLine::of).collect())
    }
}

impl JournalLine {
    pub(crate) fn of(row: Model) -> Self {
        let entry = Coded { code: row.code, parameters: row.parameters }.read();
        Self { at: from_micros(row.at), entry }
    }
}

/// Adds a line within a transaction.
pub(crate) async fn write(
    transaction: &impl ConnectionTrait,
    member_id: &MemberId,
    now: OffsetDateTime,
    entry: &JournalEntry,
) -> Result<(), DbErr> {
    let own = Entity::find().filter(Column::MemberId.eq(member_id.as_str()));
    let last = own.select_only().column_as(Column::Number.max(), "last");
    let last = last.into_tuple::<Option<i64>>().one(transaction).await?.flatten();
    let Coded { code, parameters } = Coded::of(entry);
    let line = ActiveModel {
        member_id: Set(member_id.to_string()),
        number: Set(last.unwrap_or_default() + 1),
        at: Set(micros(now)),
        code: Set(code),
        parameters: Set(parameters),
    };
    Entity::insert(line).exec_without_returning(transaction).await?;
    let forgotten = Entity::delete_many().filter(Column::MemberId.eq(member_id.as_str()));
    forgotten.filter(Column::Number.lte(last.unwrap_or_default() + 1 - LINES)).exec(transaction).await?;
    Ok(())
}
