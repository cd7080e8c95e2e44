//! Ages and numbers, as a person writes them on the command line.

use std::str::FromStr;

use anyhow::anyhow;
use time::Duration;

/// `90d`, `12h`, `30m`.
pub(crate) fn parse_age(text: &str) -> anyhow::Result<Duration> {
    let wrong = || anyhow!("it takes a number of days, hours or minutes, such as 90d, 12h or 30m");
    let unit = text.chars().last().ok_or_else(wrong)?;
    let number: i32 = text[..text.len() - unit.len_utf8()].parse().map_err(|_| wrong())?;
    let one = match unit {
        'd' => Duration::DAY,
        'h' => Duration::HOUR,
        'm' => Duration::MINUTE,
        _ => return Err(wrong()),
    };
    if number < 1 || (one * number).whole_days() > 36_500 { Err(wrong()) } else { Ok(one * number) }
}

/// A whole number that the type has room for.
pub(crate) fn parse_whole<N: FromStr>(text: &str) -> Result<N, &'static str> {
    text.parse().map_err(|_| "it takes a whole number that is not too large, such as 90")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_read() {
        assert_eq!(parse_whole::<u16>("90"), Ok(90));
        for text in ["", "x", "-1", "1.5", "70000"] {
            assert!(parse_whole::<u16>(text).is_err_and(|said| said.contains("such as 90")), "{text}");
        }
    }

    #[test]
    fn ages_are_read() {
        assert_eq!(parse_age("90d").unwrap(), Duration::days(90));
        assert_eq!(parse_age("12h").unwrap(), Duration::hours(12));
        for text in ["", "90", "d", "-1d", "0h", "1y", "99999999d", "ä"] {
            assert!(parse_age(text).is_err(), "{text}");
        }
    }
}
