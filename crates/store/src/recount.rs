//! Counting anew what is counted with every block, and naming what differs.

mod kept;
mod rows;
mod sum;

use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait, Statement};

use crate::entities::portal;
use crate::error::StoreError;
use crate::indexing::SEGMENT;
use crate::reading::HOUR;
use crate::tallies::Tally;
use crate::{Store, Tenant};

/// How many differences of a kind are named.
const NAMED: u32 = 3;

/// What was counted, beside what is there: rows that only one of the two has.
struct Comparison {
    what: &'static str,
    /// The columns of both as one text, so that both databases tell them in the same way.
    columns: &'static str,
    found: String,
    counted: String,
}

/// Of complete hours.
fn hours(under_way: &Tally) -> Comparison {
    Comparison {
        what: "counts by the hour",
        columns: "CAST(hour AS text) || ' ' || event || ' ' || CAST(deletions AS text)",
        found: format!(
            "SELECT received_at / {HOUR} AS hour, event, count(*) AS deletions FROM deletions \
                WHERE member_id = $1 AND received_at < {} GROUP BY received_at / {HOUR}, event",
            i64::from(under_way.hour) * HOUR
        ),
        counted: format!(
            "SELECT hour, event, deletions FROM hourly_counts WHERE member_id = $1 AND hour < {}",
            under_way.hour
        ),
    }
}

/// Of days, by the hours that they have.
fn days() -> Comparison {
    Comparison {
        what: "counts by the day",
        columns: "CAST(day AS text) || ' ' || event || ' ' || CAST(deletions AS text)",
        found: "SELECT hour / 24 AS day, event, CAST(sum(deletions) AS bigint) AS deletions FROM hourly_counts \
            WHERE member_id = $1 GROUP BY hour / 24, event"
            .to_owned(),
        counted: "SELECT day, event, deletions FROM daily_counts WHERE member_id = $1".to_owned(),
    }
}

/// Of complete segments.
fn segments(under_way: &Tally) -> Comparison {
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
    Comparison {
        what: "segments",
        columns: "kind || ' ' || value || ' ' || CAST(segment AS text)",
        found: found.join(" UNION "),
        counted: "SELECT kind, value, segment FROM segments WHERE member_id = $1".to_owned(),
    }
}

/// Over all portals.
fn totals() -> Comparison {
    Comparison {
        what: "totals by the hour",
        columns: "CAST(hour AS text) || ' ' || event || ' ' || CAST(deletions AS text)",
        found: format!(
            "SELECT received_at / {HOUR} AS hour, event, count(*) AS deletions FROM deletions \
                GROUP BY received_at / {HOUR}, event"
        ),
        counted: "SELECT hour, event, deletions FROM totals".to_owned(),
    }
}

impl Tenant<'_> {
    /// Counts the portal's deletions anew, as they are at one moment. Returns what differs, in words.
    ///
    /// The deletions are read once; which of many rows differ is only looked for where their sum does.
    pub async fn recount(&self) -> Result<Vec<String>, StoreError> {
        let snapshot = self.store.connections.begin_snapshot().await?;
        let own = self.member_id.as_str();
        let row = portal::Entity::find_by_id(own).one(&snapshot).await?;
        let under_way = Tally::find(self.member_id, &snapshot).await?;
        let found = self.count_rows(&under_way, row.map_or(0, |row| row.purged_up_to), &snapshot).await?;
        let kept = self.find_kept(&under_way, &snapshot).await?;
        let mut differences = Vec::new();
        if found.deletions != kept.deletions {
            differences.push(format!("{} deletions were counted, {} are there", kept.deletions, found.deletions));
        }
        if found.hours != kept.hours {
            differences.extend(compare(&snapshot, &hours(&under_way), Some(own)).await?);
        }
        differences.extend(compare(&snapshot, &days(), Some(own)).await?);
        if found.segments != kept.segments {
            differences.extend(compare(&snapshot, &segments(&under_way), Some(own)).await?);
        }
        if found.events != kept.events {
            let (kept, found) = (kept.events, found.events);
            differences.push(format!("counts by the hour: {kept:?} are under way, and should be {found:?}"));
        }
        if found.marks != kept.marks {
            let (kept, found) = (kept.marks, found.marks);
            differences.push(format!("segments: {kept:?} are under way, and should be {found:?}"));
        }
        if found.texts != kept.texts {
            let (kept, found) = (kept.texts.rows, found.texts.rows);
            differences.push(format!("texts: the deletions have {found}, {kept} are there, and they are not the same"));
        }
        Ok(differences)
    }
}

impl Store {
    /// Counts the deletions of all portals anew. Returns what differs, in words.
    pub async fn recount_totals(&self) -> Result<Vec<String>, StoreError> {
        let snapshot = self.connections.begin_snapshot().await?;
        compare(&snapshot, &totals(), None).await
    }
}

/// Names rows that one of the two has and the other does not.
async fn compare(
    snapshot: &DatabaseTransaction,
    Comparison { what, columns, found, counted }: &Comparison,
    member_id: Option<&str>,
) -> Result<Vec<String>, StoreError> {
    let mut differences = Vec::new();
    for (one, other, said) in [(found, counted, "is not counted"), (counted, found, "is counted, but not there")] {
        let sql =
            format!("SELECT {columns} FROM (SELECT * FROM ({one}) a EXCEPT SELECT * FROM ({other}) b) c LIMIT {NAMED}");
        let values = member_id.map(Into::into);
        let statement = Statement::from_sql_and_values(snapshot.get_database_backend(), sql, values);
        for row in snapshot.query_all_raw(statement).await? {
            let row: String = row.try_get_by_index(0)?;
            differences.push(format!("{what}: {row} {said}"));
        }
    }
    Ok(differences)
}
