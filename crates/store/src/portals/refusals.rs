//! Events in a portal's name with a wrong `application_token`: it may have changed without notice (docs/protocol.md
//! 8.2), or the events are forged.

use domain::clock::micros;
use sea_orm::Set;
use time::{Duration, OffsetDateTime};

use crate::Tenant;
use crate::error::StoreError;
use crate::portals::change::Change;
use crate::portals::rows::{refusals, status};

/// How long after a portal was asked for its token it is not asked again, whatever arrives in its name.
const ASK_AGAIN: Duration = Duration::minutes(10);

impl Tenant<'_> {
    /// Records `count` refused events since `first_at`. Asks the portal for its token at once, unless that was done a
    /// moment ago.
    pub async fn record_refused(
        &self,
        count: u32,
        first_at: OffsetDateTime,
        now: OffsetDateTime,
    ) -> Result<(), StoreError> {
        let Some(mut change) = self.change().await? else { return Ok(()) };
        let known = &change.known;
        if !status(known)?.accepts_events() || known.application_token_hash.is_none() {
            return Ok(());
        }
        let earlier = refusals(known).filter(|earlier| earlier.go_on(first_at));
        let before = if earlier.is_some() { known.refused_count } else { 0 };
        let first_at = earlier.map_or(first_at, |earlier| earlier.first_at);
        let asked_at =
            known.application_token_confirmed_at.max(known.learning_until.filter(|until| *until > micros(now)));
        let asked = asked_at.is_some_and(|at| at > micros(now - ASK_AGAIN));
        let has_tokens = known.access_token.is_some();
        let row = &mut change.row;
        row.refused_count = Set(before.saturating_add(i32::try_from(count).unwrap_or(i32::MAX)));
        row.refused_first_at = Set(Some(micros(first_at)));
        row.refused_last_at = Set(Some(micros(now)));
        row.alarm_check_at = Set(Some(micros(now)));
        if !asked && has_tokens {
            row.learn_at = Set(Some(micros(now)));
            row.learn_failures = Set(0);
        }
        change.commit().await
    }
}

/// Ends the refusals, given another token: refused events are fetched from the offline queue.
pub(crate) async fn end_refusals(change: &mut Change<'_>, now: OffsetDateTime) -> Result<(), StoreError> {
    let (count, first_at) = (change.known.refused_count, change.known.refused_first_at);
    change.row.refused_count = Set(0);
    change.row.refused_first_at = Set(None);
    change.row.refused_last_at = Set(None);
    change.row.application_token_confirmed_at = Set(None);
    let Some(first_at) = first_at.filter(|_| count > 0) else { return Ok(()) };
    change.row.recover_at = Set(Some(micros(now)));
    change.add_gap(first_at, now, None).await
}
