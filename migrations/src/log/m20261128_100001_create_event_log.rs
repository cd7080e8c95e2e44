//! Events and installs parked with a reason until they can be decided, and a table to try whether the disk is writable.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [parked(), probe()] {
            manager.create_table(table).await?;
        }
        let mut by_reason = Index::create().name("parked_by_reason").table("parked").take();
        manager.create_index(by_reason.col("reason").to_owned()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["probe", "parked"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

// The database counts positions, and never reuses one even after its row is gone.
fn parked() -> TableCreateStatement {
    Table::create()
        .table("parked")
        .col(big_pk_auto("position"))
        .col(text("reason")) // not_installed, unverified, or unsaved: an install, sealed
        .col(string_len("member_id", 64))
        .col(var_binary_null("token", 32)) // keyed hash of an event's application_token
        .col(var_binary_null("digest", 32).unique_key()) // identifies an install
        .col(string_len_null("source", 64)) // the network that it came from
        .col(boolean("known")) // whether an install's portal is known
        .col(big_integer("received_at"))
        .col(big_integer("bytes"))
        .col(blob("body"))
        .take()
}

fn probe() -> TableCreateStatement {
    Table::create().table("probe").col(integer("id").primary_key()).col(blob("filler")).take()
}
