//! The database: portals, deletions, and who may see them.

use sea_orm_migration::prelude::*;

mod byte_order;
mod m20261128_100001_create_portals;
mod m20261128_100002_create_deletions;
mod m20261128_100003_create_indexing;
mod m20261128_100004_create_operators;
mod m20261129_100001_add_suspensions;
mod m20261129_100005_create_administrators;
mod m20261129_100010_create_webhooks;
mod m20261129_110001_keep_settings_and_bursts;
mod m20261129_110002_create_saved_views;
mod m20261129_110003_keep_user_names;
mod m20261129_120010_keep_requests;
mod m20261129_130001_keep_titles;
mod m20261129_130002_index_urgency;

/// The migrations of the database.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261128_100001_create_portals::Migration),
            Box::new(m20261128_100002_create_deletions::Migration),
            Box::new(m20261128_100003_create_indexing::Migration),
            Box::new(m20261128_100004_create_operators::Migration),
            Box::new(m20261129_100001_add_suspensions::Migration),
            Box::new(m20261129_100005_create_administrators::Migration),
            Box::new(m20261129_100010_create_webhooks::Migration),
            Box::new(m20261129_110001_keep_settings_and_bursts::Migration),
            Box::new(m20261129_110002_create_saved_views::Migration),
            Box::new(m20261129_110003_keep_user_names::Migration),
            Box::new(m20261129_120010_keep_requests::Migration),
            Box::new(m20261129_130001_keep_titles::Migration),
            Box::new(m20261129_130002_index_urgency::Migration),
        ]
    }
}

async fn create(manager: &SchemaManager<'_>, tables: Vec<TableCreateStatement>) -> Result<(), DbErr> {
    for table in tables {
        manager.create_table(table).await?;
    }
    Ok(())
}

async fn drop(manager: &SchemaManager<'_>, tables: &[&'static str]) -> Result<(), DbErr> {
    for table in tables {
        manager.drop_table(Table::drop().table(*table).if_exists().to_owned()).await?;
    }
    Ok(())
}

/// Creates an index of these columns, named after the first.
async fn index(manager: &SchemaManager<'_>, table: &'static str, columns: &[&'static str]) -> Result<(), DbErr> {
    let mut index = Index::create().name(format!("{table}_by_{}", columns[0])).table(table).take();
    manager.create_index(columns.iter().fold(&mut index, |index, column| index.col(*column)).take()).await
}
