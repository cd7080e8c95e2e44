//! An operator's row.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveActiveModelBehavior, DeriveEntityModel)]
#[sea_orm(table_name = "operators")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub email: String,
    pub password_hash: String,
    pub created_at: i64,
    pub role: String,
    pub portals: Option<String>,
    pub language: Option<String>,
    pub zone: Option<String>,
    pub theme: String,
    pub totp_secret: Option<String>,
    pub totp_offered: Option<String>,
    pub totp_used_step: Option<i64>,
}
