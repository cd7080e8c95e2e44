//! The last arrival over all portals.

use super::prelude::*;

/// The row that counts deletions.
pub(crate) const DELETIONS: &str = "deletions";

#[derive(Clone, Debug, PartialEq, Eq, DeriveActiveModelBehavior, DeriveEntityModel)]
#[sea_orm(table_name = "arrivals")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    pub last: i64,
    pub last_received_at: i64,
    /// How often the endpoints of outgoing webhooks were changed.
    pub webhook_changes: i64,
}
