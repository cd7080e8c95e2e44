//! Events about the app itself: they change the portal and are never deletions.

use bitrix24::InstallEvent;
use domain::event::{Arrival, Event, LifeCycle};

use crate::Receiver;
use crate::answer::{ApiError, Received};

impl Receiver {
    /// `ONAPPINSTALL` and `ONAPPUPDATE`: believed only after the authorization server confirms them.
    pub(crate) async fn install(&self, arrival: &Arrival) -> Result<Received, ApiError> {
        self.proof(arrival)?;
        match self.installer.install_event(arrival).await? {
            InstallEvent::Accepted => Ok(Received::accepted()),
            InstallEvent::Pending => Ok(Received::pending()),
            InstallEvent::Refused(why) => Err(ApiError::install_not_verified(&why)),
            InstallEvent::NoRoom => Err(ApiError::unavailable()),
        }
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
