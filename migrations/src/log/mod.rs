//! The event log: what was accepted and is still to be indexed, and what is held aside.

use sea_orm_migration::prelude::*;

mod m20261121_000001_create_event_log;
mod m20261121_000002_keep_apart;
mod m20261121_000003_drop_source;
mod m20261122_000004_keep_installs;
mod m20261128_000041_bound_installs;

/// The steps of the event log.
pub struct LogMigrator;

impl MigratorTrait for LogMigrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261121_000001_create_event_log::Migration),
            Box::new(m20261121_000002_keep_apart::Migration),
            Box::new(m20261121_000003_drop_source::Migration),
            Box::new(m20261122_000004_keep_installs::Migration),
            Box::new(m20261128_000041_bound_installs::Migration),
        ]
    }

    // The log may share a database with the rest, so its steps are counted apart.
    fn migration_table_name() -> DynIden {
        "event_log_migrations".into_iden()
    }
}
