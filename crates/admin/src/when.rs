//! A time as the pages tell it: how long ago, when exactly in UTC, and for machines.

use time::format_description::BorrowedFormatItem;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{Duration, OffsetDateTime, UtcOffset};

const FULL: &[BorrowedFormatItem<'_>] =
    format_description!("[day padding:none] [month repr:short] [year], [hour]:[minute]:[second] UTC");
const SHORT: &[BorrowedFormatItem<'_>] =
    format_description!("[day padding:none] [month repr:short] [year], [hour]:[minute]");

/// A time, seen from another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct When {
    at: OffsetDateTime,
    now: OffsetDateTime,
}

impl When {
    /// The time `at`, seen from `now`.
    pub(crate) fn new(at: OffsetDateTime, now: OffsetDateTime) -> Self {
        Self { at: at.checked_to_offset(UtcOffset::UTC).unwrap_or(at), now }
    }

    /// For a `datetime` attribute.
    pub(crate) fn machine(&self) -> String {
        self.at.format(&Rfc3339).unwrap_or_default()
    }

    /// To the second.
    pub(crate) fn full(&self) -> String {
        self.at.format(FULL).unwrap_or_default()
    }

    /// To the minute.
    pub(crate) fn short(&self) -> String {
        self.at.format(SHORT).unwrap_or_default()
    }

    /// How long ago, or how far ahead.
    pub(crate) fn relative(&self) -> String {
        let gone = self.now - self.at;
        if gone.abs() < Duration::seconds(3) {
            return "just now".to_owned();
        }
        if gone.is_positive() { format!("{} ago", span(gone)) } else { format!("in {}", span(gone)) }
    }
}

/// A length of time in its largest sensible unit.
pub(crate) fn span(length: Duration) -> String {
    const UNITS: [(i64, &str); 6] =
        [(31_557_600, "year"), (2_629_800, "month"), (86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")];
    let seconds = length.whole_seconds().unsigned_abs().cast_signed();
    let unit = UNITS.iter().find(|(size, _)| seconds >= *size);
    let (size, name) = unit.unwrap_or(&(1, "second"));
    let count = seconds / size;
    format!("{count} {name}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const NOW: OffsetDateTime = datetime!(2026-03-17 15:16:17 UTC);

    #[test]
    fn time_is_told_from_now() {
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
            assert_eq!(When::new(NOW - Duration::seconds(seconds), NOW).relative(), words);
        }
    }

    #[test]
    fn time_is_shown_in_utc() {
        let when = When::new(datetime!(2026-03-05 03:04:05 +3), NOW);
        assert_eq!(when.full(), "5 Mar 2026, 00:04:05 UTC");
        assert_eq!(when.short(), "5 Mar 2026, 00:04");
        assert_eq!(when.machine(), "2026-03-05T00:04:05Z");
    }
}
