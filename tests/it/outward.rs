//! The callers of portals and authorization servers, on a test's house.

use std::num::NonZeroU32;

use bitrix24::{App, AuthorizationServers, Endpoints, HttpClient, Limits};
use portals::{Installer, Portals, TokenKeeper};
use url::Url;
use worker::Caretaker;

use crate::support::House;

/// The handler address given to portals; nothing listens there by default.
pub(crate) const NOWHERE: &str = "http://127.0.0.1:9/bitrix24/events";

/// The authorization server of another region, beside the default one.
pub(crate) const EAST: &str = "east";

/// The callers of one process.
#[derive(Clone, Debug)]
pub(crate) struct Outward {
    pub(crate) portals: Portals,
    pub(crate) installer: Installer,
    pub(crate) caretaker: Caretaker,
}

impl Outward {
    /// Callers for the app at `server`, with events sent to `handler`.
    pub(crate) fn new(house: &House, server: &Url, client_id: &str, handler: &str) -> Self {
        Self::with_rate(house, server, client_id, handler, 100_000)
    }

    /// Callers with a rate limit beyond reach.
    pub(crate) fn unlimited(house: &House, server: &Url, client_id: &str, handler: &str) -> Self {
        let limits = Limits::of(NonZeroU32::new(10_000).expect("many"));
        Self::with_limits(house, server, client_id, handler, 100_000, limits)
    }

    /// Callers with a daily limit of scheduled renewals.
    pub(crate) fn with_rate(house: &House, server: &Url, client_id: &str, handler: &str, renewals: u32) -> Self {
        Self::with_limits(house, server, client_id, handler, renewals, Limits::default())
    }

    fn with_limits(house: &House, server: &Url, client_id: &str, handler: &str, renewals: u32, limits: Limits) -> Self {
        let (store, clock) = (house.store.clone(), house.clock.clone());
        let http = HttpClient::new(Endpoints::Private).expect("authorities");
        let app = App { client_id: client_id.to_owned(), client_secret: "secret".into() };
        let east = server.port().map(|port| format!("{EAST}.localhost:{port}"));
        let hosts: Vec<String> = east.into_iter().collect();
        let servers = AuthorizationServers::new(http.clone(), server.clone(), &hosts, Some(app)).expect("servers");
        let keeper = TokenKeeper::new(store.clone(), servers.clone(), clock.clone());
        let portals = Portals::new(store.clone(), keeper, servers.clone(), http.clone(), clock.clone());
        let portals = portals.with_limits(limits);
        let handler = handler.parse().expect("a handler");
        let installer =
            Installer::new(store.clone(), house.log.clone(), servers, &portals, http, handler, clock.clone());
        let caretaker = Caretaker::new(store, portals.clone(), installer.clone(), clock, renewals);
        Self { portals, installer, caretaker }
    }
}
