//! PostgreSQL: ordinary indexes. A portal's deletions lie by number; events and users have indexes of their own, and
//! texts have the table `terms`.

use domain::catalogue;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, JoinType, Query, SelectStatement, UnionType};
use sea_orm::{ConnectionTrait, DbBackend, Statement, Value};

use super::entry::{Entry, MODULUS, Sum, open_entity};
use super::{Order, Scope, Search, Term, first_column, sort};
use crate::bulk::{TERMS, add as add_rows};
use crate::connect::Batch;
use crate::entities::deletion::{Column, Entity};
use crate::error::StoreError;

/// Prefix of terms that are not texts.
const KIND: char = '\u{1}';

/// All terms of a deletion, except those that are columns of its row.
pub(super) fn terms(entry: &Entry<'_>) -> impl Iterator<Item = String> {
    entry.texts.iter().cloned().chain(open_entity(entry.event).map(kind))
}

fn kind(entity: &str) -> String {
    format!("{KIND}{entity}")
}

pub(super) async fn add(batch: &Batch, entries: &[Entry<'_>]) -> Result<(), StoreError> {
    let of = |entry: &Entry<'_>| {
        let (member_id, number) = (entry.member_id.to_owned(), entry.number);
        terms(entry).map(move |term| (member_id.clone(), term, number)).collect::<Vec<_>>()
    };
    let mut rows: Vec<_> = entries.iter().flat_map(of).collect();
    rows.sort_unstable();
    add_rows(batch, &TERMS, &rows, |(member_id, term, number)| {
        [member_id.as_str().into(), term.as_str().into(), (*number).into()]
    })
    .await
}

pub(super) async fn remove(db: &impl ConnectionTrait, entries: &[Entry<'_>]) -> Result<(), StoreError> {
    for entry in entries {
        // A version whose catalogue lacked the code may have indexed it as unknown.
        let terms: Vec<Value> = terms(entry).chain([kind(catalogue::UNKNOWN)]).map(Value::from).collect();
        let places = (3..3 + terms.len()).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ");
        let own = format!("DELETE FROM terms WHERE member_id = $1 AND number = $2 AND term IN ({places})");
        let values = [entry.member_id.into(), entry.number.into()].into_iter().chain(terms);
        db.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, own, values)).await?;
    }
    Ok(())
}

pub(super) async fn next(db: &impl ConnectionTrait, search: Search<'_>) -> Result<Vec<i64>, StoreError> {
    let Search { scope, wanted, range, order, limit } = search;
    let place = scope.place(DbBackend::Postgres);
    let mut rows = scope.rows();
    rows.column((Entity, place)).and_where(Expr::col((Entity, place)).between(range.first, range.last));
    let direction = match order {
        Order::Newest => sea_orm::Order::Desc,
        Order::Oldest => sea_orm::Order::Asc,
    };
    rows.order_by((Entity, place), direction).limit(limit);
    // An index orders the rows of each event, so look up the first ones of each.
    let of_events = |group: &&Vec<Term<'_>>| group.len() > 1 && group.iter().all(|term| matches!(term, Term::Event(_)));
    let alternatives = wanted.groups().iter().find(of_events);
    for group in wanted.groups().iter().filter(|group| !alternatives.is_some_and(|other| std::ptr::eq(*group, other))) {
        let any = group.iter().map(|term| condition(scope, term)).collect::<Option<Vec<_>>>();
        let any = any.unwrap_or_default().into_iter().fold(Condition::any(), Condition::add);
        if !any.is_empty() {
            rows.cond_where(any);
        }
    }
    let statement = match alternatives {
        None => rows,
        Some(events) => {
            let with = |term: &Term<'_>| {
                let mut rows = rows.clone();
                if let Some(condition) = condition(scope, term) {
                    rows.cond_where(condition);
                }
                Query::select().column(place).from_subquery(rows, "of_event").take()
            };
            let both = |mut first: SelectStatement, next| first.union(UnionType::All, next).take();
            events.iter().map(with).reduce(both).expect("there are some")
        }
    };
    let mut found = first_column(&db.query_all(&statement).await?)?;
    sort(&mut found, order);
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(found)
}

/// The condition for rows with this term; none if no index of this scope covers it.
fn condition(scope: Scope<'_>, term: &Term<'_>) -> Option<Condition> {
    let column = |column| Expr::col((Entity, column));
    if matches!(scope, Scope::All) && term.is_of_portals_alone() {
        return None;
    }
    Some(Condition::all().add(match term {
        Term::Event(event) => column(Column::Event).eq(*event),
        Term::User(user) => column(Column::UserId).eq(*user),
        Term::Source(source) => {
            // The first half is the condition of the partial index.
            let bit = domain::deletion::Sources::from(*source).bits();
            Expr::cust(format!("deletions.sources & 6 <> 0 AND deletions.sources & {bit} <> 0"))
        }
        Term::Entity(entity) => having(scope, Expr::col("term").eq(kind(entity))),
        Term::Text(text) => having(scope, Expr::col("term").eq(text.as_str())),
        Term::Beginning(text) => having(scope, begins_with(text)),
    }))
}

fn begins_with(text: &str) -> Expr {
    Expr::col("term").gte(text).and(Expr::col("term").lt(format!("{text}{}", char::MAX)))
}

/// Matches rows with such a term.
fn having(scope: Scope<'_>, term: Expr) -> Expr {
    let mut found = Query::select().from("terms").and_where(term).take();
    match scope {
        Scope::Portal(own) => {
            found.column("number").and_where(Expr::col("member_id").eq(own.member_id.as_str()));
            Expr::col((Entity, Column::Number)).in_subquery(found)
        }
        Scope::Some(_) | Scope::All => {
            found.columns(["member_id", "number"]);
            only(scope, &mut found);
            Expr::tuple([Column::MemberId, Column::Number].map(|column| Expr::col((Entity, column)))).in_subquery(found)
        }
    }
}

pub(super) async fn beginning_with(
    db: &impl ConnectionTrait,
    scope: Scope<'_>,
    text: &str,
    limit: u64,
) -> Result<Vec<i64>, StoreError> {
    let mut found = Query::select().from("terms").and_where(begins_with(text)).limit(limit).take();
    match scope {
        Scope::Portal(own) => {
            found.column("number").and_where(Expr::col("member_id").eq(own.member_id.as_str()));
        }
        Scope::Some(_) | Scope::All => {
            only(scope, &mut found);
            let of = |column: Column, name: &'static str| Expr::col((Entity, column)).eq(Expr::col(("terms", name)));
            found.column((Entity, Column::Arrival));
            let this = of(Column::MemberId, "member_id").and(of(Column::Number, "number"));
            found.join(JoinType::InnerJoin, Entity, this);
        }
    }
    first_column(&db.query_all(&found).await?)
}

/// Limits the search to the scope's portals, if it names some.
fn only(scope: Scope<'_>, found: &mut SelectStatement) {
    if let Scope::Some(owns) = scope {
        let members = owns.iter().map(|own| own.member_id.as_str());
        found.and_where(Expr::col(("terms", "member_id")).is_in(members));
    }
}

pub(super) async fn sum(db: &impl ConnectionTrait) -> Result<Sum, StoreError> {
    let sum =
        format!("SELECT count(*), CAST(coalesce(sum(number % {MODULUS} * length(term)), 0) AS bigint) FROM terms");
    let row = db.query_one_raw(Statement::from_string(DbBackend::Postgres, sum)).await?;
    let row = row.ok_or_else(|| StoreError::corrupt("terms", "it has no sum"))?;
    Ok(Sum { terms: row.try_get_by_index(0)?, sum: row.try_get_by_index(1)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_no_texts() {
        assert!(!kind("unknown").starts_with(char::is_alphanumeric));
    }
}
