//! Methods that an address accepts, with or without a key.

use poem::http::{Method, StatusCode, header};

use super::{Answer, OWN, Scene, portal_path};

async fn ask(scene: &Scene, method: Method, path: &str) -> Answer {
    Answer::of(scene.client.request(method, path).send().await.0).await
}

#[tokio::test]
async fn options_and_refused_methods_name_what_an_address_takes() {
    let scene = Scene::new().await;
    for (path, allow) in [
        (portal_path(OWN, "/deletions"), "GET, HEAD, OPTIONS"),
        (portal_path(OWN, "/check"), "POST, OPTIONS"),
        (portal_path(OWN, "/webhooks"), "GET, POST, HEAD, OPTIONS"),
        (portal_path(OWN, "/webhooks/7"), "DELETE, GET, PATCH, HEAD, OPTIONS"),
        ("/api/v1/deletions/export".to_owned(), "GET, HEAD, OPTIONS"),
        ("/api/openapi.json".to_owned(), "GET, HEAD, OPTIONS"),
        ("/api/docs".to_owned(), "GET, HEAD, OPTIONS"),
        ("/api/docs/".to_owned(), "GET, HEAD, OPTIONS"),
    ] {
        let options = ask(&scene, Method::OPTIONS, &path).await;
        assert_eq!((options.status, options.header(header::ALLOW)), (StatusCode::NO_CONTENT, allow), "{path}");
        let refused = ask(&scene, Method::PUT, &path).await;
        refused.is_problem(405, "method_not_allowed");
        assert_eq!(refused.header(header::ALLOW), allow, "{path}");
    }
    let nowhere = ask(&scene, Method::OPTIONS, "/api/v1/nothing").await;
    nowhere.is_problem(404, "not_found");
    let page = ask(&scene, Method::GET, "/api/docs/").await;
    assert!(page.status.is_success() && page.body.contains("\"/api/docs/start.js\""), "{page:?}");
}
