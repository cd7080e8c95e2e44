//! The built binary as its operator sees it: commands, settings, start and end.

mod answers;
mod asked;
mod backup;
mod care;
mod doctor;
mod feed;
mod first;
mod gone;
mod health;
mod init;
mod keys;
mod limits;
mod listen;
mod migrate;
mod otlp;
mod recovery;
mod requests;
mod sign_in;
mod sim;
mod stopping;
mod titles;
mod webhooks;

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::{Output, Stdio};
use std::time::Duration;

use reqwest::StatusCode;
use serde_json::Value;
use tempfile::TempDir;
use tests::api::Client;
use tests::eventually;
use tests::metrics::Metrics;
use tests::service::{Ending, Launch};
use tests::town::Town;

fn folder() -> TempDir {
    TempDir::new().expect("a folder for the test")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Checks a command's failure: standard error, which it returns, and no standard output.
fn refusal(output: &Output, code: i32) -> String {
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{said}");
    assert_eq!(text(&output.stdout), "");
    assert!(!said.contains("panicked"), "{said}");
    said
}

fn result(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    text(&output.stdout)
}

fn json(output: &Output) -> Value {
    serde_json::from_str(&result(output)).expect("--json prints JSON")
}

#[tokio::test]
async fn started_service_says_how_it_is() {
    let folder = folder();
    let launch = Launch::in_folder(folder.path());
    let service = launch.start().await;
    let client = Client::new(&launch, &service);
    assert_eq!(client.text("/health/live").await.0, StatusCode::OK);
    let (status, ready) = client.text("/health/ready").await;
    assert_eq!(status, StatusCode::OK, "{ready}");
    let (status, metrics) = client.text("/metrics").await;
    assert_eq!(status, StatusCode::OK);
    assert!(metrics.contains("tombstone_"), "{metrics}");
    let counted = Metrics::new(metrics);
    for name in ["resident_memory_bytes", "open_fds", "max_fds", "cpu_seconds_total", "start_time_seconds"] {
        assert!(counted.sum(&format!("process_{name}")) > 0.0, "process_{name}");
    }
    // Prometheus has its own label `job` and would rename ours.
    assert!(counted.labelled("tombstone_job_runs_total", "task", "heartbeat") > 0.0);
    assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));
    let stdout = launch.stdout();
    assert_eq!(stdout.lines().filter(|line| line.starts_with("listening on http://127.0.0.1:")).count(), 1, "{stdout}");
}

#[tokio::test]
async fn second_service_on_the_same_folder_is_refused() {
    let folder = folder();
    let launch = Launch::in_folder(folder.path());
    let service = launch.start().await;
    let said = refusal(&launch.run(&["serve"]), 1);
    assert!(said.contains(&launch.data().display().to_string()), "{said}");
    assert_eq!(Client::new(&launch, &service).text("/health/ready").await.0, StatusCode::OK);
    drop(service);
    launch.start().await;
}

#[test]
fn address_that_is_taken_is_told_with_the_setting_to_change() {
    let folder = folder();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("an address").to_string();
    let launch = Launch::in_folder(folder.path()).set("TOMBSTONE_LISTEN", &address);
    for command in ["serve", "sim"] {
        let said = refusal(&launch.run(&[command]), 1);
        let told =
            format!("can't listen on {address}; set another address with --listen, TOMBSTONE_LISTEN or `listen`");
        assert!(said.contains(&told), "{command}: {said}");
    }
}

#[test]
fn bad_settings_stop_the_start_and_are_named() {
    let folder = folder();
    let launch = Launch::in_folder(folder.path());
    let bad = [
        ("TOMBSTONE_LISTEN", "somewhere"),
        ("TOMBSTONE_LISTEN", "8080"),
        ("TOMBSTONE_OAUTH_URL", "not a url"),
        ("TOMBSTONE_OAUTH_URL", "ftp://oauth.example"),
        ("TOMBSTONE_PUBLIC_URL", "::"),
        ("TOMBSTONE_PUBLIC_URL", "tombstone.example"),
        ("TOMBSTONE_PUBLIC_URL", "https://tombstone.example/app"),
        ("TOMBSTONE_OAUTH_HOSTS", "https://oauth.example/"),
        ("TOMBSTONE_SECRET_KEY", "hush-hush"),
        ("TOMBSTONE_ALLOW_PRIVATE_ENDPOINTS", "perhaps"),
        ("TOMBSTONE_LANGUAGE", "klingon"),
        ("TOMBSTONE_RETENTION_DAYS", "-1"),
        ("TOMBSTONE_API_RATE", "fast"),
        ("TOMBSTONE_TRUSTED_PROXIES", "10.0.0.0/8, everywhere"),
        ("TOMBSTONE_LOG", "info,=["),
        ("TOMBSTONE_LOG_FORMAT", "xml"),
    ];
    for (name, value) in bad {
        let said = refusal(&launch.clone().set(name, value).run(&["serve"]), 2);
        assert!(said.contains(name), "{name}: {said}");
        assert!(!said.contains("hush-hush"), "{said}");
    }
    for name in ["TOMBSTONE_RETENTION_DAYS", "TOMBSTONE_CLIENT_SECRET"] {
        let odd =
            launch.command(&["serve"]).env(name, OsStr::from_bytes(b"\xff")).output().expect("the binary can be run");
        assert!(refusal(&odd, 2).contains(name), "{odd:?}");
    }
    let file = folder.path().join("tombstone.toml");
    let launch = launch.set("TOMBSTONE_CONFIG", &file.display().to_string());
    fs::write(&file, "lisen = \"127.0.0.1:0\"\n").expect("a file");
    let said = refusal(&launch.run(&["serve"]), 2);
    assert!(said.contains("lisen"), "{said}");
    fs::write(&file, "retention_days = \"long\"\n").expect("a file");
    let said = refusal(&launch.run(&["serve"]), 2);
    assert!(said.contains("retention_days"), "{said}");
    assert_eq!(launch.run(&["serve", "--no-such-flag"]).status.code(), Some(2));
    assert_eq!(launch.run(&["bury"]).status.code(), Some(2));
    assert!(!launch.data().exists(), "a start that is refused leaves nothing behind");
}

#[test]
fn machine_without_certificates_of_authorities_says_what_to_install() {
    let folder = folder();
    let launch = Launch::in_folder(folder.path());
    let nothing = folder.path().join("nothing").display().to_string();
    let launch = launch.set("SSL_CERT_FILE", &nothing).set("SSL_CERT_DIR", &nothing);
    let said = refusal(&launch.run(&["serve"]), 1);
    assert!(said.contains("ca-certificates"), "{said}");
    let report = launch.run(&["doctor"]);
    assert_eq!(report.status.code(), Some(1));
    let found = text(&report.stdout);
    assert!(found.contains("ca-certificates"), "{found}");
    assert!(found.contains(&format!("WRONG  certificates          SSL_CERT_FILE names {nothing}")), "{found}");
}

#[test]
fn documents_are_the_committed_ones() {
    let folder = folder();
    let launch = Launch::in_folder(folder.path());
    for name in ["client", "receiver"] {
        let printed = result(&launch.run(&["openapi", name]));
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../openapi/{name}.json"));
        let committed = fs::read_to_string(&path).unwrap_or_default();
        assert!(printed == committed, "openapi/{name}.json is not what `tombstone openapi {name}` prints");
    }
}

/// Runs a command with this line on its standard input.
fn run_with(launch: &Launch, arguments: &[&str], line: &str) -> std::process::Output {
    let mut command = launch.command(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the binary can be started");
    let mut stdin = child.stdin.take().expect("it is piped");
    writeln!(stdin, "{line}").expect("the child reads");
    drop(stdin);
    child.wait_with_output().expect("an end")
}

#[test]
fn operators_are_added_listed_changed_and_removed() {
    let folder = folder();
    let launch = Launch::in_folder(folder.path());
    result(&launch.run(&["migrate"]));
    let add = |email: &str, password: &str, more: &[&str]| {
        let command = [&["operator", "add", email, "--password-stdin"], more].concat();
        run_with(&launch, &command, password)
    };
    result(&add("ada@example.com", "a long enough password", &[]));
    refusal(&add("ada@example.com", "another long password", &[]), 1);
    refusal(&add("grace@example.com", "short", &[]), 1);
    refusal(&add("nobody", "a long enough password", &[]), 1);
    refusal(&add("x@example.com", "a long enough password", &["--role", "king"]), 2);
    assert!(
        refusal(&add("x@example.com", "a long enough password", &["--portal", "nope"]), 1).contains("no portal nope")
    );
    result(&add("bob@example.com", "a long enough password", &["--role", "viewer"]));
    let listed = json(&launch.run(&["operator", "list", "--json"]));
    assert_eq!(listed.as_array().map(Vec::len), Some(2), "{listed}");
    assert_eq!((&listed[0]["email"], &listed[0]["role"]), (&"ada@example.com".into(), &"owner".into()));
    assert_eq!((&listed[1]["role"], &listed[1]["all_portals"]), (&"viewer".into(), &true.into()));
    assert!(result(&launch.run(&["operator", "list"])).contains("ada@example.com"));

    for last in
        [&["operator", "remove", "ada@example.com"][..], &["operator", "set", "ada@example.com", "--role", "viewer"]]
    {
        assert!(refusal(&launch.run(last), 1).contains("the last owner"), "{last:?}");
    }
    assert!(refusal(&launch.run(&["operator", "set", "bob@example.com"]), 1).contains("--role"));
    refusal(&launch.run(&["operator", "set", "bob@example.com", "--all-portals", "--portal", "x"]), 2);
    refusal(&launch.run(&["operator", "set", "eve@example.com", "--role", "owner"]), 1);
    result(&launch.run(&["operator", "set", "bob@example.com", "--role", "owner", "--all-portals", "--reset-totp"]));
    result(&run_with(&launch, &["operator", "set", "bob@example.com", "--password-stdin"], "quite another password"));
    refusal(&run_with(&launch, &["operator", "set", "bob@example.com", "--password-stdin"], "short"), 1);
    result(&launch.run(&["operator", "remove", "ada@example.com"]));
    refusal(&launch.run(&["operator", "remove", "ada@example.com"]), 1);
    let left = json(&launch.run(&["operator", "list", "--json"]));
    assert_eq!((left.as_array().map(Vec::len), &left[0]["role"]), (Some(1), &"owner".into()));
}

#[tokio::test]
async fn keys_open_the_api_until_they_are_revoked() {
    let folder = folder();
    let town = Town::start(2).await;
    let launch = Launch::in_folder(folder.path()).with_simulator(&town.sim);
    let service = launch.start().await;
    town.install(&service).await;
    let [one, other] = [0, 1].map(|portal: usize| town.portals[portal].member_id());

    let client = Client::new(&launch, &service);
    assert_eq!(client.portals().await.len(), 2);
    let create =
        ["api-key", "create", "--name", "one", "--portal", &one, "--scope", "deletions:read", "--expires", "90d"];
    let printed = result(&launch.run(&create));
    let own = client.clone().with_key(printed.trim());
    assert_eq!(printed.lines().count(), 1, "the key stands alone");
    assert_eq!(own.ask(&format!("/api/v1/portals/{one}/deletions")).await.0, StatusCode::OK);
    assert_eq!(own.ask(&format!("/api/v1/portals/{other}/deletions")).await.0, StatusCode::NOT_FOUND);
    assert_eq!(own.ask("/api/v1/portals").await.0, StatusCode::FORBIDDEN);

    let both =
        ["api-key", "create", "--name", "two", "--portal", &one, "--portal", &other, "--scope", "deletions:read"];
    let both = client.clone().with_key(result(&launch.run(&both)).trim());
    for portal in [&one, &other] {
        assert_eq!(both.ask(&format!("/api/v1/portals/{portal}/deletions")).await.0, StatusCode::OK);
    }

    let keys = json(&launch.run(&["api-key", "list", "--json"]));
    let listed = |name: &str| keys.as_array().and_then(|keys| keys.iter().find(|key| key["name"] == name).cloned());
    let (first, second) = (listed("one").expect("is listed"), listed("two").expect("is listed"));
    assert!(first["expires_at"].is_string() && first["last_used_at"].is_string() && second["expires_at"].is_null());
    assert_eq!((&first["member_id"], second["portals"].as_array().map(Vec::len)), (&one.as_str().into(), Some(2)));
    let table = result(&launch.run(&["api-key", "list"]));
    assert!(table.contains("EXPIRES") && table.contains("LAST USED"), "{table}");
    assert!(!keys.to_string().contains(printed.trim()), "a key is shown once");
    let id = keys.as_array().and_then(|keys| keys.iter().find(|key| key["name"] == "one")).map(|key| &key["id"]);
    let id = id.and_then(Value::as_str).expect("the key is listed");
    result(&launch.run(&["api-key", "revoke", id]));
    assert_eq!(own.ask(&format!("/api/v1/portals/{one}/deletions")).await.0, StatusCode::UNAUTHORIZED);
    refusal(&launch.run(&["api-key", "revoke", id]), 1);
    for wrong in [["--scope", "everything"], ["--expires", "90x"]] {
        let create = ["api-key", "create", "--name", "x", "--all-portals"];
        refusal(&launch.run(&[&create[..], &wrong[..]].concat()), 2);
    }
    refusal(&launch.run(&["serve", "--roles", "events,everything"]), 2);
    let said = refusal(&launch.run(&["api-key", "create", "--name", "x"]), 2);
    assert!(said.contains("--portal <MEMBER_ID>") && said.contains("--all-portals"), "{said}");
    refusal(&launch.run(&["api-key", "create", "--name", "x", "--all-portals", "--portal", &one]), 2);
    let unknown = launch.run(&["api-key", "create", "--name", "x", "--portal", "nope"]);
    assert!(refusal(&unknown, 1).contains("no portal nope") && unknown.stdout.is_empty());

    let portals = json(&launch.run(&["portal", "list", "--json"]));
    let mut listed: Vec<_> = portals.as_array().expect("a list").iter().map(|portal| &portal["member_id"]).collect();
    listed.sort_by_key(|member_id| **member_id != one.as_str());
    assert_eq!(listed, [one.as_str(), other.as_str()]);
    let shown = json(&launch.run(&["portal", "show", &one, "--json"]));
    assert_eq!((&shown["status"], &shown["deletions"]), (&"active".into(), &0.into()));
    refusal(&launch.run(&["portal", "show", "0badc0de0badc0de0badc0de0badc0de"]), 1);
    refusal(&launch.run(&["portal", "purge", &one, "--yes"]), 1);
}

#[tokio::test]
async fn demo_fills_by_itself() {
    let folder = folder();
    let launch = Launch::in_folder(folder.path()).with_argument("--demo");
    let service = launch.start().await;
    let client = Client::new(&launch, &service);
    let patience = Duration::from_mins(6);
    eventually("the dashboard's address and login", patience, async || {
        let stdout = launch.stdout();
        let shown = stdout.contains(service.url().as_str()) && stdout.contains("Password");
        shown.then_some(())
    })
    .await;
    assert_eq!(client.text("/admin/login").await.0, StatusCode::OK);
    let installed = async || {
        let portals = client.portals().await;
        let active = |name: &&str| {
            let domain = |portal: &Value| portal["domain"].as_str().is_some_and(|domain| domain.starts_with(*name));
            portals.iter().any(|portal| domain(portal) && portal["status"] == "active")
        };
        ["greenfield-studio.", "nordhandel.", "atendimento-litoral."].iter().all(active).then_some(())
    };
    eventually("three portals", patience, installed).await;
    let before = client.count().await;
    let grown = async || (client.count().await > before).then_some(());
    eventually("one more deletion", patience, grown).await;
    assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));
}

#[tokio::test]
async fn files_of_a_folder_that_was_there_before_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let launch = Launch::in_folder(folder.path());
    fs::create_dir(launch.data()).unwrap();
    fs::set_permissions(launch.data(), fs::Permissions::from_mode(0o755)).unwrap();
    let service = launch.start().await;
    for file in fs::read_dir(launch.data()).unwrap().map(Result::unwrap) {
        let mode = file.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{} has {mode:o}", file.path().display());
    }
    assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));
}
