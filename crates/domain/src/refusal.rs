//! Why an install, an event, a visit, a log-in or an act was refused.

use std::fmt;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::macros::datetime;

use crate::coded::Coded;

const NOON: OffsetDateTime = datetime!(2026-11-20 12:00 UTC);

/// Why something was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum RefusalReason {
    /// This service was started without the app's credentials, so it can verify nothing.
    NoCredentials,
    /// The authorization server that the install names may not be called.
    ServerForbidden,
    /// The authorization server gives no tokens for the code that the browser brought.
    GrantRefused {
        /// Its own code.
        answer: String,
    },
    /// The authorization server named no portal.
    NoPortalNamed,
    /// The authorization server does not know the access token.
    TokenUnknown {
        /// Its own code.
        answer: String,
    },
    /// The access token has expired.
    TokenEnded,
    /// The app's paid period is over in the portal.
    PaymentEnded,
    /// The app is not installed in the portal.
    NotInstalled,
    /// The token belongs to another app.
    OtherApp,
    /// The token belongs to another portal.
    OtherPortal,
    /// The token belongs to another user.
    OtherUser,
    /// The authorization server knows the portal under another address.
    OtherAddress,
    /// The portal's address is not https, or leads into a private network.
    UnsafeAddress,
    /// The install brings no access token, or no address of its portal.
    Incomplete,
    /// Its tokens can't be Bitrix24's.
    Implausible,
    /// Only an administrator may change the proof of an active installation's events.
    NotAdministrator,
    /// The portal does not say who opened the app.
    VisitorUnknown {
        /// Its own code.
        answer: String,
    },
    /// The app's page brings no token that we issued.
    NoPageToken,
    /// The page token was issued for another portal.
    OtherPortalsPage,
    /// The page token is not good for this request.
    OtherPurpose,
    /// The page token has expired: the page was opened too long ago.
    PageEnded,
    /// The portal whose page it is no longer has the app installed.
    PageOfRemovedApp,
    /// The typed text is not the portal's address.
    DomainMistyped,
    /// The event brings no tokens of a system user of its portal.
    NoSystemUser,
    /// Its `application_token` is not this portal's.
    OtherApplicationToken,
    /// The browser that came back brought no `state`.
    NoState,
    /// The `state` was used before, or is older than ten minutes.
    UnknownState,
    /// The `state` was given to another browser.
    OtherBrowser,
    /// The browser brought no code.
    NoCode,
    /// The code belongs to another portal than the browser came back from.
    OtherCode,
    /// The `member_id` that the browser brought is invalid.
    InvalidMemberId,
    /// The `domain` that the browser brought is invalid.
    InvalidDomain,
    /// Another portal sent the browser back than the one where it began.
    OtherReturn,
    /// An event came with a wrong `application_token`.
    WrongToken {
        /// The event's code.
        event: String,
    },
    /// An event decided on only after a database outage had a wrong `application_token`.
    WrongTokenLater {
        /// The event's code.
        event: String,
    },
    /// A test event came to an address where none is awaited.
    UnexpectedTest,
    /// There is no such operator, or the password is wrong.
    WrongPassword,
    /// The first step was right, but the second factor's code was wrong, or used before.
    WrongCode,
    /// The OpenID provider refuses.
    ProviderRefused {
        /// Its own code, such as `access_denied`.
        answer: String,
    },
    /// The OpenID provider can't be reached, or does not answer like one.
    ProviderUnreachable,
    /// Another OpenID provider answered, or issued the ID token.
    OtherIssuer,
    /// The OpenID provider did not sign the ID token, or not validly.
    IdTokenForged,
    /// The ID token was issued for another client.
    OtherAudience,
    /// The ID token has expired, or was not issued now.
    IdTokenEnded,
    /// The ID token belongs to another sign-in.
    OtherNonce,
    /// The OpenID provider does not vouch for the account's e-mail address.
    EmailUnverified,
    /// No operator has the account's e-mail address.
    UnknownOperator,
    /// The operator signs in with another account of the OpenID provider.
    OtherAccount,
    /// The operator's role does not allow it.
    NotAllowed {
        /// What they asked for: a method and the address of a page.
        act: String,
    },
    /// The operator may not see the portal.
    OutOfReach {
        /// What they asked for: a method and the address of a page.
        act: String,
    },
    /// The form came from another site than this dashboard, or from too old a page.
    ForeignForm {
        /// What it asked for: a method and the address of a page.
        act: String,
    },
    /// The session in which somebody acted had ended.
    SessionEnded {
        /// What they asked for: a method and the address of a page.
        act: String,
    },
    /// The authorization server still vouches for an installation that was reported as removed.
    StillInstalled,
    /// More refusals of the kind in the same minute, which we only counted.
    Counted {
        /// How many.
        count: u64,
        /// When the minute began.
        #[serde(with = "time::serde::rfc3339")]
        since: OffsetDateTime,
        /// Whether a known sender caused them.
        known: bool,
    },
}

impl fmt::Display for RefusalReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Coded::of(self).code)
    }
}

impl RefusalReason {
    /// One of each reason, for tests.
    #[doc(hidden)]
    pub fn examples() -> Vec<Self> {
        let (answer, event) = ("invalid_token".to_owned(), "ONCRMLEADDELETE".to_owned());
        let act = "POST /admin/operators".to_owned();
        vec![
            Self::NoCredentials,
            Self::ServerForbidden,
            Self::GrantRefused { answer: answer.clone() },
            Self::NoPortalNamed,
            Self::TokenUnknown { answer: answer.clone() },
            Self::TokenEnded,
            Self::PaymentEnded,
            Self::NotInstalled,
            Self::OtherApp,
            Self::OtherPortal,
            Self::OtherUser,
            Self::OtherAddress,
            Self::UnsafeAddress,
            Self::Incomplete,
            Self::Implausible,
            Self::NotAdministrator,
            Self::VisitorUnknown { answer },
            Self::NoPageToken,
            Self::OtherPortalsPage,
            Self::OtherPurpose,
            Self::PageEnded,
            Self::PageOfRemovedApp,
            Self::DomainMistyped,
            Self::NoSystemUser,
            Self::OtherApplicationToken,
            Self::NoState,
            Self::UnknownState,
            Self::OtherBrowser,
            Self::NoCode,
            Self::OtherCode,
            Self::InvalidMemberId,
            Self::InvalidDomain,
            Self::OtherReturn,
            Self::WrongToken { event: event.clone() },
            Self::WrongTokenLater { event },
            Self::UnexpectedTest,
            Self::WrongPassword,
            Self::WrongCode,
            Self::ProviderRefused { answer: "access_denied".to_owned() },
            Self::ProviderUnreachable,
            Self::OtherIssuer,
            Self::IdTokenForged,
            Self::OtherAudience,
            Self::IdTokenEnded,
            Self::OtherNonce,
            Self::EmailUnverified,
            Self::UnknownOperator,
            Self::OtherAccount,
            Self::NotAllowed { act: act.clone() },
            Self::OutOfReach { act: act.clone() },
            Self::ForeignForm { act: act.clone() },
            Self::SessionEnded { act },
            Self::StillInstalled,
            Self::Counted { count: 1, since: NOON, known: false },
            Self::Counted { count: 145, since: NOON, known: true },
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_read_as_it_is_kept() {
        crate::coded::assert_kept(&RefusalReason::examples());
        assert_eq!(RefusalReason::OtherApp.to_string(), "other_app");
    }
}
