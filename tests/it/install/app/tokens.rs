//! Page tokens: what they open and for how long, and how a useless one is answered and audited.

use domain::refusal::RefusalReason;
use reqwest::StatusCode;
use sim::PortalSpec;
use time::Duration;

use super::{APP, Frame, installed};

#[tokio::test]
async fn links_carry_the_token_and_open_all_tabs_without_a_cookie() {
    let scene = installed().await;
    scene.delete_lead().await;
    let page = scene.open_app(1).await;
    for part in ["/deletions?", "/health?", "/settings?", "/deletions/1?"] {
        let shown = scene.follow(&page.link(part)).await;
        assert_eq!(shown.status, StatusCode::OK, "{part}: {}", shown.body);
        shown.assert_framed_by(&scene.portal.host());
        assert_eq!(shown.cookie, None);
    }
}

#[tokio::test]
async fn token_that_ended_is_refused_kindly_in_its_own_portal() {
    let scene = installed().await;
    let link = scene.open_app(1).await.link("/health?");
    scene.house.hands.advance(Duration::minutes(59));
    assert_eq!(scene.follow(&link).await.status, StatusCode::OK);
    scene.house.hands.advance(Duration::minutes(1));
    let page = scene.follow(&link).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.body.contains("This page has expired") && page.body.contains("id=\"retry\""), "{}", page.body);
    page.assert_framed_by(&scene.portal.host());
    assert_eq!(scene.refusals().await[0], RefusalReason::PageEnded);
}

#[tokio::test]
async fn token_of_another_portal_opens_nothing_here() {
    let scene = installed().await;
    scene.delete_lead().await;
    let south = scene.sim.add_portal(PortalSpec::new("south"));
    south.install_by_frame().await;
    let own = scene.open_app(1).await.link("/deletions?");
    let other = scene.post(APP, &Frame::of(&south, 1)).await.link("/deletions?");
    let (path, _) = own.split_once('?').unwrap();
    let (_, query) = other.split_once('?').unwrap();
    let page = scene.follow(&format!("{path}?{query}")).await;
    assert_eq!((page.status, page.deletions()), (StatusCode::FORBIDDEN, 0));
    page.assert_framed_by(&south.host());
    assert_eq!(scene.refusals().await[0], RefusalReason::OtherPortalsPage);
}

#[tokio::test]
async fn token_that_was_made_up_opens_nothing_and_is_framed_by_nobody() {
    let scene = installed().await;
    let link = scene.open_app(1).await.link("/deletions?");
    let (path, query) = link.split_once('?').unwrap();
    let token = query.split("t=").last().unwrap();
    let other = if token.starts_with('e') { "f" } else { "e" };
    for forged in ["", "t=", "t=x.y", &format!("t={other}{}", &token[1..]), &format!("t={token}A")] {
        let page = scene.follow(&format!("{path}?{forged}")).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{forged}");
        assert!(page.policy.ends_with("frame-ancestors 'none'"), "{forged}: {}", page.policy);
    }
    assert!(scene.refusals().await.contains(&RefusalReason::NoPageToken));
}

#[tokio::test]
async fn token_opens_nothing_once_the_app_is_removed() {
    let scene = installed().await;
    scene.delete_lead().await;
    let link = scene.open_app(1).await.link("/deletions?");
    scene.portal.uninstall(false).await;
    let page = scene.follow(&link).await;
    assert_eq!((page.status, page.deletions()), (StatusCode::FORBIDDEN, 0));
    assert_eq!(scene.refusals().await[0], RefusalReason::PageOfRemovedApp);
}

#[tokio::test]
async fn addresses_that_are_none_are_said_to_be_none() {
    let scene = installed().await;
    let link = scene.open_app(1).await.link("/deletions?");
    let (path, query) = link.split_once('?').unwrap();
    for (path, status) in [
        (format!("{path}/99?{query}"), 404),
        (format!("{path}/x?{query}"), 404),
        (format!("{path}/18446744073709551616?{query}"), 404),
        (format!("{path}/1/2?{query}"), 404),
        (format!("/bitrix24/app/%00/deletions?{query}"), 404),
        (format!("{APP}/{}/export?{query}&format=exe", scene.member_id), 404),
        (format!("{APP}/{}/settings/erase?{query}", scene.member_id), 405),
        (format!("{path}?range=soon&entity=%00&q=%FF&before=x&after=-1&%FF=1&{query}"), 200),
    ] {
        let page = scene.follow(&path).await;
        assert_eq!(page.status.as_u16(), status, "{path}");
        assert_eq!(page.body.contains("data-ignored"), status == 200, "{path}: {}", page.body);
    }
}
