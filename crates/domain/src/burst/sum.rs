//! Sums of deletions.

/// How many deletions, from when to when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sum {
    pub(super) deletions: u64,
    pub(super) first: i64,
    pub(super) last: i64,
}

impl Sum {
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            deletions: self.deletions.saturating_add(other.deletions),
            first: self.first.min(other.first),
            last: self.last.max(other.last),
        }
    }
}
