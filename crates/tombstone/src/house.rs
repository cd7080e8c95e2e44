//! What every command needs: the store, opened with the right key.

use std::path::PathBuf;

use anyhow::{Context, bail};
use domain::Clock;
use domain::vault::Vault;
use store::{EventLog, HeldLimits, Store};

use crate::data_folder::DataFolder;
use crate::settings::Settings;

/// Where the embedded database is.
pub(crate) fn database_path(settings: &Settings, folder: &DataFolder) -> anyhow::Result<PathBuf> {
    let Some(url) = &settings.database_url else { return Ok(folder.database()) };
    match url.strip_prefix("sqlite://") {
        Some(path) => Ok(path.split('?').next().unwrap_or(path).into()),
        None => bail!("TOMBSTONE_DATABASE_URL can't be used: this version takes sqlite://PATH only"),
    }
}

/// The store and the folder that it is in.
pub(crate) struct House {
    pub(crate) folder: DataFolder,
    pub(crate) store: Store,
    pub(crate) clock: Clock,
}

impl House {
    /// Opens the database, which migrates itself; also beside a running service.
    pub(crate) async fn open(settings: &Settings, clock: Clock) -> anyhow::Result<Self> {
        let folder = DataFolder::open(&settings.data_dir)?;
        let path = database_path(settings, &folder)?;
        let key = settings.secret_key.clone().map_or_else(|| folder.secret_key(), Ok)?;
        let vault = Vault::new(key, settings.secret_keys_old.iter().cloned());
        let store = Store::open(&path, vault).await;
        let store = store.with_context(|| format!("the database {} can't be opened", path.display()))?;
        Ok(Self { folder, store, clock })
    }

    /// Opens the event log: for the service alone.
    pub(crate) async fn event_log(&self) -> anyhow::Result<EventLog> {
        let path = self.folder.event_log();
        let log = EventLog::open(&path, self.clock.clone(), HeldLimits::default()).await;
        let mut log = log.with_context(|| format!("the event log {} can't be opened", path.display()))?;
        log.renew_if_behind(self.store.find_cursor(log.source()).await?).await?;
        Ok(log)
    }
}
