//! The language of a page: the operator's choice, else what the browser asks for, else the service's own.

use domain::operator::Session;
use poem::Request;
use poem::http::header::ACCEPT_LANGUAGE;
use words::{Language, Words};

/// The language of pages if nothing else decides it (`TOMBSTONE_LANGUAGE`).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fallback(pub(crate) Language);

pub(crate) fn words_for(req: &Request) -> &'static Words {
    let chosen = req.extensions().get::<Session>().and_then(|session| session.preferences.language.as_deref());
    if let Some(language) = chosen.and_then(|tag| tag.parse().ok()) {
        return words::of(language);
    }
    let accepted = req.headers().get_all(ACCEPT_LANGUAGE).iter().filter_map(|header| header.to_str().ok());
    let accepted = accepted.collect::<Vec<_>>().join(",");
    let fallback = req.data::<Fallback>().map_or(Language::default(), |fallback| fallback.0);
    words::of(Language::accepted(&accepted).unwrap_or(fallback))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browser_decides_before_the_service() {
        let spoken = |accepted: &str| {
            let mut req = Request::builder().header(ACCEPT_LANGUAGE, accepted).finish();
            req.extensions_mut().insert(Fallback(Language::Polish));
            words_for(&req).language()
        };
        assert_eq!(spoken("de-CH,tlh;q=0.9"), Language::German);
        assert_eq!(spoken("tlh"), Language::Polish);
        assert_eq!(words_for(&Request::default()).language(), Language::English);
    }
}
