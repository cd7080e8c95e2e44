//! Whether to believe an ID token (OpenID Connect Core 1.0, section 3.1.3.7).

use chrono::{DateTime, Utc};
use domain::refusal::RefusalReason;
use openidconnect::core::{CoreIdTokenClaims, CoreIdTokenVerifier, CoreJwsSigningAlgorithm as Alg};
use openidconnect::{ClaimsVerificationError, SignatureVerificationError};
use time::{Duration, OffsetDateTime};

use crate::call::Unusable;

/// The accepted signature algorithms: the key must be the provider's alone. A shared secret would let everybody who
/// knows it make tokens, and `none` everybody.
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
/// An ID token arrives as soon as it is made; an older one was made for something else.
const FRESH: Duration = Duration::minutes(10);

/// Makes `verifier` check the algorithm and the time, beside signature, issuer, audience and nonce.
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

/// Refuses a token that another program asked for, and that might have brought it.
pub(crate) fn is_ours(claims: &CoreIdTokenClaims, client_id: &str) -> Result<(), Unusable> {
    match claims.authorized_party() {
        Some(party) if party.as_str() != client_id => {
            Err(Unusable::new(RefusalReason::OtherAudience, "another program asked for the ID token"))
        }
        _ => Ok(()),
    }
}

/// Whether other keys might fit: the provider may have changed them.
pub(crate) fn may_be_of_new_key(error: &ClaimsVerificationError) -> bool {
    use SignatureVerificationError::{AmbiguousKeyId, CryptoError, InvalidKey, NoMatchingKey};
    let ClaimsVerificationError::SignatureVerification(error) = error else { return false };
    matches!(error, NoMatchingKey | CryptoError(_) | InvalidKey(_) | AmbiguousKeyId(_))
}

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
