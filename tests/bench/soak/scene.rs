//! The service, the simulator and its portals, as a soak has them.

use std::collections::HashMap;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use domain::Clock;
use futures_util::{StreamExt, stream};
use sim::{App, Edition, Options, Portal, PortalSpec, Simulator, Size};
use tests::api::Client;
use tests::eventually;
use tests::service::{CLIENT_ID, CLIENT_SECRET, Launch, Service};
use tokio::sync::Mutex;
use url::Url;

use super::causes::{Cause, Causes};
use super::clock::SharedClock;
use super::ledger::Ledger;

/// For how many days deletions are kept.
pub(crate) const KEPT_DAYS: i64 = 2;
/// How many portals install at a time.
const AT_ONCE: usize = 8;
/// How long all installs may take.
const PATIENCE: Duration = Duration::from_mins(10);

/// What everything in a soak shares.
pub(crate) struct Scene {
    pub(crate) clock: SharedClock,
    pub(crate) sim: Simulator,
    pub(crate) portals: Vec<Portal>,
    pub(crate) launch: Launch,
    pub(crate) address: SocketAddr,
    /// None while it is away on purpose.
    pub(crate) service: Mutex<Option<Service>>,
    pub(crate) client: Client,
    pub(crate) ledger: Ledger,
    pub(crate) causes: Causes,
    /// How many descriptors the service had open before any portal came.
    pub(crate) descriptors_at_rest: usize,
}

impl Scene {
    /// Starts all, and lets `portals` portals install the app, half of them each way.
    pub(crate) async fn start(folder: &Path, binary: Option<PathBuf>, portals: usize) -> Arc<Self> {
        let clock = SharedClock::start(folder);
        let sim = simulator(clock.clock()).await;
        // Restarts keep the address that portals have bound.
        let address = free_address();
        let mut launch = Launch::embedded(folder).with_simulator(&sim);
        if let Some(binary) = binary {
            launch = launch.with_binary(&binary);
        }
        let launch = clock
            .shown_to(launch)
            .set("TOMBSTONE_LISTEN", &address.to_string())
            .set("TOMBSTONE_RETENTION_DAYS", &KEPT_DAYS.to_string())
            .set("TOMBSTONE_LOG_FORMAT", "json");
        let service = launch.start().await;
        let descriptors_at_rest = service.descriptors();
        sim.set_app(App::at(service.url(), CLIENT_ID, CLIENT_SECRET));
        let portals: Vec<_> = (0..portals).map(|number| sim.add_portal(spec(number))).collect();
        let client = Client::new(&launch, &service);
        let scene = Self {
            clock,
            sim,
            portals,
            launch,
            address,
            service: Mutex::new(Some(service)),
            client,
            ledger: Ledger::default(),
            causes: Causes::default(),
            descriptors_at_rest,
        };
        scene.causes.note(Cause::Started, None);
        scene.install().await;
        Arc::new(scene)
    }

    async fn install(&self) {
        let installs = self.portals.iter().enumerate().map(async |(number, portal)| {
            self.causes.note(Cause::Installed, Some(portal.member_id()));
            let answered =
                if number % 2 == 0 { portal.install_by_callback().await } else { portal.install_by_frame().await };
            assert!(answered.installed, "{} could not install: {}", portal.name(), answered.body);
        });
        stream::iter(installs).buffer_unordered(AT_ONCE).collect::<()>().await;
        let bound = async || self.portals.iter().all(|portal| !portal.subscriptions().is_empty()).then_some(());
        eventually("all portals to be bound", PATIENCE, bound).await;
    }

    /// The portals' numbers by `member_id`.
    pub(crate) fn numbers(&self) -> HashMap<String, usize> {
        self.portals.iter().enumerate().map(|(number, portal)| (portal.member_id(), number)).collect()
    }

    /// Starts the service again.
    pub(crate) async fn start_service(&self, service: &mut Option<Service>) {
        self.causes.note(Cause::Started, None);
        *service = Some(self.launch.start().await);
    }
}

async fn simulator(clock: Clock) -> Simulator {
    let nowhere = Url::parse("http://127.0.0.1:9/").expect("a URL");
    let app = App::at(&nowhere, CLIENT_ID, CLIENT_SECRET);
    let options = Options { listen: "127.0.0.1:0".parse().expect("an address"), clock, seed: 18, app };
    Simulator::start(options).await.expect("the simulator starts")
}

fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port")
}

/// Portals of all sorts: every third keeps no confirmed queue, every fifth runs on its owner's server.
fn spec(number: usize) -> PortalSpec {
    PortalSpec {
        language: ["en", "de", "br", "pl"][number % 4].to_owned(),
        size: [Size::Small, Size::Small, Size::Medium][number % 3],
        edition: if number.is_multiple_of(5) { Edition::SelfHosted } else { Edition::Cloud },
        offline_extended: !number.is_multiple_of(3),
        newer_frame_keys: !number.is_multiple_of(7),
        ..PortalSpec::new(format!("soak-{number}"))
    }
}
