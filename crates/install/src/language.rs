//! The language of a page: the portal's frame names its user's, and a browser the ones it prefers.

use domain::wire::decode_form;
use poem::Request;
use poem::http::header::ACCEPT_LANGUAGE;
use words::{Language, Words};

pub(crate) fn words_for(request: &Request) -> &'static Words {
    let query = decode_form(request.uri().query().unwrap_or_default().as_bytes()).ok();
    let of_user = query.as_ref().and_then(|query| query.text("LANG")).and_then(Language::of_bitrix24);
    let of_browser = || request.header(ACCEPT_LANGUAGE).and_then(Language::accepted);
    words::of(of_user.or_else(of_browser).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn portal_decides_before_the_browser() {
        let spoken = |query: &str, accepted: &str| {
            let uri = format!("/bitrix24/app?{query}").parse().expect("an address");
            words_for(&Request::builder().uri(uri).header(ACCEPT_LANGUAGE, accepted).finish()).language()
        };
        assert_eq!(spoken("DOMAIN=a.example&LANG=ua", "de"), Language::Ukrainian);
        assert_eq!(spoken("LANG=tlh", "de-AT"), Language::German);
        assert_eq!(spoken("LANG=%", "tlh"), Language::English);
    }
}
