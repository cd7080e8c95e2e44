//! Erasing from this process's data folder: what is parked for a portal whose data was removed, and events that the
//! database has.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use domain::MemberId;
use domain::clock::micros;
use domain::portal::Receipt;
use time::OffsetDateTime;

use super::event_log::EventLog;
use super::local::{Command, parked};
use super::outcome::LogError;
use crate::error::StoreError;

/// The largest database, in bytes, that is rewritten: events to be parked have to wait meanwhile.
const REWRITTEN: i64 = 16 << 20;
/// How many bytes of a file are searched at once.
const CHUNK: u64 = 1 << 20;

impl EventLog {
    /// Drops what is parked for a portal from before its data was removed, and the damaged files that name it. An
    /// install that came after the removal is a new one and stays. Returns how many rows were dropped.
    pub async fn drop_purged(&self, member_id: &MemberId, receipt: &Receipt) -> Result<u64, LogError> {
        let end = receipt.finished_at.unwrap_or(receipt.begun_at);
        let removed_at = receipt.uninstalled_at.unwrap_or(receipt.begun_at);
        let which = parked::came_before(member_id, micros(end), micros(removed_at));
        let dropped = self.local.ask(|done| Command::Remove { which, done }).await?;
        self.remove_damaged(member_id).await;
        Ok(dropped)
    }

    /// Removes the segments whose events the database has, the open one too if it has events from before `time`. A
    /// segment with an event that the database does not have stays until it does.
    pub async fn turn_over(&self, time: OffsetDateTime) -> Result<(), LogError> {
        self.local.ask(|done| Command::TurnOver { before: micros(time), done }).await
    }

    /// Overwrites deleted data in the files beside the log. False if it has to be retried.
    pub async fn scrub(&self) -> Result<bool, StoreError> {
        self.local.connections.rewrite(REWRITTEN).await?;
        Ok(self.local.connections.empty_wal().await?)
    }

    /// The readable rows of a damaged file were taken over; the rest may be the portal's.
    async fn remove_damaged(&self, member_id: &MemberId) {
        for file in self.local.stats.set_aside() {
            let (path, name) = (file.clone(), member_id.to_string());
            let removed = tokio::task::spawn_blocking(move || remove_if_it_names(&path, &name)).await;
            match removed.unwrap_or_else(|error| Err(io::Error::other(error))) {
                Ok(true) => {
                    tracing::warn!(%member_id, file = %file.display(), "a damaged file of the event log is removed: it had data of a portal whose data was removed");
                }
                Ok(false) => {}
                Err(error) => {
                    tracing::error!(%member_id, %error, file = %file.display(), "a damaged file can't be searched for what is to be removed; remove it by hand");
                }
            }
        }
    }
}

/// Removes a damaged file, with its journal if it is a database, if either contains this name.
fn remove_if_it_names(path: &Path, name: &str) -> io::Result<bool> {
    let mut journal = path.as_os_str().to_owned();
    journal.push("-wal");
    let mut files: Vec<PathBuf> = Vec::new();
    for file in [path.to_owned(), journal.into()] {
        if file.try_exists()? {
            files.push(file);
        }
    }
    for file in &files {
        if names(File::open(file)?, name.as_bytes())? {
            files.iter().try_for_each(std::fs::remove_file)?;
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether this text contains the name.
fn names(mut text: impl Read, name: &[u8]) -> io::Result<bool> {
    let mut buffer = Vec::new();
    while text.by_ref().take(CHUNK).read_to_end(&mut buffer)? > 0 {
        if buffer.windows(name.len()).any(|window| window == name) {
            return Ok(true);
        }
        buffer.drain(..buffer.len().saturating_sub(name.len())); // it may continue in the next chunk
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_is_found_wherever_reading_breaks_off() {
        for before in CHUNK - 7..=CHUNK {
            let text = b"x".repeat(usize::try_from(before).unwrap());
            let text = [text, b"member".to_vec(), b"y".repeat(5)].concat();
            assert!(names(&*text, b"member").unwrap());
            assert!(!names(&*text, b"members").unwrap());
        }
        assert!(!names(&b""[..], b"member").unwrap());
    }
}
