//! Following what is recorded, in the order in which it was committed: nothing is ever skipped.
//!
//! Whoever indexes locks the counters of the portals that it adds to, and the place over all portals, until it
//! commits. So when a number is seen, every smaller one of that portal is there too; the same is true of arrivals.
//!
//! What a reported removal of the app hides comes back if the removal is undone, so that whoever follows waits before it
//! until that is decided. It is asked before and after the rows are read: seconds lie between a report and its end.

use std::collections::{BTreeSet, HashMap};

use domain::MemberId;
use domain::deletion::{Deletion, Filter, MAX_PAGE};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::deletions::hiding::list_undecided;
use crate::deletions::reading::{Shared, walk};
use crate::deletions::search::{self, Order, Own, Range, Scope, Search, Wanted};
use crate::entities::{arrival, counter, portal};
use crate::error::StoreError;
use crate::{Across, AllPortals, Store, Tenant};

/// How many portals one statement asks for.
const PORTALS: usize = 500;

impl Store {
    /// Changes whenever this process recorded something.
    pub fn recorded(&self) -> tokio::sync::watch::Receiver<()> {
        self.recorded.subscribe()
    }

    /// The last number of each of these portals, as far as they have any.
    pub async fn last_numbers(&self, portals: &[MemberId]) -> Result<HashMap<MemberId, u64>, StoreError> {
        self.numbers::<counter::Entity>(portals, "counters", counter::Column::MemberId, counter::Column::LastNumber)
            .await
    }

    /// Up to which number the data of each of these portals was removed as a whole, as far as they are known.
    pub async fn purged_up_to(&self, portals: BTreeSet<MemberId>) -> Result<HashMap<MemberId, u64>, StoreError> {
        let portals: Vec<_> = portals.into_iter().collect();
        self.numbers::<portal::Entity>(&portals, "portals", portal::Column::MemberId, portal::Column::PurgedUpTo).await
    }

    /// What `number` has in the row of each of these portals that has one.
    async fn numbers<E: EntityTrait>(
        &self,
        portals: &[MemberId],
        table: &'static str,
        member_id: E::Column,
        number: E::Column,
    ) -> Result<HashMap<MemberId, u64>, StoreError> {
        let mut numbers = HashMap::with_capacity(portals.len());
        for portals in portals.chunks(PORTALS) {
            let rows: Vec<(String, i64)> = E::find()
                .select_only()
                .columns([member_id, number])
                .filter(member_id.is_in(portals.iter().map(MemberId::as_str)))
                .into_tuple()
                .all(&self.connections.read)
                .await?;
            for (member_id, number) in rows {
                let member_id = MemberId::parse(&member_id).map_err(|error| StoreError::corrupt(table, error))?;
                numbers.insert(member_id, number.unsigned_abs());
            }
        }
        Ok(numbers)
    }
}

impl Tenant<'_> {
    /// The portal's deletions after the number `after` and up to `last` that fit, oldest first: at most `limit`, or fewer
    /// if their payloads are large or few fit; and where to go on, which is `after` while a reported removal hides them.
    pub async fn follow(
        &self,
        filter: &Filter,
        after: u64,
        last: u64,
        limit: u64,
    ) -> Result<(Vec<Deletion>, u64), StoreError> {
        let is_undecided =
            async || Ok::<_, StoreError>(self.find_removal().await?.is_some_and(|removal| removal.clean));
        if is_undecided().await? {
            return Ok((Vec::new(), after));
        }
        let page = self.read(filter, between(after, last), Order::Oldest, limit).await?;
        if is_undecided().await? {
            return Ok((Vec::new(), after));
        }
        let reached = page.next.map_or(last, i64::unsigned_abs);
        Ok((page.items.into_iter().map(|(_, deletion)| deletion).collect(), reached))
    }
}

impl AllPortals<'_> {
    /// The last arrival over all portals.
    pub async fn last_arrival(&self) -> Result<u64, StoreError> {
        let last = arrival::Entity::find_by_id(arrival::DELETIONS).one(&self.store().connections.read).await?;
        Ok(last.map_or(0, |arrival| arrival.last.unsigned_abs()))
    }
}

impl Across<'_> {
    /// All deletions in sight after the arrival `after` and up to `last`, with their arrivals, in their order, or only the
    /// first of them; and where to go on. This steps over what a reported removal hides.
    pub async fn read_all(&self, after: u64, last: u64) -> Result<(Vec<(u64, Deletion)>, u64), StoreError> {
        if !self.reach().is_unlimited() {
            let page = self.read(&Filter::default(), between(after, last), Order::Oldest, MAX_PAGE).await?;
            return Ok((with_arrivals(page.items), page.next.map_or(last, i64::unsigned_abs)));
        }
        let (found, reached) =
            walk(&self.store().connections.read, &mut Shared::default(), between(after, last)).await?;
        Ok((with_arrivals(found), reached.unsigned_abs()))
    }

    /// The deletions after the arrival `after` and up to `last` that fit, with their arrivals, in their order: at most
    /// `limit`, or fewer if their payloads are large or few fit; and where to go on, which is before the first one that a
    /// reported removal hides.
    pub async fn follow(
        &self,
        filter: &Filter,
        after: u64,
        last: u64,
        limit: u64,
    ) -> Result<(Vec<(u64, Deletion)>, u64), StoreError> {
        let last = self.last_decided(after, last).await?;
        let page = self.read(filter, between(after, last), Order::Oldest, limit).await?;
        let decided = self.last_decided(after, last).await?;
        let reached = page.next.map_or(last, i64::unsigned_abs).min(decided);
        let mut followed = with_arrivals(page.items);
        followed.retain(|(arrival, _)| *arrival <= decided);
        Ok((followed, reached))
    }

    /// The last arrival up to `last` before which no reported removal hides anything that came after the arrival `after`.
    pub async fn last_decided(&self, after: u64, last: u64) -> Result<u64, StoreError> {
        let db = &self.store().connections.read;
        let mut undecided = list_undecided(db).await?;
        undecided.retain(|portal| self.reach().covers(portal));
        let owns = if undecided.is_empty() { Vec::new() } else { Own::find_some(db, &undecided).await? };
        if owns.is_empty() {
            return Ok(last);
        }
        let (scope, wanted, range) = (Scope::Some(&owns), &Wanted::default(), between(after, last));
        let first = search::next(db, Search { scope, wanted, range, order: Order::Oldest, limit: 1 }).await?;
        Ok(first.first().map_or(last, |first| first.unsigned_abs() - 1))
    }
}

fn with_arrivals(found: Vec<(i64, Deletion)>) -> Vec<(u64, Deletion)> {
    found.into_iter().map(|(arrival, deletion)| (arrival.unsigned_abs(), deletion)).collect()
}

fn between(after: u64, last: u64) -> Range {
    let bound = |number: u64| i64::try_from(number).unwrap_or(i64::MAX - 1);
    Range::new(bound(after) + 1, bound(last))
}
