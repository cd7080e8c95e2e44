//! The small database that holds parked rows.

use std::path::Path;

use migrations::LogMigrator;
use sea_orm_migration::MigratorTrait;

use crate::connect::{Connections, open_log};
use crate::schema::{applied, expect_known};
use crate::secrets::OpenError;

/// Opens the file and brings its schema up to date; leaves one of another version untouched.
pub(super) async fn open_file(path: &Path) -> Result<Connections, OpenError> {
    let connections = open_log(path).await?;
    match fit(&connections).await {
        Ok(()) => Ok(connections),
        Err(error) => {
            connections.close().await?; // otherwise it would be closed while the file is being set aside
            Err(error)
        }
    }
}

async fn fit(connections: &Connections) -> Result<(), OpenError> {
    expect_known::<LogMigrator>(&applied::<LogMigrator>(&connections.write).await?)?;
    Ok(LogMigrator::up(&connections.write, None).await?)
}
