//! Operators, their sessions, and the audit of what was done and refused.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(operators()).await?;
        manager.create_table(sessions()).await?;
        manager.create_table(audit()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["audit", "sessions", "operators"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn operators() -> TableCreateStatement {
    Table::create()
        .table("operators")
        .col(big_pk_auto("id"))
        .col(text("email").unique_key())
        .col(text("password_hash"))
        .col(big_integer("created_at"))
        .take()
}

fn sessions() -> TableCreateStatement {
    let mut operator = ForeignKey::create().from("sessions", "operator_id").take();
    operator.to("operators", "id").on_delete(ForeignKeyAction::Cascade);
    Table::create()
        .table("sessions")
        .col(var_binary("cookie_hash", 32).primary_key())
        .col(big_integer("operator_id"))
        .col(big_integer("expires_at"))
        .foreign_key(&mut operator)
        .take()
}

fn audit() -> TableCreateStatement {
    Table::create()
        .table("audit")
        .col(big_pk_auto("id"))
        .col(big_integer("at"))
        .col(text("actor"))
        .col(string_len_null("member_id", 64))
        .col(text("what"))
        .col(text("detail"))
        .take()
}
