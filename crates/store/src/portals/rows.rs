//! Rows of portals: as domain types, and columns that change together.

use std::collections::HashMap;

use domain::MemberId;
use domain::clock::{from_micros, micros};
use domain::failure::Failure;
use domain::portal::{Look, Plan, Portal, PortalStatus, Probe, Refusals, Subscriptions, TokenHealth, TokenState};
use domain::schedule::Task;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, Condition, DatabaseConnection, EntityTrait, QueryFilter, QuerySelect, Set};
use time::{Duration, OffsetDateTime};

use crate::among::one_of;
use crate::entities::{counter, portal};
use crate::error::StoreError;
use crate::portals::due::due;
use crate::portals::settings;

/// How far a portal's clock may lag behind this machine's before its requests count as late.
const CLOCKS: Duration = Duration::seconds(5);

/// The present hosts of these portals, by `member_id`, as far as they are known and match the condition.
pub(crate) async fn find_domains(
    these: impl IntoIterator<Item = &str>,
    condition: Condition,
    db: &DatabaseConnection,
) -> Result<HashMap<String, String>, StoreError> {
    let these = one_of(db.get_database_backend(), Expr::col(portal::Column::MemberId), these);
    let columns = [portal::Column::MemberId, portal::Column::Domain];
    let found = portal::Entity::find().select_only().columns(columns).filter(these).filter(condition);
    Ok(found.into_tuple().all(db).await?.into_iter().collect())
}

/// A portal from its row and its counters, which exist once it reported a deletion.
pub(crate) fn into_portal(row: portal::Model, counter: Option<counter::Model>) -> Result<Portal, StoreError> {
    let corrupt = |what: &dyn ToString| StoreError::corrupt("portals", what.to_string());
    let (subscriptions, plan, probe) = (subscriptions(&row), plan(&row), probe(&row));
    let (status, look, refusals) = (status(&row)?, look(&row)?, refusals(&row));
    let settings = settings::read(row.settings.as_deref())?;
    let hidden = row.removal_seen_from.is_some();
    Ok(Portal {
        member_id: MemberId::parse(&row.member_id).map_err(|error| corrupt(&error))?,
        domain: row.domain,
        status,
        app_status: row.app_status,
        finished: row.finished,
        scopes: split(&row.scopes),
        language: row.language,
        generation: row.generation,
        installed_at: row.installed_at.map(from_micros),
        uninstalled_at: row.uninstalled_at.filter(|_| status == PortalStatus::Uninstalled).map(from_micros),
        resumed_at: row.resumed_at.map(from_micros),
        last_event_at: counter.as_ref().map(|counter| counter.last_received_at).filter(|at| *at > 0).map(from_micros),
        deletions: counter.filter(|_| !hidden).map_or(0, |counter| counter.deletions.unsigned_abs()),
        token: TokenState {
            health: row.token_health.parse().map_err(|error| corrupt(&error))?,
            expires_at: row.token_expires_at.map(from_micros),
            refreshed_at: row.token_refreshed_at.map(from_micros),
            renew_at: row.renew_at.map(from_micros),
            error: row.token_error.as_deref().map(Failure::of_text),
        },
        subscriptions,
        plan,
        offline_queue: row.offline_queue.parse().map_err(|error| corrupt(&error))?,
        probe,
        look,
        refusals,
        settings,
    })
}

fn subscriptions(row: &portal::Model) -> Option<Subscriptions> {
    Some(Subscriptions {
        expected: u32::try_from(row.subscriptions_expected?).ok()?,
        missing: split(row.subscriptions_missing.as_deref().unwrap_or_default()),
        checked_at: from_micros(row.subscriptions_checked_at?),
    })
}

fn plan(row: &portal::Model) -> Option<Plan> {
    Some(Plan {
        license: row.license.clone(),
        app_version: row.app_version.clone(),
        payment_expired: row.payment_expired,
        days: row.payment_days,
        checked_at: Some(from_micros(row.plan_checked_at?)),
    })
}

fn probe(row: &portal::Model) -> Option<Probe> {
    Some(Probe { sent_at: from_micros(row.probe_sent_at?), received_at: row.probe_received_at.map(from_micros) })
}

/// Parses what [`join`] wrote.
pub(crate) fn split(text: &str) -> Vec<String> {
    text.split(',').filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Scopes or event codes in one column; they contain no comma.
pub(crate) fn join<T: AsRef<str>>(parts: &[T]) -> String {
    parts.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(",")
}

pub(crate) fn status(row: &portal::Model) -> Result<PortalStatus, StoreError> {
    row.status.parse().map_err(|error| StoreError::corrupt("portals", error))
}

/// The last look at the portal of a row.
pub(crate) fn look(row: &portal::Model) -> Result<Look, StoreError> {
    let trouble = row.look_trouble.as_deref().map(str::parse).transpose();
    Ok(Look {
        trouble: trouble.map_err(|error| StoreError::corrupt("portals", error))?,
        reason: row.look_detail.as_deref().map(Failure::of_text),
        since: row.look_failed_since.map(from_micros),
        failures: u32::try_from(row.check_failures).unwrap_or(u32::MAX),
    })
}

pub(crate) fn refusals(row: &portal::Model) -> Option<Refusals> {
    Some(Refusals {
        count: u32::try_from(row.refused_count).ok().filter(|count| *count > 0)?,
        first_at: from_micros(row.refused_first_at?),
        last_at: from_micros(row.refused_last_at?),
        confirmed_at: row.application_token_confirmed_at.map(from_micros),
    })
}

/// Sets a `new` proof and the time at which the portal sent it: at most now, so that a fast clock does not lock out
/// later requests, and earlier by our own clock, since the portal's may lag and shows whole seconds.
pub(crate) fn set_proof(
    row: &mut portal::ActiveModel,
    new: &[u8],
    sent_at: Option<OffsetDateTime>,
    now: OffsetDateTime,
) {
    row.application_token_hash = Set(Some(new.to_vec()));
    row.application_token_at = Set(Some(micros(sent_at.map_or(now - CLOCKS, |sent_at| sent_at.min(now)))));
    set_learnt(row);
}

/// Ends learning: the `application_token` is known.
pub(crate) fn set_learnt(row: &mut portal::ActiveModel) {
    row.learning_hash = Set(None);
    row.learning_until = Set(None);
    row.learn_at = Set(None);
    row.learn_failures = Set(0);
}

pub(crate) fn set_no_tokens(row: &mut portal::ActiveModel, version: i64) {
    row.application_token_hash = Set(None);
    row.application_token_at = Set(None);
    row.access_token = Set(None);
    row.refresh_token = Set(None);
    row.token_health = Set(TokenHealth::None.as_str().to_owned());
    row.token_expires_at = Set(None);
    row.token_user_id = Set(None);
    row.token_error = Set(None);
    row.token_failures = Set(0);
    row.token_lease = Set(None);
    row.token_version = Set(version + 1); // voids a renewal in flight
    row.learning_hash = Set(None);
    row.look_trouble = Set(None);
    row.look_detail = Set(None);
    row.look_failed_since = Set(None);
    row.refused_count = Set(0);
}

pub(crate) fn set_unchecked(row: &mut portal::ActiveModel) {
    row.subscriptions_expected = Set(None);
    row.subscriptions_missing = Set(None);
    row.subscriptions_checked_at = Set(None);
    row.check_failures = Set(0);
    row.look_trouble = Set(None);
    row.look_detail = Set(None);
    row.look_failed_since = Set(None);
}

/// Cancels the portal's background tasks.
pub(crate) fn set_nothing_due(row: &mut portal::ActiveModel) {
    // A removal must still be confirmed.
    for task in Task::ALL.into_iter().filter(|task| *task != Task::Confirm) {
        row.set(due(task), None::<i64>.into());
    }
}

/// Clears the unconfirmed removal.
pub(crate) fn set_no_removal(row: &mut portal::ActiveModel) {
    row.removal_at = Set(None);
    row.removal_from = Set(None);
    row.removal_seen_from = Set(None);
    row.confirm_at = Set(None);
}
