//! Which database is measured.

use clap::ValueEnum;

/// A database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Engine {
    /// An embedded one.
    Sqlite,
    /// A server.
    Postgres,
}
