//! A portal's row.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "portals")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    pub domain: String,
    pub status: String,
    pub app_status: Option<String>,
    pub finished: bool,
    pub scopes: String,
    pub language: Option<String>,
    pub client_endpoint: Option<String>,
    pub server_endpoint: Option<String>,
    pub generation: i64,
    pub purged_generation: i64,
    pub purging: bool,
    pub purged_up_to: i64,
    pub installed_at: Option<i64>,
    pub application_token_hash: Option<Vec<u8>>,
    pub access_token: Option<String>,
    pub refresh_token: Option<String>,
    pub token_health: String,
    pub token_expires_at: Option<i64>,
    pub token_refreshed_at: Option<i64>,
    pub token_user_id: Option<String>,
    pub subscriptions_expected: Option<i32>,
    pub subscriptions_missing: Option<String>,
    pub subscriptions_checked_at: Option<i64>,
    pub application_token_at: Option<i64>,
    pub token_version: i64,
    pub token_failures: i64,
    pub token_error: Option<String>,
    pub token_lease: Option<String>,
    pub token_lease_until: Option<i64>,
    pub license: Option<String>,
    pub app_version: Option<String>,
    pub payment_expired: bool,
    pub payment_days: Option<i32>,
    pub plan_checked_at: Option<i64>,
    pub offline_queue: String,
    pub probe_sent_at: Option<i64>,
    pub probe_received_at: Option<i64>,
    pub learning_hash: Option<Vec<u8>>,
    pub learning_until: Option<i64>,
    pub guard_failures: i64,
    pub learn_failures: i64,
    pub hinted_at: Option<i64>,
    pub renew_at: Option<i64>,
    pub guard_at: Option<i64>,
    pub probe_at: Option<i64>,
    pub watch_at: Option<i64>,
    pub learn_at: Option<i64>,
    pub retention_days: Option<i32>,
    pub recover_at: Option<i64>,
    pub look_trouble: Option<String>,
    pub look_detail: Option<String>,
    pub look_failed_since: Option<i64>,
    pub refused_count: i32,
    pub refused_first_at: Option<i64>,
    pub refused_last_at: Option<i64>,
    pub application_token_confirmed_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
