//! Indexing: a block of the event log becomes deletions in one transaction, exactly once, whatever dies when.

mod block;
mod rows;

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::MemberId;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};

pub use self::block::{Block, Indexed, NewDeletion, Quarantined};

use self::rows::{DELETION, TERM, in_sizes, insert_rows, into_row};
use crate::Store;
use crate::entities::{counter, cursor, deletion, portal, quarantine, term};
use crate::error::StoreError;

/// How often a block is begun again: once for repeats, once for new portals, and once in case both come late.
const ATTEMPTS: usize = 4;

/// Whether to look up what was reported before.
#[derive(Clone, Copy)]
enum Repeats {
    Unlikely,
    LookedUp,
}

/// How an attempt to record a block ended.
enum Attempt {
    Recorded(Indexed),
    /// Some of it was reported before.
    Repeated,
    /// These portals have no counters yet that could be locked.
    Uncounted(Vec<MemberId>),
}

/// What is known of a portal while a block is numbered.
#[derive(Clone, Copy, Default)]
struct Count {
    purged_generation: i64,
    last_number: i64,
    deletions: i64,
    last_received_at: i64,
}

impl Store {
    /// How far a log was indexed.
    pub async fn find_cursor(&self, source: &str) -> Result<i64, StoreError> {
        let cursor = cursor::Entity::find_by_id(source).one(&self.connections.read).await?;
        Ok(cursor.map_or(0, |cursor| cursor.position))
    }

    /// Records a block and how far its log was indexed, in one transaction. A conflict if somebody else was quicker.
    ///
    /// Hardly anything is reported twice, so what is new is not looked up first; if the database knows some of it,
    /// the transaction is given up and another one begun that looks it up. Indexers of other logs may number deletions
    /// of the same portals at the same time: whoever locked a portal's counter is the one to count.
    pub async fn record_block(&self, block: &Block<'_>) -> Result<Indexed, StoreError> {
        let mut repeats = Repeats::Unlikely;
        for _ in 0..ATTEMPTS {
            match self.try_record(block, repeats).await? {
                Attempt::Recorded(indexed) => return Ok(indexed),
                Attempt::Repeated => repeats = Repeats::LookedUp,
                Attempt::Uncounted(portals) => make_counters(&self.connections.write, &portals).await?,
            }
        }
        Err(StoreError::Conflict)
    }

    async fn try_record(&self, block: &Block<'_>, repeats: Repeats) -> Result<Attempt, StoreError> {
        let transaction = self.connections.begin().await?; // rolled back with its end, unless it is committed
        move_cursor(&transaction, block).await?;
        let (mut counts, uncounted) = lock_counts(&transaction, &block.deletions).await?;
        if !uncounted.is_empty() {
            return Ok(Attempt::Uncounted(uncounted));
        }
        let kept: Vec<_> = block.deletions.iter().filter(|new| !is_purged(new, &counts)).collect();
        let purged = (block.deletions.len() - kept.len()) as u64;
        let reported = kept.len() as u64;
        let known = match repeats {
            Repeats::Unlikely => HashSet::new(),
            Repeats::LookedUp => find_known(&transaction, &kept).await?,
        };
        let fresh = without_repeats(kept, &known);
        let added = fresh.len() as u64;
        if insert(&transaction, fresh, &mut counts).await? < added {
            return Ok(Attempt::Repeated);
        }
        save_counts(&transaction, counts).await?;
        set_aside(&transaction, block.source, &block.quarantined).await?;
        transaction.commit().await?;
        Ok(Attempt::Recorded(Indexed { added, repeated: reported - added, purged }))
    }

    /// How many events can't be indexed.
    pub async fn count_quarantined(&self) -> Result<u64, StoreError> {
        use sea_orm::PaginatorTrait;
        Ok(quarantine::Entity::find().count(&self.connections.read).await?)
    }
}

/// Moves the cursor of the block's log from where the block begins to where it ends; a conflict if it is not there.
async fn move_cursor(transaction: &DatabaseTransaction, block: &Block<'_>) -> Result<(), StoreError> {
    let there = cursor::Column::Source.eq(block.source).and(cursor::Column::Position.eq(block.after));
    let moved = cursor::Entity::update_many().col_expr(cursor::Column::Position, block.last.into()).filter(there);
    if moved.exec(transaction).await?.rows_affected > 0 {
        return Ok(());
    }
    let row = cursor::ActiveModel { source: Set(block.source.to_owned()), position: Set(block.last) };
    let once = OnConflict::column(cursor::Column::Source).do_nothing().to_owned();
    let first = cursor::Entity::insert(row).on_conflict(once);
    match block.after {
        0 if first.exec_without_returning(transaction).await? > 0 => Ok(()),
        _ => Err(StoreError::Conflict),
    }
}

/// The counts of the deletions' portals, which nobody else changes until the transaction ends, and the portals that have
/// none yet. What is not a portal is left out.
async fn lock_counts(
    transaction: &DatabaseTransaction,
    deletions: &[NewDeletion],
) -> Result<(HashMap<MemberId, Count>, Vec<MemberId>), StoreError> {
    let portals: BTreeMap<&str, &MemberId> =
        deletions.iter().map(|new| (new.member_id.as_str(), &new.member_id)).collect();
    let ids: Vec<&str> = portals.keys().copied().collect();
    let mut counted = HashMap::with_capacity(portals.len());
    // All in one order, so that two indexers never wait for each other.
    for chunk in in_sizes(&ids) {
        let known = counter::Entity::find().filter(counter::Column::MemberId.is_in(chunk.iter().copied()));
        let known = known.order_by_asc(counter::Column::MemberId).lock_exclusive();
        counted.extend(known.all(transaction).await?.into_iter().map(|row| (row.member_id.clone(), row)));
    }
    let mut counts = HashMap::with_capacity(portals.len());
    let mut uncounted = Vec::new();
    // Only now: whoever removes a portal's data has the lock too.
    for chunk in in_sizes(&ids) {
        for (member_id, purged_generation) in find_purged(transaction, chunk).await? {
            let portal = portals[member_id.as_str()].clone();
            match counted.get(&member_id) {
                Some(&counter::Model { last_number, deletions, last_received_at, .. }) => {
                    counts.insert(portal, Count { purged_generation, last_number, deletions, last_received_at });
                }
                None => uncounted.push(portal),
            }
        }
    }
    Ok((counts, uncounted))
}

/// Up to which generation the data of each of these portals was removed.
async fn find_purged(transaction: &DatabaseTransaction, ids: &[&str]) -> Result<Vec<(String, i64)>, StoreError> {
    let portals = portal::Entity::find()
        .select_only()
        .columns([portal::Column::MemberId, portal::Column::PurgedGeneration])
        .filter(portal::Column::MemberId.is_in(ids.iter().copied()));
    Ok(portals.into_tuple().all(transaction).await?)
}

/// Counters that can be locked, for portals that have none. In a transaction that does nothing else, since whoever
/// already holds locks must not wait for somebody else's new rows.
pub(crate) async fn make_counters(db: &impl ConnectionTrait, portals: &[MemberId]) -> Result<(), StoreError> {
    for chunk in in_sizes(portals) {
        let rows = chunk.iter().map(|portal| counter::ActiveModel {
            member_id: Set(portal.to_string()),
            last_number: Set(0),
            deletions: Set(0),
            last_received_at: Set(0),
        });
        let once = OnConflict::column(counter::Column::MemberId).do_nothing().to_owned();
        counter::Entity::insert_many(rows).on_conflict(once).exec_without_returning(db).await?;
    }
    Ok(())
}

/// The data of its installation was removed after it was received, or the portal itself is not known at all.
fn is_purged(new: &NewDeletion, counts: &HashMap<MemberId, Count>) -> bool {
    counts.get(&new.member_id).is_none_or(|count| new.generation <= count.purged_generation)
}

/// Which of the deletions the database has already.
async fn find_known(
    transaction: &DatabaseTransaction,
    deletions: &[&NewDeletion],
) -> Result<HashSet<(String, Vec<u8>)>, StoreError> {
    let mut known = HashSet::new();
    for chunk in in_sizes(deletions) {
        let key = [deletion::Column::MemberId, deletion::Column::Fingerprint];
        let reported = chunk.iter().map(|new| (new.member_id.as_str(), new.fingerprint.to_vec()));
        let rows: Vec<(String, Vec<u8>)> = deletion::Entity::find()
            .select_only()
            .columns(key)
            .filter(Expr::tuple(key.map(Expr::col)).in_tuples(reported))
            .into_tuple()
            .all(transaction)
            .await?;
        known.extend(rows);
    }
    Ok(known)
}

/// Drops what is known, and what comes a second time in the block itself.
fn without_repeats<'a>(deletions: Vec<&'a NewDeletion>, known: &HashSet<(String, Vec<u8>)>) -> Vec<&'a NewDeletion> {
    let mut seen = HashSet::with_capacity(deletions.len());
    let is_known =
        |new: &NewDeletion| !known.is_empty() && known.contains(&(new.member_id.to_string(), new.fingerprint.to_vec()));
    let mut fresh = deletions;
    fresh.retain(|&new| seen.insert((&new.member_id, new.fingerprint)) && !is_known(new));
    fresh
}

/// Gives the deletions their numbers and inserts them with the texts by which they are found. Returns how many
/// were inserted: fewer, if some are known already.
async fn insert(
    transaction: &DatabaseTransaction,
    deletions: Vec<&NewDeletion>,
    counts: &mut HashMap<MemberId, Count>,
) -> Result<u64, StoreError> {
    let mut rows = Vec::with_capacity(deletions.len());
    let mut terms = Vec::with_capacity(deletions.len());
    for new in deletions {
        let count = counts.entry(new.member_id.clone()).or_default();
        count.last_number += 1;
        count.deletions += 1;
        // Times grow with the numbers, so that a range of times is a range of numbers.
        count.last_received_at = Ord::max(count.last_received_at, new.received_at);
        terms.extend(new.terms.iter().map(|term| (new.member_id.as_str(), term.as_str(), count.last_number)));
        rows.push((new, count.last_number, count.last_received_at));
    }
    // In the order of their keys, so that neighbours on disk are written together.
    rows.sort_unstable_by_key(|(new, number, _)| (new.member_id.as_str(), *number));
    terms.sort_unstable();
    let mut inserted = 0;
    for chunk in in_sizes(&rows) {
        let values = chunk.iter().map(|(new, number, received_at)| into_row(new, *number, *received_at));
        inserted += insert_rows(transaction, deletion::Entity, DELETION, values).await?;
    }
    for chunk in in_sizes(&terms) {
        let values =
            chunk.iter().map(|(member_id, term, number)| [(*member_id).into(), (*term).into(), (*number).into()]);
        insert_rows(transaction, term::Entity, TERM, values).await?;
    }
    Ok(inserted)
}

async fn save_counts(transaction: &DatabaseTransaction, counts: HashMap<MemberId, Count>) -> Result<(), StoreError> {
    use counter::Column::{Deletions, LastNumber, LastReceivedAt, MemberId as Portal};

    let counted = counts.into_iter().filter(|(_, count)| count.last_number > 0);
    let rows: Vec<_> = counted
        .map(|(member_id, count)| counter::ActiveModel {
            member_id: Set(member_id.to_string()),
            last_number: Set(count.last_number),
            deletions: Set(count.deletions),
            last_received_at: Set(count.last_received_at),
        })
        .collect();
    for chunk in in_sizes(&rows) {
        let counted = OnConflict::column(Portal).update_columns([LastNumber, Deletions, LastReceivedAt]).to_owned();
        let insert = counter::Entity::insert_many(chunk.to_vec()).on_conflict(counted);
        insert.exec_without_returning(transaction).await?;
    }
    Ok(())
}

async fn set_aside(
    transaction: &DatabaseTransaction,
    source: &str,
    quarantined: &[Quarantined],
) -> Result<(), StoreError> {
    for event in quarantined {
        let row = quarantine::ActiveModel {
            source: Set(source.to_owned()),
            position: Set(event.position),
            member_id: Set(event.member_id.as_ref().map(ToString::to_string)),
            received_at: Set(event.received_at),
            reason: Set(event.reason.clone()),
            record: Set(event.record.clone()),
        };
        quarantine::Entity::insert(row).exec_without_returning(transaction).await?;
    }
    Ok(())
}
