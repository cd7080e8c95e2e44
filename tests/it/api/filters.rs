//! Each filter alone, and some together.

use super::{BOT, LEAD, OTHER, OWN, Scene, portal_path};

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
    ] {
        assert_eq!(ids(&scene, query, &key).await.join(" "), expected, "{query}");
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
        ("from=2026-11-20T12:04:00Z&to=2026-11-20T12:02:00Z", ""),
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
    ] {
        assert_eq!(scene.get(&format!("/api/v1/deletions?{query}"), &key).await.ids().join(","), expected, "{query}");
    }
}

#[tokio::test]
async fn filter_left_empty_counts_as_not_given_and_unknown_ones_are_ignored() {
    let scene = Scene::new().await;
    scene.fill().await;
    let key = scene.own_key().await;
    let query = "event=&entity=&entity_id=&user_id=&q=&cursor=&_=1763640000";
    assert_eq!(ids(&scene, query, &key).await.len(), 6);
    assert_eq!(ids(&scene, "entity_id=567&entity_id=107", &key).await, ["4"]);
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
