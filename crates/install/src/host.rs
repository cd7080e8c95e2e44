//! A portal's address as a request names it.

use url::Url;

/// How long a host may be, and each part of it between the dots.
const MAX: usize = 253;
const MAX_LABEL: usize = 63;

/// `host` or `host:port` in small letters, without the port that goes without saying; none if it is anything else.
///
/// It goes into headers and addresses, so nothing passes that is not plainly a host: no user, no path, no blanks, no
/// letters that only look like others (a name in another script is given in its `xn--` form).
pub(crate) fn parse(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let (name, port) = match lower.split_once(':') {
        Some((name, port)) => (name, Some(parse_port(port)?)),
        None => (lower.as_str(), None),
    };
    if name.len() > MAX || !name.split('.').all(is_label) {
        return None;
    }
    // Addresses have many spellings, of which only the plain one passes.
    let url = Url::parse(&format!("https://{name}/")).ok().filter(|url| url.host_str() == Some(name))?;
    let name = url.host_str()?;
    match port {
        None | Some(80 | 443) => Some(name.to_owned()),
        Some(port) => Some(format!("{name}:{port}")),
    }
}

fn parse_port(text: &str) -> Option<u16> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|port| plain && *port > 0)
}

fn is_label(label: &str) -> bool {
    let plain = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    plain && (1..=MAX_LABEL).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_is_taken_with_and_without_a_port() {
        for (text, host) in [
            ("North.Localhost:8080", "north.localhost:8080"),
            ("some-domain.bitrix24.com", "some-domain.bitrix24.com"),
            ("some-domain.bitrix24.com:443", "some-domain.bitrix24.com"),
            ("10.1.2.3:81", "10.1.2.3:81"),
            ("xn--e1afmkfd.xn--p1ai", "xn--e1afmkfd.xn--p1ai"),
        ] {
            assert_eq!(parse(text).as_deref(), Some(host));
        }
    }

    #[test]
    fn host_is_nothing_but_a_host() {
        let long = format!("{}.example", "a".repeat(64));
        let longer = "a.".repeat(130) + "example";
        for text in [
            "",
            " ",
            ".",
            "a..b",
            "a.example.",
            "evil.example@portal",
            "user:secret@portal.example",
            "https://portal.example",
            "portal.example/path",
            "portal.example?x",
            "portal.example#x",
            "portal.example\\x",
            "a b.example",
            "portal.example\r\nx",
            "a;frame-ancestors *",
            "a:b",
            "a:99999",
            "a:0",
            "a:+1",
            "a:1:2",
            "[::1]",
            "2130706433",
            "0x7f.1",
            "127.1",
            "пример.рф",
            "b\u{456}trix24.com",
            "portal\u{ff0e}example",
            "-a.example",
            long.as_str(),
            longer.as_str(),
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
