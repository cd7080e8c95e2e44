//! `tombstone portal titles`: whether a deleted lead shows the name that it had.

use anyhow::Context;
use domain::MemberId;
use domain::audit::AuditEntry;
use domain::titles::TitleSettings;

use crate::cli::Switch;
use crate::house::House;
use crate::output::{counted, say};

pub(crate) async fn run(
    house: &House,
    member_id: &MemberId,
    keep: Option<Switch>,
    days: Option<u16>,
) -> anyhow::Result<()> {
    let tenant = house.store.tenant(member_id);
    let portal = tenant.find_portal().await?.with_context(|| format!("there is no portal {member_id}"))?;
    let mut settings = portal.settings;
    settings.titles = TitleSettings {
        is_on: keep.map_or(settings.titles.is_on, |keep| keep == Switch::On),
        days: days.unwrap_or(settings.titles.days),
    };
    let TitleSettings { is_on, days } = settings.titles;
    if settings != portal.settings {
        let now = house.clock.now();
        tenant.save_settings(&settings, now).await?;
        let set = AuditEntry::TitlesSet { domain: portal.domain.clone(), is_on, days };
        house.store.record_audit(now, "command line", Some(member_id), &set).await?;
    }
    let name = portal.name();
    match days {
        _ if !is_on => say(format_args!("no names of things of {name} are kept")),
        0 => say(format_args!("names of things of {name} are kept forever")),
        days => {
            let days = counted(days, "day");
            say(format_args!("names of things of {name} are kept for {days} after their last change"));
        }
    }
    Ok(())
}
