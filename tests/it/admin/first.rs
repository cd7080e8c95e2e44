//! The first operator, created by the link that a service prints while there is none.

use admin::FirstLink;
use domain::audit::AuditEntry;
use domain::operator::Role;
use domain::refusal::RefusalReason;
use poem::http::{StatusCode, header};
use secrecy::ExposeSecret;
use store::NewOperator;
use time::Duration;
use url::Url;

use super::dashboard::{Answer, Browser, EMAIL, PASSWORD, browser_with};
use crate::support::House;

const SITE: &str = "http://127.0.0.1:8080";

/// An empty service with a printed link, a browser, and the link's path.
async fn begun() -> (House, Browser, String) {
    let house = House::new().await;
    let (link, address) = FirstLink::new(house.store.hash_key(), &Url::parse(SITE).unwrap(), house.clock.now());
    let browser = browser_with(&house, SITE, Some(link));
    let path = address.expose_secret().strip_prefix(SITE).unwrap().to_owned();
    (house, browser, path)
}

fn token(path: &str) -> &str {
    path.split_once('=').unwrap().1
}

async fn make(browser: &Browser, path: &str, fields: &[(&str, &str)]) -> Answer {
    let csrf = browser.get(path).await.csrf();
    browser.post("/admin/first", &[&[("csrf", csrf.as_str()), ("token", token(path))], fields].concat()).await
}

#[tokio::test]
async fn link_makes_one_owner_who_is_logged_in_and_is_then_gone() {
    let (house, browser, path) = begun().await;
    let typed = [("email", " Ada@Example.com "), ("password", PASSWORD), ("again", PASSWORD)];
    let made = make(&browser, &path, &typed).await;
    assert_eq!((made.status, made.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/admin"), "{}", made.body);
    assert_eq!(browser.get("/admin/operators").await.status, StatusCode::OK);
    let operator = house.store.find_operator(EMAIL).await.unwrap().unwrap();
    assert_eq!((operator.role, operator.reach.is_unlimited()), (Role::Owner, true));
    let audit = house.store.list_audit(10).await.unwrap();
    let added =
        audit.iter().find(|line| line.entry.known() == Some(&AuditEntry::OperatorAdded { email: EMAIL.into() }));
    assert_eq!(added.unwrap().actor, EMAIL);

    assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND);
    let csrf = browser.get("/admin/account").await.csrf();
    let again = [("csrf", csrf.as_str()), ("token", token(&path)), ("email", "eve@example.com")];
    let again = [&again[..], &[("password", PASSWORD), ("again", PASSWORD)]].concat();
    assert_eq!(browser.post("/admin/first", &again).await.status, StatusCode::NOT_FOUND);
    assert_eq!(house.store.count_operators().await.unwrap(), 1);
}

#[tokio::test]
async fn without_the_link_or_after_its_hour_there_is_one_page_that_says_where_a_new_one_comes_from() {
    let (house, browser, path) = begun().await;
    for wrong in ["/admin/first", "/admin/first?token=", "/admin/first?token=0", &path[..path.len() - 1]] {
        let refused = browser.get(wrong).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{wrong}");
        assert!(refused.has("This link is no longer valid") && refused.has("tombstone serve"), "{}", refused.body);
    }
    let elsewhere = browser_with(&house, SITE, None);
    assert_eq!(elsewhere.get(&path).await.status, StatusCode::NOT_FOUND, "another process shows a link of its own");
    assert_eq!(browser.get(&path).await.status, StatusCode::OK);
    house.hands.advance(Duration::minutes(59));
    let csrf = browser.get(&path).await.csrf();
    house.hands.advance(Duration::minutes(1));
    let too_late = browser.get(&path).await;
    assert_eq!(too_late.status, StatusCode::NOT_FOUND);
    assert_eq!(too_late.body, browser.get("/admin/first?token=0").await.body, "nobody learns that it was one");
    let late = [("csrf", csrf.as_str()), ("token", token(&path)), ("email", EMAIL), ("password", PASSWORD)];
    let late = [&late[..], &[("again", PASSWORD)]].concat();
    assert_eq!(browser.post("/admin/first", &late).await.status, StatusCode::NOT_FOUND);
    assert_eq!(house.store.count_operators().await.unwrap(), 0);
}

#[tokio::test]
async fn what_is_typed_wrong_or_comes_from_elsewhere_makes_nobody() {
    let (house, browser, path) = begun().await;
    for (email, password, again, problem) in [
        ("nobody", PASSWORD, PASSWORD, "not an email address"),
        (EMAIL, "short", "short", "at least 10 characters"),
        (EMAIL, PASSWORD, "another long password", "do not match"),
    ] {
        let answer = make(&browser, &path, &[("email", email), ("password", password), ("again", again)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.has(problem) && answer.has(email) && !answer.body.contains(password), "{}", answer.body);
    }
    let foreign = [("token", token(&path)), ("email", EMAIL), ("password", PASSWORD), ("again", PASSWORD)];
    assert_eq!(browser.post("/admin/first", &foreign).await.status, StatusCode::FORBIDDEN);
    assert_eq!(house.store.count_operators().await.unwrap(), 0);
    let line = &house.store.list_audit(1).await.unwrap()[0];
    let refused = line.entry.known().and_then(AuditEntry::refusal);
    assert_eq!(refused, Some(&RefusalReason::ForeignForm { act: "POST /admin/first".to_owned() }));
    for language in words::Language::ALL {
        let page = browser.get_with(&path, &[("accept-language", language.tag())]).await;
        assert!(page.has(&format!("<html lang=\"{language}\"")) && !page.has("first-"), "{language}: {}", page.body);
    }
}

#[tokio::test]
async fn whoever_comes_second_makes_nobody() {
    let (house, browser, path) = begun().await;
    let csrf = browser.get(&path).await.csrf();
    let hash = admin::password::hash(&PASSWORD.into()).unwrap();
    let new = NewOperator::owner("bob@example.com", &hash);
    assert!(house.store.add_first_operator(&new, house.clock.now()).await.unwrap().is_some());
    assert!(
        house.store.add_first_operator(&NewOperator::owner(EMAIL, &hash), house.clock.now()).await.unwrap().is_none()
    );
    let late = [("csrf", csrf.as_str()), ("token", token(&path)), ("email", EMAIL), ("password", PASSWORD)];
    let late = [&late[..], &[("again", PASSWORD)]].concat();
    assert_eq!(browser.post("/admin/first", &late).await.status, StatusCode::NOT_FOUND);
}
