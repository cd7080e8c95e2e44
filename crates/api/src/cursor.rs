//! Where the next page of a list begins, as text that clients pass on without looking into it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::MemberId;
use sha2::{Digest, Sha256};

use crate::error::ApiError;

/// Bytes of the digest before the place: they reveal a cursor that was cut or mistyped. They are no secret, since a
/// cursor opens nothing that the key does not open.
const CHECK: usize = 4;

/// A place in one of the lists. A cursor of one list is none of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Cursor {
    /// After this portal.
    Portals(MemberId),
    /// Before this number of this portal.
    Deletions(MemberId, u64),
    /// Before this place in the order in which all portals' deletions arrived.
    AllDeletions(u64),
}

impl Cursor {
    /// The cursor as URL-safe text.
    pub(crate) fn print(&self) -> String {
        let place = match self {
            Self::Portals(member_id) => format!("1p {member_id}"),
            Self::Deletions(member_id, number) => format!("1d {member_id} {number}"),
            Self::AllDeletions(arrival) => format!("2a {arrival}"),
        };
        URL_SAFE_NO_PAD.encode([&check(&place), place.as_bytes()].concat())
    }

    fn parse(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (digest, place) = bytes.split_first_chunk::<CHECK>()?;
        let place = std::str::from_utf8(place).ok()?;
        let parts: Vec<_> = place.split(' ').collect();
        let cursor = match parts[..] {
            ["1p", member_id] => Self::Portals(MemberId::parse(member_id).ok()?),
            ["1d", member_id, number] => Self::Deletions(MemberId::parse(member_id).ok()?, parse_number(number)?),
            ["2a", arrival] => Self::AllDeletions(parse_number(arrival)?),
            _ => return None,
        };
        (*digest == check(place)).then_some(cursor)
    }

    /// The portal after which the list of portals goes on.
    pub(crate) fn of_portals(text: Option<&str>) -> Result<Option<MemberId>, ApiError> {
        read(text, |cursor| match cursor {
            Self::Portals(after) => Some(after),
            _ => None,
        })
    }

    /// The number before which the list of this portal's deletions goes on.
    pub(crate) fn of_deletions(text: Option<&str>, portal: &MemberId) -> Result<Option<u64>, ApiError> {
        read(text, |cursor| match cursor {
            Self::Deletions(member_id, before) if member_id == *portal => Some(before),
            _ => None,
        })
    }

    /// The place before which the list of all deletions goes on.
    pub(crate) fn of_all_deletions(text: Option<&str>) -> Result<Option<u64>, ApiError> {
        read(text, |cursor| match cursor {
            Self::AllDeletions(before) => Some(before),
            _ => None,
        })
    }
}

/// What `place` takes of the cursor; an empty one is none.
fn read<T>(text: Option<&str>, place: impl FnOnce(Cursor) -> Option<T>) -> Result<Option<T>, ApiError> {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(None) };
    Cursor::parse(text).and_then(place).map(Some).ok_or_else(ApiError::invalid_cursor)
}

/// A deletion's number in its one spelling; the database counts no further than an `i64`.
pub(crate) fn parse_number(text: &str) -> Option<u64> {
    let number = text.parse::<i64>().ok().filter(|number| *number > 0)?.unsigned_abs();
    (number.to_string() == text).then_some(number)
}

fn check(place: &str) -> [u8; CHECK] {
    let digest = Sha256::digest(place.as_bytes());
    std::array::from_fn(|at| digest[at])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn portal(text: &str) -> MemberId {
        MemberId::parse(text).unwrap()
    }

    fn all_kinds() -> [Cursor; 3] {
        [Cursor::Portals(portal("a")), Cursor::Deletions(portal("a"), 1042), Cursor::AllDeletions(7)]
    }

    #[test]
    fn cursor_is_read_as_it_is_printed() {
        for cursor in all_kinds() {
            let text = cursor.print();
            assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)), "{text}");
            assert_eq!(Cursor::parse(&text), Some(cursor));
        }
    }

    #[test]
    fn cursor_of_another_list_or_portal_is_refused() {
        let [portals, deletions, all] = all_kinds().map(|cursor| cursor.print());
        assert_eq!(Cursor::of_deletions(Some(&deletions), &portal("a")).unwrap(), Some(1042));
        assert!(Cursor::of_deletions(Some(&deletions), &portal("b")).is_err());
        assert!(Cursor::of_deletions(Some(&all), &portal("b")).is_err());
        assert!(Cursor::of_all_deletions(Some(&deletions)).is_err());
        assert!(Cursor::of_all_deletions(Some(&portals)).is_err());
        assert!(Cursor::of_portals(Some(&all)).is_err());
    }

    #[test]
    fn cut_or_mistyped_cursor_is_refused() {
        for text in all_kinds().map(|cursor| cursor.print()) {
            for length in 1..text.len() {
                assert_eq!(Cursor::parse(&text[..length]), None, "{text} cut to {length}");
                let other = if &text[length..=length] == "A" { "B" } else { "A" };
                let mistyped = [&text[..length], other, &text[length + 1..]].concat();
                assert_eq!(Cursor::parse(&mistyped), None, "{text} as {mistyped}");
            }
        }
    }

    #[test]
    fn number_has_one_spelling() {
        assert_eq!(parse_number("9223372036854775807"), Some(9_223_372_036_854_775_807));
        for text in ["", "0", "-1", "+1", "01", "1.0", "abc", "9223372036854775808", "99999999999999999999"] {
            assert_eq!(parse_number(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in ".{0,80}") {
            prop_assert_eq!(Cursor::parse(&text), None);
        }
    }
}
