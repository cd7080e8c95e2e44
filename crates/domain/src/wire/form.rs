//! PHP's bracket encoding, read as PHP reads it (`php_register_variable_ex` and `php_url_decode`).

use std::borrow::Cow;

use memchr::{memchr, memchr_iter, memchr2};

use super::{MAX_DEPTH, MAX_FIELDS, Map, Value, WireError, check, storable, without_mark};

/// Decodes `application/x-www-form-urlencoded` as PHP fills `$_POST`.
///
/// - Names are percent-decoded first, so `%5B` is `[`; a `%` without two hex digits stays; `+` is a space.
/// - Leading spaces of a name are dropped; in the part before the first `[`, spaces and dots become `_`.
/// - `a[]` appends; text after a closed bracket is ignored with all that follows it; so is a `[` that is never closed,
///   unless it is the first: then it becomes `_`, and so do the spaces, dots and `[` after it.
/// - A name that is empty or begins with `[` is ignored. A name without `=` has an empty text.
/// - A later name wins over an earlier one, a map over a text and vice versa.
/// - Invalid UTF-8 becomes U+FFFD; so do NULs, at which PHP would cut a name off.
pub fn decode_form(body: &[u8]) -> Result<Map, WireError> {
    check(body)?;
    let body = without_mark(body);
    let mut root = Map::with_capacity(8);
    let mut name = Vec::new();
    for (number, pair) in pairs(body).enumerate() {
        if number == MAX_FIELDS {
            return Err(WireError::TooManyFields);
        }
        let equals = memchr(b'=', pair);
        let (raw_name, raw_text) = equals.map_or((pair, &[][..]), |at| (&pair[..at], &pair[at + 1..]));

        name.clear();
        unescape(raw_name, &mut name);
        put(&mut root, &storable(valid(&name)), text(raw_text))?;
    }
    Ok(root)
}

/// The pairs of name and text that are not empty.
fn pairs(body: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut start = 0;
    let ends = memchr_iter(b'&', body).chain([body.len()]);
    let pairs = ends.map(move |end| &body[std::mem::replace(&mut start, end + 1)..end]);
    pairs.filter(|pair| !pair.is_empty())
}

/// The bytes as text; nearly always they are valid already.
fn valid(bytes: &[u8]) -> Cow<'_, str> {
    std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

fn unescape(raw: &[u8], out: &mut Vec<u8>) {
    let mut rest = raw;
    while let Some(at) = memchr2(b'%', b'+', rest) {
        out.extend_from_slice(&rest[..at]);
        let (byte, used) = match (rest[at], hex(rest.get(at + 1)), hex(rest.get(at + 2))) {
            (b'%', Some(high), Some(low)) => (high << 4 | low, 3),
            (b'%', ..) => (b'%', 1),
            _ => (b' ', 1),
        };
        out.push(byte);
        rest = &rest[at + used..];
    }
    out.extend_from_slice(rest);
}

fn hex(digit: Option<&u8>) -> Option<u8> {
    match digit? {
        digit @ b'0'..=b'9' => Some(digit - b'0'),
        digit @ b'a'..=b'f' => Some(digit - b'a' + 10),
        digit @ b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

fn text(raw: &[u8]) -> String {
    let mut bytes = Vec::with_capacity(raw.len());
    unescape(raw, &mut bytes);
    let text = String::from_utf8(bytes);
    let text = text.unwrap_or_else(|broken| String::from_utf8_lossy(broken.as_bytes()).into_owned());
    storable(text.into()).into_owned()
}

fn put(root: &mut Map, name: &str, text: String) -> Result<(), WireError> {
    let name = name.trim_start_matches(' ');
    let first = name.bytes().position(|byte| byte == b'[').unwrap_or(name.len());
    if first == 0 {
        return Ok(());
    }
    let mut segments = Segments { rest: &name[first..] };
    let Some(mut segment) = segments.next() else {
        root.insert(&*plain(name), Value::Text(text));
        return Ok(());
    };

    let mut map = root.child(&plain(&name[..first]));
    for (above, next) in segments.enumerate() {
        if above + 3 > MAX_DEPTH {
            return Err(WireError::TooDeep);
        }
        let Some(key) = segment.key_in(map) else { return Ok(()) };
        map = map.child(&key);
        segment = next;
    }
    if let Some(key) = segment.key_in(map) {
        map.insert(&*key, Value::Text(text));
    }
    Ok(())
}

/// A name as PHP allows it for a variable.
fn plain(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|byte| matches!(byte, b' ' | b'.' | b'[')) {
        name.replace([' ', '.', '['], "_").into()
    } else {
        name.into()
    }
}

enum Segment<'a> {
    Key(&'a str),
    Append,
}

impl<'a> Segment<'a> {
    /// The key that it stands for; `None` if PHP has no number left to append under, and drops the value.
    fn key_in(self, map: &Map) -> Option<Cow<'a, str>> {
        match self {
            Self::Key(key) => Some(key.into()),
            Self::Append => map.next_key().map(|key| Cow::Owned(key.into())),
        }
    }
}

/// The bracketed segments of a name, up to the first part that is none.
struct Segments<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Segments<'a> {
    type Item = Segment<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let inner = self.rest.strip_prefix('[')?;
        let unblanked = inner.strip_prefix([' ', '\t', '\n', '\u{b}', '\u{c}', '\r']).unwrap_or(inner);
        let closing = inner.len() - unblanked.len() + unblanked.bytes().position(|byte| byte == b']')?;
        self.rest = &inner[closing + 1..];
        let empty = unblanked.starts_with(']');
        Some(if empty { Segment::Append } else { Segment::Key(&inner[..closing]) })
    }
}
