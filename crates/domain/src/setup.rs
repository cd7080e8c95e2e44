//! What a service needs before a portal can install the app.

use url::{Host, Url};

use crate::network;

/// Ends of names that lead nowhere on the internet: IANA's special-use domain names (RFC 6761 and successors), and what
/// ICANN keeps for private networks.
const PRIVATE: [&str; 9] =
    [".localhost", ".local", ".internal", ".home.arpa", ".test", ".example", ".invalid", ".onion", ".alt"];

/// The settings that decide whether a portal can install the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    /// Whether the app's `client_id` and `client_secret` are set.
    pub has_credentials: bool,
    /// The service's public address, if one was set.
    pub public_url: Option<Url>,
    /// Whether portals may have private addresses, and lack https.
    pub is_private: bool,
}

/// The state of the service's address, as far as its form shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublicAddress {
    /// Portals may be able to reach it.
    Reachable,
    /// None is set.
    Missing,
    /// It is not https, and Bitrix24 sends events to https addresses only.
    NotHttps,
    /// Its host is a name without a dot, and portals bind no events there (docs/protocol.md 8.3).
    Dotless,
    /// It is on this machine or in a private network, or its name leads nowhere.
    Private,
}

impl Setup {
    /// Judges the public address.
    pub fn public_address(&self) -> PublicAddress {
        let Some(url) = &self.public_url else { return PublicAddress::Missing };
        if self.is_private {
            return if has_dot(url) { PublicAddress::Reachable } else { PublicAddress::Dotless };
        }
        if url.scheme() != "https" {
            return PublicAddress::NotHttps;
        }
        if is_public(url) { PublicAddress::Reachable } else { PublicAddress::Private }
    }
}

fn has_dot(url: &Url) -> bool {
    !matches!(url.host(), Some(Host::Domain(name)) if !name.contains('.'))
}

fn is_public(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            name.contains('.') && !PRIVATE.iter().any(|end| name.ends_with(end))
        }
        Some(Host::Ipv4(ip)) => network::is_public(ip.into()),
        Some(Host::Ipv6(ip)) => network::is_public(ip.into()),
        None => false,
    }
}

impl PublicAddress {
    /// All variants.
    pub const ALL: [Self; 5] = [Self::Reachable, Self::Missing, Self::NotHttps, Self::Dotless, Self::Private];

    /// Its code.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reachable => "reachable",
            Self::Missing => "missing",
            Self::NotHttps => "not_https",
            Self::Dotless => "dotless",
            Self::Private => "private",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn address_has_to_look_like_one_that_portals_reach() {
        let of = |text: &str, is_private| {
            let public_url = Some(text.parse().unwrap());
            Setup { has_credentials: true, public_url, is_private }.public_address()
        };
        for reachable in ["tombstone.example.com", "Internal.Bitrix24.de.", "local.site", "93.184.216.34:8443"] {
            assert_eq!(of(&format!("https://{reachable}"), false), PublicAddress::Reachable, "{reachable}");
        }
        assert_eq!(of("http://tombstone.example.com", false), PublicAddress::NotHttps);
        for private in [
            "localhost",
            "LOCALHOST.",
            "server",
            "server.",
            "a.localhost",
            "a.localhost.",
            "server.local",
            "a.b.internal",
            "server.home.arpa",
            "a.test",
            "tombstone.example",
            "a.invalid",
            "10.0.0.7:8443",
            "127.1",
            "0",
            "0x7f.1.",
            "100.64.0.1",
            "192.0.2.1",
            "[::]",
            "[::1]",
            "[fe80::1]",
            "[::ffff:10.0.0.1]",
            "[2001:db8::1]",
        ] {
            assert_eq!(of(&format!("https://{private}"), false), PublicAddress::Private, "{private}");
        }
        for reachable in ["http://127.0.0.1:8080", "http://[::1]:8080", "https://tombstone.localhost"] {
            assert_eq!(of(reachable, true), PublicAddress::Reachable, "{reachable}");
        }
        assert_eq!(of("https://localhost:8443", true), PublicAddress::Dotless);
        let none = Setup { has_credentials: false, public_url: None, is_private: true };
        assert_eq!(none.public_address(), PublicAddress::Missing);
    }
}
