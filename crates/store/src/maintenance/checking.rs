//! Goes through deletions in order of arrival: to check one portal's chain, or to check every chain, count everything
//! anew and report differences.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use domain::chain::Checked;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use tokio::task::spawn_blocking;

use crate::deletions::chain::{AuthDigests, Chain, Ends};
use crate::deletions::counting::counted_up_to;
use crate::deletions::rows::Row;
use crate::deletions::search::{self, Sum};
use crate::entities::{arrival, counter, deletion, portal, total};
use crate::error::StoreError;
use crate::indexing::hour;
use crate::{Store, Tenant};

/// Rows per query.
const PIECE: u64 = 2_000;
/// Portals per query of summed counts.
const PORTALS: usize = 200;

/// What a pass finds for a portal.
#[derive(Debug)]
struct Portal {
    chain: Chain,
    search_key: i64,
    hours: Counted,
    days: Counted,
    /// The days of all events together.
    whole_days: Counted,
}

/// A recount over hours or days and events, from which the stored counts are subtracted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counted {
    deletions: i64,
    sum: u64,
}

/// The deletions of an event, and the sums of their times and of the times' squares, modulo [`SQUARE`]: what the
/// database can sum up by itself.
#[derive(Clone, Copy, Debug)]
struct Summed {
    deletions: i64,
    times: i64,
    squares: i64,
}

/// Squares are taken modulo this, so that no sum of many is too large.
const SQUARE: i64 = 65_521;

impl Summed {
    fn of(since: i32, deletions: i64) -> Self {
        let since = i64::from(since);
        Self { deletions, times: deletions * since, squares: deletions * (since * since % SQUARE) }
    }
}

impl Counted {
    /// Adds to a checksum too, which sums over different times or events hardly ever share.
    fn add(&mut self, event: &str, Summed { deletions, times, squares }: Summed) {
        let part = |salt: u8, sum: i64| {
            let mut hash = DefaultHasher::new();
            (salt, event).hash(&mut hash);
            hash.finish().wrapping_mul(sum.cast_unsigned())
        };
        self.deletions += deletions;
        for part in [part(0, deletions), part(1, times), part(2, squares)] {
            self.sum = self.sum.wrapping_add(part);
        }
    }

    /// Describes the difference that is left once all stored counts are subtracted.
    fn difference(self, what: &str) -> Option<String> {
        (self != Self::default()).then(|| match self.deletions {
            0 => {
                format!("{what} have the right number of deletions, but not at the right times or of the right events")
            }
            missing @ 1.. => format!("{what} lack {missing} deletions"),
            more => format!("{what} have {} deletions more than are there", -more),
        })
    }
}

impl Tenant<'_> {
    /// Checks every link of the portal's chain in one snapshot. `progress` gets the links checked so far, and all
    /// links.
    pub async fn verify(&self, mut progress: impl FnMut(u64, u64)) -> Result<Checked, StoreError> {
        let snapshot = self.store.connections.begin_snapshot().await?;
        let counter = counter::Entity::find_by_id(self.member_id.as_str()).one(&snapshot).await?;
        let row = self.find_row(&snapshot).await?;
        let ends = Ends::of(counter, row.map_or((0, false), |row| (row.purged_up_to, row.purging)))?;
        let (mut chain, mut auths, mut after) = (Chain::new(ends), AuthDigests::default(), i64::MIN);
        loop {
            let own = deletion::Column::MemberId.eq(self.member_id.as_str());
            let rows = read(&snapshot, after, Some(own)).await?;
            auths.look_up(&snapshot, &rows).await?;
            for row in &rows {
                chain.check(row, &auths);
            }
            progress(chain.linked(), ends.links());
            match rows.last() {
                Some(last) if rows.len() as u64 == PIECE => after = last.arrival,
                _ => return Ok(chain.end()),
            }
        }
    }
}

impl Store {
    /// Checks every chain and counts all deletions anew, in one snapshot. Returns the differences as sentences.
    /// `progress` gets the arrival reached so far, and the last one.
    pub async fn recount(&self, mut progress: impl FnMut(u64, u64)) -> Result<Vec<String>, StoreError> {
        let snapshot = self.connections.begin_snapshot().await?;
        let mut pass = Pass::begin(&snapshot).await?;
        let last = arrival::Entity::find_by_id(arrival::DELETIONS)
            .one(&snapshot)
            .await?
            .map_or(0, |row| row.last.unsigned_abs());
        let mut rows = read(&snapshot, i64::MIN, None).await?;
        while let Some(end) = rows.last() {
            let after = end.arrival;
            pass.auths.look_up(&snapshot, &rows).await?;
            // The next rows are read while these are checked.
            let looked = spawn_blocking(move || rows.iter().try_for_each(|row| pass.take(row)).map(|()| pass));
            let (next, looked) = tokio::join!(read(&snapshot, after, None), looked);
            pass = looked.expect("looking at rows does not panic")?;
            rows = next?;
            progress(Ord::max(after, 0).unsigned_abs(), last);
        }
        pass.compare(&snapshot).await
    }
}

/// The next deletions in order of arrival.
async fn read(snapshot: &DatabaseTransaction, after: i64, these: Option<Expr>) -> Result<Vec<Row>, StoreError> {
    let rows = deletion::Entity::find().filter(deletion::Column::Arrival.gt(after));
    let rows = these.into_iter().fold(rows, QueryFilter::filter);
    Ok(rows.order_by_asc(deletion::Column::Arrival).limit(PIECE).all(snapshot).await?)
}

/// One pass over all deletions, and what it finds.
struct Pass {
    portals: HashMap<String, Portal>,
    auths: AuthDigests,
    /// The arrival up to which hourly and daily counts are kept.
    counted: i64,
    totals: Counted,
    index: Sum,
    codes: BTreeMap<String, i64>,
    engine: DbBackend,
    strays: u64,
    stray_counts: bool,
}

impl Pass {
    async fn begin(snapshot: &DatabaseTransaction) -> Result<Self, StoreError> {
        use portal::Column::{MemberId, PurgedUpTo, Purging};
        let counters = counter::Entity::find().all(snapshot).await?;
        let mut counters: HashMap<_, _> = counters.into_iter().map(|row| (row.member_id.clone(), row)).collect();
        let rows = portal::Entity::find().select_only().columns([MemberId, PurgedUpTo, Purging]).into_tuple();
        let rows: Vec<(String, i64, bool)> = rows.all(snapshot).await?;
        let mut portals = HashMap::with_capacity(rows.len());
        for (member_id, purged_up_to, is_purging) in rows {
            let counter = counters.remove(&member_id);
            let search_key = counter.as_ref().map_or(0, |row| row.search_key);
            let chain = Chain::new(Ends::of(counter, (purged_up_to, is_purging))?);
            let [hours, days, whole_days] = [Counted::default(); 3];
            portals.insert(member_id, Portal { chain, search_key, hours, days, whole_days });
        }
        Ok(Self {
            portals,
            auths: AuthDigests::default(),
            counted: counted_up_to(snapshot).await?,
            totals: Counted::default(),
            index: Sum::default(),
            codes: search::codes(snapshot).await?,
            engine: snapshot.get_database_backend(),
            strays: 0,
            stray_counts: false,
        })
    }

    fn take(&mut self, row: &Row) -> Result<(), StoreError> {
        let Some(portal) = self.portals.get_mut(&row.member_id) else {
            self.strays += 1;
            return Ok(());
        };
        portal.chain.check(row, &self.auths);
        let hour = hour(row.received_at);
        self.totals.add(&row.event, Summed::of(hour, 1));
        if row.arrival <= self.counted {
            portal.hours.add(&row.event, Summed::of(hour, 1));
            portal.days.add(&row.event, Summed::of(hour / 24, 1));
            portal.whole_days.add("", Summed::of(hour / 24, 1));
        }
        let texts = row.texts()?;
        search::add_to_sum(self.engine, &row.entry(portal.search_key, &texts), &self.codes, &mut self.index);
        Ok(())
    }

    /// Subtracts the stored counts, and describes all differences.
    async fn compare(mut self, snapshot: &DatabaseTransaction) -> Result<Vec<String>, StoreError> {
        let event = || Expr::col("event");
        self.take_out(snapshot, ("hourly_counts", "hour", event()), |portal| &mut portal.hours).await?;
        self.take_out(snapshot, ("daily_counts", "day", event()), |portal| &mut portal.days).await?;
        let all_events = Expr::cust("CAST('' AS text)");
        self.take_out(snapshot, ("daily_totals", "day", all_events), |portal| &mut portal.whole_days).await?;
        for row in total::Entity::find().all(snapshot).await? {
            self.totals.add(&row.event, Summed::of(row.hour, -row.deletions));
        }
        let mut differences = Vec::new();
        if self.strays > 0 {
            differences.push(format!("{} deletions belong to unknown portals", self.strays));
        }
        if self.stray_counts {
            differences.push("some counts belong to unknown portals".into());
        }
        differences.extend(self.totals.difference("the totals by the hour"));
        if search::sum(snapshot).await? != self.index {
            differences.push(
                "the search index does not match the deletions; `tombstone migrate --reindex` rebuilds it".into(),
            );
        }
        let mut portals: Vec<_> = self.portals.into_iter().collect();
        portals.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        for (member_id, portal) in portals {
            let Portal { chain, hours, days, whole_days, .. } = portal;
            let fault = chain.end().fault.map(|fault| fault.to_string());
            let of_times = [
                hours.difference("counts by the hour"),
                days.difference("counts by the day"),
                whole_days.difference("counts by the day of all events"),
            ];
            let all = fault.into_iter().chain(of_times.into_iter().flatten());
            differences.extend(all.map(|difference| format!("{member_id}: {difference}")));
        }
        Ok(differences)
    }

    /// Subtracts the counts of a table, some portals at a time.
    async fn take_out(
        &mut self,
        snapshot: &DatabaseTransaction,
        (table, since, event): (&str, &str, Expr),
        counted: impl Fn(&mut Portal) -> &mut Counted,
    ) -> Result<(), StoreError> {
        let mut portals: Vec<_> = self.portals.keys().cloned().collect();
        portals.sort_unstable();
        let ends = portals.into_iter().skip(PORTALS - 1).step_by(PORTALS).map(Some).chain([None]);
        let mut after = String::new();
        for end in ends {
            let less = |of: &str| Expr::cust(format!("-CAST(sum({of}) AS bigint)"));
            let mut sums = Query::select();
            sums.column("member_id")
                .expr_as(event.clone(), "of_event")
                .exprs([
                    less("deletions"),
                    less(&format!("deletions * {since}")),
                    less(&format!("deletions * (CAST({since} AS bigint) * {since} % {SQUARE})")),
                ])
                .from(table.to_owned())
                .and_where(Expr::col("member_id").gt(after))
                .and_where_option(end.as_ref().map(|end| Expr::col("member_id").lte(end)))
                .add_group_by([Expr::col("member_id"), Expr::col("of_event")]);
            for row in snapshot.query_all(&sums).await? {
                let (member_id, event): (String, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
                let [deletions, times, squares] =
                    [row.try_get_by_index(2)?, row.try_get_by_index(3)?, row.try_get_by_index(4)?];
                match self.portals.get_mut(&member_id) {
                    Some(portal) => counted(portal).add(&event, Summed { deletions, times, squares }),
                    None => self.stray_counts = true,
                }
            }
            after = end.unwrap_or_default();
        }
        Ok(())
    }
}
