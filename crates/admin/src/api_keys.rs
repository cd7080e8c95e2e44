//! Keys of the client API, for owners.

use std::collections::HashMap;

use askama::Template;
use domain::api_key::{ApiKey, Scope};
use domain::audit::AuditEntry;
use domain::reach::Reach;
use domain::{Clock, MemberId};
use poem::http::StatusCode;
use poem::web::Data;
use poem::{IntoResponse, Request, Response, Result, handler};
use secrecy::{ExposeSecret, SecretString};
use store::NewApiKey;
use time::{Duration, OffsetDateTime};

use crate::access::sight::Sight;
use crate::deletions::named_portals;
use crate::operators::wrong_portals;
use crate::page::done;
use crate::page::error::PageError;
use crate::page::form::OwnForm;
use crate::page::frame::Frame;
use crate::page::markup::{Markup, shown};
use crate::page::when::When;

const PATH: &str = "/admin/api-keys";
/// The lifetimes to choose from, in days; 0 is never.
const LIFETIMES: [u16; 5] = [30, 90, 180, 365, 0];
/// The preselected lifetime, in days.
const LIFETIME: u16 = 90;
/// Longer names break the list.
const MAX_NAME: usize = 100;

/// All keys, and a form for a new one.
#[derive(Template)]
#[template(path = "api_keys.html")]
struct ShowApiKeys {
    frame: Frame,
    done: Option<String>,
    keys: Vec<KeyView>,
    typed: TypedKey,
    problem: Option<String>,
}

/// A key that was just made, shown this once.
#[derive(Template)]
#[template(path = "api_key_new.html")]
struct ShowNewKey {
    frame: Frame,
    name: String,
    key: SecretString,
}

/// The typed form, shown again after an error.
struct TypedKey {
    name: String,
    portals: String,
    all_portals: bool,
    scopes: Vec<Scope>,
    days: u16,
}

struct KeyView {
    key: ApiKey,
    portals: Vec<Markup>,
    reaches: String,
    state: (&'static str, String),
    is_usable: bool,
    created: When,
    ends: Option<When>,
    used: Option<When>,
}

impl KeyView {
    fn new(key: ApiKey, domains: &HashMap<String, String>, frame: &Frame) -> Self {
        let (tone, text) = if key.is_usable(frame.now) {
            ("ok", frame.t("api-keys-usable"))
        } else if key.revoked_at.is_some() {
            ("", frame.t("api-keys-revoked"))
        } else {
            ("warn", frame.t("api-keys-ended"))
        };
        let reaches = match &key.reach {
            Reach::AllPortals => frame.t("operators-sees-all"),
            Reach::Portals(portals) => frame.t1("operators-sees", "count", portals.len()),
        };
        let name = |id: &MemberId| shown(domains.get(id.as_str()).map_or(id.as_str(), String::as_str));
        let portals = key.reach.portals().map(|portals| portals.iter().map(name).collect());
        Self {
            portals: portals.unwrap_or_default(),
            reaches,
            state: (tone, text),
            is_usable: key.is_usable(frame.now),
            created: frame.when(key.created_at),
            ends: key.expires_at.map(|end| frame.when(end)),
            used: key.last_used_at.map(|used| frame.when(used)),
            key,
        }
    }
}

impl ShowApiKeys {
    fn scopes(&self) -> [(Scope, String, bool); 4] {
        Scope::ALL.map(|scope| {
            let meaning = match scope {
                Scope::DeletionsRead => self.frame.t("scope-deletions-read"),
                Scope::PortalsRead => self.frame.t("scope-portals-read"),
                Scope::PortalsManage => self.frame.t("scope-portals-manage"),
                Scope::WebhooksManage => self.frame.t("scope-webhooks-manage"),
            };
            (scope, meaning, self.typed.scopes.contains(&scope))
        })
    }

    fn lifetimes(&self) -> [(u16, String, bool); LIFETIMES.len()] {
        LIFETIMES.map(|days| {
            let name = match days {
                0 => self.frame.t("api-keys-never"),
                days => self.frame.t1("api-keys-days", "count", days),
            };
            (days, name, days == self.typed.days)
        })
    }
}

impl TypedKey {
    fn nothing() -> Self {
        let (name, portals) = (String::new(), String::new());
        Self { name, portals, all_portals: false, scopes: Scope::DEFAULT.to_vec(), days: LIFETIME }
    }

    fn of(form: &OwnForm) -> Self {
        Self {
            name: form.field("name").trim().to_owned(),
            portals: form.field("portals").to_owned(),
            all_portals: form.field("all_portals") == "yes",
            scopes: Scope::ALL.into_iter().filter(|scope| form.field(scope.as_str()) == "yes").collect(),
            days: form.field("days").parse().ok().filter(|days| LIFETIMES.contains(days)).unwrap_or(LIFETIME),
        }
    }

    /// The key to create, or the problem to show.
    async fn read(&self, frame: &Frame, sight: &Sight) -> Result<Result<NewApiKey, String>, PageError> {
        if self.name.is_empty() || self.name.chars().count() > MAX_NAME {
            return Ok(Err(frame.t1("api-keys-wrong-name", "count", MAX_NAME)));
        }
        if self.scopes.is_empty() {
            return Ok(Err(frame.t("api-keys-wrong-scopes")));
        }
        let reach = match (self.all_portals, self.portals.trim().is_empty()) {
            (true, true) => Reach::AllPortals,
            (false, false) => match named_portals::read(&self.portals, sight.all()).await? {
                Ok(reach) => reach,
                Err(wrong) => return Ok(Err(wrong_portals(&wrong, frame))),
            },
            _ => return Ok(Err(frame.t("api-keys-wrong-reach"))),
        };
        let expires_at = (self.days > 0).then(|| frame.now + Duration::days(self.days.into()));
        Ok(Ok(NewApiKey { name: self.name.clone(), reach, scopes: self.scopes.clone(), expires_at }))
    }
}

#[handler]
pub(crate) async fn show(req: &Request, frame: Frame, sight: Sight) -> Result<Response> {
    let done = done::read(req).filter(|done| done == "revoked").map(|_| frame.t("api-keys-done-revoked"));
    Ok(render(frame, &sight, done, TypedKey::nothing(), None).await?)
}

async fn render(
    frame: Frame,
    sight: &Sight,
    done: Option<String>,
    typed: TypedKey,
    problem: Option<String>,
) -> Result<Response, PageError> {
    let mut keys = sight.service().list_api_keys().await?;
    let rank = |key: &ApiKey, now: OffsetDateTime| (!key.is_usable(now), std::cmp::Reverse(key.id));
    keys.sort_by_key(|key| rank(key, frame.now));
    let portals: Vec<_> = keys.iter().filter_map(|key| key.reach.portals()).flatten().map(MemberId::as_str).collect();
    let domains = sight.all().find_domains(portals).await?;
    let keys = keys.into_iter().map(|key| KeyView::new(key, &domains, &frame)).collect();
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = ShowApiKeys { frame, done, keys, typed, problem };
    Ok(page.frame.html(page.render()?).with_status(status).into_response())
}

#[handler]
pub(crate) async fn create(form: OwnForm, frame: Frame, sight: Sight, Data(clock): Data<&Clock>) -> Result<Response> {
    let typed = TypedKey::of(&form);
    let new = match typed.read(&frame, &sight).await? {
        Ok(new) => new,
        Err(problem) => return Ok(render(frame, &sight, None, typed, Some(problem)).await?),
    };
    let made = sight.service().create_api_key(&new, clock.now()).await;
    let (made, key) = made.map_err(PageError::from)?;
    sight.audit(made.reach.one(), &AuditEntry::of_new_key(&made)).await.map_err(PageError::from)?;
    let page = ShowNewKey { frame, name: made.name, key };
    Ok(page.frame.html(page.render().map_err(PageError::from)?))
}

#[handler]
pub(crate) async fn revoke(form: OwnForm, sight: Sight, Data(clock): Data<&Clock>) -> Result<Response> {
    let id: i64 = form.field("id").parse().map_err(|_| PageError::UnreadableForm)?;
    if sight.service().revoke_api_key(id, clock.now()).await.map_err(PageError::from)? {
        sight.audit(None, &AuditEntry::ApiKeyRevoked { id }).await.map_err(PageError::from)?;
    }
    Ok(done::redirect(PATH, "revoked").into_response())
}
