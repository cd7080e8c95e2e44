//! Authorization servers: the default one, and others for portals of some regions. None knows what another has issued
//! (docs/protocol.md 8.2).

use crate::oauth::issued::Holder;
use crate::server::call::Call;
use crate::state::State;
use crate::world::World;

impl World {
    /// `host:port` of the named authorization server; without a name, of the default one.
    fn authority_host(&self, name: Option<&str>) -> String {
        name.map_or_else(|| self.server_host(), |name| self.portal_host(name))
    }

    pub(crate) fn authority_url(&self, name: Option<&str>) -> String {
        format!("{}://{}/", self.addresses.scheme(), self.authority_host(name))
    }

    /// `host:port` of a portal's authorization server.
    pub(crate) fn server_host_of(&self, state: &State, portal: usize) -> String {
        self.authority_host(state.authority_of(portal))
    }

    /// The REST base of a portal's authorization server, as the portal names it.
    pub(crate) fn server_endpoint_of(&self, state: &State, portal: usize) -> String {
        match state.authority_of(portal) {
            Some(name) if state.server.server_endpoint.is_none() => format!("{}rest/", self.authority_url(Some(name))),
            _ => self.server_endpoint(state),
        }
    }

    /// The authorization server that a call's host names; `None` for the default one.
    pub(crate) fn authority_called(&self, call: &Call) -> Option<String> {
        let name = self.addresses.portal_name(&call.host)?;
        self.state().has_authority(name).then(|| name.to_owned())
    }
}

impl State {
    fn authority_of(&self, portal: usize) -> Option<&str> {
        self.portals[portal].spec.authority.as_deref()
    }

    /// Whether a non-default authorization server has this name.
    pub(crate) fn has_authority(&self, name: &str) -> bool {
        (0..self.portals.len()).any(|portal| self.authority_of(portal) == Some(name))
    }

    /// Whether this authorization server issued the holder's tokens.
    pub(crate) fn has_issued(&self, authority: Option<&str>, holder: Holder) -> bool {
        self.authority_of(holder.portal) == authority
    }
}

/// The key for counts and faults of a call to an authorization server: `oauth/token` at the default one,
/// `NAME:oauth/token` at another.
pub(crate) fn counted(authority: Option<&str>, method: &str) -> String {
    authority.map_or_else(|| method.to_owned(), |name| format!("{name}:{method}"))
}
