//! A backup file: a tar compressed with zstd, so that other programs can read it.
//!
//! The first member is the manifest, then come the files of the data folder. The last lists them with their
//! checksums, known only once all is read while the service goes on writing.

mod reader;
mod writer;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

pub(crate) use reader::read;
pub(crate) use writer::Writer;

/// The name of the first member.
const MANIFEST: &str = "manifest.json";
/// The name of the last member.
const CONTENTS: &str = "contents.json";
/// The present version of the format.
pub(crate) const FORMAT: u32 = 1;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Manifest {
    pub(crate) format: u32,
    /// The version of the program that made it.
    pub(crate) tombstone: String,
    #[serde(with = "time::serde::rfc3339")]
    pub(crate) began_at: OffsetDateTime,
    pub(crate) engine: Engine,
    /// The last migration in the database; none if the database is not in the backup.
    pub(crate) schema: Option<String>,
    pub(crate) portals: u64,
    pub(crate) deletions: u64,
}

/// Where a service has its database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Engine {
    /// In the data folder, and so in the backup.
    Sqlite,
    /// On a server: the backup has the event log alone.
    Postgres,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Contents {
    /// Everything that was answered before this time is in it.
    #[serde(with = "time::serde::rfc3339")]
    pub(crate) complete_to: OffsetDateTime,
    /// In their order there.
    pub(crate) parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Part {
    /// Its name in the data folder.
    pub(crate) name: String,
    pub(crate) bytes: u64,
    /// In hexadecimal digits.
    pub(crate) sha256: String,
}
