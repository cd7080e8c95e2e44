//! The query bar: a filter as one line of text, `kind:lead user:27 from:-24h "channel-123"`.
//!
//! Spaces separate the parts. `word:value` is a field, with several values between commas; text without a word is the
//! beginning of a text to find. A quoted value may contain anything, with a backslash before a quote and before itself.

use std::iter::Peekable;
use std::str::Chars;

use super::field::Field;

/// Why a line can't be parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum WrongBar {
    /// No field has this name.
    UnknownWord(String),
    /// A name without a value.
    NoValue(String),
    /// A quote that is not closed.
    OpenQuote,
}

/// Fields with their values in the order of the line; text to find comes last.
pub(crate) fn parse(line: &str) -> Result<Vec<(Field, String)>, WrongBar> {
    let (mut found, mut plain) = (Vec::new(), Vec::new());
    let mut rest = line.chars().peekable();
    loop {
        while rest.next_if(|letter| letter.is_whitespace()).is_some() {}
        match rest.peek() {
            None => break,
            Some('"') => plain.push(quoted(&mut rest)?),
            Some(_) => match word(&mut rest) {
                (text, false) => plain.push(text),
                (word, true) => {
                    let field = Field::of_word(&word).ok_or(WrongBar::UnknownWord(word.clone()))?;
                    found.extend(values(field, &word, &mut rest)?.into_iter().map(|value| (field, value)));
                }
            },
        }
    }
    if !plain.is_empty() {
        found.push((Field::Q, plain.join(" ")));
    }
    Ok(found)
}

/// Prints a line that parses to these fields with these values.
pub(crate) fn print(fields: &[(Field, String)]) -> String {
    let mut parts: Vec<String> = Vec::new();
    for field in Field::ALL {
        let mut values = fields.iter().filter(|(other, _)| *other == field).map(|(_, value)| value).peekable();
        if values.peek().is_none() {
            continue;
        }
        if field == Field::Q {
            parts.extend(values.map(|value| print_text(value)));
        } else {
            let values: Vec<_> = values.map(|value| print_value(field.short(value))).collect();
            parts.push(format!("{}:{}", field.word(), values.join(",")));
        }
    }
    parts.join(" ")
}

/// Reads up to a space or a colon; true if it was a colon, which is consumed.
fn word(rest: &mut Peekable<Chars<'_>>) -> (String, bool) {
    let mut text = String::new();
    while let Some(letter) = rest.next_if(|letter| !letter.is_whitespace()) {
        if letter == ':' {
            return (text, true);
        }
        text.push(letter);
    }
    (text, false)
}

fn values(field: Field, word: &str, rest: &mut Peekable<Chars<'_>>) -> Result<Vec<String>, WrongBar> {
    let mut values = Vec::new();
    loop {
        let value = if rest.peek() == Some(&'"') {
            quoted(rest)?
        } else {
            let mut value = String::new();
            // Times have no commas, and in a text a comma does not separate values.
            while let Some(letter) =
                rest.next_if(|letter| !letter.is_whitespace() && (*letter != ',' || !field.is_list()))
            {
                value.push(letter);
            }
            value
        };
        if !value.is_empty() {
            values.push(value);
        }
        if rest.next_if_eq(&',').is_none() {
            break;
        }
    }
    if values.is_empty() { Err(WrongBar::NoValue(word.to_owned())) } else { Ok(values) }
}

fn quoted(rest: &mut Peekable<Chars<'_>>) -> Result<String, WrongBar> {
    rest.next();
    let mut text = String::new();
    loop {
        match rest.next().ok_or(WrongBar::OpenQuote)? {
            '"' => return Ok(text),
            '\\' => text.push(rest.next().ok_or(WrongBar::OpenQuote)?),
            letter => text.push(letter),
        }
    }
}

fn print_value(value: &str) -> String {
    let is_plain = !value.contains(|letter: char| letter.is_whitespace() || matches!(letter, '"' | ',' | '\\'));
    if is_plain { value.to_owned() } else { quote(value) }
}

fn print_text(value: &str) -> String {
    let is_plain = !value.contains(|letter: char| letter.is_whitespace() || matches!(letter, '"' | ':' | '\\'));
    if is_plain { value.to_owned() } else { quote(value) }
}

fn quote(value: &str) -> String {
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(line: &str) -> Vec<(&'static str, String)> {
        parse(line).expect("a line").into_iter().map(|(field, value)| (field.word(), value)).collect()
    }

    fn pairs(fields: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
        fields.iter().map(|(word, value)| (*word, (*value).to_owned())).collect()
    }

    #[test]
    fn line_is_read_as_people_write_it() {
        let line = r#"  kind:lead user:27 id:1000983 portal:acme from:-24h "channel-123""#;
        let expected = [
            ("kind", "lead"),
            ("user", "27"),
            ("id", "1000983"),
            ("portal", "acme"),
            ("from", "-24h"),
            ("q", "channel-123"),
        ];
        assert_eq!(read(line), pairs(&expected));
        assert_eq!(
            read("kind:lead,deal, kind:contact"),
            pairs(&[("kind", "lead"), ("kind", "deal"), ("kind", "contact")])
        );
        assert_eq!(read("channel 123"), pairs(&[("q", "channel 123")]), "words are one text");
        assert_eq!(read(r#"id:"a b","say \"no\"" "x:y""#), pairs(&[("id", "a b"), ("id", "say \"no\""), ("q", "x:y")]));
        assert_eq!(read("from:2026-03-17T15:16"), pairs(&[("from", "2026-03-17T15:16")]), "a colon in a value is one");
        assert_eq!(read("entity_id:7 KIND:lead"), pairs(&[("id", "7"), ("kind", "lead")]));
        assert_eq!(read(""), pairs(&[]));
    }

    #[test]
    fn what_is_wrong_with_a_line_is_named() {
        assert_eq!(parse("colour:red"), Err(WrongBar::UnknownWord("colour".to_owned())));
        assert_eq!(parse(":red"), Err(WrongBar::UnknownWord(String::new())));
        assert_eq!(parse("kind: lead"), Err(WrongBar::NoValue("kind".to_owned())));
        assert_eq!(parse("kind:,"), Err(WrongBar::NoValue("kind".to_owned())));
        assert_eq!(parse("id:\"x"), Err(WrongBar::OpenQuote));
        assert_eq!(parse("\"x\\"), Err(WrongBar::OpenQuote));
    }

    fn field() -> impl Strategy<Value = Field> {
        proptest::sample::select(Field::ALL.to_vec())
    }

    fn fields() -> impl Strategy<Value = Vec<(Field, String)>> {
        let value = prop_oneof![".{1,12}", "[a-z]{1,6}(\\.[a-z]{1,6})?", "[\"\\\\,: ]{1,6}"];
        proptest::collection::vec((field(), value), 0..8)
    }

    proptest! {
        /// Values survive printing and parsing, whatever they contain.
        #[test]
        fn printed_line_is_read_again(fields in fields()) {
            let mut fields: Vec<_> =
                fields.into_iter().flat_map(|(field, value)| field.meant(&value).into_iter().map(move |one| (field, one))).collect();
            fields.sort_by_key(|(field, _)| *field);
            // Some fields take one value.
            fields.dedup_by(|later, earlier| later.0 == earlier.0 && !later.0.is_list());
            let line = print(&fields);
            let read = parse(&line).map_err(|wrong| TestCaseError::fail(format!("{line}: {wrong:?}")))?;
            let read: Vec<_> = read.into_iter().flat_map(|(field, value)| field.meant(&value).into_iter().map(move |one| (field, one))).collect();
            prop_assert_eq!(read, fields, "{}", line);
        }

        #[test]
        fn any_line_is_read_without_panic(line in ".{0,80}") {
            if let Ok(fields) = parse(&line) {
                prop_assert!(parse(&print(&fields)).is_ok());
            }
        }
    }
}
