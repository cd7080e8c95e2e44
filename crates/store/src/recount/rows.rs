//! What should be kept beside a portal's deletions, from the deletions themselves: they are read once, in their order.

use std::collections::{BTreeMap, BTreeSet};

use domain::deletion::{Source, Sources, terms};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::sum::{PIECE, Sum, each};
use crate::Tenant;
use crate::entities::deletion;
use crate::error::StoreError;
use crate::indexing::{hour, segment_of};
use crate::reading::{Kind, segments};
use crate::removal::{Row, columns};
use crate::tallies::Tally;

/// What is kept of a portal, or should be.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// Deletions that are not to be purged.
    pub(super) deletions: i64,
    /// Hours, events and how many, of hours before the one under way.
    pub(super) hours: Sum,
    /// Segments, kinds and values, of segments before the one under way.
    pub(super) segments: Sum,
    /// Texts and their numbers.
    pub(super) texts: Sum,
    /// How many of each event the hour under way has.
    pub(super) events: BTreeMap<String, i64>,
    /// What the segment under way has.
    pub(super) marks: BTreeSet<(Kind, String)>,
}

/// Goes through deletions with the hour and the segment that it is in.
#[derive(Debug, Default)]
struct Pass {
    kept: Kept,
    hour: i32,
    segment: i32,
}

impl Tenant<'_> {
    /// What should be kept of the portal while this hour and this segment are under way, and it is purged up to a number.
    pub(super) async fn count_rows(
        &self,
        under_way: &Tally,
        purged_up_to: i64,
        snapshot: &DatabaseTransaction,
    ) -> Result<Kept, StoreError> {
        let mut pass = Pass::default();
        let next = async |last: Option<&Row>| {
            use deletion::Column::{MemberId, Number};
            let own = columns(deletion::Entity::find()).filter(MemberId.eq(self.member_id.as_str()));
            let own = own.filter(Number.gt(last.map_or(0, |row| row.number))).order_by_asc(Number).limit(PIECE);
            Ok(own.into_model::<Row>().all(snapshot).await?)
        };
        each(next, |row| pass.take(row, under_way, purged_up_to)).await?;
        Ok(pass.end(under_way))
    }
}

impl Pass {
    fn take(&mut self, row: &Row, under_way: &Tally, purged_up_to: i64) -> Result<(), StoreError> {
        let (hour, segment) = (hour(row.received_at), segment_of(row.number));
        if hour != self.hour && self.hour < under_way.hour {
            self.complete_hour();
        }
        if segment != self.segment && self.segment < under_way.segment {
            self.complete_segment();
        }
        (self.hour, self.segment) = (hour, segment);
        self.kept.deletions += i64::from(row.number > purged_up_to);
        *self.kept.events.entry(row.event.clone()).or_default() += 1;
        let sources = Sources::from_bits(row.sources).unwrap_or(Source::Live.into());
        let values = segments::values(&row.event, row.user_id.as_deref(), sources);
        self.kept.marks.extend(values.map(|(kind, value)| (kind, value.to_owned())));
        let attributes = row.attributes.as_deref().map(serde_json::from_str).transpose();
        let attributes = attributes.map_err(|error| StoreError::corrupt("deletions", error))?;
        for text in terms(&row.entity_id, &attributes.unwrap_or_default()) {
            self.kept.texts.add(&(text.as_str(), row.number));
        }
        Ok(())
    }

    /// What is left belongs to the hour and the segment under way, if there is anything of them.
    fn end(mut self, under_way: &Tally) -> Kept {
        if self.hour < under_way.hour {
            self.complete_hour();
        }
        if self.segment < under_way.segment {
            self.complete_segment();
        }
        self.kept
    }

    fn complete_hour(&mut self) {
        for (event, deletions) in std::mem::take(&mut self.kept.events) {
            self.kept.hours.add(&(self.hour, event.as_str(), deletions));
        }
    }

    fn complete_segment(&mut self) {
        for (kind, value) in std::mem::take(&mut self.kept.marks) {
            self.kept.segments.add(&(kind.as_str(), value.as_str(), self.segment));
        }
    }
}
