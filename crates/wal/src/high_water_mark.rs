//! The high-water mark, in a file beside the log: it distinguishes rows lost from the log's end from rows that never
//! existed.
//!
//! It is not synced, since it need only survive the process: it may lag behind the log, but is never ahead of it.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::Path;

const FILE: &str = "events.mark";
/// Source, position, checksum.
const LENGTH: usize = 16 + 8 + 4;

/// A log's last acknowledged position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct HighWaterMark {
    /// The log's identifier.
    pub(super) source: u128,
    /// The position of its last row.
    pub(super) position: i64,
}

impl HighWaterMark {
    /// The mark of this folder; none if unknown.
    pub(super) fn read(folder: &Path) -> Option<Self> {
        let mut bytes = [0; LENGTH];
        File::open(folder.join(FILE)).ok()?.read_exact_at(&mut bytes, 0).ok()?;
        let sound = crc32fast::hash(&bytes[..24]).to_le_bytes() == bytes[24..];
        let source = u128::from_be_bytes(bytes[..16].try_into().ok()?);
        let position = i64::from_le_bytes(bytes[16..24].try_into().ok()?);
        sound.then_some(Self { source, position })
    }

    /// Opens the mark's file for writing.
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
