//! The data layer: the only place that knows tables and queries.
//!
//! A portal's rows are reached through [`Store::tenant`] alone, those of all portals through [`Store::all_portals`]: a
//! query without a tenant does not compile.

mod all_portals;
mod among;
mod api_keys;
mod audit;
mod availability;
mod bulk;
mod connect;
mod deletions;
mod entities;
mod error;
mod health;
mod indexing;
mod leases;
mod log;
mod maintenance;
mod operators;
mod portals;
mod processes;
mod purge;
mod reaching;
mod schema;
mod secrets;
mod store;
mod tenant;
#[cfg(test)]
mod testing;
mod webhooks;

pub use all_portals::{AllPortals, Overview, PortalFilter};
pub use api_keys::NewApiKey;
pub use audit::{AuditFilter, AuditLine};
pub use connect::{Database, InvalidDatabaseUrl, Pool, PostgresUrl};
pub use deletions::export::{Export, Whole};
pub use deletions::fitting::{Fitting, Span};
pub use deletions::follow::Reached;
pub use deletions::list::Deletions;
pub use error::StoreError;
pub use health::alarms::{PortalAlarm, TokenCounts};
pub use health::bursts::DeletedPiece;
pub use health::troubled::TroublePlace;
pub use indexing::{Block, Indexed, NewDeletion, Quarantined, QuarantinedEvent};
pub use log::{
    CompactRecord, Decision, EventLog, LogBlock, LogError, LogLimits, LogReader, LogRow, LogState, LoggedEvent,
    ParkedEvent, Spool, Taken, ToPark, Unparsable,
};
pub use maintenance::copying::{CopyError, CopySink, CopySummary, FolderCopy, is_copied, settle_copy};
pub use operators::accounts::{AccountOwner, Binding, ProviderAccount};
pub use operators::saved_views::{SavedView, TooManyViews};
pub use operators::sessions::LogIn;
pub use operators::sign_ins::{SignIn, SignInReturn};
pub use operators::{NewOperator, OperatorChange, OperatorOutcome};
pub use portals::cache::{CachedPortal, Known};
pub use portals::calls::Call;
pub use portals::installs::Installation;
pub use portals::journal::JournalLine;
pub use portals::oauth_flows::{Flow, FlowReturn};
pub use portals::pending::{PendingEvent, PendingKey};
pub use portals::removals::Removal;
pub use portals::settings::OwnSettings;
pub use portals::spare_tokens::DueSpare;
pub use portals::timeline::{Happening, TimelinePlace};
pub use portals::titles::DueTitle;
pub use portals::tokens::{Access, PortalTokens, Renewed, TokenLease};
pub use portals::user_names::DueName;
pub use processes::Process;
pub use schema::{Schema, Step, StepState};
pub use secrets::OpenError;
pub use store::Store;
pub use tenant::Tenant;
pub use webhooks::{
    ClaimedMessage, Content, DeliveryPlace, Disabled, EndpointChange, KeptEndpoint, MAX_ENDPOINTS, NewEndpoint,
    Outcome, RedeliveryRange, Repeatable, SentTo, Target, Updated, Webhooks,
};
