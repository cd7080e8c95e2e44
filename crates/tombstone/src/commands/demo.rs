//! `tombstone serve --demo`: the service with a simulator beside it, a month of history and a login.

use ::sim::live::{self, Month};
use ::sim::{App, Options, Portal, Simulator};
use anyhow::Context;
use domain::operator::Role::Owner;
use domain::reach::Reach;
use domain::titles::TitleSettings;
use domain::{Clock, MemberId, clock::ManualClock};
use secrecy::{ExposeSecret, SecretString};
use store::{OperatorChange, OperatorOutcome, Store};
use tempfile::TempDir;
use time::{Duration, OffsetDateTime};
use url::Url;

use crate::commands::operator;
use crate::commands::roles::Role;
use crate::commands::serve::Service;
use crate::commands::stop::until_asked_to_stop;
use crate::house::House;
use crate::output::say;
use crate::settings::Settings;

const EMAIL: &str = "demo@tombstone.example";
/// How far back the history goes, and how much was deleted in it.
const HISTORY: Duration = Duration::days(30);
const DELETIONS: usize = 1_200;
/// How often to check whether the clock may go on.
const LOOK: std::time::Duration = std::time::Duration::from_millis(1);
/// The longest wait, for each of several hundred leaps: what takes longer may itself wait for the clock.
const PATIENCE: std::time::Duration = std::time::Duration::from_millis(40);
/// A shorter step is no leap: work that goes on across it merely seems slow.
const LEAP: Duration = Duration::minutes(1);

pub(crate) async fn run(mut settings: Settings, clock: Clock) -> anyhow::Result<()> {
    let mut stop = Box::pin(until_asked_to_stop());
    let folder = temporary_folder(&mut settings)?;
    free_port(&mut settings).await;
    let now = clock.now();
    // Both sides live through the month; then the clock switches to the system's time.
    let (clock, hands) = Clock::system_after(now - HISTORY);
    let simulator = start_simulator(&mut settings, clock.clone()).await?;
    let Some(service) = Service::open_until(&mut stop, settings, clock).await? else { return Ok(()) };
    simulator.set_app(app(&service.public_url));
    let login = make_login(&service.house).await?;
    let (address, store) = (service.public_url.clone(), service.house.store.clone());

    let roles = Role::ALL.into();
    let served = service.run(&roles, stop);
    let shown = async {
        let month = Month { from: now - HISTORY, to: now, deletions: DELETIONS };
        let life = show(&simulator, month, &hands, &store).await;
        hands.release();
        match life {
            Ok(life) => {
                invite(&address, &login);
                std::future::pending::<()>().await;
                drop(life);
            }
            Err(error) => {
                tracing::error!(%error, "the demo's portals could not be installed");
                std::future::pending::<()>().await;
            }
        }
    };
    tokio::select! {
        outcome = served => outcome?,
        () = shown => {}
    }
    simulator.stop().await;
    drop(folder);
    Ok(())
}

async fn show(
    simulator: &Simulator,
    month: Month,
    hands: &ManualClock,
    store: &Store,
) -> Result<live::Life, live::InstallFailed> {
    let advance = async |time| advance(simulator, hands, time).await;
    let keep_names = async |portal: &Portal| {
        if let Err(error) = keep_titles(store, portal, month.from).await {
            tracing::error!(%error, "the demo's portals show no names of what was deleted");
        }
    };
    live::start_demo(simulator, month, advance, keep_names).await
}

/// Moves the clock on; over a longer time only once nothing is in flight, or a test event would seem to take a day.
async fn advance(simulator: &Simulator, hands: &ManualClock, to: OffsetDateTime) {
    if to - hands.now() < LEAP {
        return hands.set(to);
    }
    let quiet = async {
        simulator.settled().await;
        while hands.is_held() {
            tokio::time::sleep(LOOK).await;
            simulator.settled().await;
        }
    };
    if tokio::time::timeout(PATIENCE, quiet).await.is_err() {
        tracing::debug!("something is in flight while the demo's clock goes on");
    }
    hands.set(to);
}

async fn keep_titles(store: &Store, portal: &Portal, now: OffsetDateTime) -> anyhow::Result<()> {
    let member_id = MemberId::parse(&portal.member_id())?;
    let tenant = store.tenant(&member_id);
    let mut settings = tenant.find_settings().await?;
    settings.titles = TitleSettings { is_on: true, ..settings.titles };
    tenant.save_settings(&settings, now).await?;
    Ok(())
}

/// A fresh folder that goes away with the demo, unless one was named.
fn temporary_folder(settings: &mut Settings) -> anyhow::Result<Option<TempDir>> {
    if settings.is_named("data_dir") {
        return Ok(None);
    }
    let folder = TempDir::with_prefix("tombstone-demo-").context("can't create a temporary folder")?;
    folder.path().clone_into(&mut settings.data_dir);
    Ok(Some(folder))
}

/// Any free port if nobody asked for one and the usual one is taken.
async fn free_port(settings: &mut Settings) {
    if !settings.is_named("listen") && tokio::net::TcpListener::bind(settings.listen).await.is_err() {
        settings.listen.set_port(0);
    }
}

async fn start_simulator(settings: &mut Settings, clock: Clock) -> anyhow::Result<Simulator> {
    let listen = ([127, 0, 0, 1], 0).into();
    let nowhere: Url = "http://127.0.0.1:9/".parse()?;
    let app = app(&nowhere);
    settings.client_id = Some(app.client_id.clone());
    settings.client_secret = Some(app.client_secret.clone().into());
    let simulator = Simulator::start(Options { listen, clock, seed: 24, app }).await?;
    settings.oauth_url = simulator.url();
    settings.oauth_hosts = vec![simulator.address().to_string()];
    settings.allow_private_endpoints = true;
    Ok(simulator)
}

fn app(service: &Url) -> App {
    App::at(service, "app.tombstone-demo", "the-simulator-keeps-no-secrets")
}

/// A new password each time; the demo is for whoever sees this terminal.
async fn make_login(house: &House) -> anyhow::Result<SecretString> {
    let password = SecretString::from(format!("{:012x}", rand::random::<u64>() & 0xffff_ffff_ffff));
    let anew = OperatorChange {
        password_hash: Some(operator::hash(&password)?),
        reset_second_factor: true,
        ..OperatorChange::default()
    };
    if house.store.change_operator(EMAIL, &anew, None).await? == OperatorOutcome::Unknown {
        operator::create(house, EMAIL, &password, Owner, Reach::AllPortals).await?;
    }
    Ok(password)
}

fn invite(address: &Url, password: &SecretString) {
    say("");
    say("  Three portals have installed the app, and delete things while you watch.");
    say("  Further portals show what can go wrong: each has its own problem.");
    say("");
    say(format_args!("  Dashboard  {}", address.join("/admin").map_or_else(|_| address.to_string(), Into::into)));
    say(format_args!("  Email      {EMAIL}"));
    say(format_args!("  Password   {}", password.expose_secret()));
    say("");
    say("  Ctrl-C ends it.");
}
