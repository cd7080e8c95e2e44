//! Where in a portal a value occurs: in which runs of 64 numbers.

use domain::MemberId;
use domain::deletion::{Filter, Source, Sources};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement, UnionType};
use sea_orm::{ConnectionTrait, DatabaseConnection};
use serde::{Deserialize, Serialize};

use super::lane::Order;
use super::stretch::Stretch;
use crate::entities::segment::{Column, Entity};
use crate::error::StoreError;

/// The kinds of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Kind {
    /// Event codes.
    #[serde(rename = "e")]
    Event,
    /// Users.
    #[serde(rename = "u")]
    User,
    /// Ways other than live.
    #[serde(rename = "s")]
    Source,
}

impl Kind {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Event => "e",
            Self::User => "u",
            Self::Source => "s",
        }
    }
}

/// How many numbers a segment has.
pub(crate) const SEGMENT: i64 = 64;

/// What is looked for: any of these values of one kind.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    kind: Kind,
    values: Vec<String>,
}

/// What a filter asks for that segments tell of; `codes` are the event codes that it lets through.
pub(crate) fn marks(filter: &Filter, codes: Option<&[String]>) -> Vec<Mark> {
    let events = codes.map(|codes| Mark { kind: Kind::Event, values: codes.to_vec() });
    let user = filter.user_id.as_ref().map(|user| Mark { kind: Kind::User, values: vec![user.clone()] });
    let source = filter.source.filter(|source| is_told(*source));
    let source = source.map(|source| Mark { kind: Kind::Source, values: vec![source.to_string()] });
    [events, user, source].into_iter().flatten().collect()
}

/// What segments tell of a deletion: kinds and values.
pub(crate) fn values<'a>(
    event: &'a str,
    user_id: Option<&'a str>,
    sources: Sources,
) -> impl Iterator<Item = (Kind, &'a str)> {
    let user = user_id.map(|user_id| (Kind::User, user_id));
    std::iter::once((Kind::Event, event)).chain(user).chain(ways(sources))
}

/// What segments tell of the ways on which a deletion came.
pub(crate) fn ways<'a>(sources: Sources) -> impl Iterator<Item = (Kind, &'a str)> {
    sources.iter().filter(|source| is_told(*source)).map(|source| (Kind::Source, source.as_str()))
}

/// Nearly everything comes live, so that it says nothing where something did.
fn is_told(source: Source) -> bool {
    source != Source::Live
}

/// What is looked for, and where nothing is told yet.
#[derive(Clone, Debug)]
pub(crate) struct Search<'a> {
    pub(crate) member_id: &'a MemberId,
    pub(crate) marks: Vec<Mark>,
    /// The segment of the last number that there is: it may be under way.
    pub(crate) open: i64,
}

/// The next segments, at most `count`, in which each mark may occur, as stretches; and how many numbers of `rest` they
/// and what lies between them take up, from its beginning.
pub(crate) async fn next(
    Search { member_id, marks, open }: &Search<'_>,
    rest: Stretch,
    order: Order,
    count: u64,
    db: &DatabaseConnection,
) -> Result<(Vec<Stretch>, Stretch), StoreError> {
    let mut sparsest: Option<(usize, Vec<i64>)> = None;
    for (at, mark) in marks.iter().enumerate() {
        let found = find(mark, member_id, rest, order, count, db).await?;
        let reach = |found: &[i64]| reach(found, rest, order, count);
        if sparsest.as_ref().is_none_or(|(_, other)| is_farther(reach(&found), reach(other), order)) {
            sparsest = Some((at, found));
        }
    }
    let Some((at, mut found)) = sparsest else { return Ok((Vec::new(), Stretch::EMPTY)) };
    let end = reach(&found, rest, order, count);
    for (_, other) in marks.iter().enumerate().filter(|(other, _)| *other != at) {
        found = among(other, member_id, found, db).await?;
    }
    let is_reached = |numbers: Stretch| match order {
        Order::Newest => numbers.last >= end,
        Order::Oldest => numbers.first <= end,
    };
    if is_reached(numbers(*open)) && !numbers(*open).within(rest).is_empty() {
        found.push(*open);
    }
    order.sort(&mut found);
    Ok((joined(&found, rest), rest.after(end, order)))
}

/// Up to which number of `rest` it is known where the mark occurs, if these segments were found of `count`.
fn reach(found: &[i64], rest: Stretch, order: Order, count: u64) -> i64 {
    match found.last() {
        Some(&segment) if found.len() as u64 >= count => numbers(segment).end(order),
        _ => rest.end(order),
    }
}

fn is_farther(reach: i64, other: i64, order: Order) -> bool {
    match order {
        Order::Newest => reach < other,
        Order::Oldest => reach > other,
    }
}

/// The segment of a number.
pub(crate) fn segment(number: i64) -> i64 {
    (number - 1).div_euclid(SEGMENT)
}

fn numbers(segment: i64) -> Stretch {
    Stretch::new(segment * SEGMENT + 1, (segment + 1) * SEGMENT)
}

/// The numbers of these segments, neighbours in one stretch.
fn joined(segments: &[i64], rest: Stretch) -> Vec<Stretch> {
    let mut joined: Vec<Stretch> = Vec::new();
    for numbers in segments.iter().map(|&segment| numbers(segment).within(rest)) {
        match joined.last_mut() {
            Some(last) if numbers.last + 1 == last.first => last.first = numbers.first,
            Some(last) if last.last + 1 == numbers.first => last.last = numbers.last,
            _ => joined.push(numbers),
        }
    }
    joined
}

/// The first segments of `rest` that have the mark: a look-up for each of its values.
async fn find(
    mark: &Mark,
    member_id: &MemberId,
    rest: Stretch,
    order: Order,
    count: u64,
    db: &DatabaseConnection,
) -> Result<Vec<i64>, StoreError> {
    let of_value = |value: &String| {
        let segments = with(mark, member_id)
            .and_where(Expr::col(Column::Value).eq(value))
            .and_where(Expr::col(Column::Segment).between(segment(rest.first), segment(rest.last)))
            .order_by(Column::Segment, order.sql())
            .limit(count)
            .take();
        Query::select().column("segment").from_subquery(segments, "of_value").take()
    };
    let mut found = Vec::new();
    for values in mark.values.chunks(64) {
        found.extend(all(values.iter().map(of_value), db).await?);
    }
    order.sort(&mut found);
    found.truncate(usize::try_from(count).unwrap_or(usize::MAX));
    Ok(found)
}

/// Those of the segments that have the mark too.
async fn among(
    mark: &Mark,
    member_id: &MemberId,
    segments: Vec<i64>,
    db: &DatabaseConnection,
) -> Result<Vec<i64>, StoreError> {
    if segments.is_empty() {
        return Ok(segments);
    }
    let having = with(mark, member_id)
        .and_where(Expr::col(Column::Value).is_in(&mark.values))
        .and_where(Expr::col(Column::Segment).is_in(segments))
        .take();
    all(std::iter::once(having), db).await
}

fn with(mark: &Mark, member_id: &MemberId) -> SelectStatement {
    let mut segments = Query::select();
    segments
        .column(Column::Segment)
        .from(Entity)
        .and_where(Expr::col(Column::MemberId).eq(member_id.as_str()))
        .and_where(Expr::col(Column::Kind).eq(mark.kind.as_str()));
    segments
}

async fn all(
    statements: impl Iterator<Item = SelectStatement>,
    db: &DatabaseConnection,
) -> Result<Vec<i64>, StoreError> {
    let both = |mut first: SelectStatement, next| first.union(UnionType::All, next).take();
    let Some(statement) = statements.reduce(both) else { return Ok(Vec::new()) };
    let rows = db.query_all(&statement).await?;
    let segments = rows.iter().map(|row| row.try_get_by_index::<i32>(0).map(i64::from));
    Ok(segments.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_segments_belong_together() {
        for (number, expected) in [(1, 0), (64, 0), (65, 1), (128, 1), (129, 2)] {
            assert_eq!(segment(number), expected, "{number}");
            assert!(numbers(expected).has(number), "{number}");
        }
    }

    #[test]
    fn neighbours_are_read_at_once_and_not_beyond_the_rest() {
        let rest = Stretch::new(10, 300);
        let expected = [Stretch::new(257, 300), Stretch::new(10, 128)];
        assert_eq!(joined(&[4, 1, 0], rest), expected);
        assert_eq!(joined(&[0, 1, 4], rest), [expected[1], expected[0]]);
    }
}
