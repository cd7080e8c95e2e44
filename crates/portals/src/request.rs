//! An install request, and the form in which it waits to be verified.

use std::net::IpAddr;

use bitrix24::{MAX_LIFETIME, TokenAnswer};
use domain::MemberId;
use domain::event::Arrival;
use domain::network::host;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use time::{Duration, OffsetDateTime};
use url::Url;

/// The longest accepted token, in bytes; real ones have 70 at most.
const MAX_TOKEN: usize = 1024;
/// The longest accepted texts of an install, in bytes: strangers write them, and they may wait here for days.
const MAX_HOST: usize = 255;
const MAX_ENDPOINT: usize = 512;
const MAX_USER_ID: usize = 64;
const MAX_LANGUAGE: usize = 16;

/// What a request claims about an install; nothing in it is believed before it is verified.
#[derive(Clone, Debug)]
pub struct InstallRequest {
    /// The portal.
    pub member_id: MemberId,
    /// The `host` or `host:port` that it claims; means nothing for a system user's tokens.
    pub host: String,
    /// The authorization server that it names.
    pub server_endpoint: Option<String>,
    /// The user that it claims to come from.
    pub user_id: Option<String>,
    /// The token that proves it.
    pub access_token: SecretString,
    /// Renews the access token.
    pub refresh_token: Option<SecretString>,
    /// How long the access token lives.
    pub expires_in: Option<Duration>,
    /// Proves the portal's events from then on.
    pub application_token: Option<SecretString>,
    /// The portal's language.
    pub language: Option<String>,
    /// When Bitrix24 sent it, if it says so: an earlier request does not undo a later one.
    pub sent_at: Option<OffsetDateTime>,
    /// Whether the request itself says that the installation is finished.
    pub finished: bool,
    /// Whether it brings the system user's tokens: a second pair, which installs nothing.
    pub system_user: bool,
    /// The address that the request came from, if known.
    pub source: Option<IpAddr>,
}

impl InstallRequest {
    /// The request of `ONAPPINSTALL` or `ONAPPUPDATE`; none without an access token or a host to verify.
    pub fn of_event(arrival: &Arrival, source: Option<IpAddr>) -> Option<Self> {
        let (event, credentials) = (&arrival.event, &arrival.credentials);
        let host = event.client_endpoint().and_then(host_of).or_else(|| event.domain().map(str::to_owned))?;
        let request = Self {
            member_id: event.member_id.clone(),
            host,
            server_endpoint: event.server_endpoint().map(str::to_owned),
            user_id: event.user_id.clone(),
            access_token: credentials.access_token.clone()?,
            refresh_token: credentials.refresh_token.clone(),
            expires_in: credentials.expires_in,
            application_token: credentials.application_token.clone(),
            language: event.data_text("LANGUAGE_ID").map(str::to_owned),
            sent_at: event.sent_at(),
            finished: event.data_text("INSTALLED") != Some("N"),
            system_user: false,
            source,
        };
        request.bounded()
    }

    /// The request of `ONAPPUSERREADY` with the system user's tokens; none without tokens, or if they belong to another
    /// portal than `auth` names.
    pub fn of_system_user(arrival: &Arrival, source: Option<IpAddr>) -> Option<Self> {
        let (event, user) = (&arrival.event, arrival.system_user.as_ref()?);
        let named = user.member_id.as_ref();
        let endpoint = user.client_endpoint.as_deref().or(event.client_endpoint());
        let request = Self {
            member_id: named.is_none_or(|named| *named == event.member_id).then(|| event.member_id.clone())?,
            host: endpoint.and_then(host_of).unwrap_or_default(),
            server_endpoint: user.server_endpoint.clone().or_else(|| event.server_endpoint().map(str::to_owned)),
            user_id: user.user_id.clone(),
            access_token: user.credentials.access_token.clone()?,
            refresh_token: user.credentials.refresh_token.clone(),
            expires_in: user.credentials.expires_in,
            application_token: arrival.credentials.application_token.clone(),
            language: None,
            sent_at: event.sent_at(),
            finished: false,
            system_user: true,
            source,
        };
        request.bounded()
    }

    /// The request of an authorization's answer; none if that names no portal.
    pub(crate) fn of_grant(answer: &TokenAnswer) -> Option<Self> {
        let request = Self {
            member_id: MemberId::parse(answer.member_id.as_deref()?).ok()?,
            host: host_of(answer.client_endpoint.as_deref()?)?,
            server_endpoint: answer.server_endpoint.clone(),
            user_id: answer.user_id.clone(),
            access_token: answer.access(),
            refresh_token: answer.refresh(),
            expires_in: Some(answer.lifetime()),
            application_token: None,
            language: None,
            sent_at: None,
            finished: false,
            system_user: false,
            source: None,
        };
        request.bounded()
    }

    /// Drops optional texts that are longer than any real one; none if the host is too long.
    pub fn bounded(mut self) -> Option<Self> {
        drop_longer(&mut self.server_endpoint, MAX_ENDPOINT);
        drop_longer(&mut self.user_id, MAX_USER_ID);
        drop_longer(&mut self.language, MAX_LANGUAGE);
        (self.host.len() <= MAX_HOST).then_some(self)
    }

    /// How long the access token lives from its arrival (docs/protocol.md 3.6).
    pub(crate) fn lifetime(&self) -> Duration {
        self.expires_in.unwrap_or(Duration::HOUR).clamp(Duration::ZERO, MAX_LIFETIME)
    }

    /// Whether its tokens look like tokens: they go into URLs and headers.
    pub(crate) fn is_plausible(&self) -> bool {
        let plausible = |token: &SecretString| {
            let token = token.expose_secret();
            token.len() <= MAX_TOKEN && token.bytes().all(|byte| byte.is_ascii_graphic())
        };
        let others = [&self.refresh_token, &self.application_token].into_iter().flatten();
        plausible(&self.access_token) && others.into_iter().all(plausible)
    }

    /// Identifies a pending request, tokens included, so that a forged one can't replace the genuine one.
    pub(crate) fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.to_text().expose_secret()).into()
    }

    /// The request with its tokens, to be sealed at once.
    pub fn to_text(&self) -> SecretString {
        let plain = |secret: &SecretString| secret.expose_secret().to_owned();
        let text = PlainRequest {
            member_id: self.member_id.clone(),
            host: self.host.clone(),
            server_endpoint: self.server_endpoint.clone(),
            user_id: self.user_id.clone(),
            access_token: plain(&self.access_token),
            refresh_token: self.refresh_token.as_ref().map(plain),
            expires_in: self.expires_in.map(Duration::whole_seconds),
            application_token: self.application_token.as_ref().map(plain),
            language: self.language.clone(),
            sent_at: self.sent_at.map(OffsetDateTime::unix_timestamp),
            finished: self.finished,
            system_user: self.system_user,
        };
        serde_json::to_string(&text).expect("a request is texts and numbers").into()
    }

    /// Reads what [`to_text`](Self::to_text) wrote.
    pub fn of_text(text: &SecretString) -> Result<Self, serde_json::Error> {
        let plain: PlainRequest = serde_json::from_str(text.expose_secret())?;
        let request = Self {
            member_id: plain.member_id,
            host: plain.host,
            server_endpoint: plain.server_endpoint,
            user_id: plain.user_id,
            access_token: plain.access_token.into(),
            refresh_token: plain.refresh_token.map(Into::into),
            expires_in: plain.expires_in.map(Duration::seconds),
            application_token: plain.application_token.map(Into::into),
            language: plain.language,
            sent_at: plain.sent_at.and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok()),
            finished: plain.finished,
            system_user: plain.system_user,
            source: None,
        };
        Ok(request)
    }
}

/// The host of a URL of ordinary length.
fn host_of(endpoint: &str) -> Option<String> {
    let url = (endpoint.len() <= MAX_ENDPOINT).then(|| Url::parse(endpoint).ok())??;
    Some(host(&url))
}

fn drop_longer(text: &mut Option<String>, most: usize) {
    text.take_if(|text| text.len() > most);
}

/// A request with its tokens in clear: exists only just before sealing and just after opening.
#[derive(Serialize, Deserialize)]
struct PlainRequest {
    member_id: MemberId,
    host: String,
    server_endpoint: Option<String>,
    user_id: Option<String>,
    access_token: String,
    refresh_token: Option<String>,
    expires_in: Option<i64>,
    application_token: Option<String>,
    language: Option<String>,
    #[serde(default)]
    sent_at: Option<i64>,
    finished: bool,
    #[serde(default)]
    system_user: bool,
}

#[cfg(test)]
mod tests {
    use domain::wire::decode_form;

    use super::*;

    const CAP: usize = 8 * 1024;

    fn arrival(event: &str, fields: &[(&str, &str)]) -> Arrival {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.append_pair("event", event).append_pair("auth[member_id]", "m").extend_pairs(fields);
        Arrival::parse(decode_form(form.finish().as_bytes()).unwrap()).unwrap()
    }

    #[test]
    fn texts_longer_than_real_ones_are_left_out_or_refused() {
        let long = "x".repeat(200_000);
        let address = format!("https://oauth.bitrix.info/{long}");
        let fields = [
            ("auth[access_token]", "a"),
            ("auth[domain]", "portal.example"),
            ("auth[user_id]", &long),
            ("auth[server_endpoint]", &address),
            ("auth[client_endpoint]", &address),
            ("data[LANGUAGE_ID]", &long),
        ];
        let request = InstallRequest::of_event(&arrival("ONAPPINSTALL", &fields), None).unwrap();
        assert_eq!((request.host.as_str(), &request.user_id), ("portal.example", &None));
        assert_eq!((&request.server_endpoint, &request.language), (&None, &None));
        assert!(request.to_text().expose_secret().len() < CAP);

        let hostless = [("auth[access_token]", "a"), ("auth[domain]", long.as_str())];
        assert!(InstallRequest::of_event(&arrival("ONAPPINSTALL", &hostless), None).is_none());
    }

    #[test]
    fn tokens_of_a_system_user_are_bounded_too() {
        let long = "x".repeat(200_000);
        let address = format!("https://oauth.bitrix.info/{long}");
        let fields = [
            ("data[access_token]", "a"),
            ("data[user_id]", long.as_str()),
            ("data[server_endpoint]", &address),
            ("data[client_endpoint]", &address),
        ];
        let arrival = arrival("ONAPPUSERREADY", &fields);
        let request = InstallRequest::of_system_user(&arrival, None).expect("tokens");
        assert!(request.to_text().expose_secret().len() < CAP);
    }

    #[test]
    fn real_texts_are_kept() {
        let fields = [
            ("auth[access_token]", "a"),
            ("auth[client_endpoint]", "https://portal.example/rest/"),
            ("auth[server_endpoint]", "https://oauth.bitrix.info/rest/"),
            ("auth[user_id]", "1"),
            ("data[LANGUAGE_ID]", "pt-BR"),
        ];
        let request = InstallRequest::of_event(&arrival("ONAPPINSTALL", &fields), None).unwrap();
        assert_eq!((request.host.as_str(), request.language.as_deref()), ("portal.example", Some("pt-BR")));
        assert!(request.server_endpoint.is_some() && request.user_id.is_some());
    }
}
