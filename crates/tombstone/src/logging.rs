//! Log lines, on standard error: standard output is for results.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;
#[cfg(feature = "otlp")]
use tracing_subscriber::{Layer, Registry, prelude::*};

use crate::settings::{BadSetting, LogFormat, Settings};

/// Libraries that log trifles at `info`: each closed connection, each migration, each notice of `PostgreSQL`.
const QUIETER: &str = "poem=warn,sea_orm_migration=warn,sqlx=warn";

pub(crate) fn start(settings: &Settings) -> anyhow::Result<()> {
    let (filter, terminal) = (filter(settings)?, std::io::stderr().is_terminal());
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(terminal);
    match settings.log_format {
        LogFormat::Text => lines.init(),
        LogFormat::Json => lines.json().with_span_list(false).init(),
    }
    Ok(())
}

/// The same, beside a layer that gets spans at any log level.
#[cfg(feature = "otlp")]
pub(crate) fn start_beside(settings: &Settings, spans: impl Layer<Registry> + Send + Sync) -> anyhow::Result<()> {
    let (filter, terminal) = (filter(settings)?, std::io::stderr().is_terminal());
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_ansi(terminal);
    let lines = match settings.log_format {
        LogFormat::Text => lines.boxed(),
        LogFormat::Json => lines.json().with_span_list(false).boxed(),
    };
    tracing_subscriber::registry().with(spans).with(lines.with_filter(filter)).init();
    Ok(())
}

fn filter(settings: &Settings) -> anyhow::Result<EnvFilter> {
    let mut filter = EnvFilter::try_new(&settings.log).map_err(|_| {
        BadSetting("TOMBSTONE_LOG can't be used: write a filter such as info or warn,events=debug".to_owned())
    })?;
    if filter.max_level_hint() >= Some(LevelFilter::INFO) {
        filter = EnvFilter::try_new(format!("{QUIETER},{}", settings.log))?; // what the filter names still counts
    }
    Ok(filter)
}
