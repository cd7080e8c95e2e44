//! How many deletions a second are indexed in bulk, and how many bytes each takes.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use domain::MemberId;
use domain::deletion::Source;
use domain::event::{Arrival, Event};
use domain::vault::{SecretKey, Vault};
use domain::wire::decode_form;
use sea_orm::ConnectionTrait;
use store::{Block, Database, LogRow, LoggedEvent, Store};
use tempfile::TempDir;
use tests::postgres::{TestDatabase, keep_everything};
use worker::Decoding;

use crate::report::{grouped, line};
use crate::size::Bulk;

/// When the first event was sent, in seconds since 1970.
const START: u64 = 1_790_000_000;
/// How many events a second arrive.
const PER_SECOND: u64 = 20_000;
/// How many users of a portal delete something.
const USERS: u64 = 5;

pub(crate) async fn run(bulk: Bulk) -> ExitCode {
    keep_everything();
    let mut reached = true;
    for (engine, target) in [("SQLite", 25_000.0), ("PostgreSQL", 10_000.0)] {
        for portals in [100, 10_000] {
            let database = Place::make(engine);
            let rate = measure(engine, &database, portals, bulk).await;
            reached &= rate >= target;
            let result = if rate >= target { "pass" } else { "FALLS SHORT" };
            line(&format!("  {rate:.0} deletions/s; target ≥ {target:.0}: {result}"));
        }
    }
    if reached { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

enum Place {
    Sqlite(TempDir),
    Postgres(TestDatabase),
}

impl Place {
    fn make(engine: &str) -> Self {
        if engine == "SQLite" {
            Self::Sqlite(tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder on the build's disk"))
        } else {
            Self::Postgres(TestDatabase::empty())
        }
    }

    fn url(&self) -> String {
        match self {
            Self::Sqlite(folder) => format!("sqlite://{}", folder.path().join("tombstone.db").display()),
            Self::Postgres(database) => database.url(),
        }
    }

    fn database(&self) -> Database {
        match self {
            Self::Sqlite(folder) => Database::Sqlite(folder.path().join("tombstone.db")),
            Self::Postgres(database) => database.url().parse().expect("an address"),
        }
    }
}

async fn measure(engine: &str, place: &Place, portals: u64, bulk: Bulk) -> f64 {
    let store =
        Store::open(&place.database(), Vault::new(SecretKey::generate(), [])).await.expect("the database opens");
    let connection = sea_orm::Database::connect(place.url()).await.expect("the database opens");
    connection.execute_unprepared(&portals_sql(portals)).await.expect("the portals are made");
    let before = sizes(&connection, place).await;
    let (mut decoding_time, mut writing_time, mut last, mut blocks) = (Duration::ZERO, Duration::ZERO, 0, 0_u32);
    let events: Vec<Event> = (0..portals).map(event).collect();
    while last < bulk.deletions {
        let rows: Vec<LogRow> = (last..last + bulk.block).map(|number| row(&events, number)).collect();
        let started = Instant::now();
        let mut decoding = Decoding::of(rows.len());
        for row in &rows {
            decoding.add(&row.record, row.received_at).expect("it is an event");
        }
        let deletions = decoding.into_deletions();
        decoding_time += started.elapsed();
        let [after, reached] = [last, last + bulk.block].map(u64::cast_signed);
        let block = Block { source: "bench", after, last: reached, deletions, quarantined: Vec::new() };
        let started = Instant::now();
        let indexed = store.record_block(&block).await.expect("the database takes it");
        writing_time += started.elapsed();
        assert_eq!(indexed.added, bulk.block);
        last += bulk.block;
        blocks += 1;
    }
    report(engine, portals, last, blocks, [decoding_time, writing_time]);
    let settle = if engine == "SQLite" { "PRAGMA wal_checkpoint(TRUNCATE)" } else { "VACUUM ANALYZE" };
    connection.execute_unprepared(settle).await.expect("it settles");
    report_sizes(&before, &sizes(&connection, place).await, last);
    store.close().await.expect("the database closes");
    connection.close().await.expect("the database closes");
    rate(last, decoding_time + writing_time)
}

fn rate(deletions: u64, time: Duration) -> f64 {
    f64::from(u32::try_from(deletions).unwrap_or(u32::MAX)) / time.as_secs_f64()
}

fn report(engine: &str, portals: u64, deletions: u64, blocks: u32, [decoding, writing]: [Duration; 2]) {
    let per = |time: Duration| time.as_secs_f64() * 1e6 / f64::from(u32::try_from(deletions).unwrap_or(u32::MAX));
    let (deletions, portals) = (grouped(deletions), grouped(portals));
    line(&format!(
        "{engine}: {deletions} leads of {portals} portals in {blocks} blocks; each {:.1} µs to read, {:.1} µs to write",
        per(decoding),
        per(writing)
    ));
}

fn portals_sql(portals: u64) -> String {
    format!(
        "INSERT INTO portals (member_id, domain, status, finished, scopes, generation, purged_generation, purging, \
            purged_up_to, token_health) \
        WITH RECURSIVE numbers(i) AS \
            (SELECT CAST(0 AS BIGINT) UNION ALL SELECT i + 1 FROM numbers WHERE i + 1 < {portals}) \
        SELECT CAST(10000000 + i * 7919 % {portals} AS TEXT) || 'a1b2c3d4e5f6a7b8c9d0e1f2', 'p' || i || '.bitrix24.example', \
            'active', TRUE, 'crm', 1, 0, FALSE, 0, 'ok' FROM numbers"
    )
}

fn member_id(portal: u64) -> MemberId {
    MemberId::parse(&format!("{}a1b2c3d4e5f6a7b8c9d0e1f2", 10_000_000 + portal)).expect("a member_id")
}

/// A lead of this portal, as it came.
fn event(portal: u64) -> Event {
    let form = format!(
        "event=ONCRMLEADDELETE&event_handler_id=711&data[FIELDS][ID]=0&ts={START}&auth[access_token]=s6p6eclrvim6da22ft9ch94ekreb52lv\
        &auth[expires]={START}&auth[expires_in]=3600&auth[scope]=crm,imbot,imconnector,imopenlines\
        &auth[domain]=portal-{portal}.bitrix24.example&auth[server_endpoint]=https://oauth.bitrix.info/rest/&auth[status]=L\
        &auth[client_endpoint]=https://portal-{portal}.bitrix24.example/rest/&auth[member_id]={}&auth[user_id]=0",
        member_id(portal)
    );
    Arrival::parse(decode_form(form.as_bytes()).expect("a form")).expect("an event").event
}

/// The log row with this number; its neighbours are of other portals.
fn row(events: &[Event], number: u64) -> LogRow {
    let portal = usize::try_from(number * 7_919 % events.len() as u64).expect("an index");
    let mut event = events[portal].clone();
    let user = (1 + number / events.len() as u64 % USERS).to_string();
    let second = START + number / PER_SECOND;
    event.data = Some(
        domain::wire::Map::from_iter([(
            "FIELDS",
            domain::wire::Map::from_iter([("ID", (1_000_000 + number).to_string().as_str().into())]).into(),
        )])
        .into(),
    );
    event.ts = Some(second.to_string());
    event.auth.insert("expires", (second + 3_600).to_string().as_str().into());
    event.auth.insert("user_id", user.as_str().into());
    event.user_id = Some(user);
    let record = LoggedEvent { generation: 1, source: Source::Live, event }.to_bytes();
    let received_at = (second * 1_000_000 + number % PER_SECOND * 50).cast_signed();
    LogRow { position: number.cast_signed() + 1, received_at, record }
}

/// The bytes of each table, with what it keeps out of line, and of each index.
async fn sizes(connection: &sea_orm::DatabaseConnection, place: &Place) -> Vec<(String, i64)> {
    let sql = match place {
        // The driver's SQLite can't size a table, only the whole file.
        Place::Sqlite(_) => "SELECT 'the whole file', page_count * page_size FROM pragma_page_count, pragma_page_size",
        Place::Postgres(_) => {
            "SELECT relname::text, pg_table_size(oid) FROM pg_class WHERE relkind IN ('r', 'i') AND \
                relnamespace = 'public'::regnamespace ORDER BY relname"
        }
    };
    let backend = connection.get_database_backend();
    let rows = connection.query_all_raw(sea_orm::Statement::from_string(backend, sql)).await.expect("it answers");
    rows.iter().map(|row| (row.try_get_by_index(0).expect("a name"), row.try_get_by_index(1).expect("bytes"))).collect()
}

fn report_sizes(before: &[(String, i64)], after: &[(String, i64)], deletions: u64) {
    let mut all = 0;
    for ((name, before), (_, after)) in before.iter().zip(after) {
        let bytes = (after - before) / deletions.cast_signed();
        all += after - before;
        if bytes > 0 {
            line(&format!("    {name}: {bytes} bytes for each"));
        }
    }
    line(&format!("    in all {} bytes for each", all / deletions.cast_signed()));
}
