//! Installs that come as an event, pending installs, and installs by an authorization code.

use std::net::IpAddr;

use bitrix24::{GrantError, Standing};
use domain::MemberId;
use domain::event::Arrival;
use domain::network::network;
use domain::refusal::RefusalReason;
use domain::vault::KeyedHash;
use secrecy::SecretString;
use store::{LogError, PendingEvent, PendingKey, StoreError, ToPark};
use time::Duration;

use crate::installer::Installer;
use crate::installer::system_user::Kept;
use crate::keeper::await_database;
use crate::outcome::{CodeReturn, InstallEvent, InstallResult};
use crate::request::InstallRequest;

impl Installer {
    /// Installs with the code that a browser brought back, which lives for 30 seconds. The authorization server names
    /// the portal, which has to match what the browser's return claims.
    pub async fn install_code(
        &self,
        code: &SecretString,
        returned: &CodeReturn,
    ) -> Result<(Option<MemberId>, InstallResult), StoreError> {
        let answer = match self.servers.exchange_code(returned.server_endpoint.as_deref(), code, returned.source).await
        {
            Ok(answer) => answer,
            Err(GrantError::Call(error)) => return Ok((None, InstallResult::Unreachable(error))),
            Err(GrantError::NoApp) => return Ok((None, InstallResult::Refused(RefusalReason::NoCredentials))),
            Err(GrantError::Refused(error)) => {
                return Ok((None, InstallResult::Refused(RefusalReason::GrantRefused { answer: error.code })));
            }
        };
        let Some(mut request) = InstallRequest::of_grant(&answer) else {
            return Ok((None, InstallResult::Refused(RefusalReason::NoPortalNamed)));
        };
        if returned.member_id.as_ref().is_some_and(|expected| *expected != request.member_id) {
            return Ok((None, InstallResult::Refused(RefusalReason::OtherCode)));
        }
        if let Some(host) = &returned.new_host {
            request.host.clone_from(host); // the authorization server has to know the portal by this host
        }
        // The server itself has just named the portal.
        let installed = self.install_as(&request, Standing::Known(&request.member_id)).await?;
        Ok((Some(request.member_id.clone()), installed))
    }

    /// Handles `ONAPPINSTALL` or `ONAPPUPDATE`. Bitrix24 will not send it again, so it is kept, sealed, while the
    /// authorization server can't be asked, and in the data folder while the database is away. A refusal is audited.
    ///
    /// One without tokens can't be verified. If the portal's `application_token` proves it, the portal is asked what
    /// happened, with the stored tokens.
    pub async fn install_event(&self, arrival: &Arrival, source: Option<IpAddr>) -> Result<InstallEvent, LogError> {
        let request = InstallRequest::of_event(arrival, source);
        let installed = match self.store.promptly(self.store.ping()).await {
            Ok(()) => self.try_install_event(arrival, request.as_ref()).await,
            Err(error) => Err(error),
        };
        match installed {
            Ok(installed) => Ok(installed),
            Err(error) => {
                tracing::warn!(member_id = %arrival.event.member_id, %error, "an install waits for the database");
                self.park_event(arrival, request, source).await
            }
        }
    }

    async fn try_install_event(
        &self,
        arrival: &Arrival,
        request: Option<&InstallRequest>,
    ) -> Result<InstallEvent, StoreError> {
        let event = &arrival.event;
        let Some(request) = request else {
            if is_bare(arrival) && self.is_proven(arrival).await? {
                self.hear_of_install(event, self.clock.now()).await?;
                return Ok(InstallEvent::Accepted);
            }
            return self.refuse(&event.member_id, RefusalReason::Incomplete).await;
        };
        match self.install(request).await? {
            InstallResult::Installed(_) => {
                tracing::info!(member_id = %event.member_id, event = event.code.as_str(), "install verified");
                self.bind_soon(event.member_id.clone());
                Ok(InstallEvent::Accepted)
            }
            InstallResult::Refused(why) => self.refuse(&event.member_id, why).await,
            InstallResult::Unreachable(error) => {
                tracing::warn!(member_id = %event.member_id, %error, "an install waits for the authorization server");
                let kept = self.store.save_pending(&self.pending(request).await).await?;
                Ok(if kept { InstallEvent::Pending } else { InstallEvent::NoRoom })
            }
        }
    }

    /// Whether an installed portal's `application_token` proves the event.
    pub(super) async fn is_proven(&self, arrival: &Arrival) -> Result<bool, StoreError> {
        let member_id = &arrival.event.member_id;
        let Some(token) = self.proof(arrival) else { return Ok(false) };
        let known = self.store.tenant(member_id).find_cached_portal().await?;
        Ok(known.is_some_and(|known| known.accepts_events() && known.is_proven_by(token)))
    }

    fn proof(&self, arrival: &Arrival) -> Option<KeyedHash> {
        let token = arrival.credentials.application_token.as_ref()?;
        Some(self.store.hash_key().application_token(&arrival.event.member_id, token))
    }

    async fn park_event(
        &self,
        arrival: &Arrival,
        request: Option<InstallRequest>,
        source: Option<IpAddr>,
    ) -> Result<InstallEvent, LogError> {
        let Some(request) = request else {
            let Some(token) = self.proof(arrival).filter(|_| is_bare(arrival)) else {
                return Ok(InstallEvent::Refused(RefusalReason::Incomplete));
            };
            // The worker checks the token when the database is back.
            return self.park(ToPark::unverified(&arrival.event, token, source)).await;
        };
        if !request.is_plausible() {
            return Ok(InstallEvent::Refused(RefusalReason::Implausible));
        }
        self.park(ToPark::install(&self.store, &self.pending(&request).await)).await
    }

    /// Parks it in the data folder until the database is back.
    pub(super) async fn park(&self, what: ToPark) -> Result<InstallEvent, LogError> {
        Ok(if self.log.park(what).await? { InstallEvent::Kept } else { InstallEvent::NoRoom })
    }

    async fn refuse(&self, member_id: &MemberId, why: RefusalReason) -> Result<InstallEvent, StoreError> {
        self.record_refusal(member_id, why.clone()).await?;
        Ok(InstallEvent::Refused(why))
    }

    /// Retries a pending install. Returns whether it stays pending.
    pub async fn install_pending(&self, pending: &PendingKey) -> Result<bool, StoreError> {
        let member_id = &pending.member_id;
        // One that can't be opened waits for the right key until it expires.
        let Some(event) = self.store.find_pending(pending).await? else { return Ok(true) };
        let Ok(request) = InstallRequest::of_text(&event.body) else {
            tracing::error!(%member_id, "a pending install can't be read and is dropped");
            self.store.remove_pending(pending).await?;
            return Ok(false);
        };
        let result = if request.system_user {
            match self.keep_system_user(&request, Standing::Pending).await? {
                Kept::Pending => return Ok(true),
                Kept::Refused(why) => InstallResult::Refused(why),
                Kept::Done => {
                    self.store.remove_pending(pending).await?;
                    return Ok(false);
                }
            }
        } else {
            self.install_as(&request, Standing::Pending).await?
        };
        match result {
            InstallResult::Unreachable(_) => return Ok(true),
            // Its token expired while it waited, so the server can't know it any more: renew it.
            InstallResult::Refused(why)
                if why == RefusalReason::TokenEnded || self.clock.now() >= event.received_at + Duration::HOUR =>
            {
                let (installer, pending, request) = (self.clone(), pending.clone(), request.clone());
                let renewal = Box::pin(async move { installer.renew_pending(&pending, request, event).await });
                if self.keeper.to_its_end(renewal).await.unwrap_or(Ok(true))? {
                    return Ok(true);
                }
                self.record_refusal(member_id, why).await?;
            }
            InstallResult::Refused(why) => self.record_refusal(member_id, why).await?,
            InstallResult::Installed(_) => {
                tracing::info!(%member_id, "a pending install is verified");
                self.bind_soon(member_id.clone());
            }
        }
        self.store.remove_pending(pending).await?;
        Ok(false)
    }

    /// The request as a pending event, to be sealed.
    pub(super) async fn pending(&self, request: &InstallRequest) -> PendingEvent {
        PendingEvent {
            member_id: request.member_id.clone(),
            digest: request.digest(),
            body: request.to_text(),
            received_at: self.clock.now(),
            source: request.source.map(network),
            known: self.is_of_known_portal(request).await,
        }
    }

    /// Renews the tokens of a pending install. The renewed request takes its place, since the old refresh token may be
    /// dead by now. False if the authorization server does not renew them for the portal that the request names.
    async fn renew_pending(
        &self,
        pending: &PendingKey,
        request: InstallRequest,
        event: PendingEvent,
    ) -> Result<bool, StoreError> {
        let Some(refresh_token) = &request.refresh_token else { return Ok(false) };
        let answer = match self.servers.refresh(request.server_endpoint.as_deref(), refresh_token).await {
            Ok(answer) if answer.member_id.as_deref() == Some(request.member_id.as_str()) => answer,
            Ok(_) | Err(GrantError::Refused(_)) => return Ok(false),
            Err(GrantError::Call(_) | GrantError::NoApp) => return Ok(true),
        };
        let request = InstallRequest {
            access_token: answer.access(),
            refresh_token: answer.refresh(),
            expires_in: Some(answer.lifetime()),
            ..request
        };
        let (digest, body, received_at) = (request.digest(), request.to_text(), self.clock.now());
        let renewed = PendingEvent { digest, body, received_at, ..event };
        let mut tries = 0;
        while let Err(error) = self.store.replace_pending(pending, &renewed).await {
            await_database(&pending.member_id, &mut tries, error).await?;
        }
        Ok(true)
    }

    /// Binding takes several calls, longer than the portal should wait; the worker retries a failure.
    fn bind_soon(&self, member_id: MemberId) {
        let installer = self.clone();
        tokio::spawn(async move {
            if let Err(error) = installer.set_up(&member_id).await {
                tracing::warn!(%member_id, %error, "events could not be bound; it is tried again");
            }
        });
    }
}

fn is_bare(arrival: &Arrival) -> bool {
    arrival.credentials.access_token.is_none()
}
