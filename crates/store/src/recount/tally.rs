//! What is under way, against what it should be.

use std::collections::BTreeMap;

use domain::deletion::{Source, Sources};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};

use crate::Tenant;
use crate::entities::{deletion, hour_count};
use crate::error::StoreError;
use crate::indexing::SEGMENT;
use crate::reading::{HOUR, segments};
use crate::tallies::Tally;

impl Tenant<'_> {
    /// What differs, in words.
    pub(super) async fn recount_tally(
        &self,
        kept: &Tally,
        snapshot: &DatabaseTransaction,
    ) -> Result<Vec<String>, StoreError> {
        let mut differences = Vec::new();
        let events = self.events_since(i64::from(kept.hour) * HOUR, snapshot).await?;
        let counted = self.counted_since(kept, snapshot).await?;
        if events != counted {
            differences.push(format!("counts by the hour: {counted:?} are under way, and should be {events:?}"));
        }
        let found = self.marks_of(kept.segment, snapshot).await?;
        if found.marks != kept.marks {
            differences.push(format!("segments: {:?} are under way, and should be {:?}", kept.marks, found.marks));
        }
        Ok(differences)
    }

    async fn counted_since(
        &self,
        kept: &Tally,
        snapshot: &DatabaseTransaction,
    ) -> Result<BTreeMap<String, i64>, StoreError> {
        use hour_count::Column::{Deletions, Event, Hour, MemberId};
        let own = hour_count::Entity::find().filter(MemberId.eq(self.member_id.as_str())).filter(Hour.gte(kept.hour));
        let rows: Vec<(String, i64)> = own.select_only().columns([Event, Deletions]).into_tuple().all(snapshot).await?;
        let mut counted = kept.events.clone();
        for (event, deletions) in rows {
            *counted.entry(event).or_default() += deletions;
        }
        Ok(counted)
    }

    async fn events_since(
        &self,
        time: i64,
        snapshot: &DatabaseTransaction,
    ) -> Result<BTreeMap<String, i64>, StoreError> {
        use deletion::Column::{Event, MemberId, Number, ReceivedAt};
        let own = deletion::Entity::find().filter(MemberId.eq(self.member_id.as_str())).filter(ReceivedAt.gte(time));
        let counts = own.select_only().column(Event).column_as(Number.count(), "deletions").group_by(Event);
        let rows: Vec<(String, i64)> = counts.into_tuple().all(snapshot).await?;
        Ok(rows.into_iter().collect())
    }

    async fn marks_of(&self, segment: i32, snapshot: &DatabaseTransaction) -> Result<Tally, StoreError> {
        use deletion::Column::{Event, MemberId, Number, Sources as Ways, UserId};
        let before = i64::from(segment) * SEGMENT.cast_signed();
        let own = deletion::Entity::find().filter(MemberId.eq(self.member_id.as_str())).filter(Number.gt(before));
        let rows: Vec<(String, Option<String>, i16)> =
            own.select_only().columns([Event, UserId, Ways]).into_tuple().all(snapshot).await?;
        let mut tally = Tally { segment, ..Tally::default() };
        for (event, user_id, sources) in &rows {
            let sources = Sources::from_bits(*sources).unwrap_or(Source::Live.into());
            tally.mark(segments::values(event, user_id.as_deref(), sources));
        }
        Ok(tally)
    }
}
