//! Over all portals: in which hours something came, and where they are.

use domain::clock::from_micros;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement, UnionType};
use sea_orm::{ConnectionTrait, DatabaseConnection};

use super::lane::{Lane, Order};
use super::scan::Spots;
use super::stretch::Stretch;
use super::times::first_since;
use crate::entities::total;
use crate::error::StoreError;

/// An hour in microseconds, as they are counted since 1970.
pub(crate) const HOUR: i64 = 3_600_000_000;
/// How many hours are looked up at once.
const HOURS: u64 = 48;

/// About `step` rows of the hours in which one of the codes came, and what is left of the rest then.
pub(crate) async fn next(
    codes: &[String],
    lane: Lane<'_>,
    rest: Stretch,
    order: Order,
    step: i64,
    db: &DatabaseConnection,
) -> Result<(Spots, Stretch), StoreError> {
    let none = (Spots::Stretches(Vec::new()), Stretch::EMPTY);
    let Some(hour) = hour_at(rest, lane, order, db).await? else { return Ok(none) };
    let hours = with_any(codes, hour, order, db).await?;
    let Some(run) = first_run(&hours) else { return Ok(none) };
    let (since, until) = (from_micros(run.first * HOUR), from_micros((run.last + 1) * HOUR));
    // The hour of the present place need not be looked up: the rest ends within it.
    let first =
        if run.has(hour) && order == Order::Oldest { rest.first } else { first_since(since, lane, rest, db).await? };
    let last =
        if run.has(hour) && order == Order::Newest { rest.last } else { first_since(until, lane, rest, db).await? - 1 };
    let beginning = Stretch::new(first, last).within(rest).beginning(step, order);
    if beginning.is_empty() {
        return Ok(none);
    }
    Ok((Spots::Stretches(vec![beginning]), rest.after(beginning.end(order), order)))
}

/// The hour of the first row of the rest; none if it has no row.
async fn hour_at(
    rest: Stretch,
    lane: Lane<'_>,
    order: Order,
    db: &DatabaseConnection,
) -> Result<Option<i64>, StoreError> {
    let statement = lane
        .rows()
        .column(crate::entities::deletion::Column::ReceivedAt)
        .and_where(lane.place().between(rest.first, rest.last))
        .order_by(lane.position(), order.sql())
        .limit(1)
        .take();
    let row = db.query_one(&statement).await?;
    let received_at: Option<i64> = row.map(|row| row.try_get_by_index(0)).transpose()?;
    Ok(received_at.map(|at| at.div_euclid(HOUR)))
}

/// The next hours from `hour` on in which one of the codes came, in order.
async fn with_any(codes: &[String], hour: i64, order: Order, db: &DatabaseConnection) -> Result<Vec<i64>, StoreError> {
    let on = |code: &String| {
        let column = Expr::col(total::Column::Hour);
        let hours = Query::select()
            .column(total::Column::Hour)
            .from(total::Entity)
            .and_where(Expr::col(total::Column::Event).eq(code))
            .and_where(if order == Order::Newest { column.lte(hour) } else { column.gte(hour) })
            .order_by(total::Column::Hour, order.sql())
            .limit(HOURS)
            .take();
        Query::select().column("hour").from_subquery(hours, "of_code").take()
    };
    let mut hours = Vec::new();
    for codes in codes.chunks(64) {
        let both = |mut first: SelectStatement, next| first.union(UnionType::All, next).take();
        let Some(statement) = codes.iter().map(on).reduce(both) else { continue };
        for row in db.query_all(&statement).await? {
            hours.push(row.try_get_by_index::<i32>(0)?.into());
        }
    }
    order.sort(&mut hours);
    hours.truncate(usize::try_from(HOURS).unwrap_or(usize::MAX));
    Ok(hours)
}

/// The first hours that follow each other.
fn first_run(hours: &[i64]) -> Option<Stretch> {
    let mut run = Stretch::new(*hours.first()?, *hours.first()?);
    for &hour in &hours[1..] {
        if hour == run.first - 1 {
            run.first = hour;
        } else if hour == run.last + 1 {
            run.last = hour;
        } else {
            break;
        }
    }
    Some(run)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_that_follow_each_other_are_one_run() {
        assert_eq!(first_run(&[9, 8, 7, 5]), Some(Stretch::new(7, 9)));
        assert_eq!(first_run(&[5, 7, 8]), Some(Stretch::new(5, 5)));
        assert_eq!(first_run(&[]), None);
    }
}
