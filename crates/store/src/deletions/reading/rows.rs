//! Turns rows of deletions into domain types, with the data that they share.

use std::collections::HashMap;
use std::sync::Arc;

use domain::clock::from_micros;
use domain::deletion::{Deletion, Sources};
use domain::event::Parts;
use domain::{MemberId, catalogue};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{ConnectionTrait, DatabaseConnection, QueryResult};

use super::row_filter::Spotted;
use super::shared::Shared;
use crate::deletions::hiding::is_seen;
use crate::deletions::search::Scope;
use crate::entities::deletion::{Column, Entity};
use crate::error::StoreError;

/// In microseconds.
const SECOND: i64 = 1_000_000;

/// A row with [`COLUMNS`], and those of them that are asked for before all of it is read.
#[derive(Debug)]
pub(super) struct FullRow {
    pub(super) member_id: String,
    pub(super) auth: Option<i32>,
    arrival: i64,
    row: QueryResult,
}

const COLUMNS: [Column; 17] = [
    Column::MemberId,
    Column::Number,
    Column::Event,
    Column::EntityId,
    Column::Attributes,
    Column::UserId,
    Column::AlsoReportedBy,
    Column::SentAt,
    Column::ReceivedAt,
    Column::Sources,
    Column::EventHandlerId,
    Column::Data,
    Column::Ts,
    Column::Expires,
    Column::Digest,
    Column::Auth,
    Column::Arrival,
];

/// The visible ones of these rows: neither being purged nor hidden by a reported removal of the app.
pub(super) fn seen(mut rows: SelectStatement) -> SelectStatement {
    rows.and_where(is_seen());
    rows
}

/// The spotted deletions in their order, each with its index among `spotted`.
pub(super) async fn find(
    spotted: &[Spotted],
    scope: Scope<'_>,
    db: &DatabaseConnection,
) -> Result<Vec<(usize, Deletion)>, StoreError> {
    if spotted.is_empty() {
        return Ok(Vec::new());
    }
    let rows = scope.rows_at(db.get_database_backend(), spotted.iter().map(|row| row.place));
    let rows = read(seen(rows), db).await?;
    let by_key: HashMap<_, _> = spotted.iter().map(|row| (row.member_id.as_str(), row.number)).zip(0..).collect();
    let mut found = Vec::with_capacity(rows.len());
    for (_, deletion) in complete(rows, &mut Shared::default(), db).await? {
        let key = (deletion.member_id.as_str(), deletion.number.cast_signed());
        let Some(&at) = by_key.get(&key) else { continue };
        found.push((at, deletion));
    }
    found.sort_by_key(|(at, _)| *at);
    Ok(found)
}

/// The visible deletions of all portals at these arrivals, in no order.
pub(crate) async fn at_arrivals(db: &DatabaseConnection, arrivals: Vec<i64>) -> Result<Vec<Deletion>, StoreError> {
    if arrivals.is_empty() {
        return Ok(Vec::new());
    }
    let rows = read(seen(Scope::All.rows_at(db.get_database_backend(), arrivals)), db).await?;
    let found = complete(rows, &mut Shared::default(), db).await?;
    Ok(found.into_iter().map(|(_, deletion)| deletion).collect())
}

/// Adds the columns to a statement that has none yet, and reads its rows.
pub(super) async fn read(mut statement: SelectStatement, db: &DatabaseConnection) -> Result<Vec<FullRow>, StoreError> {
    statement.columns(COLUMNS.map(|column| (Entity, column)));
    db.query_all(&statement).await?.into_iter().map(FullRow::of).collect()
}

/// Turns rows into deletions with their arrivals, leaving out rows whose portal is gone by now.
pub(super) async fn complete(
    rows: Vec<FullRow>,
    shared: &mut Shared,
    db: &DatabaseConnection,
) -> Result<Vec<(u64, Deletion)>, StoreError> {
    shared.learn(&rows, db).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(known) = shared.of(&row.member_id) else { continue };
        let Some(domain) = known.domain.clone() else { continue };
        let auth = row.auth.and_then(|number| known.auth(number));
        found.push((row.arrival.unsigned_abs(), row.into_deletion(domain, auth)?));
    }
    Ok(found)
}

impl FullRow {
    fn of(row: QueryResult) -> Result<Self, StoreError> {
        let (member_id, auth) = (row.try_get_by_index(0)?, row.try_get_by_index(15)?);
        Ok(Self { member_id, auth, arrival: row.try_get_by_index(16)?, row })
    }

    /// Reads columns by index: finding them by name would take a third of the time per row.
    fn into_deletion(self, domain: String, auth: Option<Arc<str>>) -> Result<Deletion, StoreError> {
        let corrupt = |what: &dyn ToString| StoreError::corrupt("deletions", what.to_string());
        let row = &self.row;
        let (number, event, sent_at): (i64, String, i64) =
            (row.try_get_by_index(1)?, row.try_get_by_index(2)?, row.try_get_by_index(7)?);
        let sources = Sources::from_bits(row.try_get_by_index(9)?).ok_or_else(|| corrupt(&"it has no source"))?;
        let text = |index| row.try_get_by_index::<Option<String>>(index);
        let attributes = text(4)?.as_deref().map(serde_json::from_str).transpose();
        let also = text(6)?.as_deref().map(serde_json::from_str).transpose();
        let user_id = text(5)?;
        let parts = Parts { data: text(11)?, ts: text(12)?, auth, expires: row.try_get_by_index(13)? };
        let payload = parts.join(sent_at / SECOND, user_id.as_deref());
        let digest = row.try_get_by_index::<Option<Vec<u8>>>(14)?.map(<[u8; 32]>::try_from).transpose();
        Ok(Deletion {
            member_id: MemberId::parse(&self.member_id).map_err(|error| corrupt(&error))?,
            number: u64::try_from(number).map_err(|error| corrupt(&error))?,
            domain,
            entity: catalogue::entity(&event).to_owned(),
            event,
            entity_id: row.try_get_by_index(3)?,
            attributes: attributes.map_err(|error| corrupt(&error))?.unwrap_or_default(),
            user_id,
            also_reported_by: also.map_err(|error| corrupt(&error))?.unwrap_or_default(),
            sent_at: from_micros(sent_at),
            received_at: from_micros(row.try_get_by_index(8)?),
            source: sources.first(),
            sources,
            event_handler_id: text(10)?,
            payload: payload.map_err(|error| corrupt(&error))?,
            digest: digest.map_err(|_| corrupt(&"its digest is not 32 bytes long"))?,
        })
    }
}
