//! Dates as PHP's `date('c')` prints them: with an offset, without fractions (docs/protocol.md 8.1).

use time::OffsetDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

const FORMAT: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second][offset_hour sign:mandatory]:[offset_minute]");

/// The time as text, such as `2026-03-17T15:16:17+00:00`.
pub fn date(time: OffsetDateTime) -> String {
    time.format(FORMAT).expect("a time of this calendar has all parts of the format")
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn the_offset_is_printed_and_fractions_are_not() {
        assert_eq!(date(datetime!(2026-03-17 15:16:17.987 UTC)), "2026-03-17T15:16:17+00:00");
        assert_eq!(date(datetime!(2026-03-17 05:06:07 -3:30)), "2026-03-17T05:06:07-03:30");
    }
}
