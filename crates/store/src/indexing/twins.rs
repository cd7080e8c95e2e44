//! What came on two ways is one deletion: the portal's event, and the same from its offline queue.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::MemberId;
use domain::deletion::{Source, Sources, is_twin, term, twins_until};
use domain::event::Fingerprint;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, JoinType, QueryFilter, QuerySelect, RelationDef,
};

use super::block::NewDeletion;
use super::bulk::pieces;
use super::counts::Count;
use super::numbering::segment_of;
use super::repeats::{KEPT, Kept};
use crate::connect::Batch;
use crate::entities::{deletion, segment, term as term_table};
use crate::error::StoreError;
use crate::numbers;
use crate::reading::segments;

/// How long before it was received an event may say that it was sent after: clocks differ.
const CLOCKS: i64 = 3_600_000_000;

/// A deletion that is new, with all ways on which it came.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fresh<'a> {
    pub(super) new: &'a NewDeletion,
    pub(super) sources: Sources,
    /// That of the portal's event, if it came both ways: it is what comes again.
    pub(super) fingerprint: Fingerprint,
}

impl<'a> From<&'a NewDeletion> for Fresh<'a> {
    fn from(new: &'a NewDeletion) -> Self {
        Self { new, sources: new.source.into(), fingerprint: new.fingerprint }
    }
}

/// What a report may be another one of.
#[derive(Clone, Copy, Debug)]
struct Candidate<'k, 'a> {
    place: Place<'k, 'a>,
    sent_at: Option<i64>,
    sources: Sources,
    fingerprint: Fingerprint,
    changed: bool,
}

#[derive(Clone, Copy, Debug)]
enum Place<'k, 'a> {
    /// In the database, under this number of this portal.
    Kept(&'k str, i64),
    /// In the block.
    Fresh(&'a NewDeletion),
}

/// What came of the reports.
#[derive(Debug)]
pub(super) struct Told<'a> {
    pub(super) fresh: Vec<Fresh<'a>>,
    /// How many told of a second way.
    pub(super) joined: u64,
    /// How many told nothing new.
    pub(super) repeated: u64,
}

/// All candidates, and how they are found.
#[derive(Debug, Default)]
struct Candidates<'k, 'a> {
    all: Vec<Candidate<'k, 'a>>,
    /// By portal, event and thing: what twins have in common.
    by_thing: HashMap<(&'k str, &'k str, &'k str), Vec<usize>>,
    by_fingerprint: HashMap<(&'k str, Fingerprint), usize>,
}

/// Whether anything in the block may have a twin; hardly ever.
pub(super) fn are_possible(reported: &[&NewDeletion], counts: &HashMap<MemberId, Count>) -> bool {
    let recovered = |new: &&NewDeletion| new.source == Source::Recovered;
    let awaited = |new: &&NewDeletion| counts.get(&new.member_id).is_some_and(|count| is_awaited(new, count));
    reported.iter().any(|new| recovered(new) || awaited(new))
}

/// Whether the portal's event may have come before from its offline queue.
fn is_awaited(new: &NewDeletion, count: &Count) -> bool {
    new.sent_at.is_some_and(|sent_at| sent_at <= count.recovered_until)
}

/// Joins what is the same, and tells it from what is new.
pub(super) async fn join<'a>(
    batch: &Batch,
    reported: &[&'a NewDeletion],
    known: Vec<Kept>,
    counts: &mut HashMap<MemberId, Count>,
) -> Result<Told<'a>, StoreError> {
    let mut kept: BTreeMap<(String, i64), Kept> = BTreeMap::new();
    for row in known.into_iter().chain(find_kept(batch, reported, counts).await?) {
        kept.insert((row.member_id.clone(), row.number), row);
    }
    let mut candidates = Candidates::default();
    for row in kept.values() {
        candidates.add_kept(row)?;
    }
    let (mut joined, mut repeated) = (0, 0);
    for &new in reported {
        match candidates.find(new).map(|found| candidates.join(found, new)) {
            Some(true) => joined += 1,
            Some(false) => repeated += 1,
            None => {
                candidates.add_fresh(new);
                await_twin(new, counts);
            }
        }
    }
    candidates.save(batch, counts).await?;
    Ok(Told { fresh: candidates.fresh(), joined, repeated })
}

/// From now on the portal's own event of the same is looked for among what there is.
fn await_twin(new: &NewDeletion, counts: &mut HashMap<MemberId, Count>) {
    let count = counts.get_mut(&new.member_id).filter(|_| new.source == Source::Recovered);
    if let Some((count, sent_at)) = count.zip(new.sent_at) {
        let sent_at = Ord::min(sent_at, new.received_at); // the portal says when, and may say anything
        count.recovered_until = Ord::max(count.recovered_until, twins_until(sent_at));
    }
}

impl<'k, 'a: 'k> Candidates<'k, 'a> {
    fn add(&mut self, thing: (&'k str, &'k str, &'k str), candidate: Candidate<'k, 'a>) {
        let place = self.all.len();
        self.by_fingerprint.insert((thing.0, candidate.fingerprint), place);
        self.by_thing.entry(thing).or_default().push(place);
        self.all.push(candidate);
    }

    fn add_kept(&mut self, row: &'k Kept) -> Result<(), StoreError> {
        let fingerprint = row.fingerprint.as_slice().try_into();
        let candidate = Candidate {
            place: Place::Kept(&row.member_id, row.number),
            sent_at: Some(row.sent_at),
            sources: row.sources()?,
            fingerprint: fingerprint.map_err(|_| StoreError::corrupt("deletions", "a fingerprint has 12 bytes"))?,
            changed: false,
        };
        self.add((&row.member_id, &row.event, &row.entity_id), candidate);
        Ok(())
    }

    fn add_fresh(&mut self, new: &'a NewDeletion) {
        let (place, sources) = (Place::Fresh(new), Sources::from(new.source));
        let NewDeletion { sent_at, fingerprint, .. } = *new;
        let candidate = Candidate { place, sent_at, sources, fingerprint, changed: false };
        self.add((new.member_id.as_str(), &new.event, &new.entity_id), candidate);
    }

    /// The same event, else the nearest twin in time, rather one that came on one way only.
    fn find(&self, new: &NewDeletion) -> Option<usize> {
        let same = self.by_fingerprint.get(&(new.member_id.as_str(), new.fingerprint));
        if same.is_some() || !has_identity(new) {
            return same.copied();
        }
        let (sent_at, is_recovered) = (new.sent_at?, new.source == Source::Recovered);
        let others = self.by_thing.get(&(new.member_id.as_str(), new.event.as_str(), new.entity_id.as_str()))?;
        let twins = others.iter().filter_map(|&place| {
            let other = &self.all[place];
            let (of_other, direct) = (other.sent_at?, other.sources.first() != Source::Recovered);
            let fits = if is_recovered { is_twin(of_other, sent_at) } else { is_twin(sent_at, of_other) };
            let rank = (other.sources.has(Source::Recovered), (of_other - sent_at).abs());
            (direct == is_recovered && fits).then_some((rank, place))
        });
        twins.min().map(|(_, place)| place)
    }

    /// Returns whether it came on a way that was not known.
    fn join(&mut self, place: usize, new: &NewDeletion) -> bool {
        let other = &mut self.all[place];
        let sources = other.sources.and(new.source.into());
        let told = sources != other.sources;
        // What comes again is the portal's own event, so that its fingerprint is the one to keep.
        if new.source != Source::Recovered && other.fingerprint != new.fingerprint {
            other.fingerprint = new.fingerprint;
            other.changed = true;
        }
        other.sources = sources;
        other.changed |= told;
        let member_id = match other.place {
            Place::Kept(member_id, _) => member_id,
            Place::Fresh(known) => known.member_id.as_str(),
        };
        self.by_fingerprint.insert((member_id, new.fingerprint), place);
        told
    }

    fn fresh(&self) -> Vec<Fresh<'a>> {
        let fresh = self.all.iter().filter_map(|one| match one.place {
            Place::Fresh(new) => Some(Fresh { new, sources: one.sources, fingerprint: one.fingerprint }),
            Place::Kept(..) => None,
        });
        fresh.collect()
    }

    /// Notes the second way of what the database has.
    async fn save(&self, batch: &Batch, counts: &mut HashMap<MemberId, Count>) -> Result<(), StoreError> {
        use deletion::Column::{Fingerprint, MemberId, Number, Sources};
        for one in self.all.iter().filter(|one| one.changed) {
            let Place::Kept(member_id, number) = one.place else { continue };
            let update = deletion::Entity::update_many()
                .col_expr(Sources, Expr::value(one.sources.bits()))
                .col_expr(Fingerprint, Expr::value(one.fingerprint.to_vec()));
            update.filter(MemberId.eq(member_id).and(Number.eq(number))).exec(batch).await?;
            let segment = segment_of(number);
            let count = domain::MemberId::parse(member_id).ok().and_then(|member_id| counts.get_mut(&member_id));
            if let Some(count) = count
                && count.mark(segment, segments::ways(one.sources))?
            {
                continue; // the rest of the segment goes with it
            }
            for (kind, value) in segments::ways(one.sources) {
                let (kind, value) = (kind.as_str().to_owned(), value.to_owned());
                let row = segment::Model { member_id: member_id.to_owned(), kind, value, segment };
                let once = OnConflict::new().do_nothing().to_owned();
                let insert = segment::Entity::insert(row.into_active_model()).on_conflict(once);
                insert.exec_without_returning(batch).await?;
            }
        }
        Ok(())
    }
}

/// What names nothing can't be said to be the same.
fn has_identity(new: &NewDeletion) -> bool {
    !new.entity_id.is_empty() && new.sent_at.is_some()
}

/// The deletions of the database that something in the block may be the same as.
async fn find_kept(
    batch: &Batch,
    reported: &[&NewDeletion],
    counts: &HashMap<MemberId, Count>,
) -> Result<Vec<Kept>, StoreError> {
    let mut asked: BTreeMap<&MemberId, (i64, BTreeSet<String>)> = BTreeMap::new();
    for new in reported.iter().filter(|new| has_identity(new)) {
        let Some(sent_at) = new.sent_at else { continue };
        let awaited = counts.get(&new.member_id).is_some_and(|count| is_awaited(new, count));
        if new.source == Source::Recovered || awaited {
            let since = sent_at - twins_until(0) - CLOCKS;
            let (first, terms) = asked.entry(&new.member_id).or_insert((since, BTreeSet::new()));
            *first = Ord::min(since, *first);
            terms.insert(term(&new.entity_id));
        }
    }
    let mut kept = Vec::new();
    for (member_id, (since, terms)) in asked {
        // What a purge has still to remove up to its checkpoint is nobody's twin any more.
        let purged = counts.get(member_id).map_or(0, |count| count.checkpoint_number);
        let first = Ord::max(numbers::first_since(batch, member_id, since).await?, purged + 1);
        if let Some(count) = counts.get(member_id) {
            let mut open = count.tally()?.having(|text| terms.contains(text));
            open.retain(|number| *number >= first);
            kept.extend(numbered(batch, member_id, open).await?);
        }
        let terms: Vec<_> = terms.into_iter().collect();
        for chunk in pieces(batch.get_database_backend(), &terms) {
            kept.extend(having(batch, member_id, first, chunk).await?);
        }
    }
    Ok(kept)
}

/// At most those of a segment.
async fn numbered(batch: &Batch, member_id: &MemberId, numbers: Vec<i64>) -> Result<Vec<Kept>, StoreError> {
    use deletion::Column::{MemberId, Number};
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let own = deletion::Entity::find().select_only().columns(KEPT).filter(MemberId.eq(member_id.as_str()));
    Ok(own.filter(Number.is_in(numbers)).into_model().all(batch).await?)
}

async fn having(batch: &Batch, member_id: &MemberId, first: i64, terms: &[String]) -> Result<Vec<Kept>, StoreError> {
    use deletion::Column::{MemberId, Number};
    use term_table::Column as Of;
    let found: RelationDef =
        term_table::Entity::belongs_to(deletion::Entity).from((Of::MemberId, Of::Number)).to((MemberId, Number)).into();
    let own = term_table::Entity::find().select_only().join(JoinType::InnerJoin, found);
    let own =
        own.filter(Of::MemberId.eq(member_id.as_str())).filter(Of::Term.is_in(terms)).filter(Of::Number.gte(first));
    Ok(KEPT.into_iter().fold(own, QuerySelect::column).into_model().all(batch).await?)
}
