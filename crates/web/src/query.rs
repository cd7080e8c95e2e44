//! Query strings, read strictly: we never guess at bytes that are not UTF-8.

use percent_encoding::percent_decode;

/// The name of a parameter that is not UTF-8, or whose value is not, decoded as far as possible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotText(pub String);

/// The names and values of a query string, in order.
pub fn pairs(query: &str) -> impl Iterator<Item = Result<(String, String), NotText>> {
    query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let shown = |name: &str| NotText(percent_decode(plain(name).as_bytes()).decode_utf8_lossy().into_owned());
        let (known, text) = (decoded(name), decoded(value));
        known.zip(text).ok_or_else(|| shown(name))
    })
}

fn decoded(text: &str) -> Option<String> {
    let text = plain(text);
    Some(percent_decode(text.as_bytes()).decode_utf8().ok()?.into_owned())
}

/// Forms write a space as a plus.
fn plain(text: &str) -> String {
    text.replace('+', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Vec<Result<(String, String), NotText>> {
        pairs(query).collect()
    }

    #[expect(clippy::unnecessary_wraps, reason = "what is compared may fail")]
    fn pair(name: &str, value: &str) -> Result<(String, String), NotText> {
        Ok((name.to_owned(), value.to_owned()))
    }

    #[test]
    fn names_and_values_are_read_in_their_order() {
        let expected = [pair("a", "1"), pair("b", ""), pair("a", "x y&=ä"), pair("", "z")];
        assert_eq!(read("a=1&b&&a=x+y%26%3D%C3%A4&=z"), expected);
        assert_eq!(read(""), []);
        assert_eq!(read("a=%"), [pair("a", "%")], "what is no escape stays as it is");
        assert_eq!(read("a=1%2B1"), [pair("a", "1+1")]);
    }

    #[test]
    fn what_is_no_text_is_named() {
        assert_eq!(read("a=1&q=%FF"), [pair("a", "1"), Err(NotText("q".to_owned()))]);
        assert_eq!(read("%FF=1"), [Err(NotText("\u{fffd}".to_owned()))]);
    }
}
