//! Rows of the log.

/// A row of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogRow {
    /// Its place in the log.
    pub position: i64,
    /// When it was appended, in microseconds since 1970.
    pub received_at: i64,
    /// The appended bytes.
    pub record: Vec<u8>,
}

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Last {
    pub(crate) position: i64,
    pub(crate) received_at: i64,
}
