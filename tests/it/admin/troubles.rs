//! The list of portals: troubled ones first, then by last event.

use domain::health::{AlarmKind, Condition};
use domain::operator::Role;
use domain::portal::{PortalStatus, TokenHealth};
use domain::reach::Reach;
use poem::http::StatusCode;
use store::{NewOperator, PortalFilter};
use tests::page::plain;
use time::Duration;

use super::dashboard::{Browser, EMAIL, OTHER, OWN, PASSWORD, browser, deletion, inside, plant};
use crate::support::{House, member_id};

/// The portals on a page, in order.
fn listed(body: &str) -> Vec<&str> {
    body.split("<tr data-row=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

async fn alarm(house: &House, portal: &str, kinds: &[AlarmKind]) {
    house.store.tenant(&member_id(portal)).save_alarms(kinds, house.clock.now()).await.expect("keeps");
}

/// The portals on all pages.
async fn walk(browser: &Browser) -> Vec<String> {
    let (mut found, mut path) = (Vec::new(), Some("/admin/portals".to_owned()));
    while let Some(at) = path {
        let page = browser.get(&at).await;
        assert_eq!(page.status, StatusCode::OK, "{at}");
        found.extend(listed(&page.body).into_iter().map(str::to_owned));
        let next = page.body.split_once("\" rel=\"next\"").map(|(before, _)| before.rsplit_once("href=\"").unwrap().1);
        path = next.map(plain);
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
async fn those_that_nobody_knows_of_have_a_chip_of_their_own() {
    let (house, browser) = inside().await;
    let chip = "href=\"/admin/portals?condition=unknown\"";
    let page = browser.get("/admin/portals").await;
    assert!(page.body.contains(chip) && page.body.contains("<span>2</span>"), "{}", page.body);
    assert!(browser.get("/admin").await.body.contains(chip), "the overview leads there");
    house.store.tenant(&member_id(OWN)).record_subscriptions(58, &[], &[], house.clock.now()).await.unwrap();
    let chosen = browser.get("/admin/portals?condition=unknown").await;
    assert_eq!(listed(&chosen.body), [OTHER]);
    assert!(chosen.body.contains("href=\"/admin/portals\" aria-current=\"true\""), "it leads back to all");
    assert!(chosen.has("<input type=\"hidden\" name=\"condition\" value=\"unknown\">"), "the form keeps it");
    alarm(&house, OTHER, &[AlarmKind::Silent]).await;
    let none = browser.get("/admin/portals?condition=unknown").await;
    assert!(listed(&none.body).is_empty() && none.has("No portal’s condition is unknown"), "{}", none.body);
    assert!(!browser.get("/admin/portals").await.body.contains(chip), "there are none");
    assert_eq!(browser.get("/admin/portals?condition=well").await.status, StatusCode::BAD_REQUEST);
}

/// Every combination that decides a portal's condition, as SQL rows.
fn every_combination() -> Vec<String> {
    let mut rows = Vec::new();
    let looks = ["NULL", "'unreachable'"];
    let checks = ["NULL, NULL, NULL", "61, '', 1", "61, 'ONCRMLEADDELETE', 1", "NULL, '', 1", "61, NULL, 1"];
    let refusals = ["0, NULL, NULL, NULL", "3, 1, 5, NULL", "3, 1, 5, 4", "3, 1, 5, 5"];
    for status in PortalStatus::ALL {
        for health in TokenHealth::ALL {
            for check in checks {
                for (look, refused) in looks.iter().flat_map(|look| refusals.iter().map(move |refused| (look, refused)))
                {
                    let id = format!("p{:04}", rows.len());
                    rows.push(format!(
                        "('{id}', '{id}.example', '{status}', TRUE, '', 1, 0, FALSE, 0, '{}', 0, {check}, {look}, {refused})",
                        health.as_str()
                    ));
                }
            }
        }
    }
    rows
}

/// SQL must sort and filter as `Condition::of` does: otherwise healthy portals would stand among those that need
/// attention, or the other way round.
#[tokio::test]
async fn order_and_filter_of_the_database_are_those_of_the_domain() {
    let house = House::new().await;
    let rows = every_combination();
    house
        .execute(&format!(
            "INSERT INTO portals (member_id, domain, status, finished, scopes, generation, purged_generation, purging, \
             purged_up_to, token_health, installed_at, subscriptions_expected, subscriptions_missing, \
             subscriptions_checked_at, look_trouble, refused_count, refused_first_at, refused_last_at, \
             application_token_confirmed_at) VALUES {}",
            rows.join(", ")
        ))
        .await;
    for (number, kind) in (0..rows.len()).step_by(7).zip(AlarmKind::ALL.into_iter().cycle()) {
        let alarm = format!("INSERT INTO alarms (member_id, kind, since) VALUES ('p{number:04}', '{kind}', 1)");
        house.execute(&alarm).await;
    }
    let all = house.store.all_portals();
    let page = all.list_by_trouble(&PortalFilter::default(), None, 10_000).await.unwrap();
    assert_eq!(page.items.len(), rows.len());
    let mut alarms = all.find_alarms(&page.items).await.unwrap();
    let conditions: Vec<_> = page
        .items
        .iter()
        .map(|portal| Condition::of(portal, &alarms.remove(&portal.member_id).unwrap_or_default()))
        .collect();
    for (at, pair) in conditions.windows(2).enumerate() {
        assert!(pair[0].urgency() <= pair[1].urgency(), "{pair:?}: {:?}", &page.items[at..at + 2]);
    }
    let unknown = conditions.iter().filter(|condition| **condition == Condition::Unknown).count();
    let filter = PortalFilter { is_unknown: true, ..PortalFilter::default() };
    let found = all.list_by_trouble(&filter, None, 10_000).await.unwrap().items;
    assert!(found.iter().all(|portal| Condition::of(portal, &[]) == Condition::Unknown));
    assert_eq!((found.len(), all.count_unknown().await.unwrap()), (unknown, unknown as u64));
    assert!(unknown > 50, "{unknown}");
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
    assert!(page.has("aria-label=\"1 deleted in the last 30 days (UTC); at most 1 a day.\""), "{}", page.body);

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
    browser.log_in(EMAIL, PASSWORD).await; // the session has expired
    let page = browser.get("/admin").await;
    assert!(page.has("usually 3 a day"), "{}", page.body);
    let bars = page.body.split("<a href=\"/admin/deletions?").skip(1).filter(|bar| bar.contains("data-from")).count();
    assert!(bars >= 2, "{}", page.body);
    assert!(page.has("href=\"/admin/deletions?entity=crm.lead"), "a kind leads to its list: {}", page.body);
}
