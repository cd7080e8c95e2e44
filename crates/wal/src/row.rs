//! Rows of the log.

/// A row of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogRow {
    /// Its place in the log.
    pub position: i64,
    /// When it was durable, in microseconds since 1970.
    pub received_at: i64,
    /// What was appended.
    pub record: Vec<u8>,
}

/// The last row.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Last {
    pub(crate) position: i64,
    pub(crate) received_at: i64,
}
