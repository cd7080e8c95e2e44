//! The system user's tokens: a second pair, which takes over when the installer's is refused (PROTOCOL.md 8.3).

use domain::event::Arrival;
use store::{LogError, StoreError};

use super::Installer;
use super::arrivals::pending;
use crate::authorization::Unverified;
use crate::outcome::InstallEvent;
use crate::request::InstallRequest;

/// What came of the tokens.
pub(super) enum Kept {
    /// They are kept, or of no use; the journal says which.
    Done,
    /// Nobody believes them; the text says why.
    Refused(String),
    /// They wait: for the authorization server, or for the install of their portal.
    Waiting,
}

impl Installer {
    /// Keeps the tokens that `ONAPPUSERREADY` brings, once the authorization server confirms them. Bitrix24 will not send
    /// them again, so they wait, sealed, if it or the database can't be asked now, or if the portal is not installed yet.
    pub async fn system_user_event(&self, arrival: &Arrival) -> Result<InstallEvent, LogError> {
        let member_id = &arrival.event.member_id;
        let Some(request) = InstallRequest::of_system_user(arrival).filter(InstallRequest::is_plausible) else {
            return Ok(InstallEvent::Refused("it brings no tokens of a system user of its portal".to_owned()));
        };
        let kept = match self.store.promptly(self.store.ping()).await {
            Ok(()) => self.keep_system_user(&request).await,
            Err(error) => Err(error),
        };
        let waiting = pending(&request, self.clock.now());
        match kept {
            Ok(Kept::Done) => Ok(InstallEvent::Accepted),
            Ok(Kept::Refused(why)) => {
                if let Err(error) = self.record_refusal(member_id, &why).await {
                    tracing::warn!(%member_id, %error, "a refusal is not in the audit");
                }
                Ok(InstallEvent::Refused(why))
            }
            Ok(Kept::Waiting) => match self.store.save_pending(&waiting).await {
                Ok(true) => Ok(InstallEvent::Pending),
                Ok(false) => Ok(InstallEvent::NoRoom),
                Err(_) => self.log.keep_install(&self.store, &waiting).await.map(spooled),
            },
            Err(error) => {
                tracing::warn!(%member_id, %error, "a system user's tokens wait for the database");
                self.log.keep_install(&self.store, &waiting).await.map(spooled)
            }
        }
    }

    /// Verifies the tokens and keeps them beside those that are in use.
    pub(super) async fn keep_system_user(&self, request: &InstallRequest) -> Result<Kept, StoreError> {
        let tenant = self.store.tenant(&request.member_id);
        let known = tenant.find_admission().await?.filter(|known| known.status.accepts_events());
        let given = request.application_token.as_ref();
        let given = given.map(|token| self.store.hash_key().application_token(&request.member_id, token));
        let contradicts = |known: &store::Admission| {
            known.application_token.is_some() && given.is_none_or(|given| !known.is_proven_by(given))
        };
        if known.as_ref().is_some_and(contradicts) {
            return Ok(Kept::Refused("its application_token is not this portal's".to_owned()));
        }
        let verified = match self.verify(request).await {
            Ok(verified) => verified,
            Err(Unverified::Refused(why)) => return Ok(Kept::Refused(why)),
            Err(Unverified::Unreachable(_)) => return Ok(Kept::Waiting),
        };
        if known.is_none() {
            return Ok(Kept::Waiting);
        }
        let now = self.clock.now();
        let kept = tenant.save_spare_tokens(&self.tokens(request, &verified), now).await?;
        tracing::info!(member_id = %request.member_id, kept, "the portal has a system user");
        Ok(Kept::Done)
    }
}

fn spooled(kept: bool) -> InstallEvent {
    if kept { InstallEvent::Kept } else { InstallEvent::NoRoom }
}
