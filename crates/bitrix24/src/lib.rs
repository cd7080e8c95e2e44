//! Calls to authorization servers and portals, and what follows from their answers.
//!
//! Everything that a portal says of itself is unproven until the authorization server confirms it
//! (PROTOCOL.md 5.3), and every address is checked at the moment of connecting.

mod answer;
mod authorization;
mod guard;
mod http;
mod inspector;
mod installer;
mod keeper;
mod limits;
mod mask;
mod oauth;
mod outcome;
mod places;
mod portal;
mod portals;
mod prober;
mod reaction;
mod recovery;
mod request;
mod subscriptions;

pub use authorization::{App, AuthorizationServers, InvalidHost};
pub use guard::Endpoints;
pub use http::{CallError, HttpClient};
pub use inspector::{Inspection, Inspector};
pub use installer::{Installer, Settled, Unheard};
pub use keeper::{TokenError, TokenKeeper};
pub use outcome::{CodeReturn, InstallEvent, InstallResult, Installed, Proof, SetUp, Visitor};
pub use portal::PortalClient;
pub use portals::{PortalError, Portals};
pub use prober::Prober;
pub use recovery::{Recovered, Recovery};
pub use request::InstallRequest;
