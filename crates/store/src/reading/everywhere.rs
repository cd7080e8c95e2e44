//! Over all portals: where a text is, found portal by portal.

use domain::deletion::{Filter, term};
use sea_orm::sea_query::{Expr, ExprTrait, Func, JoinType, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DatabaseConnection};

use super::ways::beginning_with;
use crate::entities::{deletion, portal, term as term_table};
use crate::error::StoreError;

/// How many portals are asked with one statement, and how many portals may be asked at all.
const PORTALS: u64 = 2_000;
const STATEMENTS: usize = 10;
/// So many places are kept in memory.
const RARE: u64 = 2_000;

/// Where the text of the filter is in any portal; none if it has no text, if there is too much of it, or if there are
/// too many portals to ask each.
pub(crate) async fn places(filter: &Filter, db: &DatabaseConnection) -> Result<Option<Vec<i64>>, StoreError> {
    let text = match (&filter.entity_id, filter.q.as_deref().filter(|q| !q.is_empty())) {
        (Some(id), _) => Expr::col((term_table::Entity, term_table::Column::Term)).eq(term(id)),
        (None, Some(beginning)) => beginning_with(beginning),
        (None, None) => return Ok(None),
    };
    let (mut places, mut after) = (Vec::new(), String::new());
    for _ in 0..STATEMENTS {
        let Some(last) = last_of(&some_portals(&after), db).await? else { return Ok(Some(places)) };
        for row in db.query_all(&having(text.clone(), some_portals(&after))).await? {
            places.push(row.try_get_by_index(0)?);
        }
        if places.len() as u64 > RARE {
            return Ok(None);
        }
        after = last;
    }
    Ok(last_of(&some_portals(&after), db).await?.is_none().then_some(places))
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
