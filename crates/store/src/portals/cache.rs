//! The cache of the columns that the receiver needs for every event: for a moment while the database is available, and
//! for as long as it is away.

mod cached;
mod lookups;
mod memory;
mod renewals;

use std::sync::atomic::Ordering;
use std::time::Duration;

use domain::MemberId;
use domain::vault::KeyedHash;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::entities::portal;
use crate::error::StoreError;
use crate::{Store, Tenant};

pub use cached::CachedPortal;
pub(crate) use lookups::Lookups;
pub(crate) use memory::PortalCache;
pub(crate) use renewals::Renewals;

use cached::{COLUMNS, Row, read};
use memory::{PORTALS, SETTLED};

/// How long an entry may be used before it is looked up again: how far processes may differ.
const FRESH: Duration = Duration::from_secs(5);
/// How many portals one query reads when the cache is filled.
const PAGE: u64 = 1_000;

/// The answer for an event's portal.
#[derive(Clone, Copy, Debug)]
pub enum Known {
    /// The portal's entry; none if it was never installed.
    Portal(Option<CachedPortal>),
    /// Not known: the database is away or fails, and the cached entry, if any, does not admit the event.
    Unknown,
}

impl Store {
    /// The entry that decides on an event of this portal.
    ///
    /// The answer may be some seconds old, but never older than a change made by this process. If the cached entry
    /// would refuse `token`, it is looked up again, at most once a second for a portal. While the database is away or
    /// fails, a cached entry of any age may admit an event, but refuses none.
    pub async fn find_cached_portal(&self, member_id: &MemberId, token: KeyedHash) -> Known {
        let changes = self.cache.changes.load(Ordering::SeqCst);
        let remembered = self.cache.known.get(member_id);
        let admitted = remembered.as_ref().map(|known| known.portal).filter(|portal| admits(portal, token));
        if let Some(known) = remembered {
            let enough = if admitted.is_some() { FRESH } else { SETTLED };
            if known.asked.elapsed() < enough {
                if known.begins_to_age() {
                    self.renewals.ask(member_id);
                }
                return Known::Portal(Some(known.portal));
            }
        } else if self.cache.strangers.contains_key(member_id) {
            return Known::Portal(None);
        }
        let known = match Box::pin(self.promptly(self.lookups.find(member_id))).await {
            Ok(known) => known,
            Err(error) => {
                if !error.is_away() {
                    tracing::error!(%member_id, %error, "the portal can't be looked up");
                }
                return admitted.map_or(Known::Unknown, |known| Known::Portal(Some(known)));
            }
        };
        self.cache.remember_read(member_id, known, changes);
        Known::Portal(known)
    }

    /// Whether the portal is or was installed here; a cached answer of any age will do.
    pub(crate) async fn is_known(&self, member_id: &MemberId) -> Result<bool, StoreError> {
        if self.cache.known.contains_key(member_id) {
            return Ok(true);
        }
        if self.cache.strangers.contains_key(member_id) {
            return Ok(false);
        }
        Ok(self.promptly(self.lookups.find(member_id)).await?.is_some())
    }

    /// Fills the cache with as many portals as it holds, so that they are known when the database goes away. Returns
    /// how many.
    pub async fn fill_portal_cache(&self) -> Result<u64, StoreError> {
        let (mut learnt, mut after) = (0, String::new());
        while learnt < PORTALS {
            let changes = self.cache.changes.load(Ordering::SeqCst);
            let page = portal::Entity::find().filter(portal::Column::MemberId.gt(&after));
            let page = page.order_by_asc(portal::Column::MemberId).limit(PAGE).select_only().columns(COLUMNS);
            let rows: Vec<Row> = page.into_tuple().all(&self.connections.read).await?;
            let Some(last) = rows.last() else { break };
            after.clone_from(&last.0);
            learnt += rows.len() as u64;
            for row in &rows {
                let (Ok(member_id), Ok(known)) = (MemberId::parse(&row.0), read(row)) else { continue };
                if !self.cache.known.contains_key(&member_id) {
                    self.cache.remember_read(&member_id, Some(known), changes);
                }
            }
        }
        Ok(learnt)
    }
}

fn admits(known: &CachedPortal, token: KeyedHash) -> bool {
    known.accepts_events() && known.is_proven_by(token)
}

impl Tenant<'_> {
    /// The entry as the database has it now.
    pub async fn find_cached_portal(&self) -> Result<Option<CachedPortal>, StoreError> {
        let own = portal::Entity::find_by_id(self.member_id.as_str()).select_only().columns(COLUMNS);
        let row: Option<Row> = own.into_tuple().one(&self.store.connections.read).await?;
        row.as_ref().map(read).transpose()
    }
}
