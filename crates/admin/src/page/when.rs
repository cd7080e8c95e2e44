//! A time as pages show it: how long ago, exactly by the clock that it comes with, and for machines.

use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};
use words::Words;

/// A time, relative to another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct When {
    at: OffsetDateTime,
    now: OffsetDateTime,
    words: &'static Words,
}

impl When {
    pub(crate) fn new(at: OffsetDateTime, now: OffsetDateTime, words: &'static Words) -> Self {
        Self { at, now, words }
    }

    /// For a `datetime` attribute.
    pub(crate) fn machine(&self) -> String {
        let utc = self.at.checked_to_offset(UtcOffset::UTC).unwrap_or(self.at);
        utc.format(&Rfc3339).unwrap_or_default()
    }

    /// To the second.
    pub(crate) fn full(&self) -> String {
        self.words.exact(self.at)
    }

    /// To the second, without the zone.
    pub(crate) fn second(&self) -> String {
        self.words.second(self.at)
    }

    /// To the minute.
    pub(crate) fn short(&self) -> String {
        self.words.minute(self.at)
    }

    pub(crate) fn day(&self) -> String {
        self.words.day(self.at)
    }

    /// The time of day alone.
    pub(crate) fn clock(&self) -> String {
        self.words.clock(self.at)
    }

    /// To the second, without the day if it is today.
    pub(crate) fn in_a_sentence(&self) -> String {
        let is_today = self.now.to_offset(self.at.offset()).date() == self.at.date();
        if is_today { self.words.clock(self.at) } else { self.words.second(self.at) }
    }

    /// How long ago, or how far ahead.
    pub(crate) fn relative(&self) -> String {
        self.words.relative(self.at, self.now)
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn time_is_shown_by_its_clock_and_to_machines_in_utc() {
        let now = datetime!(2026-03-17 15:16:17 UTC);
        let when = When::new(datetime!(2026-03-05 03:04:05 +3), now, words::english());
        assert_eq!(when.full(), "5 Mar 2026, 03:04:05 UTC+3");
        assert_eq!(when.short(), "5 Mar 2026, 03:04");
        assert_eq!(when.machine(), "2026-03-05T00:04:05Z");
        assert_eq!(when.relative(), "12 days ago");
        assert_eq!(when.in_a_sentence(), "5 Mar 2026, 03:04:05");
        let late = datetime!(2026-03-04 22:00 UTC);
        assert_eq!(When::new(when.at, late, words::english()).in_a_sentence(), "03:04:05", "the same day there");
    }
}
