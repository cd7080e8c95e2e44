//! `tombstone migrate`: the schema. An embedded database also migrates itself whenever it is opened; a server's is
//! changed by this alone, once it is not empty.

use store::Schema;

use crate::cli::Migrate;
use crate::data_folder::DataFolder;
use crate::house::database;
use crate::output::say;
use crate::settings::Settings;

pub(crate) async fn run(migrate: &Migrate, settings: &Settings) -> anyhow::Result<()> {
    let folder = DataFolder::open(&settings.data_dir)?;
    let schema = Schema::open(&database(settings, &folder)).await?;
    if !migrate.status {
        let _lock = folder.lock()?;
        match migrate.down {
            Some(steps) => schema.down(steps).await?,
            None => schema.up().await?,
        }
    }
    for step in schema.steps().await? {
        say(format_args!("{}  {}", if step.done { "done   " } else { "pending" }, step.name));
    }
    Ok(())
}
