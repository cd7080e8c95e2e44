//! The small database in which things are parked.

use std::path::Path;

use migrations::LogMigrator;
use sea_orm_migration::MigratorTrait;

use crate::connect::{Connections, open_log};
use crate::error::StoreError;

/// Opens the file as it is, with the present schema.
pub(super) async fn open_file(path: &Path) -> Result<Connections, StoreError> {
    let connections = open_log(path).await?;
    match LogMigrator::up(&connections.write, None).await {
        Ok(()) => Ok(connections),
        Err(error) => {
            connections.close().await?; // otherwise it is closed while the file is set aside
            Err(error.into())
        }
    }
}
