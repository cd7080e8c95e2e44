//! Times as people and browsers write them.

use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime, UtcOffset};

/// The longest time back, in days.
const MAX_DAYS: i64 = 36_525;

/// What was typed: RFC 3339, or in UTC a day or a day and a time; or how long before `now`, `-24h`.
pub(crate) fn parse(text: &str, now: OffsetDateTime) -> Option<OffsetDateTime> {
    if let Some(back) = parse_back(text) {
        return now.checked_sub(back);
    }
    let text = with_separators(text);
    let endings = ["", "Z", ":00Z", "T00:00:00Z"];
    let parse = |end: &&str| OffsetDateTime::parse(&format!("{text}{end}"), &Rfc3339).ok();
    endings.iter().find_map(parse)?.checked_to_offset(UtcOffset::UTC)
}

/// `-30m`, `-24h`, `-7d` or `-2w`.
pub(crate) fn parse_back(text: &str) -> Option<Duration> {
    let length = text.strip_prefix('-')?;
    let unit = length.chars().last()?;
    let count: i64 = length.strip_suffix(unit)?.parse().ok().filter(|count| (1..=10_000_000).contains(count))?;
    let back = match unit.to_ascii_lowercase() {
        'm' => Duration::minutes(count),
        'h' => Duration::hours(count),
        'd' => Duration::days(count),
        'w' => Duration::weeks(count),
        _ => return None,
    };
    (back <= Duration::days(MAX_DAYS)).then_some(back)
}

/// A time as an address has it.
pub(crate) fn print(time: OffsetDateTime) -> String {
    time.format(&Rfc3339).unwrap_or_default()
}

/// A blank between day and time becomes `T`; a later one was a `+` before a browser or a person decoded it.
fn with_separators(text: &str) -> String {
    let (day, time) = text.split_once([' ', 'T', 't']).unwrap_or((text, ""));
    let joint = if time.is_empty() { "" } else { "T" };
    format!("{day}{joint}{}", time.replace(" UTC", "Z").replace(' ', "+"))
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const NOW: OffsetDateTime = datetime!(2026-03-18 12:00 UTC);

    #[test]
    fn times_are_read_as_people_and_browsers_write_them() {
        let expected = Some(datetime!(2026-03-17 15:16:00 UTC));
        for text in [
            "2026-03-17T15:16",
            "2026-03-17T15:16:00",
            "2026-03-17T15:16:00Z",
            "2026-03-17 15:16",
            "2026-03-17T18:16:00+03:00",
            "2026-03-17T18:16:00 03:00",
            "2026-03-17 15:16:00 UTC",
            "2026-03-17t15:16:00.000Z",
        ] {
            assert_eq!(parse(text, NOW), expected, "{text}");
        }
        assert_eq!(parse("2026-03-17", NOW), Some(datetime!(2026-03-17 0:00 UTC)));
    }

    #[test]
    fn times_back_are_read_from_now() {
        for (text, expected) in [
            ("-24h", datetime!(2026-03-17 12:00 UTC)),
            ("-30m", datetime!(2026-03-18 11:30 UTC)),
            ("-7d", datetime!(2026-03-11 12:00 UTC)),
            ("-2W", datetime!(2026-03-04 12:00 UTC)),
        ] {
            assert_eq!(parse(text, NOW), Some(expected), "{text}");
        }
        for text in ["-", "-h", "-0h", "-1y", "--1h", "-1.5h", "-99999999999999999999h", "-10000000w", "-1ä"] {
            assert_eq!(parse(text, NOW), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in
            ["yesterday", "2026-02-30", "2026-03-17T25:00", "17.03.2026", "9999-12-31T23:59:59-23:59", "T", "1", ""]
        {
            assert_eq!(parse(text, NOW), None, "{text}");
        }
    }
}
