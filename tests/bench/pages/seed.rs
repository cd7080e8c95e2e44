//! Stores with any number of deletions, recorded as the indexer does.

use std::path::{Path, PathBuf};
use std::time::Instant;

use domain::MemberId;
use domain::clock::micros;
use domain::deletion::{Source, terms};
use domain::event::Parts;
use domain::vault::{SecretKey, Vault};
use sea_orm::ConnectionTrait;
use store::{Block, Database, NewDeletion, Store};
use tempfile::TempDir;
use tests::fleet;
use tests::postgres::TestDatabase;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

use crate::engine::Engine;
use crate::folder::{data_of, key_of};
use crate::report::{grouped, line};
use crate::size::count;

/// Over how many days the deletions are spread.
pub(super) const DAYS: i64 = 60;
/// How many deletions one block has.
const BLOCK: u64 = 20_000;
/// When the last one was received.
const NOW: OffsetDateTime = datetime!(2026-11-20 12:00 UTC);
/// Event codes, the most frequent ones first.
const EVENTS: [&str; 20] = [
    "ONIMCONNECTORMESSAGEDELETE",
    "ONCRMLEADDELETE",
    "ONCRMDEALDELETE",
    "ONTASKDELETE",
    "ONCRMCONTACTDELETE",
    "ONCRMACTIVITYDELETE",
    "ONIMBOTMESSAGEDELETE",
    "ONCRMCOMPANYDELETE",
    "ONOPENLINEMESSAGEDELETE",
    "ONCRMTIMELINECOMMENTDELETE",
    "ONCRMPRODUCTDELETE",
    "ONCRMINVOICEDELETE",
    "ONCRMQUOTEDELETE",
    "ONIMBOTDELETE",
    "ONIMCONNECTORLINEDELETE",
    "ONIMCONNECTORSTATUSDELETE",
    "ONCRMREQUISITEDELETE",
    "ONCALENDARENTRYDELETE",
    "ONSONETGROUPDELETE",
    "ONLIVEFEEDPOSTDELETE",
];

pub(super) struct Seeded {
    pub(super) engine: Engine,
    pub(super) store: Store,
    pub(super) rows: u64,
    pub(super) largest: MemberId,
    pub(super) now: OffsetDateTime,
    database: Database,
    vault: Vault,
    place: Place,
}

enum Place {
    Sqlite(TempDir),
    /// The data folder of a service, which stays.
    Kept(PathBuf),
    Postgres(TestDatabase),
}

impl Seeded {
    pub(super) async fn new(engine: Engine, rows: u64, portals: u64) -> Self {
        let started = Instant::now();
        let (place, database) = match engine {
            Engine::Sqlite => {
                let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder on the build's disk");
                let database = Database::Sqlite(folder.path().join("tombstone.db"));
                (Place::Sqlite(folder), database)
            }
            Engine::Postgres => {
                let database = TestDatabase::empty();
                let url = database.url().parse().expect("an address");
                (Place::Postgres(database), url)
            }
        };
        let vault = Vault::new(SecretKey::generate(), []);
        let store = Store::open(&database, vault.clone()).await.expect("the database opens");
        let seeded = Self { engine, store, rows, largest: portal(0), now: NOW, database, vault, place };
        seeded.execute(&portals_sql(portals)).await;
        let owners: Vec<_> = (0..portals).map(portal).collect();
        fill(&seeded.store, &owners, rows).await;
        if let Place::Postgres(_) = seeded.place {
            seeded.execute("VACUUM ANALYZE").await; // as autovacuum does, which is off there
            seeded.execute("CHECKPOINT").await;
        }
        line(&format!("{engine:?}: {} deletions in {:.0} s", grouped(rows), started.elapsed().as_secs_f64()));
        seeded
    }

    /// A kept store of a service, as [`fill`] and others left it.
    pub(super) async fn kept(engine: Engine, folder: &Path, portals: u64) -> Self {
        let key = SecretKey::parse(&key_of(folder)).expect("a key");
        let (place, database) = match engine {
            Engine::Sqlite => (Place::Kept(data_of(folder)), Database::Sqlite(data_of(folder).join("tombstone.db"))),
            Engine::Postgres => {
                let database = TestDatabase::kept();
                let url = database.url().parse().expect("an address");
                (Place::Postgres(database), url)
            }
        };
        let vault = Vault::new(key, []);
        let store = Store::open(&database, vault.clone()).await.expect("the database opens");
        let rows = store.all_portals().last_arrival().await.expect("the store is read");
        let largest = &fleet::senders(count(portals))[0].member_id;
        let largest = MemberId::parse(largest).expect("a member_id");
        Self { engine, store, rows, largest, now: NOW, database, vault, place }
    }

    async fn execute(&self, sql: &str) {
        match &self.place {
            Place::Kept(_) => {}
            Place::Sqlite(folder) => {
                let url = format!("sqlite://{}", folder.path().join("tombstone.db").display());
                let connection = sea_orm::Database::connect(url).await.expect("the database opens");
                connection.execute_unprepared(sql).await.expect("it is executed");
                connection.close().await.expect("the database closes");
            }
            Place::Postgres(database) => drop(database.query(sql)),
        }
    }

    /// Empties the caches of this program.
    pub(super) async fn reopen(&mut self) {
        self.store.close().await.expect("the database closes");
        self.store = Store::open(&self.database, self.vault.clone()).await.expect("the database opens");
    }

    /// The files of an embedded database.
    pub(super) fn files(&self) -> Vec<PathBuf> {
        let folder = match &self.place {
            Place::Sqlite(folder) => folder.path(),
            Place::Kept(folder) => folder,
            Place::Postgres(_) => return Vec::new(),
        };
        let files = std::fs::read_dir(folder).expect("the folder is there");
        files.flatten().map(|file| file.path()).collect()
    }

    /// A prefix that few ids have: an id in the middle of the largest portal.
    pub(super) fn rare_id(&self) -> String {
        id(self.rows / 20 * 10)
    }

    pub(super) async fn remove(self) {
        self.store.close().await.expect("the database closes");
        drop(self.place);
    }
}

/// Records `rows` deletions of these portals, as the indexer does; one in ten is of the first portal.
pub(crate) async fn fill(store: &Store, owners: &[MemberId], rows: u64) {
    for first in (0..rows).step_by(usize::try_from(BLOCK).expect("a size fits")) {
        let end = rows.min(first + BLOCK);
        let block = Block {
            source: "seed",
            after: first.cast_signed(),
            last: end.cast_signed(),
            deletions: (first..end).map(|at| deletion(at, rows, owners)).collect(),
            quarantined: Vec::new(),
        };
        store.record_block(&block).await.expect("it is recorded");
    }
    while store.roll_up(NOW).await.expect("it is counted") {} // as the worker does
}

fn portal(number: u64) -> MemberId {
    let strewn = 4_294_967_296 + number * 2_654_435_761 % 4_294_967_296; // ten digits
    MemberId::parse(&format!("{strewn}0123456789012345678901")).expect("a member_id")
}

/// A deletion as a portal reports it; one in ten is of the first portal.
fn deletion(at: u64, rows: u64, owners: &[MemberId]) -> NewDeletion {
    let others = owners.len() as u64 - 1;
    let owner = if at.is_multiple_of(10) || others == 0 { 0 } else { 1 + strewn(at) % others };
    let event = EVENTS[usize::try_from((strewn(at / 10) % 20).min(strewn(at / 7) % 20)).expect("a place fits")];
    let user = (strewn(at / 3) % 50).to_string();
    let received_at = micros(NOW - Duration::days(DAYS)) + (spread() / rows * at).cast_signed();
    let entity_id = id(at);
    let attributes = [("chat_id".to_owned(), (strewn(at / 5) % 5_000).to_string())].into();
    let auth = format!(
        "{{\"domain\":\"portal{owner}.bitrix24.example\",\"status\":\"F\",\"user_id\":0,\"scope\":\"crm\",\
        \"client_endpoint\":\"https://portal{owner}.bitrix24.example/rest/\"}}"
    );
    let mut fingerprint = [0; 12];
    fingerprint[4..].copy_from_slice(&at.to_be_bytes());
    let data = format!("{{\"FIELDS\":{{\"ID\":\"{entity_id}\"}}}}");
    NewDeletion {
        member_id: owners[usize::try_from(owner).expect("a place fits")].clone(),
        generation: 1,
        fingerprint,
        neighbours: None,
        event: event.to_owned(),
        terms: terms(&entity_id, &attributes, Some(&data)),
        attributes: Some(format!("{{\"chat_id\":\"{}\"}}", attributes["chat_id"])),
        user_id: Some(user),
        sent_at: Some(received_at / 1_000_000 * 1_000_000),
        received_at,
        source: Source::Live,
        event_handler_id: Some("559".to_owned()),
        payload: Parts {
            data: Some(data),
            ts: None,
            auth: Some(auth.into()),
            expires: Some(received_at / 1_000_000 + 3_600),
        },
        entity_id,
    }
}

fn id(at: u64) -> String {
    (1_000_000 + at).to_string()
}

/// `DAYS` in microseconds.
fn spread() -> u64 {
    u64::try_from(Duration::days(DAYS).whole_microseconds()).expect("days fit")
}

/// A pseudo-random number for this one.
fn strewn(number: u64) -> u64 {
    let mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 17
}

/// The statement that installs portals; both databases take it.
fn portals_sql(portals: u64) -> String {
    let start = micros(NOW - Duration::days(DAYS));
    format!(
        "INSERT INTO portals (member_id, domain, status, app_status, finished, scopes, language, generation, \
            purged_generation, purging, purged_up_to, installed_at, token_health) \
        WITH RECURSIVE numbers(i) AS (SELECT CAST(0 AS BIGINT) UNION ALL SELECT i + 1 FROM numbers WHERE i + 1 < {portals}) \
        SELECT CAST(4294967296 + i * 2654435761 % 4294967296 AS TEXT) || '0123456789012345678901', \
            'portal' || i || '.bitrix24.example', 'active', 'F', TRUE, 'crm', 'en', 1, 0, FALSE, 0, {start}, 'ok' \
        FROM numbers"
    )
}
