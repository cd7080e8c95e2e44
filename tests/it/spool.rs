//! The database goes away and comes back: the service answers events throughout, and has each one once afterwards.

mod full;

use std::time::Duration;

use serde_json::Value;
use sim::PortalSpec;
use tempfile::TempDir;
use tests::api::Client;
use tests::eventually;
use tests::load::Connection;
use tests::metrics::Metrics;
use tests::post::{FIRST_ID, Post};
use tests::server::Server;
use tests::service::{Ending, Launch, Service};
use tests::town::Town;

const SOON: Duration = Duration::from_secs(20);

/// A service with two portals, on a database server that can be killed.
struct Scene {
    server: Server,
    folder: TempDir,
    launch: Launch,
    service: Service,
    town: Town,
    client: Client,
}

impl Scene {
    async fn set() -> Self {
        Self::set_with(|launch| launch).await
    }

    /// The same with other settings.
    async fn set_with(change: impl FnOnce(Launch) -> Launch) -> Self {
        let (server, folder, town) = (Server::start(), TempDir::new().unwrap(), Town::start(2).await);
        let launch = change(Launch::on_server(folder.path(), &server.url()).with_simulator(&town.sim));
        let service = launch.start().await;
        town.install(&service).await;
        let client = Client::new(&launch, &service);
        town.bound(&client).await;
        Self { server, folder, launch, service, town, client }
    }

    async fn post(&self, portal: usize, id: u64) -> (u16, Duration) {
        let started = std::time::Instant::now();
        let mut connection = Connection::open(self.service.address()).await.unwrap();
        let status = connection.send(&Post::kinds_of(&self.town.portals[portal])[0], id).await.unwrap();
        (status, started.elapsed())
    }

    /// The HTTP status of `/health/ready` and its word.
    async fn health(&self) -> (u16, String) {
        let (status, text) = self.client.text("/health/ready").await;
        let health: Value = serde_json::from_str(&text).unwrap();
        (status.as_u16(), health["status"].as_str().unwrap().to_owned())
    }

    async fn status(&self, member_id: &str) -> String {
        let (_, portal) = self.client.ask(&format!("/api/v1/portals/{member_id}")).await;
        portal["status"].as_str().unwrap_or_default().to_owned()
    }

    async fn healthy(&self, word: &str) {
        eventually(word, SOON, async || (self.health().await.1 == word).then_some(())).await;
    }

    async fn sources(&self, portal: usize) -> Vec<(String, String)> {
        let member_id = self.town.portals[portal].member_id();
        let items = self.client.all(&format!("/api/v1/portals/{member_id}/deletions?limit=500")).await;
        let text = |item: &Value, key: &str| item[key].as_str().unwrap().to_owned();
        items.iter().rev().map(|item| (text(item, "entity_id"), text(item, "source"))).collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes PostgreSQL: TEST_DATABASE=postgres and --include-ignored"]
async fn events_are_spooled_in_order_and_health_shows_them() {
    let scene = Box::pin(Scene::set()).await;
    let first = FIRST_ID;
    assert_eq!(scene.post(0, first).await.0, 200);
    scene.client.seen(&scene.town.portals[0].member_id(), first, SOON).await;
    assert_eq!(scene.health().await, (200, "ready".to_owned()));

    scene.server.kill();
    for id in first + 1..first + 20 {
        let (status, took) = scene.post(0, id).await;
        assert_eq!(status, 200);
        assert!(took < Duration::from_secs(1), "{took:?}");
    }
    assert_eq!(scene.health().await, (200, "degraded".to_owned()));
    scene.server.revive();
    scene.healthy("ready").await;
    assert_eq!(scene.post(0, first + 20).await.0, 200);
    scene.client.seen(&scene.town.portals[0].member_id(), first + 20, SOON).await;

    let expected = (first..=first + 20)
        .map(|id| (id.to_string(), if id == first || id == first + 20 { "live" } else { "spooled" }.to_owned()));
    assert_eq!(scene.sources(0).await, expected.collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes PostgreSQL: TEST_DATABASE=postgres and --include-ignored"]
async fn process_that_is_killed_with_a_spool_drains_it_when_it_is_started_again() {
    let mut scene = Box::pin(Scene::set()).await;
    scene.server.kill();
    for id in FIRST_ID..FIRST_ID + 50 {
        assert_eq!(scene.post((id % 2) as usize, id).await.0, 200);
    }
    let launch = scene.launch.clone();
    // Kills it before, while or after it drains them.
    scene.server.revive();
    let beside = scene.folder.path().join("second");
    std::fs::create_dir_all(&beside).unwrap();
    let killed = std::mem::replace(&mut scene.service, launch.beside(&beside).start().await);
    killed.end(Ending::Kill).await;
    let second = std::mem::replace(&mut scene.service, launch.start().await);
    scene.client = scene.client.clone().at(&scene.service);
    for portal in 0..2 {
        let all = async || (scene.sources(portal).await.len() == 25).then_some(());
        eventually("all events", SOON, all).await;
    }
    scene.healthy("ready").await;
    second.end(Ending::Terminate).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes PostgreSQL: TEST_DATABASE=postgres and --include-ignored"]
async fn what_can_not_be_verified_is_decided_on_afterwards() {
    let scene = Box::pin(Scene::set()).await;
    let portal = &scene.town.portals[0];
    scene.server.kill();
    assert_eq!(scene.post(0, FIRST_ID).await.0, 200);
    let http = sim::client::builder().build().unwrap();
    let url = scene.service.url().join("/bitrix24/events").unwrap();
    let forged = format!(
        "event=ONCRMLEADDELETE&data[FIELDS][ID]=666&ts=1742807199&auth[member_id]={}&auth[application_token]=wrong",
        portal.member_id()
    );
    let stranger =
        "event=ONCRMLEADDELETE&data[FIELDS][ID]=7&ts=1742807199&auth[member_id]=stranger&auth[application_token]=x";
    for body in [forged.as_str(), stranger] {
        let request = http.post(url.clone()).header("content-type", "application/x-www-form-urlencoded");
        let answer = request.body(body.to_owned()).send().await.unwrap();
        // The service may still answer from its cache; otherwise it parks the event.
        assert!([200, 202, 403].contains(&answer.status().as_u16()), "{}", answer.status());
    }
    let uninstall = format!("event=ONAPPUNINSTALL&auth[member_id]={}&auth[application_token]=x", portal.member_id());
    let request = http.post(url).header("content-type", "application/x-www-form-urlencoded");
    let answer = request.body(uninstall).send().await.unwrap();
    assert_eq!(answer.status(), 200, "it is decided on afterwards like any other");

    scene.server.revive();
    scene.healthy("ready").await;
    scene.client.seen(&portal.member_id(), FIRST_ID, SOON).await;
    let refused = async || {
        let metrics = Metrics::new(scene.client.text("/metrics").await.1);
        (metrics.labelled("tombstone_events_refused_total", "why", "application_token") >= 2.0).then_some(())
    };
    eventually("both forged events to be refused", SOON, refused).await;
    assert_ne!(scene.server.query("SELECT count(*) FROM audit WHERE code = 'event_refused'"), "0");
    assert_eq!(scene.sources(0).await.len(), 1, "neither the forged event nor anything else");
    assert_eq!(scene.status(&portal.member_id()).await, "active");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes PostgreSQL: TEST_DATABASE=postgres and --include-ignored"]
async fn what_is_about_the_app_takes_effect_afterwards() {
    let mut scene = Box::pin(Scene::set()).await;
    scene.server.kill();
    let leaving = &scene.town.portals[0];
    let deliveries = leaving.uninstall(false).await;
    assert!(deliveries.iter().all(|delivery| delivery.answer.contains("spooled")), "{deliveries:?}");
    let coming = scene.town.sim.add_portal(PortalSpec::new("coming"));
    let answered = coming.install_by_callback().await;
    assert_eq!(answered.status, Some(200), "{}", answered.body);
    assert!(answered.body.contains("spooled"), "{}", answered.body);
    let updated = &scene.town.portals[1];
    let bare = format!(
        "event=ONAPPUPDATE&auth[member_id]={}&auth[application_token]={}",
        updated.member_id(),
        updated.application_token()
    );
    let post = reqwest::Client::new().post(scene.service.url().join("/bitrix24/events").unwrap()).body(bare);
    let answer = post.header("content-type", "application/x-www-form-urlencoded").send().await.unwrap();
    assert!(answer.text().await.unwrap().contains("spooled"), "whether it is the portal's is seen afterwards");
    let on_disk: Vec<u8> = ["events.db", "events.db-wal"]
        .iter()
        .flat_map(|name| std::fs::read(scene.launch.data().join(name)).unwrap_or_default())
        .collect();
    let token = coming.application_token();
    assert!(on_disk.len() > 10_000, "there is something to be looked at");
    assert!(!on_disk.windows(token.len()).any(|window| window == token.as_bytes()), "no token lies there in clear");

    // A process killed meanwhile still has both.
    let launch = scene.launch.clone();
    scene.service.signal("KILL");
    scene.service.exit(SOON).await;
    scene.server.revive();
    scene.service = launch.start().await;
    scene.client = scene.client.clone().at(&scene.service);
    scene.town.point_at(&scene.service);
    for (portal, status) in [(&scene.town.portals[0], "uninstalled"), (&coming, "active")] {
        let is_so = async || (scene.status(&portal.member_id()).await == status).then_some(());
        eventually(status, SOON, is_so).await;
    }
    let reported = "SELECT count(*) FROM journal WHERE code = 'install_reported'";
    let is_reported = async || (scene.server.query(reported) == "1").then_some(());
    eventually("the bare update to be in the journal", SOON, is_reported).await;
    assert_eq!(scene.post(1, FIRST_ID).await.0, 200);
    scene.healthy("ready").await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes PostgreSQL: TEST_DATABASE=postgres and --include-ignored"]
async fn service_stops_in_time_while_the_database_hangs() {
    let scene = Box::pin(Scene::set()).await;
    scene.server.hang();
    let (status, took) = scene.post(0, FIRST_ID).await;
    assert_eq!(status, 200);
    assert!(took < Duration::from_millis(1_500), "{took:?}");
    let Scene { server, launch, service, client, town, folder } = scene;
    let started = std::time::Instant::now();
    assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
    server.go_on();
    let service = launch.start().await;
    client.at(&service).seen(&town.portals[0].member_id(), FIRST_ID, SOON).await;
    drop(folder);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes PostgreSQL: TEST_DATABASE=postgres and --include-ignored"]
async fn another_process_indexes_within_seconds_when_the_indexer_hangs() {
    let scene = Box::pin(Scene::set()).await;
    let beside = scene.folder.path().join("second");
    std::fs::create_dir_all(&beside).unwrap();
    let second = scene.launch.beside(&beside).start().await;
    scene.service.signal("STOP");
    let client = scene.client.clone().at(&second);
    let mut connection = Connection::open(second.address()).await.unwrap();
    let portal = &scene.town.portals[0];
    assert_eq!(connection.send(&Post::kinds_of(portal)[0], FIRST_ID).await.unwrap(), 200);
    client.seen(&portal.member_id(), FIRST_ID, Duration::from_secs(5)).await;
    scene.service.signal("CONT");
    assert_eq!(second.end(Ending::Terminate).await.code(), Some(0));
}
