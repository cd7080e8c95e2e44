//! Whole hours by a zone's clocks, which turn hourly counts into days of that zone.

use jiff::Timestamp;
use time::OffsetDateTime;

use super::Zone;

/// An hour, in seconds.
const HOUR: i64 = 3_600;

/// How far a zone's clocks are from UTC during some time, in whole hours. Half hours are left out: there an hour of UTC
/// belongs to the day in which it begins, and days begin up to 45 minutes late.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalHours {
    /// The offset at the beginning.
    before: i64,
    /// The hours from which the offset differs, and the offset from then on.
    changes: Vec<(i64, i64)>,
}

impl Zone {
    /// Its offsets from `from` to `to`.
    pub fn hours(&self, from: OffsetDateTime, to: OffsetDateTime) -> LocalHours {
        let none = LocalHours { before: 0, changes: Vec::new() };
        let seconds = |at: OffsetDateTime| Timestamp::from_second(at.unix_timestamp());
        let (Ok(from), Ok(to)) = (seconds(from), seconds(to)) else { return none };
        let hours = |offset: jiff::tz::Offset| i64::from(offset.seconds()).div_euclid(HOUR);
        let changes = self.0.following(from).take_while(|change| change.timestamp() < to);
        let changes =
            changes.map(|change| (-(-change.timestamp().as_second()).div_euclid(HOUR), hours(change.offset())));
        LocalHours { before: hours(self.0.to_offset(from)), changes: changes.collect() }
    }
}

impl LocalHours {
    /// Whether they are those of UTC.
    pub fn are_utc(&self) -> bool {
        self.spans().all(|(_, offset)| offset == 0)
    }

    /// The offsets in hours, in order, each with the hour since 1970 in UTC at which it ends; the last one has no end.
    pub fn spans(&self) -> impl Iterator<Item = (Option<i64>, i64)> {
        let ends = self.changes.iter().map(|(from, _)| Some(*from)).chain([None]);
        let offsets = [self.before].into_iter().chain(self.changes.iter().map(|(_, offset)| *offset));
        ends.zip(offsets)
    }

    /// What local clocks show in this hour since 1970 in UTC, as an hour since 1970.
    pub fn local(&self, hour: i64) -> i64 {
        let changed = self.changes.iter().rev().find(|(from, _)| *from <= hour);
        hour + changed.map_or(self.before, |(_, offset)| *offset)
    }

    /// The first hour since 1970 in UTC in which local clocks show this one, or a later one where they skip it.
    pub fn utc(&self, local: i64) -> i64 {
        let mut begun = i64::MIN;
        for (end, offset) in self.spans() {
            let hour = (local - offset).max(begun);
            match end {
                Some(end) if hour >= end => begun = end,
                _ => return hour,
            }
        }
        local
    }
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;

    const DAY: i64 = 24;
    const NOON: OffsetDateTime = datetime!(2026-03-29 12:00 UTC);

    fn hour(at: OffsetDateTime) -> i64 {
        at.unix_timestamp().div_euclid(HOUR)
    }

    fn hours(zone: &str) -> LocalHours {
        let zone: Zone = zone.parse().unwrap();
        zone.hours(datetime!(2026-01-01 0:00 UTC), datetime!(2027-01-01 0:00 UTC))
    }

    #[test]
    fn hours_belong_to_the_days_that_clocks_show() {
        let berlin = hours("Europe/Berlin");
        let day =
            |at: OffsetDateTime| berlin.local(hour(at)).div_euclid(DAY) - berlin.local(hour(NOON)).div_euclid(DAY);
        assert_eq!(day(datetime!(2026-03-28 22:59 UTC)), -1);
        assert_eq!(day(datetime!(2026-03-28 23:00 UTC)), 0, "still in winter");
        assert_eq!(day(datetime!(2026-03-29 21:59 UTC)), 0, "in summer, after 23 hours");
        assert_eq!(day(datetime!(2026-03-29 22:00 UTC)), 1);
        assert!(!berlin.are_utc() && hours("UTC").are_utc() && hours("Africa/Abidjan").are_utc());
    }

    #[test]
    fn day_begins_where_its_first_hour_does() {
        let zones = ["Europe/Berlin", "America/New_York", "Pacific/Auckland", "Africa/Cairo", "America/Havana"];
        for name in zones {
            let (zone, hours): (Zone, _) = (name.parse().unwrap(), hours(name));
            let mut day = date!(2026 - 01 - 02);
            while day < date!(2026 - 12 - 31) {
                let local = day.midnight().assume_utc().unix_timestamp() / HOUR;
                assert_eq!(hours.utc(local), hour(zone.beginning(day)), "{name}, {day}");
                assert_eq!(hours.local(hours.utc(local)).div_euclid(DAY), local / DAY, "{name}, {day}");
                assert_eq!(hours.local(hours.utc(local) - 1).div_euclid(DAY), local / DAY - 1, "{name}, {day}");
                day = day.next_day().unwrap();
            }
        }
    }

    #[test]
    fn half_hours_are_left_out() {
        let kolkata = hours("Asia/Kolkata");
        let midnight = datetime!(2026-03-17 0:00 UTC).unix_timestamp() / HOUR;
        assert_eq!(kolkata.utc(midnight), hour(datetime!(2026-03-16 19:00 UTC)), "half past midnight there");
        let beginning = "Asia/Kolkata".parse::<Zone>().unwrap().beginning(date!(2026 - 03 - 17));
        assert_eq!(beginning, datetime!(2026-03-16 18:30 UTC));
    }

    #[test]
    fn time_that_no_clock_has_is_no_fault() {
        let zone: Zone = "Europe/Berlin".parse().unwrap();
        let far = datetime!(-9999-01-01 0:00 UTC);
        let hours = zone.hours(far, datetime!(9999-12-31 23:00 UTC));
        assert!(hours.local(0) <= 1 && hours.utc(hours.local(500_000)) == 500_000);
    }
}
