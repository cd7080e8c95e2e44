//! Matching deletions over time: from stored counts if the filter asks for nothing else, otherwise by counting rows,
//! newest first, up to a limit.

use domain::catalogue;
use domain::clock::from_micros;
use domain::deletion::{Filter, Order};
use domain::stats::{Bucket, Count};
use domain::zone::Zone;
use time::OffsetDateTime;

use crate::Deletions;
use crate::deletions::reading::Reading;
use crate::deletions::stats::Buckets;
use crate::error::StoreError;

/// Matching deletions by bucket and event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fitting {
    /// Sorted, without empty buckets.
    pub counts: Vec<Count>,
    /// The time from which on they are counted, if there were too many rows; none if all are.
    pub since: Option<OffsetDateTime>,
}

/// A time range to count, its buckets, and a limit on rows.
#[derive(Clone, Debug)]
pub struct Span {
    /// The size of a bucket.
    pub bucket: Bucket,
    /// When the first bucket begins.
    pub from: OffsetDateTime,
    /// When the last bucket ends.
    pub to: OffsetDateTime,
    /// The time zone of days, which begin at the first full UTC hour of the local day.
    pub zone: Zone,
    /// How many rows to check at most where no counts are stored.
    pub most: u64,
}

impl Span {
    fn buckets(&self) -> Buckets {
        Buckets::of_zone(self.bucket, self.from, self.to, &self.zone)
    }
}

impl Deletions<'_> {
    /// Counts matching deletions. The times are those of the span, not those of the filter.
    pub async fn count_fitting(&self, filter: &Filter, span: &Span) -> Result<Fitting, StoreError> {
        if filter.is_of_counts() {
            return Ok(kept(filter, self.count_in(&span.buckets()).await?));
        }
        let Some((owns, range)) = self.find_range().await? else { return Ok(kept(filter, Vec::new())) };
        let filter = &Filter { from: Some(span.from), to: Some(span.to), ..filter.clone() };
        let db = &self.store.connections.read;
        let reading = Reading { db, scope: owns.scope(), filter, order: Order::Newest };
        let (hours, since) = reading.count(range, span.most).await?;
        Ok(Fitting { counts: span.buckets().of_hours(hours), since: since.map(from_micros) })
    }
}

/// The stored counts that the filter lets through.
fn kept(filter: &Filter, mut counts: Vec<Count>) -> Fitting {
    counts.retain(|count| filter.has_event(&count.event, catalogue::entity(&count.event)));
    Fitting { counts, since: None }
}
