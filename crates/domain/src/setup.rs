//! What a service needs before a portal can install the app.

use url::{Host, Url};

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
    /// It is on this machine or in a private network.
    Private,
}

impl Setup {
    /// Judges the public address.
    pub fn public_address(&self) -> PublicAddress {
        let Some(url) = &self.public_url else { return PublicAddress::Missing };
        if self.is_private {
            return PublicAddress::Reachable;
        }
        if url.scheme() != "https" {
            return PublicAddress::NotHttps;
        }
        if is_public(url) { PublicAddress::Reachable } else { PublicAddress::Private }
    }
}

fn is_public(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name.contains('.') && !name.ends_with(".localhost"),
        Some(Host::Ipv4(ip)) => !(ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.is_unspecified()),
        Some(Host::Ipv6(ip)) => !(ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local()),
        None => false,
    }
}

impl PublicAddress {
    /// All variants.
    pub const ALL: [Self; 4] = [Self::Reachable, Self::Missing, Self::NotHttps, Self::Private];

    /// Its code.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reachable => "reachable",
            Self::Missing => "missing",
            Self::NotHttps => "not_https",
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
        assert_eq!(of("https://tombstone.example", false), PublicAddress::Reachable);
        assert_eq!(of("http://tombstone.example", false), PublicAddress::NotHttps);
        for private in ["https://localhost", "https://10.0.0.7:8443", "https://[::1]", "https://server"] {
            assert_eq!(of(private, false), PublicAddress::Private, "{private}");
        }
        assert_eq!(of("http://127.0.0.1:8080", true), PublicAddress::Reachable);
        let none = Setup { has_credentials: false, public_url: None, is_private: true };
        assert_eq!(none.public_address(), PublicAddress::Missing);
    }
}
