//! A portal's address as a request names it.

use url::Url;

/// The longest host, and the longest label between its dots.
const MAX: usize = 253;
const MAX_LABEL: usize = 63;

/// `host` or `host:port` in lower case, without a default port; none if it is anything else.
///
/// It goes into headers and URLs, so only a plain host passes: no user, path or blanks, and no letters that only look
/// like others (a name in another script comes in its `xn--` form).
pub(crate) fn parse(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let (name, port) = match lower.split_once(':') {
        Some((name, port)) => (name, Some(parse_port(port)?)),
        None => (lower.as_str(), None),
    };
    if name.len() > MAX || !name.split('.').all(is_label) {
        return None;
    }
    // IP addresses have many spellings; only the plain one passes.
    let url = Url::parse(&format!("https://{name}/")).ok().filter(|url| url.host_str() == Some(name))?;
    let name = url.host_str()?;
    match port {
        None | Some(80 | 443) => Some(name.to_owned()),
        Some(port) => Some(format!("{name}:{port}")),
    }
}

/// The host of a text from the address bar: `https://acme.bitrix24.de/crm/deal/`, or a host alone.
pub(crate) fn of_address(text: &str) -> Option<String> {
    let text = text.trim();
    let rest = ["https://", "http://"].into_iter().find_map(|scheme| {
        let (head, rest) = text.split_at_checked(scheme.len())?;
        head.eq_ignore_ascii_case(scheme).then_some(rest)
    });
    let shown = rest.unwrap_or(text);
    let host = shown.split(['/', '?', '#']).next().unwrap_or_default();
    // A name without a dot is no site's, so with anything behind it the text is no address.
    (host.len() == text.len() || host.contains('.')).then(|| parse(host))?
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
    fn host_is_found_in_what_the_address_bar_shows() {
        for text in [
            "acme.bitrix24.de",
            " https://acme.bitrix24.de/crm/deal/details/7/?IFRAME=Y#top ",
            "HTTP://Acme.Bitrix24.de",
            "acme.bitrix24.de/stream/",
            "https://acme.bitrix24.de:443?x",
        ] {
            assert_eq!(of_address(text).as_deref(), Some("acme.bitrix24.de"), "{text}");
        }
        assert_eq!(of_address("http://box.example:8890/").as_deref(), Some("box.example:8890"));
        for text in [
            "",
            "https://",
            "https:///crm",
            "ftp://acme.bitrix24.de",
            "https://user:secret@acme.bitrix24.de/",
            "https://acme.bitrix24.de\\@evil.example/",
            "https://https://acme.bitrix24.de/",
            "javascript:alert(1)",
            "a/b",
            "a b.example/x",
        ] {
            assert_eq!(of_address(text), None, "{text}");
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
