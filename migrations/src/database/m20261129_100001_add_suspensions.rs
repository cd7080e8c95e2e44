//! Since when a portal reports nothing because it is unpaid or closed, and when it last came back.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

const COLUMNS: [&str; 2] = ["suspended_at", "resumed_at"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in COLUMNS {
            // One column per statement: SQLite takes no more.
            let table = Table::alter().table("portals").add_column(big_integer_null(column)).take();
            manager.alter_table(table).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in COLUMNS {
            manager.alter_table(Table::alter().table("portals").drop_column(column).take()).await?;
        }
        Ok(())
    }
}
