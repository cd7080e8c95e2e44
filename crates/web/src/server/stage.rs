//! The routes of connections, and the stages of shutdown.

use std::sync::Arc;

use poem::Response;
use poem::endpoint::DynEndpoint;

pub(super) type Routes = Arc<dyn DynEndpoint<Output = Response>>;

/// How far the shutdown of the server has got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd)]
pub(super) enum Stage {
    /// The server serves.
    Serving,
    /// Requests in flight finish.
    Finishing,
    /// All connections close at once.
    Aborting,
}
