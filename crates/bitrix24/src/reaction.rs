//! The meaning of each Bitrix24 answer and our reaction to it, in one place (docs/protocol.md 3.7). Codes are compared
//! in lower case, whatever the HTTP status.

use crate::answer::RemoteError;

/// What a refusal of the authorization server means for a portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The code or refresh token is invalid, expired or used.
    TokensDead,
    /// Our secret is wrong, or the app is not installed there: only another request shows which.
    AppOrSecret,
    /// Our settings or the app's card are wrong; the portal is not the cause.
    Configuration,
    /// The trial or paid period is over.
    PaymentEnded,
    /// The app was removed.
    Uninstalled,
    /// The portal is gone, or its name unknown: we ask the portal itself.
    PortalUnknown,
    /// Our own fault, or an undocumented error: it changes nothing.
    Unclear,
}

impl Refusal {
    /// What this error means.
    pub fn of(error: &RemoteError) -> Self {
        match error.code.as_str() {
            "invalid_grant" | "bad_verification_code" => Self::TokensDead,
            "invalid_client" => Self::AppOrSecret,
            "wrong_client" | "invalid_scope" | "insufficient_scope" => Self::Configuration,
            "payment_required" => Self::PaymentEnded,
            "not_installed" => Self::Uninstalled,
            "portal_deleted" => Self::PortalUnknown,
            code => {
                let text = format!("{code} {}", error.description).to_lowercase();
                let about_portal = text.contains("portal") || text.contains("domain");
                if about_portal { Self::PortalUnknown } else { Self::Unclear }
            }
        }
    }
}

/// Our reaction to a portal's refusal of a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reaction {
    /// Renew the tokens once, and repeat the call once.
    Renew,
    /// The app was removed.
    Uninstalled,
    /// The token's user was dismissed: another administrator has to bring tokens.
    UserDismissed,
    /// The paid period is over.
    PaymentEnded,
    /// The portal is gone, or closed for a while.
    Gone,
    /// Too many calls: retry after growing pauses.
    SlowDown,
    /// The method's time is used up: it rests on this portal.
    RestMethod,
    /// Bitrix24 blocked us manually: call nothing there for a while.
    Blocked,
    /// Trouble on the other side: retry a few times.
    Repeat,
    /// For the caller to handle: rights, scopes, plans, unknown events.
    Refused,
}

impl Reaction {
    /// The reaction to this error.
    pub fn of(error: &RemoteError) -> Self {
        match error.code.as_str() {
            "expired_token" | "invalid_token" | "no_auth_found" => Self::Renew,
            "error_oauth" | "not_installed" | "application_not_found" => Self::Uninstalled,
            "authorization_error" => Self::UserDismissed,
            "payment_required" => Self::PaymentEnded,
            "portal_deleted" => Self::Gone,
            "query_limit_exceeded" => Self::SlowDown,
            "operation_time_limit" => Self::RestMethod,
            "overload_limit" => Self::Blocked,
            "internal_server_error" | "error_unexpected_answer" => Self::Repeat,
            _ => Self::Refused,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::result;

    fn error(code: &str, description: &str) -> RemoteError {
        let answer = serde_json::json!({ "error": code, "error_description": description });
        result(&answer).unwrap_err()
    }

    #[test]
    fn every_code_of_the_authorization_server_has_its_decision() {
        for (code, decision) in [
            ("invalid_request", Refusal::Unclear),
            ("INVALID_CLIENT", Refusal::AppOrSecret),
            ("wrong_client", Refusal::Configuration),
            ("invalid_grant", Refusal::TokensDead),
            ("bad_verification_code", Refusal::TokensDead),
            ("invalid_scope", Refusal::Configuration),
            ("insufficient_scope", Refusal::Configuration),
            ("PAYMENT_REQUIRED", Refusal::PaymentEnded),
            ("Not_Installed", Refusal::Uninstalled),
        ] {
            assert_eq!(Refusal::of(&error(code, "")), decision, "{code}");
        }
        assert_eq!(Refusal::of(&error("404", "Unknown portal")), Refusal::PortalUnknown);
    }

    #[test]
    fn every_code_of_a_portal_has_its_reaction() {
        for (code, reaction) in [
            ("expired_token", Reaction::Renew),
            ("INVALID_TOKEN", Reaction::Renew),
            ("NO_AUTH_FOUND", Reaction::Renew),
            ("ERROR_OAUTH", Reaction::Uninstalled),
            ("NOT_INSTALLED", Reaction::Uninstalled),
            ("APPLICATION_NOT_FOUND", Reaction::Uninstalled),
            ("authorization_error", Reaction::UserDismissed),
            ("PAYMENT_REQUIRED", Reaction::PaymentEnded),
            ("PORTAL_DELETED", Reaction::Gone),
            ("QUERY_LIMIT_EXCEEDED", Reaction::SlowDown),
            ("OPERATION_TIME_LIMIT", Reaction::RestMethod),
            ("OVERLOAD_LIMIT", Reaction::Blocked),
            ("INTERNAL_SERVER_ERROR", Reaction::Repeat),
            ("insufficient_scope", Reaction::Refused),
            ("ACCESS_DENIED", Reaction::Refused),
            ("WRONG_LICENSE", Reaction::Refused),
            ("ERROR_EVENT_NOT_FOUND", Reaction::Refused),
            ("METHOD_CONFIRM_WAITING", Reaction::Refused),
        ] {
            assert_eq!(Reaction::of(&error(code, "")), reaction, "{code}");
        }
    }
}
