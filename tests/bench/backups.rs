//! Takes backups while the service is under load and killed again and again, and restores some elsewhere.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use serde_json::Value;
use tests::api::Client;
use tests::load::{Connection, Mail};
use tests::post::Post;
use tests::sender::{Round, send_all};
use tests::service::{Ending, Launch};
use tests::town::Town;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use tokio::sync::watch;

use crate::report::line;

/// When all events were sent: the same id is then the same event.
const SECOND: u64 = 1_742_807_199;
/// How long until everything has to be seen.
const PATIENCE: Duration = Duration::from_mins(2);
/// How long a service lives at least, and how much longer at most, in milliseconds.
const LIFE: (u64, u64) = (700, 2_500);
/// How many backups of a round are restored, and how many events the portals repeat and add then.
const RESTORED: usize = 4;
const REPEATED: usize = 500;
const ADDED: u64 = 50;

/// A backup and the time before which it has everything that was answered.
struct Backup {
    file: PathBuf,
    complete_to: OffsetDateTime,
}

/// One round; returns whether all is well.
pub(crate) async fn round(round: u64, senders: usize, length: Duration) -> bool {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder on the disk of the build");
    let town = Town::start(2).await;
    let launch = Launch::embedded(folder.path()).with_simulator(&town.sim);
    let service = launch.start().await;
    town.install(&service).await;
    let client = Client::new(&launch, &service);
    town.bound(&client).await;
    let mail = Mail::new(town.portals.iter().flat_map(Post::kinds_of).collect());
    let load = Arc::new(Round { second: Some(SECOND), ..Round::default() });
    let (address, addresses) = watch::channel(vec![service.address()]);
    let send = |number| tokio::spawn(send_all(number, addresses.clone(), Arc::clone(&mail), Arc::clone(&load)));
    let sending: Vec<_> = (0..senders).map(send).collect();
    let backing = tokio::spawn(back_up(launch.clone(), folder.path().to_owned(), Arc::clone(&load)));

    let (started, mut service, mut kills) = (Instant::now(), Some(service), 0_u64);
    while started.elapsed() < length {
        let life = LIFE.0 + (kills * 977 + round * 331) % LIFE.1;
        tokio::time::sleep(Duration::from_millis(life)).await;
        address.send_replace(Vec::new());
        service.take().expect("it runs").end(Ending::Kill).await;
        let again = launch.start().await;
        address.send_replace(vec![again.address()]);
        (service, kills) = (Some(again), kills + 1);
    }
    load.stop.store(true, Ordering::Relaxed);
    let mut answered = Vec::new();
    for sender in sending {
        answered.extend(sender.await.expect("a sender does not panic"));
    }
    let backups = backing.await.expect("backups do not panic");
    service.take().expect("it runs").end(Ending::Terminate).await;

    line(&format!("round {round}: {} killed, {} answered, {} backups", kills, answered.len(), backups.len()));
    let mut well = !backups.is_empty();
    let step = backups.len().div_ceil(RESTORED).max(1);
    for (number, backup) in backups.iter().rev().step_by(step).enumerate() {
        let elsewhere = folder.path().join(format!("restored-{number}"));
        well &= Box::pin(judge(backup, &answered, (&launch, &elsewhere), (&town, &client, &mail))).await;
    }
    well
}

async fn run(launch: &Launch, arguments: &[&str]) -> Output {
    let (launch, arguments) = (launch.clone(), arguments.iter().map(ToString::to_string).collect::<Vec<_>>());
    let run = move || launch.run(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    tokio::task::spawn_blocking(run).await.expect("the command runs")
}

/// Takes one backup after the other while there is load. Panics if one fails.
async fn back_up(launch: Launch, folder: PathBuf, load: Arc<Round>) -> Vec<Backup> {
    let mut backups = Vec::new();
    for number in 0.. {
        if load.stop.load(Ordering::Relaxed) {
            break;
        }
        let file = folder.join(format!("backup-{number}"));
        let output = run(&launch, &["backup", &file.display().to_string(), "--json"]).await;
        assert!(output.status.success(), "a backup failed: {}", String::from_utf8_lossy(&output.stderr));
        let made: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let complete_to = made["complete_to"].as_str().expect("a time");
        backups.push(Backup { file, complete_to: OffsetDateTime::parse(complete_to, &Rfc3339).expect("a time") });
    }
    backups
}

/// Restores a backup, looks for all that was answered before its end, and lets the portals go on.
async fn judge(
    backup: &Backup,
    answered: &[(u64, OffsetDateTime)],
    (launch, folder): (&Launch, &Path),
    (town, client, mail): (&Town, &Client, &Mail),
) -> bool {
    let before: Vec<u64> = answered.iter().filter(|(_, at)| *at < backup.complete_to).map(|(id, _)| *id).collect();
    fs::create_dir(folder).expect("a folder");
    let elsewhere = launch.beside(folder);
    let restored = run(&elsewhere, &["restore", &backup.file.display().to_string()]).await;
    assert!(restored.status.success(), "{}", String::from_utf8_lossy(&restored.stderr));
    fs::copy(launch.data().join("secret.key"), elsewhere.data().join("secret.key")).expect("the key is copied");
    let service = elsewhere.start().await;
    let client = client.clone().at(&service);
    let first = reckon(town, &client, &before).await;

    town.point_at(&service);
    let added = 9_000_000_000..9_000_000_000 + ADDED;
    let mut connection = Connection::open(service.address()).await.expect("a connection");
    for id in before.iter().rev().take(REPEATED).copied().chain(added.clone()) {
        assert_eq!(connection.send_as_of(mail.post(id), id, SECOND).await.expect("an answer"), 200);
    }
    let all: Vec<u64> = before.iter().copied().chain(added).collect();
    let second = reckon(town, &client, &all).await;
    let mut broken = 0;
    for portal in &town.portals {
        let verified = run(&elsewhere, &["portal", "verify", &portal.member_id()]).await;
        broken += usize::from(!verified.status.success());
    }
    service.end(Ending::Terminate).await;
    let [lost, doubled] = [first.0 + second.0, first.1 + second.1];
    line(&format!(
        "  restored: {} answered before its end, {lost} lost, {doubled} doubled, {broken} chains broken",
        before.len()
    ));
    (lost, doubled, broken) == (0, 0, 0)
}

/// How many of these are missing when patience ends, and how many ids are there repeatedly.
async fn reckon(town: &Town, client: &Client, wanted: &[u64]) -> (usize, usize) {
    let (started, wanted) = (Instant::now(), wanted.iter().copied().collect::<HashSet<_>>());
    loop {
        let times = town.times(client).await;
        let lost = wanted.iter().filter(|id| !times.contains_key(id)).count();
        if lost == 0 || started.elapsed() > PATIENCE {
            return (lost, times.values().filter(|times| **times > 1).count());
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}
