//! What a portal reports about itself.

use serde_json::json;

use super::caller::{Caller, Outcome, Reply};
use crate::php::Value;
use crate::portal::spec::Edition;
use crate::server::errors::RestError;

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

    pub(super) fn feature(&self, parameters: &Value) -> Outcome {
        let code = parameters.text_at("CODE").ok_or_else(|| RestError::portal("CODE_EMPTY"))?;
        let state = self.world.state();
        let spec = &state.portals[self.portal].spec;
        let value = match code.as_str() {
            "xx_selfhosted" => spec.edition == Edition::SelfHosted,
            "rest_offline_extended" | "rest_auth_connector" => spec.offline_extended,
            _ => false,
        };
        Ok(json!({"value": if value { "Y" } else { "N" }}).into())
    }
}
