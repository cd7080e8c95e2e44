//! Follows deletions in commit order, without ever skipping one.
//!
//! An indexer locks the counters of its portals and the last arrival until it commits. So a reader that sees a number
//! also sees every smaller one of that portal; the same is true of arrivals.
//!
//! A reported removal of the app hides deletions, which come back if it is undone. A follower of that portal waits for
//! the decision; a follower of several portals goes on with the others and remembers where to resume. Both check before
//! and after they read the rows, since seconds lie between a report and its end.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::MemberId;
use domain::deletion::{Deletion, Filter, MAX_PAGE};
use domain::reach::Reach;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::deletions::hiding::list_undecided;
use crate::deletions::reading::{Shared, walk};
use crate::deletions::search::{Order, Own, Range};
use crate::entities::{arrival, counter, portal};
use crate::error::StoreError;
use crate::{AllPortals, Store, Tenant};

/// Portals per query.
const PORTALS: usize = 500;
/// How many undecided portals a follower remembers at most, so that a client's cursor stays short.
const MOST_WAITING: usize = 64;

/// How far a follower of several portals has read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    /// The arrival up to which everything was read.
    pub place: u64,
    /// Exceptions: portals whose reported removal was undecided, each read only up to this arrival.
    pub waiting: BTreeMap<MemberId, u64>,
}

impl From<u64> for Reached {
    fn from(place: u64) -> Self {
        Self { place, ..Self::default() }
    }
}

impl Store {
    /// Changes whenever this process recorded something.
    pub fn recorded(&self) -> tokio::sync::watch::Receiver<()> {
        self.recorded.subscribe()
    }

    /// The last number of each of these portals; portals without one are left out.
    pub async fn last_numbers(&self, portals: &[MemberId]) -> Result<HashMap<MemberId, u64>, StoreError> {
        self.numbers::<counter::Entity>(portals, "counters", counter::Column::MemberId, counter::Column::LastNumber)
            .await
    }

    /// The number up to which each portal's data was purged; unknown portals are left out.
    pub async fn purged_up_to(&self, portals: BTreeSet<MemberId>) -> Result<HashMap<MemberId, u64>, StoreError> {
        let portals: Vec<_> = portals.into_iter().collect();
        self.numbers::<portal::Entity>(&portals, "portals", portal::Column::MemberId, portal::Column::PurgedUpTo).await
    }

    /// Reads the column `number` of each of these portals that has a row.
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
    /// The portal's matching deletions after the number `after` and up to `last`, oldest first: at most `limit`, or
    /// fewer if payloads are large or few match; and where to resume: `after` while a reported removal hides them.
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
        let page = self.deletions().read(filter, between(after, last), Order::Oldest, limit).await?;
        if is_undecided().await? {
            return Ok((Vec::new(), after));
        }
        Ok((page.items.into_iter().map(|(_, deletion)| deletion).collect(), page.next.unwrap_or(last)))
    }
}

impl AllPortals<'_> {
    /// The last arrival over all portals.
    pub async fn last_arrival(&self) -> Result<u64, StoreError> {
        let last = arrival::Entity::find_by_id(arrival::DELETIONS).one(&self.store().connections.read).await?;
        Ok(last.map_or(0, |arrival| arrival.last.unsigned_abs()))
    }

    /// The visible deletions after the arrival `after` and up to `last`, or only the first of them, in order with their
    /// arrivals; where to resume; and the portals of which a reported removal may have hidden some that come back.
    pub async fn read_all(
        &self,
        after: u64,
        last: u64,
    ) -> Result<(Vec<(u64, Deletion)>, u64, BTreeSet<MemberId>), StoreError> {
        let before = self.find_undecided().await?;
        let (found, reached) = if self.reach().is_unlimited() {
            let db = &self.store().connections.read;
            let (found, reached) = walk(db, &mut Shared::default(), between(after, last)).await?;
            (found, reached.unsigned_abs())
        } else {
            let page = self.deletions().read(&Filter::default(), between(after, last), Order::Oldest, MAX_PAGE).await?;
            (page.items, page.next.unwrap_or(last))
        };
        Ok((found, reached, self.list_hidden_since(&before, after).await?))
    }

    /// The next matching deletions up to the arrival `last`, in order, each with the position that a follower reaches
    /// with it: at most `limit`, or fewer if payloads are large or few match. Also returns the final position.
    /// Deletions of a portal whose removal was undone come late. Too many undecided removals stop all progress.
    pub async fn follow(
        &self,
        filter: &Filter,
        from: &Reached,
        last: u64,
        limit: u64,
    ) -> Result<(Vec<(Reached, Deletion)>, Reached), StoreError> {
        let before = self.find_undecided().await?;
        if let Some(portal) = from.waiting.keys().find(|portal| !before.contains_key(*portal)) {
            return self.follow_late(filter, from, portal, limit).await;
        }
        let page = self.deletions().read(filter, between(from.place, last), Order::Oldest, limit).await?;
        let mut reached = Reached { place: page.next.unwrap_or(last), ..from.clone() };
        for portal in self.list_hidden_since(&before, from.place).await? {
            reached.waiting.entry(portal).or_insert(from.place);
        }
        if reached.waiting.len() > MOST_WAITING {
            return Ok((Vec::new(), from.clone()));
        }
        let seen = page.items.into_iter().filter(|(_, deletion)| !reached.waiting.contains_key(&deletion.member_id));
        let at = |place| Reached { place, waiting: reached.waiting.clone() };
        let followed = seen.map(|(place, deletion)| (at(place), deletion)).collect();
        Ok((followed, reached))
    }

    /// [`follow`](Self::follow) for a portal whose removal was decided, up to where the others are.
    async fn follow_late(
        &self,
        filter: &Filter,
        from: &Reached,
        portal: &MemberId,
        limit: u64,
    ) -> Result<(Vec<(Reached, Deletion)>, Reached), StoreError> {
        let after = from.waiting.get(portal).copied().unwrap_or(from.place);
        // The position may come from a key with another reach.
        let own =
            Reach::Portals(Some(portal).filter(|portal| self.reach().covers(portal)).cloned().into_iter().collect());
        let late = self.store().within(&own);
        let page = late.deletions().read(filter, between(after, from.place), Order::Oldest, limit).await?;
        if late.find_undecided().await?.contains_key(portal) {
            return Ok((Vec::new(), from.clone()));
        }
        let up_to = |place| {
            let mut reached = from.clone();
            reached.waiting.insert(portal.clone(), place);
            reached
        };
        let mut reached = from.clone();
        match page.next {
            Some(next) => reached = up_to(next),
            None => drop(reached.waiting.remove(portal)),
        }
        Ok((page.items.into_iter().map(|(place, deletion)| (up_to(place), deletion)).collect(), reached))
    }

    /// The portals that may have hidden deletions after `arrival` while rows were read: those undecided now that have
    /// any there, and those of `before` that were decided meanwhile.
    async fn list_hidden_since(
        &self,
        before: &BTreeMap<MemberId, u64>,
        arrival: u64,
    ) -> Result<BTreeSet<MemberId>, StoreError> {
        let now = self.find_undecided().await?;
        let decided = before.keys().filter(|portal| !now.contains_key(*portal));
        let hidden = now.iter().filter(|(_, last)| **last > arrival).map(|(portal, _)| portal);
        Ok(hidden.chain(decided).cloned().collect())
    }

    /// The portals within reach whose reported removal is neither confirmed nor undone, each with its last arrival.
    async fn find_undecided(&self) -> Result<BTreeMap<MemberId, u64>, StoreError> {
        let db = &self.store().connections.read;
        let mut undecided = list_undecided(db).await?;
        undecided.retain(|portal| self.reach().covers(portal));
        if undecided.is_empty() {
            return Ok(BTreeMap::new());
        }
        let owns = Own::find_some(db, &undecided).await?;
        Ok(owns.into_iter().map(|own| (own.member_id, own.last_arrival.unsigned_abs())).collect())
    }
}

fn between(after: u64, last: u64) -> Range {
    let bound = |number: u64| i64::try_from(number).unwrap_or(i64::MAX - 1);
    Range::new(bound(after) + 1, bound(last))
}
