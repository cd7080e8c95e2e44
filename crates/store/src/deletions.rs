//! Deletions as they are read: with the portal's present host, without those that are being purged.

use domain::MemberId;
use domain::clock::from_micros;
use domain::deletion::{Deletion, Filter, Page, term};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect, RelationDef, Select,
};

use crate::entities::{deletion, portal, term as term_table};
use crate::error::StoreError;

/// A deletion's row with what its portal adds.
#[derive(Debug, FromQueryResult)]
pub(crate) struct Row {
    member_id: String,
    number: i64,
    domain: String,
    event: String,
    entity: String,
    entity_id: String,
    attributes: String,
    user_id: Option<String>,
    sent_at: i64,
    received_at: i64,
    source: String,
    event_handler_id: Option<String>,
    payload: String,
}

impl TryFrom<Row> for Deletion {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let corrupt = |what: &dyn ToString| StoreError::corrupt("deletions", what.to_string());
        Ok(Self {
            member_id: MemberId::parse(&row.member_id).map_err(|error| corrupt(&error))?,
            number: u64::try_from(row.number).map_err(|error| corrupt(&error))?,
            domain: row.domain,
            event: row.event,
            entity: row.entity,
            entity_id: row.entity_id,
            attributes: serde_json::from_str(&row.attributes).map_err(|error| corrupt(&error))?,
            user_id: row.user_id,
            sent_at: from_micros(row.sent_at),
            received_at: from_micros(row.received_at),
            source: row.source.parse().map_err(|error| corrupt(&error))?,
            event_handler_id: row.event_handler_id,
            payload: row.payload,
        })
    }
}

/// All deletions with their portals' hosts; what is being purged is not seen any more.
pub(crate) fn rows_with_domain() -> Select<deletion::Entity> {
    let portal: RelationDef = deletion::Entity::belongs_to(portal::Entity)
        .from(deletion::Column::MemberId)
        .to(portal::Column::MemberId)
        .into();
    deletion::Entity::find()
        .join(JoinType::InnerJoin, portal)
        .column(portal::Column::Domain)
        .filter(portal::Column::Purging.eq(false))
}

/// The filter's conditions, but for its times.
pub(crate) fn conditions(filter: &Filter, member_id: Option<&MemberId>) -> Condition {
    use deletion::Column::{Entity as Kind, EntityId, Event, Source, UserId};
    let found = |texts: SelectStatement| {
        let deletion = [deletion::Column::MemberId, deletion::Column::Number];
        let deletion = deletion.map(|column| Expr::col((deletion::Entity, column)));
        Expr::tuple(deletion).in_subquery(texts)
    };
    Condition::all()
        .add_option(filter.event.as_ref().map(|event| Event.eq(event)))
        .add_option(filter.entity.as_ref().map(|entity| Kind.eq(entity)))
        .add_option(filter.entity_id.as_ref().map(|id| EntityId.eq(id)))
        .add_option(filter.entity_id.as_deref().filter(|id| !id.is_empty()).map(|id| found(exactly(id, member_id))))
        .add_option(filter.user_id.as_ref().map(|user| UserId.eq(user)))
        .add_option(filter.source.map(|source| Source.eq(source.as_str())))
        .add_option(filter.q.as_deref().filter(|q| !q.is_empty()).map(|q| found(beginning_with(q, member_id))))
}

/// Deletions that have this text: how those of one `entity_id` are found, since long ids have no index of their own.
fn exactly(text: &str, member_id: Option<&MemberId>) -> SelectStatement {
    terms(member_id).and_where(Expr::col(term_table::Column::Term).eq(term(text))).take()
}

fn beginning_with(text: &str, member_id: Option<&MemberId>) -> SelectStatement {
    let (first, end) = (term(text), format!("{}{}", term(text), char::MAX));
    let column = || Expr::col(term_table::Column::Term);
    terms(member_id).and_where(column().gte(first)).and_where(column().lt(end)).take()
}

fn terms(member_id: Option<&MemberId>) -> SelectStatement {
    let mut terms = Query::select();
    terms.columns([term_table::Column::MemberId, term_table::Column::Number]).from(term_table::Entity);
    if let Some(member_id) = member_id {
        terms.and_where(Expr::col(term_table::Column::MemberId).eq(member_id.as_str()));
    }
    terms
}

/// A page of `limit` from `limit + 1` rows: the one too many says that there is a next page.
pub(crate) fn into_page<C>(
    mut rows: Vec<Row>,
    limit: u64,
    place: impl FnOnce(&Deletion) -> C,
) -> Result<Page<Deletion, C>, StoreError> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let items = rows.into_iter().map(Deletion::try_from).collect::<Result<Vec<_>, _>>()?;
    let next = items.last().filter(|_| more).map(place);
    Ok(Page { items, next })
}
