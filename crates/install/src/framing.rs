//! Which portal may frame a page: never a host that only the request names, where another is known.

use portals::InstallRequest;

use crate::context::Install;
use crate::page::Place;

/// Who may frame a page before the authorization server has confirmed the request's portal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Framing {
    /// The host that the request names: the portal is known there, or unknown, so that there is nothing of it to show.
    Named(String),
    /// The known host of the portal, which is not the one that the request names: the portal may have moved.
    Known(String),
    /// Nobody: the known host can't be read now.
    Nobody,
}

impl Framing {
    /// Where the page may be shown.
    pub(crate) fn place(self) -> Place {
        match self {
            Self::Named(host) | Self::Known(host) => Place::Frame(host),
            Self::Nobody => Place::Window,
        }
    }
}

/// Who may frame the answer while nothing in the request is confirmed.
pub(crate) async fn before_verification(install: &Install, request: &InstallRequest) -> Framing {
    match install.store.tenant(&request.member_id).find_portal().await {
        Ok(Some(known)) if !known.domain.is_empty() && !is_same_host(&known.domain, &request.host) => {
            Framing::Known(known.domain)
        }
        Ok(_) => Framing::Named(request.host.clone()),
        Err(error) => {
            tracing::error!(member_id = %request.member_id, %error, "the portal's address can't be read");
            Framing::Nobody
        }
    }
}

/// A portal's frame may be at a port of its own (docs/protocol.md 8.4).
fn is_same_host(one: &str, other: &str) -> bool {
    let name = |host: &str| host.split(':').next().unwrap_or_default().to_ascii_lowercase();
    name(one) == name(other)
}
