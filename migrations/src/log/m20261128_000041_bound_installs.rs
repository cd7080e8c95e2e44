//! What installs that wait for the database take up, where they came from, and whether they are of a known portal.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in columns() {
            manager.alter_table(Table::alter().table("waiting_installs").add_column(column).take()).await?;
        }
        let size = "UPDATE waiting_installs SET bytes = length(sealed)";
        manager.get_connection().execute_unprepared(size).await?;
        let mut by_share = Index::create().name("waiting_installs_by_share").table("waiting_installs").take();
        manager.create_index(by_share.col("known").col("source").col("bytes").to_owned()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let by_share = Index::drop().name("waiting_installs_by_share").table("waiting_installs").to_owned();
        manager.drop_index(by_share).await?;
        for column in columns() {
            let name = column.get_column_name();
            manager.alter_table(Table::alter().table("waiting_installs").drop_column(name).take()).await?;
        }
        Ok(())
    }
}

fn columns() -> [ColumnDef; 3] {
    [
        string_len_null("source", 64).take(),
        boolean("known").default(false).take(),
        big_integer("bytes").default(0).take(),
    ]
}
