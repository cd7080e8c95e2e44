//! Addresses of portals and the authorization server: at the simulator's own listener, or behind a proxy.

use std::net::SocketAddr;
use std::str::FromStr;

use url::{Host, Url};

/// Every name under this domain is the local machine (RFC 6761), so nothing needs resolving.
const OWN_DOMAIN: &str = "localhost";

/// The addresses at which other programs reach the simulator through a tester's proxy.
///
/// A missing part is as without a proxy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Advertised {
    /// The domain of all portals' hosts.
    pub portal_domain: Option<PortalDomain>,
    /// The authorization server's address; portals share its scheme and port.
    pub server: Option<ServerAddress>,
}

/// A domain with portals as subdomains, such as `bitrix24.test`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortalDomain(String);

/// Scheme, host and optional port, such as `https://oauth.bitrix24.test:8443`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerAddress(Url);

/// An address that can't be advertised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidAddress {
    /// Not a host name.
    #[error("a domain is meant, without scheme and port, such as bitrix24.test")]
    Domain,
    /// Not the address of a server.
    #[error("scheme and host are meant, with nothing behind them but a port, such as https://oauth.bitrix24.test")]
    Server,
}

impl FromStr for PortalDomain {
    type Err = InvalidAddress;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match Host::parse(text) {
            Ok(Host::Domain(domain)) if !domain.starts_with('.') => Ok(Self(domain)),
            _ => Err(InvalidAddress::Domain),
        }
    }
}

impl FromStr for ServerAddress {
    type Err = InvalidAddress;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let url = Url::parse(text).map_err(|_| InvalidAddress::Server)?;
        let is_web = matches!(url.scheme(), "http" | "https");
        let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        let open = url.username().is_empty() && url.password().is_none();
        if is_web && bare && open { Ok(Self(url)) } else { Err(InvalidAddress::Server) }
    }
}

/// The addresses that the simulator uses in all answers and events.
#[derive(Debug)]
pub(crate) struct Addresses {
    domain: String,
    server: Url,
    port: Option<u16>,
}

impl Addresses {
    pub(crate) fn new(listener: SocketAddr, advertised: Advertised) -> Self {
        let domain = advertised.portal_domain.map_or_else(|| OWN_DOMAIN.to_owned(), |domain| domain.0);
        if let Some(ServerAddress(server)) = advertised.server {
            return Self { domain, port: server.port(), server };
        }
        let server = Url::parse(&format!("http://{listener}/")).expect("an address makes a URL");
        Self { domain, port: Some(listener.port()), server }
    }

    /// `http` or `https`.
    pub(crate) fn scheme(&self) -> &str {
        self.server.scheme()
    }

    pub(crate) fn server(&self) -> &Url {
        &self.server
    }

    /// The authorization server's host, with any non-default port.
    pub(crate) fn server_host(&self) -> String {
        self.server.authority().to_owned()
    }

    /// The host of the portal with this name, with any non-default port.
    pub(crate) fn portal_host(&self, name: &str) -> String {
        let port = self.port.map(|port| format!(":{port}")).unwrap_or_default();
        format!("{name}.{}{port}", self.domain)
    }

    /// The portal name in a host. `.localhost` also reaches portals, past the proxy.
    pub(crate) fn portal_name<'a>(&self, host: &'a str) -> Option<&'a str> {
        if self.server.host_str() == Some(host) {
            return None;
        }
        let under = |domain: &str| host.strip_suffix(domain).and_then(|rest| rest.strip_suffix('.'));
        under(&self.domain).or_else(|| under(OWN_DOMAIN))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(domain: Option<&str>, server: Option<&str>) -> Addresses {
        let portal_domain = domain.map(|domain| domain.parse().expect("domain"));
        let server = server.map(|server| server.parse().expect("server"));
        Addresses::new("127.0.0.1:4001".parse().expect("address"), Advertised { portal_domain, server })
    }

    #[test]
    fn nothing_is_advertised_but_the_own_listener() {
        let own = addresses(None, None);
        assert_eq!((own.server().as_str(), own.server_host().as_str()), ("http://127.0.0.1:4001/", "127.0.0.1:4001"));
        assert_eq!((own.scheme(), own.portal_host("acme").as_str()), ("http", "acme.localhost:4001"));
    }

    #[test]
    fn portals_have_the_scheme_and_the_port_of_what_is_advertised() {
        let proxied = addresses(Some("Bitrix24.test"), Some("https://oauth.bitrix.info"));
        assert_eq!((proxied.scheme(), proxied.portal_host("acme").as_str()), ("https", "acme.bitrix24.test"));
        assert_eq!(proxied.server_host(), "oauth.bitrix.info");
        let with_port = addresses(Some("bitrix24.test"), Some("https://oauth.bitrix24.test:8443/"));
        assert_eq!(with_port.portal_host("acme"), "acme.bitrix24.test:8443");
        assert_eq!(with_port.server_host(), "oauth.bitrix24.test:8443");
        assert_eq!(addresses(Some("bitrix24.test"), None).portal_host("acme"), "acme.bitrix24.test:4001");
    }

    #[test]
    fn a_host_under_either_domain_is_a_portal_unless_it_is_the_server() {
        let addresses = addresses(Some("bitrix24.test"), Some("https://oauth.bitrix24.test"));
        assert_eq!(addresses.portal_name("acme.bitrix24.test"), Some("acme"));
        assert_eq!(addresses.portal_name("acme.localhost"), Some("acme"));
        assert_eq!(addresses.portal_name("oauth.bitrix24.test"), None);
        assert_eq!(addresses.portal_name("acmebitrix24.test"), None);
        assert_eq!(addresses.portal_name("127.0.0.1"), None);
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for domain in ["", "https://bitrix24.test", "bitrix24.test:443", "bitrix24.test/", "127.0.0.1", ".test"] {
            assert_eq!(domain.parse::<PortalDomain>(), Err(InvalidAddress::Domain), "{domain}");
        }
        for server in [
            "",
            "oauth.test",
            "ftp://oauth.test",
            "https://oauth.test/rest/",
            "https://oauth.test/?a",
            "https://me@oauth.test",
        ] {
            assert_eq!(server.parse::<ServerAddress>(), Err(InvalidAddress::Server), "{server}");
        }
    }
}
