//! The small database beside the event log, for parked events and installs.

use sea_orm_migration::prelude::*;

mod m20261128_100001_create_event_log;

/// The migrations of the event log.
pub struct LogMigrator;

impl MigratorTrait for LogMigrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(m20261128_100001_create_event_log::Migration)]
    }

    // The log may share a database with the rest, so its steps have a table of their own.
    fn migration_table_name() -> DynIden {
        "event_log_migrations".into_iden()
    }
}
