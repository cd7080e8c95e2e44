//! What the tests of the built binary and the benchmark share: the running service, portals, load and its reckoning.
//!
//! Tests run on SQLite. With `TEST_DATABASE=postgres` in the environment all of them run on PostgreSQL instead, on a
//! temporary server that this program starts itself, each in a database of its own. Tests that take PostgreSQL are
//! ignored unless `--include-ignored` says otherwise, so that what counts as passed has run. Those that fill a disk mount
//! a small one in memory, and fail where that is not allowed: it takes root, or user namespaces.

pub mod api;
pub mod axe;
pub mod browser;
pub mod chaos;
pub mod crash;
pub mod disk;
pub mod fleet;
pub mod load;
pub mod metrics;
pub mod page;
pub mod post;
pub mod postgres;
pub mod provider;
pub mod receiver;
pub mod sender;
pub mod server;
pub mod service;
pub mod siege;
pub mod town;
pub mod traces;

use std::time::{Duration, Instant};

/// How long to wait between two looks.
const LOOK: Duration = Duration::from_millis(10);

/// Looks again and again until there is something; panics after `patience` with what was waited for.
pub async fn eventually<T>(what: &str, patience: Duration, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(started.elapsed() < patience, "waited {patience:?} in vain for {what}");
        tokio::time::sleep(LOOK).await;
    }
}
