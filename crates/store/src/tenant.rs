//! One portal's share of the data; everything in it is found by its `member_id` first.

use domain::MemberId;
use domain::deletion::{Deletion, Filter, Page};
use domain::portal::Portal;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use crate::Store;
use crate::deletions::{Row, conditions, read_page, rows_with_domain};
use crate::entities::{counter, deletion, portal};
use crate::error::StoreError;

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

    /// Its deletions, newest first: `limit` of those that `filter` lets through and whose number is below `before`,
    /// or fewer if their payloads are large.
    pub async fn list_deletions(
        &self,
        filter: &Filter,
        before: Option<u64>,
        limit: u64,
    ) -> Result<Page<Deletion, u64>, StoreError> {
        let Some(range) = self.numbers_received(filter).await? else {
            return Ok(Page { items: Vec::new(), next: None });
        };
        let before = before.map(|number| deletion::Column::Number.lt(number.cast_signed()));
        let found = self
            .deletions()
            .filter(conditions(filter, Some(self.member_id)))
            .filter(range)
            .filter(Condition::all().add_option(before))
            .order_by_desc(deletion::Column::Number);
        read_page(found, limit, |last| last.number, &self.store.connections.read).await
    }

    /// The deletion with this number.
    pub async fn find_deletion(&self, number: u64) -> Result<Option<Deletion>, StoreError> {
        let Ok(number) = i64::try_from(number) else { return Ok(None) };
        let one = self.deletions().filter(deletion::Column::Number.eq(number));
        let row: Option<Row> = one.into_model().one(&self.store.connections.read).await?;
        row.map(Deletion::try_from).transpose()
    }

    /// Every read of this table starts here.
    fn deletions(&self) -> Select<deletion::Entity> {
        rows_with_domain().filter(deletion::Column::MemberId.eq(self.member_id.as_str()))
    }

    /// `from` and `to` as a range of numbers, which grow with the time; none if nothing can be in it.
    async fn numbers_received(&self, filter: &Filter) -> Result<Option<Condition>, StoreError> {
        use deletion::Column::{MemberId, Number, ReceivedAt};
        let mut range = Condition::all();
        let numbers = || {
            let own = deletion::Entity::find().filter(MemberId.eq(self.member_id.as_str()));
            own.select_only().column(Number)
        };
        let db = &self.store.connections.read;
        if let Some(from) = filter.from {
            let first = numbers().filter(ReceivedAt.gte(domain::clock::micros(from)));
            let first = first.order_by_asc(Number);
            let Some(first) = first.into_tuple::<i64>().one(db).await? else { return Ok(None) };
            range = range.add(Expr::col((deletion::Entity, Number)).gte(first));
        }
        if let Some(to) = filter.to {
            let last = numbers().filter(ReceivedAt.lt(domain::clock::micros(to)));
            let last = last.order_by_desc(Number);
            let Some(last) = last.into_tuple::<i64>().one(db).await? else { return Ok(None) };
            range = range.add(Expr::col((deletion::Entity, Number)).lte(last));
        }
        Ok(Some(range))
    }
}
