//! Over all portals: where a text is, found portal by portal.

use domain::deletion::{Filter, term};
use sea_orm::sea_query::{Expr, ExprTrait, Func, JoinType, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend};

use super::ways::beginning_with;
use crate::entities::{deletion, portal, tally, term as term_table};
use crate::error::StoreError;
use crate::tallies::Tally;

/// How many portals are asked with one statement, and how many portals may be asked at all.
const PORTALS: u64 = 2_000;
const STATEMENTS: usize = 10;
/// So many places are kept in memory.
const RARE: u64 = 2_000;
/// How many of them one statement asks for.
const KEYS: usize = 256;

/// The text that is looked for: all of it, or its beginning.
struct Text {
    term: String,
    whole: bool,
}

impl Text {
    fn of(filter: &Filter) -> Option<Self> {
        let beginning = filter.q.as_deref().filter(|q| !q.is_empty());
        match (&filter.entity_id, beginning) {
            (Some(id), _) => Some(Self { term: term(id), whole: true }),
            (None, beginning) => beginning.map(|beginning| Self { term: term(beginning), whole: false }),
        }
    }

    fn fits(&self, text: &str) -> bool {
        if self.whole { text == self.term } else { text.starts_with(&self.term) }
    }

    fn condition(&self) -> Expr {
        if self.whole {
            Expr::col((term_table::Entity, term_table::Column::Term)).eq(&self.term)
        } else {
            beginning_with(&self.term)
        }
    }

    /// What a tally has in it that has such a text: the beginning of a pair in JSON.
    fn needle(&self) -> String {
        let mut pair = serde_json::json!([self.term]).to_string();
        pair.truncate(pair.len() - if self.whole { 1 } else { 2 });
        pair
    }
}

/// Where the text of the filter is in any portal; none if it has no text, if there is too much of it, or if there are
/// too many portals to ask each.
pub(crate) async fn places(filter: &Filter, db: &DatabaseConnection) -> Result<Option<Vec<i64>>, StoreError> {
    let Some(text) = Text::of(filter) else { return Ok(None) };
    let (mut places, mut after) = (Vec::new(), String::new());
    for _ in 0..STATEMENTS {
        let Some(last) = last_of(&some_portals(&after), db).await? else { return Ok(Some(places)) };
        // First what is under way, lest a segment be missed that is completed meanwhile.
        let portals = some_portals(&after).and_where(Expr::col(portal::Column::MemberId).lte(&last)).take();
        let Some(open) = under_way(&text, portals.clone(), db).await? else { return Ok(None) };
        places.extend(open);
        for row in db.query_all(&having(text.condition(), portals)).await? {
            places.push(row.try_get_by_index(0)?);
        }
        if places.len() as u64 > RARE {
            return Ok(None);
        }
        after = last;
    }
    Ok(last_of(&some_portals(&after), db).await?.is_none().then_some(places))
}

/// Where the text is in the segments under way of these portals; none if there is too much of it.
async fn under_way(
    text: &Text,
    portals: SelectStatement,
    db: &DatabaseConnection,
) -> Result<Option<Vec<i64>>, StoreError> {
    let contains = if db.get_database_backend() == DbBackend::Postgres { "strpos" } else { "instr" };
    let column = |column: tally::Column| Expr::col((tally::Entity, column));
    let contains = Func::cust(contains).arg(column(tally::Column::Texts)).arg(text.needle());
    let of_portal = column(tally::Column::MemberId).eq(Expr::col(("some", portal::Column::MemberId)));
    let tallies = Query::select()
        .columns([(tally::Entity, tally::Column::MemberId), (tally::Entity, tally::Column::Texts)])
        .from_subquery(portals, "some")
        .join(JoinType::InnerJoin, tally::Entity, of_portal)
        .and_where(Expr::expr(contains).gt(0))
        .limit(RARE + 1)
        .take();
    let mut keys = Vec::new();
    for row in db.query_all(&tallies).await? {
        let (member_id, texts): (String, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        let texts = serde_json::from_str(&texts).map_err(|error| StoreError::corrupt("tallies", error))?;
        let numbers = Tally { texts, ..Tally::default() }.having(|other| text.fits(other));
        keys.extend(numbers.into_iter().map(|number| (member_id.clone(), number)));
    }
    if keys.len() as u64 > RARE {
        return Ok(None);
    }
    let mut places = Vec::with_capacity(keys.len());
    for keys in keys.chunks(KEYS) {
        let own = [deletion::Column::MemberId, deletion::Column::Number].map(Expr::col);
        let statement = Query::select()
            .column(deletion::Column::Arrival)
            .from(deletion::Entity)
            .and_where(Expr::tuple(own).in_tuples(keys.iter().cloned()))
            .take();
        for row in db.query_all(&statement).await? {
            places.push(row.try_get_by_index(0)?);
        }
    }
    Ok(Some(places))
}

fn some_portals(after: &str) -> SelectStatement {
    Query::select()
        .column(portal::Column::MemberId)
        .from(portal::Entity)
        .and_where(Expr::col(portal::Column::MemberId).gt(after))
        .order_by(portal::Column::MemberId, sea_orm::Order::Asc)
        .limit(PORTALS)
        .take()
}

async fn last_of(portals: &SelectStatement, db: &DatabaseConnection) -> Result<Option<String>, StoreError> {
    let last = Func::max(Expr::col(("some", portal::Column::MemberId)));
    let last = Query::select().expr(Expr::expr(last)).from_subquery(portals.clone(), "some").take();
    Ok(db.query_one(&last).await?.map(|row| row.try_get_by_index(0)).transpose()?.flatten())
}

/// Where the text is in these portals.
fn having(text: Expr, portals: SelectStatement) -> SelectStatement {
    let term_of = |column: term_table::Column| Expr::col((term_table::Entity, column));
    let own = |column: deletion::Column| Expr::col((deletion::Entity, column));
    let of_portal = term_of(term_table::Column::MemberId).eq(Expr::col(("some", portal::Column::MemberId)));
    let of_term = own(deletion::Column::MemberId)
        .eq(term_of(term_table::Column::MemberId))
        .and(own(deletion::Column::Number).eq(term_of(term_table::Column::Number)));
    Query::select()
        .column((deletion::Entity, deletion::Column::Arrival))
        .from_subquery(portals, "some")
        .join(JoinType::InnerJoin, term_table::Entity, of_portal.and(text))
        .join(JoinType::InnerJoin, deletion::Entity, of_term)
        .limit(RARE + 1)
        .take()
}
