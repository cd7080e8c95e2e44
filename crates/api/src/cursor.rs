//! Cursors: where the next page of a list begins, as text that is opaque to clients.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::MemberId;
use domain::clock::{from_micros, micros};
use domain::deletion::{Filter, Order};
use domain::vault::HashKey;
use domain::webhook::DeliveryState;
use store::{DeliveryPlace, PortalFilter};

use crate::error::ApiError;

/// Bytes of the keyed hash before the place.
const SEAL: usize = 16;

/// The cursors of one list with one filter and one order; it refuses those of any other.
pub(crate) struct Cursors<'a> {
    key: &'a HashKey,
    /// In the seal of each cursor.
    list: String,
}

impl<'a> Cursors<'a> {
    pub(crate) fn of_portals(key: &'a HashKey, filter: &PortalFilter) -> Self {
        let PortalFilter { q, status, alarm, is_unknown: _ } = filter;
        let status = status.map(domain::portal::PortalStatus::as_str);
        Self { key, list: format!("portals {status:?} {:?} {q:?}", alarm.map(domain::health::AlarmKind::as_str)) }
    }

    pub(crate) fn of_deletions(key: &'a HashKey, portal: &MemberId, filter: &Filter, order: Order) -> Self {
        Self { key, list: format!("deletions {portal} {} {}", order.as_str(), filter.canonical()) }
    }

    pub(crate) fn of_all_deletions(key: &'a HashKey, filter: &Filter, order: Order) -> Self {
        Self { key, list: format!("all deletions {} {}", order.as_str(), filter.canonical()) }
    }

    pub(crate) fn of_deliveries(key: &'a HashKey, webhook_id: &str, state: Option<DeliveryState>) -> Self {
        Self { key, list: format!("deliveries {webhook_id} {:?}", state.map(DeliveryState::as_str)) }
    }

    pub(crate) fn print_delivery(&self, place: &DeliveryPlace) -> String {
        let DeliveryPlace { created_at, member_id, message_id } = place;
        self.print(&format!("{} {member_id} {message_id}", micros(*created_at)))
    }

    pub(crate) fn read_delivery(&self, text: Option<&str>) -> Result<Option<DeliveryPlace>, ApiError> {
        self.read(text, |place| {
            let mut parts = place.splitn(3, ' ');
            let created_at = from_micros(parts.next()?.parse().ok()?);
            let (member_id, message_id) = (parts.next()?.to_owned(), parts.next()?.to_owned());
            Some(DeliveryPlace { created_at, member_id, message_id })
        })
    }

    /// Seals a place, URL-safe.
    pub(crate) fn print(&self, place: &str) -> String {
        URL_SAFE_NO_PAD.encode([&self.seal(place), place.as_bytes()].concat())
    }

    pub(crate) fn read_number(&self, text: Option<&str>) -> Result<Option<u64>, ApiError> {
        self.read(text, parse_number)
    }

    pub(crate) fn read_portal(&self, text: Option<&str>) -> Result<Option<MemberId>, ApiError> {
        self.read(text, |place| MemberId::parse(place).ok())
    }

    fn read<T>(&self, text: Option<&str>, parse: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>, ApiError> {
        let Some(text) = text else { return Ok(None) };
        self.open(text).as_deref().and_then(parse).map(Some).ok_or_else(ApiError::invalid_cursor)
    }

    fn open(&self, text: &str) -> Option<String> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (seal, place) = bytes.split_first_chunk::<SEAL>()?;
        let place = std::str::from_utf8(place).ok()?;
        // A guessed seal reveals only the place of a deletion that the key shows anyway.
        (*seal == self.seal(place)).then(|| place.to_owned())
    }

    fn seal(&self, place: &str) -> [u8; SEAL] {
        let hash = self.key.hash("api_cursor", None, &format!("{}\0{place}", self.list)).to_bytes();
        std::array::from_fn(|at| hash[at])
    }
}

/// A deletion's number in its canonical spelling; the database counts up to `i64::MAX`.
pub(crate) fn parse_number(text: &str) -> Option<u64> {
    let number = text.parse::<i64>().ok().filter(|number| *number > 0)?.unsigned_abs();
    (number.to_string() == text).then_some(number)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn portal(text: &str) -> MemberId {
        MemberId::parse(text).unwrap()
    }

    fn key() -> HashKey {
        HashKey::new(&HashKey::generate()).unwrap()
    }

    fn lists(key: &HashKey) -> Vec<Cursors<'_>> {
        let (none, leads) = (Filter::default(), Filter { entity: vec!["crm.lead".into()], ..Filter::default() });
        let named = PortalFilter { q: Some("a".into()), ..PortalFilter::default() };
        vec![
            Cursors::of_portals(key, &PortalFilter::default()),
            Cursors::of_portals(key, &named),
            Cursors::of_deletions(key, &portal("a"), &none, Order::Newest),
            Cursors::of_deletions(key, &portal("b"), &none, Order::Newest),
            Cursors::of_deletions(key, &portal("a"), &none, Order::Oldest),
            Cursors::of_deletions(key, &portal("a"), &leads, Order::Newest),
            Cursors::of_all_deletions(key, &none, Order::Newest),
            Cursors::of_all_deletions(key, &leads, Order::Newest),
        ]
    }

    #[test]
    fn cursor_is_read_by_its_list_alone() {
        let (key, other) = (key(), key());
        let lists = lists(&key);
        for (at, list) in lists.iter().enumerate() {
            let text = list.print("1042");
            assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)), "{text}");
            for (other, reader) in lists.iter().enumerate() {
                assert_eq!(reader.read_number(Some(&text)).is_ok(), at == other, "{at} {other}");
            }
        }
        let foreign = Cursors::of_all_deletions(&other, &Filter::default(), Order::Newest).print("1042");
        assert!(lists.iter().all(|list| list.read_number(Some(&foreign)).is_err()), "another key");
        assert_eq!(lists[0].read_portal(Some(&lists[0].print("a"))).unwrap(), Some(portal("a")));
    }

    #[test]
    fn cut_or_mistyped_cursor_is_refused() {
        let key = key();
        for list in lists(&key) {
            let text = list.print("1042");
            for length in 1..text.len() {
                assert_eq!(list.open(&text[..length]), None, "{text} cut to {length}");
                let other = if &text[length..=length] == "A" { "B" } else { "A" };
                let mistyped = [&text[..length], other, &text[length + 1..]].concat();
                assert_eq!(list.open(&mistyped), None, "{text} as {mistyped}");
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
            let key = key();
            prop_assert_eq!(Cursors::of_portals(&key, &PortalFilter::default()).open(&text), None);
        }
    }
}
