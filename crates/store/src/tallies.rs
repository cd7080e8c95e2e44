//! The hour and the segment of a portal that are under way.
//!
//! Each deletion changes both. Among many portals each change would be on a page of its own, so they are kept together
//! in one short row a portal, and go to `hourly_counts`, `daily_counts`, `segments` and `terms` once they are complete.

use std::collections::{BTreeMap, BTreeSet};

use domain::MemberId;
use sea_orm::{ConnectionTrait, EntityTrait};
use serde_json::Error;

use crate::entities::tally;
use crate::error::StoreError;
use crate::reading::Kind;

/// How many events a row may count.
const MANY: usize = 256;

/// What is under way of a portal. It was never written to while the portal has no deletions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Since 1970. All deletions of earlier hours are in `hourly_counts`.
    pub(crate) hour: i32,
    /// How many deletions of each event it has that are not in `hourly_counts` too: that has some if there are very many
    /// events.
    pub(crate) events: BTreeMap<String, i64>,
    /// That of the last number. What earlier ones have is in `segments` and `terms`.
    pub(crate) segment: i32,
    /// What occurs in it.
    pub(crate) marks: BTreeSet<(Kind, String)>,
    /// The texts by which its deletions are found, with their numbers.
    pub(crate) texts: Vec<(String, i64)>,
}

/// A segment that is complete.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Complete {
    pub(crate) segment: i32,
    pub(crate) marks: BTreeSet<(Kind, String)>,
    pub(crate) texts: Vec<(String, i64)>,
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
            texts: serde_json::from_str(&row.texts).map_err(corrupt)?,
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
            texts: serde_json::to_string(&self.texts).map_err(corrupt)?,
        })
    }

    /// Counts a deletion. Returns what was counted before it, if that is complete now, or too much for one row.
    pub(crate) fn count(&mut self, hour: i32, event: &str) -> Option<(i32, BTreeMap<String, i64>)> {
        let before = (hour != self.hour || self.events.len() >= MANY).then(|| {
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

    /// Takes so many deletions of the hour out again. Returns how many of them are counted elsewhere.
    pub(crate) fn uncount(&mut self, event: &str, deletions: i64) -> i64 {
        let counted = self.events.remove(event).unwrap_or_default();
        if counted > deletions {
            self.events.insert(event.to_owned(), counted - deletions);
        }
        Ord::max(deletions - counted, 0)
    }

    /// Goes on to this segment. Returns the one before, if that is complete now.
    pub(crate) fn go_on_to(&mut self, segment: i32) -> Option<Complete> {
        if segment == self.segment {
            return None;
        }
        let (marks, texts) = (std::mem::take(&mut self.marks), std::mem::take(&mut self.texts));
        Some(Complete { segment: std::mem::replace(&mut self.segment, segment), marks, texts })
    }

    /// Notes what a deletion of the segment has.
    pub(crate) fn mark<'a>(&mut self, marks: impl Iterator<Item = (Kind, &'a str)>) {
        self.marks.extend(marks.map(|(kind, value)| (kind, value.to_owned())));
    }

    /// The numbers of the segment's deletions that have a text which fits, in order.
    pub(crate) fn having(&self, fits: impl Fn(&str) -> bool) -> Vec<i64> {
        let mut numbers: Vec<_> = self.texts.iter().filter(|(text, _)| fits(text)).map(|(_, number)| *number).collect();
        numbers.dedup();
        numbers
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
    fn row_does_not_count_any_number_of_events() {
        let mut tally = Tally { hour: 7, ..Tally::default() };
        let counted: Vec<_> = (0..1_000).filter_map(|code| tally.count(7, &format!("ON{code}DELETE"))).collect();
        assert!(tally.events.len() <= MANY);
        let elsewhere = counted.iter().map(|(hour, events)| (*hour, events.values().sum::<i64>()));
        assert_eq!(elsewhere.collect::<Vec<_>>(), [(7, 256); 3]);
    }

    #[test]
    fn what_is_taken_out_is_gone_here_or_elsewhere() {
        let mut tally = Tally { events: [("A".to_owned(), 3)].into(), ..Tally::default() };
        assert_eq!((tally.uncount("A", 2), tally.uncount("B", 2)), (0, 2));
        assert_eq!((tally.uncount("A", 4), tally.events.len()), (3, 0));
    }

    #[test]
    fn segment_is_complete_when_another_begins() {
        let mut tally = Tally::default();
        assert_eq!(tally.go_on_to(0), None);
        tally.mark([(Kind::Event, "A"), (Kind::User, "1")].into_iter());
        tally.mark([(Kind::Event, "A")].into_iter());
        tally.texts.push(("x".to_owned(), 1));
        let marks = [(Kind::Event, "A".to_owned()), (Kind::User, "1".to_owned())].into();
        let complete = Complete { segment: 0, marks, texts: vec![("x".to_owned(), 1)] };
        assert_eq!(tally.go_on_to(1), Some(complete));
        assert_eq!(tally, Tally { segment: 1, ..Tally::default() });
    }

    #[test]
    fn texts_tell_numbers_once() {
        let texts = [("a1", 1), ("a2", 1), ("b", 2), ("a", 3)].map(|(text, number)| (text.to_owned(), number));
        let tally = Tally { texts: texts.into(), ..Tally::default() };
        assert_eq!(tally.having(|text| text.starts_with('a')), [1, 3]);
    }

    #[test]
    fn row_says_the_same() {
        let mut tally = Tally::default();
        tally.count(7, "ÄNY \"thing\"");
        tally.mark([(Kind::Source, "recovered"), (Kind::User, "1")].into_iter());
        tally.texts.push(("é \"1\"".to_owned(), 5));
        let row = tally.write("a").unwrap();
        assert_eq!(Tally::read(&row).unwrap(), tally);
        assert_eq!(row.marks, r#"[["u","1"],["s","recovered"]]"#, "as the step of the schema writes it");
        assert_eq!(row.texts, r#"[["é \"1\"",5]]"#, "as it is looked for over all portals");
    }
}
