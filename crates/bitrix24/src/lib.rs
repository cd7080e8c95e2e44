//! Calls to authorization servers and portals, and what follows from their answers.
//!
//! Everything that a portal says of itself is unproven until the authorization server confirms it
//! (PROTOCOL.md 5.3), and every address is checked at the moment of connecting.

mod answer;
mod authorization;
mod guard;
mod http;
mod installer;
mod portal;
mod request;
mod subscriptions;

pub use authorization::{App, AuthorizationServers, InvalidHost};
pub use guard::Endpoints;
pub use http::{CallError, HttpClient};
pub use installer::{InstallEvent, InstallResult, Installer};
pub use portal::PortalClient;
pub use request::InstallRequest;
pub use subscriptions::Bound;
