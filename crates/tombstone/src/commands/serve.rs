//! `tombstone serve`: the roles of this process, until it is asked to stop.

mod first;
pub(super) mod outward;
mod routes;
pub(super) mod sign_in;

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use bitrix24::{Endpoints, WebhookClient, fault_of_authorities};
use domain::Clock;
use domain::setup::Setup;
use poem::EndpointExt;
use portals::{Installer, Portals};
use store::EventLog;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;
use url::Url;
use web::{Check, Limits, Server, TrustedProxies};
use words::Language;
use worker::Indexer;

use crate::cli::Serve;
use crate::commands::backup;
use crate::commands::checks::checks;
use crate::commands::roles::{Role, have_a_log, names};
use crate::commands::stop::until_asked_to_stop;
use crate::house::House;
use crate::output::say;
use crate::settings::Settings;

/// How long requests in flight may take after the service is asked to stop.
const FINISH: Duration = Duration::from_secs(4);
/// How many connections the metrics address takes; the descriptor reserve has room for them.
const INSIDE: usize = 16;
/// How long background work may go on after `FINISH`.
const DRAIN: Duration = Duration::from_millis(2_500);
/// How long token renewals in flight may go on after that.
const RENEWED: Duration = Duration::from_secs(1);
/// How long closing may take: a hanging database is left alone.
const CLOSE: Duration = Duration::from_millis(700);

pub(crate) async fn run(serve: &Serve, settings: Settings, clock: Clock) -> anyhow::Result<()> {
    let mut stop = Box::pin(until_asked_to_stop());
    let Some(service) = Service::open_until(&mut stop, settings, clock).await? else { return Ok(()) };
    Box::pin(service.run(&Role::all_of(&serve.roles), stop)).await
}

/// Everything that the roles of one process share.
pub(crate) struct Service {
    pub(crate) house: House,
    /// The service's address, with the port that was really chosen.
    pub(crate) public_url: Url,
    language: Language,
    settings: Arc<[admin::Setting]>,
    /// The link that makes the first operator, if there is none.
    first: Option<admin::FirstLink>,
    /// The OpenID provider, if there is one.
    sign_in: Option<admin::SignInProvider>,
    setup: Setup,
    server: Server,
    /// For metrics and the details of health, if they have an address of their own.
    inside: Option<Server>,
    log: EventLog,
    portals: Portals,
    installer: Installer,
    renewals_per_day: u32,
    /// Where outgoing webhooks may go.
    endpoints: Endpoints,
    api_rate: u32,
    webhooks: worker::WebhookPolicy,
    webhook_client: WebhookClient,
    kept_for: worker::KeptFor,
    process_id: String,
    proxies: TrustedProxies,
    metrics: metrics_exporter_prometheus::PrometheusHandle,
    _lock: std::fs::File,
}

impl Service {
    /// Opens the service, unless `stop` comes first: the next start then does pending work again.
    pub(crate) async fn open_until(
        stop: &mut (impl Future<Output = ()> + Unpin),
        settings: Settings,
        clock: Clock,
    ) -> anyhow::Result<Option<Self>> {
        tokio::select! {
            opened = Self::open(settings, clock) => opened.map(Some),
            () = stop => Ok(None),
        }
    }

    async fn open(settings: Settings, clock: Clock) -> anyhow::Result<Self> {
        let metrics = web::metrics::start()?;
        let lock = crate::data_folder::DataFolder::open(&settings.data_dir)?.lock()?;
        let house = House::open(&settings, clock).await?;
        let process_id = house.folder.process_id()?;
        let log = house.event_log(settings.spool_bytes).await?;
        first::make(&house, &settings).await?;
        let (address, listener) = listen(settings.listen, "listen")?;
        let own_url = || format!("http://{address}").parse();
        let public_url = settings.public_url.clone().map_or_else(own_url, Ok)?;
        let (portals, installer) = outward::clients(&house, &log, &settings, &public_url)?;
        warn_of_odd_settings(&settings);
        let inside = settings.metrics_listen.map(listen_inside).transpose()?;
        say(format_args!("listening on http://{address}"));
        let proxies = TrustedProxies::new(settings.trusted_proxies.iter().copied());
        let renewals_per_day = settings.renewals_per_day;
        let sign_in = sign_in::provider(&settings, &public_url, &house.clock)?;
        let service = Self {
            house,
            public_url,
            language: settings.language,
            settings: settings.shown.clone().into(),
            first: None,
            sign_in,
            setup: settings.setup(),
            server: Server::new(listener, Limits::of_process()),
            inside,
            log,
            portals,
            installer,
            renewals_per_day,
            endpoints: outward::endpoints(&settings),
            api_rate: settings.api_rate,
            webhooks: settings.webhooks.clone(),
            webhook_client: WebhookClient::new(outward::endpoints(&settings))?,
            kept_for: worker::KeptFor {
                deletions: settings.retention_days,
                audit: settings.audit_days,
                uninstalled: settings.uninstalled_days,
            },
            process_id,
            proxies,
            metrics,
            _lock: lock,
        };
        Ok(service)
    }

    /// Serves until `stop` is done, then finishes what is in flight, indexes what it can in time and closes.
    pub(crate) async fn run(mut self, roles: &BTreeSet<Role>, stop: impl Future<Output = ()>) -> anyhow::Result<()> {
        self.first = first::offer(&self.house, roles, &self.public_url).await?;
        let (stop_work, stopped) = watch::channel(false);
        let (stop_streams, streaming) = watch::channel(false);
        let indexer = self.indexer(roles);
        let checks = checks(roles, &self.house.store, &self.log, indexer.as_ref());
        let mut work = self.work(roles, indexer, &stopped);
        let receiver = roles.contains(&Role::Events).then(|| self.receiver());
        if let Some(receiver) = &receiver {
            work.spawn(receiver.clone().report(stopped.clone()));
            work.spawn(receiver.clone().follow_changes(stopped.clone()));
        }
        let routes = self.routes(roles, receiver, checks.clone(), &streaming, self.server.bounds());
        let inside = self.inside(&checks, &streaming);
        let stop = async {
            stop.await;
            stop_streams.send_replace(true); // streams never end by themselves
        };
        let served = Box::pin(async { tokio::join!(self.server.run(routes, stop, FINISH), inside) });
        tokio::select! {
            ((), ()) = served => {}
            () = any_ends(&mut work) => bail!("the background work ended by itself; see the log, and start again"),
        }
        stop_work.send_replace(true);
        let drained = async { while work.join_next().await.is_some() {} };
        if tokio::time::timeout(DRAIN, drained).await.is_err() {
            tracing::warn!("not all is indexed; the next start goes on where this one ends");
            work.shutdown().await;
        }
        if tokio::time::timeout(RENEWED, self.portals.keeper().finish()).await.is_err() {
            tracing::warn!("a renewal of tokens has no answer yet; if it is lost, the portal's health shows it");
        }
        close("the event log", self.log.close()).await?;
        close("the database", self.house.store.close()).await?;
        tracing::info!("stopped; nothing that was answered is lost");
        Ok(())
    }

    fn receiver(&self) -> events::Receiver {
        let House { store, clock, .. } = &self.house;
        events::Receiver::new(store.clone(), self.log.clone(), self.installer.clone(), clock.clone())
    }

    /// The indexer, if there is one. A process indexes a log that only it can read, whatever its roles.
    fn indexer(&self, roles: &BTreeSet<Role>) -> Option<Indexer> {
        let indexes = roles.contains(&Role::Worker) || (have_a_log(roles) && !self.log.reader().is_shared());
        indexes.then(|| Indexer::new(self.house.store.clone(), &self.log, self.house.clock.clone()))
    }

    /// Starts the background work: for the process's own log, and for the whole database if that is its role.
    fn work(&self, roles: &BTreeSet<Role>, indexer: Option<Indexer>, stopped: &watch::Receiver<bool>) -> JoinSet<()> {
        let House { store, clock, .. } = &self.house;
        let mut work = JoinSet::new();
        let heartbeat = worker::Heartbeat::new(
            store.clone(),
            self.log.clone(),
            clock.clone(),
            self.process_id.clone(),
            names(roles),
        );
        let mut jobs = worker::jobs::of_process(heartbeat, store, &self.log, clock);
        jobs.push(backup::job(self.house.folder.clone()));
        if have_a_log(roles) {
            jobs.extend(worker::jobs::of_log(store, &self.log, &self.installer, clock));
        }
        if let Some(indexer) = indexer {
            work.spawn(worker::on_own_thread(indexer.run(stopped.clone())));
        }
        if roles.contains(&Role::Worker) {
            let (portals, installer) = (self.portals.clone(), self.installer.clone());
            let (client, policy) = (self.webhook_client.clone(), self.webhooks.clone());
            let deliverer = worker::Deliverer::new(store.clone(), client, policy, clock.clone());
            work.spawn(deliverer.run(stopped.clone()));
            let caretaker =
                worker::Caretaker::new(store.clone(), portals, installer, clock.clone(), self.renewals_per_day);
            jobs.extend(worker::jobs::of_worker(caretaker, store, &self.installer, clock, self.kept_for));
        }
        for job in jobs {
            work.spawn(job.run_until(stopped.clone()));
        }
        work
    }

    /// Serves metrics and health on their address, if any.
    fn inside(&mut self, checks: &[Check], stop: &watch::Receiver<bool>) -> impl Future<Output = ()> + use<> {
        let (routes, mut stop) = (self.own_routes(checks.to_vec()), stop.clone());
        let server = self.inside.take();
        async move {
            let Some(server) = server else { return };
            let routes = routes.catch_all_error(web::problem).with(server.bounds()).with(web::Requests::default());
            let stop = async { drop(stop.wait_for(|stop| *stop).await) };
            server.run(routes, stop, FINISH).await;
        }
    }
}

/// A listener, and its actual address. `key` is the setting with the wanted one.
fn listen(wanted: SocketAddr, key: &str) -> anyhow::Result<(SocketAddr, TcpListener)> {
    let listener = web::server::listen(wanted).with_context(|| cannot_listen(wanted, key))?;
    Ok((listener.local_addr()?, listener))
}

/// What to do where nobody can listen on the address that this setting has.
pub(super) fn cannot_listen(wanted: SocketAddr, key: &str) -> String {
    let (flag, variable) = (key.replace('_', "-"), key.to_uppercase());
    format!(
        "can't listen on {wanted}; set another address with --{flag}, TOMBSTONE_{variable} or `{key}` in the file of \
         TOMBSTONE_CONFIG"
    )
}

/// The server for metrics and the details of health.
fn listen_inside(wanted: SocketAddr) -> anyhow::Result<Server> {
    let (address, listener) = listen(wanted, "metrics_listen")?;
    say(format_args!("metrics and health on http://{address}"));
    Ok(Server::new(listener, Limits { connections: INSIDE }))
}

/// A timeout loses nothing: whatever was answered is durable.
async fn close(what: &str, closed: impl Future<Output = Result<(), store::StoreError>>) -> anyhow::Result<()> {
    if let Ok(closed) = tokio::time::timeout(CLOSE, closed).await {
        return Ok(closed?);
    }
    tracing::warn!(what, "closing timed out; it is left open");
    Ok(())
}

/// Returns when a background job ends; none should, so it panicked.
async fn any_ends(work: &mut JoinSet<()>) {
    match work.join_next().await {
        Some(outcome) => tracing::error!(panicked = outcome.is_err(), "a background job ended"),
        None => std::future::pending().await,
    }
}

fn warn_of_odd_settings(settings: &Settings) {
    if settings.allow_private_endpoints {
        tracing::warn!(
            "TOMBSTONE_ALLOW_PRIVATE_ENDPOINTS is on: portals may lead into private networks, and without https"
        );
    }
    if settings.client_id.is_none() || settings.client_secret.is_none() {
        tracing::warn!("TOMBSTONE_CLIENT_ID and TOMBSTONE_CLIENT_SECRET are not set: installs are refused");
    }
    if let Some(fault) = fault_of_authorities() {
        tracing::warn!("{fault}");
    }
    for name in &settings.unknown {
        tracing::warn!("there is no setting {name}; is it misspelt?");
    }
}
