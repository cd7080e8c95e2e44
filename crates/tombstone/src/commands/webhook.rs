//! `tombstone webhook listen`: the feed, posted to a program on a developer's own machine.

mod feed;
mod forward;

use std::time::Duration;

use anyhow::{Context, bail};
use bitrix24::{Endpoints, WebhookClient};
use domain::Clock;
use domain::webhook::WebhookSecret;
use secrecy::ExposeSecret;

use self::feed::{Feed, Pulled};
use self::forward::Forwarder;
use super::stop::until_asked_to_stop;
use crate::cli::Listen;
use crate::output::{say, warn};
use crate::settings::API_KEY;

/// How long to wait before asking an unreachable service again.
const PAUSE: Duration = Duration::from_secs(1);

/// Forwards what is recorded from now on, until the process is asked to stop.
pub(crate) async fn listen(listen: Listen, clock: Clock) -> anyhow::Result<()> {
    let key = listen.key.or_else(|| std::env::var(API_KEY).ok()).filter(|key| !key.is_empty());
    let key = key.with_context(|| format!("there is no key: set {API_KEY}, or give --key"))?;
    for (flag, url) in [("--api", &listen.api), ("--forward-to", &listen.forward_to)] {
        if !matches!(url.scheme(), "http" | "https") {
            bail!("{flag} must begin with http:// or https://, not {url}");
        }
    }
    let secret = WebhookSecret::generate();
    say(format_args!("secret {}", secret.text().expose_secret()));
    // It posts to its own machine, as its user asked.
    let client = WebhookClient::new(Endpoints::Private)?;
    let forwarder = Forwarder { client, url: listen.forward_to, secret, clock };
    let feed = Feed::new(&listen.api, listen.portal.as_ref(), key.into())?;
    tokio::select! {
        outcome = follow(feed, &forwarder) => outcome,
        () = until_asked_to_stop() => Ok(()),
    }
}

/// Follows without end; it fails where asking again would not help.
async fn follow(mut feed: Feed, forwarder: &Forwarder) -> anyhow::Result<()> {
    let mut is_away = false;
    loop {
        let is_first = !feed.has_begun();
        match feed.pull().await? {
            Pulled::Items(items) => {
                if is_first {
                    say(format_args!("forwarding to {} what is recorded from now on", forwarder.url));
                } else if is_away {
                    warn("the service answers again");
                }
                is_away = false;
                for item in items {
                    forwarder.forward(&item).await?;
                }
            }
            Pulled::Away(why) => {
                if !is_away {
                    warn(format_args!("the service does not answer ({why}); retrying until it does"));
                }
                is_away = true;
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}
