//! Sums over rows that do not depend on their order, so that two tables are compared in bounded memory.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::error::StoreError;

/// How many rows are in memory at once.
pub(super) const PIECE: u64 = 2_000;

/// So many rows, and a sum over them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Sum {
    pub(super) rows: u64,
    sum: u64,
}

impl Sum {
    pub(super) fn add(&mut self, row: &impl Hash) {
        let mut hash = DefaultHasher::new();
        row.hash(&mut hash);
        self.rows += 1;
        self.sum = self.sum.wrapping_add(hash.finish());
    }
}

/// Goes through rows in the order of their key: `next` reads the first [`PIECE`] of those after a row.
pub(super) async fn each<R>(
    next: impl AsyncFn(Option<&R>) -> Result<Vec<R>, StoreError>,
    mut take: impl FnMut(&R) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut last = None;
    loop {
        let mut rows = next(last.as_ref()).await?;
        rows.iter().try_for_each(&mut take)?;
        if (rows.len() as u64) < PIECE {
            return Ok(());
        }
        last = rows.pop();
    }
}
