//! `tombstone portal alarm`: when a burst of deletions raises an alarm.

use anyhow::Context;
use domain::MemberId;
use domain::audit::AuditEntry;
use domain::burst::{BurstSettings, MINUTES};

use crate::cli::Switch;
use crate::house::House;
use crate::output::say;

pub(crate) async fn run(
    house: &House,
    member_id: &MemberId,
    burst: Option<Switch>,
    threshold: Option<u32>,
) -> anyhow::Result<()> {
    let tenant = house.store.tenant(member_id);
    let portal = tenant.find_portal().await?.with_context(|| format!("there is no portal {member_id}"))?;
    let mut settings = portal.settings;
    if let Some(burst) = burst {
        settings.burst.is_on = burst == Switch::On;
    }
    if let Some(threshold) = threshold {
        settings.burst.threshold = threshold.max(BurstSettings::LOWEST);
    }
    if settings != portal.settings {
        let now = house.clock.now();
        tenant.save_settings(&settings, now).await?;
        let (domain, BurstSettings { is_on, threshold }) = (portal.domain.clone(), settings.burst);
        let set = AuditEntry::BurstAlarmSet { domain, is_on, threshold };
        house.store.record_audit(now, "command line", Some(member_id), &set).await?;
    }
    let (name, threshold) = (portal.name(), settings.burst.threshold());
    if settings.burst.is_on {
        say(format_args!(
            "an alarm goes on when {threshold} or more things are deleted at {name} within {MINUTES} minutes, and more \
             than usual there"
        ));
    } else {
        say(format_args!("no alarm goes on when much is deleted at once at {name}"));
    }
    Ok(())
}
