//! An alarm of a portal that is on.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveActiveModelBehavior, DeriveEntityModel)]
#[sea_orm(table_name = "alarms")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    pub since: i64,
    pub parameters: Option<String>,
}
