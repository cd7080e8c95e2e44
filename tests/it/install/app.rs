//! The app's page inside the portal: who sees it, and what an administrator repairs by opening it.

mod junk;
mod pages;
mod settings;
mod tokens;
mod unpaid;

use domain::portal::{PortalStatus, TokenHealth};
use reqwest::StatusCode;
use secrecy::ExposeSecret;
use sim::{Fault, Kind, PortalSpec};
use tests::page::{self, plain};

use super::{Frame, Page, Scene};

const APP: &str = "/bitrix24/app";

async fn installed() -> Scene {
    Box::pin(installed_with(PortalSpec::new("north"))).await
}

async fn installed_with(spec: PortalSpec) -> Scene {
    let scene = Box::pin(Scene::with(spec)).await;
    Box::pin(scene.portal.install_by_frame()).await;
    Box::pin(scene.active()).await;
    scene
}

impl Scene {
    async fn open_app(&self, user: u64) -> Page {
        self.post(APP, &Frame::of(&self.portal, user)).await
    }

    async fn follow(&self, href: &str) -> Page {
        let url = self.base.join(href).expect("an address");
        Page::of(self.sim.client().get(url).send().await.expect("an answer")).await
    }

    async fn submit(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let url = self.base.join(path).expect("an address");
        let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = self.sim.client().post(url).header("content-type", "application/x-www-form-urlencoded");
        Page::of(request.body(form).send().await.expect("an answer")).await
    }

    async fn access_token(&self) -> String {
        let access = self.house.store.tenant(&self.member_id).find_access().await.unwrap();
        access.expect("tokens").access_token.expose_secret().to_owned()
    }

    /// Kills the portal's tokens and lets a check notice.
    async fn lose_tokens(&self) {
        self.portal.expire_access_tokens();
        self.portal.kill_refresh_tokens();
        self.house.hands.advance(time::Duration::hours(2));
        assert!(self.outward.installer.inspector().inspect(&self.member_id).await.is_err());
        assert_eq!(self.status().await, Some(PortalStatus::NeedsReinstall));
    }

    async fn delete_lead(&self) {
        self.portal.delete(Kind::Lead).await;
        self.house.indexed().await;
    }
}

impl Page {
    /// The root-relative links that contain `part`.
    fn links(&self, part: &str) -> Vec<String> {
        let links = self.body.split("href=\"/").skip(1).filter_map(|rest| rest.split('"').next());
        let links = links.map(|link| format!("/{}", plain(link)));
        links.filter(|link| link.contains(part)).collect()
    }

    fn link(&self, part: &str) -> String {
        self.links(part).into_iter().next().unwrap_or_else(|| panic!("no link with {part}: {}", self.body))
    }

    fn field(&self, name: &str) -> Option<String> {
        page::field(&self.body, name)
    }

    fn deletions(&self) -> usize {
        self.body.matches("<li data-deletion=").count()
    }

    /// Asserts that only this portal may frame the page.
    fn assert_framed_by(&self, host: &str) {
        assert!(self.policy.ends_with(&format!("frame-ancestors https://{host} http://{host}")), "{}", self.policy);
    }
}

#[tokio::test]
async fn administrator_sees_the_deletions_of_this_portal_alone() {
    let scene = installed().await;
    let south = scene.sim.add_portal(PortalSpec::new("south"));
    south.install_by_frame().await;
    south.delete(Kind::Lead).await;
    scene.delete_lead().await;
    let before = scene.access_token().await;
    let page = scene.open_app(1).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert_eq!(page.deletions(), 1);
    assert!(page.body.contains("lead ") && page.body.contains("data-active=\"true\""), "{}", page.body);
    page.assert_framed_by(&scene.portal.host());
    assert_eq!(page.cookie, None);
    assert_eq!(scene.access_token().await, before, "all is well, so nothing is replaced");
    assert!(!page.finishes() && !page.body.contains("data-healed") && !page.body.contains(" style="));
}

#[tokio::test]
async fn empty_portal_is_said_calmly() {
    let scene = installed().await;
    let page = scene.open_app(1).await;
    assert!(page.status == StatusCode::OK && page.body.contains("No deletions yet"), "{}", page.body);
}

#[tokio::test]
async fn ordinary_user_sees_that_administrators_see_it() {
    let scene = installed().await;
    scene.delete_lead().await;
    let page = scene.open_app(scene.ordinary_user()).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.body.contains("administrators") && !page.body.contains("lead"), "{}", page.body);
    assert!(page.links(APP).is_empty(), "there is no token in it: {}", page.body);
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

#[tokio::test]
async fn host_that_only_a_request_names_frames_nothing_of_a_known_portal() {
    let scene = installed().await;
    let host = scene.portal.host();
    for (path, token) in [(APP, "no-token-of-ours"), ("/bitrix24/install", "no-token-of-ours")] {
        let frame = Frame::of(&scene.portal, 1).at("evil.example").with("AUTH_ID", token);
        let page = scene.post(path, &frame).await;
        assert!(!page.policy.contains("evil") && !page.finishes(), "{path}: {}", page.policy);
        page.assert_framed_by(&host);
    }
}
