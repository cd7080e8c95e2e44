//! The built binary: one portal uninstalls with data removal, and an operator purges another.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::Value;
use sim::{Kind, PortalSpec};
use tempfile::TempDir;
use tests::api::Client;
use tests::eventually;
use tests::load::Connection;
use tests::post::{FIRST_ID, Post};
use tests::service::{Ending, Launch, Service};
use tests::town::Town;
use tests::traces::files_with;

use super::{GONE, STAYS};

const SOON: Duration = Duration::from_mins(1);
/// Deletions per portal once the app is installed; one more arrives before.
const EACH: usize = 20;
const ALL: usize = EACH + 1;

/// The files in the data folders that contain `word`.
fn places(launches: &[&Launch], word: &str) -> BTreeSet<String> {
    launches.iter().flat_map(|launch| files_with(&launch.data(), word)).collect()
}

fn shown(launch: &Launch, member_id: &str) -> Value {
    let shown = launch.run(&["portal", "show", member_id, "--json"]);
    assert!(shown.status.success(), "{}", String::from_utf8_lossy(&shown.stderr));
    serde_json::from_slice(&shown.stdout).unwrap()
}

async fn start(launches: &[&Launch]) -> Vec<Service> {
    let mut services = Vec::new();
    for launch in launches {
        services.push(launch.start().await);
    }
    services
}

#[tokio::test(flavor = "multi_thread")]
async fn removed_portals_are_in_no_file_before_and_after_a_kill() {
    let folders = [TempDir::new().unwrap(), TempDir::new().unwrap()];
    let mut town = Town::start(0).await;
    for name in [GONE, "purged", STAYS] {
        town.portals.push(town.sim.add_portal(PortalSpec::new(name)));
    }
    let launch = Launch::in_folder(folders[0].path()).with_simulator(&town.sim);
    let neighbour = launch.database().map(|_| launch.neighbour(folders[1].path()));
    let neighbour = neighbour.map(|it| it.with_argument("--roles").with_argument("events"));
    let launches: Vec<&Launch> = std::iter::once(&launch).chain(&neighbour).collect();
    let services = start(&launches).await;
    // The last process parks this event until the install; its log then takes the event.
    for portal in &town.portals {
        portal.install_silently();
        let mut connection = Connection::open(services[services.len() - 1].address()).await.unwrap();
        assert_eq!(connection.send(&Post::kinds_of(portal)[0], FIRST_ID).await.unwrap(), 202);
    }
    town.install(&services[0]).await;
    let client = Client::new(&launch, &services[0]);
    town.bound(&client).await;
    for portal in &town.portals {
        let sent = portal.delete_many(Kind::Lead, EACH).await;
        assert!(sent.iter().all(sim::Delivery::is_success), "{sent:?}");
    }
    let all = async || (client.count().await == 3 * ALL as u64).then_some(());
    eventually("all deletions", SOON, all).await;
    let [gone, purged, stays] = [0, 1, 2].map(|number| town.portals[number].member_id());
    assert!(!places(&launches, &format!("{GONE}.")).is_empty(), "it is found at all");

    town.portals[0].uninstall(true).await;
    town.portals[1].uninstall(false).await;
    let removed = async || (shown(&launch, &gone)["purges"][0]["finished_at"].is_string()).then_some(());
    eventually("the removal to be confirmed and done", SOON, removed).await;
    let kept = async || (shown(&launch, &purged)["token"]["state"] == "none").then_some(());
    eventually("the other removal to be confirmed", SOON, kept).await;
    let done = launch.run(&["portal", "purge", &purged, "--yes"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));

    let nowhere = async || {
        let places = [GONE, "purged"].map(|name| places(&launches, &format!("{name}.")));
        places.iter().all(BTreeSet::is_empty).then_some(())
    };
    eventually("all processes to forget them", SOON, nowhere).await;
    for service in services {
        service.end(Ending::Kill).await;
    }
    let services = start(&launches).await;
    eventually("nothing to come back", SOON, nowhere).await;
    let client = client.at(&services[0]);
    assert_eq!(client.all(&format!("/api/v1/portals/{stays}/deletions?limit=500")).await.len(), ALL);
    assert!(launch.run(&["portal", "verify", &stays]).status.success());
    for (member_id, reason) in [(&gone, "removal"), (&purged, "operator")] {
        let shown = &shown(&launch, member_id);
        let purge = &shown["purges"][0];
        assert_eq!((&purge["reason"], &purge["deletions"]), (&reason.into(), &ALL.into()), "{shown}");
        assert_eq!((&shown["domain"], &shown["deletions"]), (&"".into(), &0.into()), "{shown}");
        let text = launch.run(&["portal", "show", member_id]).stdout;
        assert!(String::from_utf8(text).unwrap().contains("Data removed"));
    }
}
