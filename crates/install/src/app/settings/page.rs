//! The settings page, with the outcome of a form.

use askama::Template;
use domain::api_key::ApiKey;
use domain::burst::BurstSettings;
use domain::page_token::Purpose;
use domain::titles::TitleSettings;
use poem::Response;
use poem::http::StatusCode;
use secrecy::{ExposeSecret, SecretString};
use store::StoreError;

use super::kinds;
use crate::app::health::read_only;
use crate::app::shell::{Said, Shell, Tab};
use crate::app::visible::visible;
use crate::app::visit::Visit;
use crate::context::Install;
use crate::page::Look;

#[derive(Template)]
#[template(path = "install/portal/settings.html")]
struct SettingsPage {
    look: Look,
    shell: Shell,
    /// The kinds of things whose deletions the portal reports.
    kinds: Vec<String>,
    kind_count: String,
    paths: Paths,
    retention: String,
    /// Whether `retention` is what was just typed and still needs the proof.
    is_shorter: bool,
    retention_said: String,
    burst: BurstSettings,
    titles: TitleSettings,
    keys: Vec<KeyLine>,
    new_key: Option<String>,
    /// Authorizes, together with the typed address, erasing all data; none if the visit is no longer fresh.
    proof: Option<String>,
    may_act: bool,
    total: u64,
}

struct Paths {
    retention: String,
    burst: String,
    titles: String,
    keys: String,
    erase: String,
}

/// A usable key.
struct KeyLine {
    id: i64,
    name: String,
    created: String,
    revoke: String,
}

/// The outcome of a form.
#[derive(Default)]
pub(super) struct FormOutcome<'a> {
    pub(super) said: Option<Said>,
    /// A new key, shown only this once.
    pub(super) new_key: Option<&'a SecretString>,
    /// A shorter retention in days, refused because the form lacked the proof.
    pub(super) shorter: Option<u16>,
}

/// The page with the outcome of a form.
pub(super) async fn answer(
    install: &Install,
    visit: &Visit,
    status: StatusCode,
    FormOutcome { said, new_key, shorter }: FormOutcome<'_>,
) -> Result<Response, StoreError> {
    let tenant = install.store.tenant(&visit.token.member_id);
    let (own, settings) = (tenant.find_retention().await?, tenant.find_settings().await?);
    let kinds = kinds::reported(visit);
    let keys = tenant.list_api_keys().await?.into_iter().filter(|key| key.is_usable(visit.now));
    let proof = visit.token.for_purpose(Purpose::Erase);
    let is_fresh = visit.may_act() && visit.now < proof.ends_at();
    let page = SettingsPage {
        look: visit.look(),
        shell: Shell::new(visit, Tab::Settings).saying(read_only(visit)).saying(said),
        kind_count: visit.words.text_with("app-kept-kinds.count", &[("count", &kinds.len())]),
        kinds,
        paths: Paths {
            retention: visit.path("settings/retention"),
            burst: visit.path("settings/burst"),
            titles: visit.path("settings/titles"),
            keys: visit.path("settings/keys"),
            erase: visit.path("settings/erase"),
        },
        retention: shorter.or(own).map(|days| days.to_string()).unwrap_or_default(),
        is_shorter: shorter.is_some(),
        retention_said: kept_for(visit, own.unwrap_or(install.retention)),
        burst: settings.burst,
        titles: settings.titles,
        keys: keys.map(|key| key_line(visit, &key)).collect(),
        new_key: new_key.map(|key| key.expose_secret().to_owned()),
        proof: is_fresh.then(|| proof.sign(install.store.hash_key())),
        may_act: visit.may_act(),
        total: visit.portal.deletions,
    };
    Ok(page.look.response(status, &page))
}

/// The page after a form succeeded.
pub(super) async fn done(
    install: &Install,
    visit: &Visit,
    name: &'static str,
    text: String,
) -> Result<Response, StoreError> {
    let said = Some(Said::new(name, "ok", text));
    answer(install, visit, StatusCode::OK, FormOutcome { said, ..FormOutcome::default() }).await
}

/// The page after a form failed, with the reason.
pub(super) async fn wrong(install: &Install, visit: &Visit, text: String) -> Result<Response, StoreError> {
    refuse(install, visit, text, None).await
}

/// The page after a shorter retention was refused for lack of the proof.
pub(super) async fn unproven(install: &Install, visit: &Visit, days: Option<u16>) -> Result<Response, StoreError> {
    refuse(install, visit, visit.words.text("app-days-shorter"), days).await
}

async fn refuse(install: &Install, visit: &Visit, text: String, shorter: Option<u16>) -> Result<Response, StoreError> {
    let said = Some(Said::new("wrong", "bad", text));
    answer(install, visit, StatusCode::UNPROCESSABLE_ENTITY, FormOutcome { said, shorter, ..FormOutcome::default() })
        .await
}

fn key_line(visit: &Visit, key: &ApiKey) -> KeyLine {
    KeyLine {
        id: key.id,
        name: visible(&key.name),
        created: visit.words.minute(visit.zone.local(key.created_at)),
        revoke: visit.path(&format!("settings/keys/{}/revoke", key.id)),
    }
}

/// The retention as a sentence; 0 is forever.
fn kept_for(visit: &Visit, days: u16) -> String {
    match days {
        0 => visit.words.text("app-retention-ever"),
        days => visit.words.text_with("app-retention-days", &[("days", &days)]),
    }
}
