//! The provider that operators sign in at.

use std::sync::Arc;
use std::time::Duration;

use bitrix24::{CallError, Endpoints, HttpClient, NoAuthorities};
use domain::Clock;
use domain::refusal::RefusalReason;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreIdTokenClaims, CoreRequestTokenError,
    CoreTokenResponse, CoreUserInfoClaims,
};
use openidconnect::{
    AccessTokenHash, AuthType, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet,
    EndpointSet, IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
    RequestTokenError, Scope, TokenResponse,
};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Semaphore;
use tokio::time::timeout;
use url::Url;

use crate::account::Account;
use crate::call::{ProviderClient, Unusable};
use crate::discovery::{Discovery, Metadata};
use crate::token;

/// How many codes to exchange at once: anybody can bring one.
const AT_ONCE: usize = 8;
/// How long a sign-in waits for its turn, and how long the whole exchange may take.
const TURN: Duration = Duration::from_secs(2);
const EXCHANGE: Duration = Duration::from_secs(12);

/// A client for a provider whose document was read.
type KnownClient =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

/// This service's registration at the provider.
#[derive(Clone, Debug)]
pub struct Registration {
    /// The provider's issuer; compared letter by letter.
    pub issuer: IssuerUrl,
    /// This service's client id there.
    pub client_id: String,
    /// Proves that it is this service.
    pub client_secret: SecretString,
    /// Where the provider sends browsers back to.
    pub redirect: Url,
}

/// A sign-in that has begun; the same browser has to finish it.
#[derive(Clone, Debug)]
pub struct Begun {
    /// Comes back with the code.
    pub state: SecretString,
    /// Comes back within the ID token.
    pub nonce: SecretString,
    /// Proves, with the code, that this service asked for it (PKCE, RFC 7636).
    pub verifier: SecretString,
}

/// A provider and its cached discovery document.
#[derive(Clone, Debug)]
pub struct Provider(Arc<Known>);

#[derive(Debug)]
struct Known {
    registration: Registration,
    http: ProviderClient,
    clock: Clock,
    discovery: Discovery,
    turns: Semaphore,
}

impl Provider {
    /// A provider that is not asked anything yet. The operator chose its address, so it may be in a private network.
    ///
    /// # Errors
    /// If the machine has no certificates of authorities.
    pub fn new(registration: Registration, clock: &Clock) -> Result<Self, NoAuthorities> {
        let http = ProviderClient(HttpClient::new(Endpoints::Private)?);
        let discovery = Discovery::new(registration.issuer.clone(), http.clone(), clock.clone());
        let turns = Semaphore::new(AT_ONCE);
        Ok(Self(Arc::new(Known { registration, http, clock: clock.clone(), discovery, turns })))
    }

    /// The provider's issuer.
    pub fn issuer(&self) -> &str {
        self.0.registration.issuer.as_str()
    }

    /// Whether its discovery document and its keys can be read.
    pub async fn check(&self) -> Result<(), Unusable> {
        self.0.discovery.get().await.map(drop)
    }

    /// The address where the browser signs in, and the sign-in to finish when it comes back.
    pub async fn begin(&self) -> Result<(Url, Begun), Unusable> {
        let client = self.client(&self.0.discovery.get().await?);
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let request = client.authorize_url(flow, CsrfToken::new_random, Nonce::new_random);
        let request = request.add_scope(Scope::new("email".to_owned())).set_pkce_challenge(challenge);
        let (url, state, nonce) = request.url();
        let [state, nonce, verifier] = [state.secret(), nonce.secret(), verifier.secret()].map(|it| it.clone().into());
        Ok((url, Begun { state, nonce, verifier }))
    }

    /// Refuses an answer that can't be the provider's, by the issuer that it names (RFC 9207): another provider's code
    /// would go to the wrong token endpoint.
    pub async fn expect_issuer(&self, named: Option<&str>) -> Result<(), Unusable> {
        let is_own = if let Some(named) = named {
            named == self.issuer()
        } else {
            let metadata = self.0.discovery.get().await?;
            !metadata.additional_metadata().authorization_response_iss_parameter_supported
        };
        let other = || Unusable::new(RefusalReason::OtherIssuer, "the answer names another issuer, or none");
        if is_own { Ok(()) } else { Err(other()) }
    }

    /// Exchanges the code that a browser brought back for the account.
    pub async fn finish(&self, code: &str, begun: &Begun) -> Result<Account, Unusable> {
        let turn = timeout(TURN, self.0.turns.acquire()).await;
        let _turn = turn.map_err(|_| Unusable::unreachable("too many sign in at once"))?;
        let finished = timeout(EXCHANGE, Box::pin(self.exchange(code, begun))).await;
        finished.map_err(|_| Unusable::unreachable("it takes too long to answer"))?
    }

    async fn exchange(&self, code: &str, begun: &Begun) -> Result<Account, Unusable> {
        let client = self.client(&self.0.discovery.get().await?);
        let code = AuthorizationCode::new(code.to_owned());
        let request = client.exchange_code(code).map_err(|error| Unusable::unreachable(error.to_string()))?;
        let verifier = PkceCodeVerifier::new(begun.verifier.expose_secret().to_owned());
        let answer = request.set_pkce_verifier(verifier).request_async(&self.0.http).await.map_err(into_unusable)?;
        let claims = self.verify(&client, &answer, begun).await?;
        let (email, is_verified) = (claims.email(), claims.email_verified());
        let account = if email.is_some() {
            Account::new(claims.subject(), email.map(|email| email.as_str()), is_verified)
        } else {
            let asked = self.ask(&answer, &claims).await;
            let email = asked.as_ref().and_then(|asked| asked.email()).map(|email| email.as_str());
            Account::new(claims.subject(), email, asked.as_ref().and_then(CoreUserInfoClaims::email_verified))
        };
        account.ok_or_else(|| Unusable::unreachable("the subject of its ID token can't be one"))
    }

    /// The claims of the ID token. Fetches the keys again if the known ones do not fit.
    async fn verify(
        &self,
        client: &KnownClient,
        answer: &CoreTokenResponse,
        begun: &Begun,
    ) -> Result<CoreIdTokenClaims, Unusable> {
        let id_token = answer.id_token().ok_or_else(|| Unusable::unreachable("it gave no ID token"))?;
        let nonce = Nonce::new(begun.nonce.expose_secret().to_owned());
        let now = self.0.clock.now();
        let first = id_token.claims(&token::strict(client.id_token_verifier(), now), &nonce).cloned();
        let claims = match first {
            Err(error) if token::may_be_of_new_key(&error) => {
                let client = self.client(&self.0.discovery.renew().await?);
                id_token.claims(&token::strict(client.id_token_verifier(), now), &nonce).cloned()
            }
            first => first,
        };
        let claims = claims.map_err(|error| token::reason(&error))?;
        token::is_ours(&claims, &self.0.registration.client_id)?;
        Ok(claims)
    }

    /// Asks the provider about the account where the ID token says too little (OpenID Connect Core 1.0, 5.3). Does not
    /// use an access token that belongs to another ID token.
    async fn ask(&self, answer: &CoreTokenResponse, claims: &CoreIdTokenClaims) -> Option<CoreUserInfoClaims> {
        let client = self.client(&self.0.discovery.get().await.ok()?);
        let (id_token, access_token) = (answer.id_token()?, answer.access_token());
        if let Some(expected) = claims.access_token_hash() {
            let verifier = client.id_token_verifier();
            let key = id_token.signing_key(&verifier).ok()?;
            let actual = AccessTokenHash::from_token(access_token, id_token.signing_alg().ok()?, key).ok()?;
            if actual != *expected {
                return None;
            }
        }
        let request = client.user_info(access_token.clone(), Some(claims.subject().clone())).ok()?;
        request.request_async(&self.0.http).await.ok()
    }

    fn client(&self, metadata: &Metadata) -> KnownClient {
        let Registration { client_id, client_secret, redirect, .. } = &self.0.registration;
        let secret = ClientSecret::new(client_secret.expose_secret().to_owned());
        let client =
            CoreClient::from_provider_metadata(metadata.clone(), ClientId::new(client_id.clone()), Some(secret));
        let client = client.set_redirect_uri(RedirectUrl::from_url(redirect.clone()));
        // By default the secret goes into a header, which every provider has to accept.
        let methods = metadata.token_endpoint_auth_methods_supported().map_or(&[][..], Vec::as_slice);
        let in_body = methods.contains(&CoreClientAuthMethod::ClientSecretPost)
            && !methods.contains(&CoreClientAuthMethod::ClientSecretBasic);
        if in_body { client.set_auth_type(AuthType::RequestBody) } else { client }
    }
}

/// Why there are no tokens, without the answer itself, which may hold one.
fn into_unusable(error: CoreRequestTokenError<CallError>) -> Unusable {
    match error {
        RequestTokenError::ServerResponse(refusal) => Unusable::refused(refusal.error().as_ref()),
        RequestTokenError::Request(error) => Unusable::unreachable(error.to_string()),
        RequestTokenError::Parse(error, _) => {
            Unusable::unreachable(format!("its answer to the code can't be read, at {}", error.path()))
        }
        RequestTokenError::Other(said) => Unusable::unreachable(said),
    }
}
