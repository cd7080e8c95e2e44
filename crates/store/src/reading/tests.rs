//! No statement of a list, an export or a count looks at a whole table.

use std::sync::{Arc, Mutex};

use domain::MemberId;
use domain::clock::micros;
use domain::deletion::{Filter, Source, terms};
use domain::event::Parts;
use domain::stats::Bucket;
use domain::vault::{SecretKey, Vault};
use sea_orm::{ConnectionTrait, Statement, Value};
use tempfile::TempDir;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

use super::everywhere;
use crate::{Block, Database, NewDeletion, Store};

const NOW: OffsetDateTime = datetime!(2026-11-20 12:00 UTC);
const DELETIONS: u64 = 6_000;
/// Working tables of recursive statements, and what they begin with.
const WORKING: [&str; 6] = ["SCAN search", "SCAN come", "SCAN some", "SCAN of_value", "SCAN of_code", "SCAN CONSTANT"];

fn deletion(at: u64, portal: &MemberId) -> NewDeletion {
    let events = ["ONCRMLEADDELETE", "ONIMBOTDELETE", "ONXDELETE", "ONCRMDYNAMICITEMDELETE_147"];
    let entity_id = format!("id-{at}");
    let mut fingerprint = [0; 12];
    fingerprint[4..].copy_from_slice(&at.to_be_bytes());
    NewDeletion {
        member_id: portal.clone(),
        generation: 1,
        fingerprint,
        neighbours: None,
        event: events[usize::try_from(at % 4).unwrap()].to_owned(),
        terms: terms(&entity_id, &[].into()),
        entity_id,
        attributes: None,
        user_id: Some((at % 7).to_string()),
        sent_at: None,
        received_at: micros(NOW) + i64::try_from(at).unwrap() * 30_000_000,
        source: Source::Live,
        event_handler_id: None,
        payload: Parts::default(),
    }
}

/// A store with two portals and some days of deletions.
async fn filled(folder: &TempDir) -> (Store, [MemberId; 2]) {
    let database = Database::Sqlite(folder.path().join("tombstone.db"));
    let store = Store::open(&database, Vault::new(SecretKey::generate(), [])).await.unwrap();
    let portals = ["a", "b"].map(|text| MemberId::parse(text).unwrap());
    for portal in &portals {
        let sql = format!(
            "INSERT INTO portals (member_id, domain, status, finished, scopes, generation, purged_generation, purging, \
                purged_up_to, token_health) VALUES ('{portal}', 'x', 'active', TRUE, '', 1, 0, FALSE, 0, 'none')"
        );
        store.connections.write.execute_unprepared(&sql).await.unwrap();
    }
    let deletions = (0..DELETIONS).map(|at| deletion(at, &portals[usize::try_from(at % 2).unwrap()])).collect();
    let last = i64::try_from(DELETIONS).unwrap();
    let block = Block { source: "test", after: 0, last, deletions, quarantined: Vec::new() };
    store.record_block(&block).await.unwrap();
    (store, portals)
}

fn filters() -> Vec<Filter> {
    let none = Filter::default();
    let text = |text: &str| Some(text.to_owned());
    vec![
        none.clone(),
        Filter { event: text("ONCRMLEADDELETE"), ..none.clone() },
        Filter { entity: text("imbot.bot"), user_id: text("3"), ..none.clone() },
        Filter { entity: text("unknown"), ..none.clone() },
        Filter { entity: text("crm.item"), ..none.clone() },
        Filter { entity_id: text("id-77"), ..none.clone() },
        Filter { user_id: text("3"), from: Some(NOW + Duration::HOUR), ..none.clone() },
        Filter { q: text("ID-7"), to: Some(NOW + Duration::DAY), ..none.clone() },
        Filter { q: text("id"), event: text("ONXDELETE"), ..none.clone() },
        Filter { source: Some(Source::Recovered), ..none.clone() },
        Filter { from: Some(NOW + Duration::HOUR), to: Some(NOW + Duration::HOUR * 9), ..none },
    ]
}

async fn ask_all(store: &Store, portal: &MemberId) {
    let (tenant, all) = (store.tenant(portal), store.all_portals());
    for filter in filters() {
        tenant.list_deletions(&filter, Some(2_000), 50).await.unwrap();
        all.list_deletions(&filter, Some(4_000), 50).await.unwrap();
        for mut export in [tenant.export(&filter).await.unwrap(), all.export(&filter).await.unwrap()] {
            while export.next().await.unwrap().is_some() {}
        }
    }
    tenant.follow(100, 200, 50).await.unwrap();
    all.follow(100, 200, 50).await.unwrap();
    tenant.find_deletion(7).await.unwrap();
    for bucket in [Bucket::Hour, Bucket::Day] {
        tenant.count_events(bucket, NOW, NOW + Duration::days(30)).await.unwrap();
        all.count_events(bucket, NOW, NOW + Duration::days(30)).await.unwrap();
    }
    tenant.count_days(NOW, 30).await.unwrap();
    all.count_days(NOW, 30).await.unwrap();
}

#[tokio::test]
async fn no_statement_scans_a_table() {
    let folder = TempDir::new().unwrap();
    let (mut store, portals) = filled(&folder).await;
    let asked: Arc<Mutex<Vec<Statement>>> = Arc::default();
    let notes = Arc::clone(&asked);
    store.connections.read.set_metric_callback(move |info| notes.lock().unwrap().push(info.statement.clone()));
    Box::pin(ask_all(&store, &portals[1])).await;

    let asked = asked.lock().unwrap().clone();
    assert!(asked.len() > 100, "the statements are noted");
    for statement in asked {
        let sql = format!("EXPLAIN QUERY PLAN {}", statement.sql);
        let values = statement.values.clone().map_or_else(Vec::<Value>::new, |values| values.0);
        let explain = Statement::from_sql_and_values(statement.db_backend, sql, values);
        for step in store.connections.write.query_all_raw(explain).await.unwrap() {
            let step: String = step.try_get("", "detail").unwrap();
            let is_fine = !step.starts_with("SCAN") || WORKING.iter().any(|table| step.starts_with(table));
            // The only row of a table is not looked for.
            assert!(is_fine || step == "SCAN arrivals", "{step}: {}", statement.sql);
        }
    }
}

#[tokio::test]
async fn text_is_found_in_any_portal_also_where_a_segment_is_under_way() {
    let folder = TempDir::new().unwrap();
    let (store, _) = filled(&folder).await;
    let places = async |filter| {
        let mut places = everywhere::places(&filter, &store.connections.read).await.unwrap().unwrap();
        places.sort_unstable();
        places
    };
    let whole = |id: &str| Filter { entity_id: Some(id.to_owned()), ..Filter::default() };
    let beginning = |q: &str| Filter { q: Some(q.to_owned()), ..Filter::default() };
    assert_eq!(places(whole("ID-77")).await, [78]);
    assert_eq!(places(whole("id-5998")).await, [5_999]);
    assert_eq!(places(whole("id-599")).await, [600]);
    let expected: Vec<_> = std::iter::once(600).chain(5_991..=6_000).collect();
    assert_eq!(places(beginning("ID-599")).await, expected);
    assert_eq!(places(beginning("id-\"")).await, [0; 0]);
    let too_much = everywhere::places(&beginning("id-"), &store.connections.read).await.unwrap();
    assert_eq!(too_much, None);
}

#[tokio::test]
async fn what_is_kept_is_counted_anew_in_pieces() {
    let folder = TempDir::new().unwrap();
    let (store, portals) = filled(&folder).await; // with more deletions, values and texts than are read at once
    for portal in &portals {
        assert_eq!(store.tenant(portal).recount().await.unwrap(), [""; 0]);
    }
    for (sql, said) in [
        ("UPDATE terms SET term = 'x' WHERE number = 2500 AND member_id = 'a'", "texts"),
        ("DELETE FROM segments WHERE segment = 40 AND kind = 'u' AND member_id = 'a'", "segments"),
        ("UPDATE hourly_counts SET deletions = deletions + 1 WHERE member_id = 'a'", "counts by the hour"),
    ] {
        store.connections.write.execute_unprepared(sql).await.unwrap();
        let differences = store.tenant(&portals[0]).recount().await.unwrap().join("\n");
        assert!(differences.contains(said), "{sql}: {differences}");
    }
    assert_eq!(store.tenant(&portals[1]).recount().await.unwrap(), [""; 0]);
}
