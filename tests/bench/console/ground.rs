//! What there is to click on: portals, their deletions, a webhook.

use serde_json::json;
use tests::api::Client;
use tests::fleet;
use tests::service::{Launch, Service};

/// How many of the portals that are not the largest are looked at.
const OTHERS: usize = 200;
/// The scopes of the key that makes a webhook.
const SCOPE: &str = "webhooks:manage";

#[derive(Debug)]
pub(super) struct Ground {
    /// The portal with the most deletions.
    pub(super) largest: String,
    /// How many it has.
    pub(super) deletions: u64,
    pub(super) others: Vec<String>,
    /// A webhook of another portal; it gets nothing, as nobody deletes its kind.
    pub(super) webhook: String,
    hooks: Client,
}

impl Ground {
    pub(super) async fn survey(launch: &Launch, service: &Service, portals: usize) -> Self {
        let mut members = fleet::senders(portals).into_iter().map(|sender| sender.member_id);
        let largest = members.next().expect("a portal");
        let others: Vec<String> = members.step_by((portals / OTHERS).max(1)).collect();
        let client = Client::new(launch, service);
        let deletions = client.get(&format!("/api/v1/portals/{largest}")).await["deletions"].as_u64();
        let made = launch.run(&["api-key", "create", "--name", "hooks", "--all-portals", "--scope", SCOPE]);
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let hooks = client.with_key(String::from_utf8(made.stdout).expect("text").trim());
        let wanted = json!({ "url": "https://hooks.example/", "entities": ["booking.booking"] });
        let (status, webhook) = hooks.post_json(&of_portal(&others[0]), &wanted).await;
        assert_eq!(status, 201, "{webhook}");
        let webhook = webhook["id"].as_str().expect("an id").to_owned();
        Self { largest, deletions: deletions.expect("a count"), others, webhook, hooks }
    }

    /// Deletes what was made for the visit.
    pub(super) async fn clear(&self) {
        self.hooks.delete(&format!("{}/{}", of_portal(&self.others[0]), self.webhook)).await;
    }
}

fn of_portal(member_id: &str) -> String {
    format!("/api/v1/portals/{member_id}/webhooks")
}
