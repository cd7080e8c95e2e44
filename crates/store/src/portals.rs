//! Rows of portals as domain types.

use domain::MemberId;
use domain::clock::from_micros;
use domain::failure::Failure;
use domain::portal::{Plan, Portal, Probe, Subscriptions, TokenState};

use crate::entities::{counter, portal};
use crate::error::StoreError;
use crate::looks::look;
use crate::refusals::refusals;
use crate::removals::removal;

/// A portal from its row and its counters, which it has once it reported something.
pub(crate) fn into_portal(row: portal::Model, counter: Option<counter::Model>) -> Result<Portal, StoreError> {
    let corrupt = |what: &dyn ToString| StoreError::corrupt("portals", what.to_string());
    let (subscriptions, plan, probe) = (subscriptions(&row), plan(&row), probe(&row));
    let (look, refusals) = (look(&row)?, refusals(&row));
    let hidden = removal(&row).is_some_and(|removal| removal.clean);
    Ok(Portal {
        member_id: MemberId::parse(&row.member_id).map_err(|error| corrupt(&error))?,
        domain: row.domain,
        status: row.status.parse().map_err(|error| corrupt(&error))?,
        app_status: row.app_status,
        finished: row.finished,
        scopes: split(&row.scopes),
        language: row.language,
        generation: row.generation,
        installed_at: row.installed_at.map(from_micros),
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

/// Reads what [`join`] wrote.
pub(crate) fn split(text: &str) -> Vec<String> {
    text.split(',').filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Scopes and event codes in one column; neither has a comma in it.
pub(crate) fn join<T: AsRef<str>>(parts: &[T]) -> String {
    parts.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(",")
}
