//! Deletions as a table for spreadsheets (RFC 4180).

use super::record::Record;

const COLUMNS: [&str; 16] = [
    "id",
    "member_id",
    "domain",
    "event",
    "entity",
    "entity_id",
    "attributes",
    "user_id",
    "also_reported_by",
    "sent_at",
    "received_at",
    "source",
    "sources",
    "event_handler_id",
    "digest",
    "payload",
];

pub(super) fn head() -> String {
    COLUMNS.join(",") + "\r\n"
}

/// One line; attributes and payload are JSON in a cell.
pub(super) fn line(record: &Record<'_>) -> serde_json::Result<String> {
    let attributes = serde_json::to_string(record.attributes)?;
    let (sources, also) = (record.sources.join(" "), record.also_reported_by.join(" "));
    let cells: [&str; COLUMNS.len()] = [
        &record.id,
        record.member_id,
        record.domain,
        record.event,
        record.entity,
        record.entity_id,
        &attributes,
        record.user_id.unwrap_or_default(),
        &also,
        &record.sent_at,
        &record.received_at,
        record.source,
        &sources,
        record.event_handler_id.unwrap_or_default(),
        record.digest.as_deref().unwrap_or_default(),
        record.payload,
    ];
    Ok(cells.map(cell).join(",") + "\r\n")
}

/// A CSV cell, quoted if necessary.
///
/// Portals choose the text, and spreadsheets compute a text that begins like a formula; an apostrophe keeps it text.
pub fn cell(text: &str) -> String {
    let defused = if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { "'" } else { "" };
    if text.contains([',', '"', '\r', '\n']) {
        return format!("\"{defused}{}\"", text.replace('"', "\"\""));
    }
    format!("{defused}{text}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cell_is_quoted_where_it_has_to_be() {
        for (text, expected) in [
            ("", ""),
            ("86501", "86501"),
            ("a b", "a b"),
            ("a,b", "\"a,b\""),
            ("say \"no\"", "\"say \"\"no\"\"\""),
            ("two\nlines", "\"two\nlines\""),
        ] {
            assert_eq!(cell(text), expected);
        }
    }

    #[test]
    fn cell_is_never_a_formula() {
        for (text, expected) in [
            ("=1+1", "'=1+1"),
            ("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-5", "'-5"),
            ("+5", "'+5"),
            ("\t=1", "'\t=1"),
            ("\r=1", "\"'\r=1\""),
            ("a=1", "a=1"),
        ] {
            assert_eq!(cell(text), expected);
        }
    }
}
