//! What the role's pages and callbacks share.

use domain::Clock;
use portals::Installer;
use store::Store;
use url::Url;

/// The shared state of the role's pages and callbacks.
#[derive(Clone, Debug)]
pub struct Install {
    /// Verifies and keeps installs.
    pub installer: Installer,
    /// The store.
    pub store: Store,
    /// The clock.
    pub clock: Clock,
    /// How browsers reach this service; https makes the cookie secure.
    pub public_url: Url,
    /// How many days to keep deletions of a portal without a retention of its own; 0 is forever.
    pub retention: u16,
}
