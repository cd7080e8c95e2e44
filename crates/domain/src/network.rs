//! Hosts of URLs, and the network by which requests from an address are counted.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::Url;

/// `host`, or `host:port` if the port is not the scheme's default.
pub fn host(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// The network in which one customer can usually choose addresses: /24 of IPv4, /64 of IPv6.
pub fn network(ip: IpAddr) -> String {
    match ip.to_canonical() {
        IpAddr::V4(ip) => {
            let [a, b, c, _] = ip.octets();
            format!("{}/24", Ipv4Addr::new(a, b, c, 0))
        }
        IpAddr::V6(ip) => {
            let [a, b, c, d, ..] = ip.segments();
            format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn port_is_said_where_it_is_unusual() {
        let host = |text: &str| host(&text.parse().unwrap());
        assert_eq!(host("https://a:b@example.com:443/hook?c=d"), "example.com");
        assert_eq!(host("https://example.com:8443/"), "example.com:8443");
        assert_eq!(host("http://[::1]:81/"), "[::1]:81");
    }

    #[test]
    fn neighbours_in_one_network_count_as_one() {
        let network = |text: &str| network(text.parse().unwrap());
        assert_eq!(network("2001:db8:1:2::1"), network("2001:db8:1:2:ffff::9"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("192.0.2.1"), "192.0.2.0/24");
        assert_eq!(network("::ffff:192.0.2.1"), network("192.0.2.9"));
    }
}
