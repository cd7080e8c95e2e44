//! Rows of deletions as domain types, with what their portals and auth blocks add.

use std::collections::{BTreeSet, HashMap};

use domain::clock::from_micros;
use domain::deletion::{Deletion, Sources};
use domain::event::Parts;
use domain::{MemberId, catalogue};
use sea_orm::sea_query::{Expr, ExprTrait, JoinType, SelectStatement};
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};

use super::row_filter::Spotted;
use crate::entities::deletion::{Column, Entity};
use crate::entities::{auth_block, portal};
use crate::error::StoreError;
use crate::search::Scope;

/// In microseconds.
const SECOND: i64 = 1_000_000;
/// How many portals one statement asks for.
const PORTALS: usize = 500;

/// What a portal's row says of its deletions.
#[derive(Clone, Debug)]
pub(super) struct Host {
    /// Its present host.
    pub(super) domain: String,
    /// What has a number up to this one is being removed and not seen any more.
    pub(super) purged_up_to: i64,
}

/// A deletion's row with its auth block.
#[derive(Debug, FromQueryResult)]
struct Row {
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

const COLUMNS: [Column; 15] = [
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
pub(super) async fn hosts(
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

/// These deletions, each with its place among what was spotted, in that order.
pub(super) async fn find(
    spotted: &[Spotted],
    hosts: &HashMap<String, Host>,
    scope: Scope<'_>,
    db: &DatabaseConnection,
) -> Result<Vec<(usize, Deletion)>, StoreError> {
    if spotted.is_empty() {
        return Ok(Vec::new());
    }
    let engine = db.get_database_backend();
    let found = with_auth(scope.rows_at(engine, spotted.iter().map(|row| row.place)));
    let rows = Row::find_by_statement(engine.build(&found)).all(db).await?;
    let by_key: HashMap<_, _> = spotted.iter().map(|row| (row.member_id.as_str(), row.number)).zip(0..).collect();
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let at = by_key.get(&(row.member_id.as_str(), row.number)).copied();
        let Some((at, host)) = at.zip(hosts.get(&row.member_id)) else { continue };
        found.push((at, row.into_deletion(&host.domain)?));
    }
    found.sort_by_key(|(at, _)| *at);
    Ok(found)
}

/// The deletions of all portals at these arrivals, in no order. What is being removed is left out.
pub(crate) async fn at_arrivals(db: &DatabaseConnection, arrivals: Vec<i64>) -> Result<Vec<Deletion>, StoreError> {
    if arrivals.is_empty() {
        return Ok(Vec::new());
    }
    let found = with_auth(Scope::All.rows_at(db.get_database_backend(), arrivals));
    let rows = Row::find_by_statement(db.get_database_backend().build(&found)).all(db).await?;
    let hosts = hosts(rows.iter().map(|row| row.member_id.as_str()), db).await?;
    let mut deletions = Vec::with_capacity(rows.len());
    for row in rows {
        let host = hosts.get(&row.member_id).filter(|host| row.number > host.purged_up_to);
        let Some(host) = host else { continue };
        deletions.push(row.into_deletion(&host.domain)?);
    }
    Ok(deletions)
}

fn with_auth(mut rows: SelectStatement) -> SelectStatement {
    let own = |column: Column| Expr::col((Entity, column));
    let of_block = |column: auth_block::Column| Expr::col((auth_block::Entity, column));
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
        let sources = Sources::from_bits(self.sources).ok_or_else(|| corrupt(&"it has no source"))?;
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
