//! Rows of deletions as domain types, with what their portals and auth blocks add.

use std::collections::{BTreeSet, HashMap};

use domain::clock::from_micros;
use domain::deletion::{Deletion, Sources};
use domain::event::Parts;
use domain::{MemberId, catalogue};
use sea_orm::sea_query::{Expr, ExprTrait, JoinType};
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};

use super::lane::Lane;
use super::scan::Spotted;
use crate::entities::deletion::{Column, Entity};
use crate::entities::{auth_block, portal};
use crate::error::StoreError;

/// In microseconds.
const SECOND: i64 = 1_000_000;
/// How many portals one statement asks for.
const PORTALS: usize = 500;

/// What a portal's row says of its deletions.
#[derive(Clone, Debug)]
pub(crate) struct Host {
    /// Its present host.
    pub(crate) domain: String,
    /// What has a number up to this one is being removed and not seen any more.
    pub(crate) purged_up_to: i64,
}

/// A deletion's row with its auth block.
#[derive(Debug, FromQueryResult)]
struct Row {
    arrival: i64,
    member_id: String,
    number: i64,
    event: String,
    entity_id: String,
    attributes: Option<String>,
    user_id: Option<String>,
    also_reported_by: Option<String>,
    sent_at: i64,
    received_at: i64,
    sources: i16,
    event_handler_id: Option<String>,
    data: Option<String>,
    ts: Option<String>,
    expires: Option<i64>,
    digest: Option<Vec<u8>>,
    auth_block: Option<String>,
}

const COLUMNS: [Column; 16] = [
    Column::Arrival,
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
];

/// What these portals' rows say; what is not a portal is left out.
pub(crate) async fn hosts(
    portals: impl Iterator<Item = &str>,
    db: &DatabaseConnection,
) -> Result<HashMap<String, Host>, StoreError> {
    let portals: Vec<&str> = portals.collect::<BTreeSet<_>>().into_iter().collect();
    let mut hosts = HashMap::with_capacity(portals.len());
    for portals in portals.chunks(PORTALS) {
        let rows: Vec<(String, String, i64)> = portal::Entity::find()
            .select_only()
            .columns([portal::Column::MemberId, portal::Column::Domain, portal::Column::PurgedUpTo])
            .filter(portal::Column::MemberId.is_in(portals.iter().copied()))
            .into_tuple()
            .all(db)
            .await?;
        let host = |(member_id, domain, purged_up_to)| (member_id, Host { domain, purged_up_to });
        hosts.extend(rows.into_iter().map(host));
    }
    Ok(hosts)
}

/// These deletions with their places, in the order in which they were spotted.
pub(crate) async fn find(
    spotted: &[Spotted],
    hosts: &HashMap<String, Host>,
    lane: Lane<'_>,
    db: &DatabaseConnection,
) -> Result<Vec<(i64, Deletion)>, StoreError> {
    if spotted.is_empty() {
        return Ok(Vec::new());
    }
    let positions = spotted.iter().map(|row| row.position);
    let found = with_auth(lane).and_where(lane.place().is_in(positions)).take();
    let rows = Row::find_by_statement(db.get_database_backend().build(&found)).all(db).await?;
    let places: HashMap<_, _> = spotted.iter().map(|row| row.position).zip(0_usize..).collect();
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let position = if matches!(lane, Lane::All) { row.arrival } else { row.number };
        let Some(host) = hosts.get(&row.member_id) else { continue };
        found.push((position, row.into_deletion(&host.domain)?));
    }
    found.sort_by_key(|(position, _)| places.get(position).copied());
    Ok(found)
}

fn with_auth(lane: Lane<'_>) -> sea_orm::sea_query::SelectStatement {
    let own = |column: Column| Expr::col((Entity, column));
    let of_block = |column: auth_block::Column| Expr::col((auth_block::Entity, column));
    let mut rows = lane.rows();
    rows.columns(COLUMNS.map(|column| (Entity, column)))
        .expr_as(of_block(auth_block::Column::Auth), "auth_block")
        .join(
            JoinType::LeftJoin,
            auth_block::Entity,
            of_block(auth_block::Column::MemberId)
                .eq(own(Column::MemberId))
                .and(of_block(auth_block::Column::Number).eq(own(Column::Auth))),
        );
    rows
}

impl Row {
    fn into_deletion(self, domain: &str) -> Result<Deletion, StoreError> {
        let corrupt = |what: &dyn ToString| StoreError::corrupt("deletions", what.to_string());
        let sources = Sources::from_bits(self.sources).ok_or_else(|| corrupt(&"it came on no way"))?;
        let attributes = self.attributes.as_deref().map(serde_json::from_str).transpose();
        let also = self.also_reported_by.as_deref().map(serde_json::from_str).transpose();
        let parts =
            Parts { data: self.data, ts: self.ts, auth: self.auth_block.map(Into::into), expires: self.expires };
        let digest = self.digest.map(<[u8; 32]>::try_from).transpose();
        Ok(Deletion {
            member_id: MemberId::parse(&self.member_id).map_err(|error| corrupt(&error))?,
            number: u64::try_from(self.number).map_err(|error| corrupt(&error))?,
            domain: domain.to_owned(),
            entity: catalogue::entity(&self.event).to_owned(),
            event: self.event,
            entity_id: self.entity_id,
            attributes: attributes.map_err(|error| corrupt(&error))?.unwrap_or_default(),
            user_id: self.user_id,
            also_reported_by: also.map_err(|error| corrupt(&error))?.unwrap_or_default(),
            sent_at: from_micros(self.sent_at),
            received_at: from_micros(self.received_at),
            source: sources.first(),
            sources,
            event_handler_id: self.event_handler_id,
            payload: parts.join(self.sent_at / SECOND).map_err(|error| corrupt(&error))?,
            digest: digest.map_err(|_| corrupt(&"its digest has not 32 bytes"))?,
        })
    }
}
