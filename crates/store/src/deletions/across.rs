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

/// Deletions of the portals within reach, opened by [`AllPortals::deletions`].
#[derive(Clone, Copy, Debug)]
pub struct Across<'a> {
    store: &'a Store,
    reach: &'a Reach,
}

impl<'a> AllPortals<'a> {
    /// The deletions of these portals.
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

    /// Matching deletions that arrived before the place `before`, newest first: `limit` of them, or fewer if payloads
    /// are large or few match. Even an empty page may have a next one.
    pub async fn list_deletions(
        &self,
        filter: &Filter,
        before: Option<u64>,
        limit: u64,
    ) -> Result<Page<Deletion, u64>, StoreError> {
        let Page { items, next } = self.list(filter, Order::Newest, before, limit).await?;
        Ok(Page { items: items.into_iter().map(|(_, deletion)| deletion).collect(), next })
    }

    /// [`list_deletions`](Self::list_deletions), but in either order, after the place `after`, and with places.
    pub async fn list(
        &self,
        filter: &Filter,
        order: Order,
        after: Option<u64>,
        limit: u64,
    ) -> Result<Page<(u64, Deletion), u64>, StoreError> {
        self.read(filter, Range::behind(after, order), order, limit).await
    }

    /// The place of the first deletion received at or after this time; one more than the last if there is none.
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
    ) -> Result<Page<(u64, Deletion), u64>, StoreError> {
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

    /// The range of all arrivals so far.
    pub(crate) async fn find_range(&self) -> Result<Range, StoreError> {
        let last = self.store.all_portals().last_arrival().await?;
        Ok(Range::new(1, i64::try_from(last).unwrap_or(i64::MAX - 1)))
    }
}
