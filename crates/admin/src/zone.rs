//! Time zones by their names, from the database of the IANA.

use jiff::Timestamp;
use jiff::tz::{self, TimeZone};
use time::{OffsetDateTime, UtcOffset};

/// A time zone; UTC for whoever chose none.
#[derive(Clone, Debug)]
pub(crate) struct Zone(TimeZone);

impl Zone {
    /// The zone of this name, such as `Europe/Berlin`.
    pub(crate) fn find(name: &str) -> Option<Self> {
        TimeZone::get(name).ok().map(Self)
    }

    /// The zone that an operator chose.
    pub(crate) fn of(chosen: Option<&str>) -> Self {
        chosen.and_then(Self::find).unwrap_or(Self(TimeZone::UTC))
    }

    /// How a clock there shows the time.
    pub(crate) fn show(&self, time: OffsetDateTime) -> OffsetDateTime {
        let shown = Timestamp::from_second(time.unix_timestamp()).ok().and_then(|second| {
            let offset = UtcOffset::from_whole_seconds(self.0.to_offset(second).seconds()).ok()?;
            time.checked_to_offset(offset)
        });
        shown.or_else(|| time.checked_to_offset(UtcOffset::UTC)).unwrap_or(time)
    }

    /// The names to choose from: those of places, and UTC.
    pub(crate) fn names() -> Vec<String> {
        let is_place = |name: &String| name.contains('/') && !name.starts_with("Etc/") && !name.starts_with("SystemV/");
        let mut names: Vec<String> = tz::db().available().map(|name| name.to_string()).filter(is_place).collect();
        names.sort_unstable();
        names.insert(0, "UTC".to_owned());
        names
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn times_are_shown_as_clocks_there_do() {
        let berlin = Zone::of(Some("Europe/Berlin"));
        for (utc, hour) in [(datetime!(2026-01-17 12:00 UTC), 13), (datetime!(2026-07-17 12:00 UTC), 14)] {
            let shown = berlin.show(utc);
            assert_eq!((shown.hour(), shown), (hour, utc));
        }
        let noon = datetime!(2026-07-17 14:00 +2);
        assert_eq!((Zone::of(None).show(noon).hour(), Zone::of(Some("Mars/Olympus")).show(noon).hour()), (12, 12));
    }

    #[test]
    fn every_name_that_is_offered_is_known() {
        let names = Zone::names();
        assert!(names.len() > 300 && names.iter().any(|name| name == "Europe/Moscow"), "{}", names.len());
        assert!(names.iter().all(|name| Zone::find(name).is_some()));
        assert!(Zone::find("nowhere").is_none());
    }
}
