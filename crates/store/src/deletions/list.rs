//! Deletions of one portal by number, or of several in the order in which they arrived.

use domain::MemberId;
use domain::clock::micros;
use domain::deletion::{Deletion, Filter, Order, Page};
use domain::reach::Reach;
use time::OffsetDateTime;

use crate::deletions::reading::Reading;
use crate::deletions::search::{Own, Range, Scope, first_with, number_at, places};
use crate::entities::deletion::Column;
use crate::error::StoreError;
use crate::{AllPortals, Store, Tenant};

/// Deletions of one portal, opened by [`Tenant::deletions`], whose positions are their numbers; or of the portals within
/// reach, opened by [`AllPortals::deletions`], whose positions are their arrivals.
#[derive(Clone, Copy, Debug)]
pub struct Deletions<'a> {
    pub(crate) store: &'a Store,
    pub(crate) whose: Whose<'a>,
}

/// Whose deletions.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Whose<'a> {
    Portal(&'a MemberId),
    Within(&'a Reach),
}

/// These portals as they are now.
pub(crate) enum Owns {
    One(Own),
    Some(Vec<Own>),
    All,
}

impl Owns {
    pub(crate) fn scope(&self) -> Scope<'_> {
        match self {
            Self::One(own) => Scope::Portal(own),
            Self::Some(owns) => Scope::Some(owns),
            Self::All => Scope::All,
        }
    }
}

impl<'a> Tenant<'a> {
    /// The portal's deletions.
    pub fn deletions(&self) -> Deletions<'a> {
        Deletions { store: self.store, whose: Whose::Portal(self.member_id) }
    }
}

impl<'a> AllPortals<'a> {
    /// The deletions of these portals.
    pub fn deletions(&self) -> Deletions<'a> {
        Deletions { store: self.store(), whose: Whose::Within(self.reach()) }
    }
}

impl Deletions<'_> {
    /// Matching deletions before the position `before`, newest first: `limit` of them, or fewer if payloads are large or
    /// few match. The page says whether there may be more, even if it is empty.
    pub async fn list_deletions(
        &self,
        filter: &Filter,
        before: Option<u64>,
        limit: u64,
    ) -> Result<Page<Deletion, u64>, StoreError> {
        let Page { items, next } = self.list(filter, Order::Newest, before, limit).await?;
        Ok(Page { items: items.into_iter().map(|(_, deletion)| deletion).collect(), next })
    }

    /// [`list_deletions`](Self::list_deletions), but in either order, after the position `after`, and with positions.
    pub async fn list(
        &self,
        filter: &Filter,
        order: Order,
        after: Option<u64>,
        limit: u64,
    ) -> Result<Page<(u64, Deletion), u64>, StoreError> {
        self.read(filter, Range::behind(after, order), order, limit).await
    }

    /// The position of the first deletion received at or after this time; one more than the last if there is none.
    pub async fn find_position_at(&self, time: OffsetDateTime) -> Result<u64, StoreError> {
        let (db, at) = (&self.store.connections.read, micros(time));
        let Whose::Portal(member_id) = self.whose else {
            let all = self.find_arrivals().await?;
            return Ok(first_with(db, Scope::All, Column::ReceivedAt, at, all).await?.unsigned_abs());
        };
        let Some((own, kept)) = self.store.tenant(member_id).find_range().await? else { return Ok(1) };
        let scope = Scope::Portal(&own);
        let range = places(db, scope, kept).await?;
        let place = first_with(db, scope, Column::ReceivedAt, at, range).await?;
        Ok(number_at(db, &own, place).await?.unsigned_abs())
    }

    /// The last position so far; 0 if there is none.
    pub async fn find_last_position(&self) -> Result<u64, StoreError> {
        let Whose::Portal(member_id) = self.whose else { return self.store.all_portals().last_arrival().await };
        let own = Own::find(&self.store.connections.read, member_id).await?;
        Ok(own.map_or(0, |own| own.last_number.unsigned_abs()))
    }

    /// A page of the deletions at these positions, as far as they are kept.
    pub(crate) async fn read(
        &self,
        filter: &Filter,
        positions: Range,
        order: Order,
        limit: u64,
    ) -> Result<Page<(u64, Deletion), u64>, StoreError> {
        let Some((owns, all)) = self.find_range().await? else { return Ok(Page { items: Vec::new(), next: None }) };
        let reading = Reading { db: &self.store.connections.read, scope: owns.scope(), filter, order };
        reading.page(positions.within(all), limit).await
    }

    /// The portals, and the range of all positions; none if these are certain portals, and none of them ever reported a
    /// deletion.
    pub(crate) async fn find_range(&self) -> Result<Option<(Owns, Range)>, StoreError> {
        match self.whose {
            Whose::Portal(member_id) => {
                let found = self.store.tenant(member_id).find_range().await?;
                Ok(found.map(|(own, range)| (Owns::One(own), range)))
            }
            Whose::Within(reach) => {
                let range = self.find_arrivals().await?;
                let Some(portals) = reach.portals() else { return Ok(Some((Owns::All, range))) };
                let owns = Own::find_some(&self.store.connections.read, portals).await?;
                Ok((!owns.is_empty()).then_some((Owns::Some(owns), range)))
            }
        }
    }

    /// The range of all arrivals so far.
    async fn find_arrivals(&self) -> Result<Range, StoreError> {
        let last = self.store.all_portals().last_arrival().await?;
        Ok(Range::new(1, i64::try_from(last).unwrap_or(i64::MAX - 1)))
    }
}
