//! The built binary as a child process: started, asked, ended in several ways.

mod figures;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::Arc;
use std::time::Duration;

use domain::vault::{SecretKey, Vault};
use secrecy::ExposeSecret;
use sim::Simulator;
use store::Store;
use url::Url;

use crate::disk::SmallDisk;
use crate::eventually;
use crate::postgres::{self, TestDatabase};

/// How long a start may take, on a busy machine and without optimisation.
const START: Duration = Duration::from_secs(30);
/// The app's id at the authorization server.
pub const CLIENT_ID: &str = "local.69b2.12345678";
/// The app's secret there.
pub const CLIENT_SECRET: &str = "Pq8vN3xW7cZr5tYb1mKd9sLf2hGj4aEu6oIiQwXe";

/// How the binary is called: its settings and the folder in which it works.
#[derive(Clone, Debug)]
pub struct Launch {
    folder: PathBuf,
    variables: BTreeMap<String, String>,
    arguments: Vec<String>,
    /// The command that runs the binary, if it is not run directly.
    within: Vec<String>,
    /// Another binary than that of this build.
    binary: Option<PathBuf>,
    database: Option<Arc<TestDatabase>>,
}

/// A running `tombstone serve`. Dropping it kills it.
#[derive(Debug)]
pub struct Service {
    child: Child,
    url: Url,
    address: SocketAddr,
}

/// How a service is ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// `kill -9`: it learns nothing of it.
    Kill,
    /// `SIGTERM`: it may finish what is in flight.
    Terminate,
}

impl Launch {
    /// Any free loopback port, and data and captured output under `folder`; if the tests run on PostgreSQL, with an
    /// empty database there.
    pub fn in_folder(folder: &Path) -> Self {
        let database = postgres::is_chosen().then(|| Arc::new(TestDatabase::empty()));
        let url = database.as_ref().map(|database| database.url());
        let launch = Self { database, ..Self::embedded(folder) };
        match url {
            None => launch,
            Some(url) => launch.set("TOMBSTONE_DATABASE_URL", &url).with_key(),
        }
    }

    /// The same on the embedded database, whatever the tests run on.
    pub fn embedded(folder: &Path) -> Self {
        let launch = Self {
            folder: folder.to_owned(),
            variables: BTreeMap::new(),
            arguments: Vec::new(),
            within: Vec::new(),
            binary: None,
            database: None,
        };
        launch
            .set("TOMBSTONE_LISTEN", "127.0.0.1:0")
            .set("TOMBSTONE_LOG", "warn")
            .set("TOMBSTONE_API_RATE", "0")
            .with_data_in(folder)
    }

    /// The same on this PostgreSQL server.
    pub fn on_server(folder: &Path, url: &str) -> Self {
        let key = SecretKey::generate().to_base64();
        let launch = Self::embedded(folder);
        launch.set("TOMBSTONE_DATABASE_URL", url).set("TOMBSTONE_SECRET_KEY", key.expose_secret())
    }

    /// The same on the database of [`TestDatabase::kept`].
    pub fn on_kept(folder: &Path) -> Self {
        let database = TestDatabase::kept();
        let launch = Self::embedded(folder).set("TOMBSTONE_DATABASE_URL", &database.url());
        Self { database: Some(Arc::new(database)), ..launch }
    }

    /// The same settings with another folder for data and captured output.
    pub fn beside(&self, folder: &Path) -> Self {
        Self { folder: folder.to_owned(), ..self.clone() }.with_data_in(folder)
    }

    /// With this disk under the data folder.
    pub fn on_disk(self, disk: &SmallDisk) -> Self {
        Self { within: disk.entry(), ..self }
    }

    /// With this binary instead of that of the build that this program belongs to.
    pub fn with_binary(self, binary: &Path) -> Self {
        Self { binary: Some(binary.to_owned()), ..self }
    }

    /// With the binary of the build that this program belongs to.
    pub fn with_own_binary(self) -> Self {
        Self { binary: None, ..self }
    }

    /// With no more than so many descriptors.
    pub fn with_descriptors(self, number: u32) -> Self {
        let script = format!("ulimit -n {number} && exec \"$0\" \"$@\"");
        Self { within: vec!["sh".to_owned(), "-c".to_owned(), script], ..self }
    }

    /// With so many descriptors for the time being, of those that it may have.
    pub fn with_descriptors_at_first(self, number: u32) -> Self {
        let script = format!("ulimit -S -n {number} && exec \"$0\" \"$@\"");
        Self { within: vec!["sh".to_owned(), "-c".to_owned(), script], ..self }
    }

    /// Another process on the same PostgreSQL database with the same settings, with a data folder of its own under
    /// `folder`. Panics on SQLite, which one process has for itself.
    pub fn neighbour(&self, folder: &Path) -> Self {
        assert!(self.database.is_some(), "two processes are for PostgreSQL; set {}=postgres", postgres::CHOICE);
        self.beside(folder)
    }

    fn with_data_in(self, folder: &Path) -> Self {
        self.set("TOMBSTONE_DATA_DIR", &folder.join("data").display().to_string())
    }

    /// The PostgreSQL database, if the tests run on PostgreSQL.
    pub fn database(&self) -> Option<&TestDatabase> {
        self.database.as_deref()
    }

    /// The address of its database.
    pub fn database_url(&self) -> String {
        let url = self.variables.get("TOMBSTONE_DATABASE_URL").cloned();
        url.unwrap_or_else(|| format!("sqlite://{}", self.data().join("tombstone.db").display()))
    }

    /// Opens its database, beside the service or before it; for that the key has to be a setting.
    pub async fn open_store(&self) -> Store {
        let key = SecretKey::parse(&self.variables["TOMBSTONE_SECRET_KEY"]).expect("a key");
        fs::create_dir_all(self.data()).expect("a data folder");
        let database = self.database_url().parse().expect("an address");
        Store::open(&database, Vault::new(key, [])).await.expect("the database opens")
    }

    /// With a key of its own, that [`Launch::open_store`] knows.
    pub fn with_key(self) -> Self {
        let key = SecretKey::generate().to_base64();
        self.set("TOMBSTONE_SECRET_KEY", key.expose_secret())
    }

    /// With this simulator as the authorization server.
    pub fn with_simulator(self, sim: &Simulator) -> Self {
        self.set("TOMBSTONE_CLIENT_ID", CLIENT_ID)
            .set("TOMBSTONE_CLIENT_SECRET", CLIENT_SECRET)
            .set("TOMBSTONE_OAUTH_URL", sim.url().as_str().trim_end_matches('/'))
            .set("TOMBSTONE_OAUTH_HOSTS", &sim.address().to_string())
            .set("TOMBSTONE_ALLOW_PRIVATE_ENDPOINTS", "true")
    }

    /// With this environment variable.
    pub fn set(mut self, name: &str, value: &str) -> Self {
        self.variables.insert(name.to_owned(), value.to_owned());
        self
    }

    /// Without this environment variable.
    pub fn without(mut self, name: &str) -> Self {
        self.variables.remove(name);
        self
    }

    /// With this argument after `serve`.
    pub fn with_argument(mut self, argument: &str) -> Self {
        self.arguments.push(argument.to_owned());
        self
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// What all services of this folder wrote to standard output.
    pub fn stdout(&self) -> String {
        fs::read_to_string(self.folder.join("stdout.log")).unwrap_or_default()
    }

    /// What all services of this folder wrote to standard error.
    pub fn stderr(&self) -> String {
        fs::read_to_string(self.folder.join("stderr.log")).unwrap_or_default()
    }

    /// The command with these arguments, under the settings of this launch alone.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let binary = self.binary.clone().unwrap_or_else(binary);
        let mut words = self.within.iter().map(OsString::from).chain([binary.into_os_string()]);
        let mut command = Command::new(words.next().expect("the binary at least"));
        command.args(words);
        for (name, _) in std::env::vars_os() {
            if name.to_str().is_some_and(|name| name.starts_with("TOMBSTONE_")) {
                command.env_remove(name);
            }
        }
        command.args(arguments).envs(&self.variables).current_dir(&self.folder).stdin(Stdio::null());
        command
    }

    /// Runs the command with these arguments to its end.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the binary can be run")
    }

    /// Starts `tombstone serve` and waits until it says where it listens.
    pub async fn start(&self) -> Service {
        let before = self.stdout().len();
        let mut command = self.command(&["serve"]);
        command.args(&self.arguments).stdout(self.capture("stdout.log")).stderr(self.capture("stderr.log"));
        let mut child = command.spawn().expect("the binary can be started");
        let url = eventually("the line `listening on`", START, async || {
            if let Some(status) = child.try_wait().expect("the child can be asked") {
                panic!("the service ended with {status}:\n{}{}", self.stdout(), self.stderr());
            }
            let stdout = self.stdout();
            let line = stdout[before..].split_inclusive('\n').find_map(|line| line.strip_prefix("listening on "));
            line.filter(|line| line.ends_with('\n')).map(|line| Url::parse(line.trim()).expect("an address"))
        });
        let url = url.await;
        let address = url.socket_addrs(|| None).expect("an address")[0];
        Service { child, url, address }
    }

    fn capture(&self, name: &str) -> File {
        OpenOptions::new().create(true).append(true).open(self.folder.join(name)).expect("a file for the output")
    }
}

impl Service {
    /// Where it listens.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Ends it and waits until it is gone.
    pub async fn end(mut self, how: Ending) -> ExitStatus {
        match how {
            Ending::Kill => self.child.kill().expect("a child can be killed"),
            Ending::Terminate => self.terminate(),
        }
        self.exit(Duration::from_secs(12)).await
    }

    /// Lets it hang, or go on: sends it this signal.
    pub fn signal(&self, signal: &str) {
        // The shell's own: `unsafe` would be needed for the call, and a minimal system has no /bin/kill.
        let sent = Command::new("sh").args(["-c", &format!("kill -{signal} {}", self.child.id())]).status();
        assert!(sent.expect("a shell").success(), "the service is not there");
    }

    /// Sends `SIGTERM`.
    pub fn terminate(&self) {
        self.signal("TERM");
    }

    /// How it ended, if it has.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().expect("the child can be asked")
    }

    /// Waits until it is gone.
    pub async fn exit(&mut self, patience: Duration) -> ExitStatus {
        eventually("the end of the service", patience, async || self.ended()).await
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The binary of the build that this program belongs to.
fn binary() -> PathBuf {
    let program = std::env::current_exe().expect("this program has a path");
    let folder = program.parent().and_then(Path::parent).expect("cargo puts test programs into `deps`");
    let binary = folder.join("tombstone");
    let profile = if folder.ends_with("release") { " --release" } else { "" };
    assert!(binary.is_file(), "{} is not built; run `cargo build -p tombstone{profile}` first", binary.display());
    binary
}
