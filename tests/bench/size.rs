//! How much is measured.

use std::path::PathBuf;

use clap::Args;

/// How big the load is.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Size {
    /// How long a round lasts.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub(crate) seconds: u64,
    /// How many rounds there are.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..=100))]
    pub(crate) rounds: u64,
    /// From how many connections events are posted.
    #[arg(long, default_value_t = 64, value_parser = clap::value_parser!(u64).range(1..=1_000))]
    pub(crate) connections: u64,
    /// How many portals they come from.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u64).range(1..=10_000))]
    pub(crate) portals: u64,
}

/// How big the load is, and the store that it comes to.
#[derive(Clone, Debug, Args)]
pub(crate) struct Ingest {
    #[command(flatten)]
    pub(crate) size: Size,
    /// How many events a second are offered, whether or not earlier ones are answered; without it, as many as are
    /// answered.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub(crate) rate: Option<u32>,
    #[command(flatten)]
    pub(crate) store: Store,
}

/// What lies in a service at rest.
#[derive(Clone, Debug, Args)]
pub(crate) struct Rest {
    /// How many portals there are.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u64).range(1..=10_000))]
    pub(crate) portals: u64,
    #[command(flatten)]
    pub(crate) store: Store,
}

/// What there is before it begins.
#[derive(Clone, Debug, Args)]
pub(crate) struct Store {
    /// How many deletions there are.
    #[arg(long, default_value_t = 0)]
    pub(crate) rows: u64,
    /// A folder that keeps them on SQLite: filled the first time, and used as it is afterwards.
    #[arg(long)]
    pub(crate) store: Option<PathBuf>,
}

/// How much is indexed.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Bulk {
    /// How many deletions.
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(1..=1_000_000_000))]
    pub(crate) deletions: u64,
    /// How many of them in one block.
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..=20_000))]
    pub(crate) block: u64,
}

/// Whose instructions are counted.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Instructions {
    /// How many portals the events come from.
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u64).range(1..=10_000))]
    pub(crate) portals: u64,
    /// How many of the functions that cost the most are printed.
    #[arg(long, default_value_t = 0)]
    pub(crate) functions: usize,
}

/// How events come while instructions are counted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Steps {
    /// How many at a time, each on a connection of its own.
    pub(crate) at_once: u64,
    /// How many are indexed in one block.
    pub(crate) block: u64,
    /// How many blocks there are.
    pub(crate) blocks: u64,
}

/// How big the tables are.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Tables {
    /// How many portals the larger one has; the smaller one has 1,000.
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(1_000..=10_000_000))]
    pub(crate) portals: u64,
    /// How often each is measured.
    #[arg(long, default_value_t = 40, value_parser = clap::value_parser!(u32).range(1..=1_000))]
    pub(crate) rounds: u32,
}

/// A count as an index or a length.
pub(crate) fn count(number: u64) -> usize {
    usize::try_from(number).expect("a count fits")
}
