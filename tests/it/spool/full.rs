//! A spool that fills up: health reports it early, a full spool refuses events, and no stored event is lost.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tests::eventually;
use tests::metrics::Metrics;
use tests::post::FIRST_ID;

use super::{SOON, Scene};

/// Padding per event: 26 events are nearly a MiB.
const FILLER: usize = 39_000;
const MIB: usize = 1 << 20;

impl Scene {
    /// Posts a padded deletion of a lead; returns the answer.
    async fn post_large(&self, id: usize) -> (u16, Value) {
        let portal = &self.town.portals[0];
        let body = format!(
            "event=ONCRMLEADDELETE&data[FIELDS][ID]={id}&data[FIELDS][TITLE]={}&ts=1742807199\
             &auth[member_id]={}&auth[application_token]={}",
            "x".repeat(FILLER),
            portal.member_id(),
            portal.application_token()
        );
        let url = self.service.url().join("/bitrix24/events").unwrap();
        let request = self.town.sim.client().post(url).header("content-type", "application/x-www-form-urlencoded");
        let answer = request.body(body).send().await.unwrap();
        let (status, has_header) = (answer.status().as_u16(), answer.headers().contains_key("retry-after"));
        assert_eq!(has_header, status == 503, "when to try again");
        (status, serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap())
    }

    /// The number of stored deletions per id.
    async fn times(&self) -> BTreeMap<u64, usize> {
        let mut times = BTreeMap::new();
        for kept in self.client.deletions(&self.town.portals[0].member_id()).await {
            *times.entry(kept.id).or_default() += 1;
        }
        times
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes PostgreSQL: TEST_DATABASE=postgres and --include-ignored"]
async fn full_spool_is_reported_before_and_refuses_and_is_drained_whole() {
    let small = |launch: super::Launch| launch.set("TOMBSTONE_SPOOL_MB", "1");
    let scene = Box::pin(Scene::set_with(small)).await;
    let stored = json!({"result": "stored", "deletions": 1});
    assert_eq!(scene.post_large(1).await, (200, stored.clone()));
    assert_eq!(scene.health().await, (200, "ready".to_owned()));

    scene.server.kill();
    let (mut last, mut spooled) = (1, 0);
    let refused = loop {
        last += 1;
        let (status, body) = scene.post_large(last).await;
        if status != 200 {
            break (status, body);
        }
        assert_eq!(body["result"], "spooled", "{last}");
        spooled += 1;
        let (status, word) = scene.health().await;
        let share = spooled * FILLER * 100 / MIB;
        let expected = if share < 90 { (200, "degraded") } else { (503, "not ready") };
        // Overhead beside the padding blurs the threshold.
        assert!((88..90).contains(&share) || (status, word.as_str()) == expected, "{status} {word} at {share} %");
    };
    assert_eq!((refused.0, refused.1["code"].as_str()), (503, Some("unavailable")), "{}", refused.1);
    assert_eq!(spooled, MIB / FILLER, "as much as there is room for");
    assert_eq!(scene.health().await, (503, "not ready".to_owned()));
    let metrics = Metrics::new(scene.client.text("/metrics").await.1);
    assert!((metrics.labelled("tombstone_events_refused_total", "why", "spool_full") - 1.0).abs() < f64::EPSILON);

    scene.server.revive();
    scene.healthy("ready").await;
    let (last, refused) = (last as u64 + 1, last as u64);
    assert_eq!(scene.post_large(last.try_into().unwrap()).await, (200, stored));
    scene.client.seen(&scene.town.portals[0].member_id(), last, SOON).await;
    let expected = (1..=last).filter(|id| *id != refused).map(|id| (id, 1));
    assert_eq!(scene.times().await, expected.collect());
    assert_eq!(scene.sources(0).await.iter().filter(|(_, source)| source == "spooled").count(), spooled);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes PostgreSQL: TEST_DATABASE=postgres and --include-ignored"]
async fn events_about_which_the_database_can_not_answer_wait_until_it_can() {
    let small = |launch: super::Launch| launch.set("TOMBSTONE_SPOOL_MB", "1");
    let mut scene = Box::pin(Scene::set_with(small)).await;
    let member_id = scene.town.portals[0].member_id();
    scene.server.query("ALTER TABLE portals RENAME TO portals_elsewhere");
    // A fresh process has no portal cached.
    let launch = scene.launch.clone();
    scene.service.terminate();
    scene.service.exit(SOON).await;
    scene.service = launch.start().await;
    scene.client = scene.client.clone().at(&scene.service);
    assert_eq!(scene.post(0, FIRST_ID).await.0, 200);
    assert_eq!(scene.health().await, (200, "degraded".to_owned()));
    let counted = async || {
        let metrics = Metrics::new(scene.client.text("/metrics").await.1);
        (metrics.sum("tombstone_spool_events") >= 1.0 && metrics.sum("tombstone_spool_bytes") > 0.0).then_some(())
    };
    eventually("what waits to be counted", SOON, counted).await;
    let mut waiting = 1;
    let refused = loop {
        let (status, answer) = scene.post_large(waiting).await;
        if status != 200 {
            break (status, answer);
        }
        waiting += 1;
    };
    assert_eq!((refused.0, scene.health().await.0), (503, 503), "what waits is bounded: {}", refused.1);

    scene.server.query("ALTER TABLE portals_elsewhere RENAME TO portals");
    scene.healthy("ready").await;
    let all = async || (scene.sources(0).await.len() == waiting).then_some(());
    eventually("all that waited", SOON, all).await;
    scene.client.seen(&member_id, FIRST_ID, SOON).await;
    let metrics = async || Metrics::new(scene.client.text("/metrics").await.1).sum("tombstone_spool_events");
    eventually("nothing to wait", SOON, async || (metrics().await < 1.0).then_some(())).await;
}
