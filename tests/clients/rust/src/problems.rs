//! Refusals are problems, which the client has as a type.

use crate::client::types::NewWebhook;
use crate::scene::{Scene, header, refused};

pub async fn stranger(scene: Scene) {
    let answer = scene.stranger().get_portal().member_id(&scene.member_id).send().await;
    refused(answer, 401, "unauthorized", None);
}

pub async fn narrow(scene: Scene) {
    let answer = scene.narrow.list_deletions().member_id(&scene.member_id).send().await;
    let problem = refused(answer, 403, "insufficient_scope", None);
    assert_eq!(problem.type_, "urn:tombstone:problem:insufficient_scope");
    let stream = scene.narrow.stream_deletions().member_id(&scene.member_id).send().await;
    refused(stream.map(|stream| stream.status()), 403, "insufficient_scope", None);
}

pub async fn not_found(scene: Scene) {
    let deletion = scene.client.get_deletion().member_id(&scene.member_id).id("999999").send().await;
    refused(deletion, 404, "deletion_not_found", None);
    let portal = scene.client.get_portal().member_id(&scene.other_id).send().await;
    refused(portal, 404, "portal_not_found", None);
}

pub async fn parameters(scene: Scene) {
    let list = || scene.client.list_deletions().member_id(&scene.member_id);
    refused(list().limit(501).send().await, 400, "invalid_parameter", Some("limit"));
    refused(list().cursor("x").send().await, 400, "invalid_cursor", Some("cursor"));
}

pub async fn fields(scene: Scene) {
    let body = NewWebhook::builder().url("http://user:secret@127.0.0.1/".to_owned());
    let answer = scene.client.create_webhook().member_id(&scene.member_id).body(body).send().await;
    refused(answer, 422, "invalid_field", Some("url"));
}

pub async fn limits(scene: Scene) {
    let answer = scene.client.get_portal().member_id(&scene.member_id).send().await.unwrap();
    let [limit, remaining, reset] = ["limit", "remaining", "reset"]
        .map(|name| header(&answer, &format!("ratelimit-{name}")).parse::<u32>().unwrap());
    assert!(limit > remaining && reset < 60, "{limit} {remaining} {reset}");
}
