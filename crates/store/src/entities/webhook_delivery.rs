//! A message to be delivered to an endpoint.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveActiveModelBehavior, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_deliveries")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub endpoint_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub message_id: String,
    pub kind: String,
    pub number: i64,
    pub arrival: i64,
    pub received_at: i64,
    pub data: Option<String>,
    pub state: i16,
    pub attempts: i32,
    pub tries: i32,
    pub created_at: i64,
    pub due_at: Option<i64>,
    pub lease: Option<String>,
    pub last_status: Option<i32>,
    pub last_error: Option<String>,
}
