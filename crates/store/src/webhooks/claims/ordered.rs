//! The next messages of an ordered endpoint: each portal's first pending deletion, and no later one before that is
//! delivered or given up.

use std::collections::HashSet;

use domain::webhook::Endpoint;
use sea_orm::sea_query::Order;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Statement,
};

use crate::entities::webhook_delivery::{Column, Entity};
use crate::error::StoreError;

/// The portals with messages pending for an endpoint: jumps from one to the next in the index, however many each has.
const PORTALS: &str = "
WITH RECURSIVE portals(portal) AS (
    SELECT min(member_id) FROM webhook_deliveries WHERE endpoint_id = $1 AND due_at IS NOT NULL
    UNION ALL
    SELECT (SELECT min(member_id) FROM webhook_deliveries
            WHERE endpoint_id = $1 AND due_at IS NOT NULL AND member_id > portals.portal)
    FROM portals WHERE portals.portal IS NOT NULL)
SELECT portal FROM portals WHERE portal IS NOT NULL";

/// Up to `limit` messages, as portal and message: the first deletion of each portal, and its first other message.
pub(super) async fn first_of_each_portal(
    db: &DatabaseConnection,
    endpoint: &Endpoint,
    now: i64,
    limit: u64,
) -> Result<Vec<(String, String)>, StoreError> {
    let at_work = portals_at_work(db, &endpoint.id, now).await?;
    let mut first = Vec::new();
    for portal in portals(db, endpoint).await? {
        if first.len() as u64 >= limit {
            break;
        }
        let other = find(db, &endpoint.id, &portal, false).await?;
        let next = if at_work.contains(&portal) { None } else { find(db, &endpoint.id, &portal, true).await? };
        // The first one decides, even if later ones are due.
        let due = other.into_iter().chain(next).filter(|(_, due_at)| *due_at <= now);
        first.extend(due.map(|(message_id, _)| (portal.clone(), message_id)));
    }
    first.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(first)
}

async fn portals(db: &DatabaseConnection, endpoint: &Endpoint) -> Result<Vec<String>, StoreError> {
    if let Some(portal) = &endpoint.portal {
        return Ok(vec![portal.to_string()]);
    }
    let values = [endpoint.id.as_str().into()];
    let rows = db.query_all_raw(Statement::from_sql_and_values(db.get_database_backend(), PORTALS, values)).await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}

/// The portals of which a process delivers a deletion right now.
async fn portals_at_work(db: &DatabaseConnection, endpoint_id: &str, now: i64) -> Result<HashSet<String>, StoreError> {
    let leased = Entity::find().filter(Column::EndpointId.eq(endpoint_id)).filter(Column::Lease.is_not_null());
    let leased = leased.filter(Column::DueAt.gt(now)).filter(Column::Number.gt(0)).select_only();
    Ok(leased.column(Column::MemberId).into_tuple().all(db).await?.into_iter().collect())
}

/// The portal's first pending deletion, or its first other message, and when it is due.
async fn find(
    db: &DatabaseConnection,
    endpoint_id: &str,
    portal: &str,
    deletion: bool,
) -> Result<Option<(String, i64)>, StoreError> {
    let own = Entity::find().filter(Column::EndpointId.eq(endpoint_id)).filter(Column::MemberId.eq(portal));
    let own = own.filter(Column::DueAt.is_not_null()).select_only().columns([Column::MessageId, Column::DueAt]);
    let first = if deletion {
        own.filter(Column::Number.gt(0)).order_by(Column::Number, Order::Asc)
    } else {
        own.filter(Column::Number.eq(0)).order_by(Column::DueAt, Order::Asc)
    };
    Ok(first.limit(1).into_tuple().one(db).await?)
}
