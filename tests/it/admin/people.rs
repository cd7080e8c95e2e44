//! Operators, and what they do with their own accounts.

use domain::audit::{AuditEntry, AuditKind};
use domain::operator::Role;
use domain::reach::Reach;
use domain::refusal::RefusalReason;
use domain::second_factor::code_at;
use poem::http::{StatusCode, header};
use secrecy::SecretString;
use time::Duration;

use super::dashboard::{Answer, Browser, EMAIL, OTHER, OWN, PASSWORD, browser, inside};
use super::roles::{lines, somebody};
use crate::support::{House, member_id};

const BOB: &str = "bob@example.com";

/// Posts a form with its token.
pub(crate) async fn post(browser: &Browser, path: &str, fields: &[(&str, &str)]) -> Answer {
    let csrf = browser.get("/admin/account").await.csrf();
    browser.post(path, &[&[("csrf", csrf.as_str())], fields].concat()).await
}

fn leads_to(answer: &Answer, path: &str) {
    assert_eq!((answer.status, answer.header(header::LOCATION)), (StatusCode::SEE_OTHER, path), "{}", answer.body);
}

async fn operator(house: &House, email: &str) -> domain::operator::Operator {
    house.store.find_operator(email).await.expect("asks").expect("is there")
}

#[tokio::test]
async fn owner_adds_changes_and_removes_operators() {
    let (house, owner) = inside().await;
    let new =
        [("email", " Bob@Example.com "), ("password", PASSWORD), ("role", "viewer"), ("portals", "other.bitrix24.de")];
    leads_to(&post(&owner, "/admin/operators", &new).await, "/admin/operators?done=added");
    let list = owner.get("/admin/operators?done=added").await;
    assert!(list.has(BOB) && list.has("Viewer") && list.has("1 portal") && list.has("can log in now"));
    let bob = browser(&house);
    assert_eq!(bob.log_in(BOB, PASSWORD).await.status, StatusCode::SEE_OTHER);
    assert_eq!(bob.get(&format!("/admin/portals/{OWN}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(bob.get(&format!("/admin/portals/{OTHER}")).await.status, StatusCode::OK);

    let set = [("email", BOB), ("role", "operator"), ("portals", "")];
    leads_to(&post(&owner, "/admin/operators/set", &set).await, "/admin/operators?done=set");
    assert_eq!(bob.get("/admin").await.status, StatusCode::SEE_OTHER, "another role means another log-in");
    assert_eq!(operator(&house, BOB).await.reach, Reach::AllPortals);
    let entries: Vec<_> = house.store.list_audit(3).await.unwrap().into_iter().rev().map(|line| line.entry).collect();
    let set = [
        AuditEntry::RoleSet { email: BOB.into(), role: "operator".into() },
        AuditEntry::PortalsSet { email: BOB.into(), portals: None },
    ];
    assert_eq!(
        entries[1..].iter().map(|entry| entry.known().unwrap()).collect::<Vec<_>>(),
        set.iter().collect::<Vec<_>>()
    );

    assert_eq!(bob.log_in(BOB, PASSWORD).await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        post(&owner, "/admin/operators/remove", &[("email", BOB)]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let remove = [("email", BOB), ("sure", "yes")];
    leads_to(&post(&owner, "/admin/operators/remove", &remove).await, "/admin/operators?done=removed");
    assert_eq!(bob.get("/admin").await.status, StatusCode::SEE_OTHER);
    assert_eq!(post(&owner, "/admin/operators/remove", &remove).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn portal_is_found_however_many_have_its_host_in_theirs() {
    let (house, owner) = inside().await;
    for number in 0..51 {
        house.install(&member_id(&format!("{number:03}")), &format!("{number}.other.bitrix24.de"), "token").await;
    }
    let new = [("email", BOB), ("password", PASSWORD), ("role", "viewer"), ("portals", "Other.bitrix24.de")];
    leads_to(&post(&owner, "/admin/operators", &new).await, "/admin/operators?done=added");
    assert_eq!(operator(&house, BOB).await.reach, Reach::portal(member_id(OTHER)));
}

#[tokio::test]
async fn what_can_not_be_used_is_said_and_changes_nothing() {
    let (house, owner) = inside().await;
    let new = |email, password, role, portals| {
        [("email", email), ("password", password), ("role", role), ("portals", portals)]
    };
    for (fields, says) in [
        (new("bob", PASSWORD, "viewer", ""), "not an email address"),
        (new(BOB, "short", "viewer", ""), "at least 10 characters"),
        (new(BOB, PASSWORD, "king", ""), "Choose a role"),
        (new(BOB, PASSWORD, "viewer", "nobody.bitrix24.com"), "No portal here is called “nobody.bitrix24.com”"),
        (new(EMAIL, PASSWORD, "viewer", ""), "with this address already"),
    ] {
        let answer = post(&owner, "/admin/operators", &fields).await;
        assert!(answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.has(says), "{says}: {}", answer.body);
        assert!(!answer.has(PASSWORD));
    }
    assert_eq!(house.store.count_operators().await.unwrap(), 1);
}

#[tokio::test]
async fn last_owner_stays_an_owner_of_all_portals() {
    let (house, owner) = inside().await;
    let limited = somebody(&house, "some@example.com", Role::Owner, Reach::portal(member_id(OWN))).await;
    for (path, fields) in [
        ("/admin/operators/remove", [("email", EMAIL), ("sure", "yes"), ("", "")]),
        ("/admin/operators/set", [("email", EMAIL), ("role", "operator"), ("portals", "")]),
        ("/admin/operators/set", [("email", EMAIL), ("role", "owner"), ("portals", OWN)]),
    ] {
        let answer = post(&owner, path, &fields).await;
        assert!(answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.has("the last owner"), "{path}");
        assert_eq!(post(&limited, path, &fields).await.status, StatusCode::FORBIDDEN);
    }
    somebody(&house, BOB, Role::Owner, Reach::AllPortals).await;
    let set = [("email", EMAIL), ("role", "viewer"), ("portals", "")];
    leads_to(&post(&owner, "/admin/operators/set", &set).await, "/admin/operators?done=set");
}

/// Turns on the second factor; returns its secret and the recovery codes.
async fn turn_on(house: &House, browser: &Browser, email: &str) -> (SecretString, Vec<String>) {
    let page = browser.get("/admin/account/second-factor").await;
    assert!(page.status == StatusCode::OK && page.has("<svg viewBox") && !page.has(" style="));
    let secret = house.store.offer_second_factor(operator(house, email).await.id).await.unwrap();
    let code = code_at(&secret, house.clock.now()).unwrap();
    let wrong = post(browser, "/admin/account/second-factor", &[("code", "000000"), ("password", PASSWORD)]).await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.has("not the code"));
    let wrong = post(browser, "/admin/account/second-factor", &[("code", &code), ("password", "not mine")]).await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && !operator(house, email).await.has_second_factor);
    let on = post(browser, "/admin/account/second-factor", &[("code", &code), ("password", PASSWORD)]).await;
    assert_eq!(on.status, StatusCode::OK, "{}", on.body);
    let (_, rest) = on.body.split_once("<ul class=\"secrets mono\">").expect("the codes");
    let items = rest.split("</ul>").next().unwrap().split("<li>").skip(1);
    (secret, items.map(|item| item.split('<').next().unwrap().to_owned()).collect())
}

/// Both steps of a log-in.
async fn log_in_with(browser: &Browser, email: &str, code: &str) -> Answer {
    let first = browser.log_in(email, PASSWORD).await;
    leads_to(&first, "/admin/login/code?next=%2Fadmin");
    assert_eq!(browser.get("/admin").await.status, StatusCode::SEE_OTHER, "half a log-in opens nothing");
    let csrf = browser.get("/admin/login/code?next=%2Fadmin%2Faudit").await.csrf();
    browser.post("/admin/login/code", &[("csrf", &csrf), ("code", code), ("next", "/admin/audit")]).await
}

#[tokio::test]
async fn log_in_takes_a_code_which_is_used_once() {
    let (house, owner) = inside().await;
    let (secret, codes) = turn_on(&house, &owner, EMAIL).await;
    assert_eq!(codes.len(), 10);
    assert!(lines(&house, AuditKind::SecondFactorOn).await.len() == 1);
    let code = |seconds: i64| code_at(&secret, house.clock.now() + Duration::seconds(seconds)).unwrap();
    let browser = browser(&house);
    // The code that turned it on is used up.
    assert_eq!(log_in_with(&browser, EMAIL, &code(0)).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    house.hands.advance(Duration::MINUTE);
    let now = code(0);
    leads_to(&log_in_with(&browser, EMAIL, &now).await, "/admin/audit");
    assert_eq!(browser.get("/admin").await.status, StatusCode::OK);
    for used in [now.clone(), code(-30)] {
        let again = log_in_with(&self::browser(&house), EMAIL, &used).await;
        assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && again.has("wrong or already used"));
    }
    let failed = AuditEntry::LogInFailed { reason: RefusalReason::WrongCode };
    let newest = &lines(&house, AuditKind::LogInFailed).await[0];
    assert_eq!((newest.entry.known(), newest.actor.as_str()), (Some(&failed), EMAIL));
    house.hands.advance(Duration::MINUTE);
    let far = code(90);
    assert_eq!(log_in_with(&self::browser(&house), EMAIL, &far).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn recovery_code_stands_in_once_and_new_ones_void_the_old() {
    let (house, owner) = inside().await;
    let (_, codes) = turn_on(&house, &owner, EMAIL).await;
    let spoken = codes[0].to_uppercase().replace('-', " ");
    leads_to(&log_in_with(&browser(&house), EMAIL, &spoken).await, "/admin/audit");
    assert_eq!(log_in_with(&browser(&house), EMAIL, &codes[0]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let used = &lines(&house, AuditKind::RecoveryCodeUsed).await[0];
    assert_eq!(used.entry.known(), Some(&AuditEntry::RecoveryCodeUsed { left: 9 }));
    assert!(owner.get("/admin/account").await.has("9 recovery codes are left"));

    let renewed = post(&owner, "/admin/account/recovery-codes", &[("password", PASSWORD)]).await;
    assert!(renewed.status == StatusCode::OK && !renewed.has(&codes[1]));
    assert_eq!(log_in_with(&browser(&house), EMAIL, &codes[1]).await.status, StatusCode::UNPROCESSABLE_ENTITY);

    assert_eq!(
        post(&owner, "/admin/account/second-factor/off", &[("password", "x")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    leads_to(
        &post(&owner, "/admin/account/second-factor/off", &[("password", PASSWORD)]).await,
        "/admin/account?done=off",
    );
    assert_eq!(browser(&house).log_in(EMAIL, PASSWORD).await.header(header::LOCATION), "/admin");
    assert_eq!(house.store.count_recovery_codes(operator(&house, EMAIL).await.id).await.unwrap(), 0);
}

#[tokio::test]
async fn owner_resets_a_second_factor_and_codes_are_throttled() {
    let (house, owner) = inside().await;
    let bob = somebody(&house, BOB, Role::Viewer, Reach::AllPortals).await;
    turn_on(&house, &bob, BOB).await;
    let stranger = browser(&house);
    for _ in 0..5 {
        assert_eq!(log_in_with(&stranger, BOB, "123456").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        house.hands.advance(Duration::MILLISECOND);
    }
    let put_off = stranger.log_in(BOB, PASSWORD).await;
    assert_eq!(put_off.status, StatusCode::TOO_MANY_REQUESTS, "codes that fail count as passwords do");
    leads_to(&post(&owner, "/admin/operators/reset", &[("email", BOB)]).await, "/admin/operators?done=reset");
    assert_eq!(bob.get("/admin").await.status, StatusCode::SEE_OTHER, "the sessions have ended");
    assert_eq!(bob.log_in(BOB, PASSWORD).await.header(header::LOCATION), "/admin");
}

#[tokio::test]
async fn half_a_log_in_ends_by_itself_and_with_the_password() {
    let (house, owner) = inside().await;
    turn_on(&house, &owner, EMAIL).await;
    let browser = browser(&house);
    browser.log_in(EMAIL, PASSWORD).await;
    assert_eq!(browser.get("/admin/login/code").await.status, StatusCode::OK);
    house.hands.advance(Duration::minutes(5));
    leads_to(&browser.get("/admin/login/code").await, "/admin/login");
    browser.log_in(EMAIL, PASSWORD).await;
    let fields = [("password", PASSWORD), ("new", "another long one"), ("again", "another long one")];
    leads_to(&post(&owner, "/admin/account/password", &fields).await, "/admin/account?done=password");
    leads_to(&browser.get("/admin/login/code").await, "/admin/login");
}

#[tokio::test]
async fn new_password_ends_all_other_sessions() {
    let (house, here) = inside().await;
    let there = browser(&house);
    there.log_in(EMAIL, PASSWORD).await;
    let new = "another long one";
    for (now, new, again, says) in [
        ("wrong", new, new, "Wrong password."),
        (PASSWORD, new, "another long two", "do not match"),
        (PASSWORD, "short", "short", "at least 10 characters"),
    ] {
        let answer = post(&here, "/admin/account/password", &[("password", now), ("new", new), ("again", again)]).await;
        assert!(answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.has(says), "{says}");
    }
    let fields = [("password", PASSWORD), ("new", new), ("again", new)];
    leads_to(&post(&here, "/admin/account/password", &fields).await, "/admin/account?done=password");
    assert_eq!(here.get("/admin").await.status, StatusCode::OK);
    assert_eq!(there.get("/admin").await.status, StatusCode::SEE_OTHER);
    assert_eq!(there.log_in(EMAIL, PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(there.log_in(EMAIL, new).await.status, StatusCode::SEE_OTHER);
    for _ in 0..5 {
        post(&here, "/admin/account/password", &[("password", "wrong"), ("new", new), ("again", new)]).await;
    }
    assert!(post(&here, "/admin/account/password", &fields).await.has("Too many attempts"));
}

#[tokio::test]
async fn sessions_are_listed_and_ended() {
    let (house, here) = inside().await;
    house.hands.advance(Duration::HOUR);
    let there = browser(&house);
    there.log_in(EMAIL, PASSWORD).await;
    house.hands.advance(Duration::HOUR);
    let page = here.get("/admin/account").await;
    assert_eq!(page.body.matches("/admin/account/sessions/end").count(), 3, "one for each, and one for all");
    assert!(page.has("This session") && page.has("2 hours ago") && page.has("1 hour ago") && page.has("just now"));
    let sessions = house.store.list_sessions(operator(&house, EMAIL).await.id, house.clock.now()).await.unwrap();
    let id = sessions[0].id.to_string();
    let bob = somebody(&house, BOB, Role::Viewer, Reach::AllPortals).await;
    post(&bob, "/admin/account/sessions/end", &[("session", &id)]).await;
    assert_eq!(there.get("/admin").await.status, StatusCode::OK, "nobody ends those of others");
    leads_to(&post(&here, "/admin/account/sessions/end", &[("session", &id)]).await, "/admin/account?done=ended");
    assert_eq!(there.get("/admin").await.status, StatusCode::SEE_OTHER);
    there.log_in(EMAIL, PASSWORD).await;
    leads_to(&post(&here, "/admin/account/sessions/end", &[("session", "all")]).await, "/admin/login");
    for browser in [&here, &there] {
        assert_eq!(browser.get("/admin").await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(bob.get("/admin").await.status, StatusCode::OK);
}

#[tokio::test]
async fn pages_follow_what_one_chose() {
    let (house, browser) = inside().await;
    let set = [("language", ""), ("zone", "Europe/Berlin"), ("theme", "dark")];
    leads_to(&post(&browser, "/admin/account/preferences", &set).await, "/admin/account?done=preferences");
    let page = browser.get("/admin/account").await;
    assert!(page.has("data-theme=\"dark\"") && page.has("<option selected>Europe/Berlin</option>"));
    assert!(browser.get("/admin/audit").await.has("20 Nov 2026, 13:00"), "noon in UTC is one o'clock there");
    for wrong in [
        [("language", "xx"), ("zone", ""), ("theme", "dark")],
        [("language", ""), ("zone", "Mars/Olympus"), ("theme", "dark")],
        [("language", ""), ("zone", ""), ("theme", "purple")],
    ] {
        let answer = post(&browser, "/admin/account/preferences", &wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
    }
    let kept = operator(&house, EMAIL).await.preferences;
    assert_eq!((kept.language, kept.zone.as_deref()), (None, Some("Europe/Berlin")));
}
