//! What a page needs to know of a row before it reads it whole.

/// A row that fits: where it is, and how large what it brings is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spotted {
    pub(super) place: i64,
    pub(super) member_id: String,
    pub(super) number: i64,
    pub(super) bytes: i64,
    pub(super) event: String,
    pub(super) received_at: i64,
}
