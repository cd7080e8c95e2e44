//! `tombstone backup` and `tombstone restore`: events acknowledged before the backup's end are there afterwards, once.

mod refusals;
mod server;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use domain::Clock;
use domain::vault::SecretKey;
use reqwest::StatusCode;
use sea_orm::{ConnectOptions, ConnectionTrait, Database};
use secrecy::ExposeSecret;
use sim::Portal;
use tests::api::Client;
use tests::eventually;
use tests::load::Connection;
use tests::metrics::Metrics;
use tests::post::{FIRST_ID, Post};
use tests::service::{Ending, Launch, Service};
use tests::town::Town;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::{folder, json, result};

const PATIENCE: Duration = Duration::from_mins(2);
const CONNECTIONS: u64 = 4;
/// An event of a portal without the app.
const HELD: u64 = 8_000_000_000;
/// The time of all events, so that the same id is the same event.
const SECOND: u64 = 1_742_807_199;

/// Continuous posts, with the time of each 200.
struct Load {
    posts: Arc<Vec<Post>>,
    next: Arc<AtomicU64>,
    stop: Arc<AtomicBool>,
    senders: Vec<tokio::task::JoinHandle<Vec<(u64, OffsetDateTime)>>>,
}

impl Load {
    fn start(service: &Service, posts: Vec<Post>) -> Self {
        let (posts, next, stop) = (Arc::new(posts), Arc::new(AtomicU64::new(FIRST_ID)), Arc::default());
        let mut load = Self { posts, next, stop, senders: Vec::new() };
        for _ in 0..CONNECTIONS {
            let (address, stop) = (service.address(), Arc::clone(&load.stop));
            let (posts, next) = (Arc::clone(&load.posts), Arc::clone(&load.next));
            load.senders.push(tokio::spawn(async move {
                let (mut connection, mut answered) = (Connection::open(address).await.unwrap(), Vec::new());
                while !stop.load(Ordering::Relaxed) {
                    let id = next.fetch_add(1, Ordering::Relaxed);
                    assert_eq!(connection.send_as_of(post_of(&posts, id), id, SECOND).await.unwrap(), 200);
                    answered.push((id, Clock::system().now()));
                }
                answered
            }));
        }
        load
    }

    /// Waits for this many more posts.
    async fn more(&self, events: u64) {
        let enough = self.next.load(Ordering::Relaxed) + events;
        let look = async || (self.next.load(Ordering::Relaxed) >= enough).then_some(());
        eventually("more events", PATIENCE, look).await;
    }

    /// Ends it; returns all acknowledged events and their times.
    async fn end(self) -> Vec<(u64, OffsetDateTime)> {
        self.stop.store(true, Ordering::Relaxed);
        let mut answered = Vec::new();
        for sender in self.senders {
            answered.extend(sender.await.unwrap());
        }
        answered
    }
}

fn post_of(posts: &[Post], id: u64) -> &Post {
    &posts[usize::try_from(id).unwrap() % posts.len()]
}

async fn run(launch: &Launch, arguments: &[&str]) -> std::process::Output {
    let (launch, arguments) = (launch.clone(), arguments.iter().map(ToString::to_string).collect::<Vec<_>>());
    let run = move || launch.run(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    tokio::task::spawn_blocking(run).await.unwrap()
}

/// Makes a backup and returns the time up to which it is complete.
async fn back_up(launch: &Launch, file: &Path) -> OffsetDateTime {
    let made = json(&run(launch, &["backup", file.to_str().unwrap(), "--json"]).await);
    assert_eq!(fs::metadata(file).unwrap().len(), made["bytes"]);
    OffsetDateTime::parse(made["complete_to"].as_str().unwrap(), &Rfc3339).unwrap()
}

/// Restores it into a new folder, with the old folder's key.
fn restore(launch: &Launch, file: &Path, folder: &Path) -> Launch {
    fs::create_dir(folder).unwrap();
    let elsewhere = launch.beside(folder);
    let said = result(&elsewhere.run(&["restore", file.to_str().unwrap()]));
    assert!(said.contains("secret.key") && said.contains("tombstone doctor"), "{said}");
    fs::copy(launch.data().join("secret.key"), elsewhere.data().join("secret.key")).unwrap();
    elsewhere
}

/// The count of each id; each portal's numbers must be 1, 2, 3…
async fn kept(client: &Client, portals: &[Portal]) -> BTreeMap<u64, usize> {
    let mut times = BTreeMap::new();
    for portal in portals {
        let kept = client.deletions(&portal.member_id()).await;
        let numbers: Vec<_> = kept.iter().rev().map(|kept| kept.number).collect();
        assert!(numbers.iter().copied().eq(1..=numbers.len() as u64), "{numbers:?}");
        for kept in kept {
            *times.entry(kept.id).or_default() += 1;
        }
    }
    times
}

/// Waits until all of these are there, and checks that nothing is twice.
async fn expect(client: &Client, portals: &[Portal], ids: &[u64]) -> BTreeMap<u64, usize> {
    let all = async || {
        let kept = kept(client, portals).await;
        ids.iter().all(|id| kept.contains_key(id)).then_some(kept)
    };
    let kept = eventually("all that was answered", PATIENCE, all).await;
    assert!(kept.values().all(|times| *times == 1), "{kept:?}");
    kept
}

/// Nothing in the log is indexed while this connection is open.
async fn keep_from_indexing(launch: &Launch) -> sea_orm::DatabaseConnection {
    let mut options = ConnectOptions::new(launch.database_url());
    let held = Database::connect(options.max_connections(1).clone()).await.unwrap();
    held.execute_unprepared("BEGIN IMMEDIATE").await.unwrap();
    held
}

#[tokio::test(flavor = "multi_thread")]
async fn all_that_was_answered_before_a_backups_end_is_there_once_when_it_is_restored() {
    let (folder, town) = (folder(), Town::start(3).await);
    let launch = Launch::embedded(folder.path()).with_simulator(&town.sim);
    let service = launch.start().await;
    town.point_at(&service);
    for portal in &town.portals[..2] {
        assert_eq!(portal.install_by_callback().await.status, Some(200));
    }
    let client = Client::new(&launch, &service);
    town.bound(&client).await;
    town.portals[2].install_silently();
    let stranger = Post::kinds_of(&town.portals[2]);
    let mut connection = Connection::open(service.address()).await.unwrap();
    assert_eq!(connection.send_as_of(&stranger[0], HELD, SECOND).await.unwrap(), 202, "its portal is not installed");

    let posts: Vec<_> = town.portals[..2].iter().flat_map(Post::kinds_of).collect();
    let load = Load::start(&service, posts.clone());
    load.more(200).await;
    let held = keep_from_indexing(&launch).await;
    load.more(400).await;
    let files: Vec<PathBuf> = (0..3).map(|number| folder.path().join(format!("backup-{number}"))).collect();
    let mut ends = vec![back_up(&launch, &files[0]).await];
    held.close().await.unwrap();
    for file in &files[1..] {
        ends.push(back_up(&launch, file).await); // while the indexer catches up
        load.more(200).await;
    }
    let answered = load.end().await;
    assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));

    for (number, (file, end)) in files.iter().zip(ends).enumerate() {
        let before: Vec<u64> = answered.iter().filter(|(_, time)| *time < end).map(|(id, _)| *id).collect();
        assert!(before.len() > 500, "{}", before.len());
        let elsewhere = restore(&launch, file, &folder.path().join(format!("restored-{number}")));
        let service = elsewhere.start().await;
        let client = client.clone().at(&service);
        expect(&client, &town.portals[..2], &before).await;
        assert!(
            !fs::read_dir(elsewhere.data())
                .unwrap()
                .any(|file| { file.unwrap().file_name().to_string_lossy().contains("corrupt") })
        );

        // The portals continue and repeat their events.
        town.point_at(&service);
        assert_eq!(town.portals[2].install_by_callback().await.status, Some(200));
        client.seen(&town.portals[2].member_id(), HELD, PATIENCE).await;
        let mut connection = Connection::open(service.address()).await.unwrap();
        let new: Vec<u64> = (0..20).map(|id| 9_000_000_000 + id).collect();
        for id in before.iter().rev().take(200).chain(&new) {
            assert_eq!(connection.send_as_of(post_of(&posts, *id), *id, SECOND).await.unwrap(), 200);
        }
        expect(&client, &town.portals, &[&before[..], &new[..], &[HELD]].concat()).await;
        for portal in &town.portals {
            result(&run(&elsewhere, &["portal", "verify", &portal.member_id()]).await);
        }
        assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));
        let key = SecretKey::generate().to_base64();
        let old = fs::read_to_string(elsewhere.data().join("secret.key")).unwrap();
        let rotating =
            elsewhere.set("TOMBSTONE_SECRET_KEY", key.expose_secret()).set("TOMBSTONE_SECRET_KEYS_OLD", old.trim());
        let rotated = json(&run(&rotating, &["keys", "rotate", "--json"]).await);
        assert!(rotated["re_encrypted"].as_u64() > Some(6), "all tokens open: {rotated}");
    }
}

#[tokio::test]
async fn age_of_the_last_backup_is_a_hint_of_doctor_and_a_metric() {
    let folder = folder();
    let launch = Launch::embedded(folder.path());
    result(&launch.run(&["migrate"]));
    let look = || {
        let found: serde_json::Value = serde_json::from_slice(&launch.run(&["doctor", "--json"]).stdout).unwrap();
        found.as_array().unwrap().iter().find(|finding| finding["what"] == "backup").unwrap().clone()
    };
    let never = look();
    assert_eq!((&never["well"], &never["hint"]), (&true.into(), &true.into()), "{never}");
    assert!(never["advice"].as_str().unwrap().contains("tombstone backup"), "{never}");
    let end = back_up(&launch, &folder.path().join("backup")).await;
    let made = look();
    assert_eq!((&made["well"], &made["hint"]), (&true.into(), &false.into()), "{made}");

    let service = launch.start().await;
    let client = Client::new(&launch, &service);
    let seconds = eventually("the metric", PATIENCE, async || {
        let metrics = Metrics::new(client.text("/metrics").await.1);
        Some(metrics.sum("tombstone_last_backup_timestamp_seconds")).filter(|seconds| *seconds > 0.0)
    });
    #[expect(clippy::cast_precision_loss, reason = "seconds of this century")]
    let expected = end.unix_timestamp() as f64;
    assert!((seconds.await - expected).abs() < 1.0);
    assert_eq!(client.text("/health/ready").await.0, StatusCode::OK);
}
