//! The identifier of a portal, the only tenant key.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Identifies one Bitrix24 portal forever; its address may change, this does not.
///
/// 32 hex digits in all real samples, but documented only as text (docs/protocol.md 1.4), so any short word is valid.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MemberId(Box<str>);

/// The text is empty, longer than 64 characters, or has characters other than letters, digits, `-`, `_` and `.`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a member_id is 1 to 64 letters, digits, dots, dashes or underscores")]
pub struct InvalidMemberId;

impl MemberId {
    /// The longest valid `member_id`, in characters.
    pub const MAX_LEN: usize = 64;

    /// Parses `text` as a `member_id`.
    pub fn parse(text: &str) -> Result<Self, InvalidMemberId> {
        let fits = (1..=Self::MAX_LEN).contains(&text.len());
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        if fits && text.bytes().all(plain) { Ok(Self(text.into())) } else { Err(InvalidMemberId) }
    }

    /// The identifier as Bitrix24 writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MemberId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for MemberId {
    type Error = InvalidMemberId;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<MemberId> for String {
    fn from(member_id: MemberId) -> Self {
        member_id.0.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_samples_are_taken() {
        for text in ["bac1cd5c8940947a75e0d71b1a84e348", "123456", "a"] {
            assert_eq!(MemberId::parse(text).unwrap().as_str(), text);
        }
    }

    #[test]
    fn what_could_break_a_path_or_a_log_line_is_refused() {
        let long = "a".repeat(65);
        for text in ["", "a b", "a/b", "a\n", "ä", "a\0", long.as_str()] {
            assert_eq!(MemberId::parse(text), Err(InvalidMemberId), "{text:?}");
        }
    }
}
