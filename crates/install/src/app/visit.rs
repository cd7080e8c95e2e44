//! A visit to the app's pages: the request, and who makes it.

use domain::audit::{AuditEntry, Refused};
use domain::page_token::{PageToken, Purpose};
use domain::portal::Portal;
use domain::refusal::RefusalReason;
use domain::wire::{Map, decode_form};
use domain::{MemberId, Zone};
use poem::{Body, Request};
use store::StoreError;
use time::OffsetDateTime;
use url::form_urlencoded;
use words::{Language, Words};

use crate::context::Install;
use crate::page::{Look, Place};

/// The name of the field that carries the token.
pub(crate) const TOKEN: &str = "t";

/// An admitted visitor of a portal's pages.
#[derive(Debug)]
pub(crate) struct Visit {
    pub(crate) token: PageToken,
    pub(crate) portal: Portal,
    pub(crate) words: &'static Words,
    pub(crate) zone: Zone,
    pub(crate) now: OffsetDateTime,
    signed: String,
}

/// A request for a page.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) member_id: MemberId,
    pub(crate) path: String,
    pub(crate) query: String,
    /// The fields of a posted form; otherwise empty.
    pub(crate) form: Map,
}

impl Asked {
    /// Reads a request to an address of a portal; none if that names no portal, or the body is no form.
    pub(crate) async fn read(request: &Request, body: Body) -> Option<Self> {
        let path = request.uri().path().to_owned();
        let member_id = path.strip_prefix("/bitrix24/app/")?.split('/').next()?;
        let member_id = MemberId::parse(member_id).ok()?;
        let bytes = body.into_bytes().await.ok()?;
        let query = request.uri().query().unwrap_or_default().to_owned();
        Some(Self { member_id, path, query, form: decode_form(&bytes).ok()? })
    }

    /// A field of the form, trimmed.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.form.text(name).map(str::trim)
    }

    /// The posted page token, else that of the address; empty if there is none.
    pub(crate) fn token(&self) -> String {
        let of_query = || form_urlencoded::parse(self.query.as_bytes()).find(|(name, _)| name == TOKEN);
        let posted = self.field(TOKEN).map(str::to_owned);
        posted.or_else(|| of_query().map(|(_, token)| token.into_owned())).unwrap_or_default()
    }
}

impl Visit {
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

    /// Whether the visitor may change anything.
    pub(crate) fn may_act(&self) -> bool {
        self.token.purpose == Purpose::Administer
    }

    /// The signed token, as forms carry it.
    pub(crate) fn token(&self) -> &str {
        &self.signed
    }

    /// The address of one of its pages, without the token.
    pub(crate) fn path(&self, page: &str) -> String {
        format!("/bitrix24/app/{}/{page}", self.token.member_id)
    }

    /// The address of one of its pages, with the token.
    pub(crate) fn href(&self, page: &str, query: &[(&str, &str)]) -> String {
        let mut fields = form_urlencoded::Serializer::new(String::new());
        fields.extend_pairs(query).append_pair(TOKEN, &self.signed);
        format!("{}?{}", self.path(page), fields.finish())
    }

    /// The visitor's name for the audit.
    pub(crate) fn actor(&self) -> String {
        self.token.user_id.as_ref().map_or_else(|| "portal".to_owned(), |user| format!("portal user {user}"))
    }

    /// Audits an act of the visitor.
    pub(crate) async fn record(&self, install: &Install, entry: &AuditEntry) -> Result<(), StoreError> {
        let member_id = Some(&self.token.member_id);
        install.store.record_audit(self.now, &self.actor(), member_id, entry).await
    }
}

/// The words of the language with this Bitrix24 code.
pub(crate) fn words_for(language: Option<&str>) -> &'static Words {
    words::of(language.and_then(Language::of_bitrix24).unwrap_or_default())
}

/// Audits a refusal.
pub(crate) async fn audit(install: &Install, member_id: Option<&MemberId>, reason: &RefusalReason) {
    let (now, what) = (install.clock.now(), Refused::AppPage);
    if let Err(error) = install.store.record_refusal(now, member_id, what, reason.clone()).await {
        tracing::error!(?member_id, %error, "a refusal can't be audited");
    }
}
