//! How far the log was answered for, in a file beside it: rows that are gone from its end are distinguished from rows that were
//! never there.
//!
//! It is not synced, since it need not survive more than the process: it may name less than there is, never of more.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::Path;

const FILE: &str = "events.mark";
/// Source, position, checksum.
const LENGTH: usize = 16 + 8 + 4;

/// What the log was last answered for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct HighWaterMark {
    /// The name of the log.
    pub(super) source: u128,
    /// The position of its last row.
    pub(super) position: i64,
}

impl HighWaterMark {
    /// What stands in this folder; none if it is not known.
    pub(super) fn read(folder: &Path) -> Option<Self> {
        let mut bytes = [0; LENGTH];
        File::open(folder.join(FILE)).ok()?.read_exact_at(&mut bytes, 0).ok()?;
        let sound = crc32fast::hash(&bytes[..24]).to_le_bytes() == bytes[24..];
        let source = u128::from_be_bytes(bytes[..16].try_into().ok()?);
        let position = i64::from_le_bytes(bytes[16..24].try_into().ok()?);
        sound.then_some(Self { source, position })
    }

    /// The file of this folder, to be written.
    pub(super) fn file(folder: &Path) -> io::Result<File> {
        OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(folder.join(FILE))
    }

    pub(super) fn write(self, file: &File) -> io::Result<()> {
        let mut bytes = [0; LENGTH];
        bytes[..16].copy_from_slice(&self.source.to_be_bytes());
        bytes[16..24].copy_from_slice(&self.position.to_le_bytes());
        let checksum = crc32fast::hash(&bytes[..24]);
        bytes[24..].copy_from_slice(&checksum.to_le_bytes());
        file.write_all_at(&bytes, 0)
    }
}
