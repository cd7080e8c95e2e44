//! A period that the service missed of a portal.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveActiveModelBehavior, DeriveEntityModel)]
#[sea_orm(table_name = "gaps")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub began_at: i64,
    pub ended_at: i64,
    pub state: String,
    pub found: i64,
    pub settled_at: Option<i64>,
    pub reason: Option<String>,
}
