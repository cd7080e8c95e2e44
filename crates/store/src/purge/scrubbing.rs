//! Removes traces of removed rows from the files of an embedded database.

use std::sync::atomic::Ordering;

use crate::Store;
use crate::error::StoreError;

/// The largest database that is rewritten, in bytes: this takes about two seconds, in which nothing is indexed.
const MOST: i64 = 128 << 20;

impl Store {
    /// Notes that rows were removed whose traces are to be removed too.
    pub fn note_removed(&self) {
        self.removed.store(true, Ordering::Relaxed);
    }

    /// Whether [`note_removed`](Self::note_removed) was called since the last call of this.
    pub fn take_removed(&self) -> bool {
        self.removed.swap(false, Ordering::Relaxed)
    }

    /// Rewrites an embedded database unless it is large: removed rows may have left bytes in it.
    pub async fn rewrite(&self) -> Result<(), StoreError> {
        Ok(self.connections.rewrite(MOST).await?)
    }

    /// Empties the write-ahead log of an embedded database, in which removed rows stand as they were. False if somebody
    /// still reads old pages, so that the caller has to retry.
    pub async fn empty_wal(&self) -> Result<bool, StoreError> {
        Ok(self.connections.empty_wal().await?)
    }
}
