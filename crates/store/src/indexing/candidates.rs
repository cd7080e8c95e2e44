//! Candidates: deletions that the reports of a block may repeat, and how they are matched.

use std::collections::HashMap;

use domain::deletion::{Source, Sources, is_same_deletion};
use domain::event::Fingerprint;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::block::NewDeletion;
use super::counts::Counts;
use super::known::Kept;
use super::reporters::Reporters;
use crate::connect::Batch;
use crate::deletions::search;
use crate::entities::deletion;
use crate::error::StoreError;

/// A deletion that a report may repeat.
#[derive(Clone, Debug)]
struct Candidate<'k, 'a> {
    place: Place<'k, 'a>,
    sent_at: Option<i64>,
    handler: Option<&'k str>,
    sources: Sources,
    fingerprint: Fingerprint,
    reporters: Reporters,
    /// Whether a purge is about to remove it.
    is_purged: bool,
    changed: bool,
}

/// A new deletion with all its sources.
#[derive(Clone, Debug)]
pub(super) struct Fresh<'a> {
    pub(super) new: &'a NewDeletion,
    pub(super) sources: Sources,
    /// That of the portal's own event, if it came both live and recovered: only this event comes again.
    pub(super) fingerprint: Fingerprint,
    /// Who else reported it.
    pub(super) also: Reporters,
}

impl<'a> From<&'a NewDeletion> for Fresh<'a> {
    fn from(new: &'a NewDeletion) -> Self {
        Self { new, sources: new.source.into(), fingerprint: new.fingerprint, also: Reporters::default() }
    }
}

/// How a report matches a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Match {
    /// The same event.
    Same,
    /// The same event from another of our handlers, a second off.
    Copy,
    /// The portal's own event and the same from its offline queue.
    OtherReport,
}

#[derive(Clone, Copy, Debug)]
enum Place<'k, 'a> {
    /// In the database.
    Kept(&'k Kept),
    /// In the block.
    Fresh(&'a NewDeletion),
}

#[derive(Debug, Default)]
pub(super) struct KnownReports<'k, 'a> {
    all: Vec<Candidate<'k, 'a>>,
    /// By portal, event and entity id, which two reports of one deletion have in common.
    by_thing: HashMap<(&'k str, &'k str, &'k str), Vec<usize>>,
    by_fingerprint: HashMap<(&'k str, Fingerprint), usize>,
}

impl<'k, 'a: 'k> KnownReports<'k, 'a> {
    fn add(&mut self, thing: (&'k str, &'k str, &'k str), candidate: Candidate<'k, 'a>) {
        let place = self.all.len();
        self.by_fingerprint.insert((thing.0, candidate.fingerprint), place);
        self.by_thing.entry(thing).or_default().push(place);
        self.all.push(candidate);
    }

    pub(super) fn add_kept(&mut self, row: &'k Kept, purged_up_to: i64) -> Result<(), StoreError> {
        let candidate = Candidate {
            place: Place::Kept(row),
            sent_at: Some(row.sent_at),
            handler: row.event_handler_id.as_deref(),
            sources: row.sources()?,
            fingerprint: row.fingerprint()?,
            reporters: row.reporters()?,
            is_purged: row.number <= purged_up_to,
            changed: false,
        };
        self.add((&row.member_id, &row.event, &row.entity_id), candidate);
        Ok(())
    }

    pub(super) fn add_fresh(&mut self, new: &'a NewDeletion) {
        let (place, sources) = (Place::Fresh(new), Sources::from(new.source));
        let NewDeletion { sent_at, fingerprint, .. } = *new;
        let (handler, reporters) = (new.event_handler_id.as_deref(), Reporters::of(new.user_id.as_deref()));
        let is_purged = false;
        let candidate =
            Candidate { place, sent_at, handler, sources, fingerprint, reporters, is_purged, changed: false };
        self.add((new.member_id.as_str(), &new.event, &new.entity_id), candidate);
    }

    /// Prefers the same event, then the same from another of our handlers, then the other report of it.
    pub(super) fn find(&self, new: &NewDeletion) -> Option<(usize, Match)> {
        let same = self.by_fingerprint.get(&(new.member_id.as_str(), new.fingerprint));
        let same = same.map(|place| (*place, Match::Same));
        let copy = || self.find_copy(new).map(|place| (place, Match::Copy));
        same.or_else(copy).or_else(|| self.find_other_report(new).map(|place| (place, Match::OtherReport)))
    }

    fn find_copy(&self, new: &NewDeletion) -> Option<usize> {
        let neighbours = new.neighbours.iter().flatten();
        let mut places = neighbours.filter_map(|of| self.by_fingerprint.get(&(new.member_id.as_str(), *of)).copied());
        places.find(|&place| self.all[place].is_of_another_handler(new))
    }

    /// Prefers candidates with one source only, then the nearest in time.
    fn find_other_report(&self, new: &NewDeletion) -> Option<usize> {
        if !has_identity(new) {
            return None;
        }
        let (sent_at, is_recovered) = (new.sent_at?, new.source == Source::Recovered);
        let others = self.by_thing.get(&(new.member_id.as_str(), new.event.as_str(), new.entity_id.as_str()))?;
        let reports = others.iter().filter_map(|&place| {
            let other = &self.all[place];
            let (of_other, direct) = (other.sent_at?, other.sources.first() != Source::Recovered);
            let fits =
                if is_recovered { is_same_deletion(of_other, sent_at) } else { is_same_deletion(sent_at, of_other) };
            let rank = (other.sources.has(Source::Recovered), (of_other - sent_at).abs());
            (direct == is_recovered && fits).then_some((rank, place))
        });
        reports.min().map(|(_, place)| place)
    }

    /// Returns whether its source is new.
    pub(super) fn join(&mut self, place: usize, how: Match, new: &'a NewDeletion) -> bool {
        let other = &mut self.all[place];
        other.changed |= other.reporters.add(new.user_id.as_deref());
        // Keep the first handler's data: only its events may come again at another time.
        if how == Match::Copy {
            return false;
        }
        let sources = other.sources.and(new.source.into());
        let is_new = sources != other.sources;
        // Only the portal's own event comes again, so keep its fingerprint.
        if new.source != Source::Recovered && other.fingerprint != new.fingerprint {
            other.fingerprint = new.fingerprint;
            other.changed = true;
        }
        other.sources = sources;
        other.changed |= is_new;
        self.by_fingerprint.insert((new.member_id.as_str(), new.fingerprint), place);
        is_new
    }

    pub(super) fn fresh(&self) -> Vec<Fresh<'a>> {
        let fresh = self.all.iter().filter_map(|one| match one.place {
            Place::Fresh(new) => {
                let Candidate { sources, fingerprint, ref reporters, .. } = *one;
                Some(Fresh { new, sources, fingerprint, also: reporters.clone() })
            }
            Place::Kept(_) => None,
        });
        fresh.collect()
    }

    /// Saves new sources, fingerprints and reporters of stored deletions.
    pub(super) async fn save(&self, batch: &Batch, counts: &Counts) -> Result<(), StoreError> {
        use deletion::Column::{AlsoReportedBy, Arrival, Fingerprint, MemberId, Number, Sources};
        for one in self.all.iter().filter(|one| one.changed) {
            let Place::Kept(row) = one.place else { continue };
            let this = MemberId.eq(&row.member_id).and(Number.eq(row.number)).and(Arrival.eq(row.arrival));
            let update = deletion::Entity::update_many()
                .col_expr(Sources, Expr::value(one.sources.bits()))
                .col_expr(AlsoReportedBy, Expr::value(one.reporters.to_json()))
                .col_expr(Fingerprint, Expr::value(one.fingerprint.to_vec()));
            update.filter(this.clone()).exec(batch).await?;
            let portal = domain::MemberId::parse(&row.member_id).ok();
            let count = portal.and_then(|portal| counts.get(&portal));
            if let Some((count, row)) = count.zip(deletion::Entity::find().filter(this).one(batch).await?) {
                search::change(batch, &row.entry(count.row.search_key, &row.texts()?)).await?;
            }
        }
        Ok(())
    }
}

impl Candidate<'_, '_> {
    /// A deletion that came first from the offline queue does not name its handler.
    fn is_of_another_handler(&self, new: &NewDeletion) -> bool {
        let handlers = self.handler.zip(new.event_handler_id.as_deref());
        let is_another = handlers.map_or(self.sources.has(Source::Recovered), |(of_this, of_new)| of_this != of_new);
        is_another && !self.is_purged
    }
}

/// A report without an id or a time can't be matched.
pub(super) fn has_identity(new: &NewDeletion) -> bool {
    !new.entity_id.is_empty() && new.sent_at.is_some()
}
