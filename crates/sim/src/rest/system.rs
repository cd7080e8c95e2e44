//! What a portal says about itself and its people.

use serde_json::{Value as Json, json};

use super::{Caller, Reply};
use crate::people::User;
use crate::php::{Value, date};
use crate::spec::Edition;

impl Caller<'_> {
    pub(super) fn app_info(&self) -> Reply {
        let state = self.world.state();
        let portal = &state.portals[self.portal];
        let license = portal.spec.license();
        let kind = license.split('_').nth(1).unwrap_or("basic").to_owned();
        json!({
            "ID": 5,
            "CODE": self.world.app().code,
            "VERSION": portal.installation.version,
            "STATUS": portal.spec.status,
            "INSTALLED": portal.installation.finished,
            "PAYMENT_EXPIRED": if portal.switches.payment_expired { "Y" } else { "N" },
            "DAYS": null,
            "LANGUAGE_ID": portal.spec.language,
            "LICENSE": license,
            "LICENSE_TYPE": kind,
            "LICENSE_FAMILY": kind.trim_end_matches(|letter: char| letter.is_ascii_digit()),
        })
        .into()
    }

    pub(super) fn feature(&self, parameters: &Value) -> Reply {
        let state = self.world.state();
        let spec = &state.portals[self.portal].spec;
        let code = parameters.text_at("CODE").unwrap_or_default();
        let value = match code.as_str() {
            "xx_selfhosted" => spec.edition == Edition::SelfHosted,
            "rest_offline_extended" | "rest_auth_connector" => spec.offline_extended,
            _ => false,
        };
        json!({"value": if value { "Y" } else { "N" }}).into()
    }

    pub(super) fn scope(&self) -> Reply {
        let state = self.world.state();
        json!(self.world.scopes(&state, self.portal)).into()
    }

    pub(super) fn profile(&self) -> Reply {
        let state = self.world.state();
        let Some(user) = state.portals[self.portal].user(self.user) else { return json!([]).into() };
        json!({
            "ID": user.id.to_string(),
            "ADMIN": user.admin,
            "NAME": user.name,
            "LAST_NAME": user.last_name,
            "PERSONAL_GENDER": "",
            "TIME_ZONE": "",
        })
        .into()
    }

    pub(super) fn current_user(&self) -> Reply {
        let state = self.world.state();
        let user = state.portals[self.portal].user(self.user);
        user.map_or(json!([]), |user| self.user_fields(user)).into()
    }

    pub(super) fn users(&self, parameters: &Value) -> Reply {
        let filter = parameters.get("FILTER").unwrap_or(parameters);
        let wanted: Option<Vec<String>> =
            filter.get("ID").map(|ids| ids.members().into_iter().filter_map(|(_, id)| id.text()).collect());
        let start = parameters.text_at("start").and_then(|text| text.parse().ok()).unwrap_or(0);
        let state = self.world.state();
        let people = state.portals[self.portal].users.iter();
        let found = people.filter(|user| wanted.as_ref().is_none_or(|wanted| wanted.contains(&user.id.to_string())));
        let rows: Vec<Json> = found.map(|user| self.user_fields(user)).collect();
        let mut page = Reply::list(rows);
        if let Json::Array(rows) = &mut page.result {
            *rows = rows.split_off(start.min(rows.len()));
            rows.truncate(50);
        }
        page
    }

    fn user_fields(&self, user: &User) -> Json {
        let now = date(self.world.now());
        json!({
            "ID": user.id.to_string(),
            "ACTIVE": user.active,
            "NAME": user.name,
            "LAST_NAME": user.last_name,
            "EMAIL": format!("user{}@example.com", user.id),
            "LAST_LOGIN": now,
            "DATE_REGISTER": "2024-07-22T00:00:00+00:00",
            "IS_ONLINE": "Y",
            "PERSONAL_GENDER": "",
            "PERSONAL_BIRTHDAY": "",
            "WORK_POSITION": "",
            "UF_EMPLOYMENT_DATE": "",
            "UF_DEPARTMENT": [1],
        })
    }
}
