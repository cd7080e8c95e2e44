//! Outgoing webhooks: made, changed, delivered again, removed. Python and npm have the library that verifies what is posted.

use std::time::{Duration, Instant};

use crate::client::types::{
    CreatedWebhook, DeliveryStatus, NewWebhook, Redelivery, WebhookChange, WebhookChangeStatus, WebhookStatus,
};
use crate::scene::{Scene, header, refused};

/// The port on which what comes is discarded, where there is such a service; nobody listens here.
const NOWHERE: &str = "http://127.0.0.1:9/";
/// How long the service may take for its first attempt.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long it is left alone between two looks.
const PAUSE: Duration = Duration::from_millis(50);

fn endpoint(description: &str) -> NewWebhook {
    let webhook = NewWebhook::builder().url(NOWHERE.to_owned()).description(description.to_owned());
    webhook.try_into().unwrap()
}

async fn create(scene: &Scene) -> CreatedWebhook {
    let created = scene.client.create_webhook().member_id(&scene.member_id).body(endpoint("")).send();
    let created = created.await.unwrap();
    assert_eq!(created.status().as_u16(), 201);
    created.into_inner()
}

async fn remove(scene: &Scene, id: &str) {
    let removed = scene.client.delete_webhook().member_id(&scene.member_id).id(id).send().await.unwrap();
    assert_eq!(removed.status().as_u16(), 204);
}

pub async fn once(scene: Scene) {
    let ask = |description: &str| {
        let create = scene.client.create_webhook().member_id(&scene.member_id).idempotency_key("rust-1");
        create.body(endpoint(description)).send()
    };
    let first = ask("once").await.unwrap().into_inner();
    let again = ask("once").await.unwrap().into_inner();
    assert!(first.secret.is_some_and(|secret| secret.starts_with("whsec_")));
    assert_eq!((again.id, again.secret), (first.id.clone(), None));
    refused(ask("twice").await, 422, "idempotency_key_reused", Some("Idempotency-Key"));
    let listed = scene.client.list_webhooks().member_id(&scene.member_id).send().await.unwrap().into_inner();
    assert_eq!(listed.items.iter().map(|webhook| &webhook.id).collect::<Vec<_>>(), [&first.id]);
    remove(&scene, &first.id).await;
}

pub async fn changes(scene: Scene) {
    let (client, member_id) = (&scene.client, &scene.member_id);
    let created = create(&scene).await;
    let read = || client.get_webhook().member_id(member_id).id(&created.id).send();
    let version = header(&read().await.unwrap(), "etag");
    let change = || {
        let change = WebhookChange::builder().description("mine".to_owned()).status(WebhookChangeStatus::Disabled);
        client.update_webhook().member_id(member_id).id(&created.id).if_match(&version).body(change).send()
    };
    let changed = change().await.unwrap().into_inner();
    assert_eq!((changed.description.as_str(), changed.status), ("mine", WebhookStatus::Disabled));
    refused(change().await, 412, "webhook_changed", Some("If-Match"));
    let test = client.test_webhook().member_id(member_id).id(&created.id).send().await;
    refused(test, 409, "webhook_disabled", None);
    let rotated = client.rotate_webhook_secret().member_id(member_id).id(&created.id).send().await.unwrap();
    assert!(rotated.secret.starts_with("whsec_") && Some(&rotated.secret) != created.secret.as_ref());
    remove(&scene, &created.id).await;
    refused(read().await, 404, "webhook_not_found", None);
}

pub async fn attempts(scene: Scene) {
    let (client, member_id) = (&scene.client, &scene.member_id);
    let created = create(&scene).await;
    let message_id = format!("msg_{member_id}_1");
    let again = client.redeliver_webhook().member_id(member_id).id(&created.id);
    let again = again.body(Redelivery::builder().message_id(message_id.clone())).send().await.unwrap();
    assert_eq!(again.scheduled, 1);
    let since = Instant::now();
    let log = loop {
        let one = client.get_webhook_delivery().member_id(member_id).id(&created.id).message_id(&message_id);
        let detail = one.send().await.unwrap().into_inner();
        if !detail.log.is_empty() {
            break detail.log;
        }
        assert!(since.elapsed() < PATIENCE, "no attempt was made");
        tokio::time::sleep(PAUSE).await;
    };
    assert!(log[0].status.is_none() && log[0].error.is_some(), "{log:?}");
    let pending = client.list_webhook_deliveries().member_id(member_id).id(&created.id);
    let pending = pending.status(DeliveryStatus::Pending).send().await.unwrap().into_inner();
    assert_eq!(pending.items.iter().map(|delivery| &delivery.message_id).collect::<Vec<_>>(), [&message_id]);
    remove(&scene, &created.id).await;
}

pub async fn over_all(scene: Scene) {
    refused(scene.client.list_all_webhooks().send().await, 403, "all_portals_key_required", None);
    let created = scene.all_portals.create_all_webhook().body(endpoint("")).send().await.unwrap().into_inner();
    let listed = scene.all_portals.list_all_webhooks().send().await.unwrap().into_inner();
    assert_eq!(listed.items.iter().map(|webhook| &webhook.id).collect::<Vec<_>>(), [&created.id]);
    let removed = scene.all_portals.delete_all_webhook().id(&created.id).send().await.unwrap();
    assert_eq!(removed.status().as_u16(), 204);
}
