//! Whether an ID token is to be believed (OpenID Connect Core 1.0, section 3.1.3.7).

use chrono::{DateTime, Utc};
use domain::refusal::RefusalReason;
use openidconnect::core::{CoreIdTokenClaims, CoreIdTokenVerifier, CoreJwsSigningAlgorithm as Alg};
use openidconnect::{ClaimsVerificationError, SignatureVerificationError};
use time::{Duration, OffsetDateTime};

use crate::call::Unusable;

/// How an ID token may be signed: by a key that only the provider has. A shared secret would let whoever knows it make
/// tokens, and `none` everybody.
const ALGORITHMS: [Alg; 9] = [
    Alg::RsaSsaPkcs1V15Sha256,
    Alg::RsaSsaPkcs1V15Sha384,
    Alg::RsaSsaPkcs1V15Sha512,
    Alg::RsaSsaPssSha256,
    Alg::RsaSsaPssSha384,
    Alg::RsaSsaPssSha512,
    Alg::EcdsaP256Sha256,
    Alg::EcdsaP384Sha384,
    Alg::EdDsa,
];
/// How far the provider's clock may be off.
const SKEW: Duration = Duration::MINUTE;
/// An ID token comes as soon as it is made; an older one was made for something else.
const FRESH: Duration = Duration::minutes(10);

/// What `verifier` asks for beside signature, issuer, audience and nonce: a good algorithm, and the time.
pub(crate) fn strict(verifier: CoreIdTokenVerifier<'_>, now: OffsetDateTime) -> CoreIdTokenVerifier<'_> {
    let (expires_after, from, until) = (chrono(now - SKEW), chrono(now - FRESH), chrono(now + SKEW));
    let is_fresh = move |made: DateTime<Utc>| {
        if (from..=until).contains(&made) { Ok(()) } else { Err(format!("it was made at {made}")) }
    };
    verifier.set_allowed_algs(ALGORITHMS).set_time_fn(move || expires_after).set_issue_time_verifier_fn(is_fresh)
}

fn chrono(time: OffsetDateTime) -> DateTime<Utc> {
    DateTime::from_timestamp(time.unix_timestamp(), 0).unwrap_or_default()
}

/// A token for several programs, or that another one asked for, is refused: any of them could have brought it.
pub(crate) fn is_ours(claims: &CoreIdTokenClaims, client_id: &str) -> Result<(), Unusable> {
    match claims.authorized_party() {
        Some(party) if party.as_str() != client_id => {
            Err(Unusable::new(RefusalReason::OtherAudience, "another program asked for the ID token"))
        }
        _ => Ok(()),
    }
}

/// Whether other keys may make the token good: the provider may have changed them.
pub(crate) fn may_be_of_new_key(error: &ClaimsVerificationError) -> bool {
    use SignatureVerificationError::{AmbiguousKeyId, CryptoError, InvalidKey, NoMatchingKey};
    let ClaimsVerificationError::SignatureVerification(error) = error else { return false };
    matches!(error, NoMatchingKey | CryptoError(_) | InvalidKey(_) | AmbiguousKeyId(_))
}

/// The reason, as the audit has it.
pub(crate) fn reason(error: &ClaimsVerificationError) -> Unusable {
    let reason = match error {
        ClaimsVerificationError::Expired(_) => RefusalReason::IdTokenEnded,
        ClaimsVerificationError::InvalidAudience(_) => RefusalReason::OtherAudience,
        ClaimsVerificationError::InvalidIssuer(_) => RefusalReason::OtherIssuer,
        ClaimsVerificationError::InvalidNonce(_) => RefusalReason::OtherNonce,
        _ => RefusalReason::IdTokenForged,
    };
    let cause = match error {
        ClaimsVerificationError::SignatureVerification(error) => error.to_string(),
        // The crate's text repeats the nonces.
        ClaimsVerificationError::InvalidNonce(_) => "its nonce is another one".to_owned(),
        error => error.to_string(),
    };
    Unusable::new(reason, cause)
}
