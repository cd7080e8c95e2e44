//! The inspector compares a portal's subscriptions with those it should have, repairs them, and asks what the portal
//! pays for: at an install, after an update, and about daily (docs/protocol.md 1.3).

use std::collections::BTreeSet;

use bitrix24::{BatchResults, RemoteError, loose_text, loose_truth, read};
use domain::failure::Failure;
use domain::portal::{Finding, OfflineQueue, Plan, Trouble};
use domain::schedule::Task;
use domain::{Clock, MemberId};
use serde::Deserialize;
use serde_json::Value;
use store::{Store, StoreError};
use url::Url;

use crate::calls::{PortalError, Portals};
use crate::subscriptions::{
    Found, Stray, Subscription, bind, bound_for_titles, found, is_not_allowed, of_titles, offered, succeeded, wanted,
};

/// The methods, with their names in the batch, without whose answers nobody knows the portal's state.
const DECISIVE: [(&str, &str); 2] = [("bound", "event.get"), ("info", "app.info")];

/// Inspects portals. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Inspector {
    store: Store,
    portals: Portals,
    handler: Url,
    clock: Clock,
}

/// What an inspection found and did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspection {
    /// How many online events should be bound.
    pub expected: usize,
    /// Subscriptions that the portal did not bind, offline ones included.
    pub missing: Vec<String>,
    /// Subscriptions that were not bound before and are now.
    pub repaired: Vec<String>,
    /// The code with which the portal refused the first subscription that it refused with one.
    pub refusal: Option<String>,
    /// Whether the portal takes the app for installed.
    pub finished: bool,
    /// Whether the app's paid period is over.
    pub payment_expired: bool,
    /// Whether anything was bound before: the offline queue may then hold events of the subscriptions that were not.
    pub was_bound: bool,
    /// Which of `event.get` and `app.info` the portal did not answer.
    pub unanswered: Vec<&'static str>,
}

/// What came of binding what was missing.
#[derive(Debug, Default)]
struct Bound {
    /// Bound now, according to the portal.
    now: BTreeSet<Subscription>,
    /// Which of these were bound before.
    already: BTreeSet<Subscription>,
    /// The code of the first refusal.
    refusal: Option<String>,
}

/// The portal's answer to `app.info` (docs/protocol.md 4).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "UPPERCASE")]
struct AppInfo {
    #[serde(deserialize_with = "loose_text")]
    version: Option<String>,
    #[serde(deserialize_with = "loose_truth")]
    installed: bool,
    #[serde(deserialize_with = "loose_truth")]
    payment_expired: bool,
    #[serde(deserialize_with = "loose_text")]
    days: Option<String>,
    #[serde(deserialize_with = "loose_text")]
    license: Option<String>,
}

struct State {
    wanted: Vec<Subscription>,
    /// Wanted only to keep titles: neither counted nor reported as missing.
    for_titles: Vec<Subscription>,
    found: Found,
    /// Whether the portal answered `event.get`.
    is_known: bool,
    unanswered: Vec<&'static str>,
}

impl Inspector {
    /// An inspector that binds events to `handler`.
    pub fn new(store: Store, portals: Portals, handler: Url, clock: Clock) -> Self {
        Self { store, portals, handler, clock }
    }

    /// The address that portals send their events to.
    pub fn handler(&self) -> &Url {
        &self.handler
    }

    /// Inspects a portal, binds missing events, unbinds useless handlers, and records the result, failures included.
    pub async fn inspect(&self, member_id: &MemberId) -> Result<Inspection, PortalError> {
        let inspected = self.look(member_id).await;
        let trouble = match &inspected {
            Ok(inspection) if inspection.unanswered.is_empty() => None,
            Ok(inspection) => {
                let methods = inspection.unanswered.iter().map(|method| (*method).to_owned()).collect();
                Some((Trouble::Unreachable, Failure::Unanswered { methods }))
            }
            // The portal's status, or our database, already shows the cause.
            Err(PortalError::Suspended(_) | PortalError::Store(_)) => return inspected,
            Err(error @ PortalError::LicenceExpired) => Some((Trouble::LicenceExpired, error.into())),
            Err(error) => Some((Trouble::Unreachable, error.into())),
        };
        let tenant = self.store.tenant(member_id);
        let trouble = trouble.as_ref().map(|(trouble, reason)| (*trouble, reason));
        let (failures, before) = tenant.record_look(trouble, self.clock.now()).await?;
        if failures == 0 && before > 0 {
            // The portal may have queued what it could not deliver.
            tenant.bring_forward(Task::Recover, self.clock.now()).await?;
        }
        inspected
    }

    async fn look(&self, member_id: &MemberId) -> Result<Inspection, PortalError> {
        let answers = self.portals.batch(member_id, &questions()).await?;
        let portal = self.store.tenant(member_id).find_portal().await?;
        let keeps_titles = portal.as_ref().is_some_and(|portal| portal.settings.titles.is_on);
        let scopes = portal.map(|portal| portal.scopes).unwrap_or_default();
        let mut state = self.state(&answers, &scopes, keeps_titles);
        let mut before = state.found.bound.clone();
        let mut queue = offline_queue(answers.get("queue"));
        let wanted = state.wanted.iter().chain(&state.for_titles);
        let lacking: Vec<_> = wanted.filter(|wanted| !before.contains(wanted)).cloned().collect();
        let mut strays = std::mem::take(&mut state.found.strays);
        if self.store.tenant(member_id).awaits_token(self.clock.now()).await? {
            strays.retain(|stray| !stray.handler.starts_with(self.handler.as_str()));
        }
        if !keeps_titles {
            strays.extend(bound_for_titles(&state.found, &self.handler));
        }
        let mut refusal = None;
        if !lacking.is_empty() {
            let bound = self.bind(member_id, &lacking, &mut queue).await?;
            before.extend(bound.already);
            refusal = bound.refusal;
            state.found = self.look_again(member_id, &state, bound.now).await?;
        }
        self.unbind(member_id, &strays).await;
        let found = summary(&state, &before, queue, app_info(&answers).as_ref());
        let inspection = Inspection { refusal, ..found };
        self.record(member_id, &inspection, app_info(&answers), queue).await?;
        Ok(inspection)
    }

    fn state(&self, answers: &BatchResults, scopes: &[String], keeps_titles: bool) -> State {
        let of = |name: &str| answers.get(name).and_then(|outcome| outcome.as_ref().ok()).unwrap_or(&Value::Null);
        let is_known = of("bound").is_array();
        let offered = offered(of("events"));
        let for_titles = if keeps_titles { of_titles(&offered, scopes) } else { Vec::new() };
        let found = found(of("bound"), &self.handler);
        State { wanted: wanted(&offered, scopes), for_titles, found, is_known, unanswered: unanswered(answers) }
    }

    /// Binds what is missing, in as few requests as possible.
    async fn bind(
        &self,
        member_id: &MemberId,
        lacking: &[Subscription],
        queue: &mut OfflineQueue,
    ) -> Result<Bound, PortalError> {
        let name =
            |subscription: &Subscription| subscription.to_string().to_lowercase().replace([' ', '(', ')', '.'], "_");
        let commands: Vec<_> = lacking.iter().map(|new| (name(new), bind(new, &self.handler))).collect();
        let results = self.portals.batch(member_id, &commands).await?;
        let mut bound = Bound::default();
        for subscription in lacking {
            let Some(outcome) = results.get(&name(subscription)) else { continue };
            if subscription.offline && is_not_allowed(outcome) {
                *queue = OfflineQueue::Unavailable;
            } else if succeeded(outcome) {
                if outcome.is_err() {
                    bound.already.insert(subscription.clone());
                }
                bound.now.insert(subscription.clone());
            } else {
                let refusal = outcome.as_ref().err().map(|error| error.code.as_str());
                tracing::debug!(%member_id, %subscription, ?refusal, "the portal does not bind an event");
                bound.refusal = bound.refusal.or_else(|| refusal.map(str::to_owned));
            }
        }
        Ok(bound)
    }

    /// Reads back what is bound after `event.bind`, where the portal answers `event.get`.
    async fn look_again(
        &self,
        member_id: &MemberId,
        state: &State,
        promised: BTreeSet<Subscription>,
    ) -> Result<Found, PortalError> {
        if !state.is_known {
            return Ok(Found { bound: promised, strays: Vec::new() });
        }
        let answer = self.portals.call(member_id, "event.get", Value::Null).await?;
        let mut found = found(&answer, &self.handler);
        // Offline rows name no handler to compare, and older portals leave them out.
        found.bound.extend(promised.into_iter().filter(|subscription| subscription.offline));
        Ok(found)
    }

    /// Unbinds handlers that send each event a second time, await nothing any more, or served titles that nobody keeps
    /// now. What it can't unbind now, the next check will.
    async fn unbind(&self, member_id: &MemberId, strays: &[Stray]) {
        let commands: Vec<_> =
            strays.iter().enumerate().map(|(at, stray)| (format!("s{at}"), stray.unbind())).collect();
        match self.portals.batch(member_id, &commands).await {
            Ok(_) if strays.is_empty() => {}
            Ok(_) => tracing::info!(%member_id, handlers = strays.len(), "handlers of no use are unbound"),
            Err(error) => tracing::warn!(%member_id, %error, "handlers of no use can't be unbound now"),
        }
    }

    async fn record(
        &self,
        member_id: &MemberId,
        inspection: &Inspection,
        info: Option<AppInfo>,
        queue: OfflineQueue,
    ) -> Result<(), StoreError> {
        let (tenant, now) = (self.store.tenant(member_id), self.clock.now());
        tenant.save_handler(self.handler.as_str()).await?;
        tenant.record_subscriptions(inspection.expected, &inspection.missing, &inspection.repaired, now).await?;
        let Some(info) = info else { return Ok(()) };
        tenant.record_plan(&info.plan(), queue, now).await?;
        if info.installed {
            tenant.record_finished(now).await?;
        }
        let Some(access) = tenant.find_access().await? else { return Ok(()) };
        let finding = if info.payment_expired { Finding::PaymentEnded } else { Finding::Answers };
        tenant.record_finding(finding, access.version, None, now, rand::random()).await?;
        Ok(())
    }
}

impl AppInfo {
    fn plan(&self) -> Plan {
        Plan {
            license: self.license.clone(),
            app_version: self.version.clone(),
            payment_expired: self.payment_expired,
            days: self.days.as_deref().and_then(|days| days.parse().ok()),
            checked_at: None,
        }
    }
}

fn questions() -> Vec<(String, String)> {
    let questions = [
        ("events", "events"),
        ("bound", "event.get"),
        ("info", "app.info"),
        ("queue", "feature.get?CODE=rest_offline_extended"),
    ];
    questions.map(|(name, command)| (name.to_owned(), command.to_owned())).into()
}

fn unanswered(answers: &BatchResults) -> Vec<&'static str> {
    let silent = |name: &str| answers.get(name).is_none_or(|answer| answer.as_ref().map_or(true, Value::is_null));
    DECISIVE.into_iter().filter(|(name, _)| silent(name)).map(|(_, method)| method).collect()
}

fn app_info(answers: &BatchResults) -> Option<AppInfo> {
    read(answers.get("info")?.as_ref().ok()?)
}

/// `Y` lets us read and clear the queue in two steps; self-hosted portals use another word (docs/protocol.md 4).
fn offline_queue(answer: Option<&Result<Value, RemoteError>>) -> OfflineQueue {
    let value = answer.and_then(|outcome| outcome.as_ref().ok()).and_then(|answer| answer.get("value"));
    match value.and_then(Value::as_str) {
        Some("Y") => OfflineQueue::Confirmed,
        Some("N") => OfflineQueue::Unconfirmed,
        Some(other) if other.ends_with("_selfhosted") => OfflineQueue::Confirmed,
        _ => OfflineQueue::Unknown,
    }
}

fn summary(state: &State, before: &BTreeSet<Subscription>, queue: OfflineQueue, info: Option<&AppInfo>) -> Inspection {
    let allowed = |subscription: &&Subscription| !(subscription.offline && queue == OfflineQueue::Unavailable);
    let is_bound = |subscription: &Subscription| state.found.bound.contains(subscription);
    let wanted: Vec<_> = state.wanted.iter().filter(allowed).collect();
    let named = |of: &dyn Fn(&Subscription) -> bool| -> Vec<String> {
        wanted.iter().filter(|subscription| of(subscription)).map(ToString::to_string).collect()
    };
    Inspection {
        expected: wanted.iter().filter(|subscription| !subscription.offline).count(),
        missing: named(&|subscription| !is_bound(subscription)),
        repaired: named(&|subscription| is_bound(subscription) && !before.contains(subscription)),
        refusal: None,
        finished: info.is_some_and(|info| info.installed),
        payment_expired: info.is_some_and(|info| info.payment_expired),
        was_bound: !before.is_empty(),
        unanswered: state.unanswered.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documented_app_info_is_read() {
        let text = include_str!("../../../tests/fixtures/payloads/app_info_response.json");
        let answer: Value = serde_json::from_str(text).unwrap();
        let info: AppInfo = read(&answer["result"]).unwrap();
        assert!(info.installed && !info.payment_expired);
        let plan = info.plan();
        assert_eq!((plan.license.as_deref(), plan.days), (Some("de_ent10000"), None));
        assert_eq!(plan.app_version.as_deref(), Some("4"));
    }

    #[test]
    fn plan_decides_how_the_queue_is_read() {
        let queue = |value: &str| offline_queue(Some(&Ok(serde_json::json!({ "value": value }))));
        assert_eq!(queue("Y"), OfflineQueue::Confirmed);
        assert_eq!(queue("N"), OfflineQueue::Unconfirmed);
        assert_eq!(offline_queue(None), OfflineQueue::Unknown);
    }

    #[test]
    fn missing_offline_handler_is_listed_but_not_counted() {
        let of = |code: &str, offline| Subscription { code: code.to_owned(), offline };
        let wanted = vec![of("A", false), of("B", false), of("A", true)];
        let found = Found { bound: [of("A", false)].into(), strays: Vec::new() };
        let state = State { wanted, for_titles: Vec::new(), found, is_known: true, unanswered: Vec::new() };
        let inspection = summary(&state, &BTreeSet::new(), OfflineQueue::Confirmed, None);
        assert_eq!((inspection.expected, inspection.missing), (2, vec!["B".to_owned(), "A (offline)".to_owned()]));
        assert_eq!(inspection.repaired, ["A"]);
        let without = summary(&state, &BTreeSet::new(), OfflineQueue::Unavailable, None);
        assert_eq!(without.missing, ["B"]);
    }
}
