//! The party that answers a call: the authorization server or a portal.

use crate::server::errors::RestError;
use crate::server::faults::Faults;
use crate::state::State;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Party {
    Server,
    Portal(usize),
}

/// The error that a fault names, in this party's wording.
pub(crate) fn named_error(party: Party, code: &str, status: Option<u16>, description: Option<String>) -> RestError {
    let error = if party == Party::Server { RestError::server(code) } else { RestError::portal(code) };
    RestError {
        status: status.unwrap_or(error.status),
        description: description.or(error.description),
        error: error.error,
    }
}

impl State {
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.portals.iter().position(|portal| portal.spec.name == name)
    }

    pub(crate) fn faults(&mut self, party: Party) -> &mut Faults {
        match party {
            Party::Server => &mut self.server_faults,
            Party::Portal(portal) => &mut self.portals[portal].faults,
        }
    }
}
