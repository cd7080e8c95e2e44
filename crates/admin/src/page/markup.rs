//! Texts from portals as HTML: each isolated from the direction of its neighbours, with invisible characters made
//! visible and matches of a search marked.

use std::fmt;

use askama::filters::HtmlSafe;

/// Escaped HTML of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Markup(String);

impl HtmlSafe for Markup {}

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

pub(crate) fn shown(text: &str) -> Markup {
    marked(text, None)
}

/// The text, with its beginning marked if that is `beginning`, which is in lower case.
pub(crate) fn marked(text: &str, beginning: Option<&str>) -> Markup {
    let end = beginning.and_then(|beginning| length_of(text, beginning)).unwrap_or_default();
    let (mark, rest) = text.split_at(end);
    let mut html = String::with_capacity(text.len() + 16);
    html.push_str("<bdi>");
    if !mark.is_empty() {
        html.push_str("<mark>");
        put(mark, &mut html);
        html.push_str("</mark>");
    }
    put(rest, &mut html);
    html.push_str("</bdi>");
    Markup(html)
}

/// Whether the text begins with `beginning`, which is in lower case.
pub(crate) fn begins(text: &str, beginning: &str) -> bool {
    length_of(text, beginning).is_some()
}

/// How many bytes of the text match `beginning`, which is in lower case.
fn length_of(text: &str, beginning: &str) -> Option<usize> {
    let mut wanted = beginning.chars();
    let mut next = wanted.next();
    for (at, letter) in text.char_indices() {
        if next.is_none() {
            return Some(at);
        }
        for small in letter.to_lowercase() {
            // A letter's lower case may be several letters, and `beginning` may end after the first of them.
            if next.is_some_and(|next| next != small) {
                return None;
            }
            next = wanted.next();
        }
    }
    next.is_none().then_some(text.len())
}

fn put(text: &str, html: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&#38;"),
            '<' => html.push_str("&#60;"),
            '>' => html.push_str("&#62;"),
            '"' => html.push_str("&#34;"),
            '\'' => html.push_str("&#39;"),
            letter if is_invisible(letter) => {
                html.push_str("<span class=\"escape\">");
                html.push_str(&escape(letter));
                html.push_str("</span>");
            }
            letter => html.push(letter),
        }
    }
}

/// The text with invisible characters made visible, for titles, where there is no HTML.
pub(crate) fn plain(text: &str) -> String {
    let visible = |letter| if is_invisible(letter) { escape(letter) } else { String::from(letter) };
    text.chars().map(visible).collect()
}

/// The same for the middle of another text, isolated from its direction.
pub(crate) fn isolated(text: &str) -> String {
    format!("\u{2068}{}\u{2069}", plain(text))
}

fn escape(letter: char) -> String {
    format!("U+{:04X}", u32::from(letter))
}

/// Whether a character changes how others look, or is not visible itself.
fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn text_stays_text() {
        assert_eq!(shown("a<b>&\"'").to_string(), "<bdi>a&#60;b&#62;&#38;&#34;&#39;</bdi>");
    }

    #[test]
    fn what_turns_a_text_around_is_seen() {
        assert_eq!(
            shown("ann\u{202e}gpj.exe").to_string(),
            "<bdi>ann<span class=\"escape\">U+202E</span>gpj.exe</bdi>"
        );
        assert_eq!(plain("a\u{7}b\u{200f}"), "aU+0007bU+200F");
        assert_eq!(plain("Ä ß 漢 😀"), "Ä ß 漢 😀");
    }

    #[test]
    fn what_was_searched_for_is_marked() {
        assert_eq!(marked("Channel-123", Some("chan")).to_string(), "<bdi><mark>Chan</mark>nel-123</bdi>");
        assert_eq!(marked("107", Some("107")).to_string(), "<bdi><mark>107</mark></bdi>");
        assert_eq!(marked("107", Some("1078")).to_string(), "<bdi>107</bdi>");
        assert_eq!(marked("ÄB", Some("äb")).to_string(), "<bdi><mark>ÄB</mark></bdi>");
        assert_eq!(marked("İx", Some("i")).to_string(), "<bdi><mark>İ</mark>x</bdi>", "a letter of two small ones");
        assert!(begins("ABC", "ab") && !begins("ABC", "b") && begins("x", ""));
    }

    proptest! {
        #[test]
        fn no_text_is_more_than_text(text in ".{0,40}", beginning in ".{0,4}") {
            let html = marked(&text, Some(&beginning.to_lowercase())).to_string();
            let bare = html.replace("<bdi>", "").replace("</bdi>", "").replace("<mark>", "").replace("</mark>", "");
            let bare = bare.replace("<span class=\"escape\">", "").replace("</span>", "");
            prop_assert!(!bare.contains(['<', '>', '"', '\'']));
            prop_assert!(!bare.contains(is_invisible));
        }
    }
}
