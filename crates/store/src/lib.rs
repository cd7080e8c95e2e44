//! The data layer: the only place that knows tables and queries.
//!
//! A portal's rows are reached through [`Store::tenant`] alone, those of all portals through
//! [`Store::all_portals`]: a query without a tenant does not compile.

mod accounts;
mod across;
mod administrators;
mod alarms;
mod all_portals;
mod among;
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
mod copying;
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
mod portal_rows;
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
mod requests;
mod retention;
mod rotation;
mod rows;
mod saved_views;
mod schema;
mod scrubbing;
mod search;
mod second_factors;
mod secrets;
mod sessions;
mod settings;
mod sign_ins;
mod spare_tokens;
mod stats;
mod store;
mod tenant;
mod timeline;
mod titles;
mod tokens;
mod troubled;
mod urgency;
mod user_names;
mod webhooks;

pub use accounts::{AccountOwner, Binding, ProviderAccount};
pub use across::Across;
pub use alarms::{PortalAlarm, TokenCounts};
pub use all_portals::{AllPortals, Overview, PortalFilter};
pub use api_keys::NewApiKey;
pub use audit::{AuditFilter, AuditLine};
pub use bursts::{Deleted, DeletedPiece};
pub use calls::Call;
pub use connect::{Database, InvalidDatabaseUrl, Pool, PostgresUrl};
pub use copying::{CopyError, CopySink, CopySummary, FolderCopy, is_copied, settle_copy};
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
pub use portal_rows::Removal;
pub use processes::Process;
pub use rotation::Rotated;
pub use saved_views::{SavedView, TooManyViews};
pub use schema::{Schema, Step, StepState};
pub use secrets::OpenError;
pub use sessions::LogIn;
pub use sign_ins::{SignIn, SignInReturn};
pub use spare_tokens::DueSpare;
pub use store::Store;
pub use tenant::Tenant;
pub use timeline::{Happening, NoTimelinePlace, TimelinePlace};
pub use titles::DueTitle;
pub use tokens::{Access, PortalTokens, Renewed, TokenLease};
pub use troubled::{NoTroublePlace, TroublePlace};
pub use user_names::DueName;
pub use webhooks::{
    ClaimedMessage, Content, DeliveryPlace, Disabled, EndpointChange, KeptEndpoint, MAX_ENDPOINTS, NewEndpoint,
    Outcome, RedeliveryRange, Repeatable, SentTo, Target, Updated, Webhooks,
};
