//! How the first operator is made where nobody can log in yet.

use std::collections::BTreeSet;

use admin::FirstLink;
use secrecy::ExposeSecret;
use url::Url;

use crate::commands::roles::Role;
use crate::house::House;
use crate::output::say;

/// Prints a link to whoever started the service, if there is no operator. It goes to standard output and not to the log,
/// which may be kept for long and read by others.
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
