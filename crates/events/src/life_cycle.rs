//! Events about the app itself: they change the portal and are never deletions.

use bitrix24::{InstallRequest, InstallResult};
use domain::MemberId;
use domain::event::{Arrival, Event, LifeCycle};
use store::PendingEvent;

use crate::Receiver;
use crate::answer::{ApiError, Received};

impl Receiver {
    /// `ONAPPINSTALL` and `ONAPPUPDATE`: believed only after the authorization server confirms them.
    pub(crate) async fn install(&self, arrival: &Arrival) -> Result<Received, ApiError> {
        self.proof(arrival)?;
        let event = &arrival.event;
        let Some(request) = InstallRequest::of_event(arrival) else {
            let why = "it brings no access token, or no address of its portal";
            return self.refuse_install(event, why).await;
        };
        match self.installer.install(&request).await? {
            InstallResult::Installed(_) => {
                tracing::info!(member_id = %event.member_id, event = event.code.as_str(), "install verified");
                self.bind_soon(event.member_id.clone());
                Ok(Received::accepted())
            }
            InstallResult::Refused(why) => self.refuse_install(event, &why).await,
            InstallResult::Unreachable(error) => {
                tracing::warn!(member_id = %event.member_id, %error, "an install waits for the authorization server");
                self.wait(event, &request).await
            }
        }
    }

    async fn refuse_install(&self, event: &Event, why: &str) -> Result<Received, ApiError> {
        let member_id = &event.member_id;
        tracing::warn!(%member_id, event = event.code.as_str(), why, "install refused");
        metrics::counter!("tombstone_events_refused_total", "why" => "install").increment(1);
        self.store.record_audit(self.clock.now(), "portal", Some(member_id), "install refused", why).await?;
        Err(ApiError::install_not_verified(why))
    }

    /// Bitrix24 will not send it again, so it is kept, sealed, until the authorization server answers.
    async fn wait(&self, event: &Event, request: &InstallRequest) -> Result<Received, ApiError> {
        let pending = PendingEvent {
            member_id: event.member_id.clone(),
            digest: event.digest(),
            body: request.to_text(),
            received_at: self.clock.now(),
        };
        if self.store.save_pending(&pending).await? { Ok(Received::pending()) } else { Err(ApiError::unavailable()) }
    }

    /// Binding takes several calls, longer than the portal should wait; if it fails, housekeeping tries again.
    fn bind_soon(&self, member_id: MemberId) {
        let installer = self.installer.clone();
        tokio::spawn(async move {
            if let Err(error) = installer.bind_new(&member_id).await {
                tracing::warn!(%member_id, %error, "events could not be bound; it is tried again");
            }
        });
    }

    /// `ONAPPPAYMENT`: nothing in it is believed, and it may come without a token.
    pub(crate) async fn hear_of_payment(&self, arrival: &Arrival) -> Result<Received, ApiError> {
        let member_id = &arrival.event.member_id;
        if self.store.tenant(member_id).find_portal().await?.is_some() {
            tracing::info!(%member_id, "the portal's payment state may have changed");
        }
        Ok(Received::accepted())
    }

    /// The other events about the app, proven by the portal's token.
    pub(crate) async fn live(&self, life_cycle: LifeCycle, event: &Event) -> Result<Received, ApiError> {
        let tenant = self.store.tenant(&event.member_id);
        let now = self.clock.now();
        match life_cycle {
            LifeCycle::Uninstall => self.uninstall(event).await?,
            LifeCycle::UserReady => tenant.record_journal(now, "system user ready", "").await?,
            LifeCycle::MethodConfirm => {
                let method: String = event.data_text("METHOD").unwrap_or_default().chars().take(100).collect();
                tenant.record_journal(now, "method confirmed or refused", &method).await?;
            }
            LifeCycle::OfflineEvent => tenant.record_journal(now, "offline queue filled", "").await?,
            LifeCycle::Test => tenant.record_journal(now, "test event received", "").await?,
            LifeCycle::Install | LifeCycle::Update | LifeCycle::Payment => {}
        }
        Ok(Received::accepted())
    }

    /// `ONAPPUNINSTALL`: with `CLEAN` = 1 all that is kept of the portal goes, and nothing else (PROTOCOL.md 3.4).
    async fn uninstall(&self, event: &Event) -> Result<(), ApiError> {
        let clean = event.data_text("CLEAN") == Some("1");
        let member_id = &event.member_id;
        let tenant = self.store.tenant(member_id);
        tenant.uninstall(clean, self.clock.now()).await?;
        tracing::info!(%member_id, clean, "the app was uninstalled");
        if clean {
            self.log.drop_held(member_id).await?;
            // The portal is out of sight already; what is left after some batches is removed by housekeeping.
            for _ in 0..PURGE_BATCHES {
                if tenant.purge_batch().await? {
                    break;
                }
            }
        }
        Ok(())
    }
}

/// How many batches are removed before the portal is answered.
const PURGE_BATCHES: usize = 10;
