//! The order of texts on PostgreSQL. A step that adds texts to a table calls it after the columns and
//! before their indexes.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

/// Every text of the schema that is not in the order of its bytes yet, but for the names of the steps, which are being
/// written to. Free of cost while the table is empty.
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
