//! A client's position over several portals, as opaque text. It does not reveal how much other portals record, which
//! a key of some portals must not learn.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::MemberId;
use domain::vault::HashKey;
use store::Reached;

/// Bytes of the keyed hash before the place, and of a place.
const SEAL: usize = 16;
const PLACE: usize = 8;

/// Equal positions have equal texts.
pub(super) fn print(key: &HashKey, reached: &Reached) -> String {
    let mut bytes = reached.place.to_be_bytes().to_vec();
    for (portal, place) in &reached.waiting {
        bytes.extend(place.to_be_bytes());
        bytes.extend(u8::try_from(portal.as_str().len())); // `MemberId::MAX_LEN` is less
        bytes.extend(portal.as_str().as_bytes());
    }
    let seal = seal(key, &bytes);
    URL_SAFE_NO_PAD.encode([seal.as_slice(), &masked(key, &seal, &bytes)].concat())
}

/// None if this key did not seal the text.
pub(super) fn read(key: &HashKey, text: &str) -> Option<Reached> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let (given, rest) = bytes.split_first_chunk::<SEAL>()?;
    let bytes = masked(key, given, rest);
    // A guessed seal only gives another position, where the key may begin anyway.
    if *given != seal(key, &bytes) {
        return None;
    }
    let (place, mut rest) = split_place(&bytes)?;
    let mut reached = Reached::from(place);
    while !rest.is_empty() {
        let (place, after) = split_place(rest)?;
        let (length, after) = after.split_first()?;
        let (portal, after) = after.split_at_checked((*length).into())?;
        let portal = MemberId::parse(std::str::from_utf8(portal).ok()?).ok()?;
        reached.waiting.insert(portal, place);
        rest = after;
    }
    Some(reached)
}

fn split_place(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let (place, rest) = bytes.split_first_chunk::<PLACE>()?;
    Some((u64::from_be_bytes(*place), rest))
}

fn seal(key: &HashKey, bytes: &[u8]) -> [u8; SEAL] {
    let hash = key.hash("api_feed", None, &URL_SAFE_NO_PAD.encode(bytes)).to_bytes();
    std::array::from_fn(|at| hash[at])
}

/// Masks the position, or unmasks it: each seal has a mask of its own.
fn masked(key: &HashKey, seal: &[u8; SEAL], bytes: &[u8]) -> Vec<u8> {
    let seal = URL_SAFE_NO_PAD.encode(seal);
    let mask = (0..).flat_map(|block| key.hash("api_feed_mask", None, &format!("{seal} {block}")).to_bytes());
    bytes.iter().zip(mask).map(|(byte, mask)| byte ^ mask).collect()
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
        let portals = ["a", "bac1cd5c8940947a75e0d71b1a84e348"].map(|id| MemberId::parse(id).unwrap());
        let waiting = Reached { place: 9, waiting: portals.into_iter().zip([0, u64::MAX]).collect() };
        for reached in [0, 1, 1042, u64::MAX].map(Reached::from).into_iter().chain([waiting]) {
            let text = print(&own, &reached);
            assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)), "{text}");
            assert_eq!((read(&own, &text), read(&other, &text)), (Some(reached), None));
            for at in 0..text.len() {
                let instead = if &text[at..=at] == "A" { "B" } else { "A" };
                assert_eq!(read(&own, &[&text[..at], instead, &text[at + 1..]].concat()), None, "{text} at {at}");
                assert_eq!(read(&own, &text[..at]), None, "{text} cut to {at}");
            }
        }
        assert_eq!([read(&own, "1042"), read(&own, "0"), read(&own, "\u{e9}")], [None, None, None]);
    }
}
