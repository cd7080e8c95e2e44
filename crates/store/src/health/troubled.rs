//! Portals in order of urgency: the most urgent trouble first, then by their last event, the newest first. And how many
//! deletions each of them had in the last days.

use std::collections::HashMap;
use std::fmt;

use domain::MemberId;
use domain::clock::micros;
use domain::deletion::Page;
use domain::portal::Portal;
use sea_orm::sea_query::{Expr, ExprTrait, Func, Order, Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use time::OffsetDateTime;

use crate::deletions::counting::HOUR;
use crate::entities::{counter, daily_total, portal};
use crate::error::StoreError;
use crate::health::urgency::{of_alarms, without_alarm};
use crate::{AllPortals, PortalFilter};

/// A portal's place in that order, as text `urgency-micros-member_id`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TroublePlace {
    urgency: i32,
    last_at: i64,
    member_id: MemberId,
}

impl fmt::Display for TroublePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}", self.urgency, self.last_at, self.member_id)
    }
}

impl TroublePlace {
    /// Parses what [`Display`](fmt::Display) wrote; none if the text is no place.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let (urgency, last_at) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        Some(Self { urgency, last_at, member_id: MemberId::parse(parts.next()?).ok()? })
    }
}

impl AllPortals<'_> {
    /// Portals in order of urgency: `limit` of those after `after`.
    pub async fn list_by_trouble(
        &self,
        filter: &PortalFilter,
        after: Option<&TroublePlace>,
        limit: u64,
    ) -> Result<Page<Portal, TroublePlace>, StoreError> {
        let db = &self.store().connections.read;
        let wanted = self.by_trouble(filter, after, limit + 1);
        let mut places = Vec::new();
        for row in db.query_all(&wanted).await? {
            let member_id: String = row.try_get_by_index(0)?;
            let member_id = MemberId::parse(&member_id).map_err(|error| StoreError::corrupt("portals", error))?;
            let (urgency, last_at) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
            places.push(TroublePlace { urgency, last_at, member_id });
        }
        let more = places.len() as u64 > limit;
        places.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let items = self.find_portals(&places).await?;
        Ok(Page { items, next: places.pop().filter(|_| more) })
    }

    /// Selects the places of `limit` portals: `member_id`, `urgency`, `last_at`.
    fn by_trouble(&self, filter: &PortalFilter, after: Option<&TroublePlace>, limit: u64) -> SelectStatement {
        let mut wanted = Query::select();
        wanted
            .columns(["member_id", "urgency", "last_at"])
            .from_subquery(self.by_urgency(filter), "judged")
            .order_by("urgency", Order::Asc)
            .order_by("last_at", Order::Desc)
            .order_by("member_id", Order::Asc)
            .limit(limit);
        if let Some(after) = after {
            wanted.and_where(behind(after));
        }
        wanted
    }

    fn by_urgency(&self, filter: &PortalFilter) -> SelectStatement {
        let last_at = Func::coalesce([Expr::col(counter::Column::LastReceivedAt), Expr::value(0_i64)]);
        let member_id = || Expr::col((portal::Entity, portal::Column::MemberId));
        let mut portals = Query::select();
        portals
            .column((portal::Entity, portal::Column::MemberId))
            .expr_as(Func::coalesce([of_alarms(), without_alarm()]), "urgency")
            .expr_as(last_at, "last_at")
            .from(portal::Entity)
            .left_join(counter::Entity, Expr::col((counter::Entity, counter::Column::MemberId)).eq(member_id()))
            // Always true; but it makes SQLite use the index on urgency, which covers the query and is much smaller
            // than the table.
            .and_where(without_alarm().gte(0))
            .cond_where(self.fitting(filter));
        portals
    }

    /// The portals at these places, in their order.
    async fn find_portals(&self, places: &[TroublePlace]) -> Result<Vec<Portal>, StoreError> {
        let ids = places.iter().map(|place| place.member_id.as_str());
        let rows = portal::Entity::find().filter(portal::Column::MemberId.is_in(ids));
        let rows = rows.all(&self.store().connections.read).await?;
        let portals = self.with_counters(rows).await?.into_iter().map(|portal| (portal.member_id.clone(), portal));
        let mut portals: HashMap<_, _> = portals.collect();
        Ok(places.iter().filter_map(|place| portals.remove(&place.member_id)).collect())
    }

    /// How many deletions each of these portals had on each day in UTC from that of `first` on, as far as the hours are
    /// counted, which excludes the present one; portals without any are left out.
    pub async fn count_days_of(
        &self,
        portals: &[Portal],
        first: OffsetDateTime,
        days: usize,
    ) -> Result<HashMap<MemberId, Vec<u64>>, StoreError> {
        let first = i32::try_from(micros(first).div_euclid(24 * HOUR)).unwrap_or_default();
        let ids = portals.iter().map(|portal| portal.member_id.as_str());
        let counts = daily_total::Entity::find().filter(daily_total::Column::MemberId.is_in(ids));
        let counts = counts.filter(daily_total::Column::Day.gte(first));
        let mut found: HashMap<MemberId, Vec<u64>> = HashMap::new();
        for row in counts.all(&self.store().connections.read).await? {
            let corrupt = |error| StoreError::corrupt("daily_totals", error);
            let member_id = MemberId::parse(&row.member_id).map_err(corrupt)?;
            let of_portal = found.entry(member_id).or_insert_with(|| vec![0; days]);
            if let Some(day) = usize::try_from(row.day - first).ok().and_then(|day| of_portal.get_mut(day)) {
                *day = row.deletions.unsigned_abs();
            }
        }
        Ok(found)
    }
}

/// Everything after a place.
fn behind(place: &TroublePlace) -> Expr {
    let (urgency, last_at) = (|| Expr::col("urgency"), || Expr::col("last_at"));
    let same_time = last_at().eq(place.last_at).and(Expr::col("member_id").gt(place.member_id.as_str()));
    let same_urgency = urgency().eq(place.urgency).and(last_at().lt(place.last_at).or(same_time));
    urgency().gt(place.urgency).or(same_urgency)
}

#[cfg(test)]
mod tests {
    use domain::portal::PortalStatus;
    use sea_orm::sea_query::SqliteQueryBuilder;
    use sea_orm::{DbBackend, Statement};

    use super::*;
    use crate::testing::{new_store, plan};

    /// Portals are many times as large as the index: only those that are shown are read from the table.
    #[tokio::test]
    async fn list_goes_through_the_index_of_urgencies_alone() {
        let (_folder, store) = new_store().await;
        let any = PortalFilter::default();
        for filter in [
            any.clone(),
            PortalFilter { q: Some("some".into()), ..any.clone() },
            PortalFilter { status: Some(PortalStatus::Active), ..any.clone() },
            PortalFilter { is_unknown: true, ..any },
        ] {
            let sql = store.all_portals().by_trouble(&filter, None, 51).to_string(SqliteQueryBuilder);
            let steps = plan(&store, Statement::from_string(DbBackend::Sqlite, sql)).await;
            let covered = steps.iter().any(|step| step.contains("COVERING INDEX portals_by_urgency"));
            assert!(covered, "{filter:?}: {steps:?}");
        }
    }

    #[test]
    fn place_is_read_as_it_is_written() {
        let place = TroublePlace { urgency: 3, last_at: 7, member_id: MemberId::parse("a-b").unwrap() };
        assert_eq!(TroublePlace::parse(&place.to_string()), Some(place));
        for text in ["", "3", "3-7", "x-7-a", "3-x-a", "3-7-a/b"] {
            assert_eq!(TroublePlace::parse(text), None, "{text}");
        }
    }
}
