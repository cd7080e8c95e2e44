//! A portal's timeline: its journal, its gaps, and the audit lines about it.

use std::fmt;

use domain::deletion::Page;
use domain::gap::Gap;
use domain::timeline::Topic;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use time::OffsetDateTime;

use crate::Tenant;
use crate::audit::AuditLine;
use crate::entities::{audit, gap, journal};
use crate::error::StoreError;
use crate::portals::gaps::into_gap;
use crate::portals::journal::JournalLine;

/// Something that happened to a portal.
#[derive(Clone, Debug, PartialEq)]
pub enum Happening {
    /// A line of its journal.
    Journal(JournalLine),
    /// A gap, at the time when it ended.
    Gap(Gap),
    /// A line of the audit.
    Audit(AuditLine),
}

/// A place in a portal's timeline, as text `micros-source-number`: the newest first, and by source within one time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimelinePlace {
    at: i64,
    source: i64,
    number: i64,
}

/// The sources of a timeline, in their order within one time.
const AUDIT: i64 = 0;
const JOURNAL: i64 = 1;
const GAPS: i64 = 2;

impl fmt::Display for TimelinePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}", self.at, self.source, self.number)
    }
}

impl TimelinePlace {
    /// Parses what [`Display`](fmt::Display) wrote; none if the text is no place.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-').map(|part| part.parse().ok().filter(|number: &i64| *number >= 0));
        Some(Self { at: parts.next()??, source: parts.next()??, number: parts.next()?? })
    }

    /// The condition for rows of one source after `place`; `at` and `number` are its columns.
    fn behind(place: Option<Self>, source: i64, at: impl ColumnTrait, number: impl ColumnTrait) -> Condition {
        let Some(place) = place else { return Condition::all() };
        let same = match source.cmp(&place.source) {
            std::cmp::Ordering::Less => None,
            std::cmp::Ordering::Equal => Some(at.eq(place.at).and(number.lt(place.number))),
            std::cmp::Ordering::Greater => Some(at.eq(place.at)),
        };
        Condition::any().add(at.lt(place.at)).add_option(same)
    }

    /// Sorts the newest first.
    fn order(&self) -> (i64, i64, i64) {
        (-self.at, self.source, -self.number)
    }
}

impl Tenant<'_> {
    /// The portal's timeline, the newest first: `limit` entries after a place, of one topic if given.
    pub async fn list_timeline(
        &self,
        topic: Option<Topic>,
        after: Option<TimelinePlace>,
        limit: u64,
    ) -> Result<Page<Happening, TimelinePlace>, StoreError> {
        let topics = topic.map_or_else(|| Topic::ALL.to_vec(), |topic| vec![topic]);
        let behind = (after, limit + 1);
        let mut rows = journal::Entity::find();
        if topic.is_some() {
            // Without a topic, also codes of other versions.
            rows = rows.filter(journal::Column::Code.is_in(topics.iter().flat_map(|topic| topic.journal()).copied()));
        }
        let columns = [journal::Column::MemberId, journal::Column::At, journal::Column::Number];
        let mut found = Vec::new();
        for row in self.list_behind(rows, JOURNAL, columns, behind).await? {
            let place = TimelinePlace { at: row.at, source: JOURNAL, number: row.number };
            found.push((place, Happening::Journal(JournalLine::of(row))));
        }
        let kinds: Vec<&str> = topics.iter().flat_map(|topic| topic.audit()).map(|kind| kind.as_str()).collect();
        if !kinds.is_empty() {
            let rows = audit::Entity::find().filter(audit::Column::Code.is_in(kinds));
            let columns = [audit::Column::MemberId, audit::Column::At, audit::Column::Id];
            for row in self.list_behind(rows, AUDIT, columns, behind).await? {
                let place = TimelinePlace { at: row.at, source: AUDIT, number: row.id };
                found.push((place, Happening::Audit(AuditLine::of(row))));
            }
        }
        if topics.iter().any(|topic| topic.has_gaps()) {
            let columns = [gap::Column::MemberId, gap::Column::EndedAt, gap::Column::BeganAt];
            for row in self.list_behind(gap::Entity::find(), GAPS, columns, behind).await? {
                let place = TimelinePlace { at: row.ended_at, source: GAPS, number: row.began_at };
                found.push((place, Happening::Gap(into_gap(&row)?)));
            }
        }
        found.sort_by_key(|(place, _)| place.order());
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = found.len() > limit;
        found.truncate(limit);
        let next = found.last().filter(|_| more).map(|(place, _)| *place);
        Ok(Page { items: found.into_iter().map(|(_, happening)| happening).collect(), next })
    }

    /// The portal's newest rows of one source after a place, so many at most; `columns` have the portal, the time and the
    /// number.
    async fn list_behind<E: EntityTrait>(
        &self,
        rows: Select<E>,
        source: i64,
        columns: [E::Column; 3],
        (place, limit): (Option<TimelinePlace>, u64),
    ) -> Result<Vec<E::Model>, StoreError> {
        let [portal, at, number] = columns;
        let own = rows.filter(portal.eq(self.member_id.as_str()));
        let own = own.filter(TimelinePlace::behind(place, source, at, number));
        let newest = own.order_by_desc(at).order_by_desc(number).limit(limit);
        Ok(newest.all(&self.store.connections.read).await?)
    }
}

impl Happening {
    /// When it happened or ended.
    pub fn at(&self) -> OffsetDateTime {
        match self {
            Self::Journal(line) => line.at,
            Self::Audit(line) => line.at,
            Self::Gap(gap) => gap.to,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn place_is_read_as_it_is_written() {
        let place = TimelinePlace { at: 7, source: JOURNAL, number: 3 };
        assert_eq!(TimelinePlace::parse(&place.to_string()), Some(place));
        for text in ["", "7", "7-1", "7-1-x", "7--1", "-7-1-3", "99999999999999999999-1-1"] {
            assert_eq!(TimelinePlace::parse(text), None, "{text}");
        }
    }
}
