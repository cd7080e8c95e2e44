//! The operators' pages: who gets in, which portals each operator sees, and that portals' text stays text.

mod acts;
mod audit;
pub(crate) mod dashboard;
mod first;
mod gaps;
mod health;
mod junk;
pub(crate) mod languages;
mod lists;
mod managing;
mod methods;
mod names;
mod overview;
mod people;
mod roles;
mod sign_in;
mod spools;
mod timeline;
mod titles;
mod troubles;
mod webhook_forms;
mod webhooks;
mod zones;

use std::collections::BTreeMap;

use domain::audit::AuditEntry;
use domain::coded::Recorded;
use domain::event::Parts;
use domain::refusal::RefusalReason;
use poem::http::{StatusCode, header};
use store::NewDeletion;
use tests::page::plain;
use time::Duration;

use crate::support::member_id;

use dashboard::{EMAIL, OTHER, OWN, PASSWORD, browser, browser_at, deletion, house, inside, pages, plant};

#[tokio::test]
async fn every_page_asks_for_a_login_and_keeps_where_one_wanted_to_go() {
    let house = house().await;
    let browser = browser(&house);
    assert_eq!(browser.get("/").await.header(header::LOCATION), "/admin");
    for path in pages("x").into_iter().filter(|path| path != "/admin").chain(["/admin/y".to_owned()]) {
        let answer = browser.get(&path).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
        let next = path.replace('/', "%2F");
        assert_eq!(answer.header(header::LOCATION), format!("/admin/login?next={next}"));
    }
    assert_eq!(browser.get("/admin").await.header(header::LOCATION), "/admin/login");
    let form = browser.get("/admin/login?next=%2Fadmin%2Fportals%3Fq%3Dsome").await;
    assert!(form.has("value=\"/admin/portals?q=some\""));
    assert!(!browser.get("/admin/login?next=https://evil.example/admin").await.has("evil"));
}

#[tokio::test]
async fn operator_logs_in_and_out() {
    let house = house().await;
    let browser = browser(&house);
    let csrf = browser.get("/admin/login").await.csrf();
    let fields = [("csrf", &*csrf), ("email", " Ada@Example.com "), ("password", PASSWORD), ("next", "/admin/portals")];
    let answer = browser.post("/admin/login", &fields).await;
    assert_eq!((answer.status, answer.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/admin/portals"));
    let cookies = answer.headers.get_all(header::SET_COOKIE).iter().map(|cookie| cookie.to_str().expect("text"));
    let session = cookies.into_iter().find(|cookie| cookie.starts_with("tombstone_session=")).expect("a session");
    for part in ["; HttpOnly", "; SameSite=Lax", "; Path=/"] {
        assert!(session.contains(part), "{session}");
    }
    assert!(!session.contains("Secure"));

    let page = browser.get("/admin").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.has(EMAIL));
    assert_eq!(browser.get("/admin/login").await.status, StatusCode::SEE_OTHER);

    let before = browser.cookies.lock().expect("one at a time").clone();
    let out = browser.post("/admin/logout", &[("csrf", &page.csrf())]).await;
    assert_eq!(out.header(header::LOCATION), "/admin/login");
    *browser.cookies.lock().expect("one at a time") = before;
    assert_eq!(browser.get("/admin").await.status, StatusCode::SEE_OTHER, "the session itself is closed");

    let audit: Vec<_> = house.store.list_audit(10).await.expect("lists").into_iter().map(|line| line.entry).collect();
    assert_eq!(audit, [AuditEntry::LoggedOut, AuditEntry::LoggedIn].map(Recorded::Known));
}

#[tokio::test]
async fn cookies_are_secure_where_the_address_is() {
    let house = house().await;
    let browser = browser_at(&house, "https://tombstone.example");
    let answer = browser.log_in(EMAIL, PASSWORD).await;
    for cookie in answer.headers.get_all(header::SET_COOKIE) {
        assert!(cookie.to_str().expect("text").contains("; Secure"), "{cookie:?}");
    }
}

#[tokio::test]
async fn wrong_password_and_unknown_email_read_the_same() {
    let house = house().await;
    let browser = browser(&house);
    let strangers = [("bob@example.com", PASSWORD), ("no address", PASSWORD), ("ada\0@example.com", PASSWORD)];
    for (email, password) in strangers.into_iter().chain([(EMAIL, "wrong"), (EMAIL, "")]) {
        let answer = browser.log_in(email, password).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{email:?}");
        assert!(answer.has("Wrong email or password."));
        assert!(!answer.has(PASSWORD));
    }
    assert_eq!(browser.get("/admin").await.status, StatusCode::SEE_OTHER);
    let audit = house.store.list_audit(10).await.expect("lists");
    let failed = AuditEntry::LogInFailed { reason: RefusalReason::WrongPassword };
    assert!(audit.iter().all(|line| line.entry.known() == Some(&failed) && line.source.is_some()), "{audit:?}");
    assert_eq!(audit.len(), 5);
    let actors: Vec<_> = audit.iter().map(|line| line.actor.as_str()).collect();
    assert_eq!(actors, [EMAIL, EMAIL, "unknown", "unknown", "unknown"], "what others typed is not kept");
}

#[tokio::test]
async fn only_log_ins_that_fail_count_and_a_known_device_is_not_counted_with_others() {
    let house = house().await;
    let known = browser(&house);
    for _ in 0..8 {
        assert_eq!(known.log_in(EMAIL, PASSWORD).await.status, StatusCode::SEE_OTHER);
        let out = known.get("/admin").await.csrf();
        known.post("/admin/logout", &[("csrf", &out)]).await;
    }
    // The same address, another browser.
    let device = known.cookies.lock().expect("one at a time").clone();
    known.cookies.lock().expect("one at a time").clear();
    for _ in 0..5 {
        assert_eq!(known.log_in(EMAIL, "wrong").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(known.log_in(EMAIL, PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS);
    *known.cookies.lock().expect("one at a time") = device;
    assert_eq!(known.log_in(EMAIL, PASSWORD).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn device_that_is_made_up_or_renamed_operator_is_a_stranger_s() {
    let house = house().await;
    let browser = browser(&house);
    browser.log_in(EMAIL, PASSWORD).await;
    let device = browser.cookies.lock().expect("one at a time")["tombstone_device"].clone();
    let (name, proof) = device.split_once('.').expect("a name and a proof");
    let renamed = format!("{}.{proof}", name.replacen(|letter: char| letter.is_ascii_digit(), "9", 1));
    let other = if proof.starts_with('0') { "1" } else { "0" };
    let made_up = format!("{name}.{other}{}", &proof[1..]);
    browser.cookies.lock().expect("one at a time").clear();
    for email in [EMAIL, "bob@example.com"] {
        for _ in 0..5 {
            assert_eq!(browser.log_in(email, "wrong").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
    }
    for (email, device) in [(EMAIL, &renamed), (EMAIL, &made_up), ("bob@example.com", &device)] {
        *browser.cookies.lock().expect("one at a time") = [("tombstone_device".to_owned(), device.clone())].into();
        assert_eq!(browser.log_in(email, PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS, "{email} {device}");
    }
    *browser.cookies.lock().expect("one at a time") = [("tombstone_device".to_owned(), device)].into();
    assert_eq!(browser.log_in(EMAIL, PASSWORD).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn log_ins_are_throttled_and_say_when_to_try_again() {
    let house = house().await;
    let browser = browser(&house);
    for _ in 0..5 {
        assert_eq!(browser.log_in(EMAIL, "wrong").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let answer = browser.log_in(EMAIL, PASSWORD).await;
    assert_eq!((answer.status, answer.header(header::RETRY_AFTER)), (StatusCode::TOO_MANY_REQUESTS, "12"));
    assert!(answer.has("Try again in 12 seconds."));
    house.hands.advance(Duration::seconds(12));
    assert_eq!(browser.log_in(EMAIL, PASSWORD).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn form_without_its_token_is_refused() {
    let (house, browser) = inside().await;
    let stranger = self::browser(&house);
    let foreign = stranger.get("/admin/login").await.csrf();
    for csrf in ["", "wrong", "AAAA", foreign.as_str()] {
        let answer = browser.post("/admin/logout", &[("csrf", csrf)]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{csrf}");
        assert!(answer.has("Tombstone could not accept the form"));
        let fields = [("csrf", csrf), ("email", EMAIL), ("password", PASSWORD)];
        assert_eq!(browser.post("/admin/login", &fields).await.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(browser.post("/admin/logout", &[]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(browser.get("/admin").await.status, StatusCode::OK, "still logged in");
    let long = "x".repeat(20_000);
    assert_eq!(browser.post("/admin/login", &[("email", &long)]).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn session_ends_by_itself() {
    let (house, browser) = inside().await;
    house.hands.advance(Duration::hours(13));
    assert_eq!(browser.get("/admin").await.status, StatusCode::SEE_OTHER);
    let shown = ("hx-current-url", "http://127.0.0.1:8080/admin/portals?q=a");
    let refresh = browser.get_with("/admin/portals", &[("hx-request", "true"), shown]).await;
    assert_eq!(refresh.status, StatusCode::UNAUTHORIZED);
    assert_eq!(refresh.header("hx-redirect"), "/admin/login?next=%2Fadmin%2Fportals%3Fq%3Da");
}

#[tokio::test]
async fn pages_keep_to_themselves_and_assets_are_kept() {
    let (_house, browser) = inside().await;
    for path in ["/admin", "/admin/portals", "/admin/deletions", "/admin/login", "/admin/nowhere"] {
        let page = browser.get(path).await;
        let policy = page.header(header::CONTENT_SECURITY_POLICY);
        assert!(policy.starts_with("default-src 'none'; style-src 'self'") && !policy.contains("unsafe"), "{path}");
        assert_eq!(page.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert_eq!(page.header(header::REFERRER_POLICY), "same-origin");
        assert_eq!(page.header(header::CACHE_CONTROL), "no-store");
        assert!(!page.has(" style=") && !page.has("<style") && !page.has(" onclick="), "{path}");
    }
    let page = browser.get("/admin").await;
    let (_, rest) = page.body.split_once("href=\"/admin/assets/tombstone.css").expect("a style sheet");
    let (version, _) = rest.split_once('"').expect("ends");
    let style = browser.get(&format!("/admin/assets/tombstone.css{version}")).await;
    assert_eq!(style.header(header::CONTENT_TYPE), "text/css; charset=utf-8");
    assert!(style.header(header::CACHE_CONTROL).contains("immutable"));
    let etag = style.header(header::ETAG).to_owned();
    let again = browser.get_with("/admin/assets/tombstone.css", &[("if-none-match", &etag)]).await;
    assert_eq!((again.status, again.header(header::CACHE_CONTROL)), (StatusCode::NOT_MODIFIED, "no-cache"));
    assert_eq!(browser.get("/admin/assets/nothing.css").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn overview_shows_what_is_alive_and_what_was_deleted_last() {
    let (house, browser) = inside().await;
    let empty = browser.get("/admin").await;
    assert!(empty.has("2 Active") && empty.has("No deletions yet"));
    plant(&house, vec![deletion(&member_id(OWN), "crm.lead", "1000983")]).await;
    house.store.tenant(&member_id(OTHER)).uninstall(false, house.clock.now()).await.expect("uninstalls");
    let page = browser.get("/admin").await;
    assert!(page.has("Lead 1000983") && page.has("some-domain.bitrix24.com") && page.has("just now"));
    assert!(page.has("1 Active") && page.has("1 Uninstalled"));
    assert!(!page.has("Needs attention"));
}

#[tokio::test]
async fn refresh_gets_only_what_changes() {
    let (house, browser) = inside().await;
    plant(&house, vec![deletion(&member_id(OWN), "crm.lead", "1000983")]).await;
    for path in ["/admin", "/admin/portals"] {
        let whole = browser.get(path).await;
        assert!(whole.has("<html") && whole.has(&format!("hx-get=\"{path}\"")), "{path}");
        let part = browser.get_with(path, &[("hx-request", "true")]).await;
        assert!(!part.has("<html") && !part.has("<form") && part.has("some-domain.bitrix24.com") | part.has("1000983"));
        assert_eq!(part.header(header::VARY), "HX-Request, Accept-Language");
    }
    for path in ["/admin/deletions", &format!("/admin/portals/{OWN}")] {
        assert!(browser.get(path).await.has("data-live-rows="), "new rows come by themselves");
        assert!(!browser.get(&format!("{path}?cursor=1")).await.has("data-live-rows="), "an older page stands still");
    }
}

#[tokio::test]
async fn portals_are_found_by_domain_and_state() {
    let (_house, browser) = inside().await;
    let all = browser.get("/admin/portals").await;
    assert!(all.has("some-domain.bitrix24.com") && all.has("other.bitrix24.de") && all.has(OWN));
    let found = browser.get("/admin/portals?q=other&status=active").await;
    assert!(found.has("other.bitrix24.de") && !found.has("some-domain"));
    assert!(browser.get("/admin/portals?status=uninstalled").await.has("No portal matches"));
    let wrong = browser.get("/admin/portals?status=asleep").await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert!(wrong.has("Unknown state") && !wrong.has("<table"));
    assert_eq!(browser.get("/admin/portals?cursor=a%2Fb").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn filter_that_a_page_does_not_know_is_named_on_it() {
    let (house, browser) = inside().await;
    let endpoint = webhooks::endpoint(&house, None, "https://all.example/hook").await;
    for path in [
        "/admin/portals".to_owned(),
        "/admin/quarantine".to_owned(),
        "/admin/deletions".to_owned(),
        "/admin/audit".to_owned(),
        format!("/admin/portals/{OWN}"),
        format!("/admin/portals/{OWN}/timeline"),
        format!("/admin/webhooks/{}", endpoint.id),
    ] {
        let page = browser.get(&format!("{path}?colour=red&cursor=&colour=blue&%3Cb%3E")).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        let said = "ignores unknown filters: \u{2068}colour\u{2069}, \u{2068}&#60;b&#62;\u{2069}.";
        assert_eq!(page.body.matches(said).count(), 1, "{path}: {}", page.body);
        assert!(!browser.get(&format!("{path}?cursor=")).await.has("unknown filters"), "{path}");
    }
    let timeline = format!("/admin/portals/{OWN}/timeline?done=purge&topic=");
    for known in ["/admin/quarantine?done=wanted", &timeline] {
        assert!(!browser.get(known).await.has("unknown filters"), "{known}");
    }
}

#[tokio::test]
async fn portal_shows_its_own_deletions_and_no_others() {
    let (house, browser) = inside().await;
    let (own, other) = (member_id(OWN), member_id(OTHER));
    plant(&house, vec![deletion(&own, "crm.lead", "1000983"), deletion(&other, "crm.deal", "555")]).await;
    let page = browser.get(&format!("/admin/portals/{OWN}")).await;
    assert!(page.has("Lead 1000983") && page.has("Working") && !page.has("Deal 555"));
    assert!(browser.get("/admin/deletions").await.has("Deal 555"));
    assert_eq!(browser.get(&format!("/admin/portals/{OWN}/deletions/1")).await.status, StatusCode::OK);
    for path in ["/admin/portals/unknown", "/admin/portals/a%20b"] {
        let answer = browser.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert!(answer.has("Portal not found"));
    }
    for number in ["2", "0", "x", "18446744073709551615", "99999999999999999999"] {
        let answer = browser.get(&format!("/admin/portals/{OWN}/deletions/{number}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{number}");
        assert!(answer.has("Deletion not found"));
    }
}

#[tokio::test]
async fn filters_stand_in_the_address_and_can_be_taken_out() {
    let (house, browser) = inside().await;
    let own = member_id(OWN);
    plant(&house, vec![deletion(&own, "crm.lead", "1000983"), deletion(&own, "crm.deal", "555")]).await;
    for base in [format!("/admin/portals/{OWN}"), "/admin/deletions".to_owned()] {
        let page = browser.get(&format!("{base}?entity=crm.deal&user_id=27&event=oncrmdealdelete&source=live")).await;
        assert!(page.has("Deal 555") && !page.has("Lead 1000983"), "{base}");
        assert!(page.has("remove filter") && page.has("selected"));
        assert!(browser.get(&format!("{base}?q=10009")).await.has("Lead 1000983"));
        assert!(browser.get(&format!("{base}?entity_id=1")).await.has("No deletion matches these filters"));
        assert!(browser.get(&format!("{base}?from=2026-11-21")).await.has("No deletion matches these filters"));
        assert!(browser.get(&format!("{base}?from=2026-11-20&to=2026-11-20T13:00")).await.has("Deal 555"));
    }
}

#[tokio::test]
async fn filter_that_can_not_be_read_is_named_beside_its_field() {
    let (house, browser) = inside().await;
    plant(&house, vec![deletion(&member_id(OWN), "crm.lead", "1000983")]).await;
    for base in [format!("/admin/portals/{OWN}"), "/admin/deletions".to_owned()] {
        for (query, message) in [
            ("from=yesterday", "Enter a date such as"),
            ("source=pigeon", "Choose live, recovered or spooled."),
            ("from=2026-11-20&to=2026-11-19", "This is before the start time"),
            ("q=%00", "invisible character"),
        ] {
            let page = browser.get(&format!("{base}?{query}")).await;
            assert_eq!(page.status, StatusCode::BAD_REQUEST, "{query}");
            assert!(page.has(message) && !page.has("Lead 1000983"), "{query}");
        }
        assert_eq!(browser.get(&format!("{base}?cursor=nonsense")).await.status, StatusCode::BAD_REQUEST);
    }
}

#[tokio::test]
async fn long_list_is_paged_to_its_end_without_a_gap() {
    let (house, browser) = inside().await;
    let own = member_id(OWN);
    let deletions = (1..=120).map(|id| deletion(&own, "crm.lead", &format!("id-{id}-")));
    plant(&house, deletions.collect()).await;
    for base in [format!("/admin/portals/{OWN}"), "/admin/deletions".to_owned()] {
        let (mut path, mut seen, mut pages) = (format!("{base}?entity=crm.lead&folds=open"), Vec::new(), 0);
        loop {
            let page = browser.get(&path).await;
            pages += 1;
            let found =
                page.body.split("Lead <bdi>id-").skip(1).filter_map(|rest| rest.split('-').next()?.parse::<u32>().ok());
            seen.extend(found);
            assert_eq!(page.has(">Newest</a>"), pages > 1);
            let Some((before, _)) = page.body.split_once("\" rel=\"next\"") else { break };
            let (_, next) = before.rsplit_once("href=\"").expect("a link");
            path = plain(next);
            assert!(path.contains("entity=crm.lead"), "the filter goes along");
        }
        assert_eq!((pages, seen), (3, (1..=120).rev().collect::<Vec<_>>()));
    }
}

#[tokio::test]
async fn deletion_has_a_page_with_all_that_is_known() {
    let (house, browser) = inside().await;
    let own = member_id(OWN);
    plant(&house, (1..=3).map(|id| deletion(&own, "crm.lead", &id.to_string())).collect()).await;
    let page = browser.get(&format!("/admin/portals/{OWN}/deletions/2")).await;
    assert_eq!(page.status, StatusCode::OK);
    for text in [
        "Lead 2",
        "ONCRMLEADDELETE",
        "559",
        "107",
        "20 Nov 2026, 12:00:02 UTC",
        &format!("http://127.0.0.1:8080/admin/portals/{OWN}/deletions/2"),
        &format!("href=\"/admin/portals/{OWN}/deletions/1\""),
        &format!("href=\"/admin/portals/{OWN}/deletions/3\""),
        "&#34;ts&#34;:&#34;1773760577&#34;",
    ] {
        assert!(page.has(text), "{text}");
    }
}

#[tokio::test]
async fn nothing_that_a_portal_sends_is_more_than_text() {
    const EVIL: &str = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
    let house = house().await;
    house.install(&member_id("evil"), EVIL, "token-of-evil").await;
    let browser = browser(&house);
    browser.log_in(EMAIL, PASSWORD).await;
    let attributes = BTreeMap::from([(EVIL.to_owned(), EVIL.to_owned())]);
    let evil = NewDeletion {
        event: EVIL.into(),
        attributes: Some(serde_json::to_string(&attributes).expect("JSON")),
        user_id: Some(EVIL.into()),
        event_handler_id: Some(EVIL.into()),
        payload: Parts { data: Some(serde_json::json!(EVIL).to_string()), ..Default::default() },
        ..deletion(&member_id("evil"), EVIL, EVIL)
    };
    plant(&house, vec![evil]).await;
    let query = "%3Cscript%3Ealert(1)%3C/script%3E%22%27%3E%3Cimg%20src=x%20onerror=alert(1)%3E";
    for path in [
        "/admin".to_owned(),
        "/admin/portals".to_owned(),
        "/admin/deletions".to_owned(),
        "/admin/portals/evil".to_owned(),
        "/admin/portals/evil/deletions/1".to_owned(),
        format!("/admin/portals?q={query}&status={query}"),
        format!("/admin/deletions?q={query}&entity={query}&event={query}&entity_id={query}&user_id={query}"),
        format!("/admin/deletions?from={query}&to={query}&source={query}"),
        format!("/admin/portals/{query}"),
    ] {
        let page = browser.get(&path).await;
        assert!(!page.body.to_lowercase().contains("<script>"), "{path}");
        assert!(!page.has("<img"), "{path}");
    }
    let fields = [("email", EVIL), ("password", "x"), ("next", EVIL)];
    let csrf = self::browser(&house).get("/admin/login").await;
    assert!(!csrf.has("<script>"));
    let stranger = self::browser(&house);
    let csrf = stranger.get("/admin/login").await.csrf();
    let answer = stranger.post("/admin/login", &[&[("csrf", csrf.as_str())], &fields[..]].concat()).await;
    assert!(answer.status == StatusCode::UNPROCESSABLE_ENTITY && !answer.has("<script>"));
}

#[tokio::test]
async fn error_pages_are_words_that_help() {
    let (house, browser) = inside().await;
    let nowhere = browser.get("/admin/nowhere").await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
    assert!(
        nowhere.has("Page not found") && nowhere.has("Go to the overview") && nowhere.has("href=\"/admin/portals\"")
    );
    let wrong_way = browser.post("/admin/portals", &[]).await;
    assert_eq!(wrong_way.status, StatusCode::METHOD_NOT_ALLOWED);
    house.store.close().await.expect("closes");
    let away = browser.get("/admin").await;
    assert_eq!((away.status, away.header(header::RETRY_AFTER)), (StatusCode::SERVICE_UNAVAILABLE, "5"));
    assert!(away.has("Tombstone can’t reach its data right now"));
    assert!(!away.body.to_lowercase().contains("sql") && !away.has("pool"));
}
