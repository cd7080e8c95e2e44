//! A place in the order over all portals, as text that clients pass on without looking into it. It says nothing of how much
//! other portals record, which a key of some portals is not to know.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::vault::HashKey;

/// Bytes of the keyed hash before the place, and of the place.
const SEAL: usize = 16;
const PLACE: usize = 8;

/// The place as URL-safe text, always the same.
pub(super) fn print(key: &HashKey, place: u64) -> String {
    let seal = seal(key, place);
    URL_SAFE_NO_PAD.encode([seal.as_slice(), &masked(key, &seal, place.to_be_bytes())].concat())
}

/// The place that a text names; none if it was not printed here.
pub(super) fn read(key: &HashKey, text: &str) -> Option<u64> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let (given, rest) = bytes.split_first_chunk::<SEAL>()?;
    let place = u64::from_be_bytes(masked(key, given, rest.try_into().ok()?));
    // Whoever tries all seals learns how to begin somewhere else, which the key may anyway.
    (*given == seal(key, place)).then_some(place)
}

fn seal(key: &HashKey, place: u64) -> [u8; SEAL] {
    let hash = key.hash("api_feed", None, &place.to_string()).to_bytes();
    std::array::from_fn(|at| hash[at])
}

/// Hides the place, or shows it again: each seal has a mask of its own.
fn masked(key: &HashKey, seal: &[u8; SEAL], place: [u8; PLACE]) -> [u8; PLACE] {
    let mask = key.hash("api_feed_mask", None, &URL_SAFE_NO_PAD.encode(seal)).to_bytes();
    std::array::from_fn(|at| place[at] ^ mask[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> HashKey {
        HashKey::new(&HashKey::generate()).unwrap()
    }

    #[test]
    fn place_is_read_where_it_was_printed_alone() {
        let (own, other) = (key(), key());
        for place in [0, 1, 1042, u64::MAX] {
            let text = print(&own, place);
            assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)), "{text}");
            assert_eq!((read(&own, &text), read(&other, &text)), (Some(place), None));
            for at in 0..text.len() {
                let instead = if &text[at..=at] == "A" { "B" } else { "A" };
                assert_eq!(read(&own, &[&text[..at], instead, &text[at + 1..]].concat()), None, "{text} at {at}");
                assert_eq!(read(&own, &text[..at]), None, "{text} cut to {at}");
            }
        }
        assert_eq!([read(&own, "1042"), read(&own, "0"), read(&own, "\u{e9}")], [None; 3]);
    }
}
