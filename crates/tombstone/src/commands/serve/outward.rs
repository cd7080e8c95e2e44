//! The clients for portals and authorization servers.

use anyhow::Context;
use bitrix24::{App, AuthorizationServers, Endpoints, HttpClient, NoAuthorities};
use portals::{Installer, Portals, TokenKeeper};
use store::EventLog;
use url::Url;

use crate::house::House;
use crate::settings::Settings;

pub(super) fn clients(
    house: &House,
    log: &EventLog,
    settings: &Settings,
    public_url: &Url,
) -> anyhow::Result<(Portals, Installer)> {
    let (http, clock) = (http_client(settings)?, house.clock.clone());
    let servers = authorization_servers(&http, settings)?;
    let handler = public_url.join("/bitrix24/events").context("TOMBSTONE_PUBLIC_URL is not a base URL")?;
    let keeper = TokenKeeper::new(house.store.clone(), servers.clone(), clock.clone());
    let portals = Portals::new(house.store.clone(), keeper, servers.clone(), http.clone(), clock.clone());
    let installer = Installer::new(house.store.clone(), log.clone(), servers, &portals, http, handler, clock);
    Ok((portals, installer))
}

/// The HTTP client that they share.
pub(crate) fn http_client(settings: &Settings) -> Result<HttpClient, NoAuthorities> {
    HttpClient::new(endpoints(settings))
}

/// Whether this service may call private addresses.
pub(super) fn endpoints(settings: &Settings) -> Endpoints {
    if settings.allow_private_endpoints { Endpoints::Private } else { Endpoints::Public }
}

/// Bitrix24's authorization servers, with the credentials of the app.
pub(crate) fn authorization_servers(http: &HttpClient, settings: &Settings) -> anyhow::Result<AuthorizationServers> {
    let credentials = settings.client_id.clone().zip(settings.client_secret.clone());
    let app = credentials.map(|(client_id, client_secret)| App { client_id, client_secret });
    let servers = AuthorizationServers::new(http.clone(), settings.oauth_url.clone(), &settings.oauth_hosts, app);
    servers.context("TOMBSTONE_OAUTH_HOSTS can't be used")
}
