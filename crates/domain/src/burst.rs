//! Bursts: more deletions by one user, or of one kind, within minutes than a portal's usual activity explains.

mod minute;
mod names;
mod recent;
mod sum;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

pub use recent::{DeletionGroup, Recent};

/// How many minutes are summed to find a burst.
pub const MINUTES: i64 = 5;
/// How long the alarm stays on after a burst was last seen to grow.
pub const KEPT: Duration = Duration::DAY;
/// How many days of a portal's activity show what is usual.
pub const DAYS: i64 = 28;
/// On how many of these days as much has to happen before it is usual: a clean-up every week is, two accidents in a
/// month are not.
const USUAL_DAYS: usize = 3;

/// When a burst raises an alarm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BurstSettings {
    /// Whether bursts raise alarms at all.
    pub is_on: bool,
    /// Fewer deletions within [`MINUTES`] are never a burst. At least [`BurstSettings::LOWEST`].
    pub threshold: u32,
}

impl BurstSettings {
    /// The lowest threshold: people delete a few selected rows of a list every day.
    pub const LOWEST: u32 = 10;

    /// The effective threshold.
    pub fn threshold(self) -> u64 {
        self.threshold.max(Self::LOWEST).into()
    }
}

impl Default for BurstSettings {
    /// On, from two full pages of a Bitrix24 list, which has fifty rows.
    fn default() -> Self {
        Self { is_on: true, threshold: 100 }
    }
}

/// How many deletions a portal usually has in an hour.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usual {
    /// The most deletions of some kind in one hour, for each day that had any.
    busiest_hours: Vec<u64>,
}

impl Usual {
    /// Takes the deletions in the busiest hour of each of the last [`DAYS`], in any order, without the day that is not
    /// over.
    pub fn new(busiest_hours: Vec<u64>) -> Self {
        Self { busiest_hours }
    }

    /// How many deletions an hour of a busy day has; 0 while there were few such days.
    pub fn busy_hour(&self) -> u64 {
        let mut hours = self.busiest_hours.clone();
        hours.sort_unstable_by(|one, other| other.cmp(one));
        hours.get(USUAL_DAYS - 1).copied().unwrap_or_default()
    }

    /// How many deletions within [`MINUTES`] are a burst: `threshold`, or more than half as many again as an hour of a
    /// busy day has, since no two clean-ups are of one size.
    pub fn limit(&self, threshold: u64) -> u64 {
        let busy = self.busy_hour();
        threshold.max(busy.saturating_add(busy / 2).saturating_add(1))
    }
}

/// A portal's usual activity, in all and by event code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UsualActivity {
    /// All deletions.
    pub all: Usual,
    /// By event code.
    pub events: Vec<(String, Usual)>,
}

impl UsualActivity {
    /// Takes how many deletions of an event were in an hour, counted from the first of the last [`DAYS`] on.
    pub fn of(counts: impl IntoIterator<Item = (i32, String, u64)>) -> Self {
        let mut hours: HashMap<(Option<String>, i32), u64> = HashMap::new();
        for (hour, event, deletions) in counts {
            for what in [Some(event), None] {
                *hours.entry((what, hour)).or_default() += deletions;
            }
        }
        let mut busiest: HashMap<Option<String>, HashMap<i32, u64>> = HashMap::new();
        for ((what, hour), deletions) in hours {
            let most = busiest.entry(what).or_default().entry(hour / 24).or_default();
            *most = deletions.max(*most);
        }
        let usual = |days: HashMap<i32, u64>| Usual::new(days.into_values().collect());
        let all = busiest.remove(&None::<String>).map(usual).unwrap_or_default();
        let events = busiest.into_iter().filter_map(|(event, days)| Some((event?, usual(days)))).collect();
        Self { all, events }
    }

    /// The usual activity of an event code.
    pub fn of_event(&self, event: &str) -> Usual {
        self.events.iter().find(|(code, _)| code == event).map(|(_, usual)| usual.clone()).unwrap_or_default()
    }
}

/// An unusual number of deletions within minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Burst {
    /// The user who deleted; `None` if it was not one user.
    pub user_id: Option<String>,
    /// The event code; `None` if it was not one kind.
    pub event: Option<String>,
    /// How many deletions.
    pub deletions: u64,
    /// When the first was deleted.
    #[serde(with = "time::serde::rfc3339")]
    pub from: OffsetDateTime,
    /// When the last was deleted.
    #[serde(with = "time::serde::rfc3339")]
    pub to: OffsetDateTime,
    /// When it was last seen to grow.
    #[serde(with = "time::serde::rfc3339")]
    pub seen_at: OffsetDateTime,
}

impl Burst {
    /// When its alarm ends.
    pub fn ends_at(&self) -> OffsetDateTime {
        self.seen_at.saturating_add(KEPT)
    }

    /// Whether it still raises an alarm.
    pub fn alarms(&self, now: OffsetDateTime) -> bool {
        now < self.ends_at()
    }

    /// Whether it continues `earlier`: no longer pause than [`MINUTES`] lies between them.
    pub fn continues(&self, earlier: &Self) -> bool {
        let pause = Duration::minutes(MINUTES);
        self.from <= earlier.to.saturating_add(pause) && earlier.from <= self.to.saturating_add(pause)
    }

    /// Merges it with `earlier`, which it continues; only the larger count is known.
    #[must_use]
    pub fn after(self, earlier: &Self) -> Self {
        let (from, to) = (self.from.min(earlier.from), self.to.max(earlier.to));
        Self { deletions: self.deletions.max(earlier.deletions), from, to, ..self }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn limit_is_the_threshold_or_what_busy_days_have() {
        for (hours, limit) in [
            (vec![], 100),
            (vec![5, 8, 3, 9, 40, 2], 100),      // a quiet office
            (vec![900], 100),                    // one accident does not explain another
            (vec![900, 800], 100),               // nor do two
            (vec![500, 480, 20, 510, 520], 751), // a clean-up each week
            (vec![300; 20], 451),                // an import each night
            (vec![90; 28], 136),
            (vec![u64::MAX; 28], u64::MAX),
        ] {
            assert_eq!(Usual::new(hours.clone()).limit(100), limit, "{hours:?}");
        }
        assert_eq!(Usual::default().limit(BurstSettings { is_on: true, threshold: 1 }.threshold()), 10);
        assert_eq!(BurstSettings::default().threshold(), 100);
    }

    #[test]
    fn settings_of_another_version_are_read() {
        let read = |text| serde_json::from_str::<BurstSettings>(text).unwrap();
        assert_eq!(read("{}"), BurstSettings::default());
        assert_eq!(read(r#"{"threshold":30,"more":1}"#), BurstSettings { is_on: true, threshold: 30 });
    }

    #[test]
    fn burst_ends_a_day_after_it_last_grew_and_goes_on_before() {
        const NOON: OffsetDateTime = datetime!(2026-11-20 12:00 UTC);
        let burst = |minute: i64, deletions| Burst {
            user_id: None,
            event: None,
            deletions,
            from: NOON + Duration::minutes(minute),
            to: NOON + Duration::minutes(minute + 2),
            seen_at: NOON,
        };
        assert!(burst(0, 9).alarms(NOON + Duration::hours(23)) && !burst(0, 9).alarms(NOON + Duration::DAY));
        assert!(burst(5, 9).continues(&burst(0, 9)) && burst(0, 9).continues(&burst(5, 9)));
        assert!(!burst(8, 9).continues(&burst(0, 9)) && !burst(0, 9).continues(&burst(8, 9)));
        let both = burst(5, 3).after(&burst(0, 9));
        assert_eq!((both.deletions, both.from, both.to), (9, burst(0, 9).from, burst(5, 3).to));
    }
}
