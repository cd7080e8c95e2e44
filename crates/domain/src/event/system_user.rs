//! The authorization of a system user, which `ONAPPUSERREADY` brings in its `data`.

use super::{Credentials, EventCode, Kind, LifeCycle};
use crate::MemberId;
use crate::wire::{Map, Value};

/// Tokens of a system user, which survive the dismissal of whoever installed the app (docs/protocol.md 3.2 and 8.3).
///
/// We believe none of it before the authorization server confirms it. All of it is optional: the sources disagree on
/// what is there.
#[derive(Clone, Debug, Default)]
pub struct SystemUser {
    /// The tokens in `data`; its `application_token` is left out, since only `auth` has the portal's.
    pub credentials: Credentials,
    /// The system user, if `data` names it.
    pub user_id: Option<String>,
    /// The portal, if `data` names it: to compare with the one in `auth`.
    pub member_id: Option<MemberId>,
    /// The portal's host. In this event's `auth`, that key holds the authorization server's.
    pub domain: Option<String>,
    /// The base URL of the portal's REST methods.
    pub client_endpoint: Option<String>,
    /// The base URL of the authorization server's methods: only to compare with the allowed ones.
    pub server_endpoint: Option<String>,
    /// The granted scopes, as received.
    pub scope: Option<String>,
    /// The letter for the app's licence.
    pub app_status: Option<String>,
    /// Until when the app is paid for, as received.
    pub date_finish: Option<String>,
}

impl SystemUser {
    /// The longest accepted text, in bytes.
    const MAX_TEXT: usize = 1024;

    /// What the event brings; `None` if it is another event or has no access token in `data`.
    pub(super) fn of(body: &Map) -> Option<Self> {
        let code = EventCode::parse(body.text("event")?).ok()?;
        if code.kind() != Kind::LifeCycle(LifeCycle::UserReady) {
            return None;
        }
        let data = body.get("data").and_then(Value::as_map)?;
        let text = |key| {
            let text = data.text(key).filter(|text| (1..=Self::MAX_TEXT).contains(&text.len()));
            text.map(str::to_owned)
        };
        let user = Self {
            credentials: Credentials { application_token: None, ..Credentials::of(data) },
            user_id: text("user_id").filter(|id| id != "0"),
            member_id: text("member_id").and_then(|id| MemberId::parse(&id).ok()),
            domain: text("domain"),
            client_endpoint: text("client_endpoint"),
            server_endpoint: text("server_endpoint"),
            scope: text("scope"),
            app_status: text("status"),
            date_finish: text("date_finish"),
        };
        user.credentials.access_token.is_some().then_some(user)
    }
}
