//! What comes over the wire in an hour to somebody who leaves a page open, at one deletion a second.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tests::browser::Browser;
use tests::load::{self, Reins, Shape};
use tests::page::{between, plain};
use tests::service::Service;
use tokio::time::{Instant, timeout_at};

use super::operator::Operator;
use super::table::kilobytes;
use crate::report::{line, target};
use crate::stock::Stock;

/// For how long rows are watched, and the refreshes of one page.
const ROWS: Duration = Duration::from_secs(30);
const REFRESHES: Duration = Duration::from_secs(100);
/// How many milliseconds a page is left before its refreshes count: it may ask more often at first.
const SETTLED: f64 = 30_000.0;
/// How long the last deletion may take until it is shown.
const SHOWN: Duration = Duration::from_secs(5);
const HOUR: u64 = 3_600;
/// How many bytes may come in an hour.
const BYTES: u64 = 1_000_000;

/// Notes when the page's script asked for something, and the bytes that came.
const NOTE: &str = "window.asked = [];\
    new PerformanceObserver(list => { for (const one of list.getEntries()) window.asked.push([one.startTime, one.transferSize]); })\
        .observe({type: 'resource'});";
const NOTED: &str = "return window.asked;";

/// The list of deletions, whose rows come by themselves. Returns whether they stay small.
pub(super) async fn rows(operator: &Operator, service: &Service, stock: &Stock) -> bool {
    line(&format!("left open for an hour at one deletion a second: at most {} kB", BYTES / 1_000));
    let html = operator.read("/admin/deletions").await;
    let address = plain(between(&html, "data-live-rows=\"", "\"").expect("a list that is live"));
    let mut stream = operator.follow(&address).await;
    let end = Instant::now() + ROWS + SHOWN;
    let watching = async {
        let mut bytes = 0;
        while let Ok(piece) = timeout_at(end, stream.chunk()).await {
            bytes += piece.expect("the stream lasts").expect("the stream lasts").len() as u64;
        }
        bytes
    };
    let (deletions, bytes) = tokio::join!(one_a_second(service, stock, ROWS), watching);
    let each = bytes / deletions.max(1);
    target(each * HOUR <= BYTES, &format!("/admin/deletions: {each} bytes each, {:.0} kB", kilobytes(each * HOUR)))
}

/// Watches pages that refresh themselves, in a logged-in browser. Returns whether none takes too much.
pub(super) async fn refreshes(browser: &Browser, service: &Service, stock: &Stock) -> bool {
    let mut reached = true;
    for path in ["/admin", "/admin/portals"] {
        browser.open(&service.url().join(path).expect("an address")).await;
        browser.client().execute(NOTE, Vec::new()).await.expect("the browser notes it");
        one_a_second(service, stock, REFRESHES).await;
        let asked = browser.client().execute(NOTED, Vec::new()).await.expect("the browser tells");
        let number = |one: &Value, index: usize| one[index].as_f64().expect("a number");
        let asked: Vec<_> =
            asked.as_array().expect("a list").iter().map(|one| (number(one, 0), number(one, 1))).collect();
        let counted: Vec<_> = asked.iter().filter(|(at, _)| *at >= SETTLED).collect();
        let (Some(first), Some(last)) = (counted.first(), counted.last()) else { return target(false, path) };
        // The bytes from the first request up to the last, without it.
        let bytes: f64 = counted[..counted.len() - 1].iter().map(|(_, bytes)| bytes).sum();
        let in_an_hour = bytes * 3_600_000.0 / (last.0 - first.0);
        let what = format!("{path}: {} requests, {:.0} kB", counted.len(), in_an_hour / 1_000.0);
        reached &= target(in_an_hour <= 1_000_000.0, &what);
    }
    reached
}

/// Lets portals report one deletion a second. Returns how many there were.
async fn one_a_second(service: &Service, stock: &Stock, duration: Duration) -> u64 {
    let shape = Shape { connections: 1, duration, rate: Some(1) };
    let load = load::run(service.address(), shape, Arc::clone(&stock.mail), Arc::new(Reins::default()));
    load.await.acknowledged.len() as u64
}
