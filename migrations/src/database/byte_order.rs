//! Byte order for texts on PostgreSQL. Call it after adding text columns; indexes that exist by then are rebuilt.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

/// Sets every text column of the schema that is not in byte order yet, except the names of the steps, which are being
/// written. Costs nothing while the table is empty.
const SET: &str = r#"
DO $$
DECLARE text_column record;
BEGIN
    FOR text_column IN
        SELECT attrelid::regclass AS owner, attname AS name, format_type(atttypid, atttypmod) AS type
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
            AND relname <> 'seaql_migrations' AND attnum > 0 AND NOT attisdropped
            AND atttypid IN ('text'::regtype, 'varchar'::regtype) AND attcollation <> '"C"'::regcollation
    LOOP
        EXECUTE format('ALTER TABLE %s ALTER COLUMN %I TYPE %s COLLATE "C"',
            text_column.owner, text_column.name, text_column.type);
    END LOOP;
END
$$"#;

pub(super) async fn set(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    if manager.get_database_backend() == DbBackend::Postgres {
        manager.get_connection().execute_unprepared(SET).await?;
    }
    Ok(())
}
