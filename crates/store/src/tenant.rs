//! One portal's share of the data; every query in it starts from the `member_id`.

use domain::MemberId;
use domain::deletion::{Deletion, Filter};
use domain::portal::Portal;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, EntityTrait, QuerySelect};

use crate::Store;
use crate::deletions::search::{Order, Own, Range};
use crate::entities::{counter, portal};
use crate::error::StoreError;
use crate::portals::rows::into_portal;

/// A portal's share of the data.
#[derive(Clone, Copy, Debug)]
pub struct Tenant<'a> {
    pub(crate) store: &'a Store,
    pub(crate) member_id: &'a MemberId,
}

impl Store {
    /// One portal's share of the data.
    pub fn tenant<'a>(&'a self, member_id: &'a MemberId) -> Tenant<'a> {
        Tenant { store: self, member_id }
    }
}

impl Tenant<'_> {
    /// The portal; none if it was never installed.
    pub async fn find_portal(&self) -> Result<Option<Portal>, StoreError> {
        let Some(row) = self.find_row(&self.store.connections.read).await? else { return Ok(None) };
        self.portal_of(row).await.map(Some)
    }

    /// The portal of its row, with its counters.
    pub(crate) async fn portal_of(&self, row: portal::Model) -> Result<Portal, StoreError> {
        let counter = counter::Entity::find_by_id(self.member_id.as_str());
        into_portal(row, counter.one(&self.store.connections.read).await?)
    }

    /// The number up to which deletions are purged, which a reported removal does not change; none if the portal was
    /// never installed.
    pub async fn purged_up_to(&self) -> Result<Option<u64>, StoreError> {
        let purged = portal::Entity::find_by_id(self.member_id.as_str()).select_only();
        let purged = purged.columns([portal::Column::PurgedUpTo, portal::Column::RemovalSeenFrom]);
        let purged = purged.into_tuple::<(i64, Option<i64>)>().one(&self.store.connections.read).await?;
        Ok(purged.map(|(purged, seen_from)| seen_from.unwrap_or(purged).unsigned_abs()))
    }

    /// The deletion with this number.
    pub async fn find_deletion(&self, number: u64) -> Result<Option<Deletion>, StoreError> {
        let Ok(number) = i64::try_from(number) else { return Ok(None) };
        let found = self.find_first_in(Range::new(number, number)).await?;
        Ok(found.filter(|one| one.number == number.unsigned_abs()))
    }

    /// The numbers of its deletions: the kept ones are consecutive and at the range's end. None if it never reported a
    /// deletion.
    pub(crate) async fn find_range(&self) -> Result<Option<(Own, Range)>, StoreError> {
        use counter::Column::{LastArrival, LastNumber, SearchKey};
        let of_counter = |column: counter::Column| Expr::col((counter::Entity, column));
        let of_portal = |column: portal::Column| Expr::col((portal::Entity, column));
        let is_the_same = of_portal(portal::Column::MemberId).eq(of_counter(counter::Column::MemberId));
        let mut find = Query::select();
        find.exprs([SearchKey, LastNumber, LastArrival].map(of_counter))
            .expr(of_portal(portal::Column::PurgedUpTo))
            .from(counter::Entity)
            .inner_join(portal::Entity, is_the_same)
            .and_where(of_counter(counter::Column::MemberId).eq(self.member_id.as_str()));
        let Some(row) = self.store.connections.read.query_one(&find).await? else { return Ok(None) };
        let own = Own {
            member_id: self.member_id.clone(),
            search_key: row.try_get_by_index(0)?,
            last_number: row.try_get_by_index(1)?,
            last_arrival: row.try_get_by_index(2)?,
        };
        let kept = Range::new(row.try_get_by_index::<i64>(3)? + 1, own.last_number);
        Ok(Some((own, kept)))
    }

    pub(crate) async fn find_first(&self) -> Result<Option<Deletion>, StoreError> {
        self.find_first_in(Range::new(1, i64::MAX)).await
    }

    async fn find_first_in(&self, numbers: Range) -> Result<Option<Deletion>, StoreError> {
        let page = self.deletions().read(&Filter::default(), numbers, Order::Oldest, 1).await?;
        Ok(page.items.into_iter().next().map(|(_, deletion)| deletion))
    }
}
