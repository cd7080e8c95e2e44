//! PHP's `http_build_query`, for tests.

use super::tree::Tree;

/// Whether brackets are percent-encoded, as PHP does, or plain, as some test tools send them.
#[derive(Clone, Copy, Debug)]
pub(super) enum Brackets {
    Encoded,
    Plain,
}

pub(super) fn http_build_query(body: &Tree, brackets: Brackets) -> String {
    let mut pairs = Vec::new();
    for (key, tree) in body.entries() {
        add(&url_encode(&key), tree, brackets, &mut pairs);
    }
    pairs.join("&")
}

fn add(name: &str, tree: &Tree, brackets: Brackets, pairs: &mut Vec<String>) {
    if let Some(text) = tree.scalar() {
        pairs.push(format!("{name}={}", url_encode(&text)));
    }
    let (open, close) = match brackets {
        Brackets::Encoded => ("%5B", "%5D"),
        Brackets::Plain => ("[", "]"),
    };
    for (key, tree) in tree.entries() {
        add(&format!("{name}{open}{}{close}", url_encode(&key)), tree, brackets, pairs);
    }
}

/// PHP's `urlencode`.
fn url_encode(text: &str) -> String {
    let escape = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
        b' ' => "+".to_owned(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(escape).collect()
}
