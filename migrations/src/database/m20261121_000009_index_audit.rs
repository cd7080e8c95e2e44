//! The audit is looked through by what happened and by portal.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let by_what = Index::create().name("audit_by_what").table("audit").col("what").col("id").take();
        manager.create_index(by_what).await?;
        let by_portal = Index::create().name("audit_by_member_id").table("audit").col("member_id").col("id").take();
        manager.create_index(by_portal).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for index in ["audit_by_what", "audit_by_member_id"] {
            manager.drop_index(Index::drop().name(index).table("audit").to_owned()).await?;
        }
        Ok(())
    }
}
