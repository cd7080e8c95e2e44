//! Removing a portal's oldest deletions with all that is kept beside them, a batch a transaction.

use std::collections::{BTreeMap, BTreeSet};

use domain::deletion::{Source, Sources, terms};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, FromQueryResult, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, Select,
};

use crate::Tenant;
use crate::entities::{daily_count, deletion, hourly_count, segment, tally, term, total};
use crate::error::StoreError;
use crate::indexing::{SEGMENT, day_of, hour, segment_of};
use crate::reading::{Kind, segments};
use crate::tallies::Tally;

/// How many deletions one transaction removes: some segments.
pub(crate) const BATCH: u64 = 448;

/// What of a deletion says where else something is kept of it.
#[derive(Debug, FromQueryResult)]
pub(crate) struct Row {
    pub(crate) number: i64,
    pub(crate) event: String,
    pub(crate) entity_id: String,
    pub(crate) attributes: Option<String>,
    pub(crate) user_id: Option<String>,
    pub(crate) received_at: i64,
    pub(crate) sources: i16,
}

impl Tenant<'_> {
    /// Removes the oldest deletions up to a number, at most [`BATCH`] of them, with their texts and their counts. Returns
    /// how many. Whoever calls it has locked the portal's counters, so that nobody counts at the same time.
    pub(crate) async fn remove_batch(&self, transaction: &DatabaseTransaction, up_to: i64) -> Result<u64, StoreError> {
        use deletion::Column::{MemberId, Number};
        let oldest = columns(deletion::Entity::find()).filter(MemberId.eq(self.member_id.as_str()));
        let oldest = oldest.filter(Number.lte(up_to)).order_by_asc(Number).limit(BATCH);
        let rows: Vec<Row> = oldest.into_model().all(transaction).await?;
        let Some((first, last)) = rows.first().zip(rows.last()) else {
            return Ok(0);
        };
        let (first, last) = (first.number, last.number);

        let before = Tally::find(self.member_id, transaction).await?;
        let mut tally = before.clone();
        self.remove_terms(transaction, &rows, &mut tally).await?;
        self.remove_segments(transaction, &rows, last, &mut tally).await?;
        self.uncount(transaction, &rows, &mut tally).await?;
        if tally != before {
            let row = tally.write(self.member_id.as_str())?.into_active_model();
            tally::Entity::update(row.reset_all()).exec(transaction).await?;
        }
        let own = deletion::Entity::delete_many().filter(MemberId.eq(self.member_id.as_str()));
        own.filter(Number.between(first, last)).exec(transaction).await?;
        Ok(rows.len() as u64)
    }

    /// By their keys, since the texts of a portal are not in the order of the numbers.
    async fn remove_terms(
        &self,
        transaction: &DatabaseTransaction,
        rows: &[Row],
        tally: &mut Tally,
    ) -> Result<(), StoreError> {
        let last = rows.last().map_or(0, |row| row.number);
        tally.texts.retain(|(_, number)| *number > last);
        let mut numbers: BTreeMap<String, Vec<i64>> = BTreeMap::new();
        for row in rows.iter().filter(|row| segment_of(row.number) != tally.segment) {
            let attributes = row.attributes.as_deref().map(serde_json::from_str).transpose();
            let attributes = attributes.map_err(|error| StoreError::corrupt("deletions", error))?.unwrap_or_default();
            for term in terms(&row.entity_id, &attributes) {
                numbers.entry(term).or_default().push(row.number);
            }
        }
        for (term, numbers) in numbers {
            let own = term::Entity::delete_many().filter(term::Column::MemberId.eq(self.member_id.as_str()));
            let own = own.filter(term::Column::Term.eq(term)).filter(term::Column::Number.is_in(numbers));
            own.exec(transaction).await?;
        }
        Ok(())
    }

    /// Of the last segment those values stay which deletions have that stay.
    async fn remove_segments(
        &self,
        transaction: &DatabaseTransaction,
        rows: &[Row],
        last: i64,
        tally: &mut Tally,
    ) -> Result<(), StoreError> {
        use deletion::Column::{MemberId, Number};
        let open = segment_of(last);
        let staying = columns(deletion::Entity::find()).filter(MemberId.eq(self.member_id.as_str()));
        let staying = staying.filter(Number.gt(last)).order_by_asc(Number).limit(SEGMENT);
        let staying: Vec<Row> = staying.into_model().all(transaction).await?;
        let staying: BTreeSet<_> = staying.iter().flat_map(values).filter(|value| value.2 == open).collect();
        let gone: BTreeSet<_> = rows.iter().flat_map(values).filter(|value| !staying.contains(value)).collect();
        let mut segments: BTreeMap<_, Vec<i32>> = BTreeMap::new();
        for (kind, value, segment) in gone {
            if segment == tally.segment {
                tally.marks.remove(&(kind, value.to_owned()));
            } else {
                segments.entry((kind, value)).or_default().push(segment);
            }
        }
        for ((kind, value), segments) in segments {
            let own = segment::Entity::delete_many().filter(segment::Column::MemberId.eq(self.member_id.as_str()));
            let own = own.filter(segment::Column::Kind.eq(kind.as_str())).filter(segment::Column::Value.eq(value));
            own.filter(segment::Column::Segment.is_in(segments)).exec(transaction).await?;
        }
        Ok(())
    }

    /// Takes the deletions out of the counts by the hour and by the day: the portal's first, in the order of their keys, as whoever
    /// indexes does.
    async fn uncount(
        &self,
        transaction: &DatabaseTransaction,
        rows: &[Row],
        tally: &mut Tally,
    ) -> Result<(), StoreError> {
        let mut counts: BTreeMap<(i32, &str), i64> = BTreeMap::new();
        for row in rows {
            *counts.entry((hour(row.received_at), &row.event)).or_default() += 1;
        }
        let mut days: BTreeMap<(i32, &str), i64> = BTreeMap::new();
        for ((hour, event), deletions) in &counts {
            use hourly_count::Column::{Deletions, Event, Hour, MemberId};
            let elsewhere = if *hour == tally.hour { tally.uncount(event, *deletions) } else { *deletions };
            if elsewhere == 0 {
                continue;
            }
            *days.entry((day_of(*hour), event)).or_default() += elsewhere;
            let own = || MemberId.eq(self.member_id.as_str()).and(Hour.eq(*hour)).and(Event.eq(*event));
            let less = hourly_count::Entity::update_many().col_expr(Deletions, Expr::col(Deletions).sub(elsewhere));
            less.filter(own()).exec(transaction).await?;
            hourly_count::Entity::delete_many().filter(own().and(Deletions.lte(0))).exec(transaction).await?;
        }
        for ((day, event), deletions) in days {
            use daily_count::Column::{Day, Deletions, Event, MemberId};
            let own = || MemberId.eq(self.member_id.as_str()).and(Day.eq(day)).and(Event.eq(event));
            let less = daily_count::Entity::update_many().col_expr(Deletions, Expr::col(Deletions).sub(deletions));
            less.filter(own()).exec(transaction).await?;
            daily_count::Entity::delete_many().filter(own().and(Deletions.lte(0))).exec(transaction).await?;
        }
        for ((hour, event), deletions) in &counts {
            use total::Column::{Deletions, Event, Hour};
            let all = || Hour.eq(*hour).and(Event.eq(*event));
            let less = total::Entity::update_many().col_expr(Deletions, Expr::col(Deletions).sub(*deletions));
            less.filter(all()).exec(transaction).await?;
            total::Entity::delete_many().filter(all().and(Deletions.lte(0))).exec(transaction).await?;
        }
        Ok(())
    }
}

/// Reads these columns only.
pub(crate) fn columns(rows: Select<deletion::Entity>) -> Select<deletion::Entity> {
    use deletion::Column::{Attributes, EntityId, Event, Number, ReceivedAt, Sources, UserId};
    rows.select_only().columns([Number, Event, EntityId, Attributes, UserId, ReceivedAt, Sources])
}

/// What the row has in its segment: kind, value and segment.
fn values(row: &Row) -> impl Iterator<Item = (Kind, &str, i32)> {
    let segment = segment_of(row.number);
    let sources = Sources::from_bits(row.sources).unwrap_or(Source::Live.into());
    segments::values(&row.event, row.user_id.as_deref(), sources).map(move |(kind, value)| (kind, value, segment))
}
