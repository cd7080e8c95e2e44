//! Portals' health on the command line and in the metrics.

use std::time::Duration;

use reqwest::StatusCode;
use tests::api::Client;
use tests::eventually;
use tests::service::{Ending, Launch};
use tests::town::Town;

use super::{folder, json, refusal, result, text};

#[tokio::test]
async fn command_line_shows_the_health_that_the_api_answers() {
    let folder = folder();
    let town = Town::start(1).await;
    let launch = Launch::in_folder(folder.path()).with_simulator(&town.sim);
    let service = launch.start().await;
    town.install(&service).await;
    let client = Client::new(&launch, &service);
    let portal = town.portals[0].member_id();
    eventually("the events to be bound", Duration::from_mins(1), async || {
        let answered = client.get(&format!("/api/v1/portals/{portal}/health")).await;
        (!answered["subscriptions"].is_null()).then_some(())
    })
    .await;

    let shown = json(&launch.run(&["portal", "show", &portal, "--json"]));
    let answered = client.get(&format!("/api/v1/portals/{portal}/health")).await;
    let fields = |object: &serde_json::Value| object.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let answered_and_purges: Vec<_> = fields(&answered).into_iter().chain(["purges".to_owned()]).collect();
    assert_eq!(fields(&shown), answered_and_purges);
    for field in ["member_id", "domain", "status", "subscriptions", "installed_at", "alarms", "days"] {
        assert_eq!(shown[field], answered[field], "{field}");
    }
    let report = result(&launch.run(&["portal", "show", &portal]));
    for group in ["Installation", "Plan and payment", "Tokens", "Subscriptions", "Deliveries"] {
        assert!(report.lines().any(|line| line == group), "{report}");
    }
    assert!(report.contains("The portal has no alarms") && !report.contains("null"), "{report}");
    assert!(result(&launch.run(&["portal", "list"])).contains("ALARMS"));
    assert_eq!(json(&launch.run(&["portal", "list", "--json"]))[0]["alarms"], serde_json::json!([]));

    let findings: serde_json::Value = serde_json::from_str(&text(&launch.run(&["doctor", "--json"]).stdout)).unwrap();
    let of_portals = findings.as_array().unwrap().iter().find(|finding| finding["what"] == "portals").unwrap();
    assert_eq!((&of_portals["well"], &of_portals["advice"]), (&true.into(), &"nothing gives cause for alarm".into()));

    // The service counts portals at its start and every fifteen seconds, too long to wait for here.
    assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));
    let service = launch.start().await;
    let client = client.at(&service);
    let metrics = eventually("the portal to be counted", Duration::from_mins(1), async || {
        let (_, metrics) = client.text("/metrics").await;
        metrics.contains("tombstone_portals{status=\"active\"} 1").then_some(metrics)
    });
    assert!(metrics.await.contains("tombstone_alarms{kind=\"silent\"} 0"));
}

#[tokio::test]
async fn metrics_and_details_have_an_address_of_their_own_if_one_is_set() {
    let folder = folder();
    let launch = Launch::in_folder(folder.path()).set("TOMBSTONE_METRICS_LISTEN", "127.0.0.1:0");
    let service = launch.start().await;
    let client = Client::new(&launch, &service);
    let stdout = launch.stdout();
    let inside = stdout.lines().find_map(|line| line.strip_prefix("metrics and health on ")).expect("it is printed");
    assert_eq!(client.text("/metrics").await.0, StatusCode::NOT_FOUND);
    let (status, ready) = client.text("/health/ready").await;
    assert_eq!((status, ready.as_str()), (StatusCode::OK, r#"{"status":"ready","checks":[]}"#));

    let inside = client.clone().at_url(&inside.parse().unwrap());
    assert!(inside.text("/metrics").await.1.contains("tombstone_connections"));
    let (status, ready) = inside.text("/health/ready").await;
    assert!(status.is_success() && ready.contains("\"database\""), "{ready}");
    assert_eq!(inside.text("/admin/login").await.0, StatusCode::NOT_FOUND);
    assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));
    let taken = launch.set("TOMBSTONE_METRICS_LISTEN", "nowhere").run(&["serve"]);
    assert!(refusal(&taken, 2).contains("TOMBSTONE_METRICS_LISTEN"));
}
