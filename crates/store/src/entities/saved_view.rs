//! A view of a list that an operator keeps.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveActiveModelBehavior, DeriveEntityModel)]
#[sea_orm(table_name = "saved_views")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub operator_id: i64,
    pub name: String,
    pub query: String,
    pub is_shared: bool,
    pub created_at: i64,
}
