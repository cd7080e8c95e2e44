//! `tombstone restore`: puts a backup into a data folder. It finds faults of the backup before it changes anything,
//! and sets aside what was there, never mixing the two.

mod placing;

use std::fs::File;
use std::io;
use std::path::absolute;

use anyhow::{Context, bail};
use store::{Database, Schema};

use crate::archive::{self, Contents, Engine, Manifest};
use crate::cli::Restore;
use crate::commands::progress::Mebibytes;
use crate::data_folder::{DataFolder, is_part, is_there};
use crate::house::database;
use crate::output::{counted, rfc3339, say};
use crate::settings::Settings;

pub(crate) async fn run(command: &Restore, settings: &Settings) -> anyhow::Result<()> {
    File::open(&command.file).with_context(|| format!("{} can't be opened", command.file.display()))?;
    let folder = DataFolder::at(&settings.data_dir);
    let mut lock = None;
    if is_there(folder.path())? {
        lock = Some(folder.lock_as_it_is()?);
        expect_leave(&folder, command.yes)?;
    }
    let in_the_file = || format!("{} can't be restored; nothing was changed", command.file.display());
    let (manifest, contents) = verify(command).with_context(in_the_file)?;
    expect_fit(&manifest, &database(settings, &folder), &folder).with_context(in_the_file)?;
    let folder = DataFolder::open(&settings.data_dir)?;
    let _lock = match lock {
        Some(lock) => lock,
        None => folder.lock_as_it_is()?,
    };
    placing::unpack(&command.file, &folder).await.with_context(in_the_file)?;
    let aside = placing::place(&folder, contents.complete_to)?;
    say_all(&folder, settings, &manifest, &contents)?;
    if let Some(aside) = aside {
        say(format_args!("What was there before is in {}: remove it once all is well", aside.display()));
    }
    Ok(())
}

fn expect_leave(folder: &DataFolder, yes: bool) -> anyhow::Result<()> {
    if yes || folder.data()?.is_empty() && folder.expect_whole().is_ok() {
        return Ok(());
    }
    bail!(
        "the folder {} has a service's data; name an empty one with --data-dir, or use --yes to put the backup in its \
         place: what is there is then set aside",
        folder.path().display()
    );
}

/// Reads all of the backup once, and keeps nothing.
fn verify(command: &Restore) -> anyhow::Result<(Manifest, Contents)> {
    let mut shown = Mebibytes::new("MiB checked");
    let nowhere = |_: &str| -> io::Result<Box<dyn io::Write>> { Ok(Box::new(io::sink())) };
    Ok(archive::read(&command.file, is_part, nowhere, |done, all| shown.note(done, all))?)
}

/// Refuses a backup that a service with these settings could not use.
fn expect_fit(manifest: &Manifest, database: &Database, folder: &DataFolder) -> anyhow::Result<()> {
    match (manifest.engine, database) {
        (Engine::Sqlite, Database::Postgres(server)) => bail!(
            "it has an embedded database, but TOMBSTONE_DATABASE_URL names {server}; restore it without that setting"
        ),
        (Engine::Sqlite, Database::Sqlite(path)) if absolute(path)? != absolute(folder.database())? => bail!(
            "its database belongs in the data folder, but TOMBSTONE_DATABASE_URL names {}; restore it without that \
             setting, then move {} there",
            path.display(),
            folder.database().display()
        ),
        (Engine::Postgres, Database::Sqlite(_)) => bail!(
            "it has the event log of a process whose database is on a PostgreSQL server; restore that database with \
             pg_restore, and set TOMBSTONE_DATABASE_URL to it"
        ),
        _ => {}
    }
    if let Some(step) = manifest.schema.as_deref().filter(|step| !Schema::knows(step)) {
        bail!("its schema is newer than this program ({step}); run tombstone {} or newer", manifest.tombstone);
    }
    Ok(())
}

fn say_all(folder: &DataFolder, settings: &Settings, manifest: &Manifest, contents: &Contents) -> anyhow::Result<()> {
    let Manifest { engine, portals, deletions, tombstone, .. } = manifest;
    let (path, time) = (folder.path().display(), rfc3339(contents.complete_to));
    match engine {
        Engine::Sqlite => say(format_args!(
            "{path} has what tombstone {tombstone} had at {time}; the backup began with {} and {}",
            counted(*portals, "portal"),
            counted(*deletions, "deletion")
        )),
        Engine::Postgres => say(format_args!(
            "{path} has the event log that tombstone {tombstone} had at {time}; restore the dump of the database before \
             you start it"
        )),
    }
    if settings.secret_key.is_some() || folder.has_key()? {
        say("It opens only with the secret key of the service that was backed up");
    } else {
        say(format_args!(
            "The secret key is missing, as it is in no backup: copy it to {} (for its owner alone, mode 0600), or set \
             TOMBSTONE_SECRET_KEY",
            folder.key().display()
        ));
    }
    say("Then run `tombstone doctor`; if all is well, start `tombstone serve`");
    say("The service that was backed up must not run beside it: both would renew the same tokens");
    Ok(())
}
