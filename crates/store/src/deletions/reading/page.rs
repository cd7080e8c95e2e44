//! One page: gathers matching rows until it is full or enough rows were checked.

use std::collections::BTreeMap;

use domain::clock::micros;
use domain::deletion::{Deletion, Filter, Page};
use sea_orm::DatabaseConnection;

use super::candidates::Candidates;
use super::row_filter::{RowFilter, Spotted, received_at};
use super::rows;
use crate::deletions::search::{Order, Range, Scope, first_with, number_at, places};
use crate::entities::deletion::Column;
use crate::error::StoreError;

/// Limit on the payloads of a page together, in bytes; a single one may be larger.
const MAX_PAGE_BYTES: i64 = 8 << 20;
/// How many rows are checked for one page; if few of them match, the page is short, and the next one goes on.
const ENOUGH: u64 = 10_000;

/// Deletions by hour since 1970 and event.
pub(crate) type HourlyCounts = BTreeMap<(i64, String), i64>;

/// Reads pages of one scope in one order. Positions, given and returned, are numbers within a portal, and otherwise
/// arrivals.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading<'a> {
    pub(crate) db: &'a DatabaseConnection,
    pub(crate) scope: Scope<'a>,
    pub(crate) filter: &'a Filter,
    pub(crate) order: Order,
}

impl Reading<'_> {
    /// The page at the beginning of the range: at most `limit` deletions, and the position after which the next page
    /// begins, if the range may have more.
    pub(crate) async fn page(&self, range: Range, limit: u64) -> Result<Page<(u64, Deletion), u64>, StoreError> {
        let filter = RowFilter::new(self.filter);
        let mut candidates = self.candidates(range, limit + 1).await?;
        let mut spotted = Vec::new();
        while spotted.len() as u64 <= limit
            && candidates.looked_at() < ENOUGH
            && let Some(places) = candidates.next(self.db).await?
        {
            spotted.extend(filter.look(self.scope, &places, self.order, self.db).await?);
        }
        let (shown, more) = first_page(&spotted, limit);
        let next = match (shown.last(), candidates.looked_up_to()) {
            (Some(last), _) if more => Some(self.position(last)),
            (_, Some(place)) => Some(self.position_of(place).await?),
            _ => None,
        };
        let items = rows::find(shown, self.scope, self.db).await?;
        let positions = items.into_iter().map(|(at, deletion)| (self.position(&shown[at]), deletion));
        Ok(Page { items: positions.collect(), next })
    }

    /// Counts the matching deletions of the range by hour and event. Also returns the time at which it stopped, if it
    /// had checked `enough` rows before the end of the range in this order.
    pub(crate) async fn count(&self, range: Range, enough: u64) -> Result<(HourlyCounts, Option<i64>), StoreError> {
        let filter = RowFilter::new(self.filter);
        let mut candidates = self.candidates(range, enough).await?;
        let mut counts = HourlyCounts::new();
        while candidates.looked_at() < enough
            && let Some(places) = candidates.next(self.db).await?
        {
            for (key, deletions) in filter.count(self.scope, &places, self.db).await? {
                *counts.entry(key).or_default() += deletions;
            }
        }
        let end = match candidates.looked_up_to() {
            Some(place) => received_at(self.scope, place, self.db).await?,
            None => None,
        };
        Ok((counts, end))
    }

    fn position(&self, spotted: &Spotted) -> u64 {
        let position = if let Scope::Portal(_) = self.scope { spotted.number } else { spotted.place };
        position.unsigned_abs()
    }

    async fn position_of(&self, place: i64) -> Result<u64, StoreError> {
        let position = match (self.scope, self.order) {
            (Scope::Some(_) | Scope::All, _) => place,
            (Scope::Portal(own), Order::Newest) => number_at(self.db, own, place).await?,
            (Scope::Portal(own), Order::Oldest) => number_at(self.db, own, place + 1).await? - 1,
        };
        Ok(position.unsigned_abs())
    }

    /// The places of the range that may match, at first about `first` of them.
    async fn candidates(&self, range: Range, first: u64) -> Result<Candidates<'_>, StoreError> {
        let range = self.received(places(self.db, self.scope, range).await?).await?;
        Candidates::find(self.filter, self.scope, range, self.order, first, self.db).await
    }

    /// The part of the range received within the filter's times, which grow with the places.
    async fn received(&self, mut range: Range) -> Result<Range, StoreError> {
        let since = async |time, range| first_with(self.db, self.scope, Column::ReceivedAt, micros(time), range).await;
        if let Some(from) = self.filter.from {
            range.first = since(from, range).await?;
        }
        if let Some(to) = self.filter.to {
            range.last = since(to, range).await? - 1;
        }
        Ok(range)
    }
}

/// The rows that fit on the page, and whether others are left.
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
        let row = |(number, &bytes)| Spotted {
            place: number,
            member_id: "a".into(),
            number,
            bytes,
            event: String::new(),
            received_at: 0,
        };
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
