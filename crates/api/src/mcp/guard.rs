//! Refuses foreign requests: other sites' pages can make a browser send them, even to a name that they resolve to an
//! address in the browser's network (DNS rebinding).

use std::net::IpAddr;

use poem::http::{HeaderMap, HeaderName, StatusCode, header};
use url::{Host, Url};
use web::Problem;

/// This service's own names.
#[derive(Clone, Debug)]
pub(super) struct Guard {
    host: Option<String>,
    origin: String,
}

impl Guard {
    pub(super) fn new(public_url: &Url) -> Self {
        let host = public_url.host_str().map(str::to_owned);
        Self { host, origin: public_url.origin().ascii_serialization() }
    }

    /// Fails if the request names another host or comes from another site's page. Programs send no `Origin`.
    pub(super) fn check(&self, headers: &HeaderMap) -> Result<(), Box<Problem>> {
        let of = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or_default());
        if !of(header::HOST).is_some_and(|host| self.is_own(host)) {
            return refused("Host", "`Host` is not this service's. Use the address of TOMBSTONE_PUBLIC_URL.");
        }
        if of(header::ORIGIN).is_some_and(|origin| origin != self.origin) {
            return refused("Origin", "Other sites' pages may not call this.");
        }
        Ok(())
    }

    /// A name can be pointed anywhere, an address can't.
    fn is_own(&self, authority: &str) -> bool {
        let Ok(url) = Url::parse(&format!("http://{authority}/")) else { return false };
        match url.host() {
            Some(Host::Domain(name)) => name == "localhost" || Some(name) == self.host.as_deref(),
            Some(Host::Ipv4(address)) => IpAddr::from(address).to_string() == url.host_str().unwrap_or_default(),
            Some(Host::Ipv6(_)) => true,
            None => false,
        }
    }
}

fn refused(header: &str, detail: &str) -> Result<(), Box<Problem>> {
    Err(Box::new(Problem::new(StatusCode::FORBIDDEN, "foreign_request", detail).about(header)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(host: Option<&str>, origin: Option<&str>) -> bool {
        let guard = Guard::new(&Url::parse("https://tombstone.example/").unwrap());
        let mut headers = HeaderMap::new();
        for (name, value) in [(header::HOST, host), (header::ORIGIN, origin)] {
            if let Some(value) = value {
                headers.insert(name, value.parse().unwrap());
            }
        }
        guard.check(&headers).is_ok()
    }

    #[test]
    fn request_to_another_name_is_refused() {
        for own in
            ["tombstone.example", "TOMBSTONE.example:443", "localhost:8080", "127.0.0.1:8080", "[::1]:8080", "10.0.0.7"]
        {
            assert!(check(Some(own), None), "{own}");
        }
        for other in ["evil.example", "tombstone.example.evil.example", "127.0.0.1.evil.example", "a b", "", "x@y:1:2"]
        {
            assert!(!check(Some(other), None), "{other}");
        }
        assert!(!check(None, None));
    }

    #[test]
    fn request_of_another_sites_page_is_refused() {
        let of = |origin| check(Some("tombstone.example"), Some(origin));
        assert!(of("https://tombstone.example"));
        for other in ["https://evil.example", "http://tombstone.example", "https://tombstone.example:8443", "null", ""]
        {
            assert!(!of(other), "{other}");
        }
    }
}
