//! Time zones: how far local clocks are from UTC at a given time.

mod hours;

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::tz::{self, TimeZone};
use time::{Date, Duration, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

pub use hours::LocalHours;

/// The longest name of a zone, in bytes.
const MAX: usize = 64;

/// An IANA time zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone(TimeZone);

/// The text is not the name of a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a time zone is a name such as Europe/Berlin")]
pub struct UnknownZone;

impl Default for Zone {
    fn default() -> Self {
        Self(TimeZone::UTC)
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.iana_name().unwrap_or("UTC"))
    }
}

impl FromStr for Zone {
    type Err = UnknownZone;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() > MAX {
            return Err(UnknownZone);
        }
        TimeZone::get(text).ok().filter(|zone| !zone.is_unknown()).map(Self).ok_or(UnknownZone)
    }
}

impl Zone {
    /// The names to choose from: places, and UTC.
    pub fn names() -> Vec<String> {
        let is_place = |name: &String| name.contains('/') && !name.starts_with("Etc/") && !name.starts_with("SystemV/");
        let mut names: Vec<String> = tz::db().available().map(|name| name.to_string()).filter(is_place).collect();
        names.sort_unstable();
        names.insert(0, "UTC".to_owned());
        names
    }

    /// The time as local clocks show it.
    pub fn local(&self, at: OffsetDateTime) -> OffsetDateTime {
        let offset = Timestamp::from_second(at.unix_timestamp()).map(|at| self.0.to_offset(at).seconds());
        let offset = offset.ok().and_then(|seconds| UtcOffset::from_whole_seconds(seconds).ok());
        at.checked_to_offset(offset.unwrap_or(UtcOffset::UTC)).unwrap_or(at)
    }

    /// When a day begins there: where clocks skip midnight, the first time after it.
    pub fn beginning(&self, day: Date) -> OffsetDateTime {
        self.at(PrimitiveDateTime::new(day, Time::MIDNIGHT))
    }

    /// When local clocks show this: the first time if they show it twice, and with the earlier offset if they skip it.
    pub fn at(&self, shown: PrimitiveDateTime) -> OffsetDateTime {
        let (date, time) = (shown.date(), shown.time());
        let signed = |number: u8| i8::try_from(number).unwrap_or_default();
        let civil = jiff::civil::DateTime::new(
            i16::try_from(date.year()).unwrap_or(i16::MAX),
            signed(date.month().into()),
            signed(date.day()),
            signed(time.hour()),
            signed(time.minute()),
            signed(time.second()),
            0,
        );
        let seconds = civil.and_then(|civil| self.0.to_timestamp(civil)).map(Timestamp::as_second);
        let at = seconds.ok().and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok());
        self.local(
            at.unwrap_or_else(|| shown.assume_utc()).saturating_add(Duration::nanoseconds(time.nanosecond().into())),
        )
    }
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;

    #[test]
    fn clocks_change_with_the_season() {
        let berlin: Zone = "Europe/Berlin".parse().unwrap();
        assert_eq!(berlin.local(datetime!(2026-01-15 12:00 UTC)), datetime!(2026-01-15 13:00 +1));
        assert_eq!(berlin.local(datetime!(2026-07-15 12:00 UTC)).hour(), 14);
        assert_eq!(Zone::default().local(datetime!(2026-07-15 12:00 +2)).hour(), 10);
        assert_eq!((berlin.to_string().as_str(), Zone::default().to_string().as_str()), ("Europe/Berlin", "UTC"));
    }

    #[test]
    fn day_begins_at_its_own_midnight() {
        let berlin: Zone = "Europe/Berlin".parse().unwrap();
        assert_eq!(berlin.beginning(date!(2026 - 03 - 17)), datetime!(2026-03-16 23:00 UTC));
        assert_eq!(berlin.beginning(date!(2026 - 07 - 17)), datetime!(2026-07-16 22:00 UTC));
        let cairo: Zone = "Africa/Cairo".parse().unwrap();
        let skipped = cairo.beginning(date!(2026 - 04 - 24));
        assert_eq!((skipped.date(), skipped.hour()), (date!(2026 - 04 - 24), 1), "clocks go from 0 to 1");
    }

    #[test]
    fn what_clocks_show_is_a_time() {
        let berlin: Zone = "Europe/Berlin".parse().unwrap();
        assert_eq!(berlin.at(datetime!(2026-03-17 15:16:17.5)), datetime!(2026-03-17 14:16:17.5 UTC));
        assert_eq!(berlin.at(datetime!(2026-10-25 2:30)), datetime!(2026-10-25 0:30 UTC), "the first of two");
        assert_eq!(berlin.at(datetime!(2026-03-29 2:30)), datetime!(2026-03-29 1:30 UTC), "as 3:30");
        for far in [datetime!(-9999-01-01 0:00), datetime!(9999-12-31 23:59:59.999)] {
            assert_eq!(berlin.at(far).year(), far.year());
        }
    }

    #[test]
    fn what_is_no_zone_is_refused() {
        for text in ["", "Etc/Unknown", "Mars/Olympus", "../etc/passwd", "UTC+3", &"x".repeat(100)] {
            assert_eq!(text.parse::<Zone>(), Err(UnknownZone), "{text}");
        }
    }

    #[test]
    fn every_name_that_is_offered_is_known() {
        let names = Zone::names();
        assert!(names.len() > 300 && names.iter().any(|name| name == "Europe/Moscow"), "{}", names.len());
        assert!(names.iter().all(|name| name.parse::<Zone>().is_ok()));
    }
}
