//! The file of a backup: a tar, compressed by zstd, so that other programs can look into it.
//!
//! Its first member says what it is, then come the files of the data folder, and the last member lists them with their
//! checksums: they are known only when everything was read, while the service went on writing.

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

/// What a backup is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// The version of the format.
    pub(crate) format: u32,
    /// The version of the program that made it.
    pub(crate) tombstone: String,
    /// When it was begun.
    #[serde(with = "time::serde::rfc3339")]
    pub(crate) began_at: OffsetDateTime,
    /// Where the service has its database.
    pub(crate) engine: Engine,
    /// The last step of the schema that was taken there; none if the database is not in the backup.
    pub(crate) schema: Option<String>,
    /// How many portals there are in the database.
    pub(crate) portals: u64,
    /// How many deletions of them.
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

/// What is in a backup.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Contents {
    /// Everything that was answered before this time is in it.
    #[serde(with = "time::serde::rfc3339")]
    pub(crate) complete_to: OffsetDateTime,
    /// Its files, in their order.
    pub(crate) parts: Vec<Part>,
}

/// A file in a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Part {
    /// Its name in the data folder.
    pub(crate) name: String,
    /// How long it is.
    pub(crate) bytes: u64,
    /// Its checksum, in hexadecimal digits.
    pub(crate) sha256: String,
}

fn hex(digest: impl AsRef<[u8]>) -> String {
    digest.as_ref().iter().fold(String::with_capacity(64), |hex, byte| format!("{hex}{byte:02x}"))
}
