//! A provider's discovery document (OpenID Connect Discovery 1.0), and how long it is cached.

use domain::Clock;
use openidconnect::core::{
    CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm, CoreResponseMode, CoreResponseType,
    CoreSubjectIdentifierType,
};
use openidconnect::{AdditionalProviderMetadata, DiscoveryError, IssuerUrl, ProviderMetadata, UserInfoUrl};
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};
use tokio::sync::Mutex;
use url::Url;

use crate::call::{ProviderClient, Unusable};

/// How long to believe a discovery document and its keys.
const BELIEVED: Duration = Duration::HOUR;
/// The shortest time between fetching keys for one that is missing: anybody can name a key.
const ANEW: Duration = Duration::MINUTE;
/// How long to leave alone a provider that could not be asked, so that nobody waits for it again.
const LEFT_ALONE: Duration = Duration::seconds(10);
/// How long fetching may take.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(5);

/// The document's fields that the library does not read.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Additional {
    /// Whether every answer of the authorization endpoint names its issuer (RFC 9207).
    #[serde(default)]
    pub(crate) authorization_response_iss_parameter_supported: bool,
}

impl AdditionalProviderMetadata for Additional {}

/// A discovery document, with the provider's keys.
pub(crate) type Metadata = ProviderMetadata<
    Additional,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

/// The cached document: one caller fetches it again while the others wait.
#[derive(Debug)]
pub(crate) struct Discovery {
    issuer: IssuerUrl,
    http: ProviderClient,
    clock: Clock,
    last: Mutex<Last>,
}

#[derive(Debug, Default)]
struct Last {
    read: Option<(Metadata, OffsetDateTime)>,
    failed: Option<(Unusable, OffsetDateTime)>,
}

impl Discovery {
    pub(crate) fn new(issuer: IssuerUrl, http: ProviderClient, clock: Clock) -> Self {
        Self { issuer, http, clock, last: Mutex::default() }
    }

    /// The document, at most an hour old.
    pub(crate) async fn get(&self) -> Result<Metadata, Unusable> {
        self.within(BELIEVED).await
    }

    /// The document with keys that may be newer than those that did not fit.
    pub(crate) async fn renew(&self) -> Result<Metadata, Unusable> {
        self.within(ANEW).await
    }

    async fn within(&self, age: Duration) -> Result<Metadata, Unusable> {
        let mut last = self.last.lock().await;
        let now = self.clock.now();
        if let Some((metadata, at)) = &last.read
            && (now - *at).abs() < age
        {
            return Ok(metadata.clone());
        }
        if let Some((error, at)) = &last.failed
            && (now - *at).abs() < LEFT_ALONE
        {
            return Err(error.clone());
        }
        match self.read().await {
            Ok(metadata) => {
                *last = Last { read: Some((metadata.clone(), now)), failed: None };
                Ok(metadata)
            }
            Err(error) => {
                last.failed = Some((error.clone(), now));
                Err(error)
            }
        }
    }

    async fn read(&self) -> Result<Metadata, Unusable> {
        let read = tokio::time::timeout(PATIENCE, Metadata::discover_async(self.issuer.clone(), &self.http));
        let read = read.await.map_err(|_| Unusable::unreachable("it takes too long to answer"))?;
        let metadata = read.map_err(|error| Unusable::unreachable(explain(error)))?;
        let Some(token) = metadata.token_endpoint() else {
            return Err(Unusable::unreachable("its discovery document names no token endpoint"));
        };
        let own = metadata.userinfo_endpoint().map(UserInfoUrl::url);
        let endpoints = [metadata.authorization_endpoint().url(), token.url(), metadata.jwks_uri().url()];
        if let Some(url) = endpoints.into_iter().chain(own).find(|url| !self.is_as_safe(url)) {
            return Err(Unusable::unreachable(format!("its discovery document names {url}, which is not https")));
        }
        Ok(metadata)
    }

    /// Only an issuer with an http address of its own may name http endpoints.
    fn is_as_safe(&self, url: &Url) -> bool {
        url.scheme() == "https" || (url.scheme() == "http" && self.issuer.url().scheme() == "http")
    }
}

/// The error without the answer in it, which may be long.
fn explain(error: DiscoveryError<bitrix24::CallError>) -> String {
    match error {
        DiscoveryError::Request(error) => error.to_string(),
        DiscoveryError::Response(status, ..) => {
            format!("its discovery document or its keys were answered with {status}")
        }
        DiscoveryError::Validation(said) => said,
        DiscoveryError::Parse(error) => format!("its discovery document or its keys can't be read: {error}"),
        error => error.to_string(),
    }
}
