//! A portal's deletions of the last minutes, and the burst among them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use time::{Duration, OffsetDateTime};

use super::minute::Minute;
use super::names::Names;
use super::sum::Sum;
use super::{Burst, MINUTES, UsualActivity};
use crate::clock::from_micros;

/// A minute in microseconds.
const MINUTE: i64 = 60_000_000;
/// The window of [`MINUTES`], in microseconds.
const SPAN: i64 = MINUTES * MINUTE;
/// Nearly all, in per cent.
const NEARLY_ALL: u64 = 90;

/// Deletions of one kind by one user that were sent in one minute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeletionGroup {
    /// The user, if the events name one.
    pub user_id: Option<String>,
    /// The event's code.
    pub event: String,
    /// How many deletions.
    pub deletions: u64,
    /// When the first was sent, in microseconds since 1970.
    pub first: i64,
    /// When the last was sent; in the same minute.
    pub last: i64,
}

/// Which deletions a burst consists of; `None` matches any.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Who<'a> {
    user_id: Option<&'a str>,
    event: Option<&'a str>,
}

impl Who<'_> {
    fn has(&self, (user_id, event): (Option<&str>, &str)) -> bool {
        (self.user_id.is_none() || self.user_id == user_id) && self.event.is_none_or(|own| own == event)
    }
}

/// A portal's deletions of the last minutes. A minute stays until [`Recent::forget_before`] drops it.
#[derive(Clone, Debug, Default)]
pub struct Recent {
    minutes: BTreeMap<i64, Minute>,
    names: Names,
    total: u64,
}

impl Recent {
    /// Adds a group that was read at `now`.
    pub fn note(&mut self, group: &DeletionGroup, now: OffsetDateTime) {
        let start = group.first.div_euclid(MINUTE) * MINUTE;
        let minute = self.minutes.entry(start).or_insert_with(|| Minute::new(start, now));
        minute.noted_at = now;
        let Some(event) = self.names.number(&group.event) else { return };
        let user = group.user_id.as_ref().and_then(|user_id| self.names.number(user_id));
        minute.add((user, event), Sum { deletions: group.deletions, first: group.first, last: group.last });
        self.total = self.total.saturating_add(group.deletions);
    }

    /// Forgets minutes to which nothing was added since `time`.
    pub fn forget_before(&mut self, time: OffsetDateTime) {
        let known = self.minutes.len();
        self.minutes.retain(|_, minute| minute.noted_at >= time);
        if self.minutes.len() == known {
            return;
        }
        self.total = self.minutes.values().map(Minute::total).sum();
        let kept = self.names.keep(self.minutes.values().flat_map(Minute::names));
        self.minutes.values_mut().for_each(|minute| minute.renumber(&kept));
    }

    /// How many deletions there are in all.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// The largest burst that grew in the last [`MINUTES`], with its deletions in the minutes beside it. One user, or
    /// one kind, needs `threshold` deletions or more within [`MINUTES`], and more than is usual.
    pub fn find(&self, threshold: u64, usual: &UsualActivity, now: OffsetDateTime) -> Option<Burst> {
        let since = now - Duration::minutes(MINUTES);
        let is_news = |start: &i64| self.minutes.range(*start..start + SPAN).any(|(_, it)| it.noted_at >= since);
        let starts = self.minutes.keys().copied().filter(is_news);
        let largest = starts.filter_map(|start| self.largest(start, threshold, usual));
        let (who, sum, start) = largest.max_by_key(|(_, sum, start)| (sum.deletions, Reverse(*start)))?;
        let who = self.narrowed(who, sum, start);
        let whole = self.spread(&who, start)?;
        Some(Burst {
            user_id: who.user_id.map(str::to_owned),
            event: who.event.map(str::to_owned),
            deletions: whole.deletions,
            from: from_micros(whole.first),
            to: from_micros(whole.last),
            seen_at: now,
        })
    }

    /// The largest burst in the window that begins here.
    fn largest(&self, start: i64, threshold: u64, usual: &UsualActivity) -> Option<(Who<'_>, Sum, i64)> {
        let (mut users, mut events): (HashMap<&str, Sum>, HashMap<&str, Sum>) = Default::default();
        for ((user_id, event), sum) in self.pairs(start, start + SPAN) {
            let add = |sums: &mut HashMap<_, Sum>, key| {
                sums.entry(key).and_modify(|known: &mut Sum| *known = known.and(sum)).or_insert(sum);
            };
            if let Some(user_id) = user_id {
                add(&mut users, user_id);
            }
            add(&mut events, event);
        }
        let users = users.into_iter().filter(|(_, sum)| sum.deletions >= threshold);
        let users = users.filter(|(_, sum)| sum.deletions >= usual.all.limit(threshold));
        let users = users.map(|(id, sum)| (Who { user_id: Some(id), event: None }, sum, start));
        let events = events.into_iter().filter(|(_, sum)| sum.deletions >= threshold);
        let events = events.filter(|(code, sum)| sum.deletions >= usual.of_event(code).limit(threshold));
        let events = events.map(|(code, sum)| (Who { user_id: None, event: Some(code) }, sum, start));
        // Of two equally large ones, the user's says more.
        events.chain(users).max_by_key(|(who, sum, _)| (sum.deletions, who.user_id))
    }

    /// Narrows it to one user and kind if nearly all of it is theirs.
    fn narrowed<'a>(&'a self, who: Who<'a>, sum: Sum, start: i64) -> Who<'a> {
        let pairs = self.pairs(start, start + SPAN).filter(|(pair, _)| who.has(*pair));
        let mut by_pair: HashMap<_, u64> = HashMap::new();
        for (pair, sum) in pairs {
            *by_pair.entry(pair).or_default() += sum.deletions;
        }
        match by_pair.into_iter().max_by_key(|(pair, deletions)| (*deletions, *pair)) {
            Some(((user_id, event), deletions)) if deletions * 100 >= sum.deletions * NEARLY_ALL => {
                Who { user_id, event: Some(event) }
            }
            _ => who,
        }
    }

    /// Sums the whole burst, also in minutes before and after, as long as less than [`MINUTES`] pass without any.
    fn spread(&self, who: &Who<'_>, start: i64) -> Option<Sum> {
        let of = |minute: &Minute| -> Option<Sum> {
            let own = minute.sums(&self.names).filter(|(pair, _)| who.has(*pair));
            own.map(|(_, sum)| sum).reduce(Sum::and)
        };
        let mut whole: Option<Sum> = None;
        let mut take = |minutes: &mut dyn Iterator<Item = (&i64, &Minute)>| {
            let mut last = start;
            for (at, minute) in minutes {
                if (at - last).abs() >= SPAN {
                    break;
                }
                if let Some(sum) = of(minute) {
                    whole = Some(whole.map_or(sum, |whole| whole.and(sum)));
                    last = *at;
                }
            }
        };
        take(&mut self.minutes.range(start..));
        take(&mut self.minutes.range(..start).rev());
        whole
    }

    fn pairs(&self, from: i64, to: i64) -> impl Iterator<Item = ((Option<&str>, &str), Sum)> {
        self.minutes.range(from..to).flat_map(|(_, minute)| minute.sums(&self.names))
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::burst::Usual;
    use crate::clock::micros;

    const NOON: OffsetDateTime = datetime!(2026-11-20 12:00 UTC);

    /// Minute after noon, user, kind, number of deletions.
    type Row = (i64, &'static str, &'static str, u64);

    fn recent(rows: &[Row]) -> Recent {
        let mut recent = Recent::default();
        for &(minute, user_id, event, deletions) in rows {
            let first = micros(NOON + Duration::minutes(minute));
            let user_id = Some(user_id.to_owned()).filter(|id| !id.is_empty());
            let group = DeletionGroup { user_id, event: event.to_owned(), deletions, first, last: first + 7_000_000 };
            recent.note(&group, NOON);
        }
        recent
    }

    /// User, kind, count, and first and last minute of the burst.
    fn found(rows: &[Row], usual: &UsualActivity) -> Option<(String, String, u64, i64, i64)> {
        let burst = recent(rows).find(100, usual, NOON)?;
        let minute = |at: OffsetDateTime| (at - NOON).whole_minutes();
        let text = Option::unwrap_or_default;
        Some((text(burst.user_id), text(burst.event), burst.deletions, minute(burst.from), minute(burst.to)))
    }

    #[test]
    fn burst_is_one_users_or_of_one_kind_within_minutes() {
        let usual = UsualActivity::default();
        let expect = |rows: &[Row], user: &str, event: &str, deletions, from, to| {
            assert_eq!(found(rows, &usual), Some((user.into(), event.into(), deletions, from, to)), "{rows:?}");
        };
        let nothing = |rows: &[Row]| assert_eq!(found(rows, &usual), None, "{rows:?}");
        nothing(&[]);
        nothing(&[(0, "12", "LEAD", 99)]);
        nothing(&[(0, "12", "LEAD", 60), (0, "13", "DEAL", 60)]);
        nothing(&[(0, "12", "LEAD", 50), (5, "12", "LEAD", 50)]);
        expect(&[(0, "12", "LEAD", 100)], "12", "LEAD", 100, 0, 0);
        expect(&[(0, "12", "LEAD", 50), (4, "12", "LEAD", 50)], "12", "LEAD", 100, 0, 4);
        expect(&[(0, "12", "LEAD", 60), (0, "12", "DEAL", 60)], "12", "", 120, 0, 0);
        expect(&[(0, "12", "LEAD", 60), (0, "13", "LEAD", 60)], "", "LEAD", 120, 0, 0);
        expect(&[(0, "", "LEAD", 120)], "", "LEAD", 120, 0, 0);
        expect(&[(0, "12", "LEAD", 119), (1, "12", "DEAL", 1)], "12", "LEAD", 119, 0, 0);
        expect(&[(0, "12", "LEAD", 300), (0, "13", "LEAD", 3)], "12", "LEAD", 300, 0, 0);
        // Deletions before and after it belong to the same burst, but not those after a pause.
        let long = [(-9, "12", "LEAD", 1), (-3, "12", "LEAD", 5), (0, "12", "LEAD", 120), (4, "12", "LEAD", 2)];
        expect(&long, "12", "LEAD", 127, -3, 4);
        let later = [(0, "12", "LEAD", 120), (9, "12", "LEAD", 2), (20, "13", "DEAL", 300)];
        expect(&later, "13", "DEAL", 300, 20, 20);
    }

    #[test]
    fn what_busy_days_have_is_no_burst() {
        let weekly = UsualActivity {
            all: Usual::new(vec![500, 480, 510, 520]),
            events: vec![("LEAD".to_owned(), Usual::new(vec![500, 480, 510, 520]))],
        };
        assert_eq!(found(&[(0, "12", "LEAD", 560)], &weekly), None);
        assert!(found(&[(0, "12", "LEAD", 900)], &weekly).is_some());
        let (user, event, ..) = found(&[(0, "12", "DEAL", 200)], &weekly).unwrap();
        assert_eq!((user.as_str(), event.as_str()), ("12", "DEAL"), "deals are never cleaned up there");
    }

    #[test]
    fn minutes_are_forgotten_and_very_many_users_are_not_told_apart() {
        let mut recent = recent(&[(0, "12", "LEAD", 90)]);
        let group = |id: u64| DeletionGroup {
            user_id: Some(id.to_string()),
            event: "LEAD".to_owned(),
            deletions: 1,
            first: micros(NOON),
            last: micros(NOON),
        };
        (0..500).for_each(|id| recent.note(&group(id), NOON));
        assert_eq!(recent.total(), 590);
        let sums = |minute: &Minute| minute.sums(&recent.names).count();
        assert!(recent.minutes.values().all(|minute| sums(minute) <= 201));
        assert_eq!(recent.find(100, &UsualActivity::default(), NOON).unwrap().deletions, 590);
        recent.forget_before(NOON + Duration::SECOND);
        assert_eq!((recent.total(), recent.minutes.len()), (0, 0));
    }
}
