//! Portals of another region: only that region's authorization server knows their tokens.

use domain::portal::{PortalStatus, TokenHealth};
use sim::{Fault, PortalSpec, Rotation};
use time::Duration;

use super::Scene;
use crate::outward::EAST;

async fn eastern() -> Scene {
    Box::pin(Scene::with(PortalSpec { authority: Some(EAST.to_owned()), ..PortalSpec::new("north") })).await
}

#[tokio::test]
async fn tokens_are_renewed_where_they_were_issued() {
    let scene = eastern().await;
    assert_eq!(scene.state().await, (PortalStatus::Active, TokenHealth::Ok));
    for _ in 0..3 {
        scene.let_token_end();
        scene.call().await.expect("a renewed token");
    }
    assert_eq!((scene.sim.calls("oauth/token"), scene.sim.calls("east:oauth/token")), (0, 3));
}

#[tokio::test]
async fn renamed_portal_is_followed_by_what_its_own_server_confirms() {
    let scene = eastern().await;
    scene.check_subscriptions().await;
    scene.portal.rename("moved");
    scene.check_subscriptions().await;
    assert!(scene.facts().await.domain.starts_with("moved."));
    assert!(scene.sim.calls("east:app.info") > 0);
}

#[tokio::test]
async fn server_that_is_not_listed_never_gets_the_secret() {
    let scene = eastern().await;
    scene.sim.switch(|switches| {
        switches.rotation = Rotation::Lenient;
        switches.server_endpoint = Some("https://evil.example/rest/".to_owned());
    });
    scene.let_token_end();
    scene.call().await.expect("a renewed token");
    let named = scene.house.store.tenant(&scene.member_id).find_server_endpoint().await.unwrap().unwrap();
    assert!(named.contains("//east.localhost"), "{named}");
}

#[tokio::test]
async fn whether_we_are_known_is_asked_at_the_portals_own_server() {
    let scene = eastern().await;
    scene.sim.fault("east:oauth/token", Fault::error("invalid_client"), Some(1));
    scene.let_token_end();
    assert!(scene.call().await.is_err());
    assert_eq!(scene.facts().await.status, PortalStatus::NeedsReinstall, "the server knows us, and not the portal");
    assert_eq!(scene.sim.calls("oauth/token"), 0);
    scene.house.hands.advance(Duration::MINUTE);
}
