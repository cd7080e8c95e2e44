//! A PostgreSQL of one test, which may be killed, started again and made to hang. What it commits is on disk.

use std::fs;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use crate::postgres::{command_as, expect_success, make_data, make_folder, programs, user};

/// Takes the server along when the program ends, however that happens.
const KEEPER: &str = r#"
while read -r _; do :; done
read -r server < data/postmaster.pid
kill -CONT $server
"$0" stop -D data -m immediate
rm -rf "$PWD"
"#;

/// As on a machine that keeps its data; small, since several may run at once.
const SETTINGS: &str = "-c fsync=on -c synchronous_commit=on -c full_page_writes=on -c max_connections=200 \
    -c dynamic_shared_memory_type=mmap -c listen_addresses= -c autovacuum_naptime=5s";

/// A server, gone when it is dropped.
#[derive(Debug)]
pub struct Server {
    programs: PathBuf,
    folder: PathBuf,
    user: Option<(u32, u32)>,
    /// Holds the pipe whose end is the server's end.
    keeper: Child,
}

impl Server {
    /// A fresh one, with an empty database.
    pub fn start() -> Self {
        let (programs, folder, user) = (programs(), make_folder(), user());
        if let Some((user, group)) = user {
            chown(&folder, Some(user), Some(group)).expect("root gives a folder away");
        }
        make_data(&programs, &folder, user);
        let mut keeper = command_as(user, "sh".as_ref(), &folder);
        keeper.args(["-c", KEEPER]).arg(programs.join("pg_ctl"));
        let keeper = keeper.process_group(0).stdin(Stdio::piped()).spawn().expect("a shell can be started");
        let server = Self { programs, folder, user, keeper };
        server.revive();
        server
    }

    /// Its address, for `TOMBSTONE_DATABASE_URL`.
    pub fn url(&self) -> String {
        format!("postgres:///postgres?host={}&user=postgres", self.folder.display())
    }

    /// Ends it at once, as a crash would.
    pub fn kill(&self) {
        self.control(&["stop", "-D", "data", "-m", "immediate"]);
    }

    /// Starts it again on the same data.
    pub fn revive(&self) {
        let options = format!("{SETTINGS} -k {}", self.folder.display());
        self.control(&["start", "-w", "-t", "60", "-D", "data", "-l", "server.log", "-o", &options]);
    }

    /// Lets it accept connections and answer nothing.
    pub fn hang(&self) {
        self.signal("STOP");
    }

    /// Lets it go on.
    pub fn go_on(&self) {
        self.signal("CONT");
    }

    /// What a query answers: columns separated by `|`, a row a line.
    pub fn query(&self, sql: &str) -> String {
        let mut command = self.command("psql");
        let output = command.args(["-qAtX", "--dbname", &self.url(), "-c", sql]).output().expect("psql can be run");
        let output = expect_success(sql, output);
        String::from_utf8(output.stdout).expect("psql writes text").trim_end().to_owned()
    }

    fn control(&self, arguments: &[&str]) {
        // No pipe: the server would keep it open.
        let done = self.command("pg_ctl").args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status();
        let log = || fs::read_to_string(self.folder.join("server.log")).unwrap_or_default();
        assert!(done.expect("pg_ctl can be run").success(), "pg_ctl {arguments:?}:\n{}", log());
    }

    /// To the server and all of its children.
    fn signal(&self, signal: &str) {
        let pid = fs::read_to_string(self.folder.join("data/postmaster.pid")).expect("the server runs");
        let server = pid.lines().next().expect("a pid");
        let mut all = children(server);
        all.push(server.to_owned());
        // The shell's own: a minimal system has no /bin/kill. A child may have ended meanwhile, the server has not.
        let kill = format!("kill -{signal} {} 2>/dev/null; kill -0 {server}", all.join(" "));
        let sent = Command::new("sh").args(["-c", &kill]).status();
        assert!(sent.expect("a shell").success(), "the server is gone");
    }

    fn command(&self, program: &str) -> Command {
        let mut command = command_as(self.user, &self.programs.join(program), &self.folder);
        command.env_remove("PGOPTIONS").stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        // It may be gone already.
        let _ = self.keeper.wait();
    }
}

fn children(parent: &str) -> Vec<String> {
    let processes = fs::read_dir("/proc").expect("Linux lists processes").flatten();
    let is_child = |id: &String| {
        let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
        stat.rsplit_once(") ").and_then(|(_, fields)| fields.split(' ').nth(1)) == Some(parent)
    };
    let ids = processes.filter_map(|entry| entry.file_name().into_string().ok());
    ids.filter(|id| id.bytes().all(|byte| byte.is_ascii_digit())).filter(is_child).collect()
}
