//! A portal's spare pair of tokens.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveActiveModelBehavior, DeriveEntityModel)]
#[sea_orm(table_name = "spare_tokens")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    pub access_token: String,
    pub refresh_token: String,
    pub expires_at: i64,
    pub received_at: i64,
    pub renew_at: i64,
    pub user_id: Option<String>,
}
