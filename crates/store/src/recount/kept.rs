//! What is kept beside a portal's deletions.

use std::collections::BTreeMap;

use sea_orm::sea_query::{Expr, ExprTrait, IntoColumnRef};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::rows::Kept;
use super::sum::{PIECE, Sum, each};
use crate::Tenant;
use crate::entities::{counter, hourly_count, segment, term};
use crate::error::StoreError;
use crate::tallies::Tally;

impl Tenant<'_> {
    pub(super) async fn find_kept(
        &self,
        under_way: &Tally,
        snapshot: &DatabaseTransaction,
    ) -> Result<Kept, StoreError> {
        let counter = counter::Entity::find_by_id(self.member_id.as_str()).one(snapshot).await?;
        let mut texts = self.sum_texts(snapshot).await?;
        under_way.texts.iter().for_each(|(text, number)| texts.add(&(text.as_str(), *number)));
        Ok(Kept {
            deletions: counter.map_or(0, |counter| counter.deletions),
            hours: self.sum_hours(under_way.hour, snapshot).await?,
            segments: self.sum_segments(snapshot).await?,
            texts,
            events: self.events_since(under_way, snapshot).await?,
            marks: under_way.marks.clone(),
        })
    }

    /// That of the hour under way, of which something is among complete ones if it has very many events.
    async fn events_since(
        &self,
        under_way: &Tally,
        snapshot: &DatabaseTransaction,
    ) -> Result<BTreeMap<String, i64>, StoreError> {
        use hourly_count::Column::{Deletions, Event, Hour, MemberId};
        let own = hourly_count::Entity::find().filter(MemberId.eq(self.member_id.as_str()));
        let own = own.filter(Hour.gte(under_way.hour)).select_only().columns([Event, Deletions]);
        let rows: Vec<(String, i64)> = own.into_tuple().all(snapshot).await?;
        let mut counted = under_way.events.clone();
        for (event, deletions) in rows {
            *counted.entry(event).or_default() += deletions;
        }
        Ok(counted)
    }

    async fn sum_hours(&self, end: i32, snapshot: &DatabaseTransaction) -> Result<Sum, StoreError> {
        use hourly_count::Column::{Deletions, Event, Hour, MemberId};
        let next = async |last: Option<&(i32, String, i64)>| {
            let mut own = hourly_count::Entity::find().filter(MemberId.eq(self.member_id.as_str()));
            if let Some((hour, event, _)) = last {
                own = own.filter(after([Hour, Event], [Expr::value(*hour), Expr::value(event.as_str())]));
            }
            let own = own.filter(Hour.lt(end)).order_by_asc(Hour).order_by_asc(Event).limit(PIECE);
            Ok(own.select_only().columns([Hour, Event, Deletions]).into_tuple().all(snapshot).await?)
        };
        let mut sum = Sum::default();
        each(next, |(hour, event, deletions)| {
            sum.add(&(*hour, event.as_str(), *deletions));
            Ok(())
        })
        .await?;
        Ok(sum)
    }

    async fn sum_segments(&self, snapshot: &DatabaseTransaction) -> Result<Sum, StoreError> {
        use segment::Column::{Kind, MemberId, Segment, Value};
        let next = async |last: Option<&(String, String, i32)>| {
            let mut own = segment::Entity::find().filter(MemberId.eq(self.member_id.as_str()));
            if let Some((kind, value, segment)) = last {
                let last = [Expr::value(kind.as_str()), Expr::value(value.as_str()), Expr::value(*segment)];
                own = own.filter(after([Kind, Value, Segment], last));
            }
            let own = own.order_by_asc(Kind).order_by_asc(Value).order_by_asc(Segment).limit(PIECE);
            Ok(own.select_only().columns([Kind, Value, Segment]).into_tuple().all(snapshot).await?)
        };
        let mut sum = Sum::default();
        each(next, |(kind, value, segment)| {
            sum.add(&(kind.as_str(), value.as_str(), *segment));
            Ok(())
        })
        .await?;
        Ok(sum)
    }

    async fn sum_texts(&self, snapshot: &DatabaseTransaction) -> Result<Sum, StoreError> {
        use term::Column::{MemberId, Number, Term};
        let next = async |last: Option<&(String, i64)>| {
            let mut own = term::Entity::find().filter(MemberId.eq(self.member_id.as_str()));
            if let Some((text, number)) = last {
                own = own.filter(after([Term, Number], [Expr::value(text.as_str()), Expr::value(*number)]));
            }
            let own = own.order_by_asc(Term).order_by_asc(Number).limit(PIECE);
            Ok(own.select_only().columns([Term, Number]).into_tuple().all(snapshot).await?)
        };
        let mut sum = Sum::default();
        each(next, |(text, number)| {
            sum.add(&(text.as_str(), *number));
            Ok(())
        })
        .await?;
        Ok(sum)
    }
}

/// What comes after these values in the order of a key.
fn after<const N: usize>(columns: [impl IntoColumnRef; N], last: [Expr; N]) -> Expr {
    Expr::tuple(columns.map(|column| Expr::col(column))).gt(Expr::tuple(last))
}
