//! What the receiver has to know of a portal for every event, kept in memory for a moment.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use domain::MemberId;
use domain::portal::PortalStatus;
use domain::vault::KeyedHash;
use moka::sync::Cache;

use crate::entities::portal;
use crate::error::StoreError;
use crate::{Store, Tenant};

/// How long an answer may be used before the database is asked again: how far behind another process may be.
const FRESH: Duration = Duration::from_secs(5);
/// How long at least an answer is used although it refuses an event, so that a flood of forged events costs no query.
const SETTLED: Duration = Duration::from_secs(1);
/// How many portals are known by heart.
const PORTALS: u64 = 100_000;

/// What decides about a portal's events.
#[derive(Clone, Copy, Debug)]
pub struct Admission {
    /// Where the portal stands.
    pub status: PortalStatus,
    /// Its present installation.
    pub generation: i64,
    /// What proves its events, if that is known.
    pub application_token: Option<KeyedHash>,
}

impl Admission {
    /// Whether an event is accepted if the right token proves it.
    pub fn accepts_events(&self) -> bool {
        self.status.accepts_events() && self.application_token.is_some()
    }

    /// Whether the portal is known only up to the end of its install; the first proven event is that end.
    pub fn is_installing(&self) -> bool {
        self.status == PortalStatus::Installing
    }

    /// Whether `token` is the portal's own. In constant time.
    pub fn is_proven_by(&self, token: KeyedHash) -> bool {
        self.application_token == Some(token)
    }
}

#[derive(Debug)]
pub(crate) struct Admissions {
    known: Cache<MemberId, (Instant, Option<Admission>)>,
    /// Counts the changes, so that an answer read before one is not remembered after it.
    changes: AtomicU64,
}

impl Default for Admissions {
    fn default() -> Self {
        let known = Cache::builder().max_capacity(PORTALS).time_to_live(FRESH).build();
        Self { known, changes: AtomicU64::new(0) }
    }
}

impl Admissions {
    /// To be called after every durable change of a portal.
    pub(crate) fn forget(&self, member_id: &MemberId) {
        self.changes.fetch_add(1, Ordering::SeqCst);
        self.known.invalidate(member_id);
    }
}

impl Store {
    /// What decides about events of this portal; none if it was never installed.
    ///
    /// The answer may be some seconds old, but never older than a change made by this process. If it would
    /// refuse what `token` proves, it is looked up anew, at most once a second for a portal.
    pub async fn find_admission(
        &self,
        member_id: &MemberId,
        token: KeyedHash,
    ) -> Result<Option<Admission>, StoreError> {
        let changes = self.admissions.changes.load(Ordering::SeqCst);
        if let Some((asked, known)) = self.admissions.known.get(member_id) {
            let admits = known.is_some_and(|known| known.accepts_events() && known.is_proven_by(token));
            if admits || asked.elapsed() < SETTLED {
                return Ok(known);
            }
        }
        let known = self.tenant(member_id).find_admission().await?;
        self.admissions.known.insert(member_id.clone(), (Instant::now(), known));
        if self.admissions.changes.load(Ordering::SeqCst) != changes {
            self.admissions.known.invalidate(member_id); // it may have been read before the change
        }
        Ok(known)
    }
}

impl Tenant<'_> {
    /// What decides about its events, as the database has it now.
    pub async fn find_admission(&self) -> Result<Option<Admission>, StoreError> {
        let row = self.find_row(&self.store.connections.read).await?;
        row.as_ref().map(admission).transpose()
    }
}

fn admission(row: &portal::Model) -> Result<Admission, StoreError> {
    let hash = row.application_token_hash.as_deref().map(KeyedHash::try_from).transpose();
    Ok(Admission {
        status: row.status.parse().map_err(|error| StoreError::corrupt("portals", error))?,
        generation: row.generation,
        application_token: hash.map_err(|error| StoreError::corrupt("portals", error))?,
    })
}
