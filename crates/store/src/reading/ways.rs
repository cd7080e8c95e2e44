//! Ways to what a filter lets through, none of which looks at everything.

use domain::MemberId;
use domain::deletion::{Filter, term};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DatabaseConnection};

use super::hours;
use super::lane::{Lane, Order};
use super::scan::Spots;
use super::segments::{self, Search};
use super::stretch::Stretch;
use crate::entities::term as term_table;
use crate::error::StoreError;
use crate::tallies::Tally;

/// So many numbers found by a text are kept in memory; with more of them, whatever is newest has it soon.
const RARE: u64 = 2_000;
/// How many single rows are looked at with one statement.
const SINGLE: usize = 256;

/// How to come to the rows that may fit, in order.
#[derive(Clone, Debug)]
pub(crate) enum Way<'a> {
    /// One row after the other.
    Walk,
    /// Through the segments of a portal that have all of this.
    Segments(Search<'a>),
    /// Through a portal's deletions with exactly this text, of which these are in the segment under way.
    Text(&'a MemberId, String, Vec<i64>),
    /// Only these places.
    Known(Vec<i64>),
    /// Over all portals, through the hours in which these codes came.
    Hours(Vec<String>),
}

impl<'a> Way<'a> {
    /// The way for a filter, of which these event codes are let through, to the rows of this stretch.
    pub(crate) async fn choose(
        filter: &Filter,
        codes: Option<&[String]>,
        lane: Lane<'a>,
        stretch: Stretch,
        db: &DatabaseConnection,
    ) -> Result<Self, StoreError> {
        let Lane::Portal(member_id) = lane else {
            return Ok(codes.map_or(Self::Walk, |codes| Self::Hours(codes.to_vec())));
        };
        if let Some(id) = &filter.entity_id {
            let text = term(id);
            let open = Tally::find(member_id, db).await?.having(|other| other == text);
            return Ok(Self::Text(member_id, text, open));
        }
        if let Some(beginning) = filter.q.as_deref().filter(|q| !q.is_empty())
            && let Some(numbers) = rare(member_id, beginning, db).await?
        {
            return Ok(Self::Known(numbers));
        }
        let marks = segments::marks(filter, codes);
        let open = segments::segment(stretch.last);
        Ok(if marks.is_empty() { Self::Walk } else { Self::Segments(Search { member_id, marks, open }) })
    }

    /// What to look at next of `rest`, about so many rows, and what is left then.
    pub(crate) async fn next(
        &self,
        lane: Lane<'_>,
        rest: Stretch,
        order: Order,
        step: i64,
        db: &DatabaseConnection,
    ) -> Result<(Spots, Stretch), StoreError> {
        match self {
            Self::Walk => {
                let beginning = rest.beginning(step, order);
                Ok((Spots::Stretches(vec![beginning]), rest.after(beginning.end(order), order)))
            }
            Self::Segments(search) => {
                let count = (step / segments::SEGMENT).clamp(4, 32).unsigned_abs();
                let (stretches, rest) = segments::next(search, rest, order, count, db).await?;
                Ok((Spots::Stretches(stretches), rest))
            }
            Self::Text(member_id, text, open) => {
                let statement = having(member_id)
                    .and_where(Expr::col(term_table::Column::Term).eq(text))
                    .and_where(Expr::col(term_table::Column::Number).between(rest.first, rest.last))
                    .order_by(term_table::Column::Number, order.sql())
                    .limit(SINGLE as u64)
                    .take();
                let mut found = numbers(&statement, db).await?;
                // All of them come after those of complete segments.
                if order == Order::Newest || found.len() < SINGLE {
                    found.extend(open.iter().filter(|number| rest.has(**number)));
                }
                order.sort(&mut found);
                Ok(single(found, rest, order))
            }
            Self::Known(places) => {
                let mut found: Vec<_> = places.iter().copied().filter(|place| rest.has(*place)).collect();
                order.sort(&mut found);
                found.truncate(SINGLE);
                Ok(single(found, rest, order))
            }
            Self::Hours(codes) => hours::next(codes, lane, rest, order, step, db).await,
        }
    }
}

/// Single places, and what is left of the rest after them.
fn single(found: Vec<i64>, rest: Stretch, order: Order) -> (Spots, Stretch) {
    let rest = match found.last() {
        Some(&last) if found.len() >= SINGLE => rest.after(last, order),
        _ => Stretch::EMPTY,
    };
    (Spots::Single(found), rest)
}

fn having(member_id: &MemberId) -> SelectStatement {
    let mut terms = Query::select();
    terms
        .column(term_table::Column::Number)
        .from(term_table::Entity)
        .and_where(Expr::col(term_table::Column::MemberId).eq(member_id.as_str()));
    terms
}

/// The numbers of a portal's deletions of which a text begins with this; none if there are too many of them.
async fn rare(member_id: &MemberId, text: &str, db: &DatabaseConnection) -> Result<Option<Vec<i64>>, StoreError> {
    let beginning = term(text);
    let mut found = Tally::find(member_id, db).await?.having(|text| text.starts_with(&beginning));
    let statement = having(member_id).cond_where(beginning_with(text)).limit(RARE + 1).take();
    found.extend(numbers(&statement, db).await?);
    Ok(Some(found).filter(|found| found.len() as u64 <= RARE))
}

/// A term that begins with this text.
pub(crate) fn beginning_with(text: &str) -> Expr {
    let (first, end) = (term(text), format!("{}{}", term(text), char::MAX));
    let column = || Expr::col((term_table::Entity, term_table::Column::Term));
    column().gte(first).and(column().lt(end))
}

async fn numbers(statement: &SelectStatement, db: &DatabaseConnection) -> Result<Vec<i64>, StoreError> {
    let rows = db.query_all(statement).await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}
