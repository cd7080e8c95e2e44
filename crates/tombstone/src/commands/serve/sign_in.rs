//! The OpenID provider that operators may sign in at.

use admin::SignInProvider;
use bitrix24::NoAuthorities;
use domain::Clock;
use oidc::{Provider, Registration};
use url::Url;

use crate::settings::{OidcSettings, Settings};

/// The provider of the settings, for a service at `public_url`. Nothing calls it yet: the service starts without it
/// too.
pub(crate) fn provider(
    settings: &Settings,
    public_url: &Url,
    clock: &Clock,
) -> Result<Option<SignInProvider>, NoAuthorities> {
    let Some(known) = settings.oidc.clone() else { return Ok(None) };
    let OidcSettings { issuer, client_id, client_secret, name } = known;
    let registration = Registration { issuer, client_id, client_secret, redirect: admin::callback(public_url) };
    Ok(Some(SignInProvider { provider: Provider::new(registration, clock)?, name }))
}
