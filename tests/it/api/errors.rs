//! Bad input and failures: always a problem, never more than the caller may know.

use poem::http::{Method, StatusCode, header};

use super::{Answer, OWN, Scene, portal_path};

#[tokio::test]
async fn parameters_that_can_not_be_read_are_refused() {
    let scene = Scene::new().await;
    let key = scene.master_key().await;
    let long = format!("q={}", "x".repeat(101));
    for query in [
        "limit=0",
        "limit=501",
        "limit=abc",
        "limit=-1",
        "limit=1.5",
        "limit=99999999999999999999",
        "from=yesterday",
        "from=2026-03-17",
        "from=2026-13-01T00:00:00Z",
        "from=2026-11-20T12:03:00+02:00",
        "to=0",
        "to=99999-01-01T00:00:00Z",
        "source=x",
        "source=LIVE",
        "event=%00",
        "entity=a%00b",
        "entity_id=%00",
        "user_id=%00",
        "q=%00",
        long.as_str(),
    ] {
        for list in [portal_path(OWN, "/deletions"), "/api/v1/deletions".to_owned()] {
            let answer = scene.get(&format!("{list}?{query}"), &key).await;
            answer.is_problem(400, "invalid_parameter");
            let (name, _) = query.split_once('=').unwrap();
            assert!(answer.json()["detail"].as_str().unwrap().contains(&format!("`{name}`")), "{answer:?}");
            assert_eq!(answer.json()["parameter"], name);
        }
    }
    for query in ["status=x", "limit=0", "limit=501", "q=%00", long.as_str()] {
        scene.get(&format!("/api/v1/portals?{query}"), &key).await.is_problem(400, "invalid_parameter");
    }
    let answer = scene.get("/api/v1/deletions?limit=0", &key).await;
    assert_eq!(answer.json()["detail"], "`limit` is a whole number from 1 to 500.", "in words of ours");
    let answer = scene.get("/api/v1/deletions?from=2026-11-20T12:03:00+02:00", &key).await;
    assert!(answer.body.contains("%2B"), "it says how a plus is written: {answer:?}");
    let answer = scene.get(&format!("/api/v1/deletions?{long}"), &key).await;
    assert!(answer.body.contains("100"), "it says how long it may be: {answer:?}");
}

#[tokio::test]
async fn odd_texts_are_looked_for_and_not_found() {
    let scene = Scene::new().await;
    scene.fill().await;
    let key = scene.master_key().await;
    let long = format!("entity_id={}", "x".repeat(7000));
    for query in [
        "q=%F0%9F%92%A5",
        "q='%20OR%20''='",
        "event=%25",
        "entity=%F4%8F%BF%BF",
        "q=%F4%8F%BF%BF",
        "user_id=-1",
        "from=9999-12-31T23:59:59Z",
        "to=0000-01-01T00:00:00Z",
        "from=0000-01-01T00:00:00Z&to=0000-01-01T00:00:00Z",
        long.as_str(),
    ] {
        for list in [portal_path(OWN, "/deletions"), "/api/v1/deletions".to_owned()] {
            assert_eq!(scene.get(&format!("{list}?{query}"), &key).await.ids(), Vec::<String>::new(), "{query}");
        }
    }
}

#[tokio::test]
async fn id_that_names_no_deletion_is_not_found() {
    let scene = Scene::new().await;
    scene.fill().await;
    let key = scene.own_key().await;
    for id in ["0", "7", "-1", "+1", "01", "abc", "1.0", "%00", "9223372036854775807", "99999999999999999999"] {
        let answer = scene.get(&portal_path(OWN, &format!("/deletions/{id}")), &key).await;
        answer.is_problem(404, "deletion_not_found");
    }
}

#[tokio::test]
async fn path_that_is_no_text_is_refused() {
    let scene = Scene::new().await;
    let key = scene.master_key().await;
    for path in [portal_path(OWN, "/deletions/%FF"), portal_path("%FF", ""), portal_path("%FF", "/deletions")] {
        scene.get(&path, &key).await.is_problem(400, "bad_request");
    }
}

#[tokio::test]
async fn what_the_framework_refuses_is_a_problem_too() {
    let scene = Scene::new().await;
    let key = scene.master_key().await;
    for path in ["/", "/api", "/api/v1", "/api/v1/", "/api/v2/portals", "/api/v1/nothing", "/api/docs/nothing"] {
        scene.get(path, &key).await.is_problem(404, "not_found");
    }
    let beyond = portal_path(OWN, "/deletions/1/2");
    scene.get(&beyond, &key).await.is_problem(404, "not_found");
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
        for path in ["/api/v1/portals", "/api/v1/deletions", &portal_path(OWN, "/deletions/1")] {
            let request =
                scene.client.request(method.clone(), path).header(header::AUTHORIZATION, format!("Bearer {key}"));
            let answer = Answer::of(request.send().await.0).await;
            answer.is_problem(405, "method_not_allowed");
        }
    }
}

#[tokio::test]
async fn database_that_is_away_is_said_so() {
    let scene = Scene::new().await;
    let key = scene.master_key().await;
    scene.house.store.close().await.unwrap();
    for path in ["/api/v1/portals".to_owned(), "/api/v1/deletions".to_owned(), portal_path(OWN, "/deletions")] {
        let answer = scene.get(&path, &key).await;
        answer.is_problem(503, "database_unavailable");
        assert_eq!(answer.header(header::RETRY_AFTER), "5");
        for inside in ["sqlx", "pool", "Pool", "SELECT"] {
            assert!(!answer.body.contains(inside), "{answer:?}");
        }
    }
}

#[tokio::test]
async fn bad_key_is_refused_before_bad_parameters() {
    let scene = Scene::new().await;
    let answer = scene.get("/api/v1/deletions?limit=abc", "wrong").await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{answer:?}");
}

/// All operations, with their paths filled in.
fn operations() -> [(Method, String); 15] {
    let own = |rest: &str| portal_path(OWN, rest);
    [
        (Method::GET, "/api/v1/portals".to_owned()),
        (Method::GET, own("")),
        (Method::GET, own("/health")),
        (Method::GET, own("/gaps")),
        (Method::POST, own("/check")),
        (Method::POST, own("/probe")),
        (Method::POST, own("/recover")),
        (Method::GET, own("/deletions")),
        (Method::GET, own("/deletions/1")),
        (Method::GET, own("/deletions/export")),
        (Method::GET, own("/deletions/stream")),
        (Method::GET, own("/deletions/stats")),
        (Method::GET, "/api/v1/deletions".to_owned()),
        (Method::GET, "/api/v1/deletions/export".to_owned()),
        (Method::GET, "/api/v1/catalogue".to_owned()),
    ]
}

#[tokio::test]
async fn parameter_that_an_operation_does_not_have_is_refused_and_named() {
    let scene = Scene::new().await;
    let key = scene.key_with(domain::api_key::Reach::AllPortals, &domain::api_key::Scope::ALL, None).await;
    let beside = ["/api/openapi.json", "/api/docs", "/api/docs/start.js"].map(|path| (Method::GET, path.to_owned()));
    for (method, path) in operations().into_iter().chain(beside) {
        for (query, code, name) in [
            ("entty=crm.lead", "unknown_parameter", "entty"),
            ("_=1763640000", "unknown_parameter", "_"),
            ("%65ntty", "unknown_parameter", "entty"),
            ("a%FF=1", "invalid_parameter", "a\u{fffd}"),
        ] {
            let request = scene.client.request(method.clone(), format!("{path}?{query}"));
            let answer = request.header(header::AUTHORIZATION, format!("Bearer {key}")).send().await;
            let answer = Answer::of(answer.0).await;
            answer.is_problem(400, code);
            assert_eq!(answer.json()["parameter"], name, "{method} {path}?{query}");
        }
    }
}

#[tokio::test]
async fn parameters_that_do_not_fit_each_other_are_refused() {
    let scene = Scene::new().await;
    scene.fill().await;
    let key = scene.master_key().await;
    let times = "from=2026-11-20T12:04:00Z&to=2026-11-20T12:02:00Z";
    for (query, name) in [
        (times, "to"),
        ("q=%FF%FE", "q"),
        ("q=a&q=b", "q"),
        ("from=2026-11-20T12:04:00Z&from=2026-11-20T12:04:00Z", "from"),
    ] {
        for list in ["", "/export", "/stream", "/stats"] {
            for path in
                [portal_path(OWN, &format!("/deletions{list}?{query}")), format!("/api/v1/deletions{list}?{query}")]
            {
                let answer = scene.get(&path, &key).await;
                answer.is_problem(400, "invalid_parameter");
                assert_eq!(answer.json()["parameter"], name, "{path}");
            }
        }
    }
    let many = (0..101).map(|number| format!("user_id={number}")).collect::<Vec<_>>().join("&");
    let answer = scene.get(&format!("/api/v1/deletions?{many}"), &key).await;
    answer.is_problem(400, "invalid_parameter");
    assert_eq!(answer.json()["parameter"], "user_id");
    let same = "from=2026-11-20T12:04:00Z&to=2026-11-20T12:04:00Z";
    assert!(scene.get(&format!("/api/v1/deletions?{same}"), &key).await.ids().is_empty(), "nothing is between");
}
