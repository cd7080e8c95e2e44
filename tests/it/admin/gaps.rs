//! Gaps, when nobody listened, among a portal's deletions.

use time::Duration;

use super::dashboard::{OWN, deletion, inside, plant};
use crate::support::member_id;

#[tokio::test]
async fn gap_stands_between_the_deletions_around_it_and_says_what_became_of_it() {
    let (house, browser) = inside().await;
    let (own, path) = (member_id(OWN), format!("/admin/portals/{OWN}"));
    let leads = ["1", "2", "3"].map(|id| deletion(&own, "crm.lead", id));
    plant(&house, leads.into()).await;
    let before = browser.get(&path).await;
    assert!(
        before.has(&format!("data-row=\"{OWN}-3\"")) && !before.has("received no events"),
        "there are deletions and no gap"
    );
    let from = house.clock.now();
    house.hands.advance(Duration::hours(5));
    house.store.record_deaf(from + Duration::MINUTE, house.clock.now()).await.unwrap();
    house.store.record_deaf(from - Duration::days(900), from - Duration::days(800)).await.unwrap();
    let page = browser.get(&path).await;
    let at = |text: &str| page.body.find(text).unwrap_or_else(|| panic!("{text} is not there: {}", page.body));
    assert!(
        page.has("received no events for 4 hours") && page.has("The worker still has to fetch what was deleted then.")
    );
    assert!(at("received no events for 4 hours") < at(&format!("data-row=\"{OWN}-3\"")), "it is the newest");
    assert!(!page.has("3 months"), "the portal was not there 800 days ago");
    let tenant = house.store.tenant(&own);
    let (begun_at, ended_at) = (house.clock.now(), house.clock.now());
    let outcome = domain::recovery::RecoveryOutcome::Complete;
    let recovery = domain::recovery::Recovery { begun_at, ended_at, outcome, found: 2, unreadable: 0, reason: None };
    tenant.count_found(&[from + Duration::HOUR, from + Duration::days(2)]).await.unwrap();
    tenant.record_recovery(&recovery).await.unwrap();
    let page = browser.get(&path).await;
    assert!(page.has("and has closed this gap") && page.has("found 1 deletion from that time"));
    assert!(
        !browser.get(&format!("{path}?entity=crm.lead")).await.has("received no events"),
        "what is left out is no gap"
    );
    let health = browser.get(&format!("{path}/health")).await;
    assert!(health.has("Fully read") && health.has("It contained 2 deletions.") && health.has("Last gap"));
    let timeline = browser.get(&format!("{path}/timeline?topic=events")).await;
    assert!(timeline.has("received no events from 20 Nov 2026, 12:0") && timeline.has("1 deletion from that time"));
    assert!(timeline.has("received no events for 4 hours, and has closed this gap"), "{}", timeline.body);
    if let Ok(folder) = std::env::var("SHOT") {
        std::fs::write(format!("{folder}/list.html"), &browser.get(&path).await.body).unwrap();
        std::fs::write(format!("{folder}/health.html"), &health.body).unwrap();
    }
}

#[tokio::test]
async fn page_without_deletions_has_the_gaps_of_its_side_alone() {
    let (house, browser) = inside().await;
    let own = member_id(OWN);
    let miss = async |hours: i64| {
        let from = house.clock.now();
        house.hands.advance(Duration::hours(hours));
        house.store.record_deaf(from + Duration::MINUTE, house.clock.now()).await.unwrap();
    };
    miss(5).await;
    plant(&house, ["1", "2", "3"].map(|id| deletion(&own, "crm.lead", id)).into()).await;
    miss(3).await;
    for (query, before, after) in [
        ("", true, true),
        ("at=2026-11-20T12:30", true, false),
        ("cursor=1", true, false),
        ("before=3", false, true),
        ("at=2026-11-20T19:00", true, true),
    ] {
        let page = browser.get(&format!("/admin/portals/{OWN}?{query}")).await;
        let found = ["4", "2"].map(|hours| page.has(&format!("received no events for {hours} hours")));
        assert_eq!(found, [before, after], "{query}: {}", page.body);
    }
}
