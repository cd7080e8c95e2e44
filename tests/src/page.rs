//! What stands in a page.

/// The value of a field of a form.
pub fn field(page: &str, name: &str) -> Option<String> {
    between(page, &format!("name=\"{name}\" value=\""), "\"").map(plain)
}

/// What stands between the first `start` and the next `end`.
pub fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    text.split_once(start)?.1.split_once(end).map(|(found, _)| found)
}

/// The value of an attribute as it is meant.
pub fn plain(attribute: &str) -> String {
    attribute.replace("&#38;", "&").replace("&amp;", "&").replace("&#43;", "+").replace("&#x2B;", "+")
}
