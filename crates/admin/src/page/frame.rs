//! The frame of every page: who is logged in, and whether the browser wants the whole page or only what changed.

use domain::operator::{Permission, Session, Theme};
use domain::{Clock, Zone};
use poem::http::StatusCode;
use poem::http::header::VARY;
use poem::web::{CsrfToken, Html};
use poem::{FromRequest, IntoResponse, Request, RequestBody, Response, Result};
use time::OffsetDateTime;
use words::{Argument, Words};

use crate::deletions::filter::MAX_CHARS;
use crate::page::assets;
use crate::page::language::words_for;
use crate::page::when::When;
use crate::page::zone::zone_for;
use crate::settings::process_settings::Settings;

pub(crate) struct Frame {
    /// The logged-in operator.
    pub(crate) email: String,
    /// The token for the page's forms.
    pub(crate) csrf: String,
    /// The time that the page reflects.
    pub(crate) now: OffsetDateTime,
    pub(crate) words: &'static Words,
    session: Session,
    pub(crate) zone: Zone,
    /// How many days we keep the data of a portal that removed the app; 0 is forever.
    pub(crate) uninstalled_days: u16,
    path: String,
    partial: bool,
}

impl<'a> FromRequest<'a> for Frame {
    async fn from_request(req: &'a Request, body: &mut RequestBody) -> Result<Self> {
        let session = req.extensions().get::<Session>().ok_or(StatusCode::UNAUTHORIZED)?;
        let csrf = <&CsrfToken>::from_request(req, body).await?;
        let clock = req.data::<Clock>().ok_or(StatusCode::INTERNAL_SERVER_ERROR)?;
        let settings = req.data::<Settings>().ok_or(StatusCode::INTERNAL_SERVER_ERROR)?;
        Ok(Self {
            email: session.email.clone(),
            csrf: csrf.0.clone(),
            now: clock.now(),
            words: words_for(req),
            zone: zone_for(req),
            session: session.clone(),
            uninstalled_days: settings.days("TOMBSTONE_UNINSTALLED_DAYS").unwrap_or_default(),
            path: req.uri().path().trim_end_matches('/').to_owned(),
            partial: is_partial(req),
        })
    }
}

/// Whether the page's own script asks for what changed.
pub(crate) fn is_partial(req: &Request) -> bool {
    req.header("hx-request") == Some("true")
}

impl Frame {
    #[cfg(test)]
    pub(crate) fn at(now: OffsetDateTime) -> Self {
        Self::for_tests("", now)
    }

    /// The message `key`.
    pub(crate) fn t(&self, key: &str) -> String {
        self.words.text(key)
    }

    /// The message `key` with an argument.
    pub(crate) fn t1(&self, key: &str, name: &str, value: impl Argument) -> String {
        self.words.text_with(key, &[(name, &value)])
    }

    /// The message `key` with two arguments.
    pub(crate) fn t2(&self, key: &str, name: &str, value: impl Argument, other: &str, others: impl Argument) -> String {
        self.words.text_with(key, &[(name, &value), (other, &others)])
    }

    /// The message `key` about a wrong field.
    pub(crate) fn wrong(&self, key: &str) -> String {
        self.t1(key, "max", MAX_CHARS)
    }

    /// A number with the digits of the language.
    pub(crate) fn n(&self, number: impl Argument) -> String {
        self.words.number(number)
    }

    /// The text of message `key` before and after its argument `name`, which is more than text.
    pub(crate) fn around(&self, key: &str, name: &str) -> (String, String) {
        self.words.around(key, name)
    }

    /// The pages of the main navigation.
    pub(crate) fn nav(&self) -> [(&'static str, String); 4] {
        [
            ("/admin", self.t("nav-overview")),
            ("/admin/portals", self.t("nav-portals")),
            ("/admin/deletions", self.t("nav-deletions")),
            ("/admin/audit", self.t("nav-audit")),
        ]
    }

    /// The further pages that the operator may open.
    pub(crate) fn more(&self) -> Vec<(&'static str, String)> {
        let mut more =
            vec![("/admin/quarantine", self.t("nav-quarantine")), ("/admin/webhooks", self.t("nav-webhooks"))];
        if self.may(Permission::Manage) {
            more.extend([
                ("/admin/api-keys", self.t("nav-api-keys")),
                ("/admin/operators", self.t("nav-operators")),
                ("/admin/settings", self.t("nav-settings")),
            ]);
        }
        more.push(("/admin/account", self.t("nav-account")));
        more
    }

    /// Whether one of the further pages is shown.
    pub(crate) fn is_in_more(&self) -> bool {
        self.more().iter().any(|(path, _)| self.is_at(path))
    }

    /// Whether the operator may act on portals.
    pub(crate) fn may_act(&self) -> bool {
        self.may(Permission::Act)
    }

    /// Whether the operator may manage what belongs to no portal, and purge portals.
    pub(crate) fn may_manage(&self) -> bool {
        self.may(Permission::Manage)
    }

    fn may(&self, permission: Permission) -> bool {
        self.session.may(permission)
    }

    pub(crate) fn theme(&self) -> Theme {
        self.session.preferences.theme
    }

    /// Whether the page belongs to the part of the dashboard at `path`.
    pub(crate) fn is_at(&self, path: &str) -> bool {
        self.path == path || (path != "/admin" && self.path.starts_with(&format!("{path}/")))
    }

    /// Whether this is the page at `path`.
    pub(crate) fn is_page(&self, path: &str) -> bool {
        self.path == path
    }

    #[expect(clippy::unused_self, reason = "asked for by a template")]
    pub(crate) fn asset(&self, name: &str) -> String {
        assets::href(name)
    }

    pub(crate) fn is_partial(&self) -> bool {
        self.partial
    }

    pub(crate) fn when(&self, at: OffsetDateTime) -> When {
        When::new(self.zone.local(at), self.now, self.words)
    }

    /// The zone and its present offset from UTC: "Europe/Berlin (UTC+1)".
    pub(crate) fn zone_name(&self) -> String {
        let (name, offset) = (self.zone.to_string(), self.words.offset(self.zone.local(self.now)));
        if name == offset { name } else { format!("{name} ({offset})") }
    }

    /// The response, which varies by reader.
    #[expect(clippy::unused_self, reason = "reads as what it is: the frame's answer")]
    pub(crate) fn html(&self, html: String) -> Response {
        Html(html).with_header(VARY, "HX-Request, Accept-Language").into_response()
    }
}

#[cfg(test)]
impl Frame {
    /// The frame of an owner's page.
    pub(crate) fn for_tests(path: &str, now: OffsetDateTime) -> Self {
        let (role, reach) = (domain::operator::Role::Owner, domain::reach::Reach::AllPortals);
        let session = Session {
            id: 1,
            operator_id: 1,
            email: String::new(),
            role,
            reach,
            preferences: domain::operator::Preferences::default(),
            expires_at: now,
        };
        Self {
            email: String::new(),
            csrf: String::new(),
            now,
            words: words::english(),
            session,
            zone: Zone::default(),
            uninstalled_days: 90,
            path: path.to_owned(),
            partial: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn navigation_marks_the_part_that_the_page_belongs_to() {
        let at = |path: &str| Frame::for_tests(path, datetime!(2026-03-17 15:16:17 UTC));
        assert!(at("/admin").is_at("/admin"));
        assert!(!at("/admin/portals").is_at("/admin"));
        assert!(at("/admin/portals/abc/deletions/1").is_at("/admin/portals"));
        assert!(!at("/admin/portals").is_at("/admin/deletions"));
    }
}
