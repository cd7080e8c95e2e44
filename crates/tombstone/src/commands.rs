//! The subcommands, a file each.

pub(crate) mod api_key;
mod backup;
mod checks;
mod demo;
mod doctor;
mod health;
mod init;
mod keys;
mod migrate;
mod openapi;
mod operator;
mod portal;
mod progress;
mod quarantine;
mod reach;
mod restore;
pub(crate) mod roles;
mod serve;
mod sim;
mod stop;
mod webhook;

use domain::Clock;

use crate::cli::{Command, Flags, Webhook};
use crate::house::House;
use crate::logging;
use crate::settings::Settings;

pub(crate) async fn run(command: Command, flags: &Flags, mut settings: Settings) -> anyhow::Result<()> {
    if matches!(&command, Command::Serve(serve) if serve.demo) && !settings.is_named("log") {
        // The terminal shows the address and the login; the pages show what goes wrong at portals.
        "error".clone_into(&mut settings.log);
    }
    #[cfg(feature = "otlp")]
    if matches!(command, Command::Serve(_))
        && let Some(traces) = crate::otlp::Traces::from_environment()?
    {
        logging::start_beside(&settings, traces.layer())?;
        let outcome = Box::pin(carry_out(command, flags, settings)).await;
        traces.finish().await;
        return outcome;
    }
    if !matches!(command, Command::Openapi(_)) {
        logging::start(&settings)?;
    }
    Box::pin(carry_out(command, flags, settings)).await
}

async fn carry_out(command: Command, flags: &Flags, settings: Settings) -> anyhow::Result<()> {
    let clock = Clock::system();
    match command {
        Command::Serve(serve) if serve.demo => Box::pin(demo::run(settings, clock)).await,
        Command::Serve(serve) => Box::pin(serve::run(&serve, settings, clock)).await,
        Command::Sim(command) => sim::run(command, &settings, clock).await,
        Command::Migrate(migrate) => migrate::run(&migrate, &settings).await,
        Command::Operator(command) => operator::run(command, &House::open_existing(&settings, clock).await?).await,
        Command::ApiKey(command) => api_key::run(command, &House::open_existing(&settings, clock).await?).await,
        Command::Quarantine(command) => quarantine::run(command, &House::open_existing(&settings, clock).await?).await,
        Command::Keys(command) => keys::run(command, &House::open_existing(&settings, clock).await?).await,
        Command::Portal(command) => portal::run(command, &House::open_existing(&settings, clock).await?).await,
        Command::Webhook(Webhook::Listen(listen)) => webhook::listen(listen, clock).await,
        Command::Openapi(document) => {
            openapi::run(document);
            Ok(())
        }
        Command::Backup(backup) => backup::run(&backup, &settings, &clock).await,
        Command::Restore(restore) => restore::run(&restore, &settings).await,
        Command::Init(init) => init::run(&init, flags, &clock).await,
        Command::Health(health) => health::run(health, &settings).await,
        Command::Doctor(doctor) => doctor::run(&doctor, &settings, &clock).await,
    }
}
