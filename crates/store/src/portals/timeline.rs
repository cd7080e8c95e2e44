//! A portal's timeline: its journal, its gaps, and the audit lines about it.

use std::fmt;
use std::str::FromStr;

use domain::audit::AuditKind;
use domain::deletion::Page;
use domain::gap::Gap;
use domain::timeline::Topic;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
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

/// The text is no [`TimelinePlace`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no place in a portal's life")]
pub struct NoTimelinePlace;

impl FromStr for TimelinePlace {
    type Err = NoTimelinePlace;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts = text.splitn(3, '-').map(|part| part.parse::<i64>().ok().filter(|number| *number >= 0));
        let mut next = || parts.next().flatten().ok_or(NoTimelinePlace);
        Ok(Self { at: next()?, source: next()?, number: next()? })
    }
}

impl TimelinePlace {
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
        let mut found = self.journal_after(&topics, after, limit + 1).await?;
        found.extend(self.audit_after(&topics, after, limit + 1).await?);
        if topics.iter().any(|topic| topic.has_gaps()) {
            found.extend(self.gaps_after(after, limit + 1).await?);
        }
        found.sort_by_key(|(place, _)| place.order());
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = found.len() > limit;
        found.truncate(limit);
        let next = found.last().filter(|_| more).map(|(place, _)| *place);
        Ok(Page { items: found.into_iter().map(|(_, happening)| happening).collect(), next })
    }

    async fn journal_after(
        &self,
        topics: &[Topic],
        after: Option<TimelinePlace>,
        limit: u64,
    ) -> Result<Vec<(TimelinePlace, Happening)>, StoreError> {
        use journal::Column::{At, Code, MemberId, Number};
        let codes: Vec<&str> = topics.iter().flat_map(|topic| topic.journal()).copied().collect();
        let mut own = journal::Entity::find().filter(MemberId.eq(self.member_id.as_str()));
        if topics.len() < Topic::ALL.len() {
            own = own.filter(Code.is_in(codes)); // without a topic, also codes of other versions
        }
        let own = own.filter(TimelinePlace::behind(after, JOURNAL, At, Number));
        let rows = own.order_by_desc(At).order_by_desc(Number).limit(limit).all(&self.store.connections.read).await?;
        let line = |row: journal::Model| {
            let place = TimelinePlace { at: row.at, source: JOURNAL, number: row.number };
            (place, Happening::Journal(JournalLine::of(row)))
        };
        Ok(rows.into_iter().map(line).collect())
    }

    async fn audit_after(
        &self,
        topics: &[Topic],
        after: Option<TimelinePlace>,
        limit: u64,
    ) -> Result<Vec<(TimelinePlace, Happening)>, StoreError> {
        use audit::Column::{At, Code, Id, MemberId};
        let kinds: Vec<&str> =
            topics.iter().flat_map(|topic| topic.audit()).map(|kind: &AuditKind| kind.as_str()).collect();
        if kinds.is_empty() {
            return Ok(Vec::new());
        }
        let own = audit::Entity::find().filter(MemberId.eq(self.member_id.as_str())).filter(Code.is_in(kinds));
        let own = own.filter(TimelinePlace::behind(after, AUDIT, At, Id));
        let rows = own.order_by_desc(At).order_by_desc(Id).limit(limit).all(&self.store.connections.read).await?;
        let line = |row: audit::Model| {
            let place = TimelinePlace { at: row.at, source: AUDIT, number: row.id };
            (place, Happening::Audit(AuditLine::of(row)))
        };
        Ok(rows.into_iter().map(line).collect())
    }

    async fn gaps_after(
        &self,
        after: Option<TimelinePlace>,
        limit: u64,
    ) -> Result<Vec<(TimelinePlace, Happening)>, StoreError> {
        use gap::Column::{BeganAt, EndedAt, MemberId};
        let own = gap::Entity::find().filter(MemberId.eq(self.member_id.as_str()));
        let own = own.filter(TimelinePlace::behind(after, GAPS, EndedAt, BeganAt));
        let own = own.order_by_desc(EndedAt).order_by_desc(BeganAt).limit(limit);
        let rows = own.all(&self.store.connections.read).await?;
        let line = |row: &gap::Model| {
            let place = TimelinePlace { at: row.ended_at, source: GAPS, number: row.began_at };
            into_gap(row).map(|gap| (place, Happening::Gap(gap)))
        };
        rows.iter().map(line).collect()
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
        assert_eq!(place.to_string().parse(), Ok(place));
        for text in ["", "7", "7-1", "7-1-x", "7--1", "-7-1-3", "99999999999999999999-1-1"] {
            assert_eq!(text.parse::<TimelinePlace>(), Err(NoTimelinePlace), "{text}");
        }
    }
}
