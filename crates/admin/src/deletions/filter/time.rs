//! Times as people and browsers write them.

use domain::Zone;
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime, PrimitiveDateTime, UtcOffset};

/// The longest relative time, in days.
const MAX_DAYS: i64 = 36_525;

/// Parses RFC 3339, a date or a date and time by the clocks of `zone`, or a time before `now` such as `-24h`.
pub(crate) fn parse(text: &str, now: OffsetDateTime, zone: &Zone) -> Option<OffsetDateTime> {
    if let Some(back) = parse_back(text) {
        return now.checked_sub(back);
    }
    let text = with_separators(text);
    let (shown, offset) = split_offset(&text);
    let parse = |offset: &str| {
        let parse = |end: &&str| OffsetDateTime::parse(&format!("{shown}{end}{offset}"), &Rfc3339).ok();
        ["", ":00", "T00:00:00"].iter().find_map(parse)
    };
    let time = match offset {
        "" => parse("Z").map(|shown| zone.at(PrimitiveDateTime::new(shown.date(), shown.time()))),
        offset => parse(offset),
    };
    time?.checked_to_offset(UtcOffset::UTC)
}

/// The typed time for an address: the same time for every reader. Relative times stay relative.
pub(crate) fn fixed(text: &str, now: OffsetDateTime, zone: &Zone) -> Option<String> {
    let time = parse(text, now, zone)?;
    Some(if parse_back(text).is_some() { text.to_owned() } else { print(time) })
}

/// A time from an address as somebody in `zone` would type it.
pub(crate) fn shown(text: &str, zone: &Zone) -> String {
    let Some(time) = OffsetDateTime::parse(text, &Rfc3339).ok() else { return text.to_owned() };
    let whole = print(zone.local(time));
    let (shown, offset) = split_offset(&whole);
    let minute = shown.strip_suffix(":00").unwrap_or(shown);
    let short = minute.strip_suffix("T00:00").unwrap_or(minute);
    // Where clocks show the time twice, only the offset says which one is meant.
    if parse(short, time, zone) == Some(time) { short.to_owned() } else { format!("{short}{offset}") }
}

/// Parses `-30m`, `-24h`, `-7d` or `-2w`.
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

pub(crate) fn print(time: OffsetDateTime) -> String {
    time.format(&Rfc3339).unwrap_or_default()
}

/// Splits a time from its offset, which may be missing.
fn split_offset(text: &str) -> (&str, &str) {
    let is_offset =
        |end: &str| matches!(end.as_bytes(), [b'+' | b'-', _, _, b':', _, _] | [_, _, _, _, _, b'Z' | b'z']);
    let place = text.len().checked_sub(6).filter(|place| text.get(*place..).is_some_and(is_offset));
    match place {
        Some(_) if text.ends_with(['Z', 'z']) => text.split_at(text.len() - 1),
        Some(place) => text.split_at(place),
        None => (text, ""),
    }
}

/// The space between date and time becomes `T`; a later space was a `+` before a browser or a person decoded it.
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
            "2026-03-17T15:16Z",
            "2026-03-17T18:16+03:00",
        ] {
            assert_eq!(parse(text, NOW, &Zone::default()), expected, "{text}");
        }
        assert_eq!(parse("2026-03-17", NOW, &Zone::default()), Some(datetime!(2026-03-17 0:00 UTC)));
    }

    #[test]
    fn time_without_an_offset_is_what_the_readers_clock_shows() {
        let berlin: Zone = "Europe/Berlin".parse().unwrap();
        for (text, expected) in [
            ("2026-03-17", datetime!(2026-03-16 23:00 UTC)),
            ("2026-03-17 15:16", datetime!(2026-03-17 14:16 UTC)),
            ("2026-07-17T15:16:30", datetime!(2026-07-17 13:16:30 UTC)),
            ("2026-03-17T15:16Z", datetime!(2026-03-17 15:16 UTC)),
            ("-24h", datetime!(2026-03-17 12:00 UTC)),
        ] {
            assert_eq!(parse(text, NOW, &berlin), Some(expected), "{text}");
        }
    }

    #[test]
    fn address_says_the_same_time_to_everybody_and_each_sees_it_by_their_clock() {
        let (berlin, utc): (Zone, _) = ("Europe/Berlin".parse().unwrap(), Zone::default());
        for (typed, fixed_as, elsewhere) in [
            ("2026-03-17", "2026-03-16T23:00:00Z", "2026-03-16T23:00"),
            ("2026-03-17T15:16", "2026-03-17T14:16:00Z", "2026-03-17T14:16"),
            ("2026-03-17T15:16:17.5", "2026-03-17T14:16:17.5Z", "2026-03-17T14:16:17.5"),
            ("2026-10-25T02:30+01:00", "2026-10-25T01:30:00Z", "2026-10-25T01:30"),
            ("-24h", "-24h", "-24h"),
        ] {
            assert_eq!(fixed(typed, NOW, &berlin).as_deref(), Some(fixed_as));
            assert_eq!((shown(fixed_as, &berlin), shown(fixed_as, &utc)), (typed.to_owned(), elsewhere.to_owned()));
        }
        assert_eq!((fixed("soon", NOW, &utc), shown("soon", &utc)), (None, "soon".to_owned()));
    }

    #[test]
    fn times_back_are_read_from_now() {
        for (text, expected) in [
            ("-24h", datetime!(2026-03-17 12:00 UTC)),
            ("-30m", datetime!(2026-03-18 11:30 UTC)),
            ("-7d", datetime!(2026-03-11 12:00 UTC)),
            ("-2W", datetime!(2026-03-04 12:00 UTC)),
        ] {
            assert_eq!(parse(text, NOW, &Zone::default()), Some(expected), "{text}");
        }
        for text in ["-", "-h", "-0h", "-1y", "--1h", "-1.5h", "-99999999999999999999h", "-10000000w", "-1ä"] {
            assert_eq!(parse(text, NOW, &Zone::default()), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in
            ["yesterday", "2026-02-30", "2026-03-17T25:00", "17.03.2026", "9999-12-31T23:59:59-23:59", "T", "1", ""]
        {
            assert_eq!(parse(text, NOW, &Zone::default()), None, "{text}");
        }
    }
}
