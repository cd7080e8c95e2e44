//! Options of the portal: the alarm about bursts of deletions, and the titles of things.

use domain::audit::AuditEntry;
use domain::burst::BurstSettings;
use domain::portal::PortalSettings;
use domain::titles::TitleSettings;
use poem::Response;
use store::StoreError;

use super::page::{done, wrong};
use crate::app::visit::{Asked, Visit};
use crate::context::Install;

/// The highest threshold that can be chosen.
const MOST: u32 = 1_000_000;

/// Sets whether bursts of deletions raise an alarm, and from how many deletions on.
pub(crate) async fn set_burst(install: Install, visit: Visit, asked: Asked) -> Result<Response, StoreError> {
    let bounds = BurstSettings::LOWEST..=MOST;
    let threshold = asked.field("threshold").and_then(|text| text.parse().ok()).filter(|it| bounds.contains(it));
    let Some(threshold) = threshold else {
        let arguments: &[(&str, &dyn words::Argument)] = &[("least", &BurstSettings::LOWEST), ("most", &MOST)];
        return wrong(&install, &visit, visit.words.text_with("app-burst-wrong", arguments)).await;
    };
    let (is_on, domain) = (asked.field("on").is_some(), visit.portal.domain.clone());
    let entry = AuditEntry::BurstAlarmSet { domain, is_on, threshold };
    save(&install, &visit, |settings| settings.burst = BurstSettings { is_on, threshold }, &entry).await
}

/// Sets whether titles of things are kept, and for how many days.
pub(crate) async fn set_titles(install: Install, visit: Visit, asked: Asked) -> Result<Response, StoreError> {
    let days = asked.field("days").and_then(|text| text.parse().ok());
    let Some(days) = days.filter(|days| *days <= TitleSettings::MOST_DAYS) else {
        let text = visit.words.text_with("app-titles-wrong", &[("most", &TitleSettings::MOST_DAYS)]);
        return wrong(&install, &visit, text).await;
    };
    let (is_on, domain) = (asked.field("on").is_some(), visit.portal.domain.clone());
    let entry = AuditEntry::TitlesSet { domain, is_on, days };
    save(&install, &visit, |settings| settings.titles = TitleSettings { is_on, days }, &entry).await
}

async fn save(
    install: &Install,
    visit: &Visit,
    change: impl FnOnce(&mut PortalSettings),
    entry: &AuditEntry,
) -> Result<Response, StoreError> {
    let tenant = install.store.tenant(&visit.token.member_id);
    let mut settings = tenant.find_settings().await?;
    change(&mut settings);
    tenant.save_settings(&settings, visit.now).await?;
    visit.record(install, entry).await?;
    done(install, visit, "saved", visit.words.text("app-saved")).await
}
