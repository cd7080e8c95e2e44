//! What the checks find out about a portal, and its alarms.

pub(crate) mod alarms;
pub(crate) mod bursts;
pub(crate) mod troubled;
pub(crate) mod urgency;

use std::collections::HashSet;

use domain::activity_baseline::{ActivityBaseline, DAYS};
use domain::clock::{from_micros, micros};
use domain::health::{Alarm, AlarmKind, Health};
use domain::journal::JournalEntry;
use domain::portal::{OfflineQueue, Plan, Probe};
use domain::stats::Bucket;
use domain::webhook::MessageType;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use serde_json::json;
use time::{Duration, OffsetDateTime};

use crate::Tenant;
use crate::entities::{alarm, portal};
use crate::error::StoreError;
use crate::health::alarms::known_alarms;
use crate::portals::change::Change;
use crate::portals::rows::{join, status};

/// How many codes a line of the journal names.
const LISTED: usize = 8;
/// How many of a portal's last gaps are listed.
const GAPS: u64 = 10;

impl Tenant<'_> {
    /// Saves what a subscription check found; the journal has what is `repaired` or missing.
    pub async fn record_subscriptions(
        &self,
        expected: usize,
        missing: &[String],
        repaired: &[String],
        now: OffsetDateTime,
    ) -> Result<(), StoreError> {
        let Some(mut change) = self.change().await? else { return Ok(()) };
        let first = change.known.subscriptions_checked_at.is_none();
        let lost = join(missing);
        let changed = change.known.subscriptions_missing.as_deref() != Some(&lost);
        change.row.subscriptions_expected = Set(i32::try_from(expected).ok());
        change.row.subscriptions_missing = Set(Some(lost));
        change.row.subscriptions_checked_at = Set(Some(micros(now)));
        if changed {
            change.row.alarm_check_at = Set(Some(micros(now)));
        }
        if first {
            let lacking = missing.iter().filter(|code| !code.ends_with(" (offline)")).count();
            let bound = expected.saturating_sub(lacking) as u64;
            change.journal(now, &JournalEntry::EventsBound { bound, expected: expected as u64 }).await?;
        } else if !repaired.is_empty() {
            let (events, more) = first_of(repaired);
            change.journal(now, &JournalEntry::SubscriptionsRepaired { events, more }).await?;
        }
        if changed && !missing.is_empty() {
            let (events, more) = first_of(missing);
            change.journal(now, &JournalEntry::SubscriptionsMissing { events, more }).await?;
        }
        change.commit().await
    }

    /// Saves the portal's plan, the app's licence and its offline queue.
    pub async fn record_plan(&self, plan: &Plan, queue: OfflineQueue, now: OffsetDateTime) -> Result<(), StoreError> {
        let Some(mut change) = self.change().await? else { return Ok(()) };
        let row = &mut change.row;
        row.license = Set(plan.license.clone());
        row.app_version = Set(plan.app_version.clone());
        row.payment_expired = Set(plan.payment_expired);
        row.payment_days = Set(plan.days);
        row.plan_checked_at = Set(Some(micros(now)));
        row.offline_queue = Set(queue.as_str().to_owned());
        change.commit().await
    }

    /// Records a request for a test event.
    pub async fn record_probe_sent(&self, now: OffsetDateTime) -> Result<(), StoreError> {
        let Some(mut change) = self.change().await? else { return Ok(()) };
        let lost_at = micros(now + Probe::PATIENCE + Duration::SECOND);
        change.row.probe_sent_at = Set(Some(micros(now)));
        change.row.probe_received_at = Set(None);
        change.row.alarm_check_at = Set(Some(change.known.alarm_check_at.map_or(lost_at, |at| at.min(lost_at))));
        change.commit().await
    }

    /// Forgets a test event that the portal could not be asked for.
    pub async fn forget_probe(&self, now: OffsetDateTime) -> Result<(), StoreError> {
        let forgotten = portal::Entity::update_many()
            .col_expr(portal::Column::ProbeSentAt, Expr::value(None::<i64>))
            .col_expr(portal::Column::AlarmCheckAt, Expr::value(micros(now)))
            .filter(portal::Column::ProbeReceivedAt.is_null());
        self.update_row(forgotten).await.map(drop)
    }

    /// Records a test event. Returns how many seconds it took, if it was awaited.
    pub async fn record_probe_received(&self, now: OffsetDateTime) -> Result<Option<f64>, StoreError> {
        let Some(mut change) = self.change().await? else { return Ok(None) };
        let awaited = change.known.probe_sent_at.filter(|_| change.known.probe_received_at.is_none());
        let Some(sent_at) = awaited else { return Ok(None) };
        let seconds = (now - from_micros(sent_at)).as_seconds_f64();
        change.row.probe_received_at = Set(Some(micros(now)));
        change.row.alarm_check_at = Set(Some(micros(now)));
        let rounded = (seconds * 10.0).round() / 10.0;
        change.journal(now, &JournalEntry::TestEventArrived { seconds: rounded }).await?;
        change.commit().await?;
        Ok(Some(seconds))
    }

    /// Everything known about the portal's condition; none if it was never installed.
    pub async fn find_health(&self, now: OffsetDateTime) -> Result<Option<Health>, StoreError> {
        let Some(row) = self.find_row(&self.store.connections.read).await? else { return Ok(None) };
        let subscription_check_at = row.subscription_check_at.map(from_micros);
        let (portal, baseline) = (self.portal_of(row).await?, self.find_baseline(now).await?);
        let (alarms, recovery) = (self.list_alarms().await?, self.find_recovery().await?);
        Ok(Some(Health {
            portal,
            baseline,
            alarms,
            subscription_check_at,
            recovery,
            gaps: self.list_gaps(GAPS).await?,
            webhooks_disabled: self.webhooks().count_given_up().await?,
        }))
    }

    /// Counts days that end with the present hour, from hourly counts: the cost does not depend on the amount of data.
    async fn find_baseline(&self, now: OffsetDateTime) -> Result<ActivityBaseline, StoreError> {
        let Some(first) = self.find_first().await?.map(|first| first.received_at) else {
            return Ok(ActivityBaseline::new(Vec::new()));
        };
        let end = Bucket::Hour.beginning(now) + Duration::HOUR;
        let span = i64::try_from(DAYS).unwrap_or_default();
        let mut days = self.deletions().count_days(end - Duration::days(span), DAYS).await?;
        days.reverse();
        // Days before the first deletion don't count, and its own partial day counts only if it is the only one.
        let whole = usize::try_from((end - first).whole_days()).unwrap_or_default();
        days.truncate(Ord::max(whole, 1));
        Ok(ActivityBaseline::new(days))
    }

    /// The alarms that are on, the most urgent first.
    pub async fn list_alarms(&self) -> Result<Vec<Alarm>, StoreError> {
        let own = known_alarms().filter(alarm::Column::MemberId.eq(self.member_id.as_str()));
        let rows = own.all(&self.store.connections.read).await?;
        let mut alarms = rows.iter().map(into_alarm).collect::<Result<Vec<_>, _>>()?;
        alarms.sort_by_key(|alarm| alarm.kind);
        Ok(alarms)
    }

    /// Turns the alarms of `causes` on and all others off, and journals the changes.
    pub async fn save_alarms(&self, causes: &[AlarmKind], now: OffsetDateTime) -> Result<(), StoreError> {
        let on: HashSet<AlarmKind> = self.list_alarms().await?.iter().map(|alarm| alarm.kind).collect();
        if on.len() == causes.len() && causes.iter().all(|kind| on.contains(kind)) {
            return Ok(());
        }
        let Some(change) = self.change().await? else { return Ok(()) };
        // Nobody would turn off an alarm of a portal that removed the app.
        if !status(&change.known)?.accepts_events() {
            return Ok(());
        }
        for &kind in causes.iter().filter(|kind| !on.contains(kind)) {
            let row = alarm::ActiveModel {
                member_id: Set(self.member_id.to_string()),
                kind: Set(kind.to_string()),
                since: Set(micros(now)),
                parameters: Set(None),
            };
            alarm::Entity::insert(row).on_conflict_do_nothing().exec_without_returning(change.db()).await?;
            change.journal(now, &JournalEntry::AlarmRaised { alarm: kind }).await?;
            self.queue_alarm(&change, kind, "raised", now).await?;
            tracing::warn!(member_id = %self.member_id, alarm = kind.as_str(), "an alarm was raised");
        }
        for kind in on.into_iter().filter(|kind| !causes.contains(kind)) {
            alarm::Entity::delete_by_id((self.member_id.to_string(), kind.to_string())).exec(change.db()).await?;
            change.journal(now, &JournalEntry::AlarmEnded { alarm: kind }).await?;
            self.queue_alarm(&change, kind, "ended", now).await?;
            tracing::info!(member_id = %self.member_id, alarm = kind.as_str(), "an alarm ended");
        }
        change.commit().await
    }

    /// Queues a message about an alarm for the endpoints that subscribe to it.
    pub(crate) async fn queue_alarm(
        &self,
        change: &Change<'_>,
        kind: AlarmKind,
        state: &str,
        now: OffsetDateTime,
    ) -> Result<(), StoreError> {
        let (portal, host) = (self.member_id.as_str(), change.known.domain.as_str());
        let data = json!({ "member_id": portal, "domain": host, "alarm": kind.as_str(), "state": state });
        self.queue_message(change.db(), MessageType::PortalAlarm, &data, now).await?;
        Ok(())
    }
}

/// The first codes, for a journal line, and how many more there are.
fn first_of(codes: &[String]) -> (Vec<String>, u64) {
    let first = codes.iter().take(LISTED).cloned().collect();
    (first, codes.len().saturating_sub(LISTED) as u64)
}

pub(crate) fn into_alarm(row: &alarm::Model) -> Result<Alarm, StoreError> {
    let kind = row.kind.parse().map_err(|error| StoreError::corrupt("alarms", error))?;
    let burst = row.parameters.as_deref().map(serde_json::from_str).transpose();
    let burst = burst.map_err(|error| StoreError::corrupt("alarms", error))?;
    Ok(Alarm { kind, since: from_micros(row.since), burst })
}
