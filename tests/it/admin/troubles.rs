//! The list of portals: what is wrong comes first, then what was heard of last.

use domain::health::AlarmKind;
use domain::operator::Role;
use domain::reach::Reach;
use poem::http::StatusCode;
use store::NewOperator;
use time::Duration;

use super::dashboard::{Browser, EMAIL, OTHER, OWN, PASSWORD, browser, deletion, inside, plant};
use crate::support::{House, member_id};

/// The portals of a page, in their order.
fn listed(body: &str) -> Vec<&str> {
    body.split("<tr data-row=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

async fn alarm(house: &House, portal: &str, kinds: &[AlarmKind]) {
    house.store.tenant(&member_id(portal)).save_alarms(kinds, house.clock.now()).await.expect("keeps");
}

/// The portals of all pages.
async fn walk(browser: &Browser) -> Vec<String> {
    let (mut found, mut path) = (Vec::new(), Some("/admin/portals".to_owned()));
    while let Some(at) = path {
        let page = browser.get(&at).await;
        assert_eq!(page.status, StatusCode::OK, "{at}");
        found.extend(listed(&page.body).into_iter().map(str::to_owned));
        let next = page.body.split_once("\" rel=\"next\"").map(|(before, _)| before.rsplit_once("href=\"").unwrap().1);
        path = next.map(|next| next.replace("&#38;", "&"));
    }
    found
}

#[tokio::test]
async fn what_is_wrong_comes_first_and_then_what_was_heard_of_last() {
    let (house, browser) = inside().await;
    plant(&house, vec![deletion(&member_id(OTHER), "crm.lead", "1"), deletion(&member_id(OWN), "crm.lead", "2")]).await;
    assert_eq!(listed(&browser.get("/admin/portals").await.body), [OWN, OTHER], "the last event decides");
    alarm(&house, OTHER, &[AlarmKind::Silent]).await;
    assert_eq!(listed(&browser.get("/admin/portals").await.body), [OTHER, OWN]);
    alarm(&house, OWN, &[AlarmKind::Unreachable, AlarmKind::Silent]).await;
    let page = browser.get("/admin/portals").await;
    assert_eq!(listed(&page.body), [OWN, OTHER], "the most urgent one decides");

    let chip = |kind: AlarmKind, count| format!("href=\"/admin/portals?alarm={kind}\">{count}");
    assert!(page.body.contains(&chip(AlarmKind::Silent, "")) && page.body.contains("<span>2</span>"), "{}", page.body);
    let chosen = browser.get("/admin/portals?alarm=unreachable").await;
    assert_eq!(listed(&chosen.body), [OWN]);
    assert!(chosen.body.contains("href=\"/admin/portals\" aria-current=\"true\""), "it leads back to all");
}

#[tokio::test]
async fn pages_show_every_portal_once_in_the_order_of_its_trouble() {
    let (house, browser) = inside().await;
    let many: Vec<_> = (0..120).map(|number| format!("portal-{number:03}")).collect();
    for portal in &many {
        house.install(&member_id(portal), &format!("{portal}.example"), "token").await;
    }
    for portal in ["portal-100", "portal-050"] {
        alarm(&house, portal, &[AlarmKind::ProbeLost]).await;
    }
    let walked = walk(&browser).await;
    assert_eq!(walked[..2], ["portal-050", "portal-100"]);
    let mut sorted = walked.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!((walked.len(), sorted.len()), (122, 122));
    for cursor in ["x", "1-2", "1-2-a%2Fb"] {
        let page = browser.get(&format!("/admin/portals?cursor={cursor}")).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{cursor}");
    }
}

#[tokio::test]
async fn volume_is_drawn_and_operators_of_some_portals_see_those_alone() {
    let (house, browser) = inside().await;
    plant(&house, vec![deletion(&member_id(OTHER), "crm.lead", "1"), deletion(&member_id(OWN), "crm.lead", "2")]).await;
    alarm(&house, OWN, &[AlarmKind::Silent]).await;
    assert!(!browser.get("/admin/portals").await.body.contains("class=\"sparkline\""), "no hour is over");
    house.hands.advance(Duration::hours(2));
    while house.store.roll_up(house.clock.now()).await.expect("counts") {}
    let page = browser.get("/admin/portals").await;
    assert_eq!(page.body.matches("class=\"sparkline\"").count(), 2, "{}", page.body);
    assert!(page.has("aria-label=\"1 deleted in the last 30 days (UTC); 1 on the busiest.\""), "{}", page.body);

    let hash = admin::password::hash(&PASSWORD.into()).expect("hashes");
    let reach = Reach::portal(member_id(OTHER));
    let bob = NewOperator { role: Role::Viewer, reach, ..NewOperator::owner("bob@example.com", &hash) };
    house.store.add_operator(&bob, house.clock.now()).await.expect("adds");
    let bob = self::browser(&house);
    bob.log_in("bob@example.com", PASSWORD).await;
    let page = bob.get("/admin/portals").await;
    assert_eq!(listed(&page.body), [OTHER]);
    assert!(!page.body.contains("alarm=silent\""), "whose alarm it is is not theirs to know");
}

#[tokio::test]
async fn overview_s_bars_lead_into_the_list_and_today_stands_beside_a_usual_day() {
    let (house, browser) = inside().await;
    let leads = |count: u32| (0..count).map(|id| deletion(&member_id(OWN), "crm.lead", &id.to_string())).collect();
    plant(&house, leads(3)).await;
    assert!(!browser.get("/admin").await.has("usually"), "no day is over");
    house.hands.advance(Duration::DAY);
    plant(&house, leads(1)).await;
    browser.log_in(EMAIL, PASSWORD).await; // the session ended meanwhile
    let page = browser.get("/admin").await;
    assert!(page.has("usually 3 a day"), "{}", page.body);
    let bars = page.body.split("<a href=\"/admin/deletions?").skip(1).filter(|bar| bar.contains("data-from")).count();
    assert!(bars >= 2, "{}", page.body);
    assert!(page.has("href=\"/admin/deletions?entity=crm.lead"), "a kind leads to its list: {}", page.body);
}
