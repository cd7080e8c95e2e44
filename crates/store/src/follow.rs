//! Following what is recorded, in the order in which it was committed: nothing is ever skipped.
//!
//! Whoever indexes locks the counters of the portals that it adds to, and the place over all portals, until it
//! commits. So when a number is seen, every smaller one of that portal is there too; the same is true of arrivals.

use std::collections::HashMap;

use domain::MemberId;
use domain::deletion::{Deletion, Filter};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::entities::{arrival, counter};
use crate::error::StoreError;
use crate::reading::{Lane, Order, Reading, Stretch};
use crate::{AllPortals, Store, Tenant};

/// How many portals one statement asks for.
const PORTALS: usize = 500;

impl Store {
    /// Changes whenever this process recorded something.
    pub fn recorded(&self) -> tokio::sync::watch::Receiver<()> {
        self.recorded.subscribe()
    }

    /// The last number of each of these portals, as far as they have any.
    pub async fn last_numbers(&self, portals: &[MemberId]) -> Result<HashMap<MemberId, u64>, StoreError> {
        let mut numbers = HashMap::with_capacity(portals.len());
        for portals in portals.chunks(PORTALS) {
            let rows: Vec<(String, i64)> = counter::Entity::find()
                .select_only()
                .columns([counter::Column::MemberId, counter::Column::LastNumber])
                .filter(counter::Column::MemberId.is_in(portals.iter().map(MemberId::as_str)))
                .into_tuple()
                .all(&self.connections.read)
                .await?;
            for (member_id, number) in rows {
                let member_id = MemberId::parse(&member_id).map_err(|error| StoreError::corrupt("counters", error))?;
                numbers.insert(member_id, number.unsigned_abs());
            }
        }
        Ok(numbers)
    }
}

impl Tenant<'_> {
    /// The portal's deletions after the number `after` and up to `last`, oldest first: at most `limit`, or fewer if
    /// their payloads are large; and where to go on.
    pub async fn follow(&self, after: u64, last: u64, limit: u64) -> Result<(Vec<Deletion>, u64), StoreError> {
        let stretch = between(after, last).within(self.stretch().await?);
        let (followed, reached) = follow(self.store, Lane::Portal(self.member_id), stretch, limit).await?;
        Ok((followed.into_iter().map(|(_, deletion)| deletion).collect(), reached.unwrap_or(last)))
    }
}

impl AllPortals<'_> {
    /// The last arrival over all portals.
    pub async fn last_arrival(&self) -> Result<u64, StoreError> {
        let last = arrival::Entity::find().one(&self.store().connections.read).await?;
        Ok(last.map_or(0, |arrival| arrival.last.unsigned_abs()))
    }

    /// The deletions of all portals after the arrival `after` and up to `last`, with their arrivals, in their order: at
    /// most `limit`, or fewer if their payloads are large; and where to go on.
    pub async fn follow(&self, after: u64, last: u64, limit: u64) -> Result<(Vec<(u64, Deletion)>, u64), StoreError> {
        let (followed, reached) = follow(self.store(), Lane::All, between(after, last), limit).await?;
        let followed = followed.into_iter().map(|(arrival, deletion)| (arrival.unsigned_abs(), deletion));
        Ok((followed.collect(), reached.unwrap_or(last)))
    }
}

fn between(after: u64, last: u64) -> Stretch {
    let bound = |number: u64| i64::try_from(number).unwrap_or(i64::MAX - 1);
    Stretch::new(bound(after) + 1, bound(last))
}

async fn follow(
    store: &Store,
    lane: Lane<'_>,
    stretch: Stretch,
    limit: u64,
) -> Result<(Vec<(i64, Deletion)>, Option<u64>), StoreError> {
    let filter = &Filter::default();
    let reading = Reading { db: &store.connections.read, lane, filter, order: Order::Oldest };
    let page = reading.page(stretch, limit).await?;
    Ok((page.items, page.next.map(i64::unsigned_abs)))
}
