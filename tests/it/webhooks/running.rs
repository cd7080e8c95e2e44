//! The running worker: wakes at once, and a dead endpoint does not slow it down.

use std::time::Duration;

use serde_json::json;
use tests::eventually;
use tests::receiver::Receiver;
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::{LEAD, OTHER, OWN, Scene, own};

const PATIENCE: Duration = Duration::from_secs(20);

#[tokio::test(flavor = "multi_thread")]
async fn dead_endpoint_slows_nobody() {
    let scene = Scene::new().await;
    // Accepts connections but never answers.
    let dead = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", dead.local_addr().unwrap());
    let (_, ordered) = (scene.hook(&own(), json!({})).await, Receiver::start().await);
    let post = |body| scene.call(poem::http::Method::POST, "/webhooks", Some(body));
    post(json!({ "url": url })).await.with(201);
    post(json!({ "url": ordered.url(), "ordered": true })).await.with(201);
    let stop = watch::Sender::new(false);
    let running = tokio::spawn(scene.deliverer.clone().run(stop.subscribe()));
    for number in 1..=60_u32 {
        // All in one moment: after a minute, the leases on messages in flight would end.
        scene.arrive(LEAD, &[(OTHER, OWN), ("1000983", &number.to_string())]).await;
    }
    let both = async || (scene.receiver.all().len() >= 60 && ordered.all().len() >= 60).then_some(());
    eventually("all messages", PATIENCE, both).await;
    let leads: Vec<_> = ordered.all().iter().map(|one| one.json()["data"]["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(leads, (1..=60).map(|number| number.to_string()).collect::<Vec<_>>());
    stop.send_replace(true);
    tokio::time::timeout(PATIENCE, running).await.expect("it ends").unwrap();
}
