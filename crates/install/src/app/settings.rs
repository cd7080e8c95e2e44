//! The tab of settings: for how long deletions are kept, keys for programs, and the end of all data.

mod burst;
mod erase;
mod keys;
mod kinds;
mod retention;
mod titles;

use askama::Template;
use domain::api_key::ApiKey;
use domain::burst::BurstSettings;
use domain::page_token::Purpose;
use domain::titles::TitleSettings;
use poem::http::StatusCode;
use poem::web::Data;
use poem::{Body, Request, Response, handler};
use secrecy::{ExposeSecret, SecretString};
use store::StoreError;

use super::health::read_only;
use super::notice::not_found;
use super::shell::{Said, Shell, Tab};
use super::visible::visible;
use super::visit::{self, Asked, Visit};
use crate::context::Install;
use crate::page::Look;

pub(crate) use burst::set as set_burst;
pub(crate) use erase::erase_all;
pub(crate) use keys::{create, revoke};
pub(crate) use retention::retain;
pub(crate) use titles::set as set_titles;

/// The settings.
#[derive(Template)]
#[template(path = "install/portal/settings.html")]
struct Page {
    look: Look,
    shell: Shell,
    /// The kinds of things of which the portal reports deletions.
    kinds: Vec<String>,
    kind_count: String,
    paths: Paths,
    retention: String,
    retention_said: String,
    burst: BurstSettings,
    titles: TitleSettings,
    keys: Vec<KeyLine>,
    new_key: Option<String>,
    /// Proves, together with the typed address, that all data is to go; none if the visit is not fresh any more.
    proof: Option<String>,
    may_act: bool,
    total: u64,
}

/// Where forms are posted.
struct Paths {
    retention: String,
    burst: String,
    titles: String,
    keys: String,
    erase: String,
}

/// A key that can be used.
struct KeyLine {
    id: i64,
    name: String,
    created: String,
    revoke: String,
}

#[handler]
pub(crate) async fn show(request: &Request, body: Body, install: Data<&Install>) -> Response {
    let Some(asked) = Asked::read(request, body).await else { return not_found() };
    let visit = match visit::admit(*install, &asked, Purpose::Read).await {
        Ok(visit) => visit,
        Err(refused) => return refused,
    };
    answer(*install, &visit, StatusCode::OK, None, None).await
}

/// The page, with what came of a form, or a key that is shown this once.
async fn answer(
    install: &Install,
    visit: &Visit,
    status: StatusCode,
    said: Option<Said>,
    new_key: Option<&SecretString>,
) -> Response {
    let page = page(install, visit, said, new_key).await;
    page.map_or_else(|error| visit::broken(&error, &visit.token), |page| page.look.response(status, &page))
}

async fn page(
    install: &Install,
    visit: &Visit,
    said: Option<Said>,
    new_key: Option<&SecretString>,
) -> Result<Page, StoreError> {
    let tenant = install.store.tenant(&visit.token.member_id);
    let (own, settings) = (tenant.find_retention().await?, tenant.find_settings().await?);
    let kinds = kinds::reported(visit);
    let keys = tenant.list_api_keys().await?.into_iter().filter(|key| key.is_usable(visit.now));
    let proof = visit.token.for_purpose(Purpose::Erase);
    let is_fresh = visit.may_act() && visit.now < proof.ends_at();
    Ok(Page {
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
        retention: own.map(|days| days.to_string()).unwrap_or_default(),
        retention_said: retention::said(visit, own, install.retention),
        burst: settings.burst,
        titles: settings.titles,
        keys: keys.map(|key| key_line(visit, &key)).collect(),
        new_key: new_key.map(|key| key.expose_secret().to_owned()),
        proof: is_fresh.then(|| proof.sign(install.store.hash_key())),
        may_act: visit.may_act(),
        total: visit.portal.deletions,
    })
}

fn key_line(visit: &Visit, key: &ApiKey) -> KeyLine {
    KeyLine {
        id: key.id,
        name: visible(&key.name),
        created: visit.words.minute(visit.zone.local(key.created_at)),
        revoke: visit.path(&format!("settings/keys/{}/revoke", key.id)),
    }
}

/// Whether what was typed is the portal's own address, however it was copied.
fn is_domain(visit: &Visit, typed: &str) -> bool {
    let typed = crate::host::of_address(typed);
    typed.is_some_and(|typed| [&visit.portal.domain, &visit.token.host].into_iter().any(|own| *own == typed))
}
