//! What every page and callback of the role works with.

use domain::Clock;
use portals::Installer;
use store::Store;
use url::Url;

/// What an install works with.
#[derive(Clone, Debug)]
pub struct Install {
    /// Verifies and keeps installs.
    pub installer: Installer,
    /// The data.
    pub store: Store,
    /// The time.
    pub clock: Clock,
    /// How browsers reach this service; https makes the cookie secure.
    pub public_url: Url,
    /// For how many days deletions are kept of a portal that has no number of its own; 0 is for ever.
    pub retention: u16,
}
