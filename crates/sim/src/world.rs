//! The simulated world behind all portals and authorization servers.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use domain::Clock;
use time::OffsetDateTime;
use tokio::sync::watch;

use crate::portal::app::App;
use crate::server::addresses::Addresses;
use crate::server::connection::Connections;
use crate::state::State;

#[derive(Debug)]
pub(crate) struct World {
    pub(crate) clock: Clock,
    pub(crate) seed: u64,
    app: RwLock<Arc<App>>,
    pub(crate) addresses: Addresses,
    pub(crate) client: reqwest::Client,
    pub(crate) connections: Connections,
    /// Background deliveries in flight.
    pub(crate) pending: watch::Sender<usize>,
    state: Mutex<State>,
}

impl World {
    pub(crate) fn new(clock: Clock, seed: u64, app: App, addresses: Addresses, client: reqwest::Client) -> Self {
        let connections = Connections::default();
        let pending = watch::Sender::new(0);
        let app = RwLock::new(Arc::new(app));
        Self { clock, seed, app, addresses, client, connections, pending, state: Mutex::default() }
    }

    /// Locks the state; never hold it across an await.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The app's present settings.
    pub(crate) fn app(&self) -> Arc<App> {
        Arc::clone(&self.app.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn set_app(&self, app: App) {
        *self.app.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(app);
    }

    pub(crate) fn now(&self) -> OffsetDateTime {
        self.clock.now()
    }

    /// `host:port` of the authorization server.
    pub(crate) fn server_host(&self) -> String {
        self.addresses.server_host()
    }

    /// `host:port` of the portal with this name.
    pub(crate) fn portal_host(&self, name: &str) -> String {
        self.addresses.portal_host(name)
    }

    /// The URL of the portal with this name, without a final slash.
    pub(crate) fn portal_url(&self, name: &str) -> String {
        format!("{}://{}", self.addresses.scheme(), self.portal_host(name))
    }

    /// The REST base of the default authorization server, as portals report it.
    pub(crate) fn server_endpoint(&self, state: &State) -> String {
        let named = state.server.server_endpoint.clone();
        named.unwrap_or_else(|| format!("{}rest/", self.addresses.server()))
    }

    pub(crate) fn scopes(&self, state: &State, portal: usize) -> Vec<String> {
        state.portals[portal].spec.scopes.clone().unwrap_or_else(|| self.app().scopes.clone())
    }
}
