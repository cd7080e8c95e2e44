//! `tombstone portal verify`: the chain of a portal's deletions, link by link.

use anyhow::{Context, bail};
use domain::chain::Checked;
use domain::{MemberId, hex};
use serde::Serialize;

use crate::commands::progress::show_progress;
use crate::house::House;
use crate::output::{counted, say};

#[derive(Serialize)]
struct Verified<'a> {
    member_id: &'a str,
    well: bool,
    deletions: u64,
    older: u64,
    first_digest: Option<String>,
    last_digest: Option<String>,
    number: Option<i64>,
    fault: Option<String>,
}

pub(super) async fn run(house: &House, member_id: &MemberId, json: bool) -> anyhow::Result<()> {
    let tenant = house.store.tenant(member_id);
    let portal = tenant.find_portal().await?.with_context(|| format!("there is no portal {member_id}"))?;
    let checked = tenant.verify(show_progress("checked")).await?;
    if json {
        say(serde_json::to_string_pretty(&answer(member_id, &checked))?);
    } else {
        report(&portal.domain, &checked);
    }
    match checked.fault {
        Some(fault) => bail!("the chain of {} is broken: {fault}", portal.domain),
        None => Ok(()),
    }
}

fn report(domain: &str, checked: &Checked) {
    let Checked { linked, older, first, last, fault } = checked;
    if fault.is_none() {
        say(format_args!("{} of {domain} checked: all is as it was stored", counted(*linked, "deletion")));
    } else {
        say(format_args!("{} of {domain} checked, then one does not fit", counted(*linked, "deletion")));
    }
    if *older > 0 {
        let older = counted(*older, "older deletion");
        say(format_args!("{older} can't be checked, stored before there was a chain"));
    }
    for (which, link) in [("first", first), ("last", last)] {
        if let Some(link) = link {
            say(format_args!("{which} digest  {}", hex(link)));
        }
    }
}

fn answer<'a>(member_id: &'a MemberId, checked: &Checked) -> Verified<'a> {
    Verified {
        member_id: member_id.as_str(),
        well: checked.fault.is_none(),
        deletions: checked.linked,
        older: checked.older,
        first_digest: checked.first.as_ref().map(hex),
        last_digest: checked.last.as_ref().map(hex),
        number: checked.fault.and_then(domain::chain::Fault::number),
        fault: checked.fault.map(|fault| fault.to_string()),
    }
}
