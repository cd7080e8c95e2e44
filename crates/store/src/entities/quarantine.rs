//! An event that could not be indexed.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveActiveModelBehavior, DeriveEntityModel)]
#[sea_orm(table_name = "quarantine")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub source: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    pub member_id: Option<String>,
    pub received_at: i64,
    pub reason: String,
    pub record: Vec<u8>,
    pub wanted_at: Option<i64>,
    pub tried_at: Option<i64>,
}
