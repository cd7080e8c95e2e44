//! Events about the app itself: they change the portal and are never deletions.

use bitrix24::InstallEvent;
use domain::event::{Arrival, Event, LifeCycle};
use domain::schedule::Task;
use time::Duration;

use crate::Receiver;
use crate::answer::{ApiError, Received};

impl Receiver {
    /// `ONAPPINSTALL` and `ONAPPUPDATE`: believed only after the authorization server confirms them.
    pub(crate) async fn install(&self, arrival: &Arrival) -> Result<Received, ApiError> {
        self.proof(arrival)?;
        self.expect_database().await?;
        match self.installer.install_event(arrival).await? {
            InstallEvent::Accepted => Ok(Received::accepted()),
            InstallEvent::Pending => Ok(Received::pending()),
            InstallEvent::Refused(why) => Err(ApiError::install_not_verified(&why)),
            InstallEvent::NoRoom => Err(ApiError::unavailable()),
        }
    }

    /// `ONAPPPAYMENT`: nothing in it is believed, and it may come without a token. It makes us ask `app.info`, but not
    /// more often than once in a while, since anybody can send it.
    pub(crate) async fn hear_of_payment(&self, arrival: &Arrival) -> Result<Received, ApiError> {
        self.expect_database().await?;
        let member_id = &arrival.event.member_id;
        let tenant = self.store.tenant(member_id);
        let Some(portal) = tenant.find_portal().await? else { return Ok(Received::accepted()) };
        let now = self.clock.now();
        if portal.status.is_called() && tenant.take_hint(now, now - ASK_AGAIN).await? {
            tracing::info!(%member_id, "the portal's payment state may have changed; it is asked");
        }
        Ok(Received::accepted())
    }

    /// The other events about the app, proven by the portal's token.
    pub(crate) async fn live(&self, life_cycle: LifeCycle, event: &Event) -> Result<Received, ApiError> {
        self.expect_database().await?;
        let tenant = self.store.tenant(&event.member_id);
        let now = self.clock.now();
        match life_cycle {
            LifeCycle::Uninstall => self.uninstall(event).await?,
            LifeCycle::UserReady => tenant.record_journal(now, "system user ready", "").await?,
            LifeCycle::MethodConfirm => {
                let method: String = event.data_text("METHOD").unwrap_or_default().chars().take(100).collect();
                tenant.record_journal(now, "method confirmed or refused", &method).await?;
            }
            // It comes as often as once a second while the queue is not empty.
            LifeCycle::OfflineEvent => {
                metrics::counter!("tombstone_offline_events_total").increment(1);
                tenant.hear_of_queue(now).await?;
            }
            LifeCycle::Test => match tenant.record_probe_received(now).await? {
                Some(seconds) => metrics::histogram!("tombstone_probe_seconds").record(seconds),
                None => tenant.record_journal(now, "test event received", "nobody waited for it").await?,
            },
            LifeCycle::Install | LifeCycle::Update | LifeCycle::Payment => {}
        }
        Ok(Received::accepted())
    }

    /// What takes effect in the database is refused at once while that is away, so that its sender tries again.
    pub(crate) async fn expect_database(&self) -> Result<(), ApiError> {
        Ok(self.store.promptly(self.store.ping()).await?)
    }

    /// `ONAPPUNINSTALL`: with `CLEAN` = 1 all that is kept of the portal goes, and nothing else (PROTOCOL.md 3.4).
    async fn uninstall(&self, event: &Event) -> Result<(), ApiError> {
        let clean = event.data_text("CLEAN") == Some("1");
        let member_id = &event.member_id;
        let tenant = self.store.tenant(member_id);
        if self.is_of_an_earlier_installation(event).await? {
            let now = self.clock.now();
            tenant.record_journal(now, "uninstall ignored", "it was sent before the present installation").await?;
            return Ok(tenant.bring_forward(Task::Guard, now).await?); // which tells whether the app is there
        }
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

impl Receiver {
    /// A reinstall may keep the `application_token`, so that only its time tells a late removal from one of now. A
    /// removed app is given no tokens, so those that came again after the install are of a present one too: the app
    /// may have been installed anew before we heard of the removal.
    async fn is_of_an_earlier_installation(&self, event: &Event) -> Result<bool, ApiError> {
        let Some(portal) = self.store.tenant(&event.member_id).find_portal().await? else { return Ok(false) };
        let again = portal.token.refreshed_at.zip(portal.installed_at).filter(|(again, first)| *again > *first + SKEW);
        let begun = portal.installed_at.filter(|_| portal.generation > 1).max(again.map(|(again, _)| again));
        Ok(begun.zip(event.sent_at()).is_some_and(|(begun, sent_at)| sent_at + SKEW < begun))
    }
}

/// How far a portal's clock may be behind ours; `ts` has whole seconds.
const SKEW: Duration = Duration::seconds(5);
/// How often at most `ONAPPPAYMENT` makes us ask a portal.
const ASK_AGAIN: Duration = Duration::minutes(10);
/// How many batches are removed before the portal is answered.
const PURGE_BATCHES: usize = 10;
