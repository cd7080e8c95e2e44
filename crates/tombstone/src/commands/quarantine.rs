//! `tombstone quarantine`: events that could not be indexed.

use anyhow::{Context, bail};
use domain::audit::AuditEntry;
use domain::coded::Coded;
use domain::quarantine::QuarantineReason;
use serde_json::{Value, json};
use store::QuarantinedEvent;

use crate::cli::Quarantine;
use crate::house::House;
use crate::output::{counted, rfc3339, say};
use crate::table;

/// How many events are read at once.
const PAGE: u64 = 500;

pub(crate) async fn run(command: Quarantine, house: &House) -> anyhow::Result<()> {
    match command {
        Quarantine::List { json } => list(house, json).await,
        Quarantine::Retry { json } => retry(house, json).await,
    }
}

async fn list(house: &House, json: bool) -> anyhow::Result<()> {
    let mut events: Vec<QuarantinedEvent> = Vec::new();
    loop {
        let after = events.last().map(|event| (event.source.as_str(), event.position));
        let page = house.store.all_portals().list_quarantined(after, PAGE).await?;
        if page.is_empty() {
            break;
        }
        events.extend(page);
    }
    if json {
        let events: Vec<_> = events.iter().map(|event| described(event, &event.reason)).collect();
        say(serde_json::to_string_pretty(&events)?);
    } else if events.is_empty() {
        say("nothing was set aside");
    } else {
        print(events.iter().map(|event| (event, &event.reason)));
    }
    Ok(())
}

async fn retry(house: &House, json: bool) -> anyhow::Result<()> {
    let retried = worker::retry_quarantined(&house.store).await;
    let (events, deletions, stay) = (retried.events, retried.deletions, retried.stay.len());
    if events > 0 {
        let done = AuditEntry::QuarantineRetried { events, deletions };
        house.store.record_audit(house.clock.now(), "command line", None, &done).await?;
    }
    if json {
        let stay: Vec<_> = retried.stay.iter().map(|(event, reason)| described(event, reason)).collect();
        say(serde_json::to_string_pretty(&json!({
            "events": events,
            "deletions": deletions,
            "purged": retried.purged,
            "stay": stay,
        }))?);
    } else {
        say(format_args!("{} indexed, with {}", counted(events, "event"), counted(deletions, "new deletion")));
        if retried.purged > 0 {
            say(format_args!("{} left out: the portal's data was removed", counted(retried.purged, "deletion")));
        }
        if stay > 0 {
            print(retried.stay.iter().map(|(event, reason)| (event, reason)));
        }
    }
    if let Some(error) = retried.ended_by {
        return Err(error).context("not all were tried; run this again");
    }
    if stay > 0 {
        bail!(
            "{} still can't be indexed; fix what the reasons say, or report them, and run this again",
            counted(stay, "event")
        );
    }
    Ok(())
}

fn described(event: &QuarantinedEvent, reason: &QuarantineReason) -> Value {
    json!({
        "log": event.source,
        "position": event.position,
        "member_id": event.member_id.as_ref().map(ToString::to_string),
        "received_at": rfc3339(event.received_at),
        "code": Coded::of(reason).code,
        "reason": words::english().quarantine_reason(reason),
    })
}

fn print<'a>(events: impl Iterator<Item = (&'a QuarantinedEvent, &'a QuarantineReason)>) {
    let row = |(event, reason): (&QuarantinedEvent, &QuarantineReason)| {
        let portal = event.member_id.as_ref().map_or_else(|| "unknown".to_owned(), ToString::to_string);
        [
            rfc3339(event.received_at),
            portal,
            format!("{} {}", event.source, event.position),
            words::english().quarantine_reason(reason),
        ]
    };
    table::print(["RECEIVED", "PORTAL", "PLACE IN THE LOG", "REASON"], &events.map(row).collect::<Vec<_>>());
}
