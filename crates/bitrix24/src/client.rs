//! What all clients have that call addresses named by others: no redirects, no proxy, guarded names.

use std::error::Error;
use std::io;
use std::iter::successors;
use std::path::Path;
use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder};

use crate::guard::{Endpoints, GuardedResolver};

const USER_AGENT: &str = concat!("Tombstone/", env!("CARGO_PKG_VERSION"));

/// What to do about a certificate that is not trusted.
pub const TRUST: &str = "if an authority of your own signed it, name a file in SSL_CERT_FILE that has that authority's \
                         certificate and those of the system";

/// The client could not be built: the machine has no CA certificates to verify https servers with.
#[derive(Debug, thiserror::Error)]
#[error(
    "the certificates of the authorities that this machine trusts can't be read{fault}; install them, such as by `apt-get \
     install ca-certificates`, or name a file that has them in SSL_CERT_FILE"
)]
pub struct NoAuthorities {
    /// What is wrong with the file that `SSL_CERT_FILE` names, in brackets.
    fault: String,
    source: reqwest::Error,
}

impl From<reqwest::Error> for NoAuthorities {
    fn from(source: reqwest::Error) -> Self {
        let fault = fault_of_authorities().map(|fault| format!(" ({fault})"));
        Self { fault: fault.unwrap_or_default(), source }
    }
}

/// What is wrong with the file that `SSL_CERT_FILE` names, if it is set: clients trust the authorities in it, and pass
/// over what they can't read.
pub fn fault_of_authorities() -> Option<String> {
    fault_of_file(Path::new(&std::env::var_os("SSL_CERT_FILE")?))
}

fn fault_of_file(file: &Path) -> Option<String> {
    let read = rustls_native_certs::load_certs_from_paths(Some(file), None);
    let what = match read.errors.first() {
        Some(error) => format!("not all of it can be read: {error}"),
        None if read.certs.is_empty() => "it has no certificates in PEM".to_owned(),
        None => return None,
    };
    Some(format!("SSL_CERT_FILE names {}, and {what}", file.display()))
}

/// A client for a Tombstone, wherever its user says that it is. It follows no redirects.
///
/// # Errors
/// If the machine has no CA certificates.
pub fn service_client(patience: Duration) -> Result<Client, NoAuthorities> {
    Ok(guarded(Endpoints::Private, patience).timeout(patience).build()?)
}

/// Why a request has no answer, in words for whoever sent it. Holds no address.
pub fn why_unanswered(error: reqwest::Error) -> String {
    let error = error.without_url();
    let innermost = causes(&error).last().map(ToString::to_string).unwrap_or_default();
    if is_untrusted(&error) { format!("{innermost}; {TRUST}") } else { innermost }
}

/// Whether the server has a certificate that this machine does not trust.
pub(crate) fn is_untrusted(error: &reqwest::Error) -> bool {
    let refused = |tls: &rustls::Error| matches!(tls, rustls::Error::InvalidCertificate(_));
    causes(error).any(|cause| failure_of_tls(cause).is_some_and(refused))
}

/// The error and what caused it.
pub(crate) fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    successors(Some(error as &(dyn Error + 'static)), |&cause| cause.source())
}

/// The failure of TLS, however often it is wrapped in failures of reading.
fn failure_of_tls<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a rustls::Error> {
    match error.downcast_ref::<io::Error>() {
        Some(wrapper) => failure_of_tls(wrapper.get_ref()?),
        None => error.downcast_ref(),
    }
}

pub(crate) fn guarded(endpoints: Endpoints, connect: Duration) -> ClientBuilder {
    // The first caller sets the provider for the process; it is the same for all.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = Client::builder().user_agent(USER_AGENT).redirect(Policy::none()).connect_timeout(connect);
    client.no_proxy().dns_resolver(GuardedResolver(endpoints))
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    #[test]
    fn certificate_that_is_not_trusted_is_known_within_other_failures() {
        let untrusted = rustls::Error::InvalidCertificate(rustls::CertificateError::UnknownIssuer);
        let wrapped = io::Error::other(io::Error::new(io::ErrorKind::InvalidData, untrusted.clone()));
        assert_eq!(failure_of_tls(&wrapped), Some(&untrusted));
        assert_eq!(failure_of_tls(&io::Error::other("broken")), None);
        assert_eq!(failure_of_tls(&io::Error::from(io::ErrorKind::ConnectionRefused)), None);
    }

    #[test]
    fn file_of_authorities_that_has_none_is_said() {
        let fault = |name: &str| fault_of_file(&Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap_or_default();
        assert!(
            fault("Cargo.toml").ends_with("Cargo.toml, and it has no certificates in PEM"),
            "{}",
            fault("Cargo.toml")
        );
        assert!(
            fault("nothing.pem").contains("nothing.pem, and not all of it can be read: "),
            "{}",
            fault("nothing.pem")
        );
    }

    #[tokio::test]
    async fn innermost_cause_is_said() {
        let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
        let client = service_client(Duration::from_secs(5)).unwrap();
        let error = client.get(format!("http://service.localhost:{}/", nobody.port())).send().await.unwrap_err();
        assert!(!is_untrusted(&error));
        let why = why_unanswered(error);
        assert!(why.contains("refused") && !why.contains(TRUST), "{why}");
    }
}
