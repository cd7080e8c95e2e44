//! In which runs of 64 numbers something came otherwise than live: hardly anywhere, so that it is found at once.
//!
//! On PostgreSQL, rows that change with each block of events get room beside them, so that a change stays on its page
//! and no index has to follow it.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// The tables whose rows change all the time, and how full their pages are made.
const CHANGING: [(&str, u8); 3] = [("counters", 40), ("rollups", 70), ("totals", 70)];

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for (source, bit) in [("recovered", 2), ("spooled", 4)] {
            db.execute_unprepared(&format!(
                "INSERT INTO segments SELECT DISTINCT member_id, 's', '{source}', (number - 1) / 64 FROM deletions \
                    WHERE sources & {bit} <> 0"
            ))
            .await?;
        }
        if manager.get_database_backend() == DbBackend::Postgres {
            for (table, full) in CHANGING {
                db.execute_unprepared(&format!("ALTER TABLE {table} SET (fillfactor = {full})")).await?;
            }
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        db.execute_unprepared("DELETE FROM segments WHERE kind = 's'").await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            for (table, _) in CHANGING {
                db.execute_unprepared(&format!("ALTER TABLE {table} RESET (fillfactor)")).await?;
            }
        }
        Ok(())
    }
}
