//! What is known of a portal's tokens, plan and deliveries, and when what has to be done for it is due.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// When each task of a portal is due; found by an index each.
const DUE: [&str; 5] = ["renew_at", "guard_at", "probe_at", "watch_at", "learn_at"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in columns() {
            manager.alter_table(Table::alter().table("portals").add_column(column).take()).await?;
        }
        for column in DUE {
            let index = Index::create().name(format!("portals_by_{column}")).table("portals").col(column).take();
            manager.create_index(index).await?;
        }
        manager.create_table(alarms()).await?;
        let by_kind = Index::create().name("alarms_by_kind").table("alarms").col("kind").col("since").take();
        manager.create_index(by_kind).await?;
        // Portals that were installed before have all of it before them.
        let known = Query::update()
            .table("portals")
            .value("guard_at", 0)
            .value("watch_at", 0)
            .and_where(Expr::col("access_token").is_not_null())
            .take();
        manager.execute(known).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("alarms").to_owned()).await?;
        for column in DUE {
            let index = Index::drop().name(format!("portals_by_{column}")).table("portals").to_owned();
            manager.drop_index(index).await?;
        }
        for column in columns() {
            let name = column.get_column_name();
            manager.alter_table(Table::alter().table("portals").drop_column(name).take()).await?;
        }
        Ok(())
    }
}

fn columns() -> Vec<ColumnDef> {
    let counter = |name: &'static str| big_integer(name).default(0).take();
    vec![
        big_integer_null("application_token_at").take(), // a token that was sent earlier does not replace it
        counter("token_version"),
        counter("token_failures"),
        text_null("token_error").take(),
        text_null("token_lease").take(),
        big_integer_null("token_lease_until").take(),
        text_null("license").take(),
        text_null("app_version").take(),
        boolean("payment_expired").default(false).take(),
        integer_null("payment_days").take(),
        big_integer_null("plan_checked_at").take(),
        string_len("offline_queue", 12).default("unknown").take(),
        big_integer_null("probe_sent_at").take(),
        big_integer_null("probe_received_at").take(),
        var_binary_null("learning_hash", 32).take(), // names the one address at which the application_token is awaited
        big_integer_null("learning_until").take(),
        counter("guard_failures"),
        counter("learn_failures"),
        big_integer_null("renew_at").take(),
        big_integer_null("guard_at").take(),
        big_integer_null("probe_at").take(),
        big_integer_null("watch_at").take(),
        big_integer_null("learn_at").take(),
    ]
}

fn alarms() -> TableCreateStatement {
    Table::create()
        .table("alarms")
        .col(string_len("member_id", 64))
        .col(string_len("kind", 24))
        .col(big_integer("since"))
        .primary_key(Index::create().col("member_id").col("kind"))
        .take()
}
