//! The handle of the data layer: the database, and this process's caches of it.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use domain::vault::{HashKey, Vault};
use tokio::sync::watch;
use tokio::time::timeout;

use crate::audit::budget::Refusals;
use crate::audit::unwritten::Unwritten;
use crate::availability::Availability;
use crate::connect::{Connections, Database, Pool, open};
use crate::error::StoreError;
use crate::indexing::{Handlers, KnownAuths};
use crate::portals::cache::{Lookups, PortalCache, Renewals};
use crate::portals::user_names::KnownUsers;
use crate::schema;
use crate::secrets::{self, OpenError};
use crate::webhooks::EndpointCache;

/// How long a caller that has to answer at once waits for the database.
const PROMPT: Duration = Duration::from_millis(300);

/// The database, its keys and this process's caches of it. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) connections: Connections,
    pub(crate) vault: Vault,
    pub(crate) hash_key: HashKey,
    pub(crate) cache: Arc<PortalCache>,
    pub(crate) lookups: Lookups,
    pub(crate) renewals: Renewals,
    pub(crate) recorded: watch::Sender<()>,
    pub(crate) refusals: Arc<Refusals>,
    pub(crate) unwritten: Arc<Unwritten>,
    pub(crate) known_auths: Arc<KnownAuths>,
    pub(crate) known_users: Arc<KnownUsers>,
    pub(crate) handlers: Arc<Handlers>,
    pub(crate) availability: Arc<Availability>,
    pub(crate) removed: Arc<AtomicBool>,
    pub(crate) endpoints: Arc<EndpointCache>,
    pub(crate) queued: watch::Sender<()>,
}

impl Store {
    /// Opens the database and brings its schema up to date; creates an embedded one if it does not exist.
    ///
    /// Fails if `vault` can't open what an earlier key sealed.
    pub async fn open(database: &Database, vault: Vault) -> Result<Self, OpenError> {
        let connections = open(database).await?;
        schema::fit(&connections).await?;
        secrets::check_keys(&connections, &vault).await?;
        let hash_key = secrets::hash_key(&connections, &vault).await?;
        let cache = Arc::<PortalCache>::default();
        Ok(Self {
            vault,
            hash_key,
            lookups: Lookups::begin(connections.read.clone()),
            renewals: Renewals::begin(connections.read.clone(), Arc::clone(&cache)),
            cache,
            connections,
            recorded: watch::Sender::new(()),
            refusals: Arc::default(),
            unwritten: Arc::default(),
            known_auths: Arc::default(),
            known_users: Arc::default(),
            handlers: Arc::default(),
            availability: Arc::default(),
            removed: Arc::default(),
            endpoints: Arc::default(),
            queued: watch::Sender::new(()),
        })
    }

    /// The id of the key that seals secrets.
    pub fn present_key_id(&self) -> &str {
        self.vault.present_key_id()
    }

    /// The key of the hashes of secrets that are only compared.
    pub fn hash_key(&self) -> &HashKey {
        &self.hash_key
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), StoreError> {
        Ok(self.connections.read.ping().await?)
    }

    /// The connections that this process has to the database.
    pub fn pool(&self) -> Pool {
        self.connections.pool()
    }

    /// Closes all connections once pending statements are done.
    pub async fn close(&self) -> Result<(), StoreError> {
        Ok(self.connections.close().await?)
    }

    /// Whether the last attempt to reach the database failed.
    pub fn is_away(&self) -> bool {
        self.availability.is_away()
    }

    /// Reads from the database for a caller that can't wait: fails soon if the database is away or slow.
    pub async fn promptly<T>(&self, asked: impl Future<Output = Result<T, StoreError>>) -> Result<T, StoreError> {
        if !self.availability.may_ask() {
            return Err(StoreError::late());
        }
        let answer = timeout(PROMPT, asked).await.unwrap_or_else(|_| Err(StoreError::late()));
        match &answer {
            Err(error) if error.is_away() => self.availability.note_away(),
            Err(StoreError::Database(_)) => {}
            _ => self.availability.note_back(),
        }
        answer
    }

    /// Whether the database did not answer at all the last time.
    pub fn is_silent(&self) -> bool {
        self.availability.is_silent()
    }

    /// Writes for a caller that can't wait: fails soon if the database is silent or the write is late. That a write is
    /// late says nothing about the database: SQLite has one writer, which a large block keeps busy for as long.
    pub async fn write_promptly<T>(&self, asked: impl Future<Output = Result<T, StoreError>>) -> Result<T, StoreError> {
        if self.is_silent() {
            return Err(StoreError::late());
        }
        timeout(PROMPT, asked).await.unwrap_or_else(|_| Err(StoreError::late()))
    }

    /// Notes by the outcome of a write whether the database is available. An embedded one still answers reads when a
    /// write fails because of a lock or a full disk.
    pub fn note<T>(&self, written: &Result<T, StoreError>) {
        match written {
            Err(error) if error.is_away() && self.connections.server.is_none() => self.availability.note_refusal(),
            Err(error) if error.is_away() => self.availability.note_away(),
            Err(StoreError::Database(_)) => {}
            _ => self.availability.note_written(),
        }
    }
}
