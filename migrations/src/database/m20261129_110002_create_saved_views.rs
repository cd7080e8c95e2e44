//! Views of lists that operators saved.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::create(manager, vec![saved_views()]).await?;
        let once = Index::create().name("saved_views_once").table("saved_views").unique().take();
        manager.create_index(once.clone().col("operator_id").col("name").take()).await?;
        super::byte_order::set(manager).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::drop(manager, &["saved_views"]).await
    }
}

fn saved_views() -> TableCreateStatement {
    let mut operator = ForeignKey::create().from("saved_views", "operator_id").take();
    operator.to("operators", "id").on_delete(ForeignKeyAction::Cascade);
    Table::create()
        .table("saved_views")
        .col(big_pk_auto("id"))
        .col(big_integer("operator_id"))
        .col(text("name"))
        .col(text("query")) // a query string
        .col(boolean("is_shared"))
        .col(big_integer("created_at"))
        .foreign_key(&mut operator)
        .take()
}
