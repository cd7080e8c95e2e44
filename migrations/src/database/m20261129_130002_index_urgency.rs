//! Indexes by urgency and by token health: lists and counts of all portals read these, not the portals, which are many
//! times as large. So do queries for the few portals with settings of their own, or with hidden deletions.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// The urgency by a portal's own row. The databases use the index only for a query with the same text, word for word.
const URGENCY: &str = "CASE \
    WHEN status = 'needs_reinstall' THEN 0 \
    WHEN status = 'payment_required' THEN 1 \
    WHEN status = 'active' AND token_health = 'failing' THEN 4 \
    WHEN status = 'active' AND (subscriptions_missing IS NOT NULL AND subscriptions_missing <> '' \
        AND (subscriptions_checked_at IS NOT NULL AND subscriptions_expected IS NOT NULL) AND token_health = 'ok') THEN 6 \
    WHEN status = 'active' AND ((NOT (subscriptions_checked_at IS NOT NULL AND subscriptions_expected IS NOT NULL)) \
        OR look_trouble IS NOT NULL \
        OR (refused_count > 0 AND refused_first_at IS NOT NULL AND refused_last_at IS NOT NULL \
            AND (application_token_confirmed_at IS NULL OR application_token_confirmed_at < refused_last_at)) \
        OR token_health IN ('dead', 'none')) THEN 20 \
    WHEN status = 'active' THEN 40 \
    WHEN status = 'installing' THEN 30 \
    ELSE 50 END";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // With the columns that lists of portals ask for, so that only the shown portals are read.
        let urgency = format!("CREATE INDEX portals_by_urgency ON portals (({URGENCY}), member_id, status, domain)");
        manager.get_connection().execute_unprepared(&urgency).await?;
        super::index(manager, "portals", &["token_health", "status", "renew_at"]).await?;
        // Few portals have settings of their own.
        let settings = "CREATE INDEX portals_with_settings ON portals (member_id) \
            WHERE settings IS NOT NULL OR retention_days IS NOT NULL";
        manager.get_connection().execute_unprepared(settings).await?;
        // Hardly any portal is being purged or hidden by a reported removal, and each row that is read is checked for
        // it.
        let hiding =
            "CREATE INDEX portals_hiding ON portals (member_id) WHERE purging OR removal_seen_from IS NOT NULL";
        manager.get_connection().execute_unprepared(hiding).await.map(std::mem::drop)
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["portals_hiding", "portals_with_settings", "portals_by_token_health", "portals_by_urgency"] {
            manager.drop_index(Index::drop().name(name).table("portals").to_owned()).await?;
        }
        Ok(())
    }
}
