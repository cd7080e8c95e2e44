//! One portal's share of the data; everything in it is found by its `member_id` first.

use domain::MemberId;
use domain::deletion::{Deletion, Filter, Page};
use domain::portal::Portal;
use sea_orm::{EntityTrait, QuerySelect};
use time::OffsetDateTime;

use crate::Store;
use crate::entities::{counter, portal};
use crate::error::StoreError;
use crate::reading::{self, Lane, Order, Reading, Stretch};

/// What [`Store::tenant`] opens.
#[derive(Clone, Copy, Debug)]
pub struct Tenant<'a> {
    pub(crate) store: &'a Store,
    pub(crate) member_id: &'a MemberId,
}

impl<'a> Tenant<'a> {
    pub(crate) fn new(store: &'a Store, member_id: &'a MemberId) -> Self {
        Self { store, member_id }
    }

    /// The portal; none if it was never installed.
    pub async fn find_portal(&self) -> Result<Option<Portal>, StoreError> {
        let db = &self.store.connections.read;
        let Some(row) = portal::Entity::find_by_id(self.member_id.as_str()).one(db).await? else { return Ok(None) };
        let counter = counter::Entity::find_by_id(self.member_id.as_str()).one(db).await?;
        crate::portals::into_portal(row, counter).map(Some)
    }

    /// The number up to which deletions of earlier installations are not seen any more; none if the portal was never
    /// installed.
    pub async fn purged_up_to(&self) -> Result<Option<u64>, StoreError> {
        let purged = portal::Entity::find_by_id(self.member_id.as_str()).select_only();
        let purged = purged.column(portal::Column::PurgedUpTo).into_tuple::<i64>();
        Ok(purged.one(&self.store.connections.read).await?.map(i64::unsigned_abs))
    }

    /// Its deletions, newest first: `limit` of those that `filter` lets through and whose number is below `before`,
    /// or fewer if their payloads are large or few fit. The page tells whether there may be more, even if it is empty.
    pub async fn list_deletions(
        &self,
        filter: &Filter,
        before: Option<u64>,
        limit: u64,
    ) -> Result<Page<Deletion, u64>, StoreError> {
        let mut stretch = self.stretch().await?;
        if let Some(before) = before.and_then(|before| i64::try_from(before).ok()) {
            stretch = stretch.after(before, Order::Newest);
        }
        let stretch = self.received(filter, stretch).await?;
        let page = self.reading(filter, Order::Newest).page(stretch, limit).await?;
        let items = page.items.into_iter().map(|(_, deletion)| deletion).collect();
        Ok(Page { items, next: page.next.map(i64::unsigned_abs) })
    }

    /// The deletion with this number.
    pub async fn find_deletion(&self, number: u64) -> Result<Option<Deletion>, StoreError> {
        let Ok(number) = i64::try_from(number) else { return Ok(None) };
        let one = Stretch::new(number, number).within(self.stretch().await?);
        let page = self.reading(&Filter::default(), Order::Oldest).page(one, 1).await?;
        Ok(page.items.into_iter().next().map(|(_, deletion)| deletion))
    }

    fn reading<'b>(&'b self, filter: &'b Filter, order: Order) -> Reading<'b> {
        Reading { db: &self.store.connections.read, lane: Lane::Portal(self.member_id), filter, order }
    }

    /// The numbers that its deletions may have: those that are kept are at its end, one after the other.
    pub(crate) async fn stretch(&self) -> Result<Stretch, StoreError> {
        let Some(purged) = self.purged_up_to().await? else { return Ok(Stretch::EMPTY) };
        let last = counter::Entity::find_by_id(self.member_id.as_str()).select_only();
        let last = last.column(counter::Column::LastNumber).into_tuple::<i64>();
        let last = last.one(&self.store.connections.read).await?.unwrap_or_default();
        Ok(Stretch::new(purged.cast_signed() + 1, last))
    }

    /// When the oldest deletion that is kept was received.
    pub(crate) async fn first_received_at(&self) -> Result<Option<OffsetDateTime>, StoreError> {
        let page = self.reading(&Filter::default(), Order::Oldest).page(self.stretch().await?, 1).await?;
        Ok(page.items.first().map(|(_, deletion)| deletion.received_at))
    }

    /// The part of the stretch that was received in the filter's time.
    pub(crate) async fn received(&self, filter: &Filter, stretch: Stretch) -> Result<Stretch, StoreError> {
        reading::received(filter, Lane::Portal(self.member_id), stretch, &self.store.connections.read).await
    }
}
