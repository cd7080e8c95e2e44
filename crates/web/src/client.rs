//! Where a request came from: the connection's peer, or the client that a trusted proxy names.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use ipnet::IpNet;
use poem::Request;

/// Proxies whose `X-Forwarded-For` we trust (`TOMBSTONE_TRUSTED_PROXIES`). Attached to every request as data.
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies(Arc<[IpNet]>);

impl TrustedProxies {
    /// Trusts these networks.
    pub fn new(networks: impl IntoIterator<Item = IpNet>) -> Self {
        Self(networks.into_iter().map(plain).collect())
    }

    fn trust(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }

    /// The nearest address that is not a trusted proxy, going back from the peer through the header.
    fn client(&self, peer: IpAddr, forwarded: &str) -> IpAddr {
        let mut client = peer.to_canonical(); // a socket on `[::]` has IPv4 peers as `::ffff:192.0.2.1`
        for hop in forwarded.rsplit(',').map(str::trim) {
            if !self.trust(client) {
                break;
            }
            let Ok(address) = hop.parse::<IpAddr>() else { break };
            client = address.to_canonical();
        }
        client
    }
}

/// An IPv4 network that is written as IPv4-mapped IPv6 becomes plain IPv4.
fn plain(network: IpNet) -> IpNet {
    let mapped = network.prefix_len().checked_sub(96).zip(match network.addr() {
        IpAddr::V6(address) => address.to_ipv4_mapped(),
        IpAddr::V4(_) => None,
    });
    mapped.and_then(|(prefix, address)| IpNet::new(address.into(), prefix).ok()).unwrap_or(network)
}

/// The address of the client that sent the request.
pub fn client_ip(request: &Request) -> IpAddr {
    let peer = request.remote_addr().as_socket_addr().map_or(Ipv4Addr::UNSPECIFIED.into(), std::net::SocketAddr::ip);
    let Some(proxies) = request.data::<TrustedProxies>() else { return peer.to_canonical() };
    let forwarded = request.headers().get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    proxies.client(peer, &forwarded.collect::<Vec<_>>().join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        let proxies = TrustedProxies::new(["10.0.0.0/8".parse().unwrap()]);
        let client = |peer, forwarded| proxies.client(address(peer), forwarded);
        assert_eq!(client("203.0.113.9", "198.51.100.1"), address("203.0.113.9"));
        assert_eq!(client("10.0.0.1", "198.51.100.1"), address("198.51.100.1"));
        assert_eq!(client("10.0.0.1", "6.6.6.6, 198.51.100.1, 10.0.0.2"), address("198.51.100.1"));
        assert_eq!(client("10.0.0.1", "nonsense"), address("10.0.0.1"));
        assert_eq!(client("10.0.0.1", ""), address("10.0.0.1"));
    }

    #[test]
    fn ipv4_is_known_however_it_is_written() {
        for network in ["10.0.0.0/8", "::ffff:10.0.0.0/104"] {
            let proxies = TrustedProxies::new([network.parse().unwrap()]);
            let client = |peer, forwarded| proxies.client(address(peer), forwarded);
            assert_eq!(client("::ffff:10.0.0.1", "::ffff:198.51.100.1, ::ffff:10.0.0.2"), address("198.51.100.1"));
            assert_eq!(client("::ffff:203.0.113.9", "198.51.100.1"), address("203.0.113.9"));
            assert_eq!(client("10.0.0.1", "2001:db8::1"), address("2001:db8::1"));
        }
    }
}
