//! The name of a portal's user.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveActiveModelBehavior, DeriveEntityModel)]
#[sea_orm(table_name = "user_names")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: String,
    pub name: Option<String>,
    pub asked_at: Option<i64>,
    pub due_at: i64,
    pub failures: i32,
}
