//! Times for readers: absolute ones in their own offset, and how long ago they were.

use time::{Duration, OffsetDateTime, UtcOffset};

use crate::Words;

#[derive(Clone, Copy)]
enum Unit {
    Years,
    Months,
    Days,
    Hours,
    Minutes,
    Seconds,
}

impl Words {
    /// The day: "5 Mar 2026".
    pub fn day(&self, at: OffsetDateTime) -> String {
        let months = self.text("date-months");
        let month = months.split(' ').nth(usize::from(u8::from(at.month())) - 1).unwrap_or_default();
        self.text_with("date-day", &[("day", &at.day()), ("month", &month), ("year", &at.year().to_string())])
    }

    /// The day and the minute: "5 Mar 2026, 14:05".
    pub fn minute(&self, at: OffsetDateTime) -> String {
        let time = format!("{:02}:{:02}", at.hour(), at.minute());
        self.text_with("date-and-time", &[("date", &self.day(at)), ("time", &time)])
    }

    /// The day and the second: "5 Mar 2026, 14:05:07".
    pub fn second(&self, at: OffsetDateTime) -> String {
        self.text_with("date-and-time", &[("date", &self.day(at)), ("time", &self.clock(at))])
    }

    /// The second with its offset: "5 Mar 2026, 14:05:07 UTC".
    pub fn exact(&self, at: OffsetDateTime) -> String {
        format!("{} {}", self.second(at), offset(at.offset()))
    }

    /// The time of day alone: "14:05:07".
    pub fn clock(&self, at: OffsetDateTime) -> String {
        format!("{:02}:{:02}:{:02}", at.hour(), at.minute(), at.second())
    }

    /// The offset: "UTC+3".
    pub fn offset(&self, at: OffsetDateTime) -> String {
        offset(at.offset())
    }

    /// How long ago it was, or how far ahead it is: "2 hours ago".
    pub fn relative(&self, at: OffsetDateTime, now: OffsetDateTime) -> String {
        let gone = now - at;
        if gone.abs() < Duration::seconds(3) {
            return self.text("date-just-now");
        }
        let (count, unit) = largest(gone);
        let key = match (gone.is_positive(), unit) {
            (true, Unit::Years) => "date-years.ago",
            (true, Unit::Months) => "date-months-long.ago",
            (true, Unit::Days) => "date-days.ago",
            (true, Unit::Hours) => "date-hours.ago",
            (true, Unit::Minutes) => "date-minutes.ago",
            (true, Unit::Seconds) => "date-seconds.ago",
            (false, Unit::Years) => "date-years.ahead",
            (false, Unit::Months) => "date-months-long.ahead",
            (false, Unit::Days) => "date-days.ahead",
            (false, Unit::Hours) => "date-hours.ahead",
            (false, Unit::Minutes) => "date-minutes.ahead",
            (false, Unit::Seconds) => "date-seconds.ahead",
        };
        self.text_with(key, &[("count", &count)])
    }

    /// A length of time in its largest unit: "2 hours".
    pub fn span(&self, length: Duration) -> String {
        let (count, unit) = largest(length);
        let key = match unit {
            Unit::Years => "date-years",
            Unit::Months => "date-months-long",
            Unit::Days => "date-days",
            Unit::Hours => "date-hours",
            Unit::Minutes => "date-minutes",
            Unit::Seconds => "date-seconds",
        };
        self.text_with(key, &[("count", &count)])
    }

    /// How long something took, in short units: "0.8 s", "2 h 24 min".
    pub fn duration(&self, length: Duration) -> String {
        let exact = (length.as_seconds_f64() * 10.0).round() / 10.0;
        let seconds = length.max(Duration::ZERO).whole_seconds().unsigned_abs();
        match seconds {
            0..60 if exact < 0.1 => self.text_with("duration-under", &[("seconds", &0.1)]),
            0..60 => self.text_with("duration-seconds", &[("seconds", &exact)]),
            60..3_600 => {
                self.text_with("duration-minutes", &[("minutes", &(seconds / 60)), ("seconds", &(seconds % 60))])
            }
            3_600..86_400 => {
                self.text_with("duration-hours", &[("hours", &(seconds / 3_600)), ("minutes", &(seconds / 60 % 60))])
            }
            _ => self.text_with("duration-days", &[("days", &(seconds / 86_400)), ("hours", &(seconds / 3_600 % 24))]),
        }
    }
}

/// How many of the largest unit that fits at least once.
fn largest(length: Duration) -> (u64, Unit) {
    const UNITS: [(u64, Unit); 6] = [
        (31_557_600, Unit::Years),
        (2_629_800, Unit::Months),
        (86_400, Unit::Days),
        (3_600, Unit::Hours),
        (60, Unit::Minutes),
        (1, Unit::Seconds),
    ];
    let seconds = length.whole_seconds().unsigned_abs();
    let (size, unit) = UNITS.into_iter().find(|(size, _)| seconds >= *size).unwrap_or((1, Unit::Seconds));
    (seconds / size, unit)
}

/// An offset as people know it: UTC, UTC+3, UTC-4:30.
fn offset(offset: UtcOffset) -> String {
    let (hours, minutes, _) = offset.as_hms();
    let sign = if offset.is_negative() { '-' } else { '+' };
    match (hours.unsigned_abs(), minutes.unsigned_abs()) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::english;

    const NOW: OffsetDateTime = datetime!(2026-03-17 15:16:17 UTC);

    #[test]
    fn time_is_said_from_now() {
        for (seconds, words) in [
            (0, "just now"),
            (2, "just now"),
            (3, "3 seconds ago"),
            (59, "59 seconds ago"),
            (60, "1 minute ago"),
            (3_599, "59 minutes ago"),
            (7_200, "2 hours ago"),
            (86_400, "1 day ago"),
            (40 * 86_400, "1 month ago"),
            (800 * 86_400, "2 years ago"),
            (-90, "in 1 minute"),
        ] {
            assert_eq!(english().relative(NOW - Duration::seconds(seconds), NOW), words);
        }
        assert_eq!(english().span(Duration::minutes(125)), "2 hours");
    }

    #[test]
    fn duration_is_said_in_the_languages_short_units() {
        let said = |language, milliseconds| crate::of(language).duration(Duration::milliseconds(milliseconds));
        for (milliseconds, words) in [
            (-5, "under 0.1 s"),
            (49, "under 0.1 s"),
            (840, "0.8 s"),
            (2_000, "2 s"),
            (61_000, "1 min 1 s"),
            (8_640_000, "2 h 24 min"),
            (90_000_000, "1 d 1 h"),
        ] {
            assert_eq!(said(crate::Language::English, milliseconds), words);
        }
        assert_eq!(said(crate::Language::German, 840), "0,8 s");
    }

    #[test]
    fn time_is_shown_in_its_offset() {
        let at = datetime!(2026-03-05 03:04:05 +3);
        assert_eq!(english().exact(at), "5 Mar 2026, 03:04:05 UTC+3");
        assert_eq!(english().exact(at.to_offset(UtcOffset::UTC)), "5 Mar 2026, 00:04:05 UTC");
        assert_eq!(english().exact(datetime!(2026-12-05 03:04:05 -4:30)), "5 Dec 2026, 03:04:05 UTC-4:30");
        assert_eq!(english().minute(at), "5 Mar 2026, 03:04");
        assert_eq!(english().clock(at), "03:04:05");
    }
}
