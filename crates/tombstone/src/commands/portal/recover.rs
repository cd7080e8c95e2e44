//! `tombstone portal recover`: lets a worker read a portal's offline queue, and waits for the outcome.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use domain::MemberId;
use domain::audit::AuditEntry;
use domain::recovery::{Recovery, RecoveryOutcome};
use domain::requested_task::RequestedTask;
use time::OffsetDateTime;

use crate::house::House;
use crate::output::{counted, say};

/// How long to wait for the outcome.
const PATIENCE: Duration = Duration::from_mins(1);
/// How often to look for it.
const PERIOD: Duration = Duration::from_millis(200);

pub(super) async fn run(house: &House, member_id: &MemberId, json: bool) -> anyhow::Result<()> {
    let tenant = house.store.tenant(member_id);
    let portal = tenant.find_portal().await?;
    let portal =
        portal.with_context(|| format!("there is no portal {member_id}; `tombstone portal list` shows them"))?;
    if let Some(why) = RequestedTask::Recover.refused(&portal) {
        bail!("{}", words::english().task_refusal(why));
    }
    let now = house.clock.now();
    tenant.request(RequestedTask::Recover, now).await?;
    let asked = AuditEntry::of_requested_task(RequestedTask::Recover, &portal.domain);
    house.store.record_audit(now, "command line", Some(member_id), &asked).await?;
    let Some(recovery) = wait(house, member_id, now).await? else {
        bail!(
            "nobody has read the offline queue of {} within a minute; it is due; check that a process with the role \
             worker runs",
            portal.domain
        );
    };
    let outcome = recovery.outcome;
    if json {
        say(serde_json::to_string_pretty(&api::recovery(recovery))?);
    } else {
        say(described(&recovery));
    }
    match outcome {
        RecoveryOutcome::Complete | RecoveryOutcome::Partial => Ok(()),
        _ => bail!("the offline queue of {} could not be read to its end", portal.domain),
    }
}

/// The first read since `asked` that is not partial, or the last partial one; none if none ended.
async fn wait(house: &House, member_id: &MemberId, asked: OffsetDateTime) -> anyhow::Result<Option<Recovery>> {
    let (begun, mut found, mut last) = (Instant::now(), 0, None::<Recovery>);
    let progress = std::io::stderr().is_terminal();
    while begun.elapsed() < PATIENCE {
        let recovery = house.store.tenant(member_id).find_recovery().await?;
        if let Some(recovery) = recovery.filter(|recovery| recovery.begun_at >= asked) {
            if last.as_ref().is_none_or(|last| last.begun_at != recovery.begun_at) {
                found += recovery.found;
            }
            if recovery.outcome != RecoveryOutcome::Partial {
                return Ok(Some(Recovery { found, ..recovery }));
            }
            last = Some(recovery);
        }
        if progress {
            let mut stderr = std::io::stderr();
            let deletions = counted(found, "deletion");
            let _ = write!(stderr, "\rreading, {deletions} so far, {} s ", begun.elapsed().as_secs());
            let _ = stderr.flush();
        }
        tokio::time::sleep(PERIOD).await;
    }
    Ok(last.map(|last| Recovery { found, ..last }))
}

fn described(recovery: &Recovery) -> String {
    let words = words::english();
    format!("{} {}", words.recovery_outcome(recovery.outcome), words.recovery(recovery)).trim_end().to_owned()
}
