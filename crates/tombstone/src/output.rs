//! What a person reads: results on standard output, complaints on standard error.

use std::fmt::Display;
use std::io::Write;

/// Prints one line of a result. A reader that went away is no error.
pub(crate) fn say(line: impl Display) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// Says what failed and what to do about it.
pub(crate) fn complain(error: &anyhow::Error) {
    let _ = writeln!(std::io::stderr().lock(), "tombstone: {}", worded(error));
}

/// The failure and its causes, except those whose text it has already.
fn worded(error: &anyhow::Error) -> String {
    error.chain().fold(String::new(), |said, cause| match cause.to_string() {
        cause if said.is_empty() => cause,
        cause if said.contains(&cause) => said,
        cause => said + ": " + &cause,
    })
}

/// Prints a note on standard error, beside the result.
pub(crate) fn warn(line: impl Display) {
    let _ = writeln!(std::io::stderr().lock(), "tombstone: {line}");
}

/// A number with what it counts, such as `1 portal` or `2 portals`.
pub(crate) fn counted(number: impl Copy + Display + TryInto<u64>, noun: &str) -> String {
    let plural = if matches!(number.try_into(), Ok(1)) { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// A time as the API writes it.
pub(crate) fn rfc3339(time: time::OffsetDateTime) -> String {
    time.format(&time::format_description::well_known::Rfc3339).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;

    use super::*;

    #[test]
    fn one_is_no_plural() {
        assert_eq!([0, 1, 2].map(|number: u64| counted(number, "portal")), ["0 portals", "1 portal", "2 portals"]);
        assert_eq!((counted(-1_i64, "day"), counted(1_u16, "day")), ("-1 days".to_owned(), "1 day".to_owned()));
    }

    #[test]
    fn cause_is_said_once() {
        let error =
            anyhow!("the server is away").context("no answer: the server is away").context("portals can't be read");
        assert_eq!(worded(&error), "portals can't be read: no answer: the server is away");
    }
}
