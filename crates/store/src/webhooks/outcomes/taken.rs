//! Accepted messages: mostly all of them, and all alike, so that some hundred cost one statement.

use std::collections::{BTreeMap, HashSet};

use domain::webhook::{DeliveryState, Next};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::Outcome;
use crate::among::one_of_rows;
use crate::entities::webhook_delivery::{Column as C, Entity};
use crate::error::StoreError;
use crate::webhooks::claims::{DeliveryKey, KEY, key};

/// Marks messages as delivered, whoever may have claimed them meanwhile. Returns those that still exist.
pub(super) async fn settle<'a>(
    transaction: &DatabaseTransaction,
    outcomes: &'a [Outcome],
) -> Result<HashSet<&'a DeliveryKey>, StoreError> {
    let mut by_status: BTreeMap<Option<u16>, Vec<&DeliveryKey>> = BTreeMap::new();
    for outcome in outcomes.iter().filter(|outcome| outcome.next == Next::Done) {
        let status = outcome.attempt.as_ref().and_then(|attempt| attempt.status);
        by_status.entry(status).or_default().push(&outcome.key);
    }
    let (engine, mut settled) = (transaction.get_database_backend(), HashSet::new());
    for (status, keys) in by_status {
        let mut taken = Query::update();
        taken
            .table(Entity)
            .value(C::State, DeliveryState::Delivered.number())
            .value(C::DueAt, None::<i64>)
            .value(C::Lease, None::<String>)
            .value(C::Attempts, Expr::col(C::Attempts).add(1))
            .value(C::Tries, Expr::col(C::Tries).add(1))
            .value(C::LastStatus, status.map(i32::from))
            .value(C::LastError, None::<String>)
            .and_where(one_of_rows(engine, KEY.map(Expr::col), keys.iter().copied().cloned()))
            .returning(Query::returning().columns(KEY));
        let written = transaction.query_all(&taken).await?;
        let written: HashSet<DeliveryKey> = written.iter().map(key).collect::<Result<_, _>>()?;
        settled.extend(keys.into_iter().filter(|key| written.contains(*key)));
    }
    Ok(settled)
}
