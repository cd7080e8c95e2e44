//! Each filter alone, and some in combination.

use domain::deletion::{Deletion, Filter, Source};
use domain::reach::Reach;
use domain::stats::Bucket;
use store::Span;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

use super::{BOT, LEAD, OTHER, OWN, Scene, portal, portal_path};

const MIDNIGHT: OffsetDateTime = datetime!(2026-11-20 0:00 UTC);

async fn ids(scene: &Scene, query: &str, key: &str) -> Vec<String> {
    scene.get(&portal_path(OWN, &format!("/deletions?{query}")), key).await.ids()
}

#[tokio::test]
async fn each_filter_lets_through_what_fits() {
    let scene = Scene::new().await;
    scene.fill().await;
    let key = scene.own_key().await;
    for (query, expected) in [
        ("", "6 5 4 3 2 1"),
        ("event=ONIMBOTDELETE", "4"),
        ("event=onImBotDelete", "4"),
        ("event=ONTASKDELETE", ""),
        ("entity=crm.lead", "6 5"),
        ("entity=CRM.LEAD", ""),
        ("entity_id=1000983", "5"),
        ("entity_id=100098", ""),
        ("entity_id=myconnector:107", "2"),
        ("entity_id=MYCONNECTOR:107", ""),
        ("entity_id=ext-msg-005", ""),
        ("user_id=27", "4 3 2 1"),
        ("user_id=2", ""),
        ("source=live", "5 4 3 2 1"),
        ("source=recovered", "6"),
        ("source=spooled", ""),
        ("from=2026-11-20T12:03:00Z", "6 5 4 3"),
        ("from=2026-11-20T14:03:00%2B02:00", "6 5 4 3"),
        ("from=2026-11-20T12:03:00.000001Z", "6 5 4"),
        ("from=2027-01-01T00:00:00Z", ""),
        ("to=2026-11-20T12:03:00Z", "2 1"),
        ("to=2026-11-20T12:03:00.000001Z", "3 2 1"),
        ("to=2026-01-01T00:00:00Z", ""),
        ("q=1000", "6 5"),
        ("q=MyConn", "3 2"),
        ("q=107", "3 2 1"),
        ("q=ext-msg-005", "3"),
        ("q=msg", ""),
        ("q=%25", ""),
        ("q=_", ""),
        ("event=ONIMBOTDELETE&event=oncrmleaddelete", "6 5 4"),
        ("event=ONTASKDELETE&event=ONIMBOTDELETE", "4"),
        ("entity=crm.lead&entity=imbot.bot", "6 5 4"),
        ("entity=unknown&entity=imbot.bot", "4"),
        ("entity_id=1000983&entity_id=567&entity_id=nothing", "5 4"),
        ("user_id=27&user_id=28", "4 3 2 1"),
        ("source=recovered&source=spooled", "6"),
        ("source=recovered&source=live", "6 5 4 3 2 1"),
    ] {
        assert_eq!(ids(&scene, query, &key).await.join(" "), expected, "{query}");
    }
}

/// The index has fewer characters of a payload's value than `q` may have.
#[tokio::test]
async fn long_text_finds_what_all_of_it_fits() {
    let scene = Scene::new().await;
    let long = "x".repeat(80);
    for (id, end) in [("1000983", "one"), ("1000984", "other")] {
        let title = format!("&data[FIELDS][TITLE]={long}-{end}&ts=");
        scene.delete(LEAD, &[(OTHER, OWN), ("1000983", id), ("&ts=", &title)]).await;
    }
    let key = scene.master_key().await;
    let all = |end: &str| format!("q={long}{end}");
    for (query, expected) in [
        (format!("q={}", &long[..64]), "2 1"),
        (format!("q={}", &long[..65]), "2 1"),
        (all("-O"), "2 1"),
        (all("-ONE"), "1"),
        (all("-other"), "2"),
        (all("x"), ""),
    ] {
        assert_eq!(ids(&scene, &query, &key).await.join(" "), expected, "{query}");
        let of_all = scene.get(&format!("/api/v1/deletions?{query}"), &key).await.ids();
        assert_eq!(of_all.join(" "), expected, "{query}");
    }
}

#[tokio::test]
async fn filters_together_all_have_to_fit() {
    let scene = Scene::new().await;
    scene.fill().await;
    let key = scene.own_key().await;
    for (query, expected) in [
        ("entity=crm.lead&source=live", "5"),
        ("user_id=27&q=107&event=ONIMCONNECTORSTATUSDELETE", "2"),
        ("q=107&from=2026-11-20T12:02:00Z&to=2026-11-20T12:03:00Z", "2"),
        ("entity=crm.lead&entity_id=1000983&q=1000&source=recovered", ""),
        ("from=2026-11-20T12:02:00Z&to=2026-11-20T12:02:00Z", ""),
        (
            "event=ONIMCONNECTORMESSAGEDELETE&entity=imconnector.message&entity_id=86501&user_id=27&source=live\
             &from=2026-11-20T12:03:00Z&to=2026-11-20T12:04:00Z&q=channel-&limit=1",
            "3",
        ),
    ] {
        assert_eq!(ids(&scene, query, &key).await.join(" "), expected, "{query}");
    }
}

#[tokio::test]
async fn filters_work_over_all_portals_too() {
    let scene = Scene::new().await;
    scene.fill().await;
    let key = scene.master_key().await;
    for (query, expected) in [
        ("", "other 1,6,5,4,3,2,1"),
        ("event=oncrmleaddelete", "other 1,6,5"),
        ("entity=imbot.bot", "4"),
        ("entity_id=1000983", "other 1,5"),
        ("user_id=27", "4,3,2,1"),
        ("source=recovered", "6"),
        ("from=2026-11-20T12:06:00Z", "other 1,6"),
        ("to=2026-11-20T12:02:00Z", "1"),
        ("q=10009", "other 1,6,5"),
        ("q=10009&to=2026-11-20T12:06:00Z", "5"),
        ("event=oncrmleaddelete&event=ONIMBOTDELETE", "other 1,6,5,4"),
        ("entity_id=1000983&entity_id=567", "other 1,5,4"),
        ("user_id=27&user_id=28", "4,3,2,1"),
        ("source=recovered&source=spooled", "6"),
        ("order=oldest&q=10009", "5,6,other 1"),
    ] {
        assert_eq!(scene.get(&format!("/api/v1/deletions?{query}"), &key).await.ids().join(","), expected, "{query}");
    }
}

#[tokio::test]
async fn parameter_left_empty_counts_as_not_given() {
    let scene = Scene::new().await;
    scene.fill().await;
    let key = scene.own_key().await;
    let query = "event=&entity=&entity_id=&user_id=&source=&from=&to=&q=&order=&limit=&cursor=";
    assert_eq!(ids(&scene, query, &key).await.len(), 6);
    assert_eq!(ids(&scene, "source=&source=recovered&limit=&limit=1", &key).await, ["6"]);
}

#[tokio::test]
async fn list_begins_at_the_end_that_is_asked_for() {
    let scene = Scene::new().await;
    scene.fill().await;
    let key = scene.own_key().await;
    assert_eq!(ids(&scene, "order=oldest", &key).await.join(" "), "1 2 3 4 5 6");
    assert_eq!(ids(&scene, "order=newest", &key).await.join(" "), "6 5 4 3 2 1");
    let page = scene.get(&portal_path(OWN, "/deletions?order=oldest&limit=4&user_id=27"), &key).await;
    assert_eq!((page.ids().join(" ").as_str(), page.next_cursor()), ("1 2 3 4", None));
    let page = scene.get(&portal_path(OWN, "/deletions?order=oldest&limit=4"), &key).await;
    let next = page.next_cursor().unwrap();
    assert_eq!(ids(&scene, &format!("order=oldest&cursor={next}"), &key).await.join(" "), "5 6");
    for other in ["", "&order=newest", "&order=oldest&q=1", "&order=oldest&source=live"] {
        let answer = scene.get(&portal_path(OWN, &format!("/deletions?cursor={next}{other}")), &key).await;
        answer.is_problem(400, "invalid_cursor");
        assert_eq!(answer.json()["parameter"], "cursor");
    }
}

#[tokio::test]
async fn long_and_foreign_texts_are_found() {
    let scene = Scene::new().await;
    let (long, straße) = ("x".repeat(150), "%D0%A1%D0%A2%D0%A0");
    scene.delete(BOT, &[("BOT_CODE%5D=BOT", &format!("BOT_CODE%5D={long}"))]).await;
    scene.delete(LEAD, &[(OTHER, OWN), ("1000983", straße)]).await;
    let key = scene.own_key().await;
    assert_eq!(ids(&scene, &format!("q={}", "X".repeat(100)), &key).await, ["1"]);
    assert_eq!(ids(&scene, "q=%D1%81%D1%82", &key).await, ["2"]);
    assert_eq!(ids(&scene, &format!("entity_id={straße}"), &key).await, ["2"]);
    assert!(ids(&scene, "entity_id=%D1%81%D1%82%D1%80", &key).await.is_empty());
}

/// As for an operator limited to some portals, and for a list of several portals.
#[tokio::test]
async fn filters_keep_to_some_of_the_portals() {
    let scene = Scene::new().await;
    scene.fill().await;
    let (own, other, strange) = (portal(OWN), portal(OTHER), portal("strange"));
    for number in 0..20 {
        scene.house.install(&portal(&format!("more-{number}")), "more.bitrix24.com", "token").await;
    }
    scene.delete(LEAD, &[(OTHER, "more-7"), ("51856fefc120afa4b628cc82d3935cce", "token")]).await;
    let more: Vec<_> = (0..20).map(|number| portal(&format!("more-{number}"))).collect();
    let text = |text: &str| vec![text.to_owned()];
    let none = Filter::default();
    let filters = [
        none.clone(),
        Filter { entity: text("crm.lead"), ..none.clone() },
        Filter { user_id: text("27"), ..none.clone() },
        Filter { q: Some("10009".into()), ..none.clone() },
        Filter { entity_id: text("1000983"), source: vec![Source::Live], ..none.clone() },
        Filter { source: vec![Source::Recovered, Source::Spooled], ..none.clone() },
    ];
    let sets = [
        vec![own.clone()],
        vec![other.clone(), own.clone()],
        vec![strange.clone()],
        vec![],
        more,
        vec![other, strange],
    ];
    for filter in &filters {
        let all = scene.house.store.all_portals().deletions().list_deletions(filter, None, 50).await.unwrap().items;
        assert!(!all.is_empty(), "{filter:?}");
        for set in &sets {
            let reach = Reach::Portals(set.iter().cloned().collect());
            let portals = scene.house.store.within(&reach);
            let some = portals.deletions();
            let of_set = |items: &[Deletion]| {
                let of_set = items.iter().filter(|one| set.contains(&one.member_id));
                of_set.map(|one| (one.member_id.clone(), one.number)).collect::<Vec<_>>()
            };
            let mut expected = of_set(&all);
            assert_eq!(
                of_set(&some.list_deletions(filter, None, 50).await.unwrap().items),
                expected,
                "{filter:?} {set:?}"
            );
            let span = Span {
                bucket: Bucket::Day,
                from: MIDNIGHT,
                to: MIDNIGHT + Duration::DAY,
                zone: domain::Zone::default(),
                most: 100,
            };
            let counted = some.count_fitting(filter, &span).await.unwrap();
            let sum: u64 = counted.counts.iter().map(|count| count.deletions).sum();
            assert_eq!((sum, counted.since), (expected.len() as u64, None), "{filter:?} {set:?}");
            expected.reverse();
            let (followed, _) = portals.follow(filter, &0.into(), 50, 50).await.unwrap();
            let followed: Vec<_> = followed.into_iter().map(|(_, one)| one).collect();
            assert!(followed.iter().all(|one| set.contains(&one.member_id)), "nothing of another");
            assert_eq!(of_set(&followed), expected, "{filter:?} {set:?}");
            let mut export = some.export(filter, None).await.unwrap();
            let mut exported = Vec::new();
            while let Some(piece) = export.next().await.unwrap() {
                exported.extend(piece);
            }
            assert!(exported.len() == expected.len() && of_set(&exported) == expected, "{filter:?} {set:?}");
        }
    }
}
