//! No statement of a list, an export or a count scans a whole table.

use std::sync::{Arc, Mutex};

use domain::clock::micros;
use domain::deletion::{Filter, Order, Source, terms};
use domain::event::Parts;
use domain::reach::Reach;
use domain::stats::Bucket;
use domain::vault::{SecretKey, Vault};
use domain::{MemberId, Zone};
use sea_orm::{ConnectionTrait, Statement, Value};
use tempfile::TempDir;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

use crate::deletions::search::{self, Own, Scope};
use crate::{Block, Database, NewDeletion, Span, Store};

const NOW: OffsetDateTime = datetime!(2026-11-20 12:00 UTC);
const DELETIONS: u64 = 6_000;
/// Harmless scans: working tables of recursive statements and their first rows, term lookups in the index, and lists of
/// values.
const FINE: [&str; 6] = [
    "SCAN halves",
    "SCAN CONSTANT",
    "SCAN search VIRTUAL TABLE INDEX",
    "SCAN search_terms VIRTUAL TABLE INDEX",
    "SCAN listed VIRTUAL TABLE INDEX",
    "SCAN portals USING INDEX portals_hiding", // nearly empty
];

fn deletion(at: u64, portal: &MemberId) -> NewDeletion {
    let events = ["ONCRMLEADDELETE", "ONIMBOTDELETE", "ONXDELETE", "ONCRMDYNAMICITEMDELETE_147"];
    let entity_id = match at {
        0 => "zzz".to_owned(),
        2 => "Ä_\"x\" * AND-ß".to_owned(),
        _ => format!("id-{at}"),
    };
    let mut fingerprint = [0; 12];
    fingerprint[4..].copy_from_slice(&at.to_be_bytes());
    NewDeletion {
        member_id: portal.clone(),
        generation: 1,
        fingerprint,
        neighbours: None,
        event: events[usize::try_from(at % 4).unwrap()].to_owned(),
        terms: terms(&entity_id, &[].into(), None),
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
    let any = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
    vec![
        none.clone(),
        Filter { event: any(&["ONCRMLEADDELETE"]), ..none.clone() },
        Filter { event: any(&["ONCRMLEADDELETE", "ONXDELETE"]), ..none.clone() },
        Filter { entity: any(&["imbot.bot"]), user_id: any(&["3"]), ..none.clone() },
        Filter { entity: any(&["imbot.bot", "unknown"]), user_id: any(&["3", "4"]), ..none.clone() },
        Filter { entity: any(&["unknown"]), ..none.clone() },
        Filter { entity: any(&["crm.item"]), ..none.clone() },
        Filter { entity_id: any(&["id-77"]), ..none.clone() },
        Filter { entity_id: any(&["id-77", "id-78"]), ..none.clone() },
        Filter { user_id: any(&["3"]), from: Some(NOW + Duration::HOUR), ..none.clone() },
        Filter { q: text("ID-7"), to: Some(NOW + Duration::DAY), ..none.clone() },
        Filter { q: text("id"), event: any(&["ONXDELETE"]), ..none.clone() },
        Filter { source: vec![Source::Recovered], ..none.clone() },
        Filter { source: vec![Source::Recovered, Source::Spooled], ..none.clone() },
        Filter { from: Some(NOW + Duration::HOUR), to: Some(NOW + Duration::HOUR * 9), ..none },
    ]
}

async fn ask_all(store: &Store, portals: &[MemberId]) {
    let reach = Reach::Portals(portals.iter().cloned().collect());
    let (tenant, all, some) = (store.tenant(&portals[1]), store.all_portals(), store.within(&reach));
    let (own, of_all) = (tenant.deletions(), all.deletions());
    let day = |zone: Zone| {
        let (from, to) = (zone.beginning(NOW.date()), zone.beginning((NOW + Duration::days(30)).date()));
        Span { bucket: Bucket::Day, from, to, zone, most: 3_000 }
    };
    let spans = [day(Zone::default()), day("Europe/Berlin".parse().unwrap())];
    for filter in filters() {
        for deletions in [own, of_all, some.deletions()] {
            deletions.list_deletions(&filter, Some(2_000), 50).await.unwrap();
            deletions.list(&filter, Order::Oldest, Some(2_000), 50).await.unwrap();
            for span in &spans {
                deletions.count_fitting(&filter, span).await.unwrap();
            }
        }
        tenant.follow(&filter, 100, 200, 50).await.unwrap();
        for portals in [all, some] {
            portals.follow(&filter, &100.into(), 200, 50).await.unwrap();
        }
        for mut export in [own.export(&filter, None).await.unwrap(), of_all.export(&filter, None).await.unwrap()] {
            while export.next().await.unwrap().is_some() {}
        }
    }
    tenant.check_link(7).await.unwrap();
    store.all_portals().list_sent_to(&portals[1], 7).await.unwrap();
    tenant.webhooks().list_sent_to(&portals[1], 7).await.unwrap();
    tenant.find_deletion(7).await.unwrap();
    for deletions in [own, of_all] {
        deletions.find_position_at(NOW + Duration::DAY).await.unwrap();
        for bucket in [Bucket::Hour, Bucket::Day] {
            deletions.count_events(bucket, NOW, NOW + Duration::days(30)).await.unwrap();
        }
        deletions.count_days(NOW, 30).await.unwrap();
    }
}

#[tokio::test]
async fn no_statement_scans_a_table() {
    let folder = TempDir::new().unwrap();
    let (mut store, portals) = filled(&folder).await;
    let asked: Arc<Mutex<Vec<Statement>>> = Arc::default();
    let notes = Arc::clone(&asked);
    store.connections.read.set_metric_callback(move |info| notes.lock().unwrap().push(info.statement.clone()));
    Box::pin(ask_all(&store, &portals)).await;

    let asked = asked.lock().unwrap().clone();
    assert!(asked.len() > 100, "the statements are noted");
    for statement in asked {
        let sql = format!("EXPLAIN QUERY PLAN {}", statement.sql);
        let values = statement.values.clone().map_or_else(Vec::<Value>::new, |values| values.0);
        let explain = Statement::from_sql_and_values(statement.db_backend, sql, values);
        for step in store.connections.write.query_all_raw(explain).await.unwrap() {
            let step: String = step.try_get("", "detail").unwrap();
            let is_fine = !step.starts_with("SCAN") || FINE.iter().any(|table| step.starts_with(table));
            assert!(is_fine, "{step}: {}", statement.sql);
        }
    }
}

#[tokio::test]
async fn few_places_of_a_beginning_are_found_at_once() {
    let folder = TempDir::new().unwrap();
    let (store, portals) = filled(&folder).await;
    let db = &store.connections.read;
    let all = async |text: &str| search::beginning_with(db, Scope::All, text, 1_000).await.unwrap();
    assert_eq!(all("id-77").await.unwrap().len(), 11);
    assert_eq!(all("id-599").await.unwrap(), std::iter::once(600).chain(5_991..=6_000).collect::<Vec<_>>());
    assert_eq!((all("id-\"").await, all("id-").await), (Some(Vec::new()), None));
    let own = Own::find(db, &portals[0]).await.unwrap().unwrap();
    let found = search::beginning_with(db, Scope::Portal(&own), "id-599", 1_000).await.unwrap().unwrap();
    assert_eq!(found, [5_991, 5_993, 5_995, 5_997, 5_999], "the even ones are the other portal's");
}

#[tokio::test]
async fn numbers_have_places_and_places_numbers() {
    let folder = TempDir::new().unwrap();
    let (store, portals) = filled(&folder).await;
    let db = &store.connections.read;
    let own = Own::find(db, &portals[1]).await.unwrap().unwrap();
    for number in [1, 2, 63, 64, 65, 128, 129, 2_944, 2_945, 2_999, 3_000] {
        let place = search::place_of(db, &own, number).await.unwrap();
        assert_eq!(place, Some(number * 2), "{number}");
        assert_eq!(search::number_at(db, &own, number * 2).await.unwrap(), number);
        assert_eq!(search::number_at(db, &own, number * 2 - 1).await.unwrap(), number);
    }
    assert_eq!(search::number_at(db, &own, 6_001).await.unwrap(), 3_001);
    assert_eq!(search::place_of(db, &own, 0).await.unwrap(), None);
    assert_eq!(search::place_of(db, &own, 3_001).await.unwrap(), None);
}

/// There are more deletions than are checked before the index is asked.
#[tokio::test]
async fn beginning_that_very_many_have_is_found_page_by_page() {
    let folder = TempDir::new().unwrap();
    let (store, portals) = filled(&folder).await;
    let user = vec!["3".to_owned()];
    let common = Filter { q: Some("ID-".into()), ..Filter::default() };
    for (filter, expected) in [(common.clone(), 2_998), (Filter { user_id: user, ..common }, 428)] {
        let (mut found, mut before) = (Vec::new(), None);
        loop {
            let page = store.tenant(&portals[0]).deletions().list_deletions(&filter, before, 500).await.unwrap();
            found.extend(page.items.iter().map(|one| one.number));
            match page.next {
                Some(next) => before = Some(next),
                None => break,
            }
        }
        assert!(found.is_sorted_by(|one, next| one > next), "none twice");
        assert_eq!(found.len(), expected);
    }
    let all = store.all_portals().deletions();
    let rare = Filter { q: Some("id-".into()), from: Some(NOW), to: Some(NOW + Duration::MINUTE), ..Filter::default() };
    assert_eq!(all.list_deletions(&rare, None, 50).await.unwrap().items.len(), 1);
}

#[tokio::test]
async fn many_empty_places_make_no_page_empty() {
    const KEPT: u64 = 5_000;
    let folder = TempDir::new().unwrap();
    let (store, portals) = filled(&folder).await;
    let end = OffsetDateTime::from_unix_timestamp_nanos(i128::from(deletion(KEPT, &portals[0]).received_at) * 1_000);
    for portal in &portals {
        while store.tenant(portal).remove_received_before(end.unwrap()).await.unwrap() > 0 {}
    }
    let by_user = Filter { user_id: vec!["3".to_owned()], ..Filter::default() };
    let all = store.all_portals();
    for order in [Order::Oldest, Order::Newest] {
        let (mut found, mut after) = (0, None);
        loop {
            let page = all.deletions().list(&by_user, order, after, 50).await.unwrap();
            found += page.items.len();
            after = page.next;
            assert!(!page.items.is_empty(), "{order:?}, before {after:?}");
            if after.is_none() {
                break;
            }
        }
        assert_eq!(found, (KEPT..DELETIONS).filter(|at| at % 7 == 3).count(), "{order:?}");
    }
}

#[tokio::test]
async fn count_is_whole_if_the_rows_end_with_a_step() {
    let folder = TempDir::new().unwrap();
    let (store, portals) = filled(&folder).await;
    let one = |at| NewDeletion { user_id: Some("exact".into()), ..deletion(at, &portals[1]) };
    let (after, step) = (i64::try_from(DELETIONS).unwrap(), 2_048);
    let deletions = (DELETIONS..DELETIONS + step).map(one).collect();
    let block = Block { source: "test", after, last: after + 2_048, deletions, quarantined: Vec::new() };
    store.record_block(&block).await.unwrap();
    let (from, to, zone) = (NOW, NOW + Duration::days(30), Zone::default());
    let span = Span { bucket: Bucket::Day, from, to, zone, most: 100_000 };
    let filter = Filter { user_id: vec!["exact".into()], ..Filter::default() };
    let found = store.tenant(&portals[1]).deletions().count_fitting(&filter, &span).await.unwrap();
    let deletions: u64 = found.counts.iter().map(|count| count.deletions).sum();
    assert_eq!((deletions, found.since), (step, None));
}

#[tokio::test]
async fn all_is_right_before_and_after_it_is_built_anew() {
    let folder = TempDir::new().unwrap();
    let (store, portals) = filled(&folder).await; // with more deletions than are read at once
    let execute = async |sql: &str| store.connections.write.execute_unprepared(sql).await.unwrap();
    while store.roll_up(NOW + Duration::days(3)).await.unwrap() {}
    assert_eq!(store.recount(|_, _| {}).await.unwrap(), [""; 0]);
    let days = store.tenant(&portals[0]).deletions().count_days(NOW, 3).await.unwrap();
    for (sql, said) in [
        ("DELETE FROM search WHERE rowid = 2500", "the search index does not match"),
        ("UPDATE hourly_counts SET deletions = deletions + 1 WHERE member_id = 'a'", "a: counts by the hour have"),
        ("UPDATE hourly_counts SET event = event || 'X' WHERE member_id = 'a'", "a: counts by the hour have the right"),
        ("DELETE FROM daily_counts WHERE member_id = 'b'", "b: counts by the day lack 3000"),
        ("UPDATE daily_counts SET day = day + 1000 WHERE member_id = 'b'", "b: counts by the day have the right"),
        ("DELETE FROM daily_totals WHERE member_id = 'b'", "b: counts by the day of all events lack 3000"),
        ("UPDATE totals SET hour = hour + 100000", "not at the right times"),
    ] {
        execute(sql).await;
        let differences = store.recount(|_, _| {}).await.unwrap();
        assert!(differences.len() == 1 && differences[0].contains(said), "{sql}: {differences:?}");
        store.rebuild(NOW + Duration::days(3), |_, _| {}).await.unwrap();
        assert_eq!(store.recount(|_, _| {}).await.unwrap(), [""; 0], "{sql}");
    }
    assert_eq!(store.tenant(&portals[0]).deletions().count_days(NOW, 3).await.unwrap(), days);
}

/// Removed texts stay in the index's pages until these are merged.
#[tokio::test]
async fn texts_that_were_removed_are_in_no_page_after_merging() {
    let folder = TempDir::new().unwrap();
    let (store, portals) = filled(&folder).await;
    let pages = async |token: &str| {
        let sql = format!("SELECT count(*) FROM search_data WHERE instr(block, CAST('{token}' AS blob)) > 0");
        let row = store.connections.read.query_one_raw(Statement::from_string(sea_orm::DbBackend::Sqlite, sql)).await;
        row.unwrap().unwrap().try_get_by_index::<i64>(0).unwrap()
    };
    assert!(pages("zzz").await > 0);
    assert!(!store.merge_removals().await.unwrap(), "there is nothing to be merged away");
    let tenant = store.tenant(&portals[0]);
    assert_eq!(tenant.remove_received_before(NOW + Duration::SECOND).await.unwrap(), 1);
    let gone = Filter { entity_id: vec!["zzz".into()], ..Filter::default() };
    assert_eq!(tenant.deletions().list_deletions(&gone, None, 9).await.unwrap().items, []);
    assert!(pages("zzz").await > 0);
    while store.merge_removals().await.unwrap() {}
    assert_eq!(pages("zzz").await, 0);
    assert!(!store.merge_removals().await.unwrap(), "all is merged");
    assert_eq!(store.recount(|_, _| {}).await.unwrap(), [""; 0]);
}

#[tokio::test]
async fn texts_of_any_letters_are_found_by_their_beginnings() {
    let folder = TempDir::new().unwrap();
    let (store, portals) = filled(&folder).await;
    let id = "Ä_\"x\" * AND-ß";
    let whole = Filter { entity_id: vec![id.into()], ..Filter::default() };
    let beginnings = ["ä", "Ä_", "ä_\"X", "ä_\"x\" *", "Ä_\"x\" * and-SS", id]
        .map(|q| Filter { q: Some(q.into()), ..Filter::default() });
    let expected = [true, true, true, true, false, true];
    for (filter, is_found) in std::iter::once((whole, true)).chain(beginnings.into_iter().zip(expected)) {
        let own = store.tenant(&portals[0]).deletions().list_deletions(&filter, None, 9).await.unwrap().items;
        let of_all = store.all_portals().deletions().list_deletions(&filter, None, 9).await.unwrap().items;
        assert_eq!((own.len(), of_all.len()), (usize::from(is_found), usize::from(is_found)), "{filter:?}");
    }
}
