//! `tombstone_last_backup_timestamp_seconds`: when another process last made a backup of this data folder.

use std::time::Duration;

use store::StoreError;
use worker::{Job, Progress, Run};

use crate::data_folder::DataFolder;

/// As often as the other gauges.
const INTERVAL: Duration = Duration::from_secs(15);

struct LastBackup(DataFolder);

/// Keeps the metric up to date; it is absent until there is a backup.
pub(crate) fn job(folder: DataFolder) -> Job {
    Job::new("last_backup", INTERVAL, LastBackup(folder))
}

impl Run for LastBackup {
    async fn run(&mut self) -> Result<Progress, StoreError> {
        if let Ok(Some(time)) = self.0.last_backup() {
            let seconds = u32::try_from(time.unix_timestamp()).map_or(f64::MAX, f64::from);
            metrics::gauge!("tombstone_last_backup_timestamp_seconds").set(seconds);
        }
        Ok(Progress::Done)
    }
}
