//! `tombstone migrate`: the schema. An embedded database also migrates itself whenever it is opened; a server's is
//! changed by this alone, once it is not empty.

use serde_json::json;
use store::{Schema, StepState};

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
    let steps = schema.steps().await?;
    if migrate.json {
        let steps: Vec<_> = steps.iter().map(|step| json!({ "name": step.name, "state": word(step.state) })).collect();
        say(serde_json::to_string_pretty(&steps)?);
        return Ok(());
    }
    for step in steps {
        say(format_args!("{:7}  {}", word(step.state), step.name));
    }
    Ok(())
}

fn word(state: StepState) -> &'static str {
    match state {
        StepState::Done => "done",
        StepState::Pending => "pending",
        StepState::Newer => "newer",
    }
}
