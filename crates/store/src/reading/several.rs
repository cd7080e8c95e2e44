//! One page of some portals' deletions in the order of their arrival: what fits is looked for in each of them, and merged.

use std::collections::BTreeSet;

use domain::MemberId;
use domain::deletion::{Deletion, Filter, Page};
use sea_orm::{ColumnTrait, DatabaseConnection, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::page::{Found, Reading, first_page};
use super::rows;
use crate::entities::deletion::{Column, Entity};
use crate::error::StoreError;
use crate::search::{Order, Own, Range, Scope, first_with};

/// Reads pages over some portals in one order. What it is asked for, and what it says, are arrivals.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Several<'a> {
    pub(crate) db: &'a DatabaseConnection,
    pub(crate) portals: &'a BTreeSet<MemberId>,
    pub(crate) filter: &'a Filter,
    pub(crate) order: Order,
}

impl Several<'_> {
    /// The page at the beginning of the range, as [`Reading::page`] gives it over all portals.
    pub(crate) async fn page(&self, range: Range, limit: u64) -> Result<Page<(i64, Deletion), i64>, StoreError> {
        let mut all = Found::default();
        for portal in self.portals {
            let Some(own) = Own::find(self.db, portal).await? else { continue };
            let found = self.of_portal(&own, range, limit).await?;
            all.looked_up_to = self.first_of(all.looked_up_to, found.looked_up_to);
            all.spotted.extend(found.spotted);
            all.hosts.extend(found.hosts);
        }
        all.spotted.sort_unstable_by_key(|spotted| spotted.place);
        if self.order == Order::Newest {
            all.spotted.reverse();
        }
        // What lies behind a place up to which one portal was looked at comes with the next page, from all of them.
        if let Some(place) = all.looked_up_to {
            let behind = range.after(place, self.order);
            all.spotted.retain(|spotted| !behind.has(spotted.place));
        }
        let (shown, more) = first_page(&all.spotted, limit);
        let next = shown.last().filter(|_| more).map(|last| last.place).or(all.looked_up_to);
        let items = rows::find(shown, &all.hosts, Scope::All, self.db).await?;
        let items = items.into_iter().map(|(at, deletion)| (shown[at].place, deletion)).collect();
        Ok(Page { items, next })
    }

    /// Which of two places comes first.
    fn first_of(&self, one: Option<i64>, other: Option<i64>) -> Option<i64> {
        match (one, other) {
            (Some(one), Some(other)) if self.order == Order::Newest => Some(one.max(other)),
            (Some(one), Some(other)) => Some(one.min(other)),
            _ => one.or(other),
        }
    }

    /// What one portal has for a page, with arrivals as places.
    async fn of_portal(&self, own: &Own, range: Range, limit: u64) -> Result<Found, StoreError> {
        let (db, scope) = (self.db, Scope::Portal(own));
        let reading = Reading { db, scope, filter: self.filter, order: self.order };
        let whole = scope.whole(db.get_database_backend());
        if db.get_database_backend() != DbBackend::Postgres {
            return reading.gather_at(range.within(whole), limit).await;
        }
        // There the rows of a portal lie by number, and arrivals grow with the numbers.
        let number_from = async |arrival| first_with(db, scope, Column::Arrival, arrival, whole).await;
        let numbers = Range::new(number_from(range.first).await?, number_from(range.last.saturating_add(1)).await? - 1);
        let mut found = reading.gather_at(numbers, limit).await?;
        let of_portal = || Entity::find().filter(Column::MemberId.eq(own.member_id.as_str()));
        let these = of_portal().filter(Column::Number.is_in(found.spotted.iter().map(|spotted| spotted.number)));
        let these = these.select_only().columns([Column::Number, Column::Arrival]);
        let arrivals: std::collections::HashMap<i64, i64> = these.into_tuple().all(db).await?.into_iter().collect();
        found.spotted.retain_mut(|spotted| match arrivals.get(&spotted.number) {
            Some(arrival) => {
                spotted.place = *arrival;
                true
            }
            None => false, // removed meanwhile
        });
        if let Some(number) = found.looked_up_to {
            // Removed is what is oldest: the next one that is left stands for it.
            let left = of_portal().filter(Column::Number.gte(number)).order_by_asc(Column::Number).limit(1);
            let left = left.select_only().columns([Column::Number, Column::Arrival]).into_tuple::<(i64, i64)>();
            let left = left.one(db).await?;
            let is_behind = |left: i64| left != number && self.order == Order::Oldest;
            found.looked_up_to = left.map(|(left, arrival)| if is_behind(left) { arrival - 1 } else { arrival });
        }
        Ok(found)
    }
}
