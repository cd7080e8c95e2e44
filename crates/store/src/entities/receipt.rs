//! A receipt for the removal of a portal's data.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveActiveModelBehavior, DeriveEntityModel)]
#[sea_orm(table_name = "receipts")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub generation: i64,
    pub reason: String,
    pub days: Option<i32>,
    pub uninstalled_at: Option<i64>,
    pub begun_at: i64,
    pub finished_at: Option<i64>,
    pub deletions: i64,
    pub asked_by: Option<String>,
}
