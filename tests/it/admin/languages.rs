//! Pages are in the visitor's language, and none shows the key of a message instead of its text.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use poem::http::header;
use words::Language;

use crate::support::member_id;

use super::dashboard::{OWN, deletion, inside, pages, plant};

/// The keys of all messages in the files.
pub(crate) fn keys() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/words/messages/en");
    let files =
        fs::read_dir(folder).expect("the messages").map(|file| fs::read_to_string(file.expect("a file").path()));
    let files: Vec<String> = files.map(|file| file.expect("text")).collect();
    let lines = files.iter().flat_map(|file| file.lines()).filter(|line| line.starts_with(char::is_alphabetic));
    lines.filter_map(|line| Some(line.split_once(" =")?.0.to_owned())).collect()
}

#[tokio::test]
async fn every_page_speaks_every_language_and_shows_no_key() {
    let (house, browser) = inside().await;
    plant(&house, vec![deletion(&member_id(OWN), "crm.lead", "1000983")]).await;
    let keys = keys();
    assert!(keys.len() > 100, "{}", keys.len());
    for language in Language::ALL {
        let accept = [("accept-language", language.tag())];
        let odd = [
            "/admin/portals?status=asleep",
            "/admin/portals?q=nothing",
            "/admin/quarantine?colour=red",
            "/admin/audit?kind=burnt",
            "/admin/audit?who=%01",
            "/admin/deletions?from=never&user=%01",
            "/admin/nowhere",
        ];
        for path in pages(OWN).into_iter().chain(odd.map(str::to_owned)) {
            let page = browser.get_with(&path, &accept).await;
            assert!(page.has(&format!("<html lang=\"{language}\"")), "{path}");
            let mut words = page.body.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
            assert_eq!(words.find(|word| keys.contains(*word)), None, "{path} in {language}");
        }
    }
    let stranger = super::dashboard::browser(&house);
    let form = stranger.get_with("/admin/login", &[("accept-language", "de-AT,de;q=0.9,en;q=0.5")]).await;
    assert!(form.has("<html lang=\"de\""));
}

/// The language's plain messages of some length, without arguments.
pub(crate) fn sentences(language: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/words/messages").join(language);
    let files = fs::read_dir(folder).expect("the messages");
    let files = files.map(|file| fs::read_to_string(file.expect("a file").path()).expect("text"));
    let texts = files.flat_map(|file| {
        let texts = file.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" = "));
        texts.map(|(_, text)| text.to_owned()).collect::<Vec<_>>()
    });
    texts.filter(|text| text.len() > 12 && text.contains(' ') && !text.contains(['{', '\'', '&'])).collect()
}

#[tokio::test]
async fn german_pages_have_no_english_sentence() {
    let (house, browser) = inside().await;
    plant(&house, vec![deletion(&member_id(OWN), "crm.lead", "1000983")]).await;
    house.hands.advance(time::Duration::hours(5));
    let from = house.clock.now() - time::Duration::hours(3);
    house.store.record_deaf(from, from + time::Duration::HOUR).await.expect("records");
    let (english, german) = (sentences("en"), sentences("de"));
    let english: Vec<_> = english.difference(&german).collect();
    assert!(english.len() > 300, "{}", english.len());
    let odd = ["/admin/deletions?from=never", "/admin/audit?who=%01"];
    for path in pages(OWN).into_iter().chain(odd.map(str::to_owned)) {
        let page = browser.get_with(&path, &[("accept-language", "de")]).await;
        let left = english.iter().find(|text| page.text().contains(text.as_str()));
        assert_eq!(left, None, "{path}");
    }
}

#[tokio::test]
async fn whoever_asks_for_no_language_that_there_is_gets_the_service_s_own() {
    let (_house, browser) = inside().await;
    for accept in ["", "tlh", "*"] {
        let page = browser.get_with("/admin", &[("accept-language", accept)]).await;
        assert!(page.has("<html lang=\"en\""), "{accept}");
        assert_eq!(page.header(header::VARY), "HX-Request, Accept-Language");
    }
}
