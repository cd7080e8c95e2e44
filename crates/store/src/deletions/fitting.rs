//! How many of the deletions that fit a filter came when: from the counts that are kept where the filter asks for nothing
//! else, and otherwise counted now, the newest first, as far as that may go.

use domain::catalogue;
use domain::clock::from_micros;
use domain::deletion::{Filter, Order};
use domain::stats::{Bucket, Count};
use domain::zone::Zone;
use time::OffsetDateTime;

use crate::deletions::reading::{HourlyCounts, Reading};
use crate::deletions::search::{Own, Scope};
use crate::deletions::stats::Buckets;
use crate::error::StoreError;
use crate::{Across, Tenant};

/// How many deletions fit, by bucket and event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fitting {
    /// In order, and without those that had none.
    pub counts: Vec<Count>,
    /// Since when they are counted, if there was too much to look at; none if all are.
    pub since: Option<OffsetDateTime>,
}

/// What is counted: in which buckets, from when until when, and how many rows may be looked at for it.
#[derive(Clone, Debug)]
pub struct Span {
    /// What is counted together.
    pub bucket: Bucket,
    /// When the first bucket begins.
    pub from: OffsetDateTime,
    /// When the last bucket ends.
    pub to: OffsetDateTime,
    /// Where days begin and end: at the first full hour in UTC of a day there.
    pub zone: Zone,
    /// How many rows may be looked at where no counts are kept.
    pub most: u64,
}

impl Span {
    fn buckets(&self) -> Buckets {
        Buckets::of_zone(self.bucket, self.from, self.to, &self.zone)
    }

    fn within(&self, filter: &Filter) -> Filter {
        Filter { from: Some(self.from), to: Some(self.to), ..filter.clone() }
    }

    fn fitting(&self, (hours, since): (HourlyCounts, Option<i64>)) -> Fitting {
        Fitting { counts: self.buckets().of_hours(hours), since: since.map(from_micros) }
    }
}

impl Tenant<'_> {
    /// How many of the portal's deletions fit. The times are those of the span, not those of the filter.
    pub async fn count_fitting(&self, filter: &Filter, span: &Span) -> Result<Fitting, StoreError> {
        if filter.is_of_counts() {
            return Ok(kept(filter, self.count_in(&span.buckets()).await?));
        }
        let Some((own, range)) = self.find_range().await? else { return Ok(kept(filter, Vec::new())) };
        let (db, filter) = (&self.store.connections.read, &span.within(filter));
        let reading = Reading { db, scope: Scope::Portal(&own), filter, order: Order::Newest };
        Ok(span.fitting(reading.count(range, span.most).await?))
    }
}

impl Across<'_> {
    /// The same over several portals.
    pub async fn count_fitting(&self, filter: &Filter, span: &Span) -> Result<Fitting, StoreError> {
        if filter.is_of_counts() {
            return Ok(kept(filter, self.count_in(&span.buckets()).await?));
        }
        let (db, filter) = (&self.store().connections.read, &span.within(filter));
        let (range, order) = (self.find_range().await?, Order::Newest);
        let owns = match self.reach().portals() {
            Some(portals) => Own::find_some(db, portals).await?,
            None => Vec::new(),
        };
        let scope = if self.reach().portals().is_some() { Scope::Some(&owns) } else { Scope::All };
        if self.reach().portals().is_some() && owns.is_empty() {
            return Ok(kept(filter, Vec::new()));
        }
        Ok(span.fitting(Reading { db, scope, filter, order }.count(range, span.most).await?))
    }
}

/// Those of the counts that are kept which a filter asks for.
fn kept(filter: &Filter, mut counts: Vec<Count>) -> Fitting {
    counts.retain(|count| filter.has_event(&count.event, catalogue::entity(&count.event)));
    Fitting { counts, since: None }
}
