//! An accepted event that is to be indexed.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "logged_events")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub position: i64,
    pub received_at: i64,
    pub record: Vec<u8>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
