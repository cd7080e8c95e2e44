//! The schemas of the database and of the event log, one step per file.
//!
//! Keys and unique indexes of a portal's tables begin with `member_id`. Times are microseconds since 1970 in UTC: 8
//! bytes, and the same order on every database. A step is never edited once it is part of a release, and names its
//! tables as text: entities change, steps don't.

#![allow(clippy::wildcard_imports, reason = "the schema helpers are made to be imported so")]

mod database;
mod log;

pub use database::Migrator;
pub use log::LogMigrator;
