//! The data layer: the only place that knows tables and queries.
//!
//! A portal's rows are reached through [`Store::tenant`] alone, those of all portals through
//! [`Store::all_portals`]: a query without a tenant does not compile.

mod across;
mod administrators;
mod alarms;
mod all_portals;
mod api_keys;
mod audit;
mod audit_budget;
mod availability;
mod bulk;
mod bursts;
mod calls;
mod chain;
mod change;
mod checking;
mod connect;
mod counting;
mod due;
mod emptying;
mod entities;
mod erasing;
mod error;
mod export;
mod fitting;
mod follow;
mod gaps;
mod handlers;
mod health;
mod indexing;
mod installs;
mod journal;
mod learning;
mod leases;
mod links;
mod listening;
mod log;
mod looks;
mod oauth_flows;
mod operators;
mod pending;
mod portal_cache;
mod portals;
mod processes;
mod purge;
mod queue_budget;
mod reaching;
mod reading;
mod rebuilding;
mod receipts;
mod recoveries;
mod refusals;
mod removal;
mod removals;
mod retention;
mod rotation;
mod rows;
mod schema;
mod scrubbing;
mod search;
mod second_factors;
mod secrets;
mod sessions;
mod settings;
mod spare_tokens;
mod stats;
mod tenant;
mod tokens;
mod user_names;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use domain::MemberId;
use domain::reach::Reach;
use domain::vault::{HashKey, Vault};
use tokio::sync::watch;

use audit_budget::Refusals;
use availability::Availability;
use connect::Connections;
use indexing::{Handlers, KnownAuths};
use portal_cache::{Lookups, PortalCache};

pub use across::Across;
pub use alarms::PortalAlarm;
pub use all_portals::{AllPortals, Overview, PortalFilter};
pub use api_keys::NewApiKey;
pub use audit::{AuditFilter, AuditLine};
pub use bursts::{Deleted, DeletedPiece};
pub use calls::Call;
pub use connect::{Database, InvalidDatabaseUrl, Pool, PostgresUrl};
pub use error::StoreError;
pub use export::{Export, Whole};
pub use fitting::{Fitting, Span};
pub use indexing::{Block, Indexed, NewDeletion, Quarantined, QuarantinedEvent};
pub use installs::Installation;
pub use journal::JournalLine;
pub use log::{
    CompactRecord, Decision, EventLog, LogBlock, LogError, LogLimits, LogReader, LogRow, LogState, LoggedEvent,
    NotInstalledLimits, ParkedEvent, Spool, Taken, ToPark, Unparsable,
};
pub use oauth_flows::{Flow, FlowReturn};
pub use operators::{NewOperator, OperatorChange, OperatorOutcome};
pub use pending::{PendingEvent, PendingKey};
pub use portal_cache::{CachedPortal, Known};
pub use processes::Process;
pub use removals::Removal;
pub use rotation::Rotated;
pub use schema::{Schema, Step, StepState};
pub use secrets::OpenError;
pub use sessions::LogIn;
pub use spare_tokens::DueSpare;
pub use tenant::Tenant;
pub use tokens::{Access, PortalTokens, Renewed, TokenLease};
pub use user_names::DueName;

/// The database and what is needed to read the secrets in it. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    connections: Connections,
    vault: Vault,
    hash_key: HashKey,
    cache: Arc<PortalCache>,
    lookups: Lookups,
    recorded: watch::Sender<()>,
    refusals: Arc<Refusals>,
    known_auths: Arc<KnownAuths>,
    handlers: Arc<Handlers>,
    availability: Arc<Availability>,
    removed: Arc<AtomicBool>,
}

impl Store {
    /// Opens the database and brings its schema up to date; an embedded one is created if it is not there.
    ///
    /// Fails if `vault` can't open what an earlier key sealed.
    pub async fn open(database: &Database, vault: Vault) -> Result<Self, OpenError> {
        let connections = Connections::open(database).await?;
        schema::fit(&connections).await?;
        secrets::check_keys(&connections, &vault).await?;
        let hash_key = secrets::hash_key(&connections, &vault).await?;
        let (cache, refusals, availability) = (Arc::default(), Arc::default(), Arc::default());
        let (lookups, recorded) = (Lookups::begin(connections.read.clone()), watch::Sender::new(()));
        let (known_auths, handlers) = (Arc::default(), Arc::default());
        Ok(Self {
            connections,
            vault,
            hash_key,
            cache,
            lookups,
            recorded,
            refusals,
            known_auths,
            handlers,
            availability,
            removed: Arc::default(),
        })
    }

    /// One portal's share of the data.
    pub fn tenant<'a>(&'a self, member_id: &'a MemberId) -> Tenant<'a> {
        Tenant::new(self, member_id)
    }

    /// The view of all portals.
    pub fn all_portals(&self) -> AllPortals<'_> {
        self.within(&Reach::AllPortals)
    }

    /// The view of the portals that somebody reaches. The others are not there.
    pub fn within<'a>(&'a self, reach: &'a Reach) -> AllPortals<'a> {
        AllPortals::new(self, reach)
    }

    /// Names the key with which secrets are sealed.
    pub fn present_key_id(&self) -> &str {
        self.vault.present_key_id()
    }

    /// What makes the keyed hashes of secrets that are only compared.
    pub fn hash_key(&self) -> &HashKey {
        &self.hash_key
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), StoreError> {
        Ok(self.connections.read.ping().await?)
    }

    /// How many connections this process has to the database.
    pub fn pool(&self) -> Pool {
        self.connections.pool()
    }

    /// Closes all connections after pending statements are done.
    pub async fn close(&self) -> Result<(), StoreError> {
        Ok(self.connections.close().await?)
    }
}
