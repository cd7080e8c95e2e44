//! Going through deletions in the order of their arrival: to check the chain of one portal, or to check every chain, count
//! everything anew and name what differs.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use domain::chain::Checked;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use tokio::task::spawn_blocking;

use crate::chain::{AuthDigests, Chain, Ends};
use crate::counting::counted_up_to;
use crate::entities::{arrival, counter, daily_count, deletion, hourly_count, portal, total};
use crate::error::StoreError;
use crate::indexing::hour;
use crate::rows::Row;
use crate::search::{self, Sum};
use crate::{Store, Tenant};

/// How many deletions, and how many other rows, are in memory at once.
const PIECE: u64 = 2_000;

/// What is found of a portal, beside what is kept.
#[derive(Debug)]
struct Portal {
    chain: Chain,
    search_key: i64,
    hours: Counted,
    days: Counted,
}

/// A count over hours or days and events, as counted anew; the stored counts are subtracted from it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counted {
    deletions: i64,
    sum: u64,
}

impl Counted {
    /// Adds so many deletions of a time.
    fn add(&mut self, since: i32, event: &str, deletions: i64) {
        let mut hash = DefaultHasher::new();
        (since, event).hash(&mut hash);
        self.deletions += deletions;
        self.sum = self.sum.wrapping_add(hash.finish().wrapping_mul(deletions.cast_unsigned()));
    }

    /// What differs, in words, once all that is kept was taken out.
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
    /// Checks every link of the portal's chain, as it is at one moment. `progress` gets how many numbers of how many
    /// are done.
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
    /// Checks every chain and counts all deletions anew, as they are at one moment. Returns what differs, in words.
    /// `progress` gets how many deletions of how many are done.
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
            // The next ones are read while these are looked at.
            let looked = spawn_blocking(move || rows.iter().try_for_each(|row| pass.take(row)).map(|()| pass));
            let (next, looked) = tokio::join!(read(&snapshot, after, None), looked);
            pass = looked.expect("looking at rows does not panic")?;
            rows = next?;
            progress(Ord::max(after, 0).unsigned_abs(), last);
        }
        pass.compare(&snapshot).await
    }
}

/// The next deletions in the order of their arrival.
async fn read(
    snapshot: &DatabaseTransaction,
    after: i64,
    these: Option<sea_orm::sea_query::Expr>,
) -> Result<Vec<Row>, StoreError> {
    let rows = Row::select().filter(deletion::Column::Arrival.gt(after));
    let rows = these.into_iter().fold(rows, QueryFilter::filter);
    Ok(rows.order_by_asc(deletion::Column::Arrival).limit(PIECE).into_model().all(snapshot).await?)
}

/// Everything that is found while all deletions are gone through.
struct Pass {
    portals: HashMap<String, Portal>,
    auths: AuthDigests,
    /// Up to which arrival is counted by the hour and by the day.
    counted: i64,
    totals: Counted,
    index: Sum,
    codes: BTreeMap<String, i64>,
    engine: DbBackend,
    strays: u64,
}

impl Pass {
    async fn begin(snapshot: &DatabaseTransaction) -> Result<Self, StoreError> {
        let mut pass = Self {
            portals: HashMap::new(),
            auths: AuthDigests::default(),
            counted: counted_up_to(snapshot).await?,
            totals: Counted::default(),
            index: Sum::default(),
            codes: search::codes(snapshot).await?,
            engine: snapshot.get_database_backend(),
            strays: 0,
        };
        let mut after = String::new();
        loop {
            use portal::Column::{MemberId, PurgedUpTo, Purging};
            let page = portal::Entity::find().filter(MemberId.gt(&after)).order_by_asc(MemberId).limit(PIECE);
            let page = page.select_only().columns([MemberId, PurgedUpTo, Purging]).into_tuple();
            let page: Vec<(String, i64, bool)> = page.all(snapshot).await?;
            let Some((last, ..)) = page.last() else { return Ok(pass) };
            let these = counter::Column::MemberId.gt(&after).and(counter::Column::MemberId.lte(last));
            let counters = counter::Entity::find().filter(these).all(snapshot).await?;
            let mut counters: HashMap<_, _> = counters.into_iter().map(|row| (row.member_id.clone(), row)).collect();
            after.clone_from(last);
            for (member_id, purged_up_to, is_purging) in page {
                let counter = counters.remove(&member_id);
                let search_key = counter.as_ref().map_or(0, |row| row.search_key);
                let chain = Chain::new(Ends::of(counter, (purged_up_to, is_purging))?);
                let (hours, days) = (Counted::default(), Counted::default());
                let portal = Portal { chain, search_key, hours, days };
                pass.portals.insert(member_id, portal);
            }
        }
    }

    fn take(&mut self, row: &Row) -> Result<(), StoreError> {
        let Some(portal) = self.portals.get_mut(&row.member_id) else {
            self.strays += 1;
            return Ok(());
        };
        portal.chain.check(row, &self.auths);
        let hour = hour(row.received_at);
        self.totals.add(hour, &row.event, 1);
        if row.arrival <= self.counted {
            portal.hours.add(hour, &row.event, 1);
            portal.days.add(hour / 24, &row.event, 1);
        }
        let texts = row.texts()?;
        search::add_to_sum(self.engine, &row.entry(portal.search_key, &texts), &self.codes, &mut self.index);
        Ok(())
    }

    /// Takes out what is kept, and names what is left.
    async fn compare(mut self, snapshot: &DatabaseTransaction) -> Result<Vec<String>, StoreError> {
        self.take_out_hours(snapshot).await?;
        self.take_out_days(snapshot).await?;
        for row in total::Entity::find().all(snapshot).await? {
            self.totals.add(row.hour, &row.event, -row.deletions);
        }
        let mut differences = Vec::new();
        if self.strays > 0 {
            differences.push(format!("{} deletions are of portals that nobody knows", self.strays));
        }
        differences.extend(self.totals.difference("the totals by the hour"));
        if search::sum(snapshot).await? != self.index {
            differences.push(
                "the search index does not fit the deletions; `tombstone migrate --reindex` makes it anew".into(),
            );
        }
        let mut portals: Vec<_> = self.portals.into_iter().collect();
        portals.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        for (member_id, portal) in portals {
            let Portal { chain, hours, days, .. } = portal;
            let fault = chain.end().fault.map(|fault| fault.to_string());
            let of_times = [hours.difference("counts by the hour"), days.difference("counts by the day")];
            let all = fault.into_iter().chain(of_times.into_iter().flatten());
            differences.extend(all.map(|difference| format!("{member_id}: {difference}")));
        }
        Ok(differences)
    }

    async fn take_out_hours(&mut self, snapshot: &DatabaseTransaction) -> Result<(), StoreError> {
        use hourly_count::Column::{Event, Hour, MemberId};
        let mut pages = hourly_count::Entity::find().cursor_by((MemberId, Hour, Event));
        loop {
            let rows = pages.first(PIECE).all(snapshot).await?;
            let Some(last) = rows.last() else { return Ok(()) };
            pages.after((last.member_id.clone(), last.hour, last.event.clone()));
            for row in &rows {
                match self.portals.get_mut(&row.member_id) {
                    Some(portal) => portal.hours.add(row.hour, &row.event, -row.deletions),
                    None => self.strays += row.deletions.unsigned_abs(),
                }
            }
        }
    }

    async fn take_out_days(&mut self, snapshot: &DatabaseTransaction) -> Result<(), StoreError> {
        use daily_count::Column::{Day, Event, MemberId};
        let mut pages = daily_count::Entity::find().cursor_by((MemberId, Day, Event));
        loop {
            let rows = pages.first(PIECE).all(snapshot).await?;
            let Some(last) = rows.last() else { return Ok(()) };
            pages.after((last.member_id.clone(), last.day, last.event.clone()));
            for row in &rows {
                match self.portals.get_mut(&row.member_id) {
                    Some(portal) => portal.days.add(row.day, &row.event, -row.deletions),
                    None => self.strays += row.deletions.unsigned_abs(),
                }
            }
        }
    }
}
