//! The names of users that events name by id, and when to ask portals for them.

use sea_orm_migration::sea_orm::DbBackend;
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// Also asks for users that earlier deletions name. Ids are numbers.
const SQLITE: &str = "INSERT INTO user_names (member_id, user_id, due_at) \
    SELECT DISTINCT member_id, user_id, 0 FROM deletions \
    WHERE user_id GLOB '[1-9]*' AND user_id NOT GLOB '*[^0-9]*' AND length(user_id) < 19";
const POSTGRES: &str = "INSERT INTO user_names (member_id, user_id, due_at) \
    SELECT DISTINCT member_id, user_id, 0 FROM deletions WHERE user_id ~ '^[1-9][0-9]{0,17}$'";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::create(manager, vec![user_names()]).await?;
        super::index(manager, "user_names", &["due_at"]).await?;
        let due = Table::alter().table("portals").add_column(big_integer_null("names_at")).take();
        manager.alter_table(due).await?;
        super::index(manager, "portals", &["names_at"]).await?;
        super::byte_order::set(manager).await?;
        let known = if manager.get_database_backend() == DbBackend::Postgres { POSTGRES } else { SQLITE };
        manager.get_connection().execute_unprepared(known).await.map(std::mem::drop)
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name("portals_by_names_at").table("portals").to_owned()).await?;
        manager.alter_table(Table::alter().table("portals").drop_column("names_at").take()).await?;
        super::drop(manager, &["user_names"]).await
    }
}

fn user_names() -> TableCreateStatement {
    Table::create()
        .table("user_names")
        .col(string_len("member_id", 64))
        .col(string_len("user_id", 20))
        .col(text_null("name")) // sealed; null while unknown, or if the portal does not give it
        .col(big_integer_null("asked_at"))
        .col(big_integer("due_at")) // when to ask the portal, or ask it again
        .col(integer("failures").default(0)) // in a row
        .primary_key(Index::create().col("member_id").col("user_id"))
        .take()
}
