//! The last look into a portal's offline queue.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveActiveModelBehavior, DeriveEntityModel)]
#[sea_orm(table_name = "recoveries")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    pub begun_at: i64,
    pub ended_at: i64,
    pub outcome: String,
    pub found: i64,
    pub unreadable: i64,
    pub failures: i64,
    pub reason: Option<String>,
}
