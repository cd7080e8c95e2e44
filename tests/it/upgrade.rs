//! Opens stores of earlier releases, from `tests/fixtures/releases`, with this version.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::Duration;

use domain::MemberId;
use sea_orm::{ConnectionTrait, Database, Statement};
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use tempfile::TempDir;
use tests::api::Client;
use tests::eventually;
use tests::postgres::{self, TestDatabase};
use tests::service::{Ending, Launch};

const PATIENCE: Duration = Duration::from_mins(1);
const RENEW: &str = "if the schema's steps were edited before the first release, renew the fixture with \
                     scripts/release-fixture; after a release nobody edits a step: add one";

/// A store left by a release.
struct Release {
    folder: PathBuf,
    expected: Value,
}

impl Release {
    fn all() -> Vec<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/releases");
        let releases = fs::read_dir(folder).expect("a folder").map(|entry| Self::read(entry.expect("an entry").path()));
        let releases: Vec<_> = releases.collect();
        assert!(!releases.is_empty(), "there is no store of a release; scripts/release-fixture makes one");
        releases
    }

    fn read(folder: PathBuf) -> Self {
        let expected = fs::read(folder.join(format!("{}.json", engine()))).expect("what there is");
        Self { folder, expected: serde_json::from_slice(&expected).expect("JSON") }
    }

    fn name(&self) -> String {
        self.folder.display().to_string()
    }

    fn rows(&self, of: &str) -> &[Value] {
        self.expected[of].as_array().expect("a list")
    }

    /// A copy of it, and a launch of this version on it.
    fn copy(&self) -> (TempDir, Launch) {
        let folder = TempDir::new().expect("a folder for the test");
        let launch = Launch::in_folder(folder.path());
        let archive = File::open(self.folder.join(format!("{}.tar.zst", engine()))).expect("an archive");
        let decoder = zstd::Decoder::new(archive).expect("a decoder");
        tar::Archive::new(decoder).unpack(launch.data()).expect("it is unpacked");
        if let Some(database) = launch.database() {
            database.load(&fs::read(launch.data().join("dump.sql")).expect("a dump"));
        }
        // No authorization server is there for it to call.
        let launch = launch
            .set("TOMBSTONE_SECRET_KEY", self.expected["secret_key"].as_str().expect("a key"))
            .set("TOMBSTONE_OAUTH_URL", "http://127.0.0.1:9")
            .set("TOMBSTONE_ALLOW_PRIVATE_ENDPOINTS", "true");
        (folder, launch)
    }
}

fn engine() -> &'static str {
    if postgres::is_chosen() { "postgres" } else { "sqlite" }
}

fn succeeds(launch: &Launch, arguments: &[&str]) -> String {
    let output = launch.run(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

#[tokio::test]
async fn store_of_each_release_opens_with_all_that_was_in_it() {
    for release in Release::all() {
        let (_folder, launch) = release.copy();
        succeeds(&launch, &["migrate"]);
        let service = launch.start().await;
        let client = Client::new(&launch, &service).with_key(release.expected["api_key"].as_str().expect("a key"));
        let (indexed, logged) = (release.rows("indexed"), release.rows("logged"));
        let all = async || {
            let items = client.all("/api/v1/deletions?limit=500").await;
            (items.len() >= indexed.len() + logged.len()).then_some(items)
        };
        let items = eventually("what waited in the event log", PATIENCE, all).await;
        assert_eq!(items.len(), indexed.len() + logged.len(), "{}: each is there once", release.name());
        let row = |item: &Value| {
            json!([item["member_id"], item["id"], item["event"], item["entity"], item["entity_id"], item["attributes"]])
        };
        let rows: Vec<_> = items.iter().map(row).collect();
        for expected in indexed {
            assert!(rows.contains(expected), "{}: {expected} is missing", release.name());
        }
        for expected in logged {
            let is_it = |item: &&Value| json!([item["member_id"], item["entity_id"]]) == *expected;
            assert_eq!(items.iter().filter(is_it).count(), 1, "{}: {expected}", release.name());
        }
        expect_secrets(&release, &launch).await;
        assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));
    }
}

/// Checks that chains hold, tokens open and operators exist.
async fn expect_secrets(release: &Release, launch: &Launch) {
    let store = launch.open_store().await;
    for token in release.rows("refresh_tokens") {
        let text = |place: usize| token[place].as_str().expect("a text");
        succeeds(launch, &["portal", "verify", text(0)]);
        let member_id = MemberId::parse(text(0)).expect("a member_id");
        let opened = store.tenant(&member_id).find_refresh_token().await.expect("it opens").expect("there is one");
        assert_eq!(opened.expose_secret(), text(1), "{}", release.name());
    }
    store.close().await.expect("it closes");
    let operators = succeeds(launch, &["operator", "list", "--json"]);
    assert!(operators.contains(release.expected["operator"].as_str().expect("a text")), "{operators}");
}

#[tokio::test]
async fn store_of_each_release_gets_the_schema_of_a_new_one() {
    let fresh = TempDir::new().expect("a folder for the test");
    let fresh = (Launch::in_folder(fresh.path()), fresh);
    succeeds(&fresh.0, &["migrate"]);
    let wanted = schema(&fresh.0).await;
    for release in Release::all() {
        let (_folder, launch) = release.copy();
        let steps = |launch: &Launch| -> Value {
            serde_json::from_str(&succeeds(launch, &["migrate", "--status", "--json"])).expect("JSON")
        };
        let names = |steps: &Value| -> Vec<String> {
            steps.as_array().expect("a list").iter().map(|step| step["name"].to_string()).collect()
        };
        let (old, new) = (names(&release.expected["steps"]), names(&steps(&fresh.0)));
        assert!(new.starts_with(&old), "{} has steps that this version does not know; {RENEW}", release.name());
        succeeds(&launch, &["migrate"]);
        let migrated = schema(&launch).await;
        let other: Vec<_> = migrated.iter().filter(|line| !wanted.contains(line)).collect();
        assert!(migrated == wanted, "{}, migrated, has not the schema of today; {RENEW}: {other:?}", release.name());
    }
}

/// The definitions of all tables and indexes.
async fn schema(launch: &Launch) -> Vec<String> {
    if let Some(database) = launch.database() {
        return schema_of_server(database);
    }
    let connection = Database::connect(launch.database_url()).await.expect("the database opens");
    let all = "SELECT name || ': ' || sql AS line FROM sqlite_master WHERE sql IS NOT NULL ORDER BY 1";
    let all = Statement::from_string(connection.get_database_backend(), all);
    let rows = connection.query_all_raw(all).await.expect("an answer");
    connection.close().await.expect("it closes");
    rows.iter().map(|row| row.try_get("", "line").expect("a text")).collect()
}

fn schema_of_server(database: &TestDatabase) -> Vec<String> {
    // After dump and load, the same expressions have their casts elsewhere.
    let all = "
        SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default, collation_name)
        FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL SELECT translate(replace(replace(indexdef, '::character varying', ''), '::text', ''), '()[]', '')
            FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1";
    database.query(all).lines().map(str::to_owned).collect()
}
