//! Events about the app itself that only Bitrix24's answer to a call can prove: installs, updates and payments.

use std::net::IpAddr;

use domain::event::Arrival;
use domain::schedule::ASK_AGAIN;
use portals::InstallEvent;
use store::StoreError;
use web::server::Verification;

use crate::Receiver;
use crate::answer::{ApiError, Received};

impl Receiver {
    /// `ONAPPINSTALL` and `ONAPPUPDATE`: believed only after the authorization server confirms them.
    pub(crate) async fn install(
        &self,
        arrival: &Arrival,
        source: Option<IpAddr>,
        when: Verification,
    ) -> Result<Received, ApiError> {
        self.proof(arrival)?;
        received(self.installer.asking(when == Verification::Now).install_event(arrival, source).await?)
    }

    /// `ONAPPUSERREADY`: its tokens are believed only after the authorization server confirms them.
    pub(crate) async fn hear_of_system_user(
        &self,
        arrival: &Arrival,
        source: Option<IpAddr>,
        when: Verification,
    ) -> Result<Received, ApiError> {
        self.proof(arrival)?;
        received(self.installer.asking(when == Verification::Now).system_user_event(arrival, source).await?)
    }

    /// `ONAPPPAYMENT`: proves nothing, and may come without a token. It makes us ask `app.info`, but only once in a
    /// while, since anybody can send it. One that comes too soon is not dropped but waits: the one before may have been
    /// made up.
    pub(crate) async fn hear_of_payment(&self, arrival: &Arrival) -> Result<Received, ApiError> {
        self.expect_database().await?;
        let member_id = &arrival.event.member_id;
        let tenant = self.store.tenant(member_id);
        let Some(portal) = tenant.find_portal().await? else { return Ok(Received::accepted()) };
        let now = self.clock.now();
        if portal.status.is_called()
            && let Some(at) = tenant.take_hint(now, ASK_AGAIN).await?
        {
            tracing::info!(%member_id, %at, "the portal's payment state may have changed; it is asked");
        }
        Ok(Received::accepted())
    }

    /// Fails soon while the database is away.
    pub(crate) async fn expect_database(&self) -> Result<(), StoreError> {
        self.store.promptly(self.store.ping()).await
    }
}

fn received(outcome: InstallEvent) -> Result<Received, ApiError> {
    match outcome {
        InstallEvent::Accepted => Ok(Received::accepted()),
        InstallEvent::Pending => Ok(Received::pending()),
        InstallEvent::Kept => Ok(Received::spooled()),
        InstallEvent::NotInstalled => Ok(Received::held()),
        InstallEvent::Mismatch => Err(ApiError::token_mismatch()),
        InstallEvent::Refused(why) => Err(ApiError::install_not_verified(&words::english().refusal(&why))),
        InstallEvent::NoRoom => Err(ApiError::unavailable()),
    }
}
