//! Outgoing webhooks: endpoints, messages on their way to each, every attempt, and the requests that created endpoints.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// Pending deliveries by due time, by the order of each portal's deletions, and by lease: these indexes hold nothing
/// else.
const PENDING: &str = "
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (endpoint_id, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX webhook_deliveries_ordered ON webhook_deliveries (endpoint_id, member_id, number) WHERE due_at IS NOT NULL;
CREATE INDEX webhook_deliveries_leased ON webhook_deliveries (endpoint_id, member_id) WHERE lease IS NOT NULL;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Grows with each change of an endpoint; the indexer reads it with each block.
        let changes = big_integer("webhook_changes").default(0).take();
        manager.alter_table(Table::alter().table("arrivals").add_column(changes).take()).await?;
        super::create(manager, vec![endpoints(), deliveries(), attempts(), idempotency_keys()]).await?;
        super::index(manager, "webhook_deliveries", &["endpoint_id", "state", "created_at"]).await?;
        super::index(manager, "webhook_attempts", &["at"]).await?;
        super::index(manager, "idempotency_keys", &["created_at"]).await?;
        manager.get_connection().execute_unprepared(PENDING).await?;
        super::byte_order::set(manager).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = ["idempotency_keys", "webhook_attempts", "webhook_deliveries", "webhook_endpoints"];
        super::drop(manager, &tables).await?;
        manager.alter_table(Table::alter().table("arrivals").drop_column("webhook_changes").take()).await
    }
}

/// A portal's endpoints, and under an empty `member_id` those for all portals.
fn endpoints() -> TableCreateStatement {
    Table::create()
        .table("webhook_endpoints")
        .col(string_len("member_id", 64))
        .col(string_len("id", 32))
        .col(text("url"))
        .col(text("description"))
        .col(text("types")) // separated by commas, like the two that follow
        .col(text("events"))
        .col(text("entities"))
        .col(boolean("ordered"))
        .col(string_len("status", 8))
        .col(string_len_null("disabled_why", 12))
        .col(text("secret")) // sealed
        .col(text_null("old_secrets")) // sealed; they sign too for a while
        .col(big_integer("created_at"))
        .col(big_integer_null("failing_since"))
        .col(big_integer_null("disabled_at"))
        .col(big_integer_null("last_delivered_at"))
        .col(big_integer("version"))
        .primary_key(Index::create().col("member_id").col("id"))
        .take()
}

/// Messages about a portal, and under an empty `member_id` those about none.
fn deliveries() -> TableCreateStatement {
    Table::create()
        .table("webhook_deliveries")
        .col(string_len("member_id", 64))
        .col(string_len("endpoint_id", 32))
        .col(string_len("message_id", 96))
        .col(string_len("kind", 20))
        .col(big_integer("number")) // of the deletion; 0 if it is about none
        .col(big_integer("arrival")) // of the deletion; 0 if unknown
        .col(big_integer("received_at")) // of the deletion
        .col(text_null("data")) // of a message that is about no deletion
        .col(small_integer("state"))
        .col(integer("attempts"))
        .col(integer("tries")) // attempts since it was queued, or queued again
        .col(big_integer("created_at"))
        .col(big_integer_null("due_at")) // null if it is not pending
        .col(string_len_null("lease", 32)) // who works on it until it is due again
        .col(integer_null("last_status"))
        .col(text_null("last_error"))
        .primary_key(Index::create().col("member_id").col("endpoint_id").col("message_id"))
        .take()
}

fn attempts() -> TableCreateStatement {
    Table::create()
        .table("webhook_attempts")
        .col(string_len("member_id", 64))
        .col(string_len("endpoint_id", 32))
        .col(string_len("message_id", 96))
        .col(big_integer("at"))
        .col(integer_null("status")) // null if there was no answer
        .col(text_null("error"))
        .col(integer("millis"))
        .col(text("response")) // its beginning
        .primary_key(Index::create().col("member_id").col("endpoint_id").col("message_id").col("at"))
        .take()
}

/// Answers to requests that bring an idempotency key, under an empty `member_id` if they are about all portals.
fn idempotency_keys() -> TableCreateStatement {
    Table::create()
        .table("idempotency_keys")
        .col(string_len("member_id", 64))
        .col(big_integer("api_key_id"))
        .col(var_binary("key_hash", 32)) // covers the route too
        .col(var_binary("body_hash", 32))
        .col(text("answer")) // without the secret
        .col(big_integer("created_at"))
        .primary_key(Index::create().col("member_id").col("api_key_id").col("key_hash"))
        .take()
}
