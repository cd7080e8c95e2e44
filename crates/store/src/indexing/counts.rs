//! Counters, locked while a block is numbered and until its transaction ends.

use std::collections::{BTreeMap, HashMap};

use domain::MemberId;
use domain::chain::Link;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QuerySelect, Set, Statement};

use super::block::NewDeletion;
use crate::among::one_of;
use crate::bulk::{COUNTERS, merge, pieces};
use crate::connect::Batch;
use crate::deletions::chain::into_link;
use crate::entities::{arrival, counter, portal};
use crate::error::StoreError;

/// A portal's counters while a block is numbered.
#[derive(Clone, Debug, Default)]
pub(super) struct PortalCount {
    pub(super) purged_generation: i64,
    /// The row as it will be saved, but for the last digest, which is below.
    pub(super) row: counter::Model,
    pub(super) last_digest: Option<Link>,
    /// Whether deletions were added.
    pub(super) grew: bool,
    /// Whether `sent_until` moved.
    moved: bool,
}

/// The counts of the portals of a block.
pub(super) type Counts = HashMap<MemberId, PortalCount>;

impl PortalCount {
    /// Whether it has to be saved. A portal without a link has nothing that could come again by now.
    fn has_changed(&self) -> bool {
        self.grew || self.moved && self.last_digest.is_some()
    }
}

/// Notes when the deletions were sent, so that later blocks look for copies of them from another of our handlers.
pub(super) fn await_copies(reported: &[&NewDeletion], counts: &mut Counts) {
    for new in reported.iter().filter(|new| new.neighbours.is_some()) {
        if let Some((count, sent_at)) = counts.get_mut(&new.member_id).zip(new.sent_at)
            && sent_at > count.row.sent_until
        {
            count.row.sent_until = sent_at;
            count.moved = true;
        }
    }
}

/// Locks and reads the last arrival. The indexer holds this lock until its transaction ends, so arrivals and times grow
/// in commit order.
pub(crate) async fn lock_arrivals(batch: &Batch) -> Result<arrival::Model, StoreError> {
    let row = arrival::Entity::find_by_id(arrival::DELETIONS).lock_exclusive().one(batch).await?;
    row.ok_or_else(|| StoreError::corrupt("arrivals", "the row of deletions is missing"))
}

pub(super) async fn save_arrivals(batch: &Batch, arrivals: &arrival::Model) -> Result<(), StoreError> {
    let saved = arrival::Entity::update_many()
        .col_expr(arrival::Column::Last, Expr::value(arrivals.last))
        .col_expr(arrival::Column::LastReceivedAt, Expr::value(arrivals.last_received_at))
        .filter(arrival::Column::Name.eq(arrival::DELETIONS));
    saved.exec(batch).await?;
    Ok(())
}

/// Locks the counts of the deletions' portals until the transaction ends; also returns the portals that have none yet.
/// Unknown portals are left out.
pub(super) async fn lock_counts(
    batch: &Batch,
    deletions: &[NewDeletion],
) -> Result<(Counts, Vec<MemberId>), StoreError> {
    let portals: BTreeMap<&str, &MemberId> =
        deletions.iter().map(|new| (new.member_id.as_str(), &new.member_id)).collect();
    let ids: Vec<&str> = portals.keys().copied().collect();
    let counted = lock(batch, &ids).await?.into_iter();
    let mut counted: HashMap<_, _> = counted.map(|row| (row.member_id.clone(), row)).collect();
    let mut counts = HashMap::with_capacity(portals.len());
    let mut uncounted = Vec::new();
    // Only now: a purge holds this lock too.
    for (member_id, purged_generation) in find_purged(batch, &ids).await? {
        let portal = portals[member_id.as_str()].clone();
        match counted.remove(&member_id) {
            Some(mut row) => {
                let last_digest = into_link(row.last_digest.take())?;
                counts.insert(portal, PortalCount { purged_generation, row, last_digest, grew: false, moved: false });
            }
            None => uncounted.push(portal),
        }
    }
    Ok((counts, uncounted))
}

/// Locks the counters of these portals. Only indexers lock those of several, and they do it one after the other.
async fn lock(batch: &Batch, ids: &[&str]) -> Result<Vec<counter::Model>, StoreError> {
    let engine = batch.get_database_backend();
    let these = one_of(engine, Expr::col(counter::Column::MemberId), ids.iter().copied());
    if engine != DbBackend::Postgres {
        return Ok(counter::Entity::find().filter(these).all(batch).await?); // the transaction locks the whole database
    }
    // An update that changes nothing: a table spread over several machines can't be locked by reading it.
    let same = Expr::col(counter::Column::LastNumber);
    let update = counter::Entity::update_many().col_expr(counter::Column::LastNumber, same).filter(these);
    Ok(update.exec_with_returning(batch).await?)
}

/// The generation up to which each portal's data was purged.
async fn find_purged(batch: &Batch, ids: &[&str]) -> Result<Vec<(String, i64)>, StoreError> {
    let portals = portal::Entity::find()
        .select_only()
        .columns([portal::Column::MemberId, portal::Column::PurgedGeneration])
        .filter(one_of(batch.get_database_backend(), Expr::col(portal::Column::MemberId), ids.iter().copied()));
    Ok(portals.into_tuple().all(batch).await?)
}

/// Adds counters that can be locked, for portals that have none. For several portals, call it outside of any
/// transaction: one that holds locks must not wait for another one's new rows.
pub(crate) async fn make_counters(db: &impl ConnectionTrait, portals: &[MemberId]) -> Result<(), StoreError> {
    let engine = db.get_database_backend();
    for chunk in pieces(engine, portals) {
        if engine != DbBackend::Postgres {
            // Only here does the search index need a key per portal.
            let sql = "INSERT INTO counters (member_id, search_key, last_number, deletions, last_received_at) \
                SELECT value, (SELECT coalesce(max(search_key), 0) FROM counters) + key + 1, 0, 0, 0 FROM json_each(?) \
                WHERE true ON CONFLICT (member_id) DO NOTHING";
            let ids = serde_json::to_string(&chunk.iter().map(MemberId::as_str).collect::<Vec<_>>());
            let ids = ids.expect("a list of texts is JSON");
            db.execute_raw(Statement::from_sql_and_values(engine, sql, [ids.into()])).await?;
            continue;
        }
        let rows = chunk.iter().map(|portal| counter::ActiveModel {
            member_id: Set(portal.to_string()),
            last_number: Set(0),
            deletions: Set(0),
            last_received_at: Set(0),
            ..Default::default()
        });
        let once = OnConflict::column(counter::Column::MemberId).do_nothing().to_owned();
        counter::Entity::insert_many(rows).on_conflict(once).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Saves the counts that changed.
pub(super) async fn save_counts(batch: &Batch, counts: &Counts) -> Result<(), StoreError> {
    let mut changed: Vec<_> = counts.iter().filter(|(_, count)| count.has_changed()).collect();
    changed.sort_unstable_by_key(|(member_id, _)| *member_id);
    merge(batch, &COUNTERS, &changed, |(member_id, count)| {
        [
            member_id.as_str().into(),
            count.row.last_number.into(),
            count.row.last_arrival.into(),
            count.row.deletions.into(),
            count.row.last_received_at.into(),
            count.last_digest.unwrap_or_default().to_vec().into(),
            count.row.recovered_until.into(),
            count.row.sent_until.into(),
            count.row.last_auth.into(),
        ]
    })
    .await
}
