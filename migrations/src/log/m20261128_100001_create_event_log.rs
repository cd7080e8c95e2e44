//! Events that are held, that can't be judged yet, installs that wait for the database, and a place to try whether the
//! disk can be written.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [events(), held_events(), unjudged_events(), waiting_installs(), probe()] {
            manager.create_table(table).await?;
        }
        let mut by_share = Index::create().name("waiting_installs_by_share").table("waiting_installs").take();
        manager.create_index(by_share.col("known").col("source").col("bytes").to_owned()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["probe", "waiting_installs", "unjudged_events", "held_events", "logged_events"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

// The position is counted by the database and never used again, also after the row was indexed and removed.
fn events() -> TableCreateStatement {
    Table::create()
        .table("logged_events")
        .col(big_pk_auto("position"))
        .col(big_integer("received_at"))
        .col(blob("record"))
        .take()
}

fn held_events() -> TableCreateStatement {
    Table::create()
        .table("held_events")
        .col(string_len("member_id", 64))
        .col(big_integer("number"))
        .col(var_binary("application_token_hash", 32))
        .col(big_integer("received_at"))
        .col(blob("record"))
        .primary_key(Index::create().col("member_id").col("number"))
        .take()
}

fn unjudged_events() -> TableCreateStatement {
    Table::create()
        .table("unjudged_events")
        .col(big_pk_auto("position"))
        .col(string_len("member_id", 64))
        .col(var_binary("application_token_hash", 32))
        .col(big_integer("received_at"))
        .col(blob("record"))
        .take()
}

/// Sealed.
fn waiting_installs() -> TableCreateStatement {
    Table::create()
        .table("waiting_installs")
        .col(big_pk_auto("position"))
        .col(string_len("member_id", 64))
        .col(var_binary("digest", 32).unique_key())
        .col(text("sealed"))
        .col(big_integer("received_at"))
        .col(string_len_null("source", 64)) // where it came from
        .col(boolean("known").default(false)) // whether it is of a known portal
        .col(big_integer("bytes").default(0))
        .take()
}

fn probe() -> TableCreateStatement {
    Table::create().table("probe").col(integer("id").primary_key()).col(blob("filler")).take()
}
