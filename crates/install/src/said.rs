//! The sentences of the pages: a plain one for every outcome, without causes that only we understand.

use bitrix24::CallError;
use domain::portal::PortalStatus;
use domain::refusal::RefusalReason;
use portals::{PortalError, Proof, TokenError};
use words::Words;

/// An install was refused.
pub(crate) fn refused(words: &Words, why: &RefusalReason) -> String {
    words.text_with("install-refused", &[("reason", &words.refusal(why))])
}

/// A server could not be asked.
pub(crate) fn unreachable(words: &Words, error: &CallError) -> String {
    words.text_with("install-unverified", &[("reason", &words.failure(&error.into()))])
}

/// How many events the portal reports.
pub(crate) fn bound(words: &Words, found: usize, expected: usize) -> String {
    let key = if found == expected { "install-all-bound" } else { "install-some-bound" };
    words.text_with(key, &[("found", &found), ("expected", &expected)])
}

/// The portal bound no event; `refusal` is the code with which it refused, if it gave one.
pub(crate) fn nothing_bound(words: &Words, refusal: Option<&str>) -> String {
    refusal.map_or_else(|| words.text("install-nothing-bound"), |code| refused_by_portal(words, code))
}

/// What the portal reports about itself.
pub(crate) fn checked(words: &Words, found: usize, finished: bool, proof: &Proof) -> String {
    let listed = if finished { "install-listed" } else { "install-listed.unfinished" };
    let proof = match proof {
        Proof::Known => "install-proof-known",
        Proof::Awaited => "install-proof-awaited",
        Proof::Unfinished | Proof::Later(_) => "install-proof-later",
    };
    format!("{} {}", words.text_with(listed, &[("found", &found)]), words.text(proof))
}

/// The `application_token` could not be asked for.
pub(crate) fn not_proven(words: &Words, error: &PortalError) -> String {
    words.text_with("install-not-proven", &[("reason", &portal(words, error))])
}

/// A portal could not be set up.
pub(crate) fn portal(words: &Words, error: &PortalError) -> String {
    words.text(match error {
        PortalError::Call(error) => {
            return words.text_with("install-portal-away", &[("reason", &words.failure(&error.into()))]);
        }
        PortalError::Refused(code) => return refused_by_portal(words, code),
        PortalError::Store(_) => "install-our-side",
        PortalError::Limited => "install-limited",
        PortalError::Suspended(status) => suspended(*status),
        PortalError::Token(TokenError::None) => "install-no-access",
        PortalError::Token(_) => "install-not-renewed",
        PortalError::LicenceExpired => "install-licence-expired",
    })
}

/// The message about a suspended portal.
fn suspended(status: PortalStatus) -> &'static str {
    match status {
        PortalStatus::PaymentRequired => "install-payment-ended",
        PortalStatus::Uninstalled => "install-not-installed",
        PortalStatus::Deleted => "install-closed",
        PortalStatus::NeedsReinstall | PortalStatus::Installing | PortalStatus::Active => "install-access-refused",
    }
}

fn refused_by_portal(words: &Words, code: &str) -> String {
    let known = match code {
        "access_denied" => "install-denied-rest",
        "insufficient_scope" => "install-denied-scope",
        "user_access_error" => "install-denied-user",
        "invalid_credentials" => "install-denied-rights",
        "event.bind: false" | "error_wrong_handler_url" | "error_unsupported_protocol" => "install-denied-address",
        _ => return words.text_with("install-denied", &[("code", &code)]),
    };
    words.text(known)
}
