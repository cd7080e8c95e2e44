//! `tombstone init`: asks for the settings that a service must have, writes them to a file, creates the data folder
//! and the first operator, and says what is left to do.

mod questions;

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, absolute};

use anyhow::{Context, bail};
use domain::Clock;
use domain::catalogue::SCOPES;
use domain::operator::Role::Owner;
use domain::reach::Reach;
use rustix::fs::{Access, access};
use url::Url;

use crate::cli::{Flags, Init};
use crate::commands::{doctor, operator};
use crate::data_folder::DataFolder;
use crate::house::House;
use crate::output::say;
use crate::settings::{BadSetting, Draft, Settings, is_secret};

/// The settings of `tombstone.service` (deploy/systemd).
const UNIT_SETTINGS: &str = "/etc/tombstone/tombstone.toml";

pub(crate) async fn run(init: &Init, flags: &Flags, clock: &Clock) -> anyhow::Result<()> {
    expect_no_secret(flags)?;
    let file = absolute(&init.file)?;
    expect_room(&file)?;
    let mut draft = Draft::load(flags)?;
    questions::answer(&mut draft, init.secrets_stdin)?;
    let folder = absolute(draft.text("data_dir"))?;
    draft.set("data_dir", folder.display().to_string())?; // wherever the service starts
    let settings = draft.settings()?;
    write(&file, &draft.to_toml())?;
    if let Err(error) = begin(&settings, clock).await {
        fs::remove_file(&file)?; // so that init can run again
        return Err(error);
    }
    report(&file, &settings, clock).await;
    Ok(())
}

/// Process lists show flags to everybody on the machine.
fn expect_no_secret(flags: &Flags) -> Result<(), BadSetting> {
    let given = flags.given().find(|(key, _)| is_secret(key));
    let Some((key, _)) = given else { return Ok(()) };
    Err(BadSetting(format!(
        "init does not take --{}: others could read it in the process list; set TOMBSTONE_{} in the environment, or \
         use --secrets-stdin",
        key.replace('_', "-"),
        key.to_uppercase()
    )))
}

/// Fails before anybody is asked anything, if the file could not be written.
fn expect_room(file: &Path) -> anyhow::Result<()> {
    if file.symlink_metadata().is_ok() {
        bail!("{} exists already, and is not replaced; name another file with --file", file.display());
    }
    let folder = file.parent().unwrap_or(file);
    let may_write = access(folder, Access::WRITE_OK | Access::EXEC_OK).map_err(io::Error::from);
    may_write.with_context(|| {
        let folder = folder.display();
        format!("no file can be made in the folder {folder}; make that folder, or name another file with --file")
    })
}

fn write(path: &Path, settings: &str) -> anyhow::Result<()> {
    let made = || -> io::Result<()> {
        let mut file = OpenOptions::new().create_new(true).write(true).mode(0o600).open(path)?;
        writeln!(file, "# Tombstone's settings; docs/operations.md lists them all.\n{settings}")?;
        file.sync_all()
    };
    made().with_context(|| format!("{} can't be written; name another file with --file", path.display()))
}

/// Creates the database with its key and the first operator.
async fn begin(settings: &Settings, clock: &Clock) -> anyhow::Result<()> {
    let _lock = DataFolder::open(&settings.data_dir)?.lock()?;
    let house = House::open(settings, clock.clone()).await?;
    let (email, password) = (&settings.admin_email, &settings.admin_password);
    if house.store.count_operators().await? > 0 {
        say("there are operators already; none added");
    } else if let Some((email, password)) = email.as_ref().zip(password.as_ref()) {
        operator::create(&house, email, password, Owner, Reach::AllPortals).await?;
        say(format_args!("owner {} added", email.trim().to_lowercase()));
    }
    Ok(house.store.close().await?)
}

async fn report(file: &Path, settings: &Settings, clock: &Clock) {
    let folder = DataFolder::at(&settings.data_dir);
    say(format_args!("{} is written, for its owner alone", file.display()));
    if settings.secret_key.is_none() {
        say(format_args!("{} is the secret key: keep a copy elsewhere, it is in no backup", folder.key().display()));
    }
    say("");
    say("As `tombstone doctor` sees it now; the public address answers once the service runs behind the proxy:");
    doctor::show(settings, clock).await;
    if let Some(url) = &settings.public_url {
        say("");
        for (what, address) in card(url) {
            say(format_args!("{what:55}  {address}"));
        }
    }
    say(format_args!("{:55}  {}", "scopes", SCOPES.join(", ")));
    say("");
    say("Enter these in the app's Bitrix24 card, route the addresses here by a TLS proxy, and start the service:");
    if file == Path::new(UNIT_SETTINGS) {
        say("  systemctl enable --now tombstone");
    } else {
        say(format_args!("  TOMBSTONE_CONFIG={} tombstone serve", file.display()));
    }
    match &settings.public_url {
        Some(url) if settings.admin_email.is_some() => say(format_args!("Then open {url} and log in.")),
        Some(_) => say("Then open the link that it prints to make the first operator, unless there is one already."),
        None => {}
    }
}

/// The addresses of the app's card.
fn card(url: &Url) -> [(&'static str, String); 3] {
    let address = |path: &str| format!("{}{path}", url.as_str().trim_end_matches('/'));
    [
        ("installer (initial installation path), or callback", address("/bitrix24/install")),
        ("the app itself", address("/bitrix24/app")),
        ("redirect address of the authorization (OAuth 2.0)", address("/oauth/callback")),
    ]
}
