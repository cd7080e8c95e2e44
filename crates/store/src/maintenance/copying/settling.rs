//! Settles a copy, so that it can be served from: each database becomes one whole file, sound and of a known version.

use std::path::Path;

use migrations::{LogMigrator, Migrator};
use sea_orm::DbErr;
use sea_orm_migration::MigratorTrait;

use super::{CopyError, DATABASE, EVENT_LOG};
use crate::connect::{self, Connections, Database, expect_sound, open_log};
use crate::schema::{applied, expect_known};
use crate::secrets::OpenError;

/// Settles the copy in a folder, which nobody else uses, and finds what is wrong with it before anybody serves from it.
pub async fn settle_copy(folder: &Path) -> Result<(), CopyError> {
    let (database, event_log) = (folder.join(DATABASE), folder.join(EVENT_LOG));
    if database.try_exists()? {
        let opened = connect::open(&Database::Sqlite(database)).await;
        settle::<Migrator>(opened, DATABASE).await?;
    }
    if event_log.try_exists()? {
        settle::<LogMigrator>(open_log(&event_log).await, EVENT_LOG).await?;
    }
    Ok(())
}

async fn settle<M: MigratorTrait>(opened: Result<Connections, DbErr>, file: &'static str) -> Result<(), CopyError> {
    let damaged = |error: DbErr| CopyError::Damaged { file, what: error.to_string() };
    let connections = opened.map_err(damaged)?;
    expect_sound(&connections.write).await.map_err(damaged)?;
    expect_known::<M>(&applied::<M>(&connections.write).await.map_err(OpenError::from)?)?;
    let emptied = async {
        connections.empty_wal().await?;
        connections.close().await
    };
    Ok(emptied.await.map_err(OpenError::from)?)
}
