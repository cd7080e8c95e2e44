//! What every client has that speaks to addresses which are others' word: no redirects, no proxy, guarded names.

use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder};

use crate::guard::{Endpoints, GuardedResolver};

const USER_AGENT: &str = concat!("Tombstone/", env!("CARGO_PKG_VERSION"));

/// No client can be made: the machine has no certificates of authorities, by which servers are known over https.
#[derive(Debug, thiserror::Error)]
#[error(
    "the certificates of the authorities that this machine trusts can't be read; install them, such as by `apt-get install \
     ca-certificates`, or name a file that has them in SSL_CERT_FILE"
)]
pub struct NoAuthorities(#[from] reqwest::Error);

/// A client that connects to these endpoints only, if it does so in time.
pub(crate) fn guarded(endpoints: Endpoints, connect: Duration) -> ClientBuilder {
    // Whoever comes first sets it for the process; it is the same one for all.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = Client::builder().user_agent(USER_AGENT).redirect(Policy::none()).connect_timeout(connect);
    client.no_proxy().dns_resolver(GuardedResolver(endpoints))
}
