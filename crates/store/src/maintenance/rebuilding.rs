//! Rebuilds the search index and the counts from the deletions.

use std::collections::{BTreeMap, HashMap};

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use time::OffsetDateTime;

use crate::Store;
use crate::bulk::{self, TOTALS};
use crate::connect::Batch;
use crate::deletions::rows::Row;
use crate::deletions::search;
use crate::entities::{counter, deletion};
use crate::error::StoreError;
use crate::indexing::{hour, lock_arrivals};

/// Deletions per query.
const PIECE: u64 = 2_000;
/// Empties all counts.
const EMPTY: [&str; 6] = [
    "UPDATE rollup SET arrival = 0", // first, since purges and roll-ups lock it first too
    "UPDATE counters SET deletions = deletions", // locked next, so that no purge counts beside it
    "DELETE FROM hourly_counts",
    "DELETE FROM daily_counts",
    "DELETE FROM daily_totals",
    "DELETE FROM totals",
];

/// A portal's counters, and how many deletions it has.
#[derive(Default)]
struct RebuiltPortal {
    search_key: i64,
    checkpoint: i64,
    deletions: i64,
}

impl Store {
    /// Rebuilds the search index and the totals in one transaction, during which nobody indexes, and then the hourly
    /// and daily counts. `progress` gets the arrival reached so far, and the last one.
    pub async fn rebuild(&self, now: OffsetDateTime, mut progress: impl FnMut(u64, u64)) -> Result<(), StoreError> {
        let batch = self.connections.begin_batch().await?;
        let last = lock_arrivals(&batch).await?.last.unsigned_abs();
        for statement in EMPTY {
            batch.execute_unprepared(statement).await?;
        }
        search::clear(&batch).await?;
        let (mut portals, mut after) = (find_portals(&batch).await?, i64::MIN);
        loop {
            let rows = deletion::Entity::find().filter(deletion::Column::Arrival.gt(after));
            let rows = rows.order_by_asc(deletion::Column::Arrival).limit(PIECE).all(&batch).await?;
            let Some(end) = rows.last() else { break };
            after = end.arrival;
            add(&batch, &rows, &mut portals).await?;
            progress(after.unsigned_abs(), last);
        }
        for (member_id, found) in portals {
            let counted = counter::Entity::update_many()
                .col_expr(counter::Column::Deletions, Expr::value(found.deletions))
                .filter(counter::Column::MemberId.eq(member_id));
            counted.exec(&batch).await?;
        }
        batch.commit().await?;
        while self.roll_up(now).await? {}
        Ok(())
    }
}

async fn find_portals(batch: &Batch) -> Result<HashMap<String, RebuiltPortal>, StoreError> {
    let counters = counter::Entity::find().all(batch).await?.into_iter();
    let found = counters.map(|counter| {
        let counter::Model { search_key, checkpoint_number: checkpoint, .. } = counter;
        (counter.member_id, RebuiltPortal { search_key, checkpoint, deletions: 0 })
    });
    Ok(found.collect())
}

async fn add(batch: &Batch, rows: &[Row], portals: &mut HashMap<String, RebuiltPortal>) -> Result<(), StoreError> {
    let mut totals: BTreeMap<(i32, &str), i64> = BTreeMap::new();
    let mut texts = Vec::with_capacity(rows.len());
    for row in rows {
        let found = portals.entry(row.member_id.clone()).or_default();
        found.deletions += i64::from(row.number > found.checkpoint);
        *totals.entry((hour(row.received_at), &row.event)).or_default() += 1;
        texts.push(row.texts()?);
    }
    let key = |row: &Row| portals.get(&row.member_id).map_or(0, |found| found.search_key);
    let entries: Vec<_> = rows.iter().zip(&texts).map(|(row, texts)| row.entry(key(row), texts)).collect();
    search::add(batch, &entries).await?;
    let totals: Vec<_> = totals.iter().collect();
    bulk::merge(batch, &TOTALS, &totals, |&(&(hour, event), &deletions)| [hour.into(), event.into(), deletions.into()])
        .await
}
