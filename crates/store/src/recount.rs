//! Counting anew what is counted with every block, and naming what differs.

mod tally;
mod terms;

use sea_orm::{ConnectionTrait, DatabaseTransaction, Statement};

use crate::error::StoreError;
use crate::indexing::SEGMENT;
use crate::reading::HOUR;
use crate::tallies::Tally;
use crate::{Store, Tenant};

/// How many differences of a kind are named.
const NAMED: u32 = 3;

/// What was counted by complete hours, beside what is there: rows that only one of the two has.
fn hour_counts(under_way: &Tally) -> [String; 2] {
    let found = format!(
        "SELECT received_at / {HOUR} AS hour, event, count(*) AS deletions FROM deletions \
            WHERE member_id = $1 AND received_at < {} GROUP BY received_at / {HOUR}, event",
        i64::from(under_way.hour) * HOUR
    );
    let counted =
        format!("SELECT hour, event, deletions FROM hour_counts WHERE member_id = $1 AND hour < {}", under_way.hour);
    [found, counted]
}

/// The same of complete segments.
fn segments(under_way: &Tally) -> [String; 2] {
    let last = i64::from(under_way.segment) * SEGMENT.cast_signed();
    let having = |kind: &str, value: &str, condition: &str| {
        format!(
            "SELECT '{kind}' AS kind, {value} AS value, (number - 1) / {SEGMENT} AS segment FROM deletions \
                WHERE member_id = $1 AND number <= {last} AND {condition}"
        )
    };
    let found = [
        having("e", "event", "event IS NOT NULL"),
        having("u", "user_id", "user_id IS NOT NULL"),
        having("s", "'recovered'", "sources & 2 <> 0"),
        having("s", "'spooled'", "sources & 4 <> 0"),
    ];
    [found.join(" UNION "), "SELECT kind, value, segment FROM segments WHERE member_id = $1".to_owned()]
}

/// The same over all portals.
fn totals() -> [String; 2] {
    let found = format!(
        "SELECT received_at / {HOUR} AS hour, event, count(*) AS deletions FROM deletions \
            GROUP BY received_at / {HOUR}, event"
    );
    [found, "SELECT hour, event, deletions FROM totals".to_owned()]
}

impl Tenant<'_> {
    /// Counts the portal's deletions anew, as they are at one moment. Returns what differs, in words.
    pub async fn recount(&self) -> Result<Vec<String>, StoreError> {
        let snapshot = self.store.connections.begin_snapshot().await?;
        let mut differences = Vec::new();
        self.recount_deletions(&snapshot, &mut differences).await?;
        let member_id = Some(self.member_id.as_str());
        let under_way = Tally::find(self.member_id, &snapshot).await?;
        compare(&snapshot, "counts by the hour", hour_counts(&under_way), member_id, &mut differences).await?;
        compare(&snapshot, "segments", segments(&under_way), member_id, &mut differences).await?;
        differences.extend(self.recount_tally(&under_way, &snapshot).await?);
        differences.extend(self.recount_terms(&under_way, &snapshot).await?);
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
    /// Counts the deletions of all portals anew. Returns what differs, in words.
    pub async fn recount_totals(&self) -> Result<Vec<String>, StoreError> {
        let snapshot = self.connections.begin_snapshot().await?;
        let mut differences = Vec::new();
        compare(&snapshot, "totals by the hour", totals(), None, &mut differences).await?;
        Ok(differences)
    }
}

/// Names rows that one of the two has and the other does not.
async fn compare(
    snapshot: &DatabaseTransaction,
    what: &str,
    [found, counted]: [String; 2],
    member_id: Option<&str>,
    differences: &mut Vec<String>,
) -> Result<(), StoreError> {
    for (one, other, said) in [(&found, &counted, "is not counted"), (&counted, &found, "is counted, but not there")] {
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
