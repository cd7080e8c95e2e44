//! Which database is measured.

use clap::ValueEnum;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Engine {
    /// An embedded one.
    Sqlite,
    /// A server.
    Postgres,
}
