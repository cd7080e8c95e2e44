//! The service in one process, without timers: it takes events as the binary does, and indexes each block once it is
//! complete.

use std::net::Ipv4Addr;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use bitrix24::{AuthorizationServers, Endpoints, HttpClient};
use domain::Clock;
use events::Receiver;
use poem::{EndpointExt, Route};
use portals::{Installer, Portals, TokenKeeper};
use store::{EventLog, LogLimits, Store};
use url::Url;
use web::{Limits, Server, TrustedProxies};
use worker::Indexer;

use crate::Steps;
use crate::report::line;
use crate::stock::kept_in;

/// How long a block may take to come.
const PATIENCE: Duration = Duration::from_mins(2);
/// Printed for each block.
pub(super) const INDEXED: &str = "indexed";

pub(crate) async fn run(folder: &Path, steps: Steps) -> ExitCode {
    let launch = kept_in(folder);
    let (store, clock) = (launch.open_store().await, Clock::system());
    let path = launch.data().join("events.db");
    let log = EventLog::open(&path, &store, clock.clone(), LogLimits::default()).await.expect("the event log opens");
    let receiver = Receiver::new(store.clone(), log.clone(), installer(&store, &log, &clock), clock.clone());
    let listener = web::server::listen((Ipv4Addr::LOCALHOST, 0).into()).expect("a free port");
    line(&listener.local_addr().expect("it has an address").to_string());
    let server = Server::new(listener, Limits::of_process());
    let (events, others) = (Some(events::routes(receiver)), Route::new().boxed());
    let routes = web::public_routes(events, others, TrustedProxies::default(), server.bounds());
    let indexer = Indexer::new(store, &log, clock);
    Box::pin(server.run(routes, index(&indexer, &log, steps), Duration::ZERO)).await;
    ExitCode::SUCCESS
}

/// Indexes each block once all of it is there.
async fn index(indexer: &Indexer, log: &EventLog, steps: Steps) {
    let mut arrivals = log.reader().arrivals();
    for block in 1..=steps.blocks {
        let end = (block * steps.block).cast_signed();
        let arrived = arrivals.wait_for(|last| *last >= end);
        // On a busy machine the database may answer too late to say that an event is its portal's.
        tokio::time::timeout(PATIENCE, arrived).await.expect("all events are taken").expect("the log is open");
        indexer.index_all().await.expect("it is indexed");
        line(INDEXED);
    }
}

/// Calls nobody: no event is of an install.
fn installer(store: &Store, log: &EventLog, clock: &Clock) -> Installer {
    let nowhere: Url = "http://127.0.0.1:9/".parse().expect("an address");
    let http = HttpClient::new(Endpoints::Public).expect("authorities");
    let servers = AuthorizationServers::new(http.clone(), nowhere.clone(), &[], None).expect("a host");
    let keeper = TokenKeeper::new(store.clone(), servers.clone(), clock.clone());
    let portals = Portals::new(store.clone(), keeper, servers.clone(), http.clone(), clock.clone());
    Installer::new(store.clone(), log.clone(), servers, &portals, http, nowhere, clock.clone())
}
