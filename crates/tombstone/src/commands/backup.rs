//! `tombstone backup`: everything but the secret key in one file, while the service runs and takes load.

mod age;

use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context;
use domain::Clock;
use serde_json::json;
use store::{CopySink, CopySummary, Database, FolderCopy, PostgresUrl};
use time::OffsetDateTime;

use crate::archive::{Engine, FORMAT, Manifest, Writer};
use crate::cli::Backup;
use crate::cli::VERSION;
use crate::commands::progress::Mebibytes;
use crate::commands::stop::until_asked_to_stop;
use crate::data_folder::{DataFolder, PROCESS, is_there, unreadable};
use crate::house::{database, is_empty, no_service};
use crate::output::{counted, rfc3339, say, warn};
use crate::settings::Settings;

pub(crate) use age::job;

struct Made {
    summary: CopySummary,
    complete_to: OffsetDateTime,
    bytes: u64,
}

pub(crate) async fn run(command: &Backup, settings: &Settings, clock: &Clock) -> anyhow::Result<()> {
    let folder = DataFolder::at(&settings.data_dir);
    let database = database(settings, &folder);
    expect_data(&folder, &database).await?;
    let made = make(&command.file, &folder, &database, clock).await;
    let made = made.with_context(|| format!("the backup {} was not made", command.file.display()))?;
    if let Err(error) = folder.note_backup(made.complete_to) {
        warn(format_args!("the backup is made, but `tombstone doctor` will not know of it: {error:#}"));
    }
    if command.json {
        say_json(command, &database, &made);
    } else {
        say_all(&command.file, &folder, &database, &made)?;
    }
    Ok(())
}

async fn expect_data(folder: &DataFolder, database: &Database) -> anyhow::Result<()> {
    folder.expect_whole()?;
    let is_there = match database {
        Database::Sqlite(path) => is_there(path)? && !is_empty(database).await?,
        Database::Postgres(_) => is_there(&folder.event_log())?, // the server may be away
    };
    if is_there { Ok(()) } else { Err(no_service(folder, database)) }
}

async fn make(file: &Path, folder: &DataFolder, database: &Database, clock: &Clock) -> anyhow::Result<Made> {
    let (engine, embedded) = match database {
        Database::Sqlite(path) => (Engine::Sqlite, Some(path.as_path())),
        Database::Postgres(_) => (Engine::Postgres, None),
    };
    let began_at = clock.now();
    let copy = FolderCopy::begin(embedded, &folder.event_log()).await?;
    let summary = copy.summary.clone();
    let manifest = Manifest {
        format: FORMAT,
        tombstone: VERSION.to_owned(),
        began_at,
        engine,
        schema: summary.schema.clone(),
        portals: summary.portals,
        deletions: summary.deletions,
    };
    let stop = stopped();
    let (mut shown, all) = (Mebibytes::new("MiB read"), copy.bytes()?);
    let mut writer = Writer::begin(file, &manifest, move |bytes| shown.note(bytes, all), stop)?;
    let process = folder.process();
    if is_there(&process)? {
        let process = File::open(&process).map_err(|error| unreadable(&process, error))?;
        let length = process.metadata()?.len();
        writer.put(PROCESS, length, &mut &process)?;
    }
    let complete_to = copy.copy(clock, &mut writer).await?;
    let bytes = writer.finish(complete_to)?;
    Ok(Made { summary, complete_to, bytes })
}

/// Set when the process is asked to stop.
fn stopped() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let (asked, noted) = (until_asked_to_stop(), Arc::clone(&stop));
    tokio::spawn(async move {
        asked.await;
        noted.store(true, Ordering::Relaxed);
    });
    stop
}

fn say_json(command: &Backup, database: &Database, made: &Made) {
    say(json!({
        "file": command.file,
        "bytes": made.bytes,
        "complete_to": rfc3339(made.complete_to),
        "portals": made.summary.schema.is_some().then_some(made.summary.portals),
        "deletions": made.summary.schema.is_some().then_some(made.summary.deletions),
        "then": match database {
            Database::Sqlite(_) => None,
            Database::Postgres(url) => Some(pg_dump(url)),
        },
    }));
}

fn say_all(file: &Path, folder: &DataFolder, database: &Database, made: &Made) -> anyhow::Result<()> {
    let (file, kibibytes) = (file.display(), made.bytes.div_ceil(1024));
    say(format_args!(
        "{file} is made ({kibibytes} KiB): it has all that was answered before {}",
        rfc3339(made.complete_to)
    ));
    match database {
        Database::Sqlite(_) => {
            say(format_args!(
                "The backup began with {} and {}",
                counted(made.summary.portals, "portal"),
                counted(made.summary.deletions, "deletion")
            ));
        }
        Database::Postgres(url) => {
            say("It has only this process's event log. Make one of each data folder; after that, copy the database:");
            say(format_args!("  {}", pg_dump(url)));
        }
    }
    if folder.has_key()? {
        say(format_args!("The secret key is not in it: keep a copy of {} elsewhere", folder.key().display()));
    } else {
        say("The secret key is not in it: keep TOMBSTONE_SECRET_KEY elsewhere");
    }
    Ok(())
}

/// The command that dumps the database of a server; it prompts for the password.
fn pg_dump(url: &PostgresUrl) -> String {
    let arguments = url.client_arguments();
    let quoted = arguments.iter().map(|(flag, value)| format!(" --{flag}={}", shell_quoted(value)));
    format!("pg_dump --format=custom --file=tombstone.dump{}", quoted.collect::<String>())
}

/// Quoted for a shell.
fn shell_quoted(text: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./:".contains(&byte);
    if text.bytes().all(is_plain) { text.to_owned() } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dump_names_the_database_and_no_password() {
        let url = "postgres://ada:hush@db.example:6432/tomb%20stone?sslmode=disable";
        let Ok(Database::Postgres(url)) = url.parse() else { panic!("an address") };
        let expected = "pg_dump --format=custom --file=tombstone.dump --host=db.example --port=6432 --username=ada \
                        --dbname='tomb stone'";
        assert_eq!(pg_dump(&url), expected);
        let Ok(Database::Postgres(url)) = "postgres:///t?host=/run/pg&user=ada".parse() else { panic!("an address") };
        assert!(pg_dump(&url).ends_with("--host=/run/pg --port=5432 --username=ada --dbname=t"));
    }
}
