//! An event that nobody could verify yet.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "unjudged_events")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub position: i64,
    pub member_id: String,
    pub application_token_hash: Vec<u8>,
    pub received_at: i64,
    pub record: Vec<u8>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
