//! A full disk under the data folder: the service reports it, damages nothing, and recovers by itself once there is
//! room.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;
use tests::api::Client;
use tests::disk::SmallDisk;
use tests::eventually;
use tests::load::Connection;
use tests::post::{FIRST_ID, Post};
use tests::server::Server;
use tests::service::{Ending, Launch, Service};
use tests::town::Town;

const SOON: Duration = Duration::from_secs(30);
/// Enough for the start of a service.
const MIB: u64 = 32;

/// A service with one portal, and its data folder on a disk that can be filled.
struct Scene {
    _folder: TempDir,
    disk: SmallDisk,
    launch: Launch,
    service: Service,
    town: Town,
    client: Client,
    /// The events answered with 200.
    taken: Vec<u64>,
    next: u64,
}

impl Scene {
    async fn set(launch: impl FnOnce(&TempDir) -> Launch) -> Self {
        let (folder, town) = (TempDir::new().unwrap(), Town::start(1).await);
        let launch = launch(&folder).with_simulator(&town.sim);
        let disk = SmallDisk::mount(&launch.data(), MIB);
        let launch = launch.on_disk(&disk);
        let service = launch.start().await;
        town.install(&service).await;
        let client = Client::new(&launch, &service);
        town.bound(&client).await;
        Self { _folder: folder, disk, launch, service, town, client, taken: Vec::new(), next: FIRST_ID }
    }

    /// Posts this many events and returns how many were accepted. All others got 503.
    async fn post(&mut self, events: u64) -> u64 {
        let post = &Post::kinds_of(&self.town.portals[0])[0];
        let mut connection = Connection::open(self.service.address()).await.unwrap();
        let before = self.taken.len();
        for id in self.next..self.next + events {
            match connection.send(post, id).await.unwrap() {
                200 => self.taken.push(id),
                status => assert_eq!(status, 503),
            }
        }
        self.next += events;
        (self.taken.len() - before) as u64
    }

    /// The answer to one more event.
    async fn refusal(&self) -> (u16, String, Value) {
        let (portal, url) = (&self.town.portals[0], self.service.url().join("/bitrix24/events").unwrap());
        let body = format!(
            "event=ONCRMLEADDELETE&data[FIELDS][ID]=1&auth[member_id]={}&auth[application_token]={}",
            portal.member_id(),
            portal.application_token()
        );
        let request = self.town.sim.client().post(url).header("content-type", "application/x-www-form-urlencoded");
        let answer = request.body(body).send().await.unwrap();
        let retry = answer.headers().get("retry-after").map(|after| after.to_str().unwrap().to_owned());
        let kind = answer.headers()["content-type"].to_str().unwrap().to_owned();
        let (status, body) = (answer.status().as_u16(), answer.bytes().await.unwrap());
        assert_eq!(retry.as_deref(), (status == 503).then_some("5"));
        (status, kind, serde_json::from_slice(&body).unwrap())
    }

    async fn health(&self) -> (u16, String) {
        let (status, text) = self.client.text("/health/ready").await;
        let health: Value = serde_json::from_str(&text).unwrap();
        (status.as_u16(), health["status"].as_str().unwrap().to_owned())
    }

    async fn healthy(&self) {
        let well = async || (self.health().await == (200, "ready".to_owned())).then_some(());
        eventually("health to be ready", SOON, well).await;
    }

    /// How often each event is stored.
    async fn kept(&self) -> BTreeMap<u64, usize> {
        let mut times = BTreeMap::new();
        for kept in self.client.deletions(&self.town.portals[0].member_id()).await {
            *times.entry(kept.id).or_default() += 1;
        }
        times
    }

    /// Every accepted event is stored, exactly once.
    async fn assert_once(&self) {
        let newest = *self.taken.last().unwrap();
        self.client.seen(&self.town.portals[0].member_id(), newest, SOON).await;
        let kept = self.kept().await;
        assert!(kept.values().all(|times| *times == 1), "{kept:?}");
        let lost: Vec<_> = self.taken.iter().filter(|id| !kept.contains_key(id)).collect();
        assert!(lost.is_empty(), "{lost:?}");
    }

    fn assert_verified(&self) {
        let output = self.launch.run(&["portal", "verify", &self.town.portals[0].member_id()]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn full_disk_refuses_events_until_there_is_room_and_damages_nothing() {
    let mut scene = Box::pin(Scene::set(|folder| Launch::embedded(folder.path()))).await;
    assert_eq!(scene.post(20).await, 20);
    scene.assert_once().await;
    scene.healthy().await;

    scene.disk.fill();
    let taken = scene.post(100).await;
    assert!(taken < 50, "{taken}: there is room for some in what the log has already");
    let (status, kind, problem) = scene.refusal().await;
    assert_eq!((status, kind.as_str()), (503, "application/problem+json"), "{problem}");
    assert_eq!((&problem["code"], &problem["status"]), (&"unavailable".into(), &503.into()));
    assert_eq!(scene.health().await, (503, "not ready".to_owned()));
    assert!(!scene.kept().await.is_empty(), "reading goes on");

    scene.disk.clear();
    scene.healthy().await;
    assert_eq!(scene.post(20).await, 20);
    scene.assert_once().await;
    scene.assert_verified();
    assert_eq!(scene.service.end(Ending::Terminate).await.code(), Some(0));

    scene.service = scene.launch.start().await;
    scene.client = scene.client.clone().at(&scene.service);
    assert_eq!(scene.post(1).await, 1);
    scene.assert_once().await;
    assert!(!scene.launch.stderr().contains("damaged"), "{}", scene.launch.stderr());
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes PostgreSQL: TEST_DATABASE=postgres and --include-ignored"]
async fn full_disk_stops_nothing_as_long_as_the_server_takes_events() {
    let server = Server::start();
    let mut scene = Box::pin(Scene::set(|folder| Launch::on_server(folder.path(), &server.url()))).await;
    assert_eq!(scene.post(20).await, 20);
    scene.disk.fill();
    assert_eq!(scene.post(20).await, 20);
    scene.assert_once().await;

    server.kill();
    let taken = scene.post(50).await;
    assert!(taken < 25, "{taken}: there is room for some in what the spool has already");
    let (status, _, problem) = scene.refusal().await;
    assert_eq!((status, &problem["code"]), (503, &"unavailable".into()), "{problem}");
    assert_eq!(scene.health().await, (503, "not ready".to_owned()));

    server.revive();
    let stored = async || (scene.post(1).await == 1).then_some(());
    eventually("events to be taken again, with the disk still full", SOON, stored).await;
    scene.disk.clear();
    scene.healthy().await;
    assert_eq!(scene.post(20).await, 20);
    scene.assert_once().await;
    scene.assert_verified();
    assert_eq!(scene.service.end(Ending::Terminate).await.code(), Some(0));
}
