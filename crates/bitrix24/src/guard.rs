//! Which addresses may be called: a portal names its own endpoint, which might point into our network.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use domain::network::is_public;
use domain::webhook::Unusable;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

/// Which endpoints may be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoints {
    /// Only https, and only addresses of the public internet.
    Public,
    /// Also http, loopback and private addresses: for the simulator, tests and on-premise portals.
    Private,
}

impl Endpoints {
    /// Whether `url` may be called, judging by its text alone: the resolver checks names again.
    pub fn allow(self, url: &Url) -> bool {
        let bare = url.username().is_empty() && url.password().is_none();
        match (self, url.scheme()) {
            (_, "https") | (Self::Private, "http") => bare && self.allow_host(url),
            _ => false,
        }
    }

    /// Parses the address of a webhook endpoint. Its name is checked when it is called: it may not resolve yet.
    pub fn webhook(self, text: &str) -> Result<Url, Unusable> {
        let url = Url::parse(text).map_err(|_| Unusable::NoAddress)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Unusable::Credentials);
        }
        if self.allow(&url) { Ok(url) } else { Err(Unusable::Forbidden) }
    }

    /// The address of the portal at `host` (`host` or `host:port`): https, but http on this machine and in private
    /// networks, as the simulator needs. `None` if it may not be called.
    pub fn portal(self, host: &str) -> Option<Url> {
        let public = Url::parse(&format!("https://{host}/")).ok()?;
        let private = match public.host()? {
            Host::Domain(name) => is_this_machine(name),
            Host::Ipv4(address) => !is_public(address.into()),
            Host::Ipv6(address) => !is_public(address.into()),
        };
        let url = match (self, private) {
            (Self::Public, true) => None,
            (Self::Private, true) => Url::parse(&format!("http://{host}/")).ok(),
            (_, false) => Some(public),
        };
        url.filter(|url| self.allow(url))
    }

    fn allow_host(self, url: &Url) -> bool {
        match url.host() {
            Some(Host::Ipv4(address)) => self.allow_address(address.into()),
            Some(Host::Ipv6(address)) => self.allow_address(address.into()),
            Some(Host::Domain(name)) => !name.is_empty(),
            None => false,
        }
    }

    fn allow_address(self, address: IpAddr) -> bool {
        self == Self::Private || is_public(address)
    }
}

#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the name resolves to no address that may be called")]
pub(crate) struct NoAllowedAddress;

/// Resolves names and drops forbidden addresses: the last check before connecting.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GuardedResolver(pub(crate) Endpoints);

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let endpoints = self.0;
        Box::pin(async move {
            let found = look_up(name.as_str()).await?;
            let allowed: Vec<_> = found.into_iter().filter(|found| endpoints.allow_address(found.ip())).collect();
            if allowed.is_empty() {
                return Err(NoAllowedAddress.into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

/// Names under `localhost` always mean this machine (RFC 6761, 6.3).
fn is_this_machine(name: &str) -> bool {
    let bare = name.trim_end_matches('.').to_ascii_lowercase();
    bare == "localhost" || bare.ends_with(".localhost")
}

/// Resolves this machine's own names even where the system's resolver does not.
async fn look_up(name: &str) -> std::io::Result<Vec<SocketAddr>> {
    if is_this_machine(name) {
        return Ok(vec![SocketAddr::from((Ipv4Addr::LOCALHOST, 0))]);
    }
    Ok(tokio::net::lookup_host((name, 0)).await?.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_bare_https_addresses_are_called() {
        let allow = |text: &str| Endpoints::Public.allow(&text.parse().unwrap());
        assert!(allow("https://some-domain.bitrix24.com/rest/"));
        for refused in [
            "http://some-domain.bitrix24.com/rest/",
            "https://127.0.0.1/rest/",
            "https://[::1]/rest/",
            "https://user@some-domain.bitrix24.com/",
            "https://2130706433/",
            "https://[3fff::1]/",
            "https://[::ffff:10.0.0.1]/",
            "ftp://example.com/",
        ] {
            assert!(!allow(refused), "{refused}");
        }
        assert!(Endpoints::Private.allow(&"http://north.localhost:8000/rest/".parse().unwrap()));
    }

    #[test]
    fn portal_has_http_only_in_private_networks() {
        let portal = |endpoints: Endpoints, host| endpoints.portal(host).map(String::from);
        let of = |host| [Endpoints::Public, Endpoints::Private].map(|endpoints| portal(endpoints, host));
        let https = Some("https://north.bitrix24.com/".to_owned());
        assert_eq!(of("north.bitrix24.com"), [https.clone(), https]);
        assert_eq!(of("north.localhost:81"), [None, Some("http://north.localhost:81/".to_owned())]);
        assert_eq!(of("10.1.2.3"), [None, Some("http://10.1.2.3/".to_owned())]);
    }

    #[test]
    fn webhook_goes_to_a_bare_public_address() {
        let read = |text: &str| Endpoints::Public.webhook(text).map(String::from);
        assert_eq!(read("HTTPS://Example.com:443/Hook"), Ok("https://example.com/Hook".to_owned()));
        assert_eq!(read("https://not-there-yet.example/"), Ok("https://not-there-yet.example/".to_owned()));
        assert_eq!(read("example.com/hook"), Err(Unusable::NoAddress));
        assert_eq!(read("https://a:b@example.com/"), Err(Unusable::Credentials));
        for text in ["http://example.com/", "https://10.1.2.3/", "https://[::1]/", "file:///etc/passwd"] {
            assert_eq!(read(text), Err(Unusable::Forbidden), "{text}");
        }
        assert!(Endpoints::Private.webhook("http://127.0.0.1:8080/hook").is_ok());
    }

    #[tokio::test]
    async fn name_that_leads_home_is_refused_when_it_is_resolved() {
        let name = || "portal.localhost".parse::<Name>().unwrap();
        assert!(GuardedResolver(Endpoints::Public).resolve(name()).await.is_err());
        assert!(GuardedResolver(Endpoints::Private).resolve(name()).await.is_ok());
    }
}
