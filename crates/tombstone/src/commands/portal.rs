//! `tombstone portal`: the same facts and actions as in the dashboard.

use anyhow::{Context, bail};
use domain::MemberId;
use domain::portal::{Portal as Facts, PortalStatus};
use serde_json::json;
use store::PortalFilter;

use crate::cli::Portal;
use crate::commands::operator::rfc3339;
use crate::house::House;
use crate::output::say;
use crate::table;

/// How many portals are read at once.
const PAGE: u64 = 500;

pub(crate) async fn run(command: Portal, house: &House) -> anyhow::Result<()> {
    match command {
        Portal::List { json } => list(house, json).await,
        Portal::Show { member_id, json } => show(house, &MemberId::parse(&member_id)?, json).await,
        Portal::Purge { member_id, yes } => purge(house, &MemberId::parse(&member_id)?, yes).await,
    }
}

async fn list(house: &House, json: bool) -> anyhow::Result<()> {
    let mut portals = Vec::new();
    let mut after = None;
    loop {
        let page = house.store.all_portals().list_portals(&PortalFilter::default(), after, PAGE).await?;
        portals.extend(page.items);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    if json {
        let portals: Vec<_> = portals.iter().map(to_json).collect();
        say(serde_json::to_string_pretty(&portals)?);
        return Ok(());
    }
    let rows: Vec<_> = portals
        .iter()
        .map(|portal| {
            let last = portal.last_event_at.map_or_else(|| "never".to_owned(), rfc3339);
            let Facts { member_id, domain, status, deletions, .. } = portal;
            [member_id.to_string(), domain.clone(), status.to_string(), deletions.to_string(), last]
        })
        .collect();
    table::print(["MEMBER_ID", "DOMAIN", "STATUS", "DELETIONS", "LAST EVENT"], &rows);
    Ok(())
}

async fn show(house: &House, member_id: &MemberId, json: bool) -> anyhow::Result<()> {
    let portal = house.store.tenant(member_id).find_portal().await?;
    let portal =
        portal.with_context(|| format!("there is no portal {member_id}; `tombstone portal list` shows them"))?;
    let facts = to_json(&portal);
    if json {
        say(serde_json::to_string_pretty(&facts)?);
        return Ok(());
    }
    for (name, value) in facts.as_object().into_iter().flatten() {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        say(format_args!("{name:15}  {text}"));
    }
    Ok(())
}

async fn purge(house: &House, member_id: &MemberId, yes: bool) -> anyhow::Result<()> {
    let tenant = house.store.tenant(member_id);
    let portal = tenant.find_portal().await?.with_context(|| format!("there is no portal {member_id}"))?;
    if portal.status != PortalStatus::Uninstalled && portal.status != PortalStatus::Deleted {
        bail!("{} is {}; only what is kept of an uninstalled portal can be purged", portal.domain, portal.status);
    }
    if !yes {
        bail!("this removes {} deletions of {} for ever; say --yes if that is meant", portal.deletions, portal.domain);
    }
    tenant.uninstall(true, house.clock.now()).await?;
    while !tenant.purge_batch().await? {}
    let now = house.clock.now();
    house.store.record_audit(now, "command line", Some(member_id), "portal purged", &portal.domain).await?;
    say(format_args!("{} deletions of {} removed", portal.deletions, portal.domain));
    Ok(())
}

fn to_json(portal: &Facts) -> serde_json::Value {
    json!({
        "member_id": portal.member_id,
        "domain": portal.domain,
        "status": portal.status.as_str(),
        "app_status": portal.app_status,
        "finished": portal.finished,
        "scopes": portal.scopes,
        "installed_at": portal.installed_at.map(rfc3339),
        "last_event_at": portal.last_event_at.map(rfc3339),
        "deletions": portal.deletions,
    })
}
