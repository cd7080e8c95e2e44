//! Streams have each deletion once and in order, however often they break and resume.

use std::pin::Pin;
use std::time::Duration;

use futures_util::{Stream, StreamExt};
use poem::http::{StatusCode, header};
use tokio::time::timeout;

use super::{Answer, BOT, LEAD, OTHER, OWN, Scene, portal, portal_path};

/// The time limit for an event, much longer than needed.
const PATIENCE: Duration = Duration::from_secs(20);

/// What a stream says while there is nothing new.
const SILENCE: &str = ": nothing new";

/// A client of a stream.
struct Follower {
    pieces: Pin<Box<dyn Stream<Item = Vec<u8>> + Send>>,
    text: String,
    last_id: String,
}

/// An event of the stream.
#[derive(Debug, Default, PartialEq, Eq)]
struct Event {
    name: String,
    id: String,
    data: String,
}

impl Follower {
    async fn open(scene: &Scene, path: &str, key: &str, last_event_id: Option<&str>) -> Result<Self, Answer> {
        let mut request = scene.client.get(path).header(header::AUTHORIZATION, format!("Bearer {key}"));
        if let Some(id) = last_event_id {
            request = request.header("Last-Event-ID", id);
        }
        let mut response = request.send().await.0;
        if response.status() != StatusCode::OK {
            return Err(Answer::of(response).await);
        }
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
        let pieces = response.take_body().into_bytes_stream();
        let pieces = Box::pin(pieces.map(|piece| piece.expect("a whole piece").to_vec()));
        let mut follower = Self { pieces, text: String::new(), last_id: String::new() };
        let opening = follower.next().await.expect("an opening");
        let data: serde_json::Value = serde_json::from_str(&opening.data).expect("JSON");
        assert_eq!((opening.name.as_str(), &data["id"]), ("ready", &opening.id.as_str().into()), "where to resume");
        Ok(follower)
    }

    /// The text before the next empty line; none if the stream ended.
    async fn frame(&mut self) -> Option<String> {
        while !self.text.contains("\n\n") {
            let piece = timeout(PATIENCE, self.pieces.next()).await.expect("an event in time")?;
            self.text.push_str(std::str::from_utf8(&piece).expect("text"));
        }
        let (frame, rest) = self.text.split_once("\n\n").map(|(frame, rest)| (frame.to_owned(), rest.to_owned()))?;
        self.text = rest;
        Some(frame)
    }

    /// The next event; none if the stream ended.
    async fn next(&mut self) -> Option<Event> {
        let mut event = self.frame().await?;
        while event == SILENCE {
            event = self.frame().await?;
        }
        let field = |name: &str| {
            let of = |line: &str| line.strip_prefix(name).and_then(|rest| rest.strip_prefix(": ")).map(str::to_owned);
            event.lines().find_map(of).unwrap_or_default()
        };
        let event = Event { name: field("event"), id: field("id"), data: field("data") };
        self.last_id.clone_from(&event.id);
        Some(event)
    }

    /// The ids of the next `count` deletions, with `other-` before the other portal's.
    async fn deletions(&mut self, count: usize) -> String {
        let mut ids = Vec::new();
        for _ in 0..count {
            let event = self.next().await.expect("the stream goes on");
            assert_eq!(event.name, "deletion");
            let deletion: serde_json::Value = serde_json::from_str(&event.data).expect("JSON");
            let id = deletion["id"].as_str().expect("an id");
            ids.push(if deletion["member_id"] == OWN { id.to_owned() } else { format!("other-{id}") });
        }
        ids.join(" ")
    }
}

async fn delete_leads(scene: &Scene, portal: &str, numbers: std::ops::RangeInclusive<u64>) {
    for number in numbers {
        scene.delete(LEAD, &[(OTHER, portal), ("1000983", &number.to_string())]).await;
    }
}

#[tokio::test]
async fn stream_has_what_comes_from_now_on_and_nothing_of_others() {
    let scene = Scene::new().await;
    delete_leads(&scene, OWN, 1..=3).await;
    let key = scene.own_key().await;
    let mut follower = Follower::open(&scene, &portal_path(OWN, "/deletions/stream"), &key, None).await.unwrap();
    assert_eq!(follower.last_id, "3");
    scene.delete(LEAD, &[]).await;
    scene.delete(BOT, &[]).await;
    let event = follower.next().await.unwrap();
    assert_eq!((event.name.as_str(), event.id.as_str()), ("deletion", "4"));
    let one = scene.get(&portal_path(OWN, "/deletions/4"), &key).await.ok();
    assert_eq!(serde_json::from_str::<serde_json::Value>(&event.data).unwrap(), one);
}

#[tokio::test]
async fn stream_resumes_after_the_last_event() {
    let scene = Scene::new().await;
    delete_leads(&scene, OWN, 1..=5).await;
    delete_leads(&scene, OTHER, 1..=2).await;
    delete_leads(&scene, OWN, 6..=7).await;
    let key = scene.master_key().await;
    for (path, after, expected) in [
        (portal_path(OWN, "/deletions/stream"), "0", "1 2 3 4 5 6 7"),
        (portal_path(OWN, "/deletions/stream"), "5", "6 7"),
        ("/api/v1/deletions/stream".to_owned(), "0", "1 2 3 4 5 other-1 other-2 6 7"),
        ("/api/v1/deletions/stream".to_owned(), "6", "other-2 6 7"),
    ] {
        let mut follower = Follower::open(&scene, &path, &key, Some(after)).await.unwrap();
        assert_eq!(follower.deletions(expected.split(' ').count()).await, expected, "{path} after {after}");
    }
}

/// Any user of a portal can report a removal of the app there: it must not hide anything from followers for good.
#[tokio::test]
async fn stream_brings_late_what_a_reported_removal_hid() {
    let scene = Scene::new().await;
    let (key, all) = (scene.master_key().await, "/api/v1/deletions/stream");
    let own = portal(OWN);
    let own = scene.house.store.tenant(&own);
    let mut caught_up = Follower::open(&scene, all, &key, None).await.unwrap();
    delete_leads(&scene, OTHER, 1..=1).await;
    assert_eq!(caught_up.deletions(1).await, "other-1");

    own.begin_removal(true, scene.house.clock.now()).await.unwrap();
    delete_leads(&scene, OWN, 1..=1).await; // acknowledged before the report, indexed after it
    delete_leads(&scene, OTHER, 2..=2).await;
    let mut behind = Follower::open(&scene, all, &key, Some("0")).await.unwrap();
    assert_eq!(behind.deletions(2).await, "other-1 other-2", "others don't wait");
    assert_eq!(caught_up.deletions(1).await, "other-2");
    delete_leads(&scene, OTHER, 3..=3).await;
    assert_eq!([behind.deletions(1).await, caught_up.deletions(1).await], ["other-3"; 2]);
    let resumed = behind.last_id.clone();

    own.undo_removal(scene.house.clock.now(), 0.5).await.unwrap();
    assert_eq!([behind.deletions(1).await, caught_up.deletions(1).await], ["1"; 2]);
    let mut resumed = Follower::open(&scene, all, &key, Some(&resumed)).await.unwrap();
    assert_eq!(resumed.deletions(1).await, "1");
    let last = [resumed.last_id.clone(), behind.last_id.clone()];
    delete_leads(&scene, OTHER, 4..=4).await;
    for mut follower in [behind, caught_up, resumed] {
        assert_eq!(follower.deletions(1).await, "other-4", "and nothing twice");
    }
    for last in last {
        let mut resumed = Follower::open(&scene, all, &key, Some(&last)).await.unwrap();
        assert_eq!(resumed.deletions(1).await, "other-4");
    }
}

/// Nothing else is recorded in the portal, so that its own stream has to be woken by what is hidden.
#[tokio::test]
async fn stream_of_one_portal_waits_for_what_a_reported_removal_hides() {
    let scene = Scene::with_keep_alive(Duration::from_millis(50)).await;
    let (key, own) = (scene.master_key().await, portal(OWN));
    let own = scene.house.store.tenant(&own);
    let mut all = Follower::open(&scene, "/api/v1/deletions/stream", &key, None).await.unwrap();
    let mut follower = Follower::open(&scene, &portal_path(OWN, "/deletions/stream"), &key, None).await.unwrap();

    own.begin_removal(true, scene.house.clock.now()).await.unwrap();
    delete_leads(&scene, OWN, 1..=1).await; // acknowledged before the report, indexed after it
    delete_leads(&scene, OTHER, 1..=1).await;
    assert_eq!(all.deletions(1).await, "other-1", "and what is hidden was looked at before");
    for _ in 0..2 {
        assert_eq!(follower.frame().await.as_deref(), Some(SILENCE), "it waits");
    }
    own.undo_removal(scene.house.clock.now(), 0.5).await.unwrap();
    delete_leads(&scene, OWN, 2..=2).await;
    assert_eq!(follower.deletions(1).await, "1", "nothing is skipped");
    assert_eq!(follower.deletions(1).await, "2");
}

#[tokio::test]
async fn stream_that_was_cut_off_before_its_first_event_loses_nothing() {
    let scene = Scene::new().await;
    delete_leads(&scene, OWN, 1..=2).await;
    let (key, path) = (scene.own_key().await, portal_path(OWN, "/deletions/stream"));
    let id = Follower::open(&scene, &path, &key, None).await.unwrap().last_id;
    delete_leads(&scene, OWN, 3..=4).await;
    let mut follower = Follower::open(&scene, &path, &key, Some(&id)).await.unwrap();
    assert_eq!(follower.deletions(2).await, "3 4");
}

/// `EventSource` first sends no id, other clients an empty one.
#[tokio::test]
async fn stream_after_an_empty_id_has_what_comes_from_now_on() {
    let scene = Scene::new().await;
    delete_leads(&scene, OWN, 1..=2).await;
    let key = scene.master_key().await;
    for path in [portal_path(OWN, "/deletions/stream"), "/api/v1/deletions/stream".to_owned()] {
        let last = scene.house.store.all_portals().last_arrival().await.unwrap();
        let mut follower = Follower::open(&scene, &path, &key, Some("")).await.unwrap();
        assert_eq!(follower.last_id, last.to_string(), "{path}");
        delete_leads(&scene, OWN, last + 1..=last + 1).await;
        assert_eq!(follower.deletions(1).await, (last + 1).to_string(), "{path}");
    }
}

/// Otherwise proxies and clients would think the connection dead.
#[tokio::test]
async fn silent_stream_shows_again_and_again_that_it_is_alive() {
    let scene = Scene::with_keep_alive(Duration::from_millis(50)).await;
    let (key, path) = (scene.own_key().await, portal_path(OWN, "/deletions/stream"));
    let mut follower = Follower::open(&scene, &path, &key, None).await.unwrap();
    for _ in 0..2 {
        assert_eq!(follower.frame().await.as_deref(), Some(SILENCE));
    }
    delete_leads(&scene, OWN, 1..=1).await;
    assert_eq!(follower.deletions(1).await, "1");
}

/// Clients come and go under load; each gets each deletion once.
#[tokio::test(flavor = "multi_thread")]
async fn streams_resumed_under_load_have_each_deletion_once() {
    let scene = Scene::new().await;
    let key = scene.master_key().await;
    let load = async {
        for number in 1..=60 {
            let portal = if number % 3 == 0 { OTHER } else { OWN };
            delete_leads(&scene, portal, number..=number).await;
        }
    };
    let follow = async |path: String, total: usize, cut: usize| {
        let (mut ids, mut last_id) = (Vec::new(), "0".to_owned());
        while ids.len() < total {
            let mut follower = Follower::open(&scene, &path, &key, Some(&last_id)).await.unwrap();
            let count = cut.min(total - ids.len());
            ids.extend(follower.deletions(count).await.split(' ').map(str::to_owned));
            last_id = follower.last_id;
        }
        ids
    };
    let ((), own, all) = tokio::join!(
        load,
        follow(portal_path(OWN, "/deletions/stream"), 40, 7),
        follow("/api/v1/deletions/stream".to_owned(), 60, 11),
    );
    assert_eq!(own, (1..=40).map(|id: u32| id.to_string()).collect::<Vec<_>>());
    let mut ids = (1..=40_u32, 1..=20_u32);
    let next = |number: u32| match number % 3 {
        0 => format!("other-{}", ids.1.next().unwrap()),
        _ => ids.0.next().unwrap().to_string(),
    };
    assert_eq!(all, (1..=60).map(next).collect::<Vec<_>>());
}

#[tokio::test]
async fn stream_ends_with_the_key_and_with_the_service() {
    let scene = Scene::new().await;
    delete_leads(&scene, OWN, 1..=1).await;
    let path = portal_path(OWN, "/deletions/stream");
    let (key, other_key) = (scene.own_key().await, scene.own_key().await);
    let mut revoked = Follower::open(&scene, &path, &key, None).await.unwrap();
    let mut stopped = Follower::open(&scene, &path, &other_key, None).await.unwrap();
    assert!(scene.house.store.revoke_api_key(1, scene.house.clock.now()).await.unwrap());
    delete_leads(&scene, OWN, 2..=2).await;
    assert_eq!(revoked.next().await, None);
    assert_eq!(stopped.deletions(1).await, "2");
    scene.stop.send_replace(true);
    assert_eq!(stopped.next().await, None);
}

#[tokio::test]
async fn stream_ends_when_the_data_of_its_portal_is_removed() {
    let scene = Scene::new().await;
    delete_leads(&scene, OWN, 1..=3).await;
    let key = scene.own_key().await;
    let path = portal_path(OWN, "/deletions/stream");
    let mut follower = Follower::open(&scene, &path, &key, None).await.unwrap();
    let own = super::portal(OWN);
    scene.house.store.tenant(&own).uninstall(true, scene.house.clock.now()).await.unwrap();
    scene.house.install(&own, "own.bitrix24.com", "831c76b092f9f135d9b6b36c3a720757").await;
    scene.delete_as(2, LEAD, &[(OTHER, OWN)]).await;
    assert_eq!(follower.next().await, None);
    let revoked = Follower::open(&scene, &path, &key, Some("3")).await.err().expect("refused");
    revoked.is_problem(401, "unauthorized");
    let key = scene.own_key().await;
    let mut follower = Follower::open(&scene, &path, &key, Some("3")).await.unwrap();
    assert_eq!(follower.deletions(1).await, "4");
}

#[tokio::test]
async fn place_that_the_stream_never_had_is_refused() {
    let scene = Scene::new().await;
    delete_leads(&scene, OWN, 1..=2).await;
    let key = scene.own_key().await;
    let path = portal_path(OWN, "/deletions/stream");
    for id in ["3", "-1", "x", "01", "99999999999999999999"] {
        let refused = Follower::open(&scene, &path, &key, Some(id)).await.err().expect("refused");
        refused.is_problem(400, "invalid_cursor");
    }
    let all = "/api/v1/deletions/stream";
    let refused = Follower::open(&scene, all, &key, Some("1")).await.err().expect("a number tells of others");
    refused.is_problem(400, "invalid_cursor");
    let other = portal_path(OTHER, "/deletions/stream");
    Follower::open(&scene, &other, &key, None).await.err().expect("refused").is_problem(404, "portal_not_found");
}

#[tokio::test]
async fn stream_over_all_has_just_what_the_key_reaches() {
    let scene = Scene::new().await;
    let (key, path) = (scene.own_key().await, "/api/v1/deletions/stream");
    let mut follower = Follower::open(&scene, path, &key, Some("0")).await.expect("a stream");
    delete_leads(&scene, OTHER, 1..=3).await;
    delete_leads(&scene, OWN, 4..=5).await;
    let first = follower.next().await.expect("an event");
    assert!(first.data.contains(OWN) && first.id.parse::<u64>().is_err(), "{first:?}");
    let mut resumed = Follower::open(&scene, path, &key, Some(&first.id)).await.expect("a stream");
    let second = resumed.next().await.expect("an event");
    assert!(second.data.contains(OWN) && second != first, "{second:?}");
    assert_eq!(follower.next().await, Some(second));
}

#[tokio::test]
async fn stream_keeps_to_the_filters_of_the_list() {
    let scene = Scene::new().await;
    scene.fill().await;
    let key = scene.master_key().await;
    for (query, own, all) in [
        ("entity=crm.lead", "5 6", "5 6 other-1"),
        ("entity=crm.lead&entity=imbot.bot&source=live", "4 5", "4 5 other-1"),
        ("user_id=27&q=107", "1 2 3", "1 2 3"),
        ("entity_id=1000984", "6", "6"),
    ] {
        for (path, expected) in
            [(portal_path(OWN, "/deletions/stream"), own), ("/api/v1/deletions/stream".to_owned(), all)]
        {
            let mut follower =
                Follower::open(&scene, &format!("{path}?{query}"), &key, Some("0")).await.expect("opens");
            assert_eq!(follower.deletions(expected.split(' ').count()).await, expected, "{path}?{query}");
        }
    }
    // The stream skips what does not match, and continues with what does.
    let path = portal_path(OWN, "/deletions/stream?entity=imbot.bot");
    let mut follower = Follower::open(&scene, &path, &key, None).await.expect("opens");
    scene.delete(LEAD, &[(OTHER, OWN), ("1000983", "77")]).await;
    scene.delete(BOT, &[("BOT_ID%5D=567", "BOT_ID%5D=568")]).await;
    assert_eq!(follower.deletions(1).await, "8");
}
