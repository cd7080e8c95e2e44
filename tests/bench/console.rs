//! How quick and how heavy the console is: people click through every page under a load of events, then a browser
//! opens the pages and a tab follows what is new.

mod clicks;
mod first_views;
mod following;
mod ground;
mod operator;
mod pages;
mod table;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use tests::load::{self, Reins, Shape};
use tests::postgres::keep_everything;
use tests::service::Service;

use self::ground::Ground;
use self::operator::{EMAIL, Operator, PASSWORD};
use self::pages::Page;
use crate::report::{Figures, line, target};
use crate::size::{Store, count};
use crate::stock::Stock;

/// From how many connections events are posted.
const CONNECTIONS: usize = 64;

/// Who clicks, for how long, and beside what.
#[derive(Clone, Debug, Args)]
pub(crate) struct Visit {
    /// How many portals there are; a kept store has as many as it was filled with.
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(2..=10_000))]
    portals: u64,
    /// How many people click.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=1_000))]
    operators: u32,
    /// How many events a second are offered meanwhile.
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    rate: u32,
    /// For how long they click.
    #[arg(long, default_value_t = 180, value_parser = clap::value_parser!(u64).range(1..=3_600))]
    seconds: u64,
    /// How many milliseconds lie between two clicks of one person, whether or not the page is there yet.
    #[arg(long, default_value_t = 400, value_parser = clap::value_parser!(u64).range(1..=60_000))]
    pause: u64,
    /// Skip the browser, which needs Chromium and its driver.
    #[arg(long)]
    no_browser: bool,
    #[command(flatten)]
    store: Store,
}

pub(crate) async fn run(visit: Visit) -> ExitCode {
    keep_everything();
    let stock = Stock::open(visit.portals, visit.store.clone()).await;
    let launch = stock.launch.clone().set("TOMBSTONE_ADMIN_EMAIL", EMAIL).set("TOMBSTONE_ADMIN_PASSWORD", PASSWORD);
    // Each answer logs a line with its time.
    let launch = launch.set("TOMBSTONE_LOG", "warn,web=info").set("TOMBSTONE_LOG_FORMAT", "json");
    let service = launch.start().await;
    let ground = Ground::survey(&launch, &service, count(visit.portals)).await;
    let owner = Operator::log_in(service.url()).await;
    let pages = Arc::new(pages::all(&owner, &ground).await);
    clicks::visit_each(&owner, &pages).await;
    let before = launch.stderr().len();
    let (clicks, events) = busy(&visit, &service, &stock, &pages).await;
    line(&format!("{} people, {} clicks, beside {} events a second", visit.operators, clicks.len(), visit.rate));
    events.print("events");
    let own = table::own_times(&launch.stderr()[before..]);
    let mut reached = vec![target(
        events.rate >= f64::from(visit.rate) * 0.99,
        &format!("{:.0} of {} events answered a second", events.rate, visit.rate),
    )];
    reached.push(table::judge(&pages, &clicks, &own));
    reached.push(first_views::weigh(&owner, &ground).await);
    let browser = if visit.no_browser { None } else { Some(Box::pin(first_views::browser(&service)).await) };
    if let Some(browser) = &browser {
        reached.push(Box::pin(first_views::watch(browser, &service, &ground)).await);
    }
    reached.push(following::rows(&owner, &service, &stock).await);
    if let Some(browser) = &browser {
        reached.push(Box::pin(following::refreshes(browser, &service, &stock)).await);
    }
    ground.clear().await;
    if reached.iter().all(|reached| *reached) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Lets people click while events come in.
async fn busy(
    visit: &Visit,
    service: &Service,
    stock: &Stock,
    pages: &Arc<Vec<Page>>,
) -> (Vec<clicks::Click>, Figures) {
    let mut operators = Vec::new();
    for _ in 0..visit.operators {
        operators.push(Operator::log_in(service.url()).await);
    }
    let duration = Duration::from_secs(visit.seconds);
    let shape = Shape { connections: CONNECTIONS, duration, rate: Some(visit.rate) };
    let load = load::run(service.address(), shape, Arc::clone(&stock.mail), Arc::new(Reins::default()));
    let pace = clicks::Pace { duration, pause: Duration::from_millis(visit.pause) };
    let (clicks, mut outcome) = tokio::join!(clicks::click(operators, pages, pace), load);
    (clicks, Figures::of(&mut outcome))
}
