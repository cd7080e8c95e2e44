//! Removes a portal's oldest deletions with all that belongs to them, one batch per transaction.

use std::collections::BTreeMap;

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};

use crate::deletions::counting::note_uncounted;
use crate::deletions::rows::Row;
use crate::deletions::search::{self, Order, Own, Range, Scope, Search, Wanted};
use crate::entities::{daily_count, daily_total, deletion, hourly_count, rollup, total};
use crate::error::StoreError;
use crate::indexing::hour;
use crate::{Store, Tenant};

/// Deletions per transaction.
pub(crate) const BATCH: u64 = 448;

/// The row of `rollup` about removed terms in the search index's files: 0 if there are none, 1 if some were removed
/// since the last full merge began, 2 until that merge ends.
const REMOVALS: &str = "removals";

/// How far after its receipt an event may claim to have been sent, in microseconds: clocks differ.
pub(crate) const CLOCKS: i64 = 3_600_000_000;

#[derive(Debug, Default)]
pub(crate) struct Removed {
    pub(crate) deletions: u64,
    /// The number and the digest of the last one.
    pub(crate) last: Option<(i64, Option<Vec<u8>>)>,
    /// When the latest of them was sent; 0 if there are none.
    pub(crate) sent_until: i64,
}

/// When an event was sent, bounded by its receipt: a portal may say anything.
pub(crate) fn sent_by(sent_at: i64, received_at: i64) -> i64 {
    Ord::min(sent_at, received_at + CLOCKS)
}

impl Store {
    /// Merges a little of the search index, if its files may still have removed terms. Returns whether there is more.
    pub async fn merge_removals(&self) -> Result<bool, StoreError> {
        let removals = rollup::Entity::find_by_id(REMOVALS);
        if removals.one(&self.connections.read).await?.is_none_or(|row| row.arrival == 0) {
            return Ok(false);
        }
        let transaction = self.connections.begin().await?;
        let Some(row) = rollup::Entity::find_by_id(REMOVALS).one(&transaction).await? else { return Ok(false) };
        let begins = row.arrival == 1;
        let more = search::merge(&transaction, begins).await?;
        if begins || !more {
            let next = Expr::value(if begins { 2_i64 } else { 0 });
            let this = rollup::Entity::update_many().col_expr(rollup::Column::Arrival, next);
            this.filter(rollup::Column::Name.eq(REMOVALS)).exec(&transaction).await?;
        }
        transaction.commit().await?;
        Ok(more)
    }
}

impl Tenant<'_> {
    /// Removes the oldest deletions up to a place, at most [`BATCH`] of them, also from the search index and the
    /// counts. The caller has locked the portal's row, the counts, which are kept up to the arrival `rolled_up`, and
    /// the portal's counter, in this order.
    pub(crate) async fn remove_batch(
        &self,
        transaction: &DatabaseTransaction,
        own: &Own,
        up_to: i64,
        rolled_up: i64,
    ) -> Result<Removed, StoreError> {
        use deletion::Column::{MemberId, Number};
        let (scope, engine) = (Scope::Portal(own), transaction.get_database_backend());
        let all = Wanted::default();
        let range = Range::new(1, up_to);
        let oldest = Search { scope, wanted: &all, range, order: Order::Oldest, limit: BATCH };
        let oldest = search::next(transaction, oldest).await?;
        let these = MemberId.eq(self.member_id.as_str()).and(scope.place(engine).is_in(oldest));
        let rows = deletion::Entity::find().filter(these.clone()).order_by_asc(Number);
        let mut rows = rows.all(transaction).await?;
        let texts = rows.iter().map(Row::texts).collect::<Result<Vec<_>, _>>()?;
        let entries: Vec<_> = rows.iter().zip(&texts).map(|(row, texts)| row.entry(own.search_key, texts)).collect();
        search::remove(transaction, &entries).await?;
        self.uncount(transaction, &rows, rolled_up).await?;
        deletion::Entity::delete_many().filter(these).exec(transaction).await?;
        let deletions = rows.len() as u64;
        let sent_until = rows.iter().map(|row| sent_by(row.sent_at, row.received_at)).max().unwrap_or_default();
        Ok(Removed { deletions, last: rows.pop().map(|last| (last.number, last.digest)), sent_until })
    }

    /// Takes the deletions out of the counts: first the portal's, in the order of their keys, as counting does.
    async fn uncount(&self, transaction: &DatabaseTransaction, rows: &[Row], rolled_up: i64) -> Result<(), StoreError> {
        let (mut hours, mut days, mut totals) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let mut of_all_events = BTreeMap::new();
        if rows.iter().any(|row| row.arrival > rolled_up) {
            note_uncounted(transaction).await?;
        }
        for row in rows {
            let (hour, event) = (hour(row.received_at), row.event.as_str());
            *totals.entry((hour, event)).or_insert(0_i64) += 1;
            if row.arrival <= rolled_up {
                *hours.entry((hour, event)).or_insert(0_i64) += 1;
                *days.entry((hour / 24, event)).or_insert(0_i64) += 1;
                *of_all_events.entry(hour / 24).or_insert(0_i64) += 1;
            }
        }
        let own = || Expr::col("member_id").eq(self.member_id.as_str());
        for ((hour, event), deletions) in hours {
            use hourly_count::Column::{Deletions, Event, Hour};
            let count = own().and(Hour.eq(hour)).and(Event.eq(event));
            take::<hourly_count::Entity>(transaction, count, Deletions, deletions).await?;
        }
        for ((day, event), deletions) in days {
            use daily_count::Column::{Day, Deletions, Event};
            let count = own().and(Day.eq(day)).and(Event.eq(event));
            take::<daily_count::Entity>(transaction, count, Deletions, deletions).await?;
        }
        for (day, deletions) in of_all_events {
            use daily_total::Column::{Day, Deletions};
            take::<daily_total::Entity>(transaction, own().and(Day.eq(day)), Deletions, deletions).await?;
        }
        for ((hour, event), deletions) in totals {
            use total::Column::{Deletions, Event, Hour};
            take::<total::Entity>(transaction, Hour.eq(hour).and(Event.eq(event)), Deletions, deletions).await?;
        }
        Ok(())
    }
}

/// Takes deletions out of one count, which goes once it is empty.
async fn take<E: EntityTrait>(
    transaction: &DatabaseTransaction,
    count: Expr,
    counted: E::Column,
    deletions: i64,
) -> Result<(), StoreError> {
    let less = E::update_many().col_expr(counted, Expr::col(counted).sub(deletions));
    less.filter(count.clone()).exec(transaction).await?;
    E::delete_many().filter(count.and(counted.lte(0))).exec(transaction).await?;
    Ok(())
}
