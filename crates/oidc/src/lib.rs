//! Signs in at an OpenID provider (OpenID Connect Core 1.0, authorization code flow with PKCE): discovery document,
//! authorization URL, exchange of the code, and the ID token's account. Knows no store and no page.

mod account;
mod call;
mod discovery;
mod provider;
mod token;

pub use account::Account;
pub use call::Unusable;
pub use openidconnect::IssuerUrl;
pub use provider::{Begun, Provider, Registration};
