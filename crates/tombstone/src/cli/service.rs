//! Commands on a service as a whole.

use std::path::PathBuf;

use clap::Args;
use url::Url;

/// The arguments of `tombstone init`.
#[derive(Debug, Args)]
pub(crate) struct Init {
    /// The file to write; an existing one is not replaced.
    #[arg(long, value_name = "FILE", default_value = "tombstone.toml")]
    pub(crate) file: PathBuf,
    /// Read the client secret, then the first operator's password from standard input, a line each, if needed and
    /// not in the environment.
    #[arg(long)]
    pub(crate) secrets_stdin: bool,
}

/// The arguments of `tombstone health`.
#[derive(Debug, Args)]
pub(crate) struct Health {
    /// The service, such as `http://127.0.0.1:8080`; default: from the settings.
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<Url>,
}

/// The arguments of `tombstone backup`.
#[derive(Debug, Args)]
pub(crate) struct Backup {
    /// The file to make; an existing one is not replaced.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// The arguments of `tombstone restore`.
#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// The backup.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Let it replace what is in the data folder, which is set aside.
    #[arg(long)]
    pub(crate) yes: bool,
}
