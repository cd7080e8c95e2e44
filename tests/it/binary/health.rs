//! Portals' health on the command line and in the metrics.

use std::time::Duration;

use tests::api::Client;
use tests::eventually;
use tests::service::Launch;
use tests::town::Town;

use super::{folder, json, result, text};

#[tokio::test]
async fn command_line_tells_of_health_what_the_api_tells() {
    let folder = folder();
    let town = Town::start(1).await;
    let launch = Launch::in_folder(folder.path()).with_simulator(&town.sim);
    let service = launch.start().await;
    town.install(&service).await;
    let client = Client::new(&launch, &service);
    let portal = town.portals[0].member_id();
    eventually("the events to be bound", Duration::from_mins(1), async || {
        let told = client.get(&format!("/api/v1/portals/{portal}/health")).await;
        (!told["subscriptions"].is_null()).then_some(())
    })
    .await;

    let shown = json(&launch.run(&["portal", "show", &portal, "--json"]));
    let told = client.get(&format!("/api/v1/portals/{portal}/health")).await;
    let fields = |object: &serde_json::Value| object.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(fields(&shown), fields(&told));
    for field in ["member_id", "domain", "status", "subscriptions", "installed_at", "alarms", "days"] {
        assert_eq!(shown[field], told[field], "{field}");
    }
    let report = result(&launch.run(&["portal", "show", &portal]));
    for group in ["Installation", "Plan and payment", "Tokens", "Subscriptions", "Deliveries"] {
        assert!(report.lines().any(|line| line == group), "{report}");
    }
    assert!(report.contains("Nothing gives cause for alarm") && !report.contains("null"), "{report}");
    assert!(result(&launch.run(&["portal", "list"])).contains("ALARMS"));
    assert_eq!(json(&launch.run(&["portal", "list", "--json"]))[0]["alarms"], serde_json::json!([]));

    let findings: serde_json::Value = serde_json::from_str(&text(&launch.run(&["doctor", "--json"]).stdout)).unwrap();
    let of_portals = findings.as_array().unwrap().iter().find(|finding| finding["what"] == "portals").unwrap();
    assert_eq!((&of_portals["well"], &of_portals["advice"]), (&true.into(), &"nothing gives cause for alarm".into()));

    let metrics = eventually("the portal to be counted", Duration::from_mins(1), async || {
        let (_, metrics) = client.text("/metrics").await;
        metrics.contains("tombstone_portals{status=\"active\"} 1").then_some(metrics)
    });
    assert!(metrics.await.contains("tombstone_alarms{kind=\"silent\"} 0"));
}
