//! What comes over the wire in an hour to somebody who leaves a page open, at one deletion a second.

use std::sync::Arc;
use std::time::Duration;

use tests::load::{self, Reins, Shape};
use tests::service::Service;
use tokio::time::{Instant, timeout_at};

use super::operator::{Operator, between, plain};
use super::table::kilobytes;
use crate::report::{line, target};
use crate::stock::Stock;

/// For how long it is watched.
const WATCHED: Duration = Duration::from_secs(30);
/// How long the last deletion may take until it is shown.
const SHOWN: Duration = Duration::from_secs(5);
const HOUR: u64 = 3_600;
/// How many bytes may come in an hour.
const BYTES: u64 = 1_000_000;

/// Pages that stay open: the list of deletions, and those that ask again and again. Returns whether none takes too much.
pub(super) async fn judge(operator: &Operator, service: &Service, stock: &Stock) -> bool {
    line(&format!("left open for an hour at one deletion a second: at most {} kB", BYTES / 1_000));
    let mut reached = rows(operator, service, stock).await;
    for path in ["/admin", "/admin/portals", "/admin/audit"] {
        reached &= refreshes(operator, path).await;
    }
    reached
}

/// The rows that come by themselves.
async fn rows(operator: &Operator, service: &Service, stock: &Stock) -> bool {
    let html = operator.read("/admin/deletions").await;
    let address = plain(between(&html, "data-live-rows=\"", "\"").expect("a list that is live"));
    let mut stream = operator.follow(&address).await;
    let shape = Shape { connections: 1, duration: WATCHED, rate: Some(1) };
    let load = load::run(service.address(), shape, Arc::clone(&stock.mail), Arc::new(Reins::default()));
    let end = Instant::now() + WATCHED + SHOWN;
    let watching = async {
        let mut bytes = 0;
        while let Ok(piece) = timeout_at(end, stream.chunk()).await {
            bytes += piece.expect("the stream lasts").expect("the stream lasts").len() as u64;
        }
        bytes
    };
    let (outcome, bytes) = tokio::join!(load, watching);
    let deletions = outcome.acknowledged.len() as u64;
    let in_an_hour = bytes * HOUR / deletions.max(1);
    let what = format!("deletions: {} bytes each, {:.0} kB", bytes / deletions.max(1), kilobytes(in_an_hour));
    target(in_an_hour <= BYTES, &what)
}

/// What a page asks for every few seconds.
async fn refreshes(operator: &Operator, path: &str) -> bool {
    let html = operator.read(path).await;
    let seconds: u64 = between(&html, "hx-trigger=\"every ", "s").expect("it is refreshed").parse().expect("seconds");
    let each = operator.look(path, true).await.bytes;
    let in_an_hour = each * HOUR / seconds;
    let what = format!("{path}: {each} bytes every {seconds} s, {:.0} kB", kilobytes(in_an_hour));
    target(in_an_hour <= BYTES, &what)
}
