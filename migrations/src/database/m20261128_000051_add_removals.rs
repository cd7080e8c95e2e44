//! Removals that a portal reported and nobody confirmed yet.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in columns() {
            manager.alter_table(Table::alter().table("portals").add_column(column).take()).await?;
        }
        let due = Index::create().name("portals_by_confirm_at").table("portals").col("confirm_at").take();
        manager.create_index(due).await?;
        super::byte_order::set(manager).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name("portals_by_confirm_at").table("portals").to_owned()).await?;
        for column in columns() {
            let name = column.get_column_name();
            manager.alter_table(Table::alter().table("portals").drop_column(name).take()).await?;
        }
        Ok(())
    }
}

fn columns() -> Vec<ColumnDef> {
    vec![
        big_integer_null("removal_at").take(),
        string_len_null("removal_from", 20).take(), // where the portal stood before
        big_integer_null("removal_seen_from").take(), // what it hides was seen from this number on; none if it hides nothing
        big_integer_null("confirm_at").take(),
    ]
}
