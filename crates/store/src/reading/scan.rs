//! Looking at the rows of a few stretches: which of them the filter lets through.

use domain::catalogue;
use domain::deletion::{Filter, Source, Sources, term, terms};
use sea_orm::sea_query::{Expr, ExprTrait, Func, SelectStatement, UnionType};
use sea_orm::{ConnectionTrait, DatabaseConnection, QueryResult};

use super::lane::{Lane, Order};
use super::stretch::Stretch;
use crate::entities::deletion::Column;
use crate::error::StoreError;

/// A row that fits: where it is, and how large what it brings is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spotted {
    pub(crate) position: i64,
    pub(crate) member_id: String,
    pub(crate) number: i64,
    pub(crate) bytes: i64,
}

/// Which rows fit.
#[derive(Clone, Debug)]
pub(crate) struct Sieve<'a> {
    filter: &'a Filter,
    /// The event codes that fit, if they are known.
    codes: Option<Vec<String>>,
    /// What an `entity_id` or an attribute has to begin with.
    beginning: Option<String>,
}

/// What of a lane is looked at.
#[derive(Clone, Debug)]
pub(crate) enum Spots {
    Stretches(Vec<Stretch>),
    Single(Vec<i64>),
}

impl Spots {
    /// How many rows it may have.
    pub(crate) fn len(&self) -> i64 {
        match self {
            Self::Stretches(stretches) => stretches.iter().map(|stretch| stretch.len()).sum(),
            Self::Single(positions) => i64::try_from(positions.len()).unwrap_or(i64::MAX),
        }
    }
}

impl<'a> Sieve<'a> {
    pub(crate) fn new(filter: &'a Filter, codes: Option<Vec<String>>) -> Self {
        let beginning = filter.q.as_deref().filter(|q| !q.is_empty()).map(term);
        Self { filter, codes, beginning }
    }

    /// Whether every row fits.
    pub(crate) fn is_open(&self) -> bool {
        let Filter { event, entity, entity_id, user_id, source, from: _, to: _, q: _ } = self.filter;
        let texts = [event, entity, entity_id, user_id];
        texts.iter().all(|text| text.is_none()) && source.is_none() && self.beginning.is_none()
    }

    /// The rows that fit, in the lane's order, and whether that is all that there are in `spots`: a single stretch is
    /// read up to `limit` rows.
    pub(crate) async fn scan(
        &self,
        lane: Lane<'_>,
        spots: &Spots,
        order: Order,
        limit: u64,
        db: &DatabaseConnection,
    ) -> Result<(Vec<Spotted>, Option<i64>), StoreError> {
        if spots.len() <= 0 {
            return Ok((Vec::new(), None));
        }
        let position = || lane.place();
        let is_single = matches!(spots, Spots::Stretches(stretches) if stretches.len() == 1);
        let statement = match spots {
            Spots::Stretches(stretches) => {
                let of = |&Stretch { first, last }: &Stretch| {
                    self.fitting(lane).and_where(position().between(first, last)).take()
                };
                let both = |mut first: SelectStatement, next| first.union(UnionType::All, next).take();
                let mut all = stretches.iter().map(of).reduce(both).expect("there is one or more");
                if is_single {
                    all.order_by(lane.position(), order.sql()).limit(limit);
                }
                all
            }
            Spots::Single(positions) => self.fitting(lane).and_where(position().is_in(positions.clone())).take(),
        };
        let rows = db.query_all(&statement).await?;
        let mut last = None;
        let mut found = Vec::with_capacity(rows.len());
        for row in &rows {
            let (spotted, fits) = self.read(row)?;
            last = Some(spotted.position);
            found.extend(fits.then_some(spotted));
        }
        found.sort_unstable_by_key(|spotted| spotted.position);
        if order == Order::Newest {
            found.reverse();
        }
        let cut = is_single && rows.len() as u64 >= limit;
        Ok((found, last.filter(|_| cut)))
    }

    /// The rows of the lane that the database finds fitting.
    fn fitting(&self, lane: Lane<'_>) -> SelectStatement {
        let bytes = Func::cust("octet_length").arg(Expr::col(Column::Data));
        let bytes = Expr::expr(Func::coalesce([Expr::expr(bytes), Expr::value(0)])).cast_as("bigint");
        let mut rows = lane.rows();
        rows.column(lane.position())
            .columns([Column::MemberId, Column::Number])
            .expr_as(bytes, "bytes")
            .column(Column::Event);
        if self.beginning.is_some() {
            rows.columns([Column::EntityId, Column::Attributes]);
        }
        if let Some(codes) = &self.codes {
            rows.and_where(Expr::col(Column::Event).is_in(codes));
        }
        if let Some(id) = &self.filter.entity_id {
            rows.and_where(Expr::col(Column::EntityId).eq(id));
        }
        if let Some(user) = &self.filter.user_id {
            rows.and_where(Expr::col(Column::UserId).eq(user));
        }
        if let Some(source) = self.filter.source {
            rows.and_where(Expr::col(Column::Sources).is_in(sums_with(source)));
        }
        rows
    }

    fn read(&self, row: &QueryResult) -> Result<(Spotted, bool), StoreError> {
        let spotted = Spotted {
            position: row.try_get_by_index(0)?,
            member_id: row.try_get_by_index(1)?,
            number: row.try_get_by_index(2)?,
            bytes: row.try_get_by_index(3)?,
        };
        let mut fits = true;
        if let (Some(entity), None) = (&self.filter.entity, &self.codes) {
            fits = catalogue::entity(&row.try_get_by_index::<String>(4)?) == entity;
        }
        if let Some(beginning) = self.beginning.as_deref().filter(|_| fits) {
            fits = begins_with(beginning, row)?;
        }
        Ok((spotted, fits))
    }
}

/// The sums of ways that have this one in them.
fn sums_with(source: Source) -> impl Iterator<Item = i16> {
    (1..8).filter(move |bits| Sources::from_bits(*bits).is_some_and(|sources| sources.has(source)))
}

fn begins_with(beginning: &str, row: &QueryResult) -> Result<bool, StoreError> {
    let (id, attributes) = (row.try_get_by_index::<String>(5)?, row.try_get_by_index::<Option<String>>(6)?);
    let attributes = attributes.as_deref().map(serde_json::from_str).transpose();
    let attributes = attributes.map_err(|error| StoreError::corrupt("deletions", error))?.unwrap_or_default();
    Ok(terms(&id, &attributes).iter().any(|term| term.starts_with(beginning)))
}
