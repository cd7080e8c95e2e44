//! Parking what can't be decided on yet, and deciding on it later.

use std::collections::HashSet;

use domain::MemberId;
use domain::clock::micros;
use domain::vault::KeyedHash;
use time::Duration;

use super::event_log::EventLog;
use super::local::Command;
use super::local::parked::{self, ParkedEvent, ToPark};
use super::outcome::LogError;
use crate::error::StoreError;
use crate::{PendingEvent, Store};

/// How long an event waits for the install that proves it.
const LIFETIME: Duration = Duration::hours(24);

/// The decision on an event that was parked until the database answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It is proven, for this installation, and goes on the log.
    Accept(i64),
    /// Its portal is not installed: it now waits for the install.
    AwaitInstall,
    /// It is not the portal's, or took effect.
    Drop,
}

impl ToPark {
    /// An install or update that came while the database was away: sealed, since it has tokens.
    pub fn install(store: &Store, install: &PendingEvent) -> Self {
        Self::sealed(store.seal_pending(install))
    }
}

impl EventLog {
    /// Parks a row; durable when this returns. False if there is no room for it.
    pub async fn park(&self, ToPark(mut row): ToPark) -> Result<bool, LogError> {
        if row.received_at == 0 {
            row.received_at = micros(self.clock.now());
        }
        if !self.local.stats.has_parking_for(&row) {
            return Ok(false);
        }
        let room = Some(self.take_room(row.body.len())?);
        self.local.ask(|done| Command::Park { row: Box::new(row), room, done }).await
    }

    /// A batch of the events after a position that are parked until the database answers.
    pub async fn list_unverified(&self, after: i64) -> Result<Vec<ParkedEvent>, StoreError> {
        Ok(parked::unverified(&self.local.connections.read, after).await?)
    }

    /// Carries out a decision on one of them.
    pub async fn decide(&self, position: i64, decision: Decision) -> Result<(), LogError> {
        let which = parked::at(position);
        match decision {
            Decision::Accept(generation) => {
                self.local.ask(|done| Command::Admit { which, generation, done }).await.map(drop)
            }
            Decision::AwaitInstall => self.local.ask(|done| Command::AwaitInstall { position, done }).await,
            Decision::Drop => self.local.ask(|done| Command::Remove { which, done }).await.map(drop),
        }
    }

    /// The portals whose install is awaited, with the hashes of their tokens.
    pub async fn list_awaited(&self) -> Result<Vec<(MemberId, KeyedHash)>, StoreError> {
        Ok(parked::awaited(&self.local.connections.read).await?)
    }

    /// Moves events into the log that came with this `application_token` and have not waited too long for the portal's
    /// install. Returns how many.
    pub async fn release(&self, member_id: &MemberId, token: KeyedHash, generation: i64) -> Result<u64, LogError> {
        let which = parked::proven_by(member_id, token, micros(self.clock.now() - LIFETIME));
        let released = self.local.ask(|done| Command::Admit { which, generation, done }).await?;
        if let Some(shared) = self.shared.as_ref().filter(|_| released > 0) {
            let position = *self.local.last_position.borrow();
            shared.settle(position).await;
        }
        Ok(released)
    }

    /// Drops events that have waited for an install too long. Returns how many.
    pub async fn drop_expired(&self) -> Result<u64, LogError> {
        let which = parked::expired(micros(self.clock.now() - LIFETIME));
        self.local.ask(|done| Command::Remove { which, done }).await
    }

    /// Moves parked installs into the database, sealed by the present key, where they wait to be verified; skips the
    /// portals in `but`. An install without room or key stays for another time. Returns how many were moved.
    pub async fn move_installs(&self, store: &Store, but: &HashSet<MemberId>) -> Result<u64, StoreError> {
        let (mut moved, mut after) = (0, 0);
        while let Some((position, install)) = parked::next_install(&self.local.connections.read, after).await? {
            after = position;
            store.promptly(store.ping()).await?;
            let Some(install) = store.open_pending(install) else { continue };
            if but.contains(&install.member_id) || !store.save_pending(&install).await? {
                continue;
            }
            match self.decide(position, Decision::Drop).await {
                Ok(()) => moved += 1,
                Err(error) => {
                    tracing::warn!(%error, "a moved install can't be removed from the data folder");
                }
            }
        }
        Ok(moved)
    }

    /// The ids of the keys that this process needs: the one with which `store` seals, and those of the parked installs.
    pub async fn list_keys(&self, store: &Store) -> Result<Vec<String>, StoreError> {
        let mut keys = parked::key_ids(&self.local.connections.read).await?;
        keys.retain(|key| key != store.present_key_id());
        keys.push(store.present_key_id().to_owned());
        Ok(keys)
    }
}
