//! The database: portals, deletions, and who may see them.

use sea_orm_migration::prelude::*;

mod byte_order;
mod m20261121_000001_create_portals;
mod m20261121_000002_create_deletions;
mod m20261121_000003_create_indexing;
mod m20261121_000004_create_operators;
mod m20261121_000005_create_api_keys;
mod m20261121_000006_create_secrets;
mod m20261121_000007_add_portal_health;
mod m20261121_000008_create_calls;
mod m20261121_000009_index_audit;
mod m20261121_000010_order_texts;
mod m20261121_000011_add_hint;
mod m20261121_000012_pack_deletions;
mod m20261121_000013_create_gaps;
mod m20261121_000014_create_processes;
mod m20261121_000015_index_totals;
mod m20261121_000016_mark_sources;
mod m20261121_000017_create_tallies;
mod m20261121_000018_order_fingerprints;
mod m20261121_000019_count_days;
mod m20261122_000020_index_gaps;
mod m20261128_000021_note_reports;
mod m20261128_000031_add_looks;
mod m20261128_000041_bound_installs;
mod m20261128_000042_keep_used_states;
mod m20261128_000051_add_removals;
mod m20261128_000061_keep_receipts;
mod m20261128_000071_add_process_keys;

/// The steps of the database.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261121_000001_create_portals::Migration),
            Box::new(m20261121_000002_create_deletions::Migration),
            Box::new(m20261121_000003_create_indexing::Migration),
            Box::new(m20261121_000004_create_operators::Migration),
            Box::new(m20261121_000005_create_api_keys::Migration),
            Box::new(m20261121_000006_create_secrets::Migration),
            Box::new(m20261121_000007_add_portal_health::Migration),
            Box::new(m20261121_000008_create_calls::Migration),
            Box::new(m20261121_000009_index_audit::Migration),
            Box::new(m20261121_000010_order_texts::Migration),
            Box::new(m20261121_000011_add_hint::Migration),
            Box::new(m20261121_000012_pack_deletions::Migration),
            Box::new(m20261121_000013_create_gaps::Migration),
            Box::new(m20261121_000014_create_processes::Migration),
            Box::new(m20261121_000015_index_totals::Migration),
            Box::new(m20261121_000016_mark_sources::Migration),
            Box::new(m20261121_000017_create_tallies::Migration),
            Box::new(m20261121_000018_order_fingerprints::Migration),
            Box::new(m20261121_000019_count_days::Migration),
            Box::new(m20261122_000020_index_gaps::Migration),
            Box::new(m20261128_000021_note_reports::Migration),
            Box::new(m20261128_000031_add_looks::Migration),
            Box::new(m20261128_000041_bound_installs::Migration),
            Box::new(m20261128_000042_keep_used_states::Migration),
            Box::new(m20261128_000051_add_removals::Migration),
            Box::new(m20261128_000061_keep_receipts::Migration),
            Box::new(m20261128_000071_add_process_keys::Migration),
        ]
    }
}
