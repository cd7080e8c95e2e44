//! Rows of portals as domain types.

use domain::MemberId;
use domain::clock::from_micros;
use domain::portal::{Portal, Subscriptions, TokenHealth, TokenState};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::Store;
use crate::entities::{counter, portal};
use crate::error::StoreError;

/// A portal from its row and its counters, which it has once it reported something.
pub(crate) fn into_portal(row: portal::Model, counter: Option<counter::Model>) -> Result<Portal, StoreError> {
    let corrupt = |what: &dyn ToString| StoreError::corrupt("portals", what.to_string());
    let subscriptions = subscriptions(&row);
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
        last_event_at: counter.as_ref().map(|counter| from_micros(counter.last_received_at)),
        deletions: counter.map_or(0, |counter| counter.deletions.unsigned_abs()),
        token: TokenState {
            health: health(&row.token_health).ok_or_else(|| corrupt(&"unknown token health"))?,
            expires_at: row.token_expires_at.map(from_micros),
            refreshed_at: row.token_refreshed_at.map(from_micros),
        },
        subscriptions,
    })
}

fn subscriptions(row: &portal::Model) -> Option<Subscriptions> {
    Some(Subscriptions {
        expected: u32::try_from(row.subscriptions_expected?).ok()?,
        missing: split(row.subscriptions_missing.as_deref().unwrap_or_default()),
        checked_at: from_micros(row.subscriptions_checked_at?),
    })
}

fn health(text: &str) -> Option<TokenHealth> {
    let all = [TokenHealth::Ok, TokenHealth::Failing, TokenHealth::Dead, TokenHealth::None];
    all.into_iter().find(|health| health.as_str() == text)
}

impl Store {
    /// Portals of which it was not found out since their install or update what they send.
    pub async fn list_unbound(&self, limit: u64) -> Result<Vec<MemberId>, StoreError> {
        let (done, left) = (portal::Column::SubscriptionsCheckedAt, portal::Column::AccessToken);
        let rows: Vec<String> = portal::Entity::find()
            .select_only()
            .column(portal::Column::MemberId)
            .filter(done.is_null())
            .filter(left.is_not_null())
            .limit(limit)
            .into_tuple()
            .all(&self.connections.read)
            .await?;
        rows.iter().map(|row| MemberId::parse(row).map_err(|error| StoreError::corrupt("portals", error))).collect()
    }
}

/// Reads what [`join`] wrote.
pub(crate) fn split(text: &str) -> Vec<String> {
    text.split(',').filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Scopes and event codes in one column; neither has a comma in it.
pub(crate) fn join<T: AsRef<str>>(parts: &[T]) -> String {
    parts.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(",")
}
