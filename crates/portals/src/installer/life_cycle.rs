//! Events about the app itself: they change the portal and are never deletions.

use domain::event::{Event, LifeCycle};
use domain::journal::JournalEntry;
use domain::schedule::Task;
use store::StoreError;
use time::{Duration, OffsetDateTime};

use crate::installer::Installer;
use crate::outcome::Unheard;

/// How soon a portal is asked again because of events that only its `application_token` proves.
const PROVEN_AGAIN: Duration = Duration::MINUTE;
/// How far a portal's clock may be behind ours; `ts` has whole seconds.
const SKEW: Duration = Duration::seconds(5);

impl Installer {
    /// Applies an event about the app that the portal's `application_token` proves and that came `at`. May be repeated.
    ///
    /// The token does not prove payments, system users, or installs and updates that bring tokens: other code handles
    /// those.
    pub async fn hear(&self, life_cycle: LifeCycle, event: &Event, at: OffsetDateTime) -> Result<(), Unheard> {
        let tenant = self.store.tenant(&event.member_id);
        match life_cycle {
            LifeCycle::Uninstall => self.uninstall(event, at).await?,
            LifeCycle::MethodConfirm => {
                let method: String = event.data_text("METHOD").unwrap_or_default().chars().take(100).collect();
                tenant.record_journal(at, &JournalEntry::MethodAnswered { method }).await?;
            }
            // Comes up to once a second while the queue is not empty.
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

    /// `ONAPPINSTALL` or `ONAPPUPDATE` without tokens, from a known portal: check what it has now. Every user of the
    /// app can prove such an event, hence the pause between checks.
    pub(super) async fn hear_of_install(&self, event: &Event, at: OffsetDateTime) -> Result<(), StoreError> {
        let tenant = self.store.tenant(&event.member_id);
        let reported = JournalEntry::InstallReported { event: event.code.as_str().to_owned() };
        tenant.record_journal(at, &reported).await?;
        tenant.take_hint(self.clock.now(), PROVEN_AGAIN).await.map(drop)
    }

    /// `ONAPPUNINSTALL` (docs/protocol.md 3.4). Every user of the portal can prove it, so this only hides the portal;
    /// [`settle_removal`](Self::settle_removal) destroys data.
    async fn uninstall(&self, event: &Event, at: OffsetDateTime) -> Result<(), Unheard> {
        let clean = event.data_text("CLEAN") == Some("1");
        let (member_id, now) = (&event.member_id, self.clock.now());
        let tenant = self.store.tenant(member_id);
        if self.is_of_an_earlier_installation(event, at).await? {
            tenant.record_journal(now, &JournalEntry::RemovalIgnored).await?;
            return Ok(tenant.bring_forward(Task::SubscriptionCheck, now).await?); // finds out whether the app is there
        }
        tenant.begin_removal(clean, now).await?;
        tracing::info!(%member_id, clean, "the portal reports that the app was removed");
        Ok(())
    }

    /// A reinstall may keep the `application_token`, so only the time tells a late removal from a current one. A
    /// removed app gets no tokens, so a renewal after the install also shows that the app is there: it may have been
    /// reinstalled before we heard of the removal.
    async fn is_of_an_earlier_installation(&self, event: &Event, at: OffsetDateTime) -> Result<bool, StoreError> {
        let Some(portal) = self.store.tenant(&event.member_id).find_portal().await? else { return Ok(false) };
        let again = portal.token.refreshed_at.zip(portal.installed_at).filter(|(again, first)| *again > *first + SKEW);
        let begun = portal.installed_at.filter(|_| portal.generation > 1).max(again.map(|(again, _)| again));
        let sent_at = event.sent_at().map_or(at, |sent_at| sent_at.min(at));
        Ok(begun.is_some_and(|begun| sent_at + SKEW < begun))
    }
}
