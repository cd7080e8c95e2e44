//! A portal's counters.

use super::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, Eq, DeriveActiveModelBehavior, DeriveEntityModel)]
#[sea_orm(table_name = "counters")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    pub search_key: i64,
    pub last_number: i64,
    pub last_arrival: i64,
    pub deletions: i64,
    pub last_received_at: i64,
    pub last_digest: Option<Vec<u8>>,
    pub checkpoint_number: i64,
    pub checkpoint_digest: Option<Vec<u8>>,
    pub recovered_until: i64,
    /// No removed deletion of the portal was sent later than this.
    pub removed_until: i64,
    /// No deletion of the portal says that it was sent later than this.
    pub sent_until: i64,
    pub last_auth: i32,
    /// Grows whenever auth blocks or users' names are removed, which caches of them are not told otherwise.
    pub auth_epoch: i32,
}
