//! Receives what portals send: decode, verify, keep, and only then answer.

mod answer;
mod body;
mod learn;
mod life_cycle;
mod minute;
mod outage;
mod receive;
mod refusals;
mod schema;

use std::sync::Arc;

use domain::{Clock, MemberId};
use moka::sync::Cache;
use poem::{Endpoint, EndpointExt, Response};
use poem_openapi::OpenApiService;
use portals::Installer;
use store::{EventLog, Store};
use tokio::sync::watch;

use minute::Minute;
use outage::Outage;
use receive::EventsApi;
use refusals::Refused;

/// What the receiver works with.
#[derive(Clone, Debug)]
pub struct Receiver {
    store: Store,
    log: EventLog,
    installer: Installer,
    clock: Clock,
    outage: Outage,
    refused: Refused,
    /// Portals that said a while ago that their offline queue is not empty, while that could not be noted in the
    /// database: they may say so every second. By the token too, since nobody can distinguish a forged one from theirs.
    said_queue: Cache<(MemberId, [u8; 32]), ()>,
    minute: Arc<Minute>,
}

/// How long what a portal said of its queue is not kept again, and of how many portals that is remembered.
const SAID: std::time::Duration = std::time::Duration::from_mins(10);
const PORTALS: u64 = 10_000;

impl Receiver {
    /// A receiver that keeps events of the store's portals in `log`.
    pub fn new(store: Store, log: EventLog, installer: Installer, clock: Clock) -> Self {
        let said_queue = Cache::builder().max_capacity(PORTALS).time_to_live(SAID).build();
        let (outage, refused, minute) = (Outage::default(), Refused::default(), Arc::default());
        Self { store, log, installer, clock, outage, refused, said_queue, minute }
    }

    /// Writes a line a minute about the events that were answered, until `stop` is true.
    pub async fn report(self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            tokio::select! {
                () = tokio::time::sleep(Minute::LASTS) => {}
                _ = stop.wait_for(|stop| *stop) => {}
            }
            self.minute.write();
        }
    }
}

/// `POST /bitrix24/events`, and addresses below it at which one test event is awaited.
pub fn routes(receiver: Receiver) -> impl Endpoint<Output = Response> {
    service().data(Arc::new(receiver)).catch_all_error(web::problem).around(web::portal_routes::explain)
}

/// The OpenAPI document of the receiver, as JSON.
pub fn document() -> String {
    let mut document = service().spec();
    document.push('\n');
    document
}

fn service() -> OpenApiService<EventsApi, ()> {
    OpenApiService::new(EventsApi, "Tombstone receiver", env!("CARGO_PKG_VERSION"))
        .description("What a Bitrix24 portal sends, once and never again, and what it is answered.")
}
