//! What the portal's frame posts: the same fields to the installer page and to the app's page (docs/protocol.md 3.1).

use std::net::IpAddr;

use domain::MemberId;
use domain::wire::{Map, WireError, decode_form, decode_json};
use poem::http::StatusCode;
use poem::{Body, Request};
use portals::InstallRequest;
use secrecy::SecretString;
use time::Duration;
use web::Problem;

use crate::host;

/// Decodes the fields of a body, which the server bounds (`web::server`).
pub(crate) async fn read(request: &Request, body: Body) -> Result<Map, Problem> {
    let bytes = body.into_bytes().await.map_err(|_| malformed("The body broke off."))?;
    let json = request.content_type().is_some_and(|kind| kind.starts_with("application/json"));
    let decoded = if json { decode_json(&bytes) } else { decode_form(&bytes) };
    decoded.map_err(|error| match error {
        WireError::TooLarge => {
            Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "body_too_large", "An install is at most 1 MiB.")
        }
        error => malformed(&format!("The body can't be read: {error}.")),
    })
}

pub(crate) fn malformed(detail: &str) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "malformed_event", detail)
}

/// What the frame says of its portal, in query and body; only newer portals send three of the fields. None if it can't
/// be what a portal posts.
pub(crate) fn parse(request: &Request, fields: &Map) -> Option<InstallRequest> {
    of_parts(request.uri().query().unwrap_or_default(), fields, Some(web::client_ip(request)))
}

fn of_parts(query: &str, fields: &Map, source: Option<IpAddr>) -> Option<InstallRequest> {
    let query = decode_form(query.as_bytes()).ok()?;
    let text = |key| fields.text(key).filter(|text| !text.is_empty());
    let secret = |key| text(key).map(SecretString::from);
    let seconds = text("AUTH_EXPIRES").and_then(|seconds| seconds.parse::<u32>().ok());
    let request = InstallRequest {
        member_id: MemberId::parse(text("member_id")?).ok()?,
        host: host::parse(query.text("DOMAIN").or_else(|| text("DOMAIN"))?)?,
        server_endpoint: text("SERVER_ENDPOINT").map(str::to_owned),
        user_id: None,
        access_token: secret("AUTH_ID")?,
        refresh_token: secret("REFRESH_ID"),
        expires_in: seconds.map(|seconds| Duration::seconds(seconds.into())),
        application_token: secret("APPLICATION_TOKEN"),
        language: query.text("LANG").filter(|language| is_language(language)).map(str::to_owned),
        sent_at: None,
        finished: false,
        system_user: false,
        source,
    };
    request.bounded()
}

fn is_language(text: &str) -> bool {
    (2..=5).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUERY: &str = include_str!("../../../tests/fixtures/payloads/install_page_post.query");
    const FORM: &str = include_str!("../../../tests/fixtures/payloads/install_page_post.form");
    const CAPTURED: &str = include_str!("../../../tests/fixtures/payloads/install_page_post_captured.form");

    fn of(query: &str, form: &str) -> Option<InstallRequest> {
        of_parts(query.trim(), &decode_form(form.trim().as_bytes()).unwrap(), None)
    }

    #[test]
    fn documented_request_is_read() {
        let request = of(QUERY, FORM).unwrap();
        assert_eq!((request.host.as_str(), request.language.as_deref()), ("portal.bitrix24.com", Some("en")));
        assert_eq!(request.expires_in, Some(Duration::HOUR));
        assert!(request.application_token.is_some());
    }

    #[test]
    fn older_portals_send_no_application_token() {
        let request = of(QUERY, CAPTURED).unwrap();
        assert!(request.application_token.is_none() && request.server_endpoint.is_none());
    }

    #[test]
    fn address_is_found_in_the_body_too() {
        let request = of("LANG=en", &format!("{}&DOMAIN=portal.bitrix24.com", FORM.trim())).unwrap();
        assert_eq!(request.host, "portal.bitrix24.com");
    }

    #[test]
    fn address_that_is_none_is_not_read() {
        for domain in ["evil.example%40portal", "portal.example%2Fpath", "a%3Bframe-ancestors+*", ""] {
            assert!(of(&format!("DOMAIN={domain}&PROTOCOL=1"), FORM).is_none(), "{domain}");
        }
    }
}
