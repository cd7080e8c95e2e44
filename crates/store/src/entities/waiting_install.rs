//! An install or update that came while the database was away.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "waiting_installs")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub position: i64,
    pub member_id: String,
    pub digest: Vec<u8>,
    #[sea_orm(column_type = "Text")]
    pub sealed: String,
    pub received_at: i64,
    pub source: Option<String>,
    pub known: bool,
    pub bytes: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
