//! Makes the first operator where nobody can log in yet.

use std::collections::BTreeSet;

use admin::FirstLink;
use anyhow::Context;
use domain::operator::Role::Owner;
use domain::reach::Reach;
use secrecy::ExposeSecret;
use url::Url;

use crate::commands::operator;
use crate::commands::roles::Role;
use crate::house::House;
use crate::output::say;
use crate::settings::Settings;

/// Makes the operator of the settings if there is none at all.
pub(super) async fn make(house: &House, settings: &Settings) -> anyhow::Result<()> {
    let (Some(email), Some(password)) = (&settings.admin_email, &settings.admin_password) else { return Ok(()) };
    if house.store.count_operators().await? > 0 {
        return Ok(());
    }
    match operator::create(house, email, password, Owner, Reach::AllPortals).await {
        Err(_) if house.store.count_operators().await? > 0 => Ok(()), // another process was quicker
        made => made.context("TOMBSTONE_ADMIN_EMAIL and TOMBSTONE_ADMIN_PASSWORD"),
    }
}

/// Prints a link for whoever started the service, if there is no operator. It goes to standard output, not to the
/// log, which may be kept for long and read by others.
pub(super) async fn offer(
    house: &House,
    roles: &BTreeSet<Role>,
    public_url: &Url,
) -> anyhow::Result<Option<FirstLink>> {
    if !roles.contains(&Role::Admin) || house.store.count_operators().await? > 0 {
        return Ok(None);
    }
    let (link, address) = FirstLink::new(house.store.hash_key(), public_url, house.clock.now());
    say("there is no operator yet; whoever opens this link within an hour makes the first one:");
    say(format_args!("  {}", address.expose_secret()));
    Ok(Some(link))
}
