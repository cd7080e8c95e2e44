//! Follows the feed over all portals, as a client program does, through all that happens to the service.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::sync::watch;

use super::ledger::Key;
use super::scene::Scene;

/// How long it waits after a failure.
const RETRY: Duration = Duration::from_millis(500);
/// How long it waits for an answer, which the service holds back for some seconds.
const ANSWER: Duration = Duration::from_secs(20);

/// Follows until `stop`, and records what it sees.
pub(crate) async fn follow(scene: Arc<Scene>, mut stop: watch::Receiver<bool>) {
    let numbers = scene.numbers();
    let http = sim::client::builder().timeout(ANSWER).build().expect("a client");
    let mut after = "0".to_owned();
    while !*stop.borrow() {
        let page = tokio::select! {
            page = pull(&http, &scene, &after) => page,
            _ = stop.wait_for(|stop| *stop) => return,
        };
        let Some(page) = page else {
            tokio::time::sleep(RETRY).await;
            continue;
        };
        for item in page["items"].as_array().into_iter().flatten() {
            let text = |name: &str| item[name].as_str().unwrap_or_default().to_owned();
            let portal = numbers.get(&text("member_id")).copied().unwrap_or(usize::MAX);
            let key = Key { portal, event: text("event"), id: text("entity_id") };
            scene.ledger.see(key, text("source") == "recovered");
        }
        if let Some(next) = page["next_after"].as_str() {
            next.clone_into(&mut after);
        }
    }
}

/// A page after a position; none if the service is away or refuses.
async fn pull(http: &reqwest::Client, scene: &Scene, after: &str) -> Option<Value> {
    let url = format!("http://{}/api/v1/deletions/feed", scene.address);
    let query = format!("{url}?limit=500&wait=3&after={after}");
    let response = http.get(query).bearer_auth(scene.client.key()).send().await.ok()?;
    let response = response.error_for_status().ok()?;
    serde_json::from_slice(&response.bytes().await.ok()?).ok()
}
