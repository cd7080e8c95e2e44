//! Pages show users by their names, where known.

use std::collections::HashMap;

use domain::MemberId;
use domain::event::Parts;
use domain::people::PersonId;
use poem::http::StatusCode;
use store::{DueName, NewDeletion};
use time::Duration;

use super::dashboard::{OTHER, OWN, deletion, inside, plant};
use crate::support::{House, member_id};

/// A lead deleted by user 27, according to its event.
fn lead(member_id: &MemberId, id: &str) -> NewDeletion {
    let parts = Parts { auth: Some(r#"{"user_id":0}"#.into()), ..deletion(member_id, "crm.lead", id).payload };
    NewDeletion { payload: parts, ..deletion(member_id, "crm.lead", id) }
}

/// Saves the portal's name for user 27.
async fn call(house: &House, member_id: &MemberId, name: &str) {
    let (user_id, now) = (PersonId::parse("27").expect("an id"), house.clock.now());
    let names = HashMap::from([(user_id, name.to_owned())]);
    let due = [DueName { user_id, failures: 0 }];
    house.store.tenant(member_id).save_names(&due, &names, now, now + Duration::DAY).await.expect("keeps");
}

#[tokio::test]
async fn users_are_called_by_their_names_with_the_id_beside() {
    let (house, browser) = inside().await;
    let (own, other) = (member_id(OWN), member_id(OTHER));
    plant(&house, vec![lead(&own, "1000983"), lead(&other, "77")]).await;
    call(&house, &own, "Anna \u{202e}Schmidt <b>").await;
    let name = "<bdi>Anna <span class=\"escape\">U+202E</span>Schmidt &#60;b&#62;</bdi>";
    for path in ["/admin", "/admin/deletions", &format!("/admin/portals/{OWN}")] {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.body.matches(name).count(), 1, "{path}: the other portal's user is somebody else");
        assert!(page.body.contains(&format!("{name}<span class=\"under\"> <bdi>27</bdi></span>")), "{path}");
    }
    let page = browser.get(&format!("/admin/portals/{OWN}/deletions/1")).await;
    assert!(page.has("was deleted by \u{2068}Anna U+202ESchmidt &#60;b&#62;\u{2069} on"), "{}", page.body);
    assert!(page.body.contains(name));
    let page = browser.get(&format!("/admin/portals/{OTHER}/deletions/1")).await;
    assert!(page.has("was deleted by user \u{2068}27\u{2069} on"), "{}", page.body);
}

#[tokio::test]
async fn name_in_the_event_comes_before_that_of_the_portal() {
    let (house, browser) = inside().await;
    let own = member_id(OWN);
    let data = r#"{"bot":{"id":567},"user":{"id":27,"name":"Anna Alt"}}"#;
    let bot = NewDeletion {
        payload: Parts { data: Some(data.into()), ..lead(&own, "567").payload },
        ..deletion(&own, "imbot.bot", "567")
    };
    plant(&house, vec![bot, lead(&own, "5")]).await;
    call(&house, &own, "Anna Neu").await;
    let page = browser.get("/admin/deletions").await;
    assert_eq!(["Anna Alt", "Anna Neu"].map(|name| page.body.matches(name).count()), [1, 1]);
    assert!(browser.get(&format!("/admin/portals/{OWN}/deletions/1")).await.has("Anna Alt"));
}

#[tokio::test]
async fn row_of_many_names_its_user() {
    let (house, browser) = inside().await;
    let own = member_id(OWN);
    plant(&house, (1..=11).map(|id| lead(&own, &id.to_string())).collect()).await;
    call(&house, &own, "Anna Schmidt").await;
    let page = browser.get("/admin/deletions").await;
    let fold = page.body.split_once("<tr class=\"fold\"").expect("a row of many").1;
    assert!(fold.contains("<bdi>Anna Schmidt</bdi><span class=\"under\"> <bdi>27</bdi></span>"), "{}", page.body);
}
