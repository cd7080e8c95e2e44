//! `tombstone migrate`: the schema. An embedded database also migrates itself whenever it is opened; once a server's
//! is not empty, only this changes it.

use domain::Clock;
use serde_json::json;
use store::{Database, Schema, Step, StepState};

use crate::cli::Migrate;
use crate::commands::progress::show_progress;
use crate::data_folder::DataFolder;
use crate::house::{House, database};
use crate::output::{counted, say};
use crate::settings::{BadSetting, Settings};

pub(crate) async fn run(migrate: &Migrate, settings: &Settings) -> anyhow::Result<()> {
    if migrate.reindex {
        return reindex(settings).await;
    }
    let folder = DataFolder::open(&settings.data_dir)?;
    let database = database(settings, &folder);
    let schema = Schema::open(&database).await?;
    if !migrate.status {
        // A server's migrates up while the previous version serves, even from this folder.
        let alone = matches!(database, Database::Sqlite(_)) || migrate.back.down.is_some();
        let _lock = alone.then(|| folder.lock()).transpose()?;
        if let Some(steps) = migrate.back.down {
            expect_leave(&schema.steps().await?, steps, migrate.back.yes)?;
            schema.down(steps).await?;
        } else {
            schema.up().await?;
            if settings.secret_key.is_none() {
                folder.secret_key()?; // other commands use it, and make none
            }
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

/// Nobody else uses an embedded database then; on a server indexing waits.
async fn reindex(settings: &Settings) -> anyhow::Result<()> {
    let house = House::open_existing(settings, Clock::system()).await?;
    let _lock = house.folder.lock()?;
    house.store.rebuild(house.clock.now(), show_progress("deletions")).await?;
    say("the search index and the counts are built anew");
    Ok(())
}

/// Refuses to lose data without --yes, and to take back more steps than were taken.
fn expect_leave(steps: &[Step], back: u32, yes: bool) -> Result<(), BadSetting> {
    const ALL: &str = "the whole database, with all portals, deletions and operators";
    let done: Vec<_> = steps.iter().filter(|step| step.state == StepState::Done).collect();
    let lost =
        |steps: &[&Step]| steps.iter().rev().map(|step| format!("  {}", step.name)).collect::<Vec<_>>().join("\n");
    let back = usize::try_from(back).unwrap_or(usize::MAX);
    let Some(kept) = done.len().checked_sub(back) else {
        let (taken, lost) = (counted(done.len(), "step"), lost(&done));
        let text = format!("--down {back} is more than the {taken} taken; nothing was changed");
        return Err(BadSetting(format!("{text}. Undoing all of them would lose {ALL}; they are:\n{lost}")));
    };
    if yes || back == 0 {
        return Ok(());
    }
    let (all, lost) = (if kept == 0 { format!("; that is {ALL}") } else { String::new() }, lost(&done[kept..]));
    Err(BadSetting(format!(
        "--down {back} undoes these steps, and all that their tables and columns hold is lost{all}:\n{lost}\n\
         Make a backup, then add --yes; nothing was changed"
    )))
}

fn word(state: StepState) -> &'static str {
    match state {
        StepState::Done => "done",
        StepState::Pending => "pending",
        StepState::Newer => "newer",
        StepState::Former => "former",
    }
}
