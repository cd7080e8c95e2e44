//! Tombstone: catches every deletion that Bitrix24 portals report, keeps it, and makes it findable.

mod age;
mod archive;
mod cli;
mod commands;
mod data_folder;
mod house;
mod logging;
#[cfg(feature = "otlp")]
mod otlp;
mod output;
mod settings;
mod table;

use std::process::ExitCode;

use cli::Cli;
use settings::{BadSetting, Settings};

#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// The exit code for an unusable setting, as for an unusable argument.
const WRONG_USAGE: u8 = 2;

fn main() -> ExitCode {
    let cli = Cli::read();
    match run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(&error);
            if error.is::<BadSetting>() { ExitCode::from(WRONG_USAGE) } else { ExitCode::FAILURE }
        }
    }
}

fn run(cli: Cli) -> anyhow::Result<()> {
    // New files are for their owner alone, even in an existing folder: they may hold tokens.
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
    let settings = Settings::load(&cli.settings)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(commands::run(cli.command, &cli.settings, settings))
}
