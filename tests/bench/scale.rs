//! Whether it takes longer to find what is due among a million portals than among a thousand.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use domain::clock::micros;
use domain::schedule::Task;
use domain::vault::{SecretKey, Vault};
use sea_orm::ConnectionTrait;
use store::{Database, Store};
use tempfile::TempDir;
use tests::postgres::TestDatabase;
use time::OffsetDateTime;
use time::macros::datetime;

use crate::report::{grouped, line};

/// The smaller table.
const FEW: u64 = 1_000;
/// How many portals are due at each moment, and how many are claimed at once.
const BATCH: u64 = 64;
/// Rounds that are not counted: caches, and plans that the database makes afresh a few times.
const WARM_UP: u32 = 8;
/// The largest ratio must be below.
const TARGET: f64 = 2.0;
/// How many rows one statement inserts, so that no database log grows with the table.
const SEED: u64 = 100_000;
/// From one moment to the next: a million portals that are checked daily fill a batch.
const STEP: Duration = Duration::from_secs(5);
/// The first moment.
const START: OffsetDateTime = datetime!(2026-11-20 12:00 UTC);

/// The tasks, their columns, and a prime number that scatters each one's order over the table.
const TASKS: [(Task, &str, u64); 3] = [
    (Task::Renew, "renew_at", 7_919),
    (Task::SubscriptionCheck, "subscription_check_at", 104_729),
    (Task::Probe, "probe_at", 15_485_863),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    Due,
    Nothing,
}

impl Case {
    const ALL: [Self; 2] = [Self::Due, Self::Nothing];

    fn portals(self) -> u64 {
        match self {
            Self::Due => BATCH,
            Self::Nothing => 0,
        }
    }
}

pub(crate) async fn run(rows: u64, rounds: u32) -> ExitCode {
    let mut largest = 0.0_f64;
    for engine in ["SQLite", "PostgreSQL"] {
        let [small, large] = [Portals::seed(engine, FEW).await, Portals::seed(engine, rows).await];
        line(&format!("{engine}: {rounds} rounds of each, in turns; µs as median (p90)"));
        largest = largest.max(compare(&small, &large, rounds).await);
        small.remove().await;
        large.remove().await;
    }
    let reached = largest < TARGET;
    let result = if reached { "pass" } else { "FALLS SHORT" };
    line(&format!("largest ratio {largest:.2}; target < {TARGET}: {result}"));
    if reached { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Returns the largest ratio.
async fn compare(small: &Portals, large: &Portals, rounds: u32) -> f64 {
    let kinds = || TASKS.into_iter().flat_map(|(task, ..)| Case::ALL.map(|case| (task, case)));
    let mut times: Vec<[Vec<Duration>; 2]> = kinds().map(|_| <[Vec<Duration>; 2]>::default()).collect();
    for round in 0..WARM_UP + rounds {
        for ((task, case), times) in kinds().zip(&mut times) {
            let mut order = [0, 1];
            order.rotate_left(usize::from(round % 2 == 1)); // neither is always the first
            for which in order {
                let time = [small, large][which].claim(task, case, round).await;
                if round >= WARM_UP {
                    times[which].push(time);
                }
            }
        }
    }
    let mut largest = 0.0_f64;
    for ((task, case), mut times) in kinds().zip(times) {
        for times in &mut times {
            times.sort_unstable();
        }
        let [few, many] = times.map(|times| (at(&times, 500), at(&times, 900)));
        let ratio = many.0.as_secs_f64() / few.0.as_secs_f64();
        largest = largest.max(ratio);
        let [few, many] = [few, many].map(|(median, p90)| format!("{} ({})", median.as_micros(), p90.as_micros()));
        let (task, due, small, large) = (task.as_str(), case.portals(), grouped(small.rows), grouped(large.rows));
        line(&format!(
            "  {task:<5} {due:>2} due   {small} rows {few:>15}   {large} rows {many:>15}   ratio {ratio:.2}"
        ));
    }
    largest
}

fn at(sorted: &[Duration], thousandths: usize) -> Duration {
    let index = (sorted.len() * thousandths / 1_000).min(sorted.len().saturating_sub(1));
    sorted.get(index).copied().unwrap_or_default()
}

struct Portals {
    place: Place,
    store: Store,
    rows: u64,
}

enum Place {
    Sqlite(TempDir),
    Postgres(TestDatabase),
}

impl Portals {
    async fn seed(engine: &str, rows: u64) -> Self {
        let started = Instant::now();
        let (place, database) = if engine == "SQLite" {
            let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder on the build's disk");
            let database = Database::Sqlite(folder.path().join("tombstone.db"));
            (Place::Sqlite(folder), database)
        } else {
            let database = TestDatabase::empty();
            let url = database.url().parse().expect("an address");
            (Place::Postgres(database), url)
        };
        let store = Store::open(&database, Vault::new(SecretKey::generate(), [])).await.expect("the database opens");
        let portals = Self { place, store, rows };
        for first in (0..rows).step_by(usize::try_from(SEED).expect("a step fits")) {
            portals.execute(&insert(rows, first, rows.min(first + SEED))).await;
        }
        portals.settle().await;
        line(&format!("{engine}: {} portals in {:.1} s", grouped(rows), started.elapsed().as_secs_f64()));
        portals
    }

    async fn execute(&self, sql: &str) {
        match &self.place {
            Place::Sqlite(folder) => {
                let url = format!("sqlite://{}", folder.path().join("tombstone.db").display());
                let connection = sea_orm::Database::connect(url).await.expect("the database opens");
                let fast = "PRAGMA synchronous = OFF; PRAGMA cache_size = -262144";
                connection.execute_unprepared(fast).await.expect("it is set");
                connection.execute_unprepared(sql).await.expect("it is executed");
                connection.close().await.expect("the database closes");
            }
            Place::Postgres(database) => drop(database.query(sql)),
        }
    }

    /// Makes the table look aged: statistics are known, and no log of the seeding is left.
    async fn settle(&self) {
        match &self.place {
            Place::Sqlite(_) => self.execute("ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)").await,
            Place::Postgres(_) => {
                self.execute("VACUUM ANALYZE portals").await;
                self.execute("CHECKPOINT").await;
            }
        }
    }

    /// Claims what is due in this round, or finds nothing left, and returns how long it took.
    async fn claim(&self, task: Task, case: Case, round: u32) -> Duration {
        let now = START + STEP * round;
        // Each portal comes again when all others have had their turn.
        let until = now + STEP * u32::try_from(self.rows / BATCH).expect("a count of moments fits");
        let started = Instant::now();
        let claimed = self.store.claim_due(task, now, until, BATCH).await.expect("the database answers");
        let time = started.elapsed();
        assert_eq!(claimed.len() as u64, case.portals(), "{} in round {round}", task.as_str());
        time
    }

    async fn remove(self) {
        self.store.close().await.expect("the database closes");
        drop(self.place);
    }
}

/// The statement that makes the portals from `first` to before `end`, of `rows` in all; both databases understand it.
///
/// Their identifiers and due times are scattered over the table, so that no two of a batch are close.
fn insert(rows: u64, first: u64, end: u64) -> String {
    let sealed = "x".repeat(160); // about as long as a sealed token
    let names = TASKS.map(|(_, name, _)| name).join(", ");
    let due = TASKS.map(|(.., prime)| due(rows, prime)).join(", ");
    let (start, hour) = (micros(START), 3_600_000_000_u64);
    format!(
        "INSERT INTO portals (member_id, domain, status, app_status, finished, scopes, language, client_endpoint, \
            server_endpoint, generation, purged_generation, purging, purged_up_to, installed_at, access_token, \
            refresh_token, token_health, token_expires_at, token_refreshed_at, token_user_id, {names}, alarm_check_at) \
        WITH RECURSIVE numbers(i) AS \
            (SELECT CAST({first} AS BIGINT) UNION ALL SELECT i + 1 FROM numbers WHERE i + 1 < {end}) \
        SELECT CAST(4294967296 + i * 2654435761 % 4294967296 AS TEXT) || '0123456789012345678901', \
            'portal' || i || '.bitrix24.example', 'active', 'F', TRUE, 'crm,imbot,imconnector,imopenlines', 'en', \
            'https://portal' || i || '.bitrix24.example/rest/', 'https://oauth.bitrix.info/rest/', 1, 0, FALSE, 0, \
            {start}, '{sealed}', '{sealed}', 'ok', {start} + {hour}, {start}, '1', {due}, \
            {start} + {hour} + i * 2654435761 % {hour} \
        FROM numbers"
    )
}

/// When a portal is due: `BATCH` of them from each moment to the next, and the rest in the far future.
fn due(rows: u64, prime: u64) -> String {
    let slot = format!("(i * {prime} % {rows})");
    let (start, moments) = (micros(START), rows / BATCH);
    let (step, far) = (STEP.as_micros(), micros(START + 1_000_000 * STEP));
    let spacing = step / u128::from(BATCH);
    format!(
        "CASE WHEN {slot} / {BATCH} < {moments} \
            THEN {start} + {slot} / {BATCH} * {step} - {slot} % {BATCH} * {spacing} \
            ELSE {far} END"
    )
}
