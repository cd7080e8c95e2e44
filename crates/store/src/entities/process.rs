//! A process of the service.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveActiveModelBehavior, DeriveEntityModel)]
#[sea_orm(table_name = "processes")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub roles: String,
    pub started_at: i64,
    pub alive_at: i64,
    pub spool_events: i64,
    pub spool_oldest_at: Option<i64>,
    pub key_ids: String,
}
