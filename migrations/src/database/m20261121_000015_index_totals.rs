//! An index over the hours of each event: where something is among the deletions of all portals.

use sea_orm_migration::prelude::*;

const INDEX: &str = "totals_of_event";

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = Index::create().name(INDEX).table("totals").col("event").col("hour").take();
        manager.create_index(index).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name(INDEX).table("totals").to_owned()).await
    }
}
