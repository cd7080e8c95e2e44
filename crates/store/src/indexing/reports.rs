//! Joins reports of one deletion: the same event again, from another of our handlers, or from the portal's offline
//! queue.

use std::collections::{BTreeMap, BTreeSet};

use domain::MemberId;
use domain::deletion::{Source, reported_again_until, term};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::block::NewDeletion;
use super::candidates::{Fresh, KnownReports, has_identity};
use super::counts::{Counts, PortalCount};
use super::known::Kept;
use crate::among::one_of_numbers;
use crate::connect::Batch;
use crate::deletions::search::{self, Order, Own, Range, Scope, Search, Wanted, first_with};
use crate::entities::deletion;
use crate::error::StoreError;
use crate::purge::batches::CLOCKS;

/// Texts and places per query.
const TERMS: usize = 64;
const PLACES: u64 = 512;

/// The reports of a block, sorted.
#[derive(Debug)]
pub(super) struct Sorted<'a> {
    pub(super) fresh: Vec<Fresh<'a>>,
    /// Reports of known deletions from a new source.
    pub(super) joined: u64,
    /// Reports that add nothing.
    pub(super) repeated: u64,
}

/// Whether anything in the block may be reported both live and from the queue; hardly ever.
pub(super) fn are_possible(reported: &[&NewDeletion], counts: &Counts) -> bool {
    let recovered = |new: &&NewDeletion| new.source == Source::Recovered;
    let awaited = |new: &&NewDeletion| counts.get(&new.member_id).is_some_and(|count| is_awaited(new, count));
    reported.iter().any(|new| recovered(new) || awaited(new))
}

/// Whether the event may have come before from the portal's offline queue.
fn is_awaited(new: &NewDeletion, count: &PortalCount) -> bool {
    new.sent_at.is_some_and(|sent_at| sent_at <= count.row.recovered_until)
}

/// Joins reports of the same deletion, and separates them from new ones.
pub(super) async fn join<'a>(
    batch: &Batch,
    reported: &[&'a NewDeletion],
    known: Vec<Kept>,
    counts: &mut Counts,
) -> Result<Sorted<'a>, StoreError> {
    let mut kept: BTreeMap<(String, i64), Kept> = BTreeMap::new();
    for row in known.into_iter().chain(find_kept(batch, reported, counts).await?) {
        kept.insert((row.member_id.clone(), row.number), row);
    }
    let mut candidates = KnownReports::default();
    for row in kept.values() {
        candidates.add_kept(row, purged_up_to(row, counts))?;
    }
    let (mut joined, mut repeated) = (0, 0);
    for &new in reported {
        match candidates.find(new).map(|(found, how)| candidates.join(found, how, new)) {
            Some(true) => joined += 1,
            Some(false) => repeated += 1,
            None if is_removed(new, counts) => repeated += 1,
            None => {
                candidates.add_fresh(new);
                await_other_report(new, counts);
            }
        }
    }
    candidates.save(batch, counts).await?;
    Ok(Sorted { fresh: candidates.fresh(), joined, repeated })
}

/// Whether the portal's own event of this deletion may have been recorded and removed: a queue read late still has it,
/// and would bring back what retention or a requested purge removed. The event is sent when it is queued or later; so
/// what was queued after all removed events were sent was missed, and is kept.
fn is_removed(new: &NewDeletion, counts: &Counts) -> bool {
    let queued_at = new.sent_at.filter(|_| new.source == Source::Recovered);
    let count = counts.get(&new.member_id);
    queued_at.zip(count).is_some_and(|(queued_at, count)| queued_at <= count.row.removed_until)
}

/// Makes later blocks look for the portal's own event of a recovered deletion.
fn await_other_report(new: &NewDeletion, counts: &mut Counts) {
    let count = counts.get_mut(&new.member_id).filter(|_| new.source == Source::Recovered);
    if let Some((count, sent_at)) = count.zip(new.sent_at) {
        let sent_at = Ord::min(sent_at, new.received_at); // the portal may give any time
        count.row.recovered_until = Ord::max(count.row.recovered_until, reported_again_until(sent_at));
    }
}

/// The number up to which a purge may still have to remove deletions of the portal.
fn purged_up_to(row: &Kept, counts: &Counts) -> i64 {
    let count = MemberId::parse(&row.member_id).ok().and_then(|member_id| counts.get(&member_id));
    count.map_or(0, |count| count.row.checkpoint_number)
}

/// The stored deletions that reports of the block may repeat.
async fn find_kept(batch: &Batch, reported: &[&NewDeletion], counts: &Counts) -> Result<Vec<Kept>, StoreError> {
    let mut asked: BTreeMap<&MemberId, (i64, BTreeSet<String>)> = BTreeMap::new();
    for new in reported.iter().filter(|new| has_identity(new)) {
        let Some(sent_at) = new.sent_at else { continue };
        let awaited = counts.get(&new.member_id).is_some_and(|count| is_awaited(new, count));
        if new.source == Source::Recovered || awaited {
            let since = sent_at - reported_again_until(0) - CLOCKS;
            let (first, terms) = asked.entry(&new.member_id).or_insert((since, BTreeSet::new()));
            *first = Ord::min(since, *first);
            terms.insert(term(&new.entity_id));
        }
    }
    let mut kept = Vec::new();
    for (member_id, (since, terms)) in asked {
        let Some(count) = counts.get(member_id) else { continue };
        let own = Own::of(member_id, &count.row); // the block is not numbered yet
        let whole = own.whole(batch.get_database_backend());
        let first = first_with(batch, Scope::Portal(&own), deletion::Column::ReceivedAt, since, whole).await?;
        let terms: Vec<_> = terms.into_iter().collect();
        for some in terms.chunks(TERMS) {
            let found = having(batch, &own, Range::new(first, whole.last), some).await?;
            // Deletions that a purge has yet to remove don't count as reported before.
            kept.extend(found.into_iter().filter(|row| row.number > count.row.checkpoint_number));
        }
    }
    Ok(kept)
}

/// The deletions in this range that have any of these texts.
async fn having(batch: &Batch, own: &Own, range: Range, terms: &[String]) -> Result<Vec<Kept>, StoreError> {
    let wanted = Wanted::texts(terms.iter().cloned());
    let (mut kept, mut rest) = (Vec::new(), range);
    let (scope, engine) = (Scope::Portal(own), batch.get_database_backend());
    loop {
        let next = Search { scope, wanted: &wanted, range: rest, order: Order::Oldest, limit: PLACES };
        let places = search::next(batch, next).await?;
        let Some(&last) = places.last() else { return Ok(kept) };
        let these = one_of_numbers(engine, Expr::col(scope.place(engine)), places);
        let rows = deletion::Entity::find().filter(deletion::Column::MemberId.eq(own.member_id.as_str())).filter(these);
        kept.extend(rows.into_partial_model::<Kept>().all(batch).await?);
        rest = rest.after(last, Order::Oldest);
    }
}
