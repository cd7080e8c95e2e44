//! A simulator with portals that install the app through the real flow.

use std::collections::HashMap;
use std::time::Duration;

use domain::Clock;
use serde_json::Value;
use sim::{App, Options, Portal, PortalSpec, Simulator};
use url::Url;

use crate::api::Client;
use crate::eventually;
use crate::service::{CLIENT_ID, CLIENT_SECRET, Service};

/// How long it may take until all events of all portals are bound.
const BINDING: Duration = Duration::from_mins(2);

/// A simulator and its portals.
#[derive(Debug)]
pub struct Town {
    /// The authorization server.
    pub sim: Simulator,
    /// The portals, `portal-0` and so on.
    pub portals: Vec<Portal>,
}

impl Town {
    /// Starts a simulator with so many portals, none of which knows the app.
    pub async fn start(portals: usize) -> Self {
        let nowhere = Url::parse("http://127.0.0.1:9/").expect("a URL");
        let listen = "127.0.0.1:0".parse().expect("an address");
        let app = App::at(&nowhere, CLIENT_ID, CLIENT_SECRET);
        let options = Options { listen, clock: Clock::system(), seed: 7, app };
        let sim = Simulator::start(options).await.expect("the simulator starts");
        let portals = (0..portals).map(|number| sim.add_portal(PortalSpec::new(format!("portal-{number}"))));
        let portals = portals.collect();
        Self { sim, portals }
    }

    /// Lets the app be at this service from now on.
    pub fn point_at(&self, service: &Service) {
        self.sim.set_app(App::at(service.url(), CLIENT_ID, CLIENT_SECRET));
    }

    /// Lets all portals install the app by its installation callback.
    pub async fn install(&self, service: &Service) {
        self.point_at(service);
        for portal in &self.portals {
            let answered = portal.install_by_callback().await;
            assert_eq!(answered.status, Some(200), "{} could not install: {}", portal.name(), answered.body);
        }
    }

    /// Waits until the service has bound the events of all portals.
    pub async fn bound(&self, client: &Client) {
        let is_bound = |portal: &Value| portal["status"] == "active" && !portal["subscriptions"].is_null();
        let all = async || client.portals().await.iter().all(is_bound).then_some(());
        eventually("all portals to be active and bound", BINDING, all).await;
    }

    /// How often each id is among the deletions of the portals.
    pub async fn times(&self, client: &Client) -> HashMap<u64, usize> {
        let mut times = HashMap::new();
        for portal in &self.portals {
            for kept in client.deletions(&portal.member_id()).await {
                *times.entry(kept.id).or_default() += 1;
            }
        }
        times
    }
}
