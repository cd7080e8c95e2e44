//! Where messages may go: checked on creating an endpoint and again on every call.

use ::api::Api;
use bitrix24::{Endpoints, WebhookClient};
use domain::webhook::RetryPolicy;
use poem::endpoint::EndpointExt;
use poem::http::Method;
use serde_json::json;
use time::Duration;
use worker::Deliverer;

use super::{Scene, own};

/// The scene with private addresses forbidden.
fn public(scene: Scene) -> Scene {
    let (store, clock) = (scene.house.store.clone(), scene.house.clock.clone());
    let stop = scene.stop.subscribe();
    let (endpoints, keep_alive) = (Endpoints::Public, ::api::KEEP_ALIVE);
    let routes =
        ::api::routes(Api { store: store.clone(), clock: clock.clone(), stop, endpoints, keep_alive, rate: 0 });
    let policy = RetryPolicy { pauses: vec![Duration::seconds(5)], disable_after: Duration::DAY };
    let deliverer = Deliverer::new(store, WebhookClient::new(Endpoints::Public).unwrap(), policy, clock);
    Scene { routes: routes.boxed(), deliverer, ..scene }
}

#[tokio::test]
async fn private_address_is_refused_when_the_endpoint_is_made() {
    let scene = public(Scene::new().await);
    for url in
        ["http://example.com/", "https://127.0.0.1/", "https://10.0.0.1/", "https://[::1]/", "https://169.254.169.254/"]
    {
        let refused = scene.call(Method::POST, &own(), Some(json!({ "url": url }))).await.with(422);
        assert_eq!(refused["parameter"], "url", "{url}");
    }
}

/// A name may resolve to another address at the call than at the check.
#[tokio::test]
async fn name_that_leads_home_is_not_called() {
    let scene = public(Scene::new().await);
    let body = json!({ "url": "https://hooks.localhost/" });
    let created = scene.call(Method::POST, &own(), Some(body)).await.with(201);
    scene.delete_lead(1).await;
    assert_eq!(scene.deliver().await, 1);
    let path = format!("{}/{}/deliveries", own(), created["id"].as_str().unwrap());
    let page = scene.get(&path).await;
    let error = page["items"][0]["last_error"].as_str().unwrap();
    assert_eq!(error, "The address may not be called: https and public addresses only.");
}
