//! Whether operators can sign in at the OpenID provider.

use domain::Clock;
use url::Url;

use crate::commands::serve::sign_in::provider;
use crate::settings::Settings;

/// Checks the discovery document; none if there is no provider.
pub(super) async fn look(settings: &Settings, clock: &Clock) -> Option<Result<String, String>> {
    let own = || Url::parse(&format!("http://{}", settings.listen)).expect("an address of a socket makes one of HTTP");
    let public_url = settings.public_url.clone().unwrap_or_else(own);
    let provider = match provider(settings, &public_url, clock).transpose()? {
        Ok(known) => known.provider,
        Err(error) => return Some(Err(error.to_string())),
    };
    let (issuer, callback) = (provider.issuer(), admin::callback(&public_url));
    Some(match provider.check().await {
        Ok(()) => Ok(format!("{issuer} answers as one; it must know the redirect address {callback}")),
        Err(error) => Err(format!(
            "{issuer} can't be used: {}; check TOMBSTONE_OIDC_ISSUER, which must be what it calls itself, and outbound \
             network access. Passwords still open the dashboard",
            error.cause
        )),
    })
}
