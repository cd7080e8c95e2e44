//! What was removed is to be in no file any more, as far as the database is one.

use std::sync::atomic::Ordering;

use crate::Store;
use crate::error::StoreError;

/// A database that is larger is not written anew: that takes about two seconds, in which nothing is indexed.
const MOST: i64 = 128 << 20;

impl Store {
    /// Notes that so much was removed that its traces are to be removed too.
    pub fn note_removed(&self) {
        self.removed.store(true, Ordering::Relaxed);
    }

    /// Whether that was noted since this was last asked.
    pub fn take_removed(&self) -> bool {
        self.removed.swap(false, Ordering::Relaxed)
    }

    /// Writes an embedded database anew, if it is not large: rows that were removed may have left bytes in it.
    pub async fn rewrite(&self) -> Result<(), StoreError> {
        Ok(self.connections.rewrite(MOST).await?)
    }

    /// Empties the write-ahead log of an embedded database, in which removed rows stand as they were. False if somebody
    /// still reads what was before, so that it has to be tried again.
    pub async fn empty_wal(&self) -> Result<bool, StoreError> {
        Ok(self.connections.empty_wal().await?)
    }
}
