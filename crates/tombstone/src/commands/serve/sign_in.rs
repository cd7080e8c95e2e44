//! The OpenID provider that operators may sign in at.

use admin::SignInProvider;
use domain::Clock;
use oidc::{Provider, Registration};
use url::Url;

use crate::settings::{OidcSettings, Settings};

/// The provider of the settings, for a service that is reached at `public_url`. Nothing is asked of it yet: the service
/// starts without it too.
pub(crate) fn provider(settings: &Settings, public_url: &Url, clock: &Clock) -> Option<SignInProvider> {
    let OidcSettings { issuer, client_id, client_secret, name } = settings.oidc.clone()?;
    let registration = Registration { issuer, client_id, client_secret, redirect: admin::callback(public_url) };
    Some(SignInProvider { provider: Provider::new(registration, clock), name })
}
