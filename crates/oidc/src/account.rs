//! The account that a provider names.

use std::fmt;

use domain::operator::parse_email;

/// OpenID Connect Core 1.0, section 2: a subject has at most 255 ASCII characters.
const SUBJECT: usize = 255;

/// An account at a provider, as a verified ID token names it.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// Identifies the account at its provider, forever.
    pub subject: String,
    /// The normalised e-mail address, if the provider says that it belongs to the account's holder.
    pub email: Option<String>,
}

impl Account {
    /// The account of these claims; none if the subject is invalid. An unverified address is dropped: anybody can write
    /// any address into an account.
    pub(crate) fn new(subject: &str, email: Option<&str>, is_verified: Option<bool>) -> Option<Self> {
        let can_be = !subject.is_empty()
            && subject.len() <= SUBJECT
            && subject.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ');
        let email = email.filter(|_| is_verified == Some(true)).and_then(|email| parse_email(email).ok());
        can_be.then(|| Self { subject: subject.to_owned(), email })
    }
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account").field("has_email", &self.email.is_some()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn address_counts_if_the_provider_vouches_for_it() {
        let email = |email, verified| Account::new("248289761001", email, verified).unwrap().email;
        assert_eq!(email(Some("Ada@Example.com"), Some(true)).as_deref(), Some("ada@example.com"));
        for (given, verified) in [
            (Some("ada@example.com"), Some(false)),
            (Some("ada@example.com"), None),
            (Some("ada"), Some(true)),
            (None, Some(true)),
        ] {
            assert_eq!(email(given, verified), None, "{given:?} {verified:?}");
        }
    }

    #[test]
    fn subject_is_short_and_plain() {
        for wrong in ["", "a\0b", "a\nb", "ä", &"x".repeat(256)] {
            assert_eq!(Account::new(wrong, None, None), None, "{wrong:?}");
        }
        assert!(Account::new(&"x".repeat(255), None, None).is_some());
    }
}
