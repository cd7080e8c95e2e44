//! Portals with closed REST, with an expired licence, or gone (docs/protocol.md 8.2, 8.4).

use serde_json::json;
use sim::ExpiredLicence;

use crate::support::World;

#[tokio::test]
async fn a_closed_portal_answers_html_and_goes_on_sending() {
    let world = World::with_bound(&["ONCRMLEADDELETE"]).await;
    world.portal.switch(|switches| switches.rest_closed = true);
    let url = world.portal.url().join("rest/profile").expect("URL");

    let answer = world.http.post(url).send().await.expect("answer");

    assert_eq!(
        (answer.status().as_u16(), answer.headers()["Content-Type"].to_str().ok()),
        (403, Some("text/html; charset=utf-8"))
    );
    assert!(answer.text().await.expect("text").contains("403 Forbidden"));
    assert_eq!(world.portal.calls("profile"), 1);
    assert!(world.portal.delete(sim::Kind::Lead).await[0].is_success());
    world.portal.switch(|switches| switches.rest_closed = false);
    assert_eq!(world.call("profile", &[]).await.0, 200);
}

#[tokio::test]
async fn an_expired_licence_leads_to_itself_or_to_its_page() {
    let world = World::with_bound(&[]).await;
    let url = world.portal.url().join("rest/profile?auth=a").expect("URL");
    let page = world.portal.url().join("bitrix/coupon_activation.php").expect("URL");
    for (licence, to) in [(ExpiredLicence::ToItself, &url), (ExpiredLicence::ToLicencePage, &page)] {
        world.portal.switch(|switches| switches.licence_expired = Some(licence));
        let answer = world.http.post(url.clone()).send().await.expect("answer");
        assert_eq!((answer.status().as_u16(), answer.headers()["Location"].to_str().ok()), (302, Some(to.as_str())));
    }
    assert_eq!(world.http.get(page).send().await.expect("answer").status(), 200);
}

#[tokio::test]
async fn a_portal_that_is_gone_may_say_so_with_403() {
    let world = World::with_bound(&[]).await;
    world.portal.switch(|switches| (switches.deleted, switches.deleted_status) = (true, 403));
    let (status, body) = world.call("profile", &[]).await;
    assert_eq!((status, &body["error"]), (403, &json!("PORTAL_DELETED")));
}
