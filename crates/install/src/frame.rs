//! The installer page: tokens are verified and kept and events bound before the portal is told that all is done.

use bitrix24::{InstallRequest, InstallResult};
use domain::MemberId;
use domain::wire::{Map, decode_form};
use poem::Response;
use secrecy::SecretString;
use store::StoreError;
use time::Duration;

use crate::Install;
use crate::page::{Outcome, Step};

const VERIFIED: &str = "Bitrix24 confirmed this portal";
const KEPT: &str = "Access is stored, encrypted";
const BOUND: &str = "Deletions will be reported to Tombstone";

pub(crate) async fn receive(install: &Install, query: &str, fields: &Map) -> Response {
    let Some(request) = parse(query, fields) else {
        let what = "This page is opened by Bitrix24";
        let why =
            "The request has no portal address, no member_id or no access token. Open the app from your Bitrix24.";
        return Outcome::failed(None, vec![Step::failed(what, why)]).response();
    };
    let domain = request.host.clone();
    match run(install, &request).await {
        Ok(steps) => Outcome::new(Some(domain), steps).response(),
        Err(error) => {
            tracing::error!(member_id = %request.member_id, %error, "an install could not be handled");
            let why = "Something failed on our side. Nothing is lost; try again in a moment.";
            Outcome::failed(Some(domain), vec![Step::failed(KEPT, why)]).response()
        }
    }
}

async fn run(install: &Install, request: &InstallRequest) -> Result<Vec<Step>, StoreError> {
    let member_id = &request.member_id;
    match install.installer.install(request).await? {
        InstallResult::Installed(_) => {}
        InstallResult::Refused(why) => {
            install.installer.record_refusal(member_id, &why).await?;
            let why = format!("It was refused: {why}. Close this window and open the app again.");
            return Ok(vec![Step::failed(VERIFIED, &why)]);
        }
        InstallResult::Unreachable(error) => {
            tracing::warn!(%member_id, %error, "an install could not be verified");
            let why = "The Bitrix24 authorization server did not answer. Try again in a moment.";
            return Ok(vec![Step::failed(VERIFIED, why)]);
        }
    }
    let mut steps = vec![Step::done(VERIFIED), Step::done(KEPT)];
    steps.push(match install.installer.set_up(member_id).await {
        Ok(done) if done.expected > 0 && done.missing.len() < done.expected => {
            let found = done.expected - done.missing.len();
            Step::done(&format!("{BOUND}: {found} of {} kinds", done.expected))
        }
        Ok(_) => Step::failed(BOUND, "The portal took none of the subscriptions. Try again, or ask its administrator."),
        Err(error) => {
            tracing::warn!(%member_id, %error, "events could not be bound");
            Step::failed(BOUND, "The portal did not take the subscriptions. Try again in a moment.")
        }
    });
    tracing::info!(%member_id, domain = request.host, "the installer page was run through");
    Ok(steps)
}

/// The documented fields (PROTOCOL.md 3.1); three of them only newer portals send.
fn parse(query: &str, fields: &Map) -> Option<InstallRequest> {
    let query = decode_form(query.as_bytes()).ok()?;
    let text = |key| fields.text(key).filter(|text| !text.is_empty());
    let secret = |key| text(key).map(SecretString::from);
    let seconds = text("AUTH_EXPIRES").and_then(|seconds| seconds.parse::<u32>().ok());
    Some(InstallRequest {
        member_id: MemberId::parse(text("member_id")?).ok()?,
        host: parse_host(query.text("DOMAIN")?)?,
        server_endpoint: text("SERVER_ENDPOINT").map(str::to_owned),
        user_id: None,
        access_token: secret("AUTH_ID")?,
        refresh_token: secret("REFRESH_ID"),
        expires_in: seconds.map(|seconds| Duration::seconds(seconds.into())),
        application_token: secret("APPLICATION_TOKEN"),
        language: query.text("LANG").filter(|language| is_language(language)).map(str::to_owned),
        sent_at: None,
        finished: false,
    })
}

fn is_language(text: &str) -> bool {
    (2..=5).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_')
}

/// `host` or `host:port` in small letters, and nothing else: it goes into a header.
fn parse_host(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let (name, port) = lower.split_once(':').map_or((lower.as_str(), None), |(name, port)| (name, Some(port)));
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    let sound = !name.is_empty() && name.len() <= 253 && name.bytes().all(plain);
    (sound && port.is_none_or(|port| port.parse::<u16>().is_ok())).then_some(lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUERY: &str = include_str!("../../../tests/fixtures/payloads/install_page_post.query");
    const FORM: &str = include_str!("../../../tests/fixtures/payloads/install_page_post.form");
    const CAPTURED: &str = include_str!("../../../tests/fixtures/payloads/install_page_post_captured.form");

    #[test]
    fn documented_request_is_read() {
        let request = parse(QUERY.trim(), &decode_form(FORM.trim().as_bytes()).unwrap()).unwrap();
        assert_eq!((request.host.as_str(), request.language.as_deref()), ("portal.bitrix24.com", Some("en")));
        assert_eq!(request.expires_in, Some(Duration::HOUR));
        assert!(request.application_token.is_some());
    }

    #[test]
    fn older_portals_send_no_application_token() {
        let request = parse(QUERY.trim(), &decode_form(CAPTURED.trim().as_bytes()).unwrap()).unwrap();
        assert!(request.application_token.is_none() && request.server_endpoint.is_none());
    }

    #[test]
    fn host_is_nothing_but_a_host() {
        assert_eq!(parse_host("North.Localhost:8080").as_deref(), Some("north.localhost:8080"));
        for text in ["", "evil.example@portal", "a/b", "a b", "a;frame-ancestors *", "a:b", "a:99999", "пример.рф"]
        {
            assert_eq!(parse_host(text), None, "{text}");
        }
    }
}
