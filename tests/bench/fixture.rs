//! Fixtures that a release leaves for the tests of later versions: small stores from its binary, on both databases.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use domain::MemberId;
use domain::vault::SecretKey;
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use tests::api::Client;
use tests::crash::keep_from_writing;
use tests::load::Connection;
use tests::post::{FIRST_ID, Post};
use tests::postgres::TestDatabase;
use tests::service::{Ending, Launch};
use tests::town::Town;

use crate::report::line;

/// How many events the index has, and how many wait in the event log when the process is killed.
const INDEXED: u64 = 90;
const LOGGED: u64 = 20;
const PATIENCE: Duration = Duration::from_mins(1);
/// High, as the archive is committed; it takes a second.
const LEVEL: i32 = 19;

/// Where the stores go.
#[derive(Clone, Debug, Args)]
pub(crate) struct Make {
    /// Such as `tests/fixtures/releases/0.2.0`.
    folder: PathBuf,
    /// The released binary; this build's by default.
    #[arg(long)]
    binary: Option<PathBuf>,
}

pub(crate) async fn run(make: Make) -> ExitCode {
    fs::create_dir_all(&make.folder).expect("a folder for the release");
    let work = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder on the disk of the build");
    let database = TestDatabase::empty();
    let launches = [
        ("sqlite", Launch::embedded(&subfolder(work.path(), "sqlite"))),
        ("postgres", Launch::on_server(&subfolder(work.path(), "postgres"), &database.url())),
    ];
    for (name, launch) in launches {
        let launch = make.binary.iter().fold(launch, |launch, binary| launch.with_binary(binary));
        let (data, expected) = (launch.data(), Box::pin(fill(launch)).await);
        if name == "postgres" {
            fs::write(data.join("dump.sql"), database.dump()).expect("the dump is written");
        }
        let archive = make.folder.join(format!("{name}.tar.zst"));
        pack(&data, &archive);
        fs::write(make.folder.join(format!("{name}.json")), format!("{expected:#}\n")).expect("a file");
        let bytes = fs::metadata(&archive).expect("it was written").len();
        line(&format!(
            "{}: {bytes} bytes, {} deletions indexed",
            archive.display(),
            expected["indexed"].as_array().map_or(0, Vec::len)
        ));
    }
    ExitCode::SUCCESS
}

fn subfolder(folder: &Path, name: &str) -> PathBuf {
    let folder = folder.join(name);
    fs::create_dir(&folder).expect("a folder");
    folder
}

/// Lets portals install and report, and kills the process while events wait for the index. Returns what is there.
async fn fill(launch: Launch) -> Value {
    let (town, key) = (Town::start(3).await, SecretKey::generate().to_base64().expose_secret().to_owned());
    let launch = launch
        .with_simulator(&town.sim)
        .set("TOMBSTONE_SECRET_KEY", &key)
        .set("TOMBSTONE_ADMIN_EMAIL", "owner@tombstone.example")
        .set("TOMBSTONE_ADMIN_PASSWORD", "left for the next version");
    let service = launch.start().await;
    town.install(&service).await;
    let client = Client::new(&launch, &service);
    town.bound(&client).await;
    let posts: Vec<_> = town.portals.iter().flat_map(Post::kinds_of).collect();
    let mut connection = Connection::open(service.address()).await.expect("a connection");
    let mut post = async |id: u64| {
        let post = &posts[usize::try_from(id).expect("an index") % posts.len()];
        assert_eq!(connection.send(post, id).await.expect("an answer"), 200);
        json!([post.member_id(), id.to_string()])
    };
    for id in FIRST_ID..FIRST_ID + INDEXED {
        post(id).await;
    }
    let all = async || (client.count().await == INDEXED).then_some(());
    tests::eventually("all to be indexed", PATIENCE, all).await;
    let indexed = client.all("/api/v1/deletions?limit=500").await;
    let indexed: Vec<_> = indexed
        .iter()
        .map(|item| {
            json!([item["member_id"], item["id"], item["event"], item["entity"], item["entity_id"], item["attributes"]])
        })
        .collect();
    let mut tokens = Vec::new();
    let store = launch.open_store().await;
    for portal in &town.portals {
        let member_id = MemberId::parse(&portal.member_id()).expect("a member_id");
        let token = store.tenant(&member_id).find_refresh_token().await.expect("it opens").expect("there is one");
        tokens.push(json!([portal.member_id(), token.expose_secret()]));
    }
    store.close().await.expect("it closes");
    let steps = launch.run(&["migrate", "--status", "--json"]).stdout;
    let version = launch.run(&["--version"]).stdout;
    let held = keep_from_writing(&launch.database_url(), "deletions").await;
    let mut logged = Vec::new();
    for id in FIRST_ID + INDEXED..FIRST_ID + INDEXED + LOGGED {
        logged.push(post(id).await);
    }
    service.end(Ending::Kill).await;
    held.close().await.expect("the connection closes");
    json!({
        "version": String::from_utf8_lossy(&version).trim(),
        "steps": serde_json::from_slice::<Value>(&steps).expect("JSON"),
        "secret_key": key,
        "api_key": client.key(),
        "operator": "owner@tombstone.example",
        "refresh_tokens": tokens,
        "indexed": indexed,
        "logged": logged,
    })
}

fn pack(folder: &Path, archive: &Path) {
    let file = File::create(archive).expect("a file");
    let mut tar = tar::Builder::new(zstd::Encoder::new(file, LEVEL).expect("an encoder"));
    tar.append_dir_all(".", folder).expect("the folder is read");
    tar.into_inner().and_then(zstd::Encoder::finish).expect("the archive is written");
}
