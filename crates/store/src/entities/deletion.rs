//! A deletion's row.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "deletions")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    pub fingerprint: Vec<u8>,
    pub event: String,
    pub entity: String,
    pub entity_id: String,
    pub attributes: String,
    pub user_id: Option<String>,
    pub sent_at: i64,
    pub received_at: i64,
    pub source: String,
    pub event_handler_id: Option<String>,
    pub payload: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
