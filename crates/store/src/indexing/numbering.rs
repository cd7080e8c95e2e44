//! Numbers, links and counts the new deletions of a block.

use std::collections::BTreeMap;

use domain::chain::{Link, Linked};
use domain::deletion::Sources;
use domain::event::Fingerprint;

use super::auths::Auths;
use super::block::NewDeletion;
use super::candidates::Fresh;
use super::counts::{Counts, PortalCount};
use crate::deletions::counting::HOUR;
use crate::entities::arrival::Model as Arrivals;

/// A deletion with what the database adds to it.
#[derive(Clone, Debug)]
pub(crate) struct Numbered<'a> {
    pub(crate) new: &'a NewDeletion,
    pub(super) sources: Sources,
    pub(super) fingerprint: Fingerprint,
    pub(super) search_key: i64,
    pub(crate) number: i64,
    pub(crate) arrival: i64,
    pub(super) sent_at: i64,
    pub(crate) received_at: i64,
    pub(super) auth: Option<i32>,
    pub(super) digest: Link,
    pub(super) also: Option<String>,
}

/// The new deletions of a block, in order of arrival, and their totals.
#[derive(Debug, Default)]
pub(super) struct Rows<'a> {
    pub(super) deletions: Vec<Numbered<'a>>,
    /// Deletions by hour and event.
    pub(super) totals: BTreeMap<(i32, &'a str), i64>,
}

impl<'a> Rows<'a> {
    /// Numbers new deletions in their order, links each to its portal's chain, and counts it.
    pub(super) fn number(fresh: &[Fresh<'a>], auths: &Auths<'a>, arrivals: &mut Arrivals, counts: &mut Counts) -> Self {
        let mut rows = Self { deletions: Vec::with_capacity(fresh.len()), totals: BTreeMap::new() };
        for one in fresh {
            let Some(count) = counts.get_mut(&one.new.member_id) else { continue };
            let row = next(one, auths, arrivals, count);
            *rows.totals.entry((hour(row.received_at), row.new.event.as_str())).or_default() += 1;
            rows.deletions.push(row);
        }
        rows
    }

    /// The users who acted, each with its portal and the portal's epoch.
    pub(super) fn users<'b>(&'b self, counts: &'b Counts) -> impl Iterator<Item = (&'b str, i32, &'b str)> {
        self.deletions.iter().filter_map(|row| {
            let epoch = counts.get(&row.new.member_id)?.row.auth_epoch;
            Some((row.new.member_id.as_str(), epoch, row.new.user_id.as_deref()?))
        })
    }
}

/// Assigns the next number, time and link. Times grow with numbers and arrivals, so that a range of times is a range of
/// either.
fn next<'a>(fresh: &Fresh<'a>, auths: &Auths<'a>, arrivals: &mut Arrivals, count: &mut PortalCount) -> Numbered<'a> {
    let Fresh { new, sources, fingerprint, .. } = *fresh;
    let received_at = new.received_at.max(arrivals.last_received_at).max(count.row.last_received_at);
    arrivals.last += 1;
    arrivals.last_received_at = received_at;
    let (auth, auth_digest) = auths.of(new).unzip();
    let mut numbered = Numbered {
        new,
        sources,
        fingerprint,
        search_key: count.row.search_key,
        number: count.row.last_number + 1,
        arrival: arrivals.last,
        sent_at: new.sent_at.unwrap_or(received_at),
        received_at,
        auth,
        digest: Link::default(),
        also: fresh.also.to_json(),
    };
    numbered.digest = linked(&numbered, auth_digest.as_ref()).digest(count.last_digest.as_ref());
    count.row.last_number = numbered.number;
    count.row.last_arrival = numbered.arrival;
    count.row.deletions += 1;
    count.row.last_received_at = received_at;
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
    i32::try_from(time / HOUR).unwrap_or(i32::MAX) // it fits for longer than anybody will count
}
