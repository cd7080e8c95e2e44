//! The app's page inside the portal.

use domain::portal::{PortalStatus, TokenHealth};
use reqwest::StatusCode;
use secrecy::ExposeSecret;
use sim::{Fault, Kind, PortalSpec};

use super::{Frame, Page, Scene};

const APP: &str = "/bitrix24/app";

async fn installed() -> Scene {
    let scene = Box::pin(Scene::new()).await;
    Box::pin(scene.portal.install_by_frame()).await;
    Box::pin(scene.active()).await;
    scene
}

impl Scene {
    async fn open_app(&self, user: u64) -> Page {
        self.post(APP, &Frame::of(&self.portal, user)).await
    }

    async fn access_token(&self) -> String {
        let access = self.house.store.tenant(&self.member_id).find_access().await.unwrap();
        access.expect("tokens").access_token.expose_secret().to_owned()
    }

    /// Lets the portal's tokens be found dead.
    async fn lose_tokens(&self) {
        self.portal.expire_access_tokens();
        self.portal.kill_refresh_tokens();
        self.house.hands.advance(time::Duration::hours(2));
        assert!(self.outward.installer.inspector().inspect(&self.member_id).await.is_err());
        assert_eq!(self.status().await, Some(PortalStatus::NeedsReinstall));
    }
}

#[tokio::test]
async fn administrator_sees_the_deletions_of_this_portal_alone() {
    let scene = installed().await;
    let south = scene.sim.add_portal(PortalSpec::new("south"));
    south.install_by_frame().await;
    scene.portal.delete(Kind::Lead).await;
    south.delete(Kind::Lead).await;
    scene.house.indexed().await;
    let before = scene.access_token().await;
    let page = scene.open_app(1).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert_eq!(page.body.matches("data-deletion=").count(), 1);
    assert!(page.body.contains("<strong>Lead</strong>") && page.body.contains("data-active=\"true\""));
    let host = scene.portal.host();
    assert!(page.policy.ends_with(&format!("frame-ancestors https://{host} http://{host}")));
    assert_eq!(scene.access_token().await, before, "all is well, so nothing is replaced");
    assert!(!page.finishes() && !page.body.contains("data-healed"));
}

#[tokio::test]
async fn empty_portal_is_said_calmly() {
    let scene = installed().await;
    let page = scene.open_app(1).await;
    assert!(page.status == StatusCode::OK && page.body.contains("Nothing was deleted yet"), "{}", page.body);
}

#[tokio::test]
async fn ordinary_user_sees_that_administrators_see_it() {
    let scene = installed().await;
    scene.portal.delete(Kind::Lead).await;
    scene.house.indexed().await;
    let page = scene.open_app(scene.ordinary_user()).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.body.contains("administrators") && !page.body.contains("Lead"), "{}", page.body);
}

#[tokio::test]
async fn administrators_tokens_heal_and_those_of_others_do_not() {
    let scene = installed().await;
    scene.lose_tokens().await;
    let page = scene.open_app(scene.ordinary_user()).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert_eq!(scene.status().await, Some(PortalStatus::NeedsReinstall));

    let page = scene.open_app(1).await;
    assert!(page.status == StatusCode::OK && page.body.contains("data-healed"), "{}", page.body);
    assert!(!page.body.contains("data-alarm"), "{}", page.body);
    let portal = scene.active().await;
    assert_eq!((portal.token.health, portal.generation), (TokenHealth::Ok, 1));
}

#[tokio::test]
async fn portal_that_is_not_known_is_installed_by_its_administrator() {
    let scene = Scene::new().await;
    scene.portal.install_silently();
    let page = scene.open_app(scene.ordinary_user()).await;
    assert_eq!((page.status, scene.kept().await), (StatusCode::FORBIDDEN, None));
    let page = scene.open_app(1).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    scene.active().await;
    assert!(scene.is_proven_by(&scene.portal.application_token()).await);
}

#[tokio::test]
async fn healing_that_fails_is_said() {
    let scene = installed().await;
    scene.lose_tokens().await;
    scene.portal.fault("batch", Fault::error("ACCESS_DENIED"), None);
    let page = scene.open_app(1).await;
    assert!(page.status == StatusCode::OK && page.body.contains("data-failure"), "{}", page.body);
}

#[tokio::test]
async fn portal_that_does_not_answer_is_said() {
    let scene = installed().await;
    scene.portal.fault("user.admin", Fault::Html, None);
    let page = scene.open_app(1).await;
    assert!(page.status == StatusCode::BAD_GATEWAY && page.body.contains("id=\"retry\""), "{}", page.body);
}
