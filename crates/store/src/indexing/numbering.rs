//! Numbers, links and counts of what is new in a block.

use std::collections::{BTreeMap, HashMap};

use domain::MemberId;
use domain::chain::{Link, Linked};
use domain::deletion::Sources;
use domain::event::Fingerprint;

use super::auths::Auths;
use super::block::NewDeletion;
use super::counts::{Arrivals, Count};
use super::twins::Fresh;
use crate::error::StoreError;
use crate::reading::segments;
use crate::tallies::{Complete, Tally};

/// An hour in microseconds.
const HOUR: i64 = 3_600_000_000;
/// How many numbers a segment has.
pub(crate) const SEGMENT: u64 = 64;

/// A deletion with what the database adds to it.
#[derive(Clone, Debug)]
pub(super) struct Numbered<'a> {
    pub(super) new: &'a NewDeletion,
    pub(super) sources: Sources,
    pub(super) fingerprint: Fingerprint,
    pub(super) number: i64,
    pub(super) arrival: i64,
    pub(super) sent_at: i64,
    pub(super) received_at: i64,
    pub(super) auth: Option<i32>,
    pub(super) digest: Link,
    pub(super) also: Option<String>,
}

/// All that is written of a block, in the order of its keys, so that neighbours on disk are written together.
#[derive(Debug, Default)]
pub(super) struct Rows<'a> {
    pub(super) deletions: Vec<Numbered<'a>>,
    /// Of segments and hours that are complete now.
    pub(super) terms: Vec<(&'a str, String, i64)>,
    pub(super) segments: Vec<(&'a str, &'static str, String, i32)>,
    pub(super) hourly_counts: Vec<(&'a str, i32, String, i64)>,
    pub(super) daily_counts: Vec<(&'a str, i32, String, i64)>,
    pub(super) totals: BTreeMap<(i32, &'a str), i64>,
}

impl<'a> Rows<'a> {
    /// Numbers what is new, in its order, and links it to what its portals have; and counts it there.
    pub(super) fn number(
        fresh: &[Fresh<'a>],
        auths: &Auths<'a>,
        arrivals: &mut Arrivals,
        counts: &mut HashMap<MemberId, Count>,
    ) -> Result<Self, StoreError> {
        let mut deletions = Vec::with_capacity(fresh.len());
        for one in fresh {
            let Some(count) = counts.get_mut(&one.new.member_id) else { continue };
            deletions.push(next(one, auths, arrivals, count));
        }
        deletions.sort_unstable_by_key(|row| (row.new.member_id.as_str(), row.number));
        let mut rows = Self::default();
        for of_portal in deletions.chunk_by(|one, other| one.new.member_id == other.new.member_id) {
            let Some(count) = of_portal.first().and_then(|row| counts.get_mut(&row.new.member_id)) else { continue };
            let tally = rows.count(of_portal, count.tally()?);
            count.tally = Some(tally.write(of_portal[0].new.member_id.as_str())?);
        }
        rows.deletions = deletions;
        Ok(rows)
    }

    /// Counts the deletions of one portal, of which this was under way. Returns what is under way then.
    fn count(&mut self, of_portal: &[Numbered<'a>], mut tally: Tally) -> Tally {
        let (first_term, first_segment) = (self.terms.len(), self.segments.len());
        let mut hours = BTreeMap::<_, i64>::new(); // one with very many events is told of more than once
        for row in of_portal {
            let (member_id, event) = (row.new.member_id.as_str(), row.new.event.as_str());
            if let Some(Complete { segment, marks, texts }) = tally.go_on_to(segment_of(row.number)) {
                let marks = marks.into_iter().map(|(kind, value)| (member_id, kind.as_str(), value, segment));
                self.segments.extend(marks);
                self.terms.extend(texts.into_iter().map(|(text, number)| (member_id, text, number)));
            }
            tally.mark(segments::values(event, row.new.user_id.as_deref(), row.sources));
            tally.texts.extend(row.new.terms.iter().map(|term| (term.clone(), row.number)));
            let hour = hour(row.received_at);
            if let Some((hour, events)) = tally.count(hour, event) {
                for (event, deletions) in events {
                    *hours.entry((hour, event)).or_default() += deletions;
                }
            }
            *self.totals.entry((hour, event)).or_default() += 1;
        }
        if let Some(row) = of_portal.first() {
            self.count_hours(row.new.member_id.as_str(), hours);
        }
        self.terms[first_term..].sort_unstable();
        self.segments[first_segment..].sort_unstable();
        tally
    }

    /// Counts what complete hours of a portal have, by the hour and by the day.
    fn count_hours(&mut self, member_id: &'a str, hours: BTreeMap<(i32, String), i64>) {
        let mut days = BTreeMap::<_, i64>::new();
        for ((hour, event), deletions) in &hours {
            *days.entry((day_of(*hour), event.clone())).or_default() += deletions;
        }
        let of_portal = |((since, event), deletions)| (member_id, since, event, deletions);
        self.hourly_counts.extend(hours.into_iter().map(of_portal));
        self.daily_counts.extend(days.into_iter().map(of_portal));
    }
}

/// The number, the time and the link that come next. Times grow with the numbers and with the arrivals, so that a range
/// of times is a range of them.
fn next<'a>(fresh: &Fresh<'a>, auths: &Auths<'a>, arrivals: &mut Arrivals, count: &mut Count) -> Numbered<'a> {
    let Fresh { new, sources, fingerprint, .. } = *fresh;
    let received_at = new.received_at.max(arrivals.last_received_at).max(count.last_received_at);
    arrivals.last += 1;
    arrivals.last_received_at = received_at;
    let (auth, auth_digest) = auths.of(new).unzip();
    let mut numbered = Numbered {
        new,
        sources,
        fingerprint,
        number: count.last_number + 1,
        arrival: arrivals.last,
        sent_at: new.sent_at.unwrap_or(received_at),
        received_at,
        auth,
        digest: Link::default(),
        also: fresh.also.to_json(),
    };
    numbered.digest = linked(&numbered, auth_digest.as_ref()).digest(count.last_digest.as_ref());
    count.last_number = numbered.number;
    count.deletions += 1;
    count.last_received_at = received_at;
    count.last_digest = Some(numbered.digest);
    count.grew = true;
    numbered
}

fn linked<'a>(row: &Numbered<'a>, auth: Option<&'a Link>) -> Linked<'a> {
    let new = row.new;
    Linked {
        member_id: new.member_id.as_str(),
        number: row.number,
        event: &new.event,
        entity_id: &new.entity_id,
        attributes: new.attributes.as_deref(),
        user_id: new.user_id.as_deref(),
        sent_at: row.sent_at,
        received_at: row.received_at,
        event_handler_id: new.event_handler_id.as_deref(),
        data: new.payload.data.as_deref(),
        ts: new.payload.ts.as_deref(),
        auth,
        expires: new.payload.expires,
    }
}

/// The hour since 1970 of a time in microseconds.
pub(crate) fn hour(time: i64) -> i32 {
    narrow(time / HOUR)
}

/// The day since 1970 that has this hour, in UTC.
pub(crate) fn day_of(hour: i32) -> i32 {
    hour.div_euclid(24)
}

/// The run of numbers that this one is in.
pub(crate) fn segment_of(number: i64) -> i32 {
    narrow((number - 1) / SEGMENT.cast_signed())
}

/// Hours and segments fit for longer than anybody will count.
fn narrow(number: i64) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
