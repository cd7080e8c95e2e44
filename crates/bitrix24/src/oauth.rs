//! Tokens from the authorization server, by the oauth2 crate with Bitrix24's own answer format (docs/protocol.md 3.6).

use std::net::IpAddr;
use std::pin::Pin;
use std::time::Duration;

use oauth2::basic::{
    BasicErrorResponse, BasicRevocationErrorResponse, BasicTokenIntrospectionResponse, BasicTokenType,
};
use oauth2::http::{self, Method};
use oauth2::{
    AccessToken, AsyncHttpClient, AuthType, AuthUrl, AuthorizationCode, Client, ClientId, ClientSecret, CsrfToken,
    EndpointNotSet, EndpointSet, HttpRequest, HttpResponse, RefreshToken, RequestTokenError, Scope,
    StandardRevocableToken, TokenResponse, TokenUrl,
};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::answer::{RemoteError, error_of, loose_seconds, loose_text};
use crate::authorization::{App, AuthorizationServers, split_scopes};
use crate::http::{CallError, HttpClient};
use crate::places::Standing;

/// How long an access token lives, in seconds, if the answer doesn't say.
const HOUR: u64 = 3600;
/// The longest token lifetime that we believe: later dates would have no end, and renewing early does no harm.
pub const MAX_LIFETIME: time::Duration = time::Duration::DAY;

/// The answer to a grant: the usual fields without `token_type`, and whose tokens they are.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TokenAnswer {
    access_token: AccessToken,
    #[serde(skip, default = "bearer")]
    token_type: BasicTokenType,
    #[serde(default, deserialize_with = "loose_seconds")]
    expires_in: Option<u64>,
    refresh_token: Option<RefreshToken>,
    #[serde(default, deserialize_with = "loose_text")]
    scope: Option<String>,
    #[serde(default, deserialize_with = "loose_text")]
    /// The portal that the tokens are for.
    pub member_id: Option<String>,
    #[serde(default, deserialize_with = "loose_text")]
    /// The base URL of its REST methods.
    pub client_endpoint: Option<String>,
    #[serde(default, deserialize_with = "loose_text")]
    /// The base URL of its authorization server's methods.
    pub server_endpoint: Option<String>,
    #[serde(default, deserialize_with = "loose_text")]
    /// The app's status letter (docs/protocol.md 5.3).
    pub status: Option<String>,
    #[serde(default, deserialize_with = "loose_text")]
    /// The user whose rights the tokens have.
    pub user_id: Option<String>,
}

fn bearer() -> BasicTokenType {
    BasicTokenType::Bearer
}

impl TokenResponse for TokenAnswer {
    type TokenType = BasicTokenType;

    fn access_token(&self) -> &AccessToken {
        &self.access_token
    }

    fn token_type(&self) -> &BasicTokenType {
        &self.token_type
    }

    fn expires_in(&self) -> Option<Duration> {
        self.expires_in.map(Duration::from_secs)
    }

    fn refresh_token(&self) -> Option<&RefreshToken> {
        self.refresh_token.as_ref()
    }

    /// The scopes come as one text with commas, which the crate's type can't hold; see [`TokenAnswer::granted`].
    fn scopes(&self) -> Option<&Vec<Scope>> {
        None
    }
}

impl TokenAnswer {
    /// The access token.
    pub fn access(&self) -> SecretString {
        self.access_token.secret().clone().into()
    }

    /// The refresh token.
    pub fn refresh(&self) -> Option<SecretString> {
        self.refresh_token.as_ref().map(|token| token.secret().clone().into())
    }

    /// The access token's lifetime, at most [`MAX_LIFETIME`].
    pub fn lifetime(&self) -> time::Duration {
        let seconds = i64::try_from(self.expires_in.unwrap_or(HOUR)).unwrap_or(i64::MAX);
        time::Duration::seconds(seconds).min(MAX_LIFETIME)
    }

    /// The granted scopes.
    pub fn granted(&self) -> Option<Vec<String>> {
        self.scope.as_deref().map(split_scopes)
    }
}

/// Why a grant brought no tokens. It holds no secret.
#[derive(Debug, thiserror::Error)]
pub enum GrantError {
    /// The service has no app credentials.
    #[error("this service has no TOMBSTONE_CLIENT_ID and TOMBSTONE_CLIENT_SECRET")]
    NoApp,
    /// The authorization server could not be reached, or is in trouble.
    #[error(transparent)]
    Call(#[from] CallError),
    /// The authorization server refuses.
    #[error("the authorization server refuses: {0}")]
    Refused(#[from] RemoteError),
}

type OauthClient = Client<
    BasicErrorResponse,
    TokenAnswer,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointSet,
>;

impl AuthorizationServers {
    /// Renews a token pair at the server that `named` names. The old refresh token may be dead afterwards.
    pub async fn refresh(&self, named: Option<&str>, token: &SecretString) -> Result<TokenAnswer, GrantError> {
        let token = RefreshToken::new(token.expose_secret().to_owned());
        self.client(named)?.exchange_refresh_token(&token).request_async(self.http()).await.map_err(into_grant_error)
    }

    /// Exchanges an authorization code, which lives for 30 seconds, at the server that `named` names. `source` is the
    /// address of whoever brings the code.
    pub async fn exchange_code(
        &self,
        named: Option<&str>,
        code: &SecretString,
        source: Option<IpAddr>,
    ) -> Result<TokenAnswer, GrantError> {
        let _place = self.enter(&self.choose(named), Standing::Code(source)).await?;
        let code = AuthorizationCode::new(code.expose_secret().to_owned());
        self.client(named)?.exchange_code(code).request_async(self.http()).await.map_err(into_grant_error)
    }

    /// Where to send a browser so that `portal` sends it back with a code; `None` without the app's credentials.
    pub fn authorize_url(&self, portal: &Url, state: &SecretString) -> Option<Url> {
        let url = AuthUrl::from_url(portal.join("/oauth/authorize/").ok()?);
        let client = self.client(None).ok()?.set_auth_uri(url);
        let state = CsrfToken::new(state.expose_secret().to_owned());
        Some(client.authorize_url(|| state).url().0)
    }

    /// Whether the server that `named` names knows our credentials: it then refuses only the made-up token.
    pub async fn knows_us(&self, named: Option<&str>) -> Result<bool, CallError> {
        let made_up = format!("{:032x}", rand::random::<u128>()).into();
        match self.refresh(named, &made_up).await {
            Err(GrantError::Refused(error)) => Ok(error.code == "invalid_grant"),
            Err(GrantError::Call(error)) => Err(error),
            Err(GrantError::NoApp) => Ok(false),
            Ok(_) => Ok(true),
        }
    }

    /// Puts `client_secret` into the body, and sends it to trusted servers only, whatever a portal names.
    fn client(&self, named: Option<&str>) -> Result<OauthClient, GrantError> {
        let App { client_id, client_secret } = self.app().ok_or(GrantError::NoApp)?;
        let url = self.choose(named).join("/oauth/token/").expect("a path makes an address");
        let client = Client::new(ClientId::new(client_id.clone()))
            .set_client_secret(ClientSecret::new(client_secret.expose_secret().to_owned()))
            .set_auth_type(AuthType::RequestBody)
            .set_token_uri(TokenUrl::from_url(url));
        Ok(client)
    }
}

impl<'c> AsyncHttpClient<'c> for HttpClient {
    type Error = CallError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, CallError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(exchange(self, request))
    }
}

/// Sends the crate's request. An error counts whatever its status: `wrong_client` comes with 200. If the server answers
/// a POST with `invalid_request`, retries once in the documented way, with GET.
async fn exchange(http: &HttpClient, request: HttpRequest) -> Result<HttpResponse, CallError> {
    let query = String::from_utf8_lossy(request.body()).into_owned();
    let url = request.uri().to_string();
    let answer = http.exchange(request).await?;
    if error_of(answer.body()).is_some_and(|error| error.code == "invalid_request") {
        let again = http::Request::builder().method(Method::GET).uri(format!("{url}?{query}")).body(Vec::new());
        let again = again.map_err(|_| CallError::Forbidden("the authorization server".to_owned()))?;
        return settle(http.exchange(again).await?);
    }
    settle(answer)
}

/// The answer with the status that fits it.
fn settle(answer: HttpResponse) -> Result<HttpResponse, CallError> {
    let status = answer.status();
    let unexpected = || CallError::Unexpected { host: "the authorization server".to_owned(), status: status.as_u16() };
    let body = answer.into_body();
    let status = match error_of(&body) {
        Some(error) if status.is_server_error() && !error.is_documented() => return Err(unexpected()),
        Some(_) => http::StatusCode::BAD_REQUEST,
        None if status.is_success() => http::StatusCode::OK,
        None => return Err(unexpected()),
    };
    http::Response::builder().status(status).body(body).map_err(|_| unexpected())
}

/// Drops the body from the crate's error: it may hold tokens.
fn into_grant_error(error: RequestTokenError<CallError, BasicErrorResponse>) -> GrantError {
    match error {
        RequestTokenError::Request(error) => GrantError::Call(error),
        RequestTokenError::ServerResponse(refusal) => {
            let description = refusal.error_description().cloned().unwrap_or_default();
            GrantError::Refused(RemoteError::new(refusal.error().as_ref(), &description))
        }
        RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
            GrantError::Call(CallError::Unexpected { host: "the authorization server".to_owned(), status: 200 })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(status: u16, body: &str) -> Result<HttpResponse, CallError> {
        settle(http::Response::builder().status(status).body(body.as_bytes().to_vec()).unwrap())
    }

    #[test]
    fn documented_answers_are_read() {
        for text in [
            include_str!("../../../tests/fixtures/payloads/oauth_token_response_refresh.json"),
            include_str!("../../../tests/fixtures/payloads/oauth_token_response_authorization_code.json"),
        ] {
            let answer: TokenAnswer = serde_json::from_str(text).unwrap();
            assert_eq!(answer.member_id.as_deref(), Some("a223c6b3710f85df22e9377d6c4f7553"));
            assert_eq!(answer.lifetime(), time::Duration::HOUR);
            assert_eq!(answer.granted().unwrap(), ["crm", "entity", "im", "task"]);
            assert!(!format!("{answer:?}").contains(answer.access().expose_secret()));
        }
    }

    #[test]
    fn lifetime_that_no_token_has_is_bounded() {
        for seconds in ["9223372036854775807", "\"9223372036854775807\"", "18446744073709551615"] {
            let text = format!(r#"{{"access_token":"a","expires_in":{seconds}}}"#);
            let answer: TokenAnswer = serde_json::from_str(&text).unwrap();
            assert_eq!(answer.lifetime(), MAX_LIFETIME, "{seconds}");
        }
    }

    #[test]
    fn error_counts_whatever_its_status_is() {
        let wrong_client = include_str!("../../../tests/fixtures/payloads/oauth_error_wrong_client.json");
        assert_eq!(answered(200, wrong_client).unwrap().status(), 400);
        assert_eq!(answered(500, r#"{"error":"PORTAL_DELETED"}"#).unwrap().status(), 400);
        assert!(answered(502, r#"{"error":"gateway"}"#).is_err());
        assert!(answered(200, "<html>").is_ok_and(|answer| answer.status() == 200)); // not JSON: the crate refuses it
        assert!(answered(404, "<html>").is_err());
    }
}
