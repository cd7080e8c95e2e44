//! Several processes on one database, and endpoints that change while others index.

use poem::http::Method;
use serde_json::json;
use time::Duration;

use super::{Scene, deliverer, own};

/// Each process caches the endpoints, but the cache is never stale.
#[tokio::test(flavor = "multi_thread")]
async fn change_is_known_to_whoever_indexes_next() {
    let scene = Scene::new().await;
    let neighbour = scene.house.neighbour().await;
    let post = async |number: u64| {
        let text = super::LEAD.trim().replace(super::OTHER, super::OWN).replace("1000983", &number.to_string());
        let event = super::Arrival::parse(super::decode_form(text.as_bytes()).unwrap()).unwrap().event;
        scene.house.hands.advance(Duration::SECOND);
        let logged = super::LoggedEvent { generation: 1, source: super::Source::Live, event };
        neighbour.log.append(&logged).await.unwrap();
        neighbour.indexed().await;
    };
    post(1).await;
    let (hook, _) = scene.hook(&own(), json!({})).await;
    post(2).await;
    scene.call(Method::PATCH, &hook, Some(json!({ "entities": ["imbot.bot"] }))).await.with(200);
    post(3).await;
    scene.call(Method::PATCH, &hook, Some(json!({ "entities": null }))).await.with(200);
    post(4).await;
    scene.call(Method::DELETE, &hook, None).await;
    post(5).await;
    let rows = scene.house.place().query("SELECT message_id FROM webhook_deliveries ORDER BY number").await;
    assert_eq!(rows.iter().map(|id| id.rsplit_once('_').unwrap().1).collect::<Vec<_>>(), ["2", "4"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn processes_share_the_work_and_nothing_is_posted_twice() {
    let scene = Scene::new().await;
    scene.hook("/webhooks", json!({})).await;
    for number in 1..=20 {
        scene.delete_lead(number).await;
    }
    let neighbours = [scene.house.neighbour().await, scene.house.neighbour().await];
    let [one, two] = &neighbours;
    let (first, second) = (deliverer(one), deliverer(two));
    let (mut done, mut rounds) = (0, 0);
    while done < 20 && rounds < 50 {
        let (a, b, c) = tokio::join!(scene.deliverer.deliver_due(), first.deliver_due(), second.deliver_due());
        // A deadlock between two claims fails one process, which retries.
        done += [a, b, c].into_iter().map(std::result::Result::unwrap_or_default).sum::<usize>();
        rounds += 1;
    }
    let mut ids: Vec<_> = scene.receiver.take().iter().map(|one| one.id().to_owned()).collect();
    ids.sort();
    let all = ids.len();
    ids.dedup();
    assert_eq!((all, ids.len()), (20, 20));
}
