//! Events about the app itself: they change the portal and are never deletions.

use domain::event::{Event, LifeCycle};
use domain::journal::JournalEntry;
use domain::schedule::Task;
use store::StoreError;
use time::{Duration, OffsetDateTime};

use crate::installer::Installer;
use crate::outcome::Unheard;

/// How often at most a portal is asked for what is proven by its `application_token` alone.
const PROVEN_AGAIN: Duration = Duration::MINUTE;
/// How far a portal's clock may be behind ours; `ts` has whole seconds.
const SKEW: Duration = Duration::seconds(5);

impl Installer {
    /// Lets an event about the app take effect that is proven by the portal's token and came `at`. May be repeated.
    ///
    /// Payments and system users are not proven by it, nor are installs and updates that bring tokens: they have their
    /// own ways.
    pub async fn hear(&self, life_cycle: LifeCycle, event: &Event, at: OffsetDateTime) -> Result<(), Unheard> {
        let tenant = self.store.tenant(&event.member_id);
        match life_cycle {
            LifeCycle::Uninstall => self.uninstall(event, at).await?,
            LifeCycle::MethodConfirm => {
                let method: String = event.data_text("METHOD").unwrap_or_default().chars().take(100).collect();
                tenant.record_journal(at, &JournalEntry::MethodAnswered { method }).await?;
            }
            // It comes as often as once a second while the queue is not empty.
            LifeCycle::OfflineEvent => {
                metrics::counter!("tombstone_offline_events_total").increment(1);
                tenant.hear_of_queue(self.clock.now()).await?;
            }
            LifeCycle::Test => match tenant.record_probe_received(at).await? {
                Some(seconds) => metrics::histogram!("tombstone_probe_seconds").record(seconds),
                None => tenant.record_journal(at, &JournalEntry::TestEventUnexpected).await?,
            },
            LifeCycle::Install | LifeCycle::Update => self.hear_of_install(event, at).await?,
            LifeCycle::UserReady | LifeCycle::Payment => {}
        }
        Ok(())
    }

    /// `ONAPPINSTALL` or `ONAPPUPDATE` without tokens, of a known portal: it is asked what there is now. Whoever opens the
    /// app has what proves it, so that it is not asked all the time.
    pub(super) async fn hear_of_install(&self, event: &Event, at: OffsetDateTime) -> Result<(), StoreError> {
        let tenant = self.store.tenant(&event.member_id);
        let reported = JournalEntry::InstallReported { event: event.code.as_str().to_owned() };
        tenant.record_journal(at, &reported).await?;
        tenant.take_hint(self.clock.now(), PROVEN_AGAIN).await.map(drop)
    }

    /// `ONAPPUNINSTALL` (docs/protocol.md 3.4). Every user of the portal knows what proves it, so that it hides the
    /// portal at once, and [`settle_removal`](Self::settle_removal) destroys what is to be destroyed.
    async fn uninstall(&self, event: &Event, at: OffsetDateTime) -> Result<(), Unheard> {
        let clean = event.data_text("CLEAN") == Some("1");
        let (member_id, now) = (&event.member_id, self.clock.now());
        let tenant = self.store.tenant(member_id);
        if self.is_of_an_earlier_installation(event, at).await? {
            tenant.record_journal(now, &JournalEntry::RemovalIgnored).await?;
            return Ok(tenant.bring_forward(Task::SubscriptionCheck, now).await?); // which finds out whether the app is there
        }
        tenant.begin_removal(clean, now).await?;
        tracing::info!(%member_id, clean, "the portal reports that the app was removed");
        Ok(())
    }

    /// A reinstall may keep the `application_token`, so that only its time distinguishes a late removal from one of now. A
    /// removed app is given no tokens, so those that came again after the install are of a present one too: the app
    /// may have been installed anew before we heard of the removal.
    async fn is_of_an_earlier_installation(&self, event: &Event, at: OffsetDateTime) -> Result<bool, StoreError> {
        let Some(portal) = self.store.tenant(&event.member_id).find_portal().await? else { return Ok(false) };
        let again = portal.token.refreshed_at.zip(portal.installed_at).filter(|(again, first)| *again > *first + SKEW);
        let begun = portal.installed_at.filter(|_| portal.generation > 1).max(again.map(|(again, _)| again));
        let sent_at = event.sent_at().map_or(at, |sent_at| sent_at.min(at));
        Ok(begun.is_some_and(|begun| sent_at + SKEW < begun))
    }
}
