//! Signing in at an OpenID provider (OpenID Connect Core 1.0, authorization code flow with PKCE): its discovery document,
//! the way there, the code that comes back, and the account that its ID token names. No store and no page.

mod account;
mod call;
mod discovery;
mod provider;
mod token;

pub use account::Account;
pub use call::Unusable;
pub use openidconnect::IssuerUrl;
pub use provider::{Begun, Provider, Registration};
