//! An install or update that waits for the authorization server.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveActiveModelBehavior, DeriveEntityModel)]
#[sea_orm(table_name = "pending_events")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: Vec<u8>,
    pub sealed: String,
    pub received_at: i64,
    pub source: Option<String>,
    pub known: bool,
    pub bytes: i64,
}
