//! Outgoing webhooks of the built binary, which is killed while it posts.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::json;
use tests::api::Client;
use tests::eventually;
use tests::receiver::Receiver;
use tests::service::{Ending, Launch};
use tests::town::Town;

use super::{folder, result};

/// The service takes over a message in flight at its death once the message's lease ends.
const PATIENCE: Duration = Duration::from_secs(75);
const ROUNDS: u64 = 2;
const EACH: u64 = 60;

#[tokio::test(flavor = "multi_thread")]
async fn killed_service_posts_every_deletion_at_least_once_under_one_id() {
    let (folder, town, receiver) = (folder(), Town::start(1).await, Receiver::start().await);
    let launch = Launch::in_folder(folder.path()).with_simulator(&town.sim);
    let launch = launch.set("TOMBSTONE_WEBHOOK_RETRIES", "1,1,1,1,1");
    let mut service = launch.start().await;
    town.install(&service).await;
    town.bound(&Client::new(&launch, &service)).await;
    let key = launch.run(&["api-key", "create", "--name", "hooks", "--all-portals", "--scope", "webhooks:manage"]);
    let client = Client::new(&launch, &service).with_key(result(&key).trim());
    let (status, created) = client.post_json("/api/v1/webhooks", &json!({ "url": receiver.url() })).await;
    assert_eq!(status, 201, "{created}");

    let portal = &town.portals[0];
    for round in 0..ROUNDS {
        town.point_at(&service);
        let handler = service.url().join("/bitrix24/events").unwrap().to_string();
        for id in round * EACH..(round + 1) * EACH {
            let data = json!({ "FIELDS": { "ID": 1_000 + id } });
            let delivery = portal.send_event_to(&handler, "ONCRMLEADDELETE", data).await;
            assert_eq!(delivery.status, Some(200), "{}", delivery.answer);
            if id % EACH == EACH / 2 {
                receiver.answer(500); // these are retried after the restart
            }
        }
        service.end(Ending::Kill).await;
        receiver.answer(200);
        service = launch.start().await;
    }
    let expected: BTreeSet<String> =
        (1..=ROUNDS * EACH).map(|number| format!("msg_{}_{number}", portal.member_id())).collect();
    let ids = || receiver.all().iter().map(|one| one.id().to_owned()).collect::<BTreeSet<_>>();
    eventually("every deletion at the receiver", PATIENCE, async || (ids().len() >= expected.len()).then_some(()))
        .await;
    assert_eq!(ids(), expected);
    for one in receiver.all() {
        let body = one.json();
        let name = |field: &str| body["data"][field].as_str().unwrap().to_owned();
        assert_eq!(one.id(), format!("msg_{}_{}", name("member_id"), name("id")));
    }
    let path = format!("/api/v1/webhooks/{}", created["id"].as_str().unwrap());
    let client = client.at(&service);
    let done = async || (client.get(&path).await["pending"] == 0).then_some(());
    eventually("that nothing is pending", PATIENCE, done).await;
    assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));
}
