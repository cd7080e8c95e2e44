//! Tombstone: catches every deletion that Bitrix24 portals report, keeps it, and makes it findable.

mod cli;
mod commands;
mod data_folder;
mod house;
mod logging;
mod output;
mod settings;
mod table;

use std::process::ExitCode;

use clap::Parser;

use cli::Cli;
use settings::Settings;

#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(&error);
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> anyhow::Result<()> {
    let settings = Settings::load(&cli.settings)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(commands::run(cli.command, settings))
}
