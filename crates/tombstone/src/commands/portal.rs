//! `tombstone portal`: the same facts and actions as in the dashboard.

mod alarm;
mod recover;
mod report;
mod titles;
mod verify;

use anyhow::{Context, bail};
use domain::MemberId;
use domain::audit::AuditEntry;
use domain::health::{Alarm, Condition};
use domain::portal::{Portal as Facts, PortalStatus, PurgeReason};
use store::PortalFilter;

use crate::cli::Portal;
use crate::house::House;
use crate::output::{counted, rfc3339, say};
use crate::table;

/// Context of a failure after the removal.
const TRACES: &str = "the data is removed, but traces of it stay in the files until the service removes them";
/// How many portals are read at once.
const PAGE: u64 = 500;

pub(crate) async fn run(command: Portal, house: &House) -> anyhow::Result<()> {
    match command {
        Portal::List { json } => list(house, json).await,
        Portal::Show { member_id, json } => show(house, &MemberId::parse(&member_id)?, json).await,
        Portal::Recover { member_id, json } => recover::run(house, &MemberId::parse(&member_id)?, json).await,
        Portal::Verify { member_id, json } => verify::run(house, &MemberId::parse(&member_id)?, json).await,
        Portal::Retain { member_id, days } => retain(house, &MemberId::parse(&member_id)?, days).await,
        Portal::Alarm { member_id, burst, threshold } => {
            alarm::run(house, &MemberId::parse(&member_id)?, burst, threshold).await
        }
        Portal::Titles { member_id, keep, days } => titles::run(house, &MemberId::parse(&member_id)?, keep, days).await,
        Portal::Purge { member_id, yes } => purge(house, &MemberId::parse(&member_id)?, yes).await,
    }
}

async fn list(house: &House, json: bool) -> anyhow::Result<()> {
    let mut portals = Vec::new();
    let mut after = None;
    loop {
        let page = house.store.all_portals().list_portals(&PortalFilter::default(), after, PAGE).await?;
        let mut alarms = house.store.all_portals().find_alarms(&page.items).await?;
        portals.extend(page.items.into_iter().map(|portal| {
            let own = alarms.remove(&portal.member_id).unwrap_or_default();
            (portal, own)
        }));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    if json {
        let portals: Vec<_> = portals.into_iter().map(|(portal, alarms)| api::portal(portal, &alarms)).collect();
        say(serde_json::to_string_pretty(&portals)?);
        return Ok(());
    }
    let rows: Vec<_> = portals.iter().map(|(portal, alarms)| row(portal, alarms)).collect();
    table::print(["MEMBER_ID", "DOMAIN", "STATUS", "ALARMS", "DELETIONS", "LAST EVENT"], &rows);
    Ok(())
}

fn row(portal: &Facts, alarms: &[Alarm]) -> [String; 6] {
    let last = portal.last_event_at.map_or_else(|| "never".to_owned(), rfc3339);
    let Facts { member_id, domain, status, deletions, .. } = portal;
    let kinds = alarms.iter().map(|alarm| alarm.kind.as_str()).collect::<Vec<_>>().join(",");
    let kinds = match Condition::of(portal, alarms) {
        Condition::Unknown => "not known".to_owned(),
        Condition::Alarmed(kind) if kinds.is_empty() => kind.to_string(),
        _ if kinds.is_empty() => "-".to_owned(),
        _ => kinds,
    };
    [member_id.to_string(), domain.clone(), status.to_string(), kinds, deletions.to_string(), last]
}

async fn show(house: &House, member_id: &MemberId, json: bool) -> anyhow::Result<()> {
    let now = house.clock.now();
    let health = house.store.tenant(member_id).find_health(now).await?;
    let health =
        health.with_context(|| format!("there is no portal {member_id}; `tombstone portal list` shows them"))?;
    let receipts = house.store.tenant(member_id).list_receipts().await?;
    if json {
        let mut shown = serde_json::to_value(api::health(health))?;
        shown["purges"] = receipts.iter().map(report::purge).collect();
        say(serde_json::to_string_pretty(&shown)?);
        return Ok(());
    }
    for line in report::lines(&health, &receipts, now) {
        say(line);
    }
    Ok(())
}

async fn purge(house: &House, member_id: &MemberId, yes: bool) -> anyhow::Result<()> {
    let tenant = house.store.tenant(member_id);
    let portal = tenant.find_portal().await?.with_context(|| format!("there is no portal {member_id}"))?;
    if portal.status != PortalStatus::Uninstalled && portal.status != PortalStatus::Deleted {
        bail!("{} is {}; only an uninstalled portal's data can be purged", portal.name(), portal.status);
    }
    if !yes {
        let deletions = counted(portal.deletions, "deletion");
        bail!("this removes {deletions} of {} forever; use --yes to confirm", portal.name());
    }
    if !tenant.purge(PurgeReason::Operator, house.clock.now()).await? {
        bail!("{} was just installed again", portal.name());
    }
    while !tenant.purge_batch(house.clock.now()).await? {}
    say(format_args!("{} of {} removed", counted(portal.deletions, "deletion"), portal.name()));
    house.store.rewrite().await.context(TRACES)?;
    if !house.store.empty_wal().await.context(TRACES)? {
        say("somebody still reads the database; the service empties its journal as soon as it can");
    }
    Ok(())
}

async fn retain(house: &House, member_id: &MemberId, days: Option<u16>) -> anyhow::Result<()> {
    let tenant = house.store.tenant(member_id);
    let portal = tenant.find_portal().await?.with_context(|| format!("there is no portal {member_id}"))?;
    tenant.save_retention(days).await?;
    let kept = match days {
        None => "as long as those of all others".to_owned(),
        Some(0) => "forever".to_owned(),
        Some(days) => format!("for {}", counted(days, "day")),
    };
    let set = AuditEntry::RetentionSet { domain: portal.domain.clone(), days };
    house.store.record_audit(house.clock.now(), "command line", Some(member_id), &set).await?;
    say(format_args!("the deletions of {} are kept {kept}", portal.domain));
    Ok(())
}
