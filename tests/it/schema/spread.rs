//! The schema can be distributed over machines by `member_id`. Reads the live schema, so no later migration can break
//! that (docs/scale.md).

use std::collections::BTreeSet;

use store::Schema;

use crate::support::Place;

/// The service's own tables, ordinary ones beside the distributed. Their rows may name a portal, or none.
const OF_THE_SERVICE: [&str; 18] = [
    "accounts",
    "api_keys",
    "arrivals",
    "audit",
    "cursors",
    "event_log",
    "leases",
    "listening",
    "used_states",
    "operators",
    "processes",
    "quarantine",
    "recovery_codes",
    "rollup",
    "secrets",
    "saved_views",
    "sessions",
    "totals",
];

/// Tables by their `member_id` column, and violations.
struct Live {
    tenants: BTreeSet<String>,
    others: BTreeSet<String>,
    faults: Vec<String>,
}

async fn look() -> Live {
    let place = Place::empty();
    Schema::open(&place.database()).await.unwrap().up().await.unwrap();
    let database = place.server();
    let lines = |sql: &str| -> Vec<String> { database.query(sql).lines().map(str::to_owned).collect() };
    let own = "relnamespace = 'public'::regnamespace AND relname <> 'seaql_migrations'";
    let tables: BTreeSet<String> =
        lines(&format!("SELECT relname FROM pg_class WHERE relkind = 'r' AND {own}")).into_iter().collect();
    // In a portal's tables `member_id` is never null.
    let tenants: BTreeSet<String> = lines(&format!(
        "SELECT relname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
        WHERE relkind = 'r' AND {own} AND attname = 'member_id' AND attnotnull"
    ))
    .into_iter()
    .collect();
    let others = tables.difference(&tenants).cloned().collect();
    let mut faults = lines(&format!(
        "SELECT relname || ': ' || indexrelid::regclass || ' does not begin with member_id'
        FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
        JOIN pg_attribute first ON first.attrelid = indrelid AND first.attnum = indkey[0]
        WHERE {own} AND indisunique AND first.attname <> 'member_id' AND EXISTS (
            SELECT FROM pg_attribute WHERE attrelid = indrelid AND attname = 'member_id' AND attnotnull)"
    ));
    faults.extend(lines(&format!(
        "SELECT relname || ': ' || conname || ' leads from a portal''s rows elsewhere'
        FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
        JOIN pg_attribute owner ON owner.attrelid = conrelid AND owner.attname = 'member_id' AND owner.attnotnull
        WHERE {own} AND contype = 'f' AND NOT EXISTS (
            SELECT FROM generate_subscripts(conkey, 1) place
            JOIN pg_attribute target ON target.attrelid = confrelid AND target.attnum = confkey[place]
            WHERE conkey[place] = owner.attnum AND target.attname = 'member_id')"
    )));
    faults.extend(lines(&format!(
        "SELECT relname || ' has no primary key' FROM pg_class
        WHERE relkind = 'r' AND {own} AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = pg_class.oid AND indisprimary)"
    )));
    faults.extend(lines(&format!(
        "SELECT relname || '.member_id is ' || format_type(atttypid, atttypmod)
        FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
        WHERE relkind = 'r' AND {own} AND attname = 'member_id' AND attnotnull
            AND format_type(atttypid, atttypmod) <> 'character varying(64)'"
    )));
    Live { tenants, others, faults }
}

#[tokio::test]
#[ignore = "takes PostgreSQL: TEST_DATABASE=postgres and --include-ignored"]
async fn every_key_of_a_portals_rows_begins_with_the_portal() {
    let live = look().await;
    assert_eq!(live.faults, [""; 0], "docs/scale.md says why");
    assert!(live.tenants.contains("deletions") && live.tenants.contains("terms"), "{:?}", live.tenants);
}

/// A new table either belongs to portals or is listed here and in docs/scale.md on purpose.
#[tokio::test]
#[ignore = "takes PostgreSQL: TEST_DATABASE=postgres and --include-ignored"]
async fn what_is_no_portals_is_known_by_name() {
    let live = look().await;
    assert_eq!(live.others, OF_THE_SERVICE.map(str::to_owned).into());
    let guide = include_str!("../../../docs/scale.md");
    let unnamed: Vec<_> = live.tenants.iter().filter(|table| !guide.contains(&format!("'{table}'"))).collect();
    assert!(unnamed.is_empty(), "docs/scale.md does not say how {unnamed:?} are spread");
}
