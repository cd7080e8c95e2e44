//! A deletion's row.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveActiveModelBehavior, DeriveEntityModel)]
#[sea_orm(table_name = "deletions")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    pub arrival: i64,
    pub sent_at: i64,
    pub received_at: i64,
    pub expires: Option<i64>,
    pub auth: Option<i32>,
    pub sources: i16,
    pub fingerprint: Vec<u8>,
    pub event: String,
    pub entity_id: String,
    pub attributes: Option<String>,
    pub user_id: Option<String>,
    pub event_handler_id: Option<String>,
    pub data: Option<String>,
    pub ts: Option<String>,
    pub digest: Option<Vec<u8>>,
    pub also_reported_by: Option<String>,
}
