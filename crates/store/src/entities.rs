//! The tables as sea-orm entities, private to the store.

pub(crate) mod account;
pub(crate) mod administrator;
pub(crate) mod alarm;
pub(crate) mod api_key;
pub(crate) mod arrival;
pub(crate) mod audit;
pub(crate) mod auth_block;
pub(crate) mod call;
pub(crate) mod counter;
pub(crate) mod cursor;
pub(crate) mod daily_count;
pub(crate) mod daily_total;
pub(crate) mod deletion;
pub(crate) mod gap;
pub(crate) mod hourly_count;
pub(crate) mod idempotency_key;
pub(crate) mod journal;
pub(crate) mod lease;
pub(crate) mod listening;
pub(crate) mod operator;
pub(crate) mod parked;
pub(crate) mod pending_event;
pub(crate) mod portal;
pub(crate) mod probe;
pub(crate) mod process;
pub(crate) mod quarantine;
pub(crate) mod receipt;
pub(crate) mod recovery;
pub(crate) mod recovery_code;
pub(crate) mod request;
pub(crate) mod rollup;
pub(crate) mod saved_view;
pub(crate) mod secret;
pub(crate) mod session;
pub(crate) mod spare_token;
pub(crate) mod title;
pub(crate) mod total;
pub(crate) mod used_state;
pub(crate) mod user_name;
pub(crate) mod webhook_attempt;
pub(crate) mod webhook_delivery;
pub(crate) mod webhook_endpoint;

mod prelude {
    pub(super) use sea_orm::entity::prelude::*;

    /// No entity names others: queries join by columns.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}
}
