//! A row that matches, before the page reads it in full.

/// A matching row: its place, and the size of its payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spotted {
    pub(super) place: i64,
    pub(super) member_id: String,
    pub(super) number: i64,
    pub(super) bytes: i64,
    pub(super) event: String,
    pub(super) received_at: i64,
}
