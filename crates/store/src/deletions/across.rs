//! Deletions of several portals, in the order in which they arrived.

use domain::clock::micros;
use domain::deletion::{Deletion, Filter, Order, Page};
use domain::reach::Reach;
use time::OffsetDateTime;

use crate::deletions::reading::Reading;
use crate::deletions::search::{Own, Range, Scope, first_with};
use crate::entities::deletion::Column;
use crate::error::StoreError;
use crate::{AllPortals, Store};

/// What [`AllPortals::deletions`] opens: deletions of the portals within reach.
#[derive(Clone, Copy, Debug)]
pub struct Across<'a> {
    store: &'a Store,
    reach: &'a Reach,
}

impl<'a> AllPortals<'a> {
    /// Their deletions.
    pub fn deletions(&self) -> Across<'a> {
        Across { store: self.store(), reach: self.reach() }
    }
}

impl<'a> Across<'a> {
    pub(crate) fn store(&self) -> &Store {
        self.store
    }

    pub(crate) fn reach(&self) -> &'a Reach {
        self.reach
    }

    /// Deletions in the order in which they were received, newest first: `limit` of those that arrived before the place
    /// `before`, or fewer if their payloads are large or few fit. The page tells whether there may be more, even if it
    /// is empty.
    pub async fn list_deletions(
        &self,
        filter: &Filter,
        before: Option<u64>,
        limit: u64,
    ) -> Result<Page<Deletion, u64>, StoreError> {
        let Page { items, next } = self.list(filter, Order::Newest, before, limit).await?;
        Ok(Page { items: items.into_iter().map(|(_, deletion)| deletion).collect(), next })
    }

    /// The same from either end, with their places: `limit` of those that come after the place `after` in this order.
    pub async fn list(
        &self,
        filter: &Filter,
        order: Order,
        after: Option<u64>,
        limit: u64,
    ) -> Result<Page<(u64, Deletion), u64>, StoreError> {
        let page = self.read(filter, Range::behind(after, order), order, limit).await?;
        let items = page.items.into_iter().map(|(place, deletion)| (place.unsigned_abs(), deletion)).collect();
        Ok(Page { items, next: page.next.map(i64::unsigned_abs) })
    }

    /// The place of the first deletion that was received at this time or later; one more than the last if there is none.
    pub async fn find_place_at(&self, time: OffsetDateTime) -> Result<u64, StoreError> {
        let (db, range) = (&self.store.connections.read, self.find_range().await?);
        Ok(first_with(db, Scope::All, Column::ReceivedAt, micros(time), range).await?.unsigned_abs())
    }

    /// A page of the deletions that arrived in this range.
    pub(crate) async fn read(
        &self,
        filter: &Filter,
        arrivals: Range,
        order: Order,
        limit: u64,
    ) -> Result<Page<(i64, Deletion), i64>, StoreError> {
        let arrivals = arrivals.within(self.find_range().await?);
        let db = &self.store.connections.read;
        let Some(portals) = self.reach.portals() else {
            return Reading { db, scope: Scope::All, filter, order }.page(arrivals, limit).await;
        };
        let owns = Own::find_some(db, portals).await?;
        if owns.is_empty() {
            return Ok(Page { items: Vec::new(), next: None });
        }
        Reading { db, scope: Scope::Some(&owns), filter, order }.page(arrivals, limit).await
    }

    /// The places that deletions may have in the order of their arrival.
    pub(crate) async fn find_range(&self) -> Result<Range, StoreError> {
        let last = self.store.all_portals().last_arrival().await?;
        Ok(Range::new(1, i64::try_from(last).unwrap_or(i64::MAX - 1)))
    }
}
