//! What every command needs: the store, opened with the right key.

use anyhow::{Context, anyhow};
use domain::Clock;
use domain::vault::Vault;
use store::{Database, EventLog, LogLimits, Schema, StepState, Store};

use crate::data_folder::{DataFolder, is_there};
use crate::settings::Settings;

/// Where the database is: in the data folder, unless another one is named.
pub(crate) fn database(settings: &Settings, folder: &DataFolder) -> Database {
    settings.database_url.clone().unwrap_or_else(|| Database::Sqlite(folder.database()))
}

/// The store and the folder that it is in.
pub(crate) struct House {
    pub(crate) folder: DataFolder,
    pub(crate) store: Store,
    pub(crate) clock: Clock,
}

impl House {
    /// Opens the database of an existing service: in a wrong folder, a command would create another one and find it
    /// well.
    pub(crate) async fn open_existing(settings: &Settings, clock: Clock) -> anyhow::Result<Self> {
        let folder = DataFolder::at(&settings.data_dir);
        folder.expect_whole()?;
        let database = database(settings, &folder);
        let is_there = match &database {
            Database::Sqlite(path) => is_there(path)?,
            Database::Postgres(_) => settings.secret_key.is_some() || is_there(&settings.data_dir)?,
        };
        if !is_there || is_empty(&database).await? {
            return Err(no_service(&folder, &database));
        }
        if lacks_key(settings, &folder)? {
            return Err(no_key(&folder, &database));
        }
        Self::open_in(folder, settings, clock).await
    }

    /// Opens the database, which migrates itself; also beside a running service. Makes a key only if none has sealed
    /// anything there: data that was restored without its key would not be read by a new one.
    pub(crate) async fn open(settings: &Settings, clock: Clock) -> anyhow::Result<Self> {
        let folder = DataFolder::open(&settings.data_dir)?;
        let database = database(settings, &folder);
        if lacks_key(settings, &folder)? && is_sealed(&database).await? {
            return Err(no_key(&folder, &database));
        }
        Self::open_in(folder, settings, clock).await
    }

    async fn open_in(folder: DataFolder, settings: &Settings, clock: Clock) -> anyhow::Result<Self> {
        let database = database(settings, &folder);
        let key = settings.secret_key.clone().map_or_else(|| folder.secret_key(), Ok)?;
        let vault = Vault::new(key, settings.secret_keys_old.iter().cloned());
        let store = Store::open(&database, vault).await;
        let store = store.with_context(|| format!("the database {database} can't be opened"))?;
        Ok(Self { folder, store, clock })
    }

    /// Opens the event log: for the service alone.
    pub(crate) async fn event_log(&self, spool_bytes: u64) -> anyhow::Result<EventLog> {
        let path = self.folder.event_log();
        let limits = LogLimits { spool_bytes, ..LogLimits::default() };
        let log = EventLog::open(&path, &self.store, self.clock.clone(), limits).await;
        log.with_context(|| format!("the event log {} can't be opened", path.display()))
    }
}

/// No service began the folder.
pub(crate) fn no_service(folder: &DataFolder, database: &Database) -> anyhow::Error {
    anyhow!(
        "the folder {} has no data of a service ({database}); name the right one with --data-dir or TOMBSTONE_DATA_DIR, \
         or begin a service with `tombstone init`, which asks for its settings, or with `tombstone serve`",
        folder.path().display()
    )
}

fn lacks_key(settings: &Settings, folder: &DataFolder) -> anyhow::Result<bool> {
    Ok(settings.secret_key.is_none() && !folder.has_key()?)
}

fn no_key(folder: &DataFolder, database: &Database) -> anyhow::Error {
    anyhow!(
        "the folder {} has no secret.key, with which the data of {database} could be read: copy it there from where the \
         data comes from, set TOMBSTONE_SECRET_KEY, or name the right folder with --data-dir or TOMBSTONE_DATA_DIR",
        folder.path().display()
    )
}

/// Whether a key has sealed something there.
async fn is_sealed(database: &Database) -> anyhow::Result<bool> {
    if let Database::Sqlite(path) = database
        && !is_there(path)?
    {
        return Ok(false);
    }
    let schema = Schema::open(database).await;
    let schema = schema.with_context(|| format!("the database {database} can't be opened"))?;
    let is_sealed = schema.is_sealed().await;
    schema.close().await?;
    Ok(is_sealed?)
}

/// Whether no migration was applied there.
pub(crate) async fn is_empty(database: &Database) -> anyhow::Result<bool> {
    let schema = Schema::open(database).await;
    let schema = schema.with_context(|| format!("the database {database} can't be opened"))?;
    let steps = schema.steps().await;
    schema.close().await?;
    Ok(steps?.iter().all(|step| step.state == StepState::Pending))
}
