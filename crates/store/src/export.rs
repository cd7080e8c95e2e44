//! All that a filter lets through, oldest first, in pieces: as large as it may be, memory holds one of them.

use domain::MemberId;
use domain::deletion::{Deletion, Filter};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::ExprTrait;

use crate::error::StoreError;
use crate::reading::{Lane, Order, Reading, Stretch};
use crate::{AllPortals, Store, Tenant};

/// How many deletions are read at once.
const PIECE: u64 = 500;

/// What is left of an export. It goes up to what was newest at its beginning.
#[derive(Clone, Debug)]
pub struct Export {
    store: Store,
    member_id: Option<MemberId>,
    filter: Filter,
    rest: Stretch,
    whole: Option<Whole>,
}

/// What an export of everything that is kept of a portal has, as it was at the beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    /// How many deletions.
    pub count: u64,
    /// The digest of the oldest; none if it is older than the chain.
    pub first_digest: Option<[u8; 32]>,
    /// The digest of the newest.
    pub last_digest: Option<[u8; 32]>,
}

impl Tenant<'_> {
    /// The portal's deletions that fit, oldest first.
    pub async fn export(&self, filter: &Filter) -> Result<Export, StoreError> {
        let stretch = self.stretch().await?;
        let whole = if filter.is_empty() { self.find_whole(stretch).await? } else { None };
        let rest = self.received(filter, stretch).await?;
        let (store, member_id) = (self.store.clone(), Some(self.member_id.clone()));
        Ok(Export { store, member_id, filter: filter.clone(), rest, whole })
    }

    async fn find_whole(&self, stretch: Stretch) -> Result<Option<Whole>, StoreError> {
        let digest = async |number: i64| {
            let found = self.find_deletion(number.unsigned_abs()).await?;
            Ok::<_, StoreError>(found.and_then(|deletion| deletion.digest))
        };
        let Some(first) = self.find_first(stretch).await? else {
            return Ok(Some(Whole { count: 0, first_digest: None, last_digest: None }));
        };
        let kept = Stretch::new(first, stretch.last);
        let (first_digest, last_digest) = (digest(kept.first).await?, digest(kept.last).await?);
        Ok(Some(Whole { count: kept.len().unsigned_abs(), first_digest, last_digest }))
    }

    /// The first number that is kept: what is older was removed by retention.
    async fn find_first(&self, stretch: Stretch) -> Result<Option<i64>, StoreError> {
        let lane = Lane::Portal(self.member_id);
        let mut first = lane.rows();
        first.column(lane.position()).and_where(lane.place().between(stretch.first, stretch.last));
        first.order_by(lane.position(), sea_orm::Order::Asc).limit(1);
        let row = self.store.connections.read.query_one(&first).await?;
        Ok(row.map(|row| row.try_get_by_index(0)).transpose()?)
    }
}

impl AllPortals<'_> {
    /// The deletions of all portals that fit, in the order in which they were received.
    pub async fn export(&self, filter: &Filter) -> Result<Export, StoreError> {
        let rest = self.received(filter, self.stretch().await?).await?;
        Ok(Export { store: self.store().clone(), member_id: None, filter: filter.clone(), rest, whole: None })
    }
}

impl Export {
    /// What it will have, if that is known before: an export of a portal that filters nothing.
    pub fn whole(&self) -> Option<&Whole> {
        self.whole.as_ref()
    }

    /// The next deletions, possibly none of them; nothing after the last.
    pub async fn next(&mut self) -> Result<Option<Vec<Deletion>>, StoreError> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let lane = self.member_id.as_ref().map_or(Lane::All, Lane::Portal);
        let (db, filter) = (&self.store.connections.read, &self.filter);
        let page = Reading { db, lane, filter, order: Order::Oldest }.page(self.rest, PIECE).await?;
        self.rest = page.next.map_or(Stretch::EMPTY, |last| self.rest.after(last, Order::Oldest));
        Ok(Some(page.items.into_iter().map(|(_, deletion)| deletion).collect()))
    }
}
