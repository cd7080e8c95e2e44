//! One page: what fits is gathered until the page is full, or enough was looked at.

use std::collections::HashMap;

use domain::deletion::{Deletion, Filter, Page};
use sea_orm::DatabaseConnection;

use super::lane::{Lane, Order};
use super::rows::{self, Host};
use super::scan::{Sieve, Spotted};
use super::stretch::Stretch;
use super::ways::Way;
use super::{codes, everywhere};
use crate::error::StoreError;

/// How large the payloads of a page may be together, in bytes; a single one may be larger.
const MAX_PAGE_BYTES: i64 = 8 << 20;
/// How many rows are looked at for one page; if few of them fit, the page is short, and the next one goes on.
const ENOUGH: i64 = 10_000;
/// How many rows are looked at first, and how many at once at most.
const FIRST_STEP: i64 = 512;
const MAX_STEP: i64 = 2_048;

/// Reads pages of one lane in one order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading<'a> {
    pub(crate) db: &'a DatabaseConnection,
    pub(crate) lane: Lane<'a>,
    pub(crate) filter: &'a Filter,
    pub(crate) order: Order,
}

/// What was found for a page, and what of the lane was not looked at.
#[derive(Debug, Default)]
struct Found {
    spotted: Vec<Spotted>,
    hosts: HashMap<String, Host>,
    rest: Option<Stretch>,
}

impl Reading<'_> {
    /// The page at the beginning of the stretch: at most `limit` deletions, and where the next page begins if the
    /// stretch may have more.
    pub(crate) async fn page(&self, stretch: Stretch, limit: u64) -> Result<Page<(i64, Deletion), i64>, StoreError> {
        let found = self.gather(stretch, limit).await?;
        let (shown, more) = first_page(&found.spotted, limit);
        let next = match (shown.last(), found.rest) {
            (Some(last), _) if more => Some(last.position),
            (_, rest) => rest.map(|rest| rest.place_before(self.order)),
        };
        let items = rows::find(shown, &found.hosts, self.lane, self.db).await?;
        Ok(Page { items, next })
    }

    async fn gather(&self, stretch: Stretch, limit: u64) -> Result<Found, StoreError> {
        let (db, lane, order) = (self.db, self.lane, self.order);
        let codes = codes::wanted(self.filter, lane, db).await?;
        if codes.as_ref().is_some_and(Vec::is_empty) {
            return Ok(Found::default());
        }
        let mut way = Way::choose(self.filter, codes.as_deref(), lane, stretch, db).await?;
        let sieve = Sieve::new(self.filter, codes);
        let (mut found, mut rest) = (Found::default(), stretch);
        let (mut looked_at, mut step) = (0, if sieve.is_open() { i64::MAX } else { FIRST_STEP });
        let mut asked_everywhere = !matches!(lane, Lane::All);
        while !rest.is_empty() && found.spotted.len() as u64 <= limit && looked_at < ENOUGH {
            if looked_at > MAX_STEP && !asked_everywhere {
                asked_everywhere = true;
                way = everywhere::places(self.filter, db).await?.map_or(way, Way::Known);
            }
            let (spots, left) = way.next(lane, rest, order, step, db).await?;
            let wanted = limit + 1 - found.spotted.len() as u64;
            let (fitting, cut) = sieve.scan(lane, &spots, order, wanted, db).await?;
            looked_at += if sieve.is_open() { i64::try_from(fitting.len()).unwrap_or(i64::MAX) } else { spots.len() };
            rest = cut.map_or(left, |last| rest.after(last, order));
            found.add(fitting, db).await?;
            step = step.saturating_mul(2).min(if sieve.is_open() { i64::MAX } else { MAX_STEP });
        }
        found.rest = Some(rest).filter(|rest| !rest.is_empty());
        Ok(found)
    }
}

impl Found {
    /// Adds what was not purged meanwhile.
    async fn add(&mut self, spotted: Vec<Spotted>, db: &DatabaseConnection) -> Result<(), StoreError> {
        let unknown = spotted.iter().map(|row| row.member_id.as_str()).filter(|id| !self.hosts.contains_key(*id));
        let hosts = rows::hosts(unknown, db).await?;
        self.hosts.extend(hosts);
        let is_seen = |row: &Spotted| self.hosts.get(&row.member_id).is_some_and(|host| row.number > host.purged_up_to);
        self.spotted.extend(spotted.into_iter().filter(is_seen));
        Ok(())
    }
}

/// Those that fit on the page, and whether others are left.
fn first_page(spotted: &[Spotted], limit: u64) -> (&[Spotted], bool) {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut room = MAX_PAGE_BYTES;
    let fitting = spotted.iter().take(limit).take_while(|row| {
        room -= row.bytes;
        room >= 0
    });
    let shown = fitting.count().max(1).min(spotted.len());
    (&spotted[..shown], shown < spotted.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(sizes: &[i64], limit: u64) -> (usize, bool) {
        let row = |(number, &bytes)| Spotted { position: number, member_id: "a".into(), number, bytes };
        let rows: Vec<_> = (1..).zip(sizes).map(row).collect();
        let (shown, more) = first_page(&rows, limit);
        (shown.len(), more)
    }

    #[test]
    fn page_ends_at_its_limit() {
        assert_eq!(shown(&[], 2), (0, false));
        assert_eq!(shown(&[900, 900], 2), (2, false));
        assert_eq!(shown(&[900, 900, 900], 2), (2, true));
    }

    #[test]
    fn page_ends_early_where_payloads_are_large() {
        let half = MAX_PAGE_BYTES / 2;
        assert_eq!(shown(&[half, half, 1], 50), (2, true));
        assert_eq!(shown(&[half, half + 1, 1], 50), (1, true));
        assert_eq!(shown(&[2 * MAX_PAGE_BYTES, 1], 50), (1, true));
        assert_eq!(shown(&[2 * MAX_PAGE_BYTES], 50), (1, false));
    }
}
