//! The small database in which things are parked.

use std::path::Path;

use migrations::LogMigrator;
use sea_orm_migration::MigratorTrait;

use crate::connect::{Connections, open_log};
use crate::schema::{applied, expect_known};
use crate::secrets::OpenError;

/// Opens the file as it is, with the present schema; one of another version is left as it is.
pub(super) async fn open_file(path: &Path) -> Result<Connections, OpenError> {
    let connections = open_log(path).await?;
    match fit(&connections).await {
        Ok(()) => Ok(connections),
        Err(error) => {
            connections.close().await?; // otherwise it is closed while the file is set aside
            Err(error)
        }
    }
}

async fn fit(connections: &Connections) -> Result<(), OpenError> {
    expect_known::<LogMigrator>(&applied::<LogMigrator>(&connections.write).await?)?;
    Ok(LogMigrator::up(&connections.write, None).await?)
}
