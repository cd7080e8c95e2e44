//! Shared by the tests: a database for each, a portal in it, the roles on top.

use std::path::Path;
use std::sync::Arc;

use domain::clock::ManualClock;
use domain::vault::{KeyedHash, SecretKey, Vault};
use domain::{Clock, MemberId};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use store::{Database, EventLog, Installation, LogLimits, PortalTokens, Store};
use tempfile::TempDir;
use tests::crash::keep_from_writing;
use tests::postgres::{self, TestDatabase};
use time::macros::datetime;
use worker::Indexer;

/// The store and event log of one test, gone with it.
pub(crate) struct House {
    pub(crate) store: Store,
    pub(crate) log: EventLog,
    pub(crate) clock: Clock,
    pub(crate) hands: ManualClock,
    vault: Vault,
    place: Arc<Place>,
    folder: TempDir,
}

/// A database that lasts as long as its users.
pub(crate) enum Place {
    Sqlite(TempDir),
    Postgres(TestDatabase),
}

impl Place {
    /// An empty database without a schema.
    pub(crate) fn empty() -> Self {
        if postgres::is_chosen() { Self::Postgres(TestDatabase::empty()) } else { Self::Sqlite(folder()) }
    }

    async fn new() -> Self {
        if postgres::is_chosen() { Self::Postgres(TestDatabase::migrated().await) } else { Self::Sqlite(folder()) }
    }

    /// The database of a test that needs PostgreSQL.
    pub(crate) fn server(&self) -> &TestDatabase {
        match self {
            Self::Postgres(database) => database,
            Self::Sqlite(_) => panic!("set {}=postgres", postgres::CHOICE),
        }
    }

    /// Runs SQL behind the service's back.
    pub(crate) async fn execute(&self, sql: &str) {
        let connection = sea_orm::Database::connect(self.url()).await.expect("the database opens");
        connection.execute_unprepared(sql).await.expect("it is executed");
        connection.close().await.expect("the database closes");
    }

    /// The first column of a query, as text.
    pub(crate) async fn query(&self, sql: &str) -> Vec<String> {
        let connection = sea_orm::Database::connect(self.url()).await.expect("the database opens");
        let rows = connection.query_all_raw(Statement::from_string(connection.get_database_backend(), sql)).await;
        let texts = rows.expect("it answers").iter().map(|row| row.try_get_by_index(0).expect("a text")).collect();
        connection.close().await.expect("the database closes");
        texts
    }

    fn url(&self) -> String {
        match self {
            Self::Sqlite(folder) => format!("sqlite://{}", folder.path().join("tombstone.db").display()),
            Self::Postgres(database) => database.url(),
        }
    }

    pub(crate) fn database(&self) -> Database {
        match self {
            Self::Sqlite(folder) => Database::Sqlite(folder.path().join("tombstone.db")),
            Self::Postgres(database) => database.url().parse().expect("an address"),
        }
    }
}

fn folder() -> TempDir {
    TempDir::new().expect("a folder for the test")
}

impl House {
    /// An empty house whose clock stands at noon on 20 November 2026.
    pub(crate) async fn new() -> Self {
        Self::sealed_by(SecretKey::generate()).await
    }

    /// The same, with secrets sealed by this key.
    pub(crate) async fn sealed_by(key: SecretKey) -> Self {
        let clock = Clock::manual(datetime!(2026-11-20 12:00 UTC));
        let place = Arc::new(Box::pin(Place::new()).await);
        Box::pin(Self::open(place, Vault::new(key, []), clock)).await
    }

    pub(crate) fn place(&self) -> &Place {
        &self.place
    }

    /// Another process on the same database, with its own event log and the same key and clock.
    pub(crate) async fn neighbour(&self) -> Self {
        let clock = (self.clock.clone(), self.hands.clone());
        Box::pin(Self::open(Arc::clone(&self.place), self.vault.clone(), clock)).await
    }

    async fn open(place: Arc<Place>, vault: Vault, (clock, hands): (Clock, ManualClock)) -> Self {
        Self::open_in(folder(), place, vault, (clock, hands)).await
    }

    async fn open_in(folder: TempDir, place: Arc<Place>, vault: Vault, (clock, hands): (Clock, ManualClock)) -> Self {
        let store = Store::open(&place.database(), vault.clone()).await.expect("the database opens");
        let path = folder.path().join("events.db");
        let log =
            EventLog::open(&path, &store, clock.clone(), LogLimits::default()).await.expect("the event log opens");
        Self { store, log, clock, hands, vault, place, folder }
    }

    /// Starts another event log with these limits.
    pub(crate) async fn begin_log(&mut self, limits: LogLimits) {
        let path = self.folder.path().join("other").join("events.db");
        std::fs::create_dir(path.parent().expect("it has one")).expect("a folder for the log");
        self.log = EventLog::open(&path, &self.store, self.clock.clone(), limits).await.expect("the event log opens");
    }

    /// Installs a portal that proves its events with `application_token`.
    pub(crate) async fn install(&self, member_id: &MemberId, domain: &str, application_token: &str) {
        self.save_installation(member_id, domain, application_token, true).await;
    }

    /// The same, but the portal has not finished the installation.
    pub(crate) async fn install_unfinished(&self, member_id: &MemberId, domain: &str, application_token: &str) {
        self.save_installation(member_id, domain, application_token, false).await;
    }

    /// The hash that proves events with this `application_token`.
    pub(crate) fn token(&self, member_id: &MemberId, application_token: &str) -> KeyedHash {
        self.store.hash_key().application_token(member_id, &application_token.to_owned().into())
    }

    async fn save_installation(&self, member_id: &MemberId, domain: &str, application_token: &str, finished: bool) {
        let installation = Installation {
            domain: domain.to_owned(),
            app_status: Some("F".into()),
            finished,
            scopes: ["crm", "imbot", "imconnector", "imopenlines"].map(str::to_owned).into(),
            language: Some("en".into()),
            client_endpoint: format!("https://{domain}/rest/"),
            server_endpoint: "https://oauth.bitrix.info/rest/".into(),
            application_token: Some(application_token.to_owned().into()),
            sent_at: Some(self.clock.now()),
            tokens: Some(PortalTokens {
                access_token: format!("access-of-{member_id}").into(),
                refresh_token: Some(format!("refresh-of-{member_id}").into()),
                expires_at: self.clock.now() + time::Duration::HOUR,
                renew_at: self.clock.now() + time::Duration::days(130),
                user_id: Some("1".into()),
            }),
        };
        let tenant = self.store.tenant(member_id);
        let seen = tenant.find_cached_portal().await.expect("reads").and_then(|known| known.application_token);
        tenant.save_installation(&installation, seen, self.clock.now()).await.expect("installs");
    }

    /// The folders of its files: its own, and the database's if embedded.
    pub(crate) fn folders(&self) -> Vec<&Path> {
        let database = match &*self.place {
            Place::Sqlite(folder) => Some(folder.path()),
            Place::Postgres(_) => None,
        };
        std::iter::once(self.folder.path()).chain(database).collect()
    }

    /// Restarts the process on the same folder; the old one ends without cleaning up.
    pub(crate) async fn start_again(self) -> Self {
        let Self { store, log, clock, hands, vault, place, folder } = self;
        drop((store, log));
        Box::pin(Self::open_in(folder, place, vault, (clock, hands))).await
    }

    /// Runs SQL behind the service's back.
    pub(crate) async fn execute(&self, sql: &str) {
        self.place.execute(sql).await;
    }

    /// Keeps everybody from writing to these tables until the connection is closed; on SQLite, to any.
    pub(crate) async fn keep_from_writing(&self, tables: &str) -> DatabaseConnection {
        keep_from_writing(&self.place.url(), tables).await
    }

    /// Advances the clock, also for leases on a server.
    pub(crate) async fn advance(&self, duration: time::Duration) {
        self.hands.advance(duration);
        if postgres::is_chosen() {
            self.execute(&format!("UPDATE leases SET until = until - {}", duration.whole_microseconds())).await;
        }
    }

    /// Indexes all received events.
    pub(crate) async fn indexed(&self) {
        let indexer = Indexer::new(self.store.clone(), &self.log, self.clock.clone());
        indexer.index_all().await.expect("indexes");
    }
}

pub(crate) fn member_id(text: &str) -> MemberId {
    MemberId::parse(text).expect("a member_id")
}
