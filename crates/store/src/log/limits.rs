//! Limits of the data folder, and of the memory for writing to it.

/// How many commands may wait for a writer; more are refused at once, since they would wait too long.
pub(super) const QUEUE: usize = 4096;

/// How much may lie in the data folder.
#[derive(Clone, Copy, Debug)]
pub struct LogLimits {
    /// Parked events of one portal that is not installed.
    pub per_portal: u64,
    /// Bytes of these events.
    pub portal_bytes: u64,
    /// Bytes of parked events of all portals that are not installed; one network may take a quarter of them.
    pub not_installed_bytes: u64,
    /// Bytes of events that the database does not have yet.
    pub spool_bytes: u64,
    /// Bytes of events that are parked because the database is away or fails. One network may take half of them, since
    /// most portals of the cloud send from few networks.
    pub unverified_bytes: u64,
}

impl Default for LogLimits {
    fn default() -> Self {
        Self {
            per_portal: 1_000,
            portal_bytes: 2 << 20,
            not_installed_bytes: 32 << 20,
            spool_bytes: 1 << 30,
            unverified_bytes: 64 << 20,
        }
    }
}
