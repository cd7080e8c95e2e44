//! Opens the app's pages inside a portal as the signed-in user's browser does.

use std::collections::BTreeMap;

use rand::RngExt;
use reqwest::header::HeaderValue;

use crate::php::{Value, encode, map};
use crate::portal::Portal;

/// The app's answer to an installation or to being opened.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Answered {
    /// The status; none if the app was unreachable.
    pub status: Option<u16>,
    /// The page or text, or the error.
    pub body: String,
    /// The headers, with lower-case names.
    pub headers: BTreeMap<String, String>,
    /// Whether the app now counts as installed.
    pub installed: bool,
}

/// The form that a portal posts into the app's frame.
pub(crate) struct FrameForm {
    /// Includes the query.
    pub(crate) url: String,
    pub(crate) query: Value,
    pub(crate) fields: Value,
}

impl Portal {
    /// Installs through the installer page in a frame, as the signed-in user's browser does: posts to the page and, if
    /// it calls `BX24.installFinish`, finishes the installation and sends ONAPPINSTALL.
    pub async fn install_by_frame(&self) -> Answered {
        self.begin_installation();
        self.retry_frame().await
    }

    /// Opens the installer page of an unfinished installation again.
    pub async fn retry_frame(&self) -> Answered {
        let form = self.frame_form(self.world.app().install_url.as_str());
        let answered = self.open(form).await;
        if answered.status == Some(200) && self.finishes(&answered.body).await {
            self.finish_installation().await;
        }
        Answered { installed: self.is_installed(), ..answered }
    }

    /// Whether a page, or a script it loads from its own origin, calls `BX24.installFinish`.
    async fn finishes(&self, page: &str) -> bool {
        let page_url = self.world.app().install_url.clone();
        let mut scripts = vec![page.to_owned()];
        for source in script_sources(page) {
            let own = page_url.join(source).ok().filter(|url| url.origin() == page_url.origin());
            let Some(url) = own else { continue };
            if let Ok(response) = self.world.client.get(url).send().await {
                scripts.push(response.text().await.unwrap_or_default());
            }
        }
        scripts.iter().any(|script| script.contains("BX24.installFinish"))
    }

    /// Opens the app's page in a frame as the signed-in user.
    pub async fn open_app(&self) -> Answered {
        let app = self.world.app();
        let form = self.frame_form(app.app_url.as_ref().unwrap_or(&app.install_url).as_str());
        self.open(form).await
    }

    async fn open(&self, form: FrameForm) -> Answered {
        let installed = self.is_installed();
        let request = self.world.client.post(form.url).header("Content-Type", "application/x-www-form-urlencoded");
        match request.body(encode(&form.fields)).send().await {
            Ok(response) => {
                let status = Some(response.status().as_u16());
                let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
                let headers = response.headers().iter().map(|(name, value)| (name.to_string(), text(value))).collect();
                Answered { status, body: response.text().await.unwrap_or_default(), headers, installed }
            }
            Err(error) => Answered { status: None, body: error.to_string(), headers: BTreeMap::new(), installed },
        }
    }

    /// What the signed-in user's browser would post into the app's frame.
    pub(crate) fn frame_form(&self, url: &str) -> FrameForm {
        let now = self.world.now();
        let mut state = self.world.state();
        let endpoint = self.world.server_endpoint_of(&state, self.index);
        let domain = self.world.frame_domain(&state, self.index);
        let scopes = self.world.scopes(&state, self.index).join(",");
        let user = state.portals[self.index].signed_in;
        let pair = state.issue(self.index, user, now);
        let portal = &mut state.portals[self.index];
        let query = map([
            ("DOMAIN", domain.into()),
            ("PROTOCOL", if self.world.addresses.scheme() == "https" { "1" } else { "0" }.into()),
            ("LANG", portal.spec.language.clone().into()),
            ("APP_SID", format!("{:032x}", portal.rng.random::<u128>()).into()),
        ]);
        let mut fields = map([
            ("AUTH_ID", pair.access.into()),
            ("AUTH_EXPIRES", pair.expires_in.to_string().into()),
            ("REFRESH_ID", pair.refresh.into()),
        ]);
        if portal.spec.newer_frame_keys {
            fields.insert("SERVER_ENDPOINT", endpoint.into());
            fields.insert("APPLICATION_TOKEN", portal.installation.application_token.clone().into());
            fields.insert("APPLICATION_SCOPE", scopes.into());
        }
        fields.insert("member_id", portal.member_id.clone().into());
        fields.insert("status", portal.spec.status.clone().into());
        fields.insert("PLACEMENT", "DEFAULT".into());
        fields.insert("PLACEMENT_OPTIONS", "[]".into());
        let separator = if url.contains('?') { '&' } else { '?' };
        FrameForm { url: format!("{url}{separator}{}", encode(&query)), query, fields }
    }
}

fn script_sources(page: &str) -> impl Iterator<Item = &str> {
    page.split("<script").skip(1).filter_map(|rest| {
        let tag = rest.split('>').next()?;
        let (_, source) = tag.split_once("src=")?;
        let source = source.trim_start_matches(['"', '\'']);
        source.split(['"', '\'', ' ']).next()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_found_by_their_source() {
        let page = r#"<script src="//api.bitrix24.com/api/v1/"></script><script>x</script><script defer src='/a.js'></script>"#;
        assert_eq!(script_sources(page).collect::<Vec<_>>(), ["//api.bitrix24.com/api/v1/", "/a.js"]);
    }
}
