//! What all clients have that call addresses named by others: no redirects, no proxy, guarded names.

use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder};

use crate::guard::{Endpoints, GuardedResolver};

const USER_AGENT: &str = concat!("Tombstone/", env!("CARGO_PKG_VERSION"));

/// The client could not be built: the machine has no CA certificates to verify https servers with.
#[derive(Debug, thiserror::Error)]
#[error(
    "the certificates of the authorities that this machine trusts can't be read; install them, such as by `apt-get install \
     ca-certificates`, or name a file that has them in SSL_CERT_FILE"
)]
pub struct NoAuthorities(#[from] reqwest::Error);

pub(crate) fn guarded(endpoints: Endpoints, connect: Duration) -> ClientBuilder {
    // The first caller sets the provider for the process; it is the same for all.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = Client::builder().user_agent(USER_AGENT).redirect(Policy::none()).connect_timeout(connect);
    client.no_proxy().dns_resolver(GuardedResolver(endpoints))
}
