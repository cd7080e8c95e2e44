//! A portal's REST address, as the portal and its authorization server report it.

use crate::state::State;
use crate::world::World;

impl World {
    /// The portal's `client_endpoint`.
    pub(crate) fn client_endpoint_of(&self, state: &State, portal: usize) -> String {
        let portal = &state.portals[portal];
        let slash = if portal.switches.endpoint_without_slash { "" } else { "/" };
        format!("{}/rest{slash}", self.portal_url(&portal.spec.name))
    }

    /// The portal's `host:port` in its frames.
    pub(crate) fn frame_domain(&self, state: &State, portal: usize) -> String {
        let portal = &state.portals[portal];
        let host = self.portal_host(&portal.spec.name);
        let Some(port) = portal.switches.frame_port else { return host };
        let name = host.rsplit_once(':').map_or(host.as_str(), |(name, _)| name);
        format!("{name}:{port}")
    }
}
