//! Installs and updates that came while the database was away, sealed.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let installs = Table::create()
            .table("waiting_installs")
            .col(big_pk_auto("position"))
            .col(string_len("member_id", 64))
            .col(var_binary("digest", 32).unique_key())
            .col(text("sealed"))
            .col(big_integer("received_at"))
            .take();
        manager.create_table(installs).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("waiting_installs").to_owned()).await
    }
}
