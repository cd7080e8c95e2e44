//! The client of Bitrix24: calls to authorization servers and portals, what their answers mean, and the reaction to
//! each.
//!
//! Whatever a portal says about itself is unproven until the authorization server confirms it (docs/protocol.md 5.3),
//! and every address is checked when connecting.

mod answer;
mod authorization;
mod client;
mod guard;
mod http;
mod limits;
mod mask;
mod oauth;
mod outgoing;
mod places;
mod portal;
mod reaction;

pub use answer::{RemoteError, is_passing, loose_text, loose_truth, read, result, text};
pub use authorization::{App, AuthorizationServers, Claim, InvalidHost, Unverified, Verification};
pub use client::{NoAuthorities, TRUST, fault_of_authorities, service_client, why_unanswered};
pub use guard::Endpoints;
pub use http::{CallError, HttpClient};
pub use limits::Limits;
pub use mask::masked;
pub use oauth::{GrantError, MAX_LIFETIME, TokenAnswer};
pub use outgoing::WebhookClient;
pub use places::Standing;
pub use portal::{BATCH, BatchResults, MethodError, PortalClient, batch_result};
pub use reaction::{Reaction, Refusal};
