//! `tombstone sim`: the Bitrix24 simulator alone.

use ::sim::{App, Options, Simulator};
use domain::Clock;

use crate::commands::serve::until_asked_to_stop;
use crate::output::say;
use crate::settings::Settings;

pub(crate) async fn run(settings: &Settings, clock: Clock) -> anyhow::Result<()> {
    let service = settings.public_url.clone().map_or_else(|| "http://127.0.0.1:8080".parse(), Ok)?;
    let app = App::at(&service, "app.tombstone", "the-simulator-keeps-no-secrets");
    let options = Options { listen: settings.listen, clock, seed: 1, app };
    let simulator = Simulator::start(options).await?;
    say(format_args!("listening on http://{}", simulator.address()));
    say(format_args!("authorization server {}", simulator.url()));
    until_asked_to_stop().await;
    simulator.stop().await;
    Ok(())
}
