//! A call to a portal, masked.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveActiveModelBehavior, DeriveEntityModel)]
#[sea_orm(table_name = "calls")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub at: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub tie_breaker: i64,
    pub method: String,
    pub status: Option<i32>,
    pub millis: i32,
    pub request: String,
    pub answer: String,
}
