//! Counting anew what is counted with every block, and naming what differs.

mod terms;

use sea_orm::{ConnectionTrait, DatabaseTransaction, Statement};

use crate::error::StoreError;
use crate::{Store, Tenant};

/// How many differences of a kind are named.
const NAMED: u32 = 3;

/// What was counted by the hour, beside what is there: rows that only one of the two has.
const ROLLUPS: [&str; 2] = [
    "SELECT received_at / 3600000000 AS hour, event, count(*) AS deletions FROM deletions WHERE member_id = $1 \
        GROUP BY received_at / 3600000000, event",
    "SELECT hour, event, deletions FROM rollups WHERE member_id = $1",
];
const SEGMENTS: [&str; 2] = [
    "SELECT 'e' AS kind, event AS value, (number - 1) / 64 AS segment FROM deletions WHERE member_id = $1 UNION \
        SELECT 'u', user_id, (number - 1) / 64 FROM deletions WHERE member_id = $1 AND user_id IS NOT NULL UNION \
        SELECT 's', 'recovered', (number - 1) / 64 FROM deletions WHERE member_id = $1 AND sources & 2 <> 0 UNION \
        SELECT 's', 'spooled', (number - 1) / 64 FROM deletions WHERE member_id = $1 AND sources & 4 <> 0",
    "SELECT kind, value, segment FROM segments WHERE member_id = $1",
];
const TOTALS: [&str; 2] = [
    "SELECT hour, event, CAST(sum(deletions) AS bigint) AS deletions FROM rollups GROUP BY hour, event",
    "SELECT hour, event, deletions FROM totals",
];

impl Tenant<'_> {
    /// Counts the portal's deletions anew, as they are at one moment. Returns what differs, in words.
    pub async fn recount(&self) -> Result<Vec<String>, StoreError> {
        let snapshot = self.store.connections.begin_snapshot().await?;
        let mut differences = Vec::new();
        self.recount_deletions(&snapshot, &mut differences).await?;
        let member_id = Some(self.member_id.as_str());
        compare(&snapshot, "counts by the hour", ROLLUPS, member_id, &mut differences).await?;
        compare(&snapshot, "segments", SEGMENTS, member_id, &mut differences).await?;
        differences.extend(self.recount_terms(&snapshot).await?);
        Ok(differences)
    }

    async fn recount_deletions(
        &self,
        snapshot: &DatabaseTransaction,
        differences: &mut Vec<String>,
    ) -> Result<(), StoreError> {
        let counts = "SELECT coalesce((SELECT deletions FROM counters WHERE member_id = $1), 0), \
            (SELECT count(*) FROM deletions WHERE member_id = $1 AND number > \
                (SELECT purged_up_to FROM portals WHERE member_id = $1))";
        let row = snapshot.query_one_raw(statement(snapshot, counts.to_owned(), Some(self.member_id.as_str()))).await?;
        let Some(row) = row else { return Ok(()) };
        let (counted, found): (i64, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        if counted != found {
            differences.push(format!("{counted} deletions were counted, {found} are there"));
        }
        Ok(())
    }
}

impl Store {
    /// Adds the counts of all portals up anew. Returns what differs, in words.
    pub async fn recount_totals(&self) -> Result<Vec<String>, StoreError> {
        let snapshot = self.connections.begin_snapshot().await?;
        let mut differences = Vec::new();
        compare(&snapshot, "totals by the hour", TOTALS, None, &mut differences).await?;
        Ok(differences)
    }
}

/// Names rows that one of the two has and the other does not.
async fn compare(
    snapshot: &DatabaseTransaction,
    what: &str,
    [found, counted]: [&str; 2],
    member_id: Option<&str>,
    differences: &mut Vec<String>,
) -> Result<(), StoreError> {
    for (one, other, said) in [(found, counted, "is not counted"), (counted, found, "is counted, but not there")] {
        // Texts of all columns, so that both databases tell them in the same way.
        let columns = match what {
            "segments" => "kind || ' ' || value || ' ' || CAST(segment AS text)",
            _ => "CAST(hour AS text) || ' ' || event || ' ' || CAST(deletions AS text)",
        };
        let sql =
            format!("SELECT {columns} FROM (SELECT * FROM ({one}) a EXCEPT SELECT * FROM ({other}) b) c LIMIT {NAMED}");
        for row in snapshot.query_all_raw(statement(snapshot, sql, member_id)).await? {
            let row: String = row.try_get_by_index(0)?;
            differences.push(format!("{what}: {row} {said}"));
        }
    }
    Ok(())
}

fn statement(db: &impl ConnectionTrait, sql: String, member_id: Option<&str>) -> Statement {
    Statement::from_sql_and_values(db.get_database_backend(), sql, member_id.map(Into::into))
}
