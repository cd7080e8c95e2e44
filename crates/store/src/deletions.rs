//! Deletions as they are read: with the portal's present host, without those that are being purged.

use std::collections::{BTreeMap, HashMap};

use domain::clock::from_micros;
use domain::deletion::{Deletion, Filter, Page, Source, Sources, term};
use domain::event::Parts;
use domain::{MemberId, catalogue};
use sea_orm::sea_query::{DynIden, Expr, ExprTrait, Func, IntoIden, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, DatabaseConnection, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect,
    RelationDef, Select,
};

use crate::entities::{auth_block, deletion, portal, term as term_table};
use crate::error::StoreError;

/// A deletion's row with what its portal and its auth block add.
#[derive(Debug, FromQueryResult)]
pub(crate) struct Row {
    member_id: String,
    number: i64,
    domain: String,
    event: String,
    entity_id: String,
    attributes: Option<String>,
    user_id: Option<String>,
    sent_at: i64,
    received_at: i64,
    sources: i16,
    event_handler_id: Option<String>,
    data: Option<String>,
    ts: Option<String>,
    auth_block: Option<String>,
    expires: Option<i64>,
}

impl TryFrom<Row> for Deletion {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let corrupt = |what: &dyn ToString| StoreError::corrupt("deletions", what.to_string());
        let sources = Sources::from_bits(row.sources).ok_or_else(|| corrupt(&"it came on no way"))?;
        let attributes = row.attributes.as_deref().map(serde_json::from_str).transpose();
        let parts = Parts { data: row.data, ts: row.ts, auth: row.auth_block, expires: row.expires };
        Ok(Self {
            member_id: MemberId::parse(&row.member_id).map_err(|error| corrupt(&error))?,
            number: u64::try_from(row.number).map_err(|error| corrupt(&error))?,
            domain: row.domain,
            entity: catalogue::entity(&row.event).to_owned(),
            event: row.event,
            entity_id: row.entity_id,
            attributes: attributes.map_err(|error| corrupt(&error))?.unwrap_or_default(),
            user_id: row.user_id,
            sent_at: from_micros(row.sent_at),
            received_at: from_micros(row.received_at),
            source: sources.first(),
            sources,
            event_handler_id: row.event_handler_id,
            payload: parts.join(row.sent_at / SECOND).map_err(|error| corrupt(&error))?,
        })
    }
}

/// In microseconds.
const SECOND: i64 = 1_000_000;

/// All deletions with their portals' hosts and auth blocks; what is being purged is not seen any more.
pub(crate) fn rows_with_domain() -> Select<deletion::Entity> {
    let portal: RelationDef = deletion::Entity::belongs_to(portal::Entity)
        .from(deletion::Column::MemberId)
        .to(portal::Column::MemberId)
        .into();
    let auth: RelationDef = deletion::Entity::belongs_to(auth_block::Entity)
        .from((deletion::Column::MemberId, deletion::Column::Auth))
        .to((auth_block::Column::MemberId, auth_block::Column::Number))
        .into();
    deletion::Entity::find()
        .join(JoinType::InnerJoin, portal)
        .join(JoinType::LeftJoin, auth)
        .column(portal::Column::Domain)
        .column_as(auth_block::Column::Auth, "auth_block")
        .filter(
            Expr::col((deletion::Entity, deletion::Column::Number))
                .gt(Expr::col((portal::Entity, portal::Column::PurgedUpTo))),
        )
}

/// The filter's conditions, but for its times.
pub(crate) fn conditions(filter: &Filter, member_id: Option<&MemberId>) -> Condition {
    use deletion::Column::{EntityId, Event, Sources as Ways, UserId};
    let found = |texts: SelectStatement| {
        let deletion = [deletion::Column::MemberId, deletion::Column::Number];
        let deletion = deletion.map(|column| Expr::col((deletion::Entity, column)));
        Expr::tuple(deletion).in_subquery(texts)
    };
    Condition::all()
        .add_option(filter.event.as_ref().map(|event| Event.eq(event)))
        .add_option(filter.entity.as_deref().map(of_entity))
        .add_option(filter.entity_id.as_ref().map(|id| EntityId.eq(id)))
        .add_option(filter.entity_id.as_deref().filter(|id| !id.is_empty()).map(|id| found(exactly(id, member_id))))
        .add_option(filter.user_id.as_ref().map(|user| UserId.eq(user)))
        .add_option(filter.source.map(|source| Ways.is_in(having(source))))
        .add_option(filter.q.as_deref().filter(|q| !q.is_empty()).map(|q| found(beginning_with(q, member_id))))
}

/// The events that delete this kind of thing.
fn of_entity(entity: &str) -> Condition {
    use deletion::Column::Event;
    // A family's codes end with their number, an unknown deletion's with the word.
    let family = |stem: &str| Event.starts_with(stem).and(Event.not_like("%DELETE")).and(Event.not_like("%DELETED"));
    if entity != catalogue::UNKNOWN {
        let family = catalogue::family(entity).map(family);
        return Condition::any().add(Event.is_in(catalogue::codes(entity))).add_option(family);
    }
    let families = catalogue::all().iter().filter_map(|entry| catalogue::family(entry.entity)).map(family);
    let known = Condition::any().add(Event.is_in(catalogue::all().iter().map(|entry| entry.code)));
    families.fold(known, Condition::add).not()
}

/// The sums of ways that have this one in them.
fn having(source: Source) -> impl Iterator<Item = i16> {
    (1..8).filter(move |bits| Sources::from_bits(*bits).is_some_and(|sources| sources.has(source)))
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

/// How large the payloads of a page may be together, in bytes; a single one may be larger.
const MAX_PAGE_BYTES: i64 = 8 << 20;

/// What tells a deletion from all others, and the size of its payload.
#[derive(Debug, FromQueryResult)]
struct Key {
    member_id: String,
    number: i64,
    bytes: i64,
}

/// The page at the beginning of `found`, which is filtered and in order: `limit` deletions, or fewer if their payloads
/// are large. They are looked up by their keys, so that memory never holds more than one page.
pub(crate) async fn read_page<C>(
    found: Select<deletion::Entity>,
    limit: u64,
    place: impl FnOnce(&Deletion) -> C,
    db: &DatabaseConnection,
) -> Result<Page<Deletion, C>, StoreError> {
    let length = |column: (DynIden, DynIden)| {
        let length = Func::cust("octet_length").arg(Expr::col(column));
        Expr::expr(Func::coalesce([Expr::expr(length), Expr::value(0)])).cast_as("bigint") // PostgreSQL has 4 bytes
    };
    let bytes = length((deletion::Entity.into_iden(), deletion::Column::Data.into_iden()))
        .add(length((auth_block::Entity.into_iden(), auth_block::Column::Auth.into_iden())));
    let keys: Vec<Key> = found
        .select_only()
        .columns([deletion::Column::MemberId, deletion::Column::Number])
        .expr_as(bytes, "bytes")
        .limit(limit + 1)
        .into_model()
        .all(db)
        .await?;
    let (shown, more) = first_page(&keys, limit);
    let items = find_all(shown, db).await?;
    let next = items.last().filter(|_| more).map(place);
    Ok(Page { items, next })
}

/// Those of the keys that fit on the page, and whether others are left.
fn first_page(keys: &[Key], limit: u64) -> (&[Key], bool) {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut room = MAX_PAGE_BYTES;
    let fitting = keys.iter().take(limit).take_while(|key| {
        room -= key.bytes;
        room >= 0
    });
    let shown = fitting.count().max(1).min(keys.len());
    (&keys[..shown], shown < keys.len())
}

/// The deletions with these keys, in the order of the keys.
///
/// Asked for portal by portal and without an order, every SQLite finds them by the primary key: an order makes it walk
/// another index, and of pairs in a list of VALUES older versions scan the whole table.
async fn find_all(keys: &[Key], db: &DatabaseConnection) -> Result<Vec<Deletion>, StoreError> {
    use deletion::Column::{MemberId, Number};
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let mut portals: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    for key in keys {
        portals.entry(&key.member_id).or_default().push(key.number);
    }
    let of_portal = |(member_id, numbers)| MemberId.eq(member_id).and(Number.is_in(numbers));
    let found = portals.into_iter().map(of_portal).fold(Condition::any(), Condition::add);
    let mut rows: Vec<Row> = rows_with_domain().filter(found).into_model().all(db).await?;

    let places: HashMap<_, _> = keys.iter().map(|key| (key.member_id.as_str(), key.number)).zip(0..).collect();
    rows.sort_by_key(|row| places.get(&(row.member_id.as_str(), row.number)).copied().unwrap_or(usize::MAX));
    rows.into_iter().map(Deletion::try_from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(sizes: &[i64]) -> Vec<Key> {
        let key = |(number, &bytes)| Key { member_id: "a".into(), number, bytes };
        (1..).zip(sizes).map(key).collect()
    }

    fn shown(sizes: &[i64], limit: u64) -> (usize, bool) {
        let keys = keys(sizes);
        let (shown, more) = first_page(&keys, limit);
        (shown.len(), more)
    }

    #[test]
    fn page_ends_at_its_limit() {
        assert_eq!(shown(&[], 2), (0, false));
        assert_eq!(shown(&[900, 900], 2), (2, false));
        assert_eq!(shown(&[900, 900, 900], 2), (2, true));
    }

    #[test]
    fn page_ends_early_where_payloads_are_large() {
        let half = MAX_PAGE_BYTES / 2;
        assert_eq!(shown(&[half, half, 1], 50), (2, true));
        assert_eq!(shown(&[half, half + 1, 1], 50), (1, true));
        assert_eq!(shown(&[2 * MAX_PAGE_BYTES, 1], 50), (1, true));
        assert_eq!(shown(&[2 * MAX_PAGE_BYTES], 50), (1, false));
    }
}
