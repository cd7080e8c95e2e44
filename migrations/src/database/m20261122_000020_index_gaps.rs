//! Gaps by state and portal: an index of states alone was preferred to the key for one portal's open gaps, and had
//! those of all portals in it.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

const NAME: &str = "gaps_by_state";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        order(manager, &["state", "member_id"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        order(manager, &["state"]).await
    }
}

async fn order(manager: &SchemaManager<'_>, columns: &[&'static str]) -> Result<(), DbErr> {
    manager.drop_index(Index::drop().name(NAME).table("gaps").to_owned()).await?;
    let mut index = Index::create().name(NAME).table("gaps").take();
    manager.create_index(columns.iter().fold(&mut index, |index, column| index.col(*column)).take()).await
}
