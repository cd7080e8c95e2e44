//! Parking, deciding, dropping and counting.

use domain::Clock;
use domain::event::Arrival;
use domain::wire::decode_form;
use tempfile::TempDir;
use tokio::sync::oneshot;

use super::*;
use crate::log::limits::LogLimits;
use crate::log::local::{Command, LocalLog};
use crate::log::outcome::LogError;
use crate::log::record::LoggedEvent;

const BYTES: usize = 500;

/// A log in a folder, with room for two events of each portal that is not installed.
struct Scene {
    _folder: TempDir,
    log: LocalLog,
}

impl Scene {
    async fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("events.db");
        let log = LocalLog::open(&path, Clock::system(), limits()).await.unwrap();
        Self { _folder: folder, log }
    }

    async fn ask<T>(&self, command: impl FnOnce(oneshot::Sender<Result<T, LogError>>) -> Command) -> T {
        self.log.ask(command).await.unwrap()
    }

    async fn park(&self, what: ToPark) -> bool {
        self.ask(|done| Command::Park { row: Box::new(what.0), room: None, done }).await
    }

    /// The counts for each reason as kept in memory, which must equal a fresh count.
    async fn counted(&self) -> [(i64, i64); 3] {
        let anew = Counts::new(limits());
        for claim in claims(&self.log.connections.read, Condition::all()).await.unwrap() {
            anew.add(&claim);
        }
        let [counted, anew] = [&self.log.stats.parked, &anew].map(|counts| {
            let taken = [Reason::NotInstalled, Reason::Unverified, Reason::Unsaved].map(|reason| counts.taken(reason));
            taken.map(|taken| (taken.rows, taken.bytes))
        });
        assert_eq!(counted, anew);
        counted
    }
}

fn limits() -> LogLimits {
    LogLimits { per_portal: 2, ..LogLimits::default() }
}

fn event(portal: &str) -> Event {
    let filler = "x".repeat(BYTES);
    let body = format!("event=ONCRMLEADDELETE&data[ID]=1&data[x]={filler}&auth[member_id]={portal}");
    Arrival::parse(decode_form(body.as_bytes()).unwrap()).unwrap().event
}

fn token() -> KeyedHash {
    KeyedHash::try_from([7; 32].as_slice()).unwrap()
}

fn unverified(portal: &str) -> ToPark {
    ToPark::unverified(&event(portal), token(), Some([192, 0, 2, 1].into()))
}

#[tokio::test]
async fn what_is_counted_is_what_is_there_whatever_is_decided() {
    let scene = Scene::new().await;
    for _ in 0..5 {
        assert!(scene.park(unverified("a")).await);
    }
    let [_, (5, bytes), _] = scene.counted().await else { panic!("five are parked") };
    let one = bytes / 5;
    assert!(scene.log.stats.spool().oldest_at.is_some());
    let first = unverified_after(&scene, 0).await[0];
    assert_eq!(scene.ask(|done| Command::Admit { which: at(first), generation: 3, done }).await, 1);
    let logged = scene.log.read_after(0).await.unwrap().unwrap().rows;
    let logged = LoggedEvent::parse(&logged[0].record).unwrap();
    assert_eq!((logged.generation, logged.source), (3, Source::Spooled));
    for position in unverified_after(&scene, first).await {
        scene.ask(|done| Command::AwaitInstall { position, done }).await;
    }
    assert_eq!(scene.counted().await, [(2, 2 * one), (0, 0), (0, 0)], "the other two find no room");
    assert_eq!(oldest(&scene.log.connections.read).await.unwrap(), None);
    assert!(!scene.park(ToPark::not_installed(&event("a"), token(), None)).await, "its portal has no room");
    let member_id = MemberId::parse("a").unwrap();
    let which = proven_by(&member_id, KeyedHash::try_from([8; 32].as_slice()).unwrap(), 0);
    assert_eq!(scene.ask(|done| Command::Admit { which, generation: 3, done }).await, 0, "another token");
    let which = proven_by(&member_id, token(), 0);
    assert_eq!(scene.ask(|done| Command::Admit { which, generation: 3, done }).await, 2);
    assert_eq!(scene.counted().await, [(0, 0); 3]);
}

async fn unverified_after(scene: &Scene, after: i64) -> Vec<i64> {
    let parked = super::unverified(&scene.log.connections.read, after).await.unwrap();
    parked.iter().map(|event| event.position).collect()
}

#[tokio::test]
async fn what_fails_takes_no_room() {
    let scene = Scene::new().await;
    assert!(scene.park(unverified("a")).await);
    let before = scene.counted().await;
    let elsewhere = "ALTER TABLE probe RENAME TO elsewhere";
    scene.log.connections.write.execute_unprepared(elsewhere).await.unwrap();
    let (parking, probing) = tokio::join!(
        scene.log.ask(|done| Command::Park { row: Box::new(unverified("a").0), room: None, done }),
        scene.log.ask(|done| Command::Probe { done }),
    );
    assert!(parking.is_err() && probing.is_err(), "they are one transaction");
    assert_eq!(scene.counted().await, before);
}

#[tokio::test]
async fn what_is_removed_is_what_came_before() {
    let scene = Scene::new().await;
    for (portal, received_at) in [("a", 5), ("a", 9), ("b", 5)] {
        let mut what = ToPark::not_installed(&event(portal), token(), None);
        what.0.received_at = received_at;
        assert!(scene.park(what).await);
    }
    let a = MemberId::parse("a").unwrap();
    let install = pending_event::Model {
        member_id: a.to_string(),
        digest: vec![1; 32],
        sealed: "key.sealed".to_owned(),
        received_at: 5,
        source: None,
        known: false,
        bytes: 6,
    };
    assert!(scene.park(ToPark::sealed(install)).await);
    assert_eq!(key_ids(&scene.log.connections.read).await.unwrap(), ["key"]);
    assert_eq!(scene.ask(|done| Command::Remove { which: came_before(&a, 7, 3), done }).await, 1);
    assert_eq!(scene.ask(|done| Command::Remove { which: came_before(&a, 7, 5), done }).await, 1, "the install");
    assert_eq!(scene.ask(|done| Command::Remove { which: expired(9), done }).await, 1, "the other portal's");
    assert_eq!(awaited(&scene.log.connections.read).await.unwrap(), [(a, token())]);
}
