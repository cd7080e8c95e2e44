//! The rate limit of a key.

use poem::endpoint::EndpointExt;
use poem::http::{StatusCode, header};
use poem::test::TestClient;

use super::{Answer, Endpoints, Scene, get};

fn limits(answer: &Answer) -> [u32; 3] {
    let read = |name: &str| answer.header(name).parse().unwrap_or_else(|_| panic!("{name}: {answer:?}"));
    ["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"].map(read)
}

#[tokio::test]
async fn key_that_calls_too_often_is_told_when_to_come_again() {
    let scene = Scene::new().await;
    let (store, clock, stop) = (scene.house.store.clone(), scene.house.clock.clone(), scene.stop.subscribe());
    let (endpoints, keep_alive) = (Endpoints::Private, api::KEEP_ALIVE);
    let routes = api::routes(api::Api { store, clock, stop, endpoints, keep_alive, rate: 1 });
    let (client, key) = (TestClient::new(routes.boxed()), scene.own_key().await);

    assert_eq!(limits(&get(&client, "/api/v1/catalogue", &key).await), [4, 3, 1]);
    let unknown = get(&client, "/api/v1/nothing", &key).await;
    assert_eq!(unknown.header("RateLimit-Limit"), "", "what leads nowhere is not counted");
    // Each second allows another request, so a slow machine needs some more.
    let mut refused = get(&client, "/api/v1/catalogue", &key).await;
    while refused.status == StatusCode::OK {
        refused = get(&client, "/api/v1/catalogue", &key).await;
    }
    refused.is_problem(429, "too_many_requests");
    assert_eq!((limits(&refused), refused.header(header::RETRY_AFTER)), ([4, 0, 4], "1"));
    get(&client, "/api/v1/catalogue", &scene.own_key().await).await.ok();

    let free = scene.get("/api/v1/catalogue", &key).await;
    assert_eq!(
        (free.status, free.header("RateLimit-Limit")),
        (StatusCode::OK, ""),
        "without a rate nothing is limited"
    );
}
