//! A visit to the app's pages: what a page token opens, and what is answered where it opens nothing.

use domain::page_token::{PageToken, Purpose, Refused};
use domain::portal::{Portal, PortalStatus};
use domain::refusal::RefusalReason;
use domain::wire::{Map, decode_form};
use domain::{MemberId, Zone};
use poem::http::StatusCode;
use poem::{Body, Request, Response};
use store::StoreError;
use time::OffsetDateTime;
use url::form_urlencoded;
use words::{Language, Words};

use super::notice;
use crate::context::Install;
use crate::page::{Look, Place};

/// The name of the field that carries the token.
pub(crate) const TOKEN: &str = "t";

/// Somebody who looks at a portal's pages.
#[derive(Debug)]
pub(crate) struct Visit {
    pub(crate) token: PageToken,
    pub(crate) portal: Portal,
    pub(crate) words: &'static Words,
    pub(crate) zone: Zone,
    pub(crate) now: OffsetDateTime,
    signed: String,
}

/// What a page is asked for.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) member_id: MemberId,
    /// The query string.
    pub(crate) query: String,
    /// The fields of a form that was posted; empty otherwise.
    pub(crate) form: Map,
}

impl Asked {
    /// Reads a request to an address below the portal's; none if that names no portal, or the body is no form.
    pub(crate) async fn read(request: &Request, body: Body) -> Option<Self> {
        let path = request.uri().path().strip_prefix("/bitrix24/app/")?;
        let member_id = MemberId::parse(path.split('/').next()?).ok()?;
        let bytes = body.into_bytes().await.ok()?;
        let query = request.uri().query().unwrap_or_default().to_owned();
        Some(Self { member_id, query, form: decode_form(&bytes).ok()? })
    }

    /// A field of the form, without blanks around it.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.form.text(name).map(str::trim)
    }

    fn token(&self) -> String {
        let of_query = || form_urlencoded::parse(self.query.as_bytes()).find(|(name, _)| name == TOKEN);
        let posted = self.field(TOKEN).map(str::to_owned);
        posted.or_else(|| of_query().map(|(_, token)| token.into_owned())).unwrap_or_default()
    }
}

impl Visit {
    /// The visit that a token stands for.
    pub(crate) fn new(install: &Install, token: PageToken, portal: Portal) -> Self {
        let words = words_for(token.manner.language.as_deref());
        let zone = token.manner.zone.as_deref().and_then(|zone| zone.parse().ok()).unwrap_or_default();
        let signed = token.sign(install.store.hash_key());
        Self { words, zone, now: install.clock.now(), signed, portal, token }
    }

    /// How its pages look.
    pub(crate) fn look(&self) -> Look {
        Look::new(Place::Frame(self.token.host.clone()), self.words).with_dark(self.token.manner.dark)
    }

    /// Whether they may change anything.
    pub(crate) fn may_act(&self) -> bool {
        self.token.purpose == Purpose::Administer
    }

    /// The token, as forms carry it.
    pub(crate) fn token(&self) -> &str {
        &self.signed
    }

    /// Where the visit's pages are.
    pub(crate) fn path(&self, page: &str) -> String {
        format!("/bitrix24/app/{}/{page}", self.token.member_id)
    }

    /// The address of one of its pages, with the token.
    pub(crate) fn href(&self, page: &str, query: &[(&str, &str)]) -> String {
        let mut fields = form_urlencoded::Serializer::new(String::new());
        fields.extend_pairs(query).append_pair(TOKEN, &self.signed);
        format!("{}?{}", self.path(page), fields.finish())
    }

    /// Who it is, for the audit.
    pub(crate) fn actor(&self) -> String {
        self.token.user_id.as_ref().map_or_else(|| "portal".to_owned(), |user| format!("portal user {user}"))
    }
}

/// The words of the language that the portal calls so.
pub(crate) fn words_for(language: Option<&str>) -> &'static Words {
    words::of(language.and_then(Language::of_bitrix24).unwrap_or_default())
}

/// Lets somebody in whose token is good for `wanted`; otherwise a page says why not.
pub(crate) async fn admit(install: &Install, asked: &Asked, wanted: Purpose) -> Result<Visit, Response> {
    let text = asked.token();
    let token = PageToken::read(&text, install.store.hash_key(), &asked.member_id, wanted, install.clock.now());
    let token = match token {
        Ok(token) => token,
        Err(refused) => return Err(refuse(install, refused, None).await),
    };
    match install.store.tenant(&asked.member_id).find_portal().await {
        Ok(Some(portal)) if portal.status != PortalStatus::Uninstalled => Ok(Visit::new(install, token, portal)),
        Ok(_) => {
            let given_for = Some((token.member_id, token.host));
            let language = token.manner.language;
            Err(refuse(install, Refused { reason: RefusalReason::PageOfRemovedApp, given_for }, language).await)
        }
        Err(error) => Err(broken(&error, &token)),
    }
}

/// A page says that something is wrong on our side.
pub(crate) fn broken(error: &StoreError, token: &PageToken) -> Response {
    tracing::error!(member_id = %token.member_id, %error, "a page of the app could not be shown");
    let words = words_for(token.manner.language.as_deref());
    notice::broken(words).response(StatusCode::SERVICE_UNAVAILABLE, Place::Frame(token.host.clone()))
}

/// Only the portal that a token of ours was given for may frame the page that refuses it.
async fn refuse(install: &Install, refused: Refused, language: Option<String>) -> Response {
    let Refused { reason, given_for } = refused;
    let member_id = given_for.as_ref().map(|(member_id, _)| member_id);
    audit(install, member_id, &reason).await;
    let place = given_for.map_or(Place::Window, |(_, host)| Place::Frame(host));
    notice::refused(words_for(language.as_deref()), &reason).response(StatusCode::FORBIDDEN, place)
}

/// Puts a refusal into the audit.
pub(crate) async fn audit(install: &Install, member_id: Option<&MemberId>, reason: &RefusalReason) {
    let (now, what) = (install.clock.now(), domain::audit::Refused::AppPage);
    if let Err(error) = install.store.record_refusal(now, member_id, what, reason.clone()).await {
        tracing::error!(?member_id, %error, "a refusal can't be audited");
    }
}
