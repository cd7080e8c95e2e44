//! Page tokens, which the app's pages inside a portal carry instead of a cookie: browsers send none from a frame of
//! another site.
//!
//! An administrator of a portal gets a token when the authorization server and the portal have just confirmed them. It
//! says for which portal, whom, what and how long it is good, and is signed with the key that all processes of a
//! database share, which is itself sealed with the secret key.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

use crate::MemberId;
use crate::clock::{from_micros, micros};
use crate::refusal::RefusalReason;
use crate::vault::{HashKey, KeyedHash};

/// How long a confirmed administrator may go on reading when the portal answers nothing more because payment ended.
pub const REMEMBERED: Duration = Duration::days(30);
/// The purpose of the signature's hash.
const SIGNED: &str = "page_token";
/// The longest token, in bytes.
const MAX: usize = 2048;

/// Who looks at the app's pages, and what they may do there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageToken {
    /// The portal.
    pub member_id: MemberId,
    /// Its purpose.
    pub purpose: Purpose,
    /// Who opened the app, if the authorization server named them.
    pub user_id: Option<String>,
    /// The portal's confirmed `host` or `host:port`, under which it may frame the pages.
    pub host: String,
    /// When the portal confirmed them as one of its administrators.
    pub verified_at: OffsetDateTime,
    /// What the pages look like.
    pub manner: Manner,
}

/// How the portal wants the app's pages to look.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manner {
    /// The portal's language (`LANG`), by the portal's own name for it.
    #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The user's time zone, by its name.
    #[serde(rename = "z", default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// Whether the portal is dark.
    #[serde(rename = "d", default, skip_serializing_if = "std::ops::Not::not")]
    pub dark: bool,
}

/// What a token is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Purpose {
    /// Reading, and changes that can be undone.
    #[serde(rename = "a")]
    Administer,
    /// Reading alone: the portal could no longer say who its administrators are.
    #[serde(rename = "r")]
    Read,
    /// Removing all that we keep of the portal, together with what the administrator types.
    #[serde(rename = "e")]
    Erase,
}

impl Purpose {
    /// How long after the confirmation a token is good. What destroys needs a fresh one.
    pub fn lifetime(self) -> Duration {
        match self {
            Self::Administer | Self::Read => Duration::HOUR,
            Self::Erase => Duration::minutes(10),
        }
    }

    /// Whether a token for this is good for `wanted` too.
    fn allows(self, wanted: Self) -> bool {
        self == wanted || (self, wanted) == (Self::Administer, Self::Read)
    }
}

/// The signed content of a token.
#[derive(Serialize, Deserialize)]
struct SignedToken {
    m: MemberId,
    p: Purpose,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    u: Option<String>,
    h: String,
    t: i64,
    #[serde(flatten)]
    manner: Manner,
}

/// Why a token was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedToken {
    /// Why.
    pub reason: RefusalReason,
    /// The portal and its host that the token was given for, if it is one of ours.
    pub given_for: Option<(MemberId, String)>,
}

impl PageToken {
    /// The same visit for another purpose.
    #[must_use]
    pub fn for_purpose(&self, purpose: Purpose) -> Self {
        Self { purpose, ..self.clone() }
    }

    /// Until when it is good.
    pub fn ends_at(&self) -> OffsetDateTime {
        self.verified_at + self.purpose.lifetime()
    }

    /// The signed text.
    pub fn sign(&self, key: &HashKey) -> String {
        let signed = SignedToken {
            m: self.member_id.clone(),
            p: self.purpose,
            u: self.user_id.clone(),
            h: self.host.clone(),
            t: micros(self.verified_at),
            manner: self.manner.clone(),
        };
        let said = URL_SAFE_NO_PAD.encode(serde_json::to_vec(&signed).expect("a token is texts and numbers"));
        let signature = URL_SAFE_NO_PAD.encode(signature(key, &said).as_bytes());
        format!("{said}.{signature}")
    }

    /// Reads a token that was given for this portal and must be good for `wanted` now.
    pub fn read(
        text: &str,
        key: &HashKey,
        member_id: &MemberId,
        wanted: Purpose,
        now: OffsetDateTime,
    ) -> Result<Self, RefusedToken> {
        let token = open(text, key).ok_or(RefusedToken { reason: RefusalReason::NoPageToken, given_for: None })?;
        let reason = if token.member_id != *member_id {
            RefusalReason::OtherPortalsPage
        } else if !token.purpose.allows(wanted) {
            RefusalReason::OtherPurpose
        } else if !(token.verified_at..token.ends_at()).contains(&now) {
            RefusalReason::PageEnded
        } else {
            return Ok(token);
        };
        Err(RefusedToken { reason, given_for: Some((token.member_id, token.host)) })
    }
}

fn signature(key: &HashKey, said: &str) -> KeyedHash {
    key.hash(SIGNED, None, said)
}

fn open(text: &str, key: &HashKey) -> Option<PageToken> {
    let (said, signed) = text.split_once('.').filter(|_| text.len() <= MAX)?;
    let bytes = URL_SAFE_NO_PAD.decode(signed).ok()?;
    let given = KeyedHash::try_from(bytes.as_slice()).ok()?;
    if given != signature(key, said) {
        return None;
    }
    let SignedToken { m, p, u, h, t, manner } = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(said).ok()?).ok()?;
    Some(PageToken { member_id: m, purpose: p, user_id: u, host: h, verified_at: from_micros(t), manner })
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const NOON: OffsetDateTime = datetime!(2026-11-20 12:00 UTC);

    fn key() -> HashKey {
        HashKey::new(&HashKey::generate()).unwrap()
    }

    fn portal(text: &str) -> MemberId {
        MemberId::parse(text).unwrap()
    }

    fn token(purpose: Purpose) -> PageToken {
        let manner = Manner { language: Some("de".to_owned()), zone: Some("Europe/Berlin".to_owned()), dark: false };
        let (user_id, host) = (Some("7".to_owned()), "own.bitrix24.de".to_owned());
        PageToken { member_id: portal("own"), purpose, user_id, host, verified_at: NOON, manner }
    }

    fn refused(text: &str, key: &HashKey, of: &str, wanted: Purpose, now: OffsetDateTime) -> RefusalReason {
        PageToken::read(text, key, &portal(of), wanted, now).unwrap_err().reason
    }

    #[test]
    fn token_is_read_as_it_was_signed() {
        let (key, token) = (key(), token(Purpose::Administer));
        let text = token.sign(&key);
        assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)), "{text}");
        let read = |wanted| PageToken::read(&text, &key, &portal("own"), wanted, NOON);
        assert_eq!(read(Purpose::Administer), Ok(token.clone()));
        assert_eq!(read(Purpose::Read), Ok(token));
    }

    #[test]
    fn token_ends() {
        let key = key();
        for (purpose, minutes) in [(Purpose::Administer, 60), (Purpose::Read, 60), (Purpose::Erase, 10)] {
            let text = token(purpose).sign(&key);
            let at = |now| PageToken::read(&text, &key, &portal("own"), purpose, now).map_err(|why| why.reason);
            let end = NOON + Duration::minutes(minutes);
            assert!(at(end - Duration::SECOND).is_ok());
            assert_eq!(at(end), Err(RefusalReason::PageEnded));
            assert_eq!(at(NOON - Duration::SECOND), Err(RefusalReason::PageEnded), "nobody was there yet");
        }
    }

    #[test]
    fn token_is_good_for_its_portal_and_purpose_alone() {
        let key = key();
        let text = |purpose| token(purpose).sign(&key);
        let of = |purpose, of, wanted| refused(&text(purpose), &key, of, wanted, NOON);
        assert_eq!(of(Purpose::Administer, "other", Purpose::Read), RefusalReason::OtherPortalsPage);
        for (has, wanted) in [
            (Purpose::Administer, Purpose::Erase),
            (Purpose::Read, Purpose::Administer),
            (Purpose::Erase, Purpose::Administer),
            (Purpose::Erase, Purpose::Read),
        ] {
            assert_eq!(of(has, "own", wanted), RefusalReason::OtherPurpose, "{has:?} {wanted:?}");
        }
    }

    #[test]
    fn token_that_was_changed_or_signed_elsewhere_is_none() {
        let (own, text) = (key(), token(Purpose::Read).sign(&key()));
        let none = |text: &str| refused(text, &own, "own", Purpose::Read, NOON);
        assert_eq!(none(&text), RefusalReason::NoPageToken);
        let good = token(Purpose::Read).sign(&own);
        let (said, signature) = good.split_once('.').unwrap();
        let more = URL_SAFE_NO_PAD.encode(br#"{"m":"own","p":"e","h":"evil.example","t":0}"#);
        for text in ["", ".", said, &format!("{said}."), &format!("{more}.{signature}"), &format!("{good}x")] {
            assert_eq!(none(text), RefusalReason::NoPageToken, "{text}");
        }
        assert_eq!(none(&"x".repeat(10_000)), RefusalReason::NoPageToken);
    }
}
