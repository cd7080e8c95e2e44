//! The hour and the segment of a portal that are under way.
//!
//! Each deletion changes both. Among many portals each would be on a page of its own, so they are kept together in one
//! short row a portal, and go to `rollups` and `segments` once they are complete.

use std::collections::{BTreeMap, BTreeSet};

use domain::MemberId;
use sea_orm::{ConnectionTrait, EntityTrait};
use serde_json::Error;

use crate::entities::tally;
use crate::error::StoreError;
use crate::reading::Kind;

/// What is under way of a portal. It was never written to while the portal has no deletions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Since 1970. All deletions of earlier hours are in `rollups`, and none of this one or later.
    pub(crate) hour: i32,
    /// How many deletions of each event it has.
    pub(crate) events: BTreeMap<String, i64>,
    /// That of the last number. What earlier ones have is in `segments`.
    pub(crate) segment: i32,
    /// What occurs in it.
    pub(crate) marks: BTreeSet<(Kind, String)>,
}

impl Tally {
    /// That of a portal, as it is when it is asked for. What is complete must be read after it, lest an hour or a segment
    /// be missed that is completed meanwhile.
    pub(crate) async fn find(member_id: &MemberId, db: &impl ConnectionTrait) -> Result<Self, StoreError> {
        let row = tally::Entity::find_by_id(member_id.as_str()).one(db).await?;
        row.as_ref().map_or_else(|| Ok(Self::default()), Self::read)
    }

    pub(crate) fn read(row: &tally::Model) -> Result<Self, StoreError> {
        let corrupt = |error: Error| StoreError::corrupt("tallies", error);
        Ok(Self {
            hour: row.hour,
            events: serde_json::from_str(&row.events).map_err(corrupt)?,
            segment: row.segment,
            marks: serde_json::from_str(&row.marks).map_err(corrupt)?,
        })
    }

    pub(crate) fn write(&self, member_id: &str) -> Result<tally::Model, StoreError> {
        let corrupt = |error: Error| StoreError::corrupt("tallies", error);
        Ok(tally::Model {
            member_id: member_id.to_owned(),
            hour: self.hour,
            segment: self.segment,
            events: serde_json::to_string(&self.events).map_err(corrupt)?,
            marks: serde_json::to_string(&self.marks).map_err(corrupt)?,
        })
    }

    /// Counts a deletion. Returns the events of the hour before, if that is complete now.
    pub(crate) fn count(&mut self, hour: i32, event: &str) -> Option<(i32, BTreeMap<String, i64>)> {
        let before = (hour != self.hour).then(|| {
            let before = std::mem::replace(&mut self.hour, hour);
            (before, std::mem::take(&mut self.events))
        });
        match self.events.get_mut(event) {
            Some(deletions) => *deletions += 1,
            None => {
                self.events.insert(event.to_owned(), 1);
            }
        }
        before
    }

    /// Notes what a deletion has. Returns what the segment before has, if that is complete now.
    pub(crate) fn mark<'a>(
        &mut self,
        segment: i32,
        marks: impl Iterator<Item = (Kind, &'a str)>,
    ) -> Option<(i32, BTreeSet<(Kind, String)>)> {
        let before = (segment != self.segment).then(|| {
            let before = std::mem::replace(&mut self.segment, segment);
            (before, std::mem::take(&mut self.marks))
        });
        self.marks.extend(marks.map(|(kind, value)| (kind, value.to_owned())));
        before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hour_is_complete_when_another_begins() {
        let mut tally = Tally::default();
        assert_eq!(tally.count(7, "A"), Some((0, BTreeMap::new())));
        assert_eq!(tally.count(7, "B"), None);
        assert_eq!(tally.count(7, "A"), None);
        assert_eq!(tally.count(9, "A"), Some((7, [("A".to_owned(), 2), ("B".to_owned(), 1)].into())));
        assert_eq!((tally.hour, tally.events), (9, [("A".to_owned(), 1)].into()));
    }

    #[test]
    fn segment_is_complete_when_another_begins() {
        let mut tally = Tally::default();
        assert_eq!(tally.mark(0, [(Kind::Event, "A"), (Kind::User, "1")].into_iter()), None);
        assert_eq!(tally.mark(0, [(Kind::Event, "A")].into_iter()), None);
        let before = [(Kind::Event, "A".to_owned()), (Kind::User, "1".to_owned())].into();
        assert_eq!(tally.mark(1, [(Kind::Event, "B")].into_iter()), Some((0, before)));
        assert_eq!((tally.segment, tally.marks), (1, [(Kind::Event, "B".to_owned())].into()));
    }

    #[test]
    fn row_says_the_same() {
        let mut tally = Tally::default();
        tally.count(7, "ÄNY \"thing\"");
        tally.mark(3, [(Kind::Source, "recovered"), (Kind::User, "1")].into_iter());
        let row = tally.write("a").unwrap();
        assert_eq!(Tally::read(&row).unwrap(), tally);
        assert_eq!(row.marks, r#"[["u","1"],["s","recovered"]]"#, "as the step of the schema writes it");
    }
}
