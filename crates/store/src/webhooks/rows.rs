//! Rows as domain types.

use domain::MemberId;
use domain::clock::{from_micros, micros};
use domain::webhook::{Attempt, Delivery, DeliveryState, Endpoint, Interest, MessageId, MessageType};
use time::OffsetDateTime;

use crate::entities::{webhook_attempt, webhook_delivery, webhook_endpoint};
use crate::error::StoreError;
use crate::portals::rows::split;

pub(super) const ENDPOINTS: &str = "webhook_endpoints";
pub(super) const DELIVERIES: &str = "webhook_deliveries";

pub(super) fn into_endpoint(row: &webhook_endpoint::Model) -> Result<Endpoint, StoreError> {
    let corrupt = |what: &dyn ToString| StoreError::corrupt(ENDPOINTS, what.to_string());
    // While processes are replaced one by one, a newer version may have saved a type that this one does not know.
    let types = split(&row.types).iter().filter_map(|kind| kind.parse::<MessageType>().ok()).collect();
    Ok(Endpoint {
        id: row.id.clone(),
        portal: portal(ENDPOINTS, &row.member_id)?,
        url: row.url.clone(),
        description: row.description.clone(),
        interest: Interest { types, events: split(&row.events), entities: split(&row.entities) },
        ordered: row.ordered,
        status: row.status.parse().map_err(|error| corrupt(&error))?,
        created_at: from_micros(row.created_at),
        failing_since: row.failing_since.map(from_micros),
        disabled_at: row.disabled_at.map(from_micros),
        disabled_why: row.disabled_why.as_deref().map(str::parse).transpose().map_err(|error| corrupt(&error))?,
        last_delivered_at: row.last_delivered_at.map(from_micros),
        version: row.version,
    })
}

pub(super) fn into_delivery(row: webhook_delivery::Model) -> Result<Delivery, StoreError> {
    let state = DeliveryState::of_number(row.state);
    Ok(Delivery {
        message_id: row.message_id.as_str().into(),
        kind: row.kind,
        member_id: portal(DELIVERIES, &row.member_id)?,
        deletion: Some(row.number.unsigned_abs()).filter(|number| *number > 0),
        state: state.ok_or_else(|| StoreError::corrupt(DELIVERIES, "there is no such state"))?,
        attempts: row.attempts.unsigned_abs(),
        created_at: from_micros(row.created_at),
        next_attempt_at: row.due_at.map(from_micros),
        last_status: row.last_status.and_then(|status| u16::try_from(status).ok()),
        last_error: row.last_error,
    })
}

pub(super) fn into_attempt(row: webhook_attempt::Model) -> Attempt {
    Attempt {
        at: from_micros(row.at),
        status: row.status.and_then(|status| u16::try_from(status).ok()),
        error: row.error,
        millis: row.millis.unsigned_abs(),
        response: row.response,
    }
}

/// A message that is due at once, without its content.
pub(super) fn pending(
    member_id: &str,
    endpoint_id: &str,
    message_id: &MessageId,
    kind: MessageType,
    now: OffsetDateTime,
) -> webhook_delivery::Model {
    webhook_delivery::Model {
        member_id: member_id.to_owned(),
        endpoint_id: endpoint_id.to_owned(),
        message_id: message_id.to_string(),
        kind: kind.to_string(),
        number: 0,
        arrival: 0,
        received_at: 0,
        data: None,
        state: DeliveryState::Pending.number(),
        attempts: 0,
        tries: 0,
        created_at: micros(now),
        due_at: Some(micros(now)),
        lease: None,
        last_status: None,
        last_error: None,
    }
}

/// The portal of a table's row; none if it is about none.
pub(super) fn portal(table: &'static str, member_id: &str) -> Result<Option<MemberId>, StoreError> {
    let portal = Some(member_id).filter(|id| !id.is_empty()).map(MemberId::parse).transpose();
    portal.map_err(|error| StoreError::corrupt(table, error))
}
