//! Sign-ins at an OpenID provider. The browser keeps the sealed state of a sign-in, so that any process can complete
//! it, and the database keeps nothing before the browser comes back.

use domain::clock::{from_micros, micros};
use domain::vault::Belongs;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::Store;
use crate::error::StoreError;
use crate::portals::oauth_flows::Spent;

/// The vault's place for sign-ins.
const BELONGS: Belongs<'static> = Belongs { member_id: None, column: "sign_in" };

/// A sign-in that a browser began.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// The provider that the browser was sent to.
    pub issuer: String,
    /// Comes back with the code.
    pub state: SecretString,
    /// Comes back within the ID token.
    pub nonce: SecretString,
    /// Proves that the code was requested here.
    pub verifier: SecretString,
    /// Where the log-in leads to.
    pub next: String,
}

/// The outcome of a sign-in that came back.
#[derive(Clone, Debug)]
pub enum SignInReturn {
    /// It is the one that this browser began. It can't be used again.
    Own(SignIn),
    /// Not begun here or at this provider, used before, or expired.
    Unknown,
    /// The browser began another one.
    Foreign,
    /// So many came back from there, or in all, that one more can't be kept.
    TooMany,
}

#[derive(Serialize, Deserialize)]
struct StartedSignIn {
    issuer: String,
    state: String,
    nonce: String,
    verifier: String,
    next: String,
    expires_at: i64,
}

impl Store {
    /// A sealed sign-in for the browser to keep.
    pub fn seal_sign_in(&self, sign_in: &SignIn, expires_at: OffsetDateTime) -> SecretString {
        let [state, nonce, verifier] =
            [&sign_in.state, &sign_in.nonce, &sign_in.verifier].map(|secret| secret.expose_secret().to_owned());
        let (issuer, next) = (sign_in.issuer.clone(), sign_in.next.clone());
        let kept = StartedSignIn { issuer, state, nonce, verifier, next, expires_at: micros(expires_at) };
        let text = serde_json::to_string(&kept).expect("texts and a number are JSON");
        self.vault.seal(&text.into(), BELONGS).replace('+', "-").replace('/', "_").into()
    }

    /// Completes a sign-in at this provider with what a browser at `source` kept, and its `state`.
    pub async fn take_sign_in(
        &self,
        sealed: &str,
        state: &str,
        issuer: &str,
        source: &str,
        now: OffsetDateTime,
    ) -> Result<SignInReturn, StoreError> {
        let sealed = sealed.replace('-', "+").replace('_', "/");
        let Ok(text) = self.vault.open(&sealed, BELONGS) else { return Ok(SignInReturn::Unknown) };
        let Ok(kept) = serde_json::from_str::<StartedSignIn>(text.expose_secret()) else {
            return Ok(SignInReturn::Unknown);
        };
        if from_micros(kept.expires_at) < now || kept.issuer != issuer {
            return Ok(SignInReturn::Unknown);
        }
        let hash = self.hash_key.hash("sign_in", None, &kept.state);
        if hash != self.hash_key.hash("sign_in", None, state) {
            return Ok(SignInReturn::Foreign);
        }
        match self.spend_state(hash, source, kept.expires_at).await? {
            Spent::Before => return Ok(SignInReturn::Unknown),
            Spent::TooMany => return Ok(SignInReturn::TooMany),
            Spent::Now => {}
        }
        let StartedSignIn { issuer, state, nonce, verifier, next, .. } = kept;
        let [state, nonce, verifier] = [state, nonce, verifier].map(SecretString::from);
        Ok(SignInReturn::Own(SignIn { issuer, state, nonce, verifier, next }))
    }
}
