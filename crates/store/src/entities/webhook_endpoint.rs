//! An endpoint of outgoing webhooks.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveActiveModelBehavior, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_endpoints")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub url: String,
    pub description: String,
    pub types: String,
    pub events: String,
    pub entities: String,
    pub ordered: bool,
    pub status: String,
    pub disabled_why: Option<String>,
    pub secret: String,
    pub old_secrets: Option<String>,
    pub created_at: i64,
    pub failing_since: Option<i64>,
    pub disabled_at: Option<i64>,
    pub last_delivered_at: Option<i64>,
    pub version: i64,
}
