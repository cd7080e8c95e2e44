//! The system user's tokens: a second pair, which takes over when the installer's is refused (docs/protocol.md 8.3).

use std::net::IpAddr;

use bitrix24::{Standing, Unverified};
use domain::event::Arrival;
use domain::journal::JournalEntry;
use domain::refusal::RefusalReason;
use store::{LogError, StoreError, ToPark};

use crate::installer::Installer;
use crate::outcome::InstallEvent;
use crate::request::InstallRequest;

pub(super) enum Kept {
    /// Kept, or of no use.
    Done,
    /// Not believed.
    Refused(RefusalReason),
    /// Waiting for the authorization server, or for the portal's install.
    Pending,
}

impl Installer {
    /// Keeps the tokens of `ONAPPUSERREADY` once the authorization server confirms them. Bitrix24 will not send them
    /// again, so they wait, sealed, while it or the database is away, or the portal is not installed.
    ///
    /// The event is accepted if the portal's `application_token` proves it, whatever becomes of its tokens.
    pub async fn system_user_event(&self, arrival: &Arrival, source: Option<IpAddr>) -> Result<InstallEvent, LogError> {
        let member_id = &arrival.event.member_id;
        let request = InstallRequest::of_system_user(arrival, source).filter(InstallRequest::is_plausible);
        let handled = match self.store.promptly(self.store.ping()).await {
            Ok(()) => self.try_system_user(arrival, request.as_ref()).await,
            Err(error) => Err(error),
        };
        match (handled, request) {
            (Ok(handled), _) => Ok(handled),
            (Err(error), Some(request)) => {
                tracing::warn!(%member_id, %error, "a system user's tokens wait for the database");
                self.park(ToPark::install(&self.store, &self.pending(&request).await)).await
            }
            (Err(error), None) => {
                tracing::warn!(%member_id, %error, "a system user without tokens can't be noted");
                Ok(InstallEvent::NoRoom)
            }
        }
    }

    async fn try_system_user(
        &self,
        arrival: &Arrival,
        request: Option<&InstallRequest>,
    ) -> Result<InstallEvent, StoreError> {
        let member_id = &arrival.event.member_id;
        let proven = self.is_proven(arrival).await?;
        let known = self.store.tenant(member_id).find_cached_portal().await?;
        if !proven && known.is_some_and(|known| known.accepts_events()) {
            self.record_refusal(member_id, RefusalReason::OtherApplicationToken).await?;
            return Ok(InstallEvent::Mismatch);
        }
        if !proven && request.is_none() {
            return Ok(InstallEvent::NotInstalled);
        }
        if proven {
            let tenant = self.store.tenant(member_id);
            tenant.record_journal(self.clock.now(), &JournalEntry::SystemUserReady).await?;
        }
        let kept = match request {
            Some(request) => self.keep_system_user(request, self.standing(request).await).await?,
            None => Kept::Refused(RefusalReason::NoSystemUser),
        };
        match (kept, request) {
            (Kept::Pending, Some(request)) => {
                let kept = self.store.save_pending(&self.pending(request).await).await?;
                let outcome = if proven { InstallEvent::Accepted } else { InstallEvent::Pending };
                Ok(if kept { outcome } else { InstallEvent::NoRoom })
            }
            (Kept::Refused(why), _) => {
                self.record_refusal(member_id, why.clone()).await?;
                Ok(if proven { InstallEvent::Accepted } else { InstallEvent::Refused(why) })
            }
            (Kept::Done | Kept::Pending, _) => Ok(InstallEvent::Accepted),
        }
    }

    /// Verifies the tokens and keeps them beside the pair in use.
    pub(super) async fn keep_system_user(
        &self,
        request: &InstallRequest,
        standing: Standing<'_>,
    ) -> Result<Kept, StoreError> {
        let tenant = self.store.tenant(&request.member_id);
        let known = tenant.find_cached_portal().await?.filter(|known| known.status.accepts_events());
        let given = request.application_token.as_ref();
        let given = given.map(|token| self.store.hash_key().application_token(&request.member_id, token));
        let contradicts = |known: &store::CachedPortal| {
            known.application_token.is_some() && given.is_none_or(|given| !known.is_proven_by(given))
        };
        if known.as_ref().is_some_and(contradicts) {
            return Ok(Kept::Refused(RefusalReason::OtherApplicationToken));
        }
        let verified = match self.verify(request, standing).await {
            Ok(verified) => verified,
            Err(Unverified::Refused(why)) => return Ok(Kept::Refused(why)),
            Err(Unverified::Unreachable(_)) => return Ok(Kept::Pending),
        };
        if known.is_none() {
            return Ok(Kept::Pending);
        }
        let now = self.clock.now();
        let kept = tenant.save_spare_tokens(&self.tokens(request, &verified), now).await?;
        tracing::info!(member_id = %request.member_id, kept, "the portal has a system user");
        Ok(Kept::Done)
    }
}
