//! Junk and invalid tokens at every address of the app's pages: an error page, never a server error, and an audit line
//! for each refusal.

use domain::page_token::{Manner, PageToken, Purpose};
use domain::refusal::RefusalReason;
use reqwest::StatusCode;
use sim::PortalSpec;
use time::Duration;

use super::{APP, Page, Scene, installed};
use crate::junk::{Junk, addresses_in, fields_of_templates};

/// Requests per address.
const CASES: usize = 12;
const ROUTES: &str = include_str!("../../../../crates/install/src/app.rs");
/// Parameters of addresses, and of what a portal's frame posts.
const OTHERS: [&str; 16] = [
    "range",
    "entity",
    "before",
    "after",
    "format",
    "nothing",
    "DOMAIN",
    "LANG",
    "PROTOCOL",
    "AUTH_ID",
    "AUTH_EXPIRES",
    "REFRESH_ID",
    "member_id",
    "status",
    "PLACEMENT_OPTIONS",
    "SERVER_ENDPOINT",
];

/// The routes of one portal, each with whether it is a POST.
fn addresses() -> Vec<(bool, String)> {
    let mut found = Vec::new();
    for line in ROUTES.lines().filter(|line| line.contains("/:member_id/")) {
        let pattern = addresses_in(line, "").pop().expect("an address");
        found.extend(line.contains("get(").then(|| (false, pattern.clone())));
        found.extend(line.contains("post(").then(|| (true, pattern.clone())));
    }
    assert!(found.len() > 10, "{found:?}");
    found
}

impl Scene {
    fn token_for(&self, purpose: Purpose) -> String {
        let token = PageToken {
            member_id: self.member_id.clone(),
            purpose,
            user_id: Some("1".to_owned()),
            host: self.portal.host(),
            verified_at: self.house.clock.now(),
            manner: Manner::default(),
        };
        token.sign(self.house.store.hash_key())
    }

    async fn ask(&self, posts: bool, path: &str, token: &str) -> Page {
        if posts { self.submit(path, &[("t", token)]).await } else { self.follow(&format!("{path}?t={token}")).await }
    }
}

#[tokio::test]
async fn no_address_and_no_form_of_the_app_is_a_fault() {
    let scene = installed().await;
    scene.delete_lead().await;
    let (mut names, member_id) = (fields_of_templates("install"), scene.member_id.to_string());
    names.retain(|name| name != "t");
    names.extend(OTHERS.map(str::to_owned));
    let mut junk = Junk::new(names);
    for (posts, pattern) in addresses() {
        for _ in 0..CASES {
            let (pairs, token) = (junk.pairs(), scene.token_for(Purpose::Administer));
            let path = junk.address(&pattern, &[(":member_id", &member_id), (":number", "1")]);
            let page = if posts {
                let url = scene.base.join(&path).expect("an address");
                let request = scene.sim.client().post(url).header("content-type", "application/x-www-form-urlencoded");
                Page::of(request.body(format!("t={token}&{pairs}")).send().await.expect("an answer")).await
            } else {
                scene.follow(&format!("{path}?t={token}&{pairs}")).await
            };
            assert!(!page.status.is_server_error(), "{}: {path} {pairs}: {}", page.status, page.body);
            // An address that no page links to gets the answer for programs.
            let is_page = page.body.contains("<html") && page.body.contains("<h1");
            let says_so = is_page || (page.status == 404 && page.body.contains("There is nothing at this address."));
            assert!(!page.status.is_client_error() || says_so, "{}: {path} {pairs}: {}", page.status, page.body);
        }
    }
    for path in [APP, "/bitrix24/install", "/oauth/start", "/oauth/callback"] {
        for _ in 0..CASES {
            let pairs = junk.pairs();
            let url = scene.base.join(&format!("{path}?{pairs}")).expect("an address");
            let request =
                scene.sim.client().post(url.clone()).header("content-type", "application/x-www-form-urlencoded");
            let posted = Page::of(request.body(junk.pairs()).send().await.expect("an answer")).await;
            let got = Page::of(scene.sim.client().get(url).send().await.expect("an answer")).await;
            for page in [posted, got] {
                assert!(!page.status.is_server_error(), "{}: {path} {pairs}: {}", page.status, page.body);
            }
        }
    }
}

#[tokio::test]
async fn tokens_that_are_not_good_open_no_address_and_are_written_down() {
    let scene = installed().await;
    scene.delete_lead().await;
    let south = scene.sim.add_portal(PortalSpec::new("south"));
    south.install_by_frame().await;
    let other = PageToken {
        member_id: domain::MemberId::parse(&south.member_id()).expect("a member_id"),
        purpose: Purpose::Administer,
        user_id: None,
        host: south.host(),
        verified_at: scene.house.clock.now(),
        manner: Manner::default(),
    };
    let other = other.sign(scene.house.store.hash_key());
    for (posts, pattern) in addresses() {
        let path = pattern.replace(":member_id", scene.member_id.as_str()).replace(":number", "1").replace(":id", "1");
        let ended = scene.token_for(Purpose::Administer);
        let reading = scene.token_for(Purpose::Read);
        let mut cases = vec![
            (other.clone(), RefusalReason::OtherPortalsPage),
            (String::new(), RefusalReason::NoPageToken),
            (format!("{ended}A"), RefusalReason::NoPageToken),
        ];
        if posts {
            cases.push((reading, RefusalReason::OtherPurpose));
        }
        for (token, reason) in cases {
            scene.house.hands.advance(Duration::MINUTE); // so each refusal gets its own audit line
            let page = scene.ask(posts, &path, &token).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{path} {reason}");
            assert!(page.body.contains("<h1") && page.deletions() == 0, "{path}: {}", page.body);
            assert_eq!(scene.refusals().await[0], reason, "{path}");
        }
        scene.house.hands.advance(Duration::HOUR);
        let page = scene.ask(posts, &path, &ended).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(scene.refusals().await[0], RefusalReason::PageEnded, "{path}");
    }
    let kept = scene.kept().await.expect("the portal");
    assert_eq!(kept.deletions, 1, "nothing was done");
}
