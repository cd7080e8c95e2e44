//! Asks the authorization server whether an app that a portal reports as removed really is.

use domain::MemberId;
use domain::audit::Refused;
use domain::refusal::RefusalReason;
use store::{Removal, StoreError};
use time::Duration;

use crate::installer::Installer;
use crate::outcome::Settled;

/// How long the authorization server itself may take to learn of a removal.
const DELAY: Duration = Duration::seconds(30);
/// After this, a removal that nobody could confirm stands.
const UNASKED: Duration = Duration::DAY;
/// How many batches to purge here; housekeeping purges the rest.
const PURGE_BATCHES: usize = 10;

impl Installer {
    /// Asks the authorization server, with the portal's stored tokens, whether the app is still installed, and finishes
    /// or undoes the removal. With `at_once`, undoes even one that the server may not have heard of yet.
    pub async fn settle_removal(&self, member_id: &MemberId, at_once: bool) -> Result<Settled, StoreError> {
        let tenant = self.store.tenant(member_id);
        let Some(removal) = tenant.find_removal().await? else { return Ok(Settled::Done) };
        let now = self.clock.now();
        match self.is_installed(member_id).await? {
            Some(true) if !at_once && now < removal.at + DELAY => Ok(Settled::Pending),
            Some(true) => self.undo_removal(member_id).await,
            None if now < removal.at + UNASKED => Ok(Settled::Pending),
            Some(false) | None => self.finish_removal(member_id, removal).await,
        }
    }

    async fn undo_removal(&self, member_id: &MemberId) -> Result<Settled, StoreError> {
        let now = self.clock.now();
        let undone = self.store.tenant(member_id).undo_removal(now, rand::random()).await?;
        let Some(cached) = undone else { return Ok(Settled::Done) };
        self.store.record_refusal(now, member_id, Refused::Removal, RefusalReason::StillInstalled).await?;
        self.release_parked(member_id, cached).await;
        Ok(Settled::Undone)
    }

    async fn finish_removal(&self, member_id: &MemberId, removal: Removal) -> Result<Settled, StoreError> {
        let tenant = self.store.tenant(member_id);
        if !tenant.finish_removal(removal.version, self.clock.now()).await? {
            return Ok(Settled::Pending); // another process asks too, and has renewed the tokens
        }
        tracing::info!(%member_id, clean = removal.clean, "the app was uninstalled");
        if removal.clean {
            // Housekeeping purges what is left in the database, and each process its own data folder.
            for _ in 0..PURGE_BATCHES {
                if tenant.purge_batch(self.clock.now()).await? {
                    break;
                }
            }
        }
        Ok(Settled::Done)
    }

    /// Whether the authorization server vouches for the installation; none if it can't say.
    async fn is_installed(&self, member_id: &MemberId) -> Result<Option<bool>, StoreError> {
        let tenant = self.store.tenant(member_id);
        let Some(access) = tenant.find_access().await? else { return Ok(None) };
        let server = access.server_endpoint.as_deref();
        let vouches = self.servers.vouches(server, &access.access_token, member_id).await;
        let ended = access.expires_at.is_some_and(|end| end <= self.clock.now());
        match vouches {
            Ok(false) if ended => {}
            Ok(vouches) => return Ok(Some(vouches)),
            Err(error) => {
                tracing::warn!(%member_id, %error, "the authorization server can't say whether the app is still installed");
                return Ok(None);
            }
        }
        self.keeper.vouches(member_id, access).await // the token may simply have expired
    }
}
