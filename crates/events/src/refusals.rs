//! Events that nothing proves: counted always, audited once a minute for a portal, so that a flood of them costs
//! no database write each.

use std::time::Duration;

use domain::{Event, MemberId};
use moka::sync::Cache;
use store::Store;
use time::OffsetDateTime;

/// How often a portal's refusals get a line in the audit.
const QUIET: Duration = Duration::from_mins(1);
/// How many portals are remembered to have got theirs.
const PORTALS: u64 = 10_000;

#[derive(Clone, Debug)]
pub(crate) struct Refusals(Cache<MemberId, ()>);

impl Default for Refusals {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(PORTALS).time_to_live(QUIET).build())
    }
}

impl Refusals {
    pub(crate) async fn note(&self, store: &Store, now: OffsetDateTime, event: &Event) {
        metrics::counter!("tombstone_events_refused_total", "why" => "application_token").increment(1);
        let member_id = &event.member_id;
        if !self.0.entry_by_ref(member_id).or_insert(()).is_fresh() {
            return;
        }
        tracing::warn!(%member_id, event = event.code.as_str(), "an event came with a wrong application_token");
        let detail = format!("{} with a wrong application_token; more of the kind may follow", event.code.as_str());
        if let Err(error) = store.record_audit(now, "portal", Some(member_id), "event refused", &detail).await {
            tracing::error!(%member_id, %error, "the audit can't be written");
        }
    }
}
