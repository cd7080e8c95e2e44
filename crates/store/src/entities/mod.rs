//! The tables as sea-orm sees them; nobody outside the store does.

pub(crate) mod alarm;
pub(crate) mod api_key;
pub(crate) mod arrival;
pub(crate) mod audit;
pub(crate) mod auth_block;
pub(crate) mod call;
pub(crate) mod counter;
pub(crate) mod cursor;
pub(crate) mod deletion;
pub(crate) mod held_event;
pub(crate) mod journal;
pub(crate) mod lease;
pub(crate) mod log_source;
pub(crate) mod logged_event;
pub(crate) mod oauth_flow;
pub(crate) mod operator;
pub(crate) mod pending_event;
pub(crate) mod portal;
pub(crate) mod process;
pub(crate) mod quarantine;
pub(crate) mod rollup;
pub(crate) mod secret;
pub(crate) mod segment;
pub(crate) mod session;
pub(crate) mod term;
pub(crate) mod total;
