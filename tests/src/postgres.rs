//! A temporary PostgreSQL for the tests: started when the first of them needs it, gone with this program, however it
//! ends. Every test has a database of its own.
//!
//! The programs of PostgreSQL are looked for on `PATH`, then in the newest `/usr/lib/postgresql/*/bin`.

use std::fs::{self, DirBuilder};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use store::Schema;
use tokio::sync::OnceCell;

/// The variable of the environment that chooses the database of the tests.
pub const CHOICE: &str = "TEST_DATABASE";

/// How long the server may take to start, on a busy machine.
const START: Duration = Duration::from_mins(1);
/// The database that the migrated ones are copies of.
const TEMPLATE: &str = "migrated";

/// Runs the server until this program ends and its pipe with it, then stops it.
const KEEPER: &str = r#"
"$0" "$@" >server.log 2>&1 &
server=$!
while read -r _; do :; done
kill -"$END" $server
wait $server
"#;
/// The same, and removes the folder.
const FLEETING_KEEPER: &str = r#"; rm -rf "$PWD""#;

const SETTINGS: [&str; 3] = ["max_connections=500", "dynamic_shared_memory_type=mmap", "listen_addresses="];
/// No data outlives the tests, so that nothing has to reach the disk.
const FLEETING: [&str; 6] = [
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_wal_size=128MB",
    "min_wal_size=32MB",
    "autovacuum=off",
];
/// As a server is that keeps what it was given, with the room for its log that a busy one is given.
const DURABLE: [&str; 4] = ["fsync=on", "synchronous_commit=on", "full_page_writes=on", "max_wal_size=4GB"];

static IS_DURABLE: AtomicBool = AtomicBool::new(false);
static KEPT: OnceLock<PathBuf> = OnceLock::new();
static CLUSTER: OnceLock<Cluster> = OnceLock::new();
static MIGRATED: OnceCell<()> = OnceCell::const_new();
static NEXT: AtomicU64 = AtomicU64::new(1);

/// Whether the tests are to run on PostgreSQL.
pub fn is_chosen() -> bool {
    match std::env::var(CHOICE).as_deref() {
        Err(_) | Ok("" | "sqlite") => false,
        Ok("postgres") => true,
        Ok(other) => panic!("{CHOICE} is sqlite or postgres, not {other}"),
    }
}

/// Lets the server keep what it is given through a failure of the machine, as in real use: for measuring. Before the
/// first database.
pub fn keep_everything() {
    IS_DURABLE.store(true, Ordering::Relaxed);
}

/// Lets the server keep what it is given in this folder, for later runs: for measuring. Before the first database.
pub fn keep_in(folder: &Path) {
    keep_everything();
    fs::create_dir_all(folder).expect("a folder for the server");
    let folder = fs::canonicalize(folder).expect("it is there");
    assert_eq!(KEPT.get_or_init(|| folder.clone()), &folder, "there is one server");
}

/// A database on the server, removed when it is dropped unless it is to be kept.
#[derive(Debug)]
pub struct TestDatabase {
    name: String,
    is_kept: bool,
}

impl TestDatabase {
    /// An empty one.
    pub fn empty() -> Self {
        Self::create("template1")
    }

    /// One with the present schema.
    pub async fn migrated() -> Self {
        MIGRATED
            .get_or_init(async || {
                Self::beside(|| cluster().psql(&format!("CREATE DATABASE {TEMPLATE}"))).await;
                let database = cluster().url(TEMPLATE).parse().expect("an address");
                let schema = Schema::open(&database).await.expect("the database opens");
                schema.up().await.expect("all steps can be taken");
                schema.close().await.expect("the database closes");
            })
            .await;
        Self::beside(|| Self::create(TEMPLATE)).await
    }

    /// Waits for a program without keeping the test's other tasks from going on: a copy takes long on a busy machine,
    /// and a task that waits for a connection meanwhile would run into its time-out.
    async fn beside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
        tokio::task::spawn_blocking(work).await.expect("no panic")
    }

    /// The one that is kept from run to run; an empty one at first.
    pub fn kept() -> Self {
        assert!(KEPT.get().is_some(), "the server keeps nothing");
        let name = "kept".to_owned();
        if cluster().query("postgres", &format!("SELECT 1 FROM pg_database WHERE datname = '{name}'")).is_empty() {
            cluster().psql(&format!("CREATE DATABASE {name}"));
        }
        Self { name, is_kept: true }
    }

    fn create(template: &str) -> Self {
        let name = format!("test_{}", NEXT.fetch_add(1, Ordering::Relaxed));
        cluster().psql(&format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy"));
        Self { name, is_kept: false }
    }

    /// Its address, for `TOMBSTONE_DATABASE_URL`.
    pub fn url(&self) -> String {
        cluster().url(&self.name)
    }

    /// Everything in it, as text.
    pub fn dump(&self) -> Vec<u8> {
        let mut command = cluster().command("pg_dump");
        // Bytes as they are, as far as they can be read.
        let output = command.env("PGOPTIONS", "-c bytea_output=escape").args(["--dbname", &self.url()]).output();
        expect_success("pg_dump", output.expect("pg_dump can be run")).stdout
    }

    /// Brings in what [`TestDatabase::dump`] gave, of a server that may be older or newer.
    pub fn load(&self, dump: &[u8]) {
        let mut command = cluster().command("psql");
        command.args(["-qX", "--dbname", &self.url(), "-v", "ON_ERROR_STOP=1"]).stdin(Stdio::piped());
        // Newer programs name settings that older servers don't have, and commands that older clients don't.
        let lines = dump.split_inclusive(|byte| *byte == b'\n');
        let known = lines.filter(|line| {
            !line.starts_with(b"SET ") && !line.starts_with(b"\\restrict") && !line.starts_with(b"\\unrestrict")
        });
        let (sql, mut psql) = (known.collect::<Vec<_>>().concat(), command.spawn().expect("psql can be run"));
        let mut input = psql.stdin.take().expect("it is piped");
        let writing = std::thread::spawn(move || input.write_all(&sql));
        let output = psql.wait_with_output().expect("psql ends");
        expect_success("psql", output);
        writing.join().expect("no panic").expect("psql reads all");
    }

    /// What a query answers: columns separated by `|`, a row a line.
    pub fn query(&self, sql: &str) -> String {
        cluster().query(&self.name, sql)
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if !self.is_kept {
            let removal = format!("DROP DATABASE {} WITH (FORCE)", self.name);
            // Nobody waits for it: when this program ends, the whole server goes.
            std::thread::spawn(move || cluster().psql(&removal));
        }
    }
}

struct Cluster {
    programs: PathBuf,
    folder: PathBuf,
    user: Option<(u32, u32)>,
    /// Holds the pipe whose end is the server's end.
    _keeper: Child,
}

fn cluster() -> &'static Cluster {
    CLUSTER.get_or_init(Cluster::start)
}

impl Cluster {
    fn start() -> Self {
        let kept = KEPT.get();
        let (programs, folder, user) = (programs(), kept.cloned().unwrap_or_else(make_folder), user());
        if let Some((user, group)) = user {
            chown(&folder, Some(user), Some(group)).expect("root gives a folder away");
        }
        if !folder.join("data").exists() {
            make_data(&programs, &folder, user);
        }
        let (script, end) = match kept {
            Some(_) => (KEEPER.to_owned(), "INT"),
            None => (KEEPER.trim_end().to_owned() + FLEETING_KEEPER, "QUIT"),
        };
        let mut keeper = command_as(user, Path::new("sh"), &folder);
        keeper
            .env("END", end)
            .args(["-c", &script])
            .arg(programs.join("postgres"))
            .args(["-D", "data", "-k"])
            .arg(&folder);
        let durability = if IS_DURABLE.load(Ordering::Relaxed) { DURABLE.as_slice() } else { &FLEETING };
        for setting in SETTINGS.iter().chain(durability) {
            keeper.args(["-c", setting]);
        }
        // In a group of its own, so that Ctrl-C ends this program alone and then, in order, the server.
        let keeper = keeper.process_group(0).stdin(Stdio::piped()).spawn().expect("a shell can be started");
        let cluster = Self { programs, folder, user, _keeper: keeper };
        cluster.wait_until_ready();
        cluster
    }

    fn wait_until_ready(&self) {
        let started = Instant::now();
        while !self.command("pg_isready").arg("-q").arg("-h").arg(&self.folder).status().is_ok_and(|it| it.success()) {
            let log = || fs::read_to_string(self.folder.join("server.log")).unwrap_or_default();
            assert!(started.elapsed() < START, "PostgreSQL does not start:\n{}", log());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn url(&self, database: &str) -> String {
        format!("postgres:///{database}?host={}&user=postgres", self.folder.display())
    }

    fn psql(&self, sql: &str) {
        self.query("postgres", sql);
    }

    fn query(&self, database: &str, sql: &str) -> String {
        let mut command = self.command("psql");
        let output = command.args(["-qAtX", "--dbname", &self.url(database), "-c", sql]).output();
        let output = expect_success(sql, output.expect("psql can be run"));
        String::from_utf8(output.stdout).expect("psql writes text").trim_end().to_owned()
    }

    fn command(&self, program: &str) -> Command {
        let mut command = command_as(self.user, &self.programs.join(program), &self.folder);
        command.env_remove("PGOPTIONS").stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }
}

/// In an order of texts that is not that of their bytes, where this PostgreSQL has one: as servers are in the wild.
pub(crate) fn make_data(programs: &Path, folder: &Path, user: Option<(u32, u32)>) {
    let plain = ["-D", "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N"];
    let locales: [&[&str]; 3] =
        [&["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en"], &["--locale=C.UTF-8"], &["--locale=C"]];
    let mut said = String::new();
    for locale in locales {
        let mut command = command_as(user, &programs.join("initdb"), folder);
        let output = command.args(plain).args(locale).stderr(Stdio::piped()).output().expect("initdb can be run");
        if output.status.success() {
            return;
        }
        said.push_str(&String::from_utf8_lossy(&output.stderr));
    }
    panic!("initdb failed:\n{said}");
}

pub(crate) fn command_as(user: Option<(u32, u32)>, program: &Path, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if let Some((user, group)) = user {
        command.uid(user).gid(group);
    }
    command
}

pub(crate) fn expect_success(what: &str, output: Output) -> Output {
    assert!(output.status.success(), "{what}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

/// The folder of the server's programs, of which often only some are linked elsewhere.
pub(crate) fn programs() -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path).find_map(|folder| fs::canonicalize(folder.join("postgres")).ok());
    if let Some(folder) = on_path.as_deref().and_then(Path::parent) {
        return folder.to_owned();
    }
    let version = |folder: &PathBuf| -> u32 {
        let name = folder.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
        name.and_then(|name| name.parse().ok()).unwrap_or_default()
    };
    let installed = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let installed = installed.map(|entry| entry.path().join("bin")).filter(|bin| bin.join("postgres").is_file());
    installed.max_by_key(version).expect("PostgreSQL is installed; scripts/test does it")
}

/// Whom to run the server as: it refuses to be root.
pub(crate) fn user() -> Option<(u32, u32)> {
    let own = fs::metadata("/proc/self").expect("Linux knows who this is").uid();
    (own == 0).then(|| find_user("postgres").or_else(|| find_user("nobody")).expect("there are users beside root"))
}

fn find_user(name: &str) -> Option<(u32, u32)> {
    let users = fs::read_to_string("/etc/passwd").ok()?;
    users.lines().find_map(|line| {
        let fields: Vec<_> = line.split(':').collect();
        (fields.first() == Some(&name)).then(|| Some((fields.get(2)?.parse().ok()?, fields.get(3)?.parse().ok()?)))?
    })
}

/// A new folder with a short name: that of a socket must not be long.
pub(crate) fn make_folder() -> PathBuf {
    for attempt in 0.. {
        let folder = std::env::temp_dir().join(format!("tombstone-pg-{}-{attempt}", std::process::id()));
        match DirBuilder::new().mode(0o700).create(&folder) {
            Ok(()) => return folder,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => panic!("{} can't be made: {error}", folder.display()),
        }
    }
    unreachable!("some number is free")
}
