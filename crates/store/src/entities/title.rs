//! The title of an entity in a portal.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveActiveModelBehavior, DeriveEntityModel)]
#[sea_orm(table_name = "titles")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub entity: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub entity_id: String,
    pub title: Option<String>,
    pub noted_at: Option<i64>,
    pub due_at: Option<i64>,
    pub failures: i32,
    pub expires_at: Option<i64>,
}
