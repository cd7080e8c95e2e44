//! Starts and stops the simulator, and adds portals to it.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use domain::Clock;
use poem::endpoint::make;
use poem::{Request, Server};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use url::Url;

use crate::portal::Portal;
use crate::portal::app::App;
use crate::portal::spec::PortalSpec;
use crate::portal::switches::ServerSwitches;
use crate::server;
use crate::server::addresses::{Addresses, Advertised};
use crate::server::connection::CuttingAcceptor;
use crate::server::faults::{Fault, FaultRule};
use crate::world::World;

/// Options of a simulator.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where to listen; port 0 takes any free port.
    pub listen: SocketAddr,
    /// The time of the simulated world.
    pub clock: Clock,
    /// The seed of all tokens, users and deletions.
    pub seed: u64,
    /// The app that portals install.
    pub app: App,
}

/// A running simulator. Dropping it stops it.
#[derive(Debug)]
pub struct Simulator {
    world: Arc<World>,
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<()>,
}

impl Simulator {
    /// Starts a simulator whose addresses are those of its own listener.
    pub async fn start(options: Options) -> io::Result<Self> {
        Self::start_behind(Advertised::default(), options).await
    }

    /// Starts a simulator behind a proxy, whose addresses it uses in all answers and events.
    pub async fn start_behind(proxy: Advertised, options: Options) -> io::Result<Self> {
        let client = crate::events::delivery::queue_client().map_err(io::Error::other)?;
        let listener = TcpListener::bind(options.listen).await?;
        let address = listener.local_addr()?;
        let world =
            Arc::new(World::new(options.clock, options.seed, options.app, Addresses::new(address, proxy), client));
        let acceptor = CuttingAcceptor::new(listener, world.connections.clone())?;
        let (stop, stopped) = oneshot::channel::<()>();
        let shared = Arc::clone(&world);
        let endpoint = make(move |request: Request| {
            let world = Arc::clone(&shared);
            async move { Ok::<_, poem::Error>(server::handle(world, request).await) }
        });
        let task = tokio::spawn(async move {
            let signal = async {
                // A dropped sender stops the server as well.
                let _ = stopped.await;
            };
            let running = Server::new_with_acceptor(acceptor);
            if let Err(error) =
                running.run_with_graceful_shutdown(endpoint, signal, Some(Duration::from_millis(200))).await
            {
                tracing::error!(%error, "simulator stopped");
            }
        });
        Ok(Self { world, address, stop: Some(stop), task })
    }

    /// The authorization server's address.
    pub fn url(&self) -> Url {
        self.world.addresses.server().clone()
    }

    /// The URL of the portal with this name, without a final slash.
    pub fn portal_url(&self, name: &str) -> String {
        self.world.portal_url(name)
    }

    /// The listener's address.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Adds a portal without the app, or returns the portal that already has this name.
    pub fn add_portal(&self, spec: PortalSpec) -> Portal {
        Portal::add(&self.world, spec)
    }

    /// The portal with this name.
    pub fn portal(&self, name: &str) -> Option<Portal> {
        self.world.state().find(name).map(|index| Portal::new(&self.world, index))
    }

    /// All portals, in order of addition.
    pub fn portals(&self) -> Vec<Portal> {
        let count = self.world.state().portals.len();
        (0..count).map(|index| Portal::new(&self.world, index)).collect()
    }

    /// Replaces the app, as when its addresses are known only after the simulator has started.
    pub fn set_app(&self, app: App) {
        self.world.set_app(app);
    }

    /// How often `oauth/token` or `app.info` of the default authorization server was called; for another server,
    /// `NAME:oauth/token` or `NAME:app.info`.
    pub fn calls(&self, method: &str) -> u64 {
        self.world.state().server_calls.get(method).copied().unwrap_or(0)
    }

    /// Adds a fault for the authorization server on `oauth/token`, `app.info` or `*`; for one with a name, on
    /// `NAME:oauth/token` or `NAME:app.info`.
    pub fn fault(&self, on: &str, fault: Fault, times: Option<u32>) {
        self.add_fault(FaultRule { on: on.to_owned(), fault, times, after: 0 });
    }

    /// Adds a fault for the authorization server.
    pub fn add_fault(&self, rule: FaultRule) {
        self.world.state().server_faults.add(rule);
    }

    /// Clears all faults of the authorization server.
    pub fn clear_faults(&self) {
        self.world.state().server_faults.clear();
    }

    /// Changes the authorization server's switches.
    pub fn switch(&self, change: impl FnOnce(&mut ServerSwitches)) {
        change(&mut self.world.state().server);
    }

    /// A client that reaches portals by name and follows no redirects.
    pub fn client(&self) -> reqwest::Client {
        crate::server::client::builder().build().expect("the same settings built the queue's client")
    }

    /// Waits until every background delivery is done.
    pub async fn settled(&self) {
        // The sender lives as long as the world, so this can't fail.
        let _ = self.world.pending.subscribe().wait_for(|pending| *pending == 0).await;
    }

    /// Stops listening and closes all connections.
    pub async fn stop(mut self) {
        self.stop.take();
        // A panic in the task has been reported already.
        let _ = (&mut self.task).await;
    }

    /// The address of the authorization server with this name.
    pub fn authority(&self, name: &str) -> Url {
        Url::parse(&self.world().authority_url(Some(name))).expect("a name makes a host")
    }

    pub(crate) fn world(&self) -> &Arc<World> {
        &self.world
    }
}
