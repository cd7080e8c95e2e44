//! What a connection serves, and for how long.

use std::sync::Arc;

use poem::Response;
use poem::endpoint::DynEndpoint;

/// What all requests go to.
pub(super) type Routes = Arc<dyn DynEndpoint<Output = Response>>;

/// How far the end of the server is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd)]
pub(super) enum Stage {
    /// It serves.
    Serving,
    /// What is in flight is finished.
    Finishing,
    /// All connections close at once.
    Aborting,
}
