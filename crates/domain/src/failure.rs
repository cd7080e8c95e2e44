//! Why a request to a portal or an authorization server failed.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::coded::Coded;
use crate::portal::PortalStatus;

/// Why a call, a token renewal, a check or a reading of an offline queue failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Failure {
    /// The portal refuses a method.
    PortalRefused {
        /// Its own code, in lower case (docs/protocol.md 3.7).
        answer: String,
    },
    /// The authorization server refuses to renew the tokens.
    ServerRefused {
        /// Its own code, in lower case (docs/protocol.md 3.7).
        answer: String,
    },
    /// The authorization server does not know the portal.
    PortalUnknown {
        /// Its own code.
        answer: String,
    },
    /// A host gives no answer.
    Unreachable {
        /// The called host.
        host: String,
        /// What went wrong.
        cause: Unreached,
    },
    /// A host redirects us to another address.
    Moved {
        /// The called host.
        host: String,
    },
    /// A host answered as Bitrix24 never does.
    Unexpected {
        /// The called host.
        host: String,
        /// The HTTP status.
        status: u16,
    },
    /// The address may not be called.
    AddressForbidden {
        /// The host that would have been called.
        host: String,
    },
    /// The portal answered, but not to these methods.
    Unanswered {
        /// The methods.
        methods: Vec<String>,
    },
    /// The portal is not called while it has this status.
    Suspended {
        /// Its status.
        status: PortalStatus,
    },
    /// The portal's rate limits leave no room for the call.
    Limited,
    /// The licence of the portal's own server has expired.
    LicenceExpired,
    /// We have no tokens of the portal.
    NoTokens,
    /// We have no refresh token of the portal.
    NoRefreshToken,
    /// The authorization server refuses our own `client_id` or `client_secret`.
    CredentialsRefused,
    /// This service was started without the app's credentials.
    NoCredentials,
    /// The authorization server answered with the tokens of another portal.
    OtherPortal,
    /// The authorization server gives no answer.
    ServerUnreachable,
    /// The authorization server answered as it never does.
    ServerTrouble,
    /// Renewal failed a moment ago and waits for its retry.
    RenewalPaused,
    /// The renewal broke off.
    RenewalBrokeOff,
    /// Another process is renewing the tokens and does not finish.
    RenewalStuck,
    /// The portal keeps no offline queue for the app.
    NoQueue,
    /// The portal has not yet said whether it keeps an offline queue.
    QueueUnknown,
    /// The portal keeps listing the same records of its offline queue.
    EndlessQueue,
    /// The portal's answer about its offline queue can't be read.
    UnreadableQueue,
    /// The portal removed the app.
    AppRemoved,
    /// The app was not paid for, so Bitrix24 sent nothing (docs/protocol.md 1.3).
    NotPaid,
    /// The portal was closed, or did not exist.
    PortalClosed,
    /// Our event log accepts nothing.
    LogUnavailable,
    /// Our database does not answer.
    DatabaseUnavailable,
    /// Another version wrote a code that this version does not know.
    Other {
        /// That code.
        other: String,
    },
}

/// Why a host gave no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unreached {
    /// It took too long.
    NoAnswer,
    /// There was no connection.
    NoConnection,
    /// Its certificate is not trusted.
    Untrusted,
    /// The connection broke off.
    BrokeOff,
    /// One more request would wait too long for the host.
    Crowded,
    /// It answers that it can't decide now.
    Undecided,
}

impl fmt::Display for Unreached {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoAnswer => "no answer in time",
            Self::NoConnection => "no connection",
            Self::Untrusted => "its certificate is not trusted",
            Self::BrokeOff => "the connection broke off",
            Self::Crowded => "too many requests are already waiting",
            Self::Undecided => "it can't decide right now",
        })
    }
}

impl Failure {
    /// The code for programs to compare: that of whoever refused, else our own.
    pub fn code(&self) -> String {
        match self {
            Self::PortalRefused { answer } | Self::ServerRefused { answer } | Self::PortalUnknown { answer } => {
                answer.clone()
            }
            Self::Other { other } => other.clone(),
            own => Coded::of(own).code,
        }
    }

    /// The code of the portal or of the authorization server, if one of them refused.
    pub fn answer(&self) -> Option<&str> {
        match self {
            Self::PortalRefused { answer } | Self::ServerRefused { answer } | Self::PortalUnknown { answer } => {
                Some(answer)
            }
            _ => None,
        }
    }

    /// Serialises it for a database column.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what [`to_text`](Self::to_text) wrote, in this or another version.
    pub fn of_text(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_else(|_| {
            let fields: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
            let code = fields.get("code").and_then(serde_json::Value::as_str);
            Self::Other { other: code.unwrap_or(text).to_owned() }
        })
    }

    /// One of each variant, for tests.
    #[doc(hidden)]
    pub fn examples() -> Vec<Self> {
        let (host, answer) = ("a.example".to_owned(), "access_denied".to_owned());
        let causes = [
            Unreached::NoAnswer,
            Unreached::NoConnection,
            Unreached::Untrusted,
            Unreached::BrokeOff,
            Unreached::Crowded,
            Unreached::Undecided,
        ];
        let mut examples = vec![
            Self::PortalRefused { answer: answer.clone() },
            Self::PortalRefused { answer: "something_new".to_owned() },
            Self::ServerRefused { answer: answer.clone() },
            Self::ServerRefused { answer: "invalid_grant".to_owned() },
            Self::PortalUnknown { answer },
            Self::Moved { host: host.clone() },
            Self::Unexpected { host: host.clone(), status: 403 },
            Self::AddressForbidden { host: host.clone() },
            Self::Unanswered { methods: vec!["event.get".to_owned(), "app.info".to_owned()] },
            Self::Limited,
            Self::LicenceExpired,
            Self::NoTokens,
            Self::NoRefreshToken,
            Self::CredentialsRefused,
            Self::NoCredentials,
            Self::OtherPortal,
            Self::ServerUnreachable,
            Self::ServerTrouble,
            Self::RenewalPaused,
            Self::RenewalBrokeOff,
            Self::RenewalStuck,
            Self::NoQueue,
            Self::QueueUnknown,
            Self::EndlessQueue,
            Self::UnreadableQueue,
            Self::AppRemoved,
            Self::NotPaid,
            Self::PortalClosed,
            Self::LogUnavailable,
            Self::DatabaseUnavailable,
            Self::Other { other: "danced".to_owned() },
        ];
        examples.extend(causes.map(|cause| Self::Unreachable { host: host.clone(), cause }));
        examples.extend(PortalStatus::ALL.map(|status| Self::Suspended { status }));
        examples
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_read_as_it_is_kept() {
        crate::coded::assert_kept(&Failure::examples());
        for failure in Failure::examples() {
            assert_eq!(Failure::of_text(&failure.to_text()), failure);
        }
    }

    #[test]
    fn what_another_version_wrote_keeps_its_code() {
        let other = |code: &str| Failure::Other { other: code.to_owned() };
        assert_eq!(Failure::of_text(r#"{"code":"danced","with":"bears"}"#), other("danced"));
        assert_eq!(Failure::of_text("in plain words"), other("in plain words"));
    }

    #[test]
    fn programs_see_the_code_of_whoever_refused() {
        assert_eq!(Failure::ServerRefused { answer: "invalid_grant".to_owned() }.code(), "invalid_grant");
        assert_eq!(Failure::NoRefreshToken.code(), "no_refresh_token");
    }
}
