//! Lists read page by page.

use super::{Answer, BOT, LEAD, OTHER, OWN, Scene, portal_path};

/// Follows the cursors of `path` from first page to last, and runs `between` after each page.
async fn walk(scene: &Scene, path: &str, key: &str, between: impl AsyncFn()) -> Vec<Answer> {
    let mut pages = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = scene.get(&format!("{path}&cursor={cursor}"), key).await;
        let next = page.next_cursor();
        pages.push(page);
        match next {
            Some(next) if pages.len() < 100 => cursor = next,
            _ => return pages,
        }
        between().await;
    }
}

fn ids(pages: &[Answer]) -> Vec<String> {
    pages.iter().flat_map(Answer::ids).collect()
}

async fn delete_leads(scene: &Scene, portal: &str, numbers: std::ops::RangeInclusive<u64>) {
    for number in numbers {
        scene.delete(LEAD, &[(OTHER, portal), ("1000983", &number.to_string())]).await;
    }
}

#[tokio::test]
async fn walk_shows_each_deletion_once_while_others_arrive() {
    let scene = Scene::new().await;
    delete_leads(&scene, OWN, 1..=23).await;
    let key = scene.own_key().await;
    let arrivals = std::sync::atomic::AtomicU64::new(1000);
    let arrive = async || {
        let number = arrivals.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        delete_leads(&scene, OWN, number..=number).await;
    };
    let pages = walk(&scene, &portal_path(OWN, "/deletions?limit=4"), &key, arrive).await;
    let expected: Vec<_> = (1..=23).rev().map(|id: u64| id.to_string()).collect();
    assert_eq!(ids(&pages), expected);
    assert_eq!(pages.len(), 6);
}

#[tokio::test]
async fn walk_over_all_portals_shows_each_deletion_once_while_others_arrive() {
    let scene = Scene::new().await;
    for number in 1..=6 {
        delete_leads(&scene, OWN, number..=number).await;
        delete_leads(&scene, OTHER, number..=number).await;
    }
    let key = scene.master_key().await;
    let arrivals = std::sync::atomic::AtomicU64::new(1000);
    let arrive = async || {
        let number = arrivals.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        delete_leads(&scene, OTHER, number..=number).await;
    };
    let pages = walk(&scene, "/api/v1/deletions?limit=5", &key, arrive).await;
    let expected: Vec<_> = (1..=6).rev().flat_map(|id: u64| [format!("other {id}"), id.to_string()]).collect();
    assert_eq!(ids(&pages), expected);
}

#[tokio::test]
async fn deletions_of_one_moment_are_each_shown_once() {
    let scene = Scene::new().await;
    let message = |at| format!("&data%5BMESSAGES%5D%5B{at}%5D%5Bim%5D%5Bmessage_id%5D=50{at}");
    let messages = (0..7).map(message).collect::<Vec<_>>().concat();
    let form = super::MESSAGE.replace("&data%5BMESSAGES%5D%5B0%5D%5Bim%5D%5Bmessage_id%5D=86501", &messages);
    scene.delete(&form, &[]).await;
    let key = scene.master_key().await;
    for path in [portal_path(OWN, "/deletions?limit=2"), "/api/v1/deletions?limit=2".to_owned()] {
        let pages = walk(&scene, &path, &key, async || {}).await;
        assert_eq!(ids(&pages).join(" "), "7 6 5 4 3 2 1", "{path}");
    }
}

#[tokio::test]
async fn walk_keeps_to_its_filters() {
    let scene = Scene::new().await;
    for number in 1..=5 {
        delete_leads(&scene, OWN, number..=number).await;
        scene.delete(BOT, &[("BOT_ID%5D=567", &format!("BOT_ID%5D={number}"))]).await;
    }
    let key = scene.own_key().await;
    let path = portal_path(OWN, "/deletions?limit=2&entity=imbot.bot&to=2026-11-20T12:10:00Z&q=bot");
    assert_eq!(ids(&walk(&scene, &path, &key, async || {}).await).join(" "), "8 6 4 2");
}

#[tokio::test]
async fn last_page_has_no_cursor_even_if_it_is_full() {
    let scene = Scene::new().await;
    delete_leads(&scene, OWN, 1..=4).await;
    let key = scene.own_key().await;
    assert_eq!(walk(&scene, &portal_path(OWN, "/deletions?limit=2"), &key, async || {}).await.len(), 2);
    assert_eq!(scene.get(&portal_path(OWN, "/deletions?limit=4"), &key).await.next_cursor(), None);
    assert_eq!(scene.get(&portal_path(OTHER, "/deletions"), &scene.master_key().await).await.next_cursor(), None);
}

#[tokio::test]
async fn page_has_fifty_unless_it_is_said() {
    let scene = Scene::new().await;
    delete_leads(&scene, OWN, 1..=51).await;
    let key = scene.own_key().await;
    assert_eq!(scene.get(&portal_path(OWN, "/deletions"), &key).await.ids().len(), 50);
    assert_eq!(scene.get(&portal_path(OWN, "/deletions?limit=500"), &key).await.ids().len(), 51);
    assert_eq!(scene.get(&portal_path(OWN, "/deletions?limit=1"), &key).await.ids(), ["51"]);
}

#[tokio::test]
async fn page_of_large_payloads_ends_early_and_goes_on() {
    let scene = Scene::new().await;
    let large = "x".repeat(900_000);
    for number in 1..=12 {
        let code = format!("BOT_CODE%5D={large}");
        scene.delete(BOT, &[("BOT_ID%5D=567", &format!("BOT_ID%5D={number}")), ("BOT_CODE%5D=BOT", &code)]).await;
    }
    let key = scene.own_key().await;
    let pages = walk(&scene, &portal_path(OWN, "/deletions?limit=500"), &key, async || {}).await;
    assert_eq!(pages.iter().map(|page| page.ids().len()).collect::<Vec<_>>(), [9, 3]);
    assert_eq!(ids(&pages).join(" "), "12 11 10 9 8 7 6 5 4 3 2 1");
}

#[tokio::test]
async fn walk_over_portals_shows_each_once() {
    let scene = Scene::new().await;
    for number in 0..5 {
        let portal = super::portal(&format!("portal-{number}"));
        scene.house.install(&portal, "more.bitrix24.com", "token").await;
    }
    let key = scene.master_key().await;
    let pages = walk(&scene, "/api/v1/portals?limit=3", &key, async || {}).await;
    let members: Vec<_> = pages.iter().flat_map(|page| page.ok()["items"].as_array().unwrap().clone()).collect();
    let members: Vec<_> = members.iter().map(|portal| portal["member_id"].as_str().unwrap()).collect();
    assert_eq!(members, [OTHER, OWN, "portal-0", "portal-1", "portal-2", "portal-3", "portal-4"]);

    let after_first = pages[0].next_cursor().unwrap();
    let own = scene.get(&format!("/api/v1/portals?cursor={after_first}"), &scene.own_key().await).await;
    assert_eq!(own.ok()["items"].as_array().unwrap().len(), 0);
}

#[tokio::test]
async fn cursor_of_another_list_or_portal_is_refused() {
    let scene = Scene::new().await;
    delete_leads(&scene, OWN, 1..=3).await;
    delete_leads(&scene, OTHER, 1..=3).await;
    let key = scene.master_key().await;
    let lists = [
        portal_path(OWN, "/deletions"),
        portal_path(OTHER, "/deletions"),
        "/api/v1/deletions".to_owned(),
        "/api/v1/portals".to_owned(),
    ];
    for from in &lists {
        let cursor = scene.get(&format!("{from}?limit=1"), &key).await.next_cursor().unwrap();
        for list in &lists {
            let answer = scene.get(&format!("{list}?cursor={cursor}"), &key).await;
            if list == from {
                answer.ok();
            } else {
                answer.is_problem(400, "invalid_cursor");
            }
        }
        let cut = &cursor[..cursor.len() - 1];
        for garbled in [cut, "x", "%00", "AAAA", "1042", "..%2F", "=", &format!("{cursor}A"), &"A".repeat(5000)] {
            scene.get(&format!("{from}?cursor={garbled}"), &key).await.is_problem(400, "invalid_cursor");
        }
    }
}
