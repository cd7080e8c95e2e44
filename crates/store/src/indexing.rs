//! Indexing: turns a block of the event log into deletions in one transaction, exactly once, whatever crashes when.

mod auths;
mod block;
mod candidates;
mod counts;
mod handlers;
mod known;
mod numbering;
mod quarantine;
mod reporters;
mod reports;
mod writing;

use domain::MemberId;
use sea_orm::sea_query::{ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

pub(crate) use self::auths::KnownAuths;
pub use self::block::{Block, Indexed, NewDeletion, Quarantined};
pub(crate) use self::counts::{lock_arrivals, make_counters};
pub(crate) use self::handlers::Handlers;
pub(crate) use self::numbering::{Numbered, hour};
pub use self::quarantine::QuarantinedEvent;

use self::auths::{Auths, Learnt};
use self::candidates::Fresh;
use self::counts::{Counts, await_copies, lock_counts, save_arrivals, save_counts};
use self::handlers::Seen;
use self::known::{are_among, find_known};
use self::numbering::Rows;
use self::quarantine::{set_aside, take_back};
use self::reports::Sorted;
use crate::Store;
use crate::connect::Batch;
use crate::entities::cursor;
use crate::error::StoreError;
use crate::portals::user_names;

/// Attempts per block: the first, one for repeats, one for new portals, and one in case both come late.
const ATTEMPTS: usize = 4;

/// Where deletions come from; recording them removes them there.
#[derive(Clone, Copy)]
enum Origin<'a> {
    Log(&'a Block<'a>),
    Quarantine { source: &'a str, position: i64 },
}

/// Why an attempt to record a block failed.
enum Obstacle {
    /// Some of it was reported before.
    Repeated,
    /// These portals have no counters to lock yet.
    Uncounted(Vec<MemberId>),
    /// Another process had it first.
    Gone,
}

/// What to cache once a block is committed.
struct Memory {
    auths: Vec<Learnt>,
    users: Vec<u64>,
    handlers: Seen,
    /// The last arrival.
    arrival: i64,
    /// Whether a webhook endpoint gets any of it.
    queued: bool,
}

impl Store {
    /// The position up to which a log was indexed.
    pub async fn find_cursor(&self, source: &str) -> Result<i64, StoreError> {
        let cursor = cursor::Entity::find_by_id(source).one(&self.connections.read).await?;
        Ok(cursor.map_or(0, |cursor| cursor.position))
    }

    /// Records a block and moves the cursor of its log, in one transaction. A conflict if another process was faster.
    ///
    /// Hardly anything is reported twice, so new deletions are inserted without looking them up; if the database has
    /// some already, this rolls back and retries with a lookup. Indexers of other logs may number deletions of the same
    /// portals at the same time: the lock on a portal's counter makes them take turns.
    pub async fn record_block(&self, block: &Block<'_>) -> Result<Indexed, StoreError> {
        self.record(Origin::Log(block), &block.deletions).await?.ok_or(StoreError::Conflict)
    }

    /// Records the deletions of a quarantined event and takes it out of quarantine, in one transaction. None if another
    /// process was faster.
    pub async fn record_quarantined(
        &self,
        event: &QuarantinedEvent,
        deletions: &[NewDeletion],
    ) -> Result<Option<Indexed>, StoreError> {
        self.record(Origin::Quarantine { source: &event.source, position: event.position }, deletions).await
    }

    /// None if another process had it first.
    async fn record(&self, origin: Origin<'_>, deletions: &[NewDeletion]) -> Result<Option<Indexed>, StoreError> {
        let mut looks_up = false;
        for _ in 0..ATTEMPTS {
            let batch = self.connections.begin_batch().await?; // rolled back on drop, unless committed
            let obstacle = match self.record_in(&batch, origin, deletions, looks_up).await? {
                Ok((indexed, memory)) => {
                    batch.commit().await?;
                    self.remember(memory);
                    return Ok(Some(indexed));
                }
                Err(obstacle) => obstacle,
            };
            batch.roll_back().await?;
            match obstacle {
                Obstacle::Gone => return Ok(None),
                Obstacle::Repeated => looks_up = true,
                Obstacle::Uncounted(portals) => make_counters(&self.connections.write, &portals).await?,
            }
        }
        Err(StoreError::Conflict)
    }

    fn remember(&self, memory: Memory) {
        self.known_auths.learn(memory.auths);
        self.known_users.learn(memory.users);
        self.handlers.learn(memory.handlers, memory.arrival);
        self.recorded.send_replace(());
        if memory.queued {
            self.queued.send_replace(());
        }
    }

    /// `looks_up` says whether to look up earlier reports.
    async fn record_in(
        &self,
        batch: &Batch,
        origin: Origin<'_>,
        deletions: &[NewDeletion],
        looks_up: bool,
    ) -> Result<Result<(Indexed, Memory), Obstacle>, StoreError> {
        if let Origin::Log(block) = origin {
            move_cursor(batch, block).await?;
        }
        let mut arrivals = lock_arrivals(batch).await?;
        if let Origin::Log(block) = origin {
            crate::log::remove(batch, block.source, block.after, block.last).await?;
            set_aside(batch, block.source, &block.quarantined).await?;
        }
        let (mut counts, uncounted) = lock_counts(batch, deletions).await?;
        if !uncounted.is_empty() {
            return Ok(Err(Obstacle::Uncounted(uncounted)));
        }
        // Only now: a purge, too, locks the portal's counter before it removes quarantined events.
        if let Origin::Quarantine { source, position } = origin
            && !take_back(batch, source, position).await?
        {
            return Ok(Err(Obstacle::Gone));
        }
        let kept: Vec<_> = deletions.iter().filter(|new| !is_purged(new, &counts)).collect();
        let purged = (deletions.len() - kept.len()) as u64;
        let (copies, seen) = self.handlers.look(arrivals.last, &kept, &counts);
        let Sorted { fresh, joined, repeated } = sort(batch, &kept, &copies, &mut counts, looks_up).await?;
        await_copies(&kept, &mut counts);
        let added = fresh.len() as u64;
        let auths = Auths::find(batch, &self.known_auths, &fresh, &mut counts).await?;
        let rows = Rows::number(&fresh, &auths, &mut arrivals, &mut counts);
        if !writing::write(batch, &rows, &auths).await? {
            return Ok(Err(Obstacle::Repeated));
        }
        let users = user_names::note(batch, &self.known_users.unknown(rows.users(&counts))).await?;
        save_arrivals(batch, &arrivals).await?;
        save_counts(batch, &counts).await?;
        let queued = self.endpoints.queue(batch, arrivals.webhook_changes, &rows.deletions).await?;
        let memory = Memory { auths: auths.learnt, users, handlers: seen, arrival: arrivals.last, queued };
        Ok(Ok((Indexed { added, repeated, joined, purged }, memory)))
    }
}

/// Separates new deletions from those reported before, or more than once.
async fn sort<'a>(
    batch: &Batch,
    reported: &[&'a NewDeletion],
    copies: &[&NewDeletion],
    counts: &mut Counts,
    looks_up: bool,
) -> Result<Sorted<'a>, StoreError> {
    let reports = reports::are_possible(reported, counts);
    let same = if looks_up || reports { reported } else { &[] };
    let known = find_known(batch, same, copies).await?;
    if reports || !known.is_empty() || are_among(reported) {
        return reports::join(batch, reported, known, counts).await;
    }
    Ok(Sorted { fresh: reported.iter().copied().map(Fresh::from).collect(), joined: 0, repeated: 0 })
}

/// Moves the cursor of the block's log from the block's beginning to its end; a conflict if it is elsewhere.
async fn move_cursor(batch: &Batch, block: &Block<'_>) -> Result<(), StoreError> {
    let there = cursor::Column::Source.eq(block.source).and(cursor::Column::Position.eq(block.after));
    let moved = cursor::Entity::update_many().col_expr(cursor::Column::Position, block.last.into()).filter(there);
    if moved.exec(batch).await?.rows_affected > 0 {
        return Ok(());
    }
    let row = cursor::ActiveModel { source: Set(block.source.to_owned()), position: Set(block.last) };
    let once = OnConflict::column(cursor::Column::Source).do_nothing().to_owned();
    let first = cursor::Entity::insert(row).on_conflict(once);
    match block.after {
        0 if first.exec_without_returning(batch).await? > 0 => Ok(()),
        _ => Err(StoreError::Conflict),
    }
}

/// Whether its installation's data was purged since it was received, or the portal is unknown.
fn is_purged(new: &NewDeletion, counts: &Counts) -> bool {
    counts.get(&new.member_id).is_none_or(|count| new.generation <= count.purged_generation)
}
