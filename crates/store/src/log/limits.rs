//! Limits of the data folder, and of the memory for writing to it.

use time::Duration;

/// How many commands may wait for a writer; more are refused at once, since they would wait too long.
pub(super) const QUEUE: usize = 4096;

/// How much may lie in the data folder.
#[derive(Clone, Copy, Debug)]
pub struct LogLimits {
    /// Limits for parked events of portals that are not installed.
    pub not_installed: NotInstalledLimits,
    /// Bytes of events that the database does not have yet.
    pub spool_bytes: u64,
    /// Bytes of events that are parked because the database is away or fails. One network may take half of them, since
    /// most portals of the cloud send from few networks.
    pub unverified_bytes: u64,
}

impl Default for LogLimits {
    fn default() -> Self {
        Self { not_installed: NotInstalledLimits::default(), spool_bytes: 1 << 30, unverified_bytes: 64 << 20 }
    }
}

/// Limits for parked events of portals that are not installed.
#[derive(Clone, Copy, Debug)]
pub struct NotInstalledLimits {
    /// Events of one portal.
    pub per_portal: u64,
    /// Bytes of one portal's events.
    pub portal_bytes: u64,
    /// Bytes of all portals' events together; one network may take a quarter of them.
    pub bytes: u64,
    /// How long an event waits for the install that proves it.
    pub lifetime: Duration,
}

impl Default for NotInstalledLimits {
    fn default() -> Self {
        Self { per_portal: 1_000, portal_bytes: 2 << 20, bytes: 32 << 20, lifetime: Duration::hours(24) }
    }
}
