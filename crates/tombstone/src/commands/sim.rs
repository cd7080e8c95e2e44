//! `tombstone sim`: the Bitrix24 simulator alone.

use anyhow::Context;

use ::sim::{Advertised, App, Options, Simulator};
use domain::Clock;
use secrecy::ExposeSecret;

use crate::cli::Sim;
use crate::commands::serve::cannot_listen;
use crate::commands::stop::until_asked_to_stop;
use crate::output::say;
use crate::settings::Settings;

/// The service's address by default.
const SERVICE: &str = "http://127.0.0.1:8080";
const SECRET: &str = "the-simulator-keeps-no-secrets";

pub(crate) async fn run(command: Sim, settings: &Settings, clock: Clock) -> anyhow::Result<()> {
    let service = settings.public_url.clone().map_or_else(|| SERVICE.parse(), Ok)?;
    let client_id = settings.client_id.as_deref().unwrap_or("app.tombstone");
    let secret = settings.client_secret.as_ref().map_or(SECRET, |secret| secret.expose_secret());
    let app = App::at(&service, client_id, secret);
    let stop = until_asked_to_stop();
    let options = Options { listen: settings.listen, clock, seed: 1, app };
    let proxy = Advertised { portal_domain: command.portal_domain, server: command.advertise };
    let simulator = Simulator::start_behind(proxy, options).await;
    let simulator = simulator.with_context(|| cannot_listen(settings.listen, "listen"))?;
    let listener = format!("http://{}", simulator.address());
    say(format_args!("listening on {listener}"));
    say(format_args!("the authorization server is {}", simulator.url()));
    say(format_args!("the portal NAME is {}/", simulator.portal_url("NAME")));
    say(format_args!(
        "the app {client_id} is served at {service}; --public-url, --client-id and --client-secret change it"
    ));
    say("start the service with TOMBSTONE_ALLOW_PRIVATE_ENDPOINTS=true and these:");
    say(format_args!("  TOMBSTONE_OAUTH_URL={}", simulator.url()));
    say(format_args!("  TOMBSTONE_CLIENT_ID={client_id}"));
    if settings.client_secret.is_none() {
        say(format_args!("  TOMBSTONE_CLIENT_SECRET={SECRET}"));
    }
    say(format_args!("portals are added and made to delete things under {listener}/_sim"));
    stop.await;
    simulator.stop().await;
    Ok(())
}
