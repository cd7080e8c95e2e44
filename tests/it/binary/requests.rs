//! Each request to the binary leaves a log line and is counted.

use std::time::Duration;

use reqwest::StatusCode;
use serde_json::Value;
use tests::api::Client;
use tests::eventually;
use tests::metrics::Metrics;
use tests::service::{Ending, Launch};
use tests::town::Town;

use super::folder;

/// The log lines for this route, once there are this many.
async fn lines(launch: &Launch, route: &str, count: usize) -> Vec<Value> {
    eventually(&format!("{count} lines of {route}"), Duration::from_secs(10), async || {
        let log = launch.stderr();
        let lines = log.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let lines: Vec<_> = lines.filter(|line| line["fields"]["route"] == route).collect();
        (lines.len() >= count).then_some(lines)
    })
    .await
}

#[tokio::test]
async fn each_request_is_a_line_and_is_counted_by_its_route() {
    let folder = folder();
    let town = Town::start(1).await;
    let launch = Launch::in_folder(folder.path()).with_simulator(&town.sim);
    let launch = launch.set("TOMBSTONE_LOG", "info").set("TOMBSTONE_LOG_FORMAT", "json");
    let service = launch.start().await;
    town.install(&service).await;
    let portal = town.portals[0].member_id();
    let client = Client::new(&launch, &service);
    town.bound(&client).await; // by then it has called the portal

    client.get(&format!("/api/v1/portals/{portal}/deletions?q=hush")).await;
    let event =
        format!("event=ONCRMLEADDELETE&data[FIELDS][ID]=7&auth[member_id]={portal}&auth[application_token]=hush");
    let to = service.url().join("/bitrix24/events").unwrap();
    let posted =
        reqwest::Client::new().post(to).header("content-type", "application/x-www-form-urlencoded").body(event);
    assert_eq!(posted.send().await.unwrap().status(), StatusCode::FORBIDDEN);
    assert_eq!(client.ask("/api/v1/portals/nobody/health").await.0, StatusCode::NOT_FOUND);
    let answer = reqwest::get(service.url().join("/admin/login").unwrap()).await.unwrap();
    assert_eq!(client.text("/nowhere/at/all").await.0, StatusCode::NOT_FOUND);
    assert_eq!(client.post("/bitrix24/app").await, StatusCode::BAD_REQUEST);
    assert_eq!(client.text("/").await.0, StatusCode::SEE_OTHER);

    let line = lines(&launch, "/api/v1/portals/:member_id/deletions", 1).await.remove(0);
    assert_eq!(
        [&line["fields"]["method"], &line["fields"]["status"], &line["fields"]["role"], &line["span"]["member_id"]],
        [&Value::from("GET"), &200.into(), &"api".into(), &portal.as_str().into()]
    );
    assert!(line["fields"]["micros"].as_u64().is_some_and(|micros| micros > 0), "{line}");
    let line = lines(&launch, "/admin/login", 1).await.remove(0);
    assert_eq!(line["span"]["request_id"], answer.headers()["x-request-id"].to_str().unwrap());
    assert_eq!(lines(&launch, "other", 1).await[0]["fields"]["status"], 404);
    let log = launch.stderr();
    let needless = |line: &&str| {
        line.contains("INFO") && ["\"poem", "\"sqlx", "\"sea_orm"].iter().any(|target| line.contains(target))
    };
    assert_eq!(log.lines().find(needless), None, "neither connections nor steps of the schema nor notices");
    assert!(!log.contains("hush") && !log.contains("nowhere") && !log.contains("\"/health/"), "{log}");

    let page = client.text("/metrics").await.1;
    assert!(!page.contains("nowhere") && !page.contains(&portal), "{page}");
    let metrics = Metrics::new(page.clone());
    let requests = "tombstone_requests_total";
    for (role, route) in [("install", "/bitrix24/install"), ("install", "/bitrix24/app"), ("admin", "/")] {
        let counted = format!("{requests}{{role=\"{role}\",route=\"{route}\",");
        assert!(page.contains(&counted), "{counted} in {page}");
    }
    assert!((metrics.labelled(requests, "route", "other") - 1.0).abs() < f64::EPSILON, "{page}");
    let refused = r#"role="api",route="/api/v1/portals/:member_id/health",method="GET",status="404"} 1"#;
    assert!(page.contains(refused), "{page}");
    assert!(metrics.labelled(requests, "role", "events") >= 1.0, "{page}");
    assert!(metrics.labelled("tombstone_portal_calls_total", "outcome", "answered") >= 1.0, "{page}");
    assert!(page.contains("tombstone_pool_connections{state=\"used\"}"), "{page}");
    assert!(page.contains("tombstone_pool_connections{state=\"idle\"}"), "{page}");
    assert!(metrics.sum("tombstone_pool_connections") >= 1.0, "{page}");
    assert!(metrics.labelled("tombstone_request_seconds_count", "route", "/admin/login") >= 1.0, "{page}");

    assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));
    let log = launch.stderr();
    let written: Vec<Value> = log.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    assert!(written.iter().all(|line| line["fields"]["route"] != "/bitrix24/events"), "{log}");
    let minute = written.iter().find(|line| line["target"] == "events::minute").expect("one line for all of them");
    assert_eq!(minute["fields"]["refused"], 1, "{minute}");
    assert!(minute["fields"]["slowest_micros"].as_u64().is_some_and(|micros| micros > 0), "{minute}");
}

#[tokio::test]
async fn addresses_of_portals_are_found_however_their_slashes_are_written() {
    let folder = folder();
    let town = Town::start(1).await;
    let launch = Launch::in_folder(folder.path()).with_simulator(&town.sim);
    let launch = launch.set("TOMBSTONE_LOG", "warn,web::requests=debug").set("TOMBSTONE_LOG_FORMAT", "json");
    let service = launch.start().await;
    town.install(&service).await;
    let portal = &town.portals[0];
    let (member_id, token) = (portal.member_id(), portal.application_token());
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let at = |path: &str| format!("http://{}{path}", service.address());
    let events = ["/bitrix24/events/", "//bitrix24/events", "/bitrix24//events//", "/bitrix24/events?x=//"];
    for (id, path) in events.iter().enumerate() {
        let event = format!(
            "event=ONCRMLEADDELETE&ts=1773760577&data[FIELDS][ID]={id}&auth[member_id]={member_id}\
            &auth[application_token]={token}"
        );
        let post = client.post(at(path)).header("content-type", "application/x-www-form-urlencoded").body(event);
        let answer = post.send().await.unwrap();
        let (status, body) = (answer.status(), answer.text().await.unwrap());
        let kept = ["stored", "spooled"].iter().any(|result| body.contains(result));
        assert_eq!((status, kept), (StatusCode::OK, true), "{path}: {body}");
    }
    let event = lines(&launch, "/bitrix24/events", events.len()).await.remove(0);
    assert_eq!(event["span"]["member_id"], member_id.as_str(), "an event names its portal in its body");
    for (path, text) in [
        ("/bitrix24/events/", "The event handler"),
        ("//bitrix24/install", "The installer"),
        ("/bitrix24/app/", "The app’s page"),
    ] {
        let answer = client.get(at(path)).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        assert!(answer.text().await.unwrap().contains(text), "{path}");
    }
    assert_eq!(client.post(at("/bitrix24/install/")).send().await.unwrap().status(), StatusCode::BAD_REQUEST);
    assert_eq!(
        client.post(at("/bitrix24//events/nonce/")).send().await.unwrap().status(),
        StatusCode::UNSUPPORTED_MEDIA_TYPE
    );
    assert_eq!(client.get(at("/oauth/start/?domain=a/b")).send().await.unwrap().status(), StatusCode::BAD_REQUEST);
    let refused = client.put(at("/bitrix24/app/")).send().await.unwrap();
    assert_eq!(refused.headers()["allow"], "GET, HEAD, POST");
    assert_eq!(client.get(at("/health/live/x")).send().await.unwrap().status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn request_is_counted_and_nothing_more_where_its_line_is_not_wanted() {
    let folder = folder();
    let launch = Launch::in_folder(folder.path());
    let service = launch.start().await;
    let answer = reqwest::get(service.url().join("/admin/login").unwrap()).await.unwrap();
    assert!(answer.headers().get("x-request-id").is_none());
    let page = Client::new(&launch, &service).text("/metrics").await.1;
    let counted = Metrics::new(page.clone()).labelled("tombstone_requests_total", "route", "/admin/login");
    assert!((counted - 1.0).abs() < f64::EPSILON, "{page}");
    assert!(!launch.stderr().contains("answered"));
}
