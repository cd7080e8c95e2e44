//! Checks which rows at given places match a filter.

use std::collections::BTreeMap;

use domain::catalogue;
use domain::deletion::{Filter, Source, Sources, indexed_beginning, long_terms, term};
use sea_orm::sea_query::{Expr, ExprTrait, Func, SelectStatement};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, QueryResult};

use super::candidates::Places;
use super::page::HourlyCounts;
use super::rows::seen;
use crate::deletions::counting::{HOUR, count_per_hour};
use crate::deletions::search::{Order, Scope};
use crate::entities::deletion::{Column, Entity};
use crate::error::StoreError;

/// How many bytes of `data` are read at once to look for a text, unless a single one has more.
const DATA_BYTES: i64 = 4 << 20;

/// A matching row, before the page reads it in full: its place, and the size of its payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spotted {
    pub(super) place: i64,
    pub(super) member_id: String,
    pub(super) number: i64,
    pub(super) bytes: i64,
    pub(super) event: String,
    pub(super) received_at: i64,
}

#[derive(Clone, Debug)]
pub(super) struct RowFilter<'a> {
    filter: &'a Filter,
    /// The prefix that one of the row's texts must have.
    beginning: Option<String>,
}

impl<'a> RowFilter<'a> {
    pub(super) fn new(filter: &'a Filter) -> Self {
        let beginning = filter.q.as_deref().filter(|q| !q.is_empty()).map(term);
        Self { filter, beginning }
    }

    /// The visible rows at these places that match, in this order.
    pub(super) async fn look(
        &self,
        scope: Scope<'_>,
        places: &Places,
        order: Order,
        db: &DatabaseConnection,
    ) -> Result<Vec<Spotted>, StoreError> {
        let bytes = Func::cust("octet_length").arg(Expr::col(Column::Data));
        let bytes = Expr::expr(Func::coalesce([Expr::expr(bytes), Expr::value(0)])).cast_as("bigint");
        let engine = db.get_database_backend();
        let mut rows = self.rows(scope, places, engine);
        rows.columns([scope.place(engine), Column::MemberId, Column::Number].map(|column| (Entity, column)));
        rows.expr_as(bytes, "bytes").columns([Column::Event, Column::ReceivedAt]);
        let beginning = self.unsure_of(places);
        if beginning.is_some() {
            rows.columns([Column::EntityId, Column::Attributes]);
        }
        let (mut fitting, mut unclear) = (Vec::new(), Vec::new());
        for row in &db.query_all(&rows).await? {
            match self.read(row, beginning)? {
                (spotted, Some(true)) => fitting.push(spotted),
                (_, Some(false)) => {}
                (spotted, None) => unclear.push(spotted),
            }
        }
        fitting.extend(self.look_into_data(scope, unclear, db).await?);
        fitting.sort_unstable_by_key(|spotted| spotted.place);
        if order == Order::Newest {
            fitting.reverse();
        }
        Ok(fitting)
    }

    /// Counts the visible rows at these places that match, by hour since 1970 and event.
    pub(super) async fn count(
        &self,
        scope: Scope<'_>,
        places: &Places,
        db: &DatabaseConnection,
    ) -> Result<HourlyCounts, StoreError> {
        let mut counts = HourlyCounts::new();
        if self.unsure_of(places).is_some() {
            for spotted in self.look(scope, places, Order::Oldest, db).await? {
                *counts.entry((spotted.received_at.div_euclid(HOUR), spotted.event)).or_default() += 1;
            }
            return Ok(counts);
        }
        let rows = count_per_hour(self.rows(scope, places, db.get_database_backend()));
        for row in db.query_all(&rows).await? {
            let (hour, event, deletions) =
                (row.try_get_by_index(0)?, row.try_get_by_index::<String>(1)?, row.try_get_by_index(2)?);
            if self.filter.has_event(&event, catalogue::entity(&event)) {
                counts.insert((hour, event), deletions);
            }
        }
        Ok(counts)
    }

    /// The visible rows at these places that match as far as the database can tell.
    fn rows(&self, scope: Scope<'_>, places: &Places, engine: DbBackend) -> SelectStatement {
        let mut rows = seen(match places {
            Places::These { places, .. } => scope.rows_at(engine, places.iter().copied()),
            Places::Between(range) => scope.rows_in(engine, *range),
        });
        if let Some(beginning) = self.unsure_of(places).filter(|beginning| is_kept_as_typed(beginning)) {
            let has = |column| Expr::expr(Func::lower(Expr::col(column))).like(format!("%{beginning}%"));
            rows.and_where(has(Column::EntityId).or(has(Column::Attributes)).or(has(Column::Data)));
        }
        let exact = [
            (Column::Event, &self.filter.event),
            (Column::EntityId, &self.filter.entity_id),
            (Column::UserId, &self.filter.user_id),
        ];
        for (column, texts) in exact {
            if !texts.is_empty() {
                rows.and_where(Expr::col(column).is_in(texts));
            }
        }
        if !self.filter.source.is_empty() {
            rows.and_where(Expr::col(Column::Sources).is_in(sums_with(&self.filter.source)));
        }
        rows
    }

    /// The prefix, if rows at these places may lack it: the index does not hold the end of a long one.
    fn unsure_of(&self, places: &Places) -> Option<&str> {
        let beginning = self.beginning.as_deref()?;
        let is_sure = matches!(places, Places::These { by_text: true, .. })
            && is_kept_as_typed(beginning)
            && indexed_beginning(beginning) == beginning;
        (!is_sure).then_some(beginning)
    }

    /// The row, and whether it matches; none if that depends on its `data`.
    fn read(&self, row: &QueryResult, beginning: Option<&str>) -> Result<(Spotted, Option<bool>), StoreError> {
        let spotted = Spotted {
            place: row.try_get_by_index(0)?,
            member_id: row.try_get_by_index(1)?,
            number: row.try_get_by_index(2)?,
            bytes: row.try_get_by_index(3)?,
            event: row.try_get_by_index(4)?,
            received_at: row.try_get_by_index(5)?,
        };
        if !self.filter.has_event(&spotted.event, catalogue::entity(&spotted.event)) {
            return Ok((spotted, Some(false)));
        }
        let Some(beginning) = beginning else { return Ok((spotted, Some(true))) };
        let (id, attributes) = (row.try_get_by_index::<String>(6)?, row.try_get_by_index::<Option<String>>(7)?);
        if term(&id).starts_with(beginning) {
            return Ok((spotted, Some(true)));
        }
        let attributes = attributes.as_deref().map(serde_json::from_str).transpose();
        let attributes = attributes.map_err(|error| StoreError::corrupt("deletions", error))?.unwrap_or_default();
        let begins = long_terms(&id, &attributes, None).iter().any(|term| term.starts_with(beginning));
        let is_clear = begins || spotted.bytes == 0;
        Ok((spotted, is_clear.then_some(begins)))
    }

    /// Keeps the rows with a value in `data` that begins with the prefix.
    async fn look_into_data(
        &self,
        scope: Scope<'_>,
        unclear: Vec<Spotted>,
        db: &DatabaseConnection,
    ) -> Result<Vec<Spotted>, StoreError> {
        let Some(beginning) = &self.beginning else { return Ok(Vec::new()) };
        let mut unclear: BTreeMap<_, _> = unclear.into_iter().map(|spotted| (spotted.place, spotted)).collect();
        let (mut fitting, engine) = (Vec::new(), db.get_database_backend());
        while let Some((_, first)) = unclear.pop_first() {
            let (mut some, mut bytes) = (vec![first], 0);
            while bytes < DATA_BYTES
                && let Some((_, next)) = unclear.pop_first()
            {
                bytes += next.bytes;
                some.push(next);
            }
            let mut rows = scope.rows_at(engine, some.iter().map(|spotted| spotted.place));
            rows.columns([scope.place(engine), Column::Data]);
            let rows = db.query_all(&rows).await?;
            let data = rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?)));
            let data = data.collect::<Result<BTreeMap<i64, Option<String>>, StoreError>>()?;
            let begins = |spotted: &Spotted| {
                let data = data.get(&spotted.place).and_then(Option::as_deref);
                long_terms("", &BTreeMap::new(), data).iter().any(|term| term.starts_with(beginning))
            };
            fitting.extend(some.into_iter().filter(begins));
        }
        Ok(fitting)
    }
}

/// Whether a column with this text has it as typed, apart from capitals, so that the database can rule rows out. JSON
/// may escape other characters, and letters other than `I` and `K` may have `i` and `k` as their small ones.
fn is_kept_as_typed(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase() && !matches!(byte, b'i' | b'k'))
}

/// The values of `sources` that include one of these.
fn sums_with(sources: &[Source]) -> impl Iterator<Item = i16> {
    let has_one = |sum: Sources| sources.iter().any(|source| sum.has(*source));
    (1..8).filter(move |bits| Sources::from_bits(*bits).is_some_and(has_one))
}

/// When the row at this place was received; none if it is gone.
pub(super) async fn received_at(
    scope: Scope<'_>,
    place: i64,
    db: &DatabaseConnection,
) -> Result<Option<i64>, StoreError> {
    let mut rows = scope.rows_at(db.get_database_backend(), [place]);
    let row = db.query_one(rows.column(Column::ReceivedAt)).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?)
}
