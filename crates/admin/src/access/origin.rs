//! Where a request came from, as the audit and the list of sessions show it.

use std::net::IpAddr;

use domain::network::network;
use domain::operator::Origin;
use poem::Request;
use poem::http::header::USER_AGENT;

/// The address; with IPv6, the network that one customer usually has.
pub(crate) fn address(req: &Request) -> String {
    match web::client_ip(req).to_canonical() {
        IpAddr::V4(ip) => ip.to_string(),
        ip @ IpAddr::V6(_) => network(ip),
    }
}

pub(crate) fn of(req: &Request) -> Origin {
    Origin::new(&address(req), req.header(USER_AGENT).unwrap_or_default())
}

/// A browser in two words, such as `Firefox, Linux`; its own text if that names neither.
pub(crate) fn browser(said: &str) -> String {
    // Chromium's relatives name both themselves and Chrome, and every browser claims to be Safari.
    let browsers = [
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("YaBrowser/", "Yandex Browser"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Version/", "Safari"),
        ("curl/", "curl"),
    ];
    let systems = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];
    let named =
        |known: &[(&str, &'static str)]| known.iter().find(|(mark, _)| said.contains(mark)).map(|(_, name)| *name);
    match (named(&browsers), named(&systems)) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => said.chars().take(60).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_named_in_two_words() {
        let linux = "Mozilla/5.0 (X11; Linux x86_64)";
        for (said, name) in [
            (format!("{linux} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"), "Chrome, Linux"),
            (format!("{linux} AppleWebKit/537.36 Chrome/142.0 Safari/537.36 Edg/142.0"), "Edge, Linux"),
            ("Mozilla/5.0 (Windows NT 10.0; rv:144.0) Gecko/20100101 Firefox/144.0".to_owned(), "Firefox, Windows"),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1".to_owned(),
                "Safari, iPhone",
            ),
            ("curl/8.5.0".to_owned(), "curl"),
            ("x".repeat(99), &"x".repeat(60)),
            (String::new(), ""),
        ] {
            assert_eq!(browser(&said), name);
        }
    }
}
