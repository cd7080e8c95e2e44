//! Feeds have each deletion once and in order, whichever process records it and however often a client asks.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use domain::api_key::{Reach, Scope};
use futures_util::FutureExt;
use serde_json::Value;

use super::{Answer, BOT, LEAD, OTHER, OWN, Scene, client, get, portal, portal_path};

const ALL: &str = "/api/v1/deletions/feed";

fn own_feed() -> String {
    portal_path(OWN, "/deletions/feed")
}

async fn delete_leads(scene: &Scene, portal: &str, numbers: std::ops::RangeInclusive<u64>) {
    for number in numbers {
        scene.delete(LEAD, &[(OTHER, portal), ("1000983", &number.to_string())]).await;
    }
}

/// The ids in an answer, and its next position.
fn page(answer: &Answer) -> (String, String) {
    let next = answer.ok()["next_after"].as_str().expect("a position").to_owned();
    (answer.ids().join(" ").replace("other ", "other-"), next)
}

async fn pull(scene: &Scene, path: &str, key: &str, query: &str) -> (String, String) {
    page(&scene.get(&format!("{path}?{query}"), key).await)
}

/// Pulls until nothing is left.
async fn pull_all(scene: &Scene, path: &str, key: &str, query: &str) -> (String, String) {
    let (mut all, mut after) = (Vec::new(), "0".to_owned());
    loop {
        let (items, next) = pull(scene, path, key, &format!("after={after}&{query}")).await;
        if next == after {
            return (all.join(" "), after);
        }
        all.extend(items.split_terminator(' ').map(str::to_owned));
        after = next;
    }
}

#[tokio::test]
async fn feed_begins_now_or_at_the_beginning_or_after_a_deletion() {
    let scene = Scene::new().await;
    let key = scene.own_key().await;
    let nothing = (String::new(), "0".to_owned());
    assert_eq!(pull(&scene, &own_feed(), &key, "").await, nothing, "nothing was recorded yet");
    assert_eq!(pull(&scene, &own_feed(), &key, "after=0").await, nothing);
    delete_leads(&scene, OWN, 1..=5).await;
    for (query, expected, next) in [
        ("", "", "5"),
        ("after=", "", "5"),
        ("after=0", "1 2 3 4 5", "5"),
        ("after=0&limit=2", "1 2", "2"),
        ("after=3", "4 5", "5"),
        ("after=5", "", "5"),
    ] {
        assert_eq!(pull(&scene, &own_feed(), &key, query).await, (expected.to_owned(), next.to_owned()), "{query}");
    }
    let item = &scene.get(&format!("{}?after=4", own_feed()), &key).await.ok()["items"][0];
    assert_eq!(*item, scene.get(&portal_path(OWN, "/deletions/5"), &key).await.ok());
}

/// Any user of a portal can report a removal of the app there.
#[tokio::test]
async fn feed_brings_late_what_a_reported_removal_hid() {
    let scene = Scene::new().await;
    let (key, own) = (scene.master_key().await, portal(OWN));
    let own = scene.house.store.tenant(&own);
    delete_leads(&scene, OTHER, 1..=1).await;
    delete_leads(&scene, OWN, 1..=2).await;
    delete_leads(&scene, OTHER, 2..=3).await;
    let read_one = pull(&scene, ALL, &key, "after=0&limit=2").await;
    own.begin_removal(true, scene.house.clock.now()).await.unwrap();
    assert_eq!(pull(&scene, &own_feed(), &key, "after=1").await, (String::new(), "1".to_owned()), "it waits");
    let (items, all) = pull(&scene, ALL, &key, "after=0&limit=2").await;
    assert_eq!(items, "other-1 other-2", "others don't");
    let (items, rest) = pull(&scene, ALL, &key, &format!("after={}", read_one.1)).await;
    assert_eq!((read_one.0.as_str(), items.as_str()), ("other-1 1", "other-2 other-3"));

    own.undo_removal(scene.house.clock.now(), 0.5).await.unwrap();
    assert_eq!(pull(&scene, &own_feed(), &key, "after=1").await.0, "2");
    assert_eq!(
        pull(&scene, ALL, &key, &format!("after={rest}")).await.0,
        "2",
        "what was read before does not come again"
    );
    let other = scene.key(Reach::portal(portal(OTHER))).await;
    let (items, _) = pull(&scene, ALL, &other, &format!("after={rest}")).await;
    assert_eq!(items, "", "a position opens nothing to another key");
    let mut after = all.clone();
    let mut late = Vec::new();
    for _ in 0..4 {
        let (items, next) = pull(&scene, ALL, &key, &format!("after={after}&limit=1")).await;
        late.push(items);
        after = next;
    }
    assert_eq!(late, ["1", "2", "other-3", ""]);

    own.begin_removal(true, scene.house.clock.now()).await.unwrap();
    let version = own.find_access().await.unwrap().map_or(0, |access| access.version);
    assert!(own.finish_removal(version, scene.house.clock.now()).await.unwrap());
    let genuine =
        pull(&scene, ALL, &key, &format!("after={all}")).await.0 + &pull(&scene, ALL, &key, "after=0").await.0;
    assert_eq!(genuine, "other-1 other-2 other-3");
}

#[tokio::test]
async fn feed_over_all_portals_has_those_that_the_key_reaches() {
    let scene = Scene::new().await;
    let reach = |portals: &[&str]| Reach::Portals(portals.iter().copied().map(portal).collect());
    let [master, own, both, none] =
        [Reach::AllPortals, reach(&[OWN]), reach(&[OWN, OTHER]), reach(&[])].map(|reach| scene.key(reach));
    let (master, own, both, none) = (master.await, own.await, both.await, none.await);
    let (nothing, start) = pull(&scene, ALL, &own, "").await;
    assert_eq!(nothing, "");
    delete_leads(&scene, OWN, 1..=2).await;
    delete_leads(&scene, OTHER, 1..=2).await;
    delete_leads(&scene, OWN, 3..=3).await;
    for (key, expected) in
        [(&master, "1 2 other-1 other-2 3"), (&both, "1 2 other-1 other-2 3"), (&own, "1 2 3"), (&none, "")]
    {
        for limit in ["limit=1", "limit=2", "limit=500"] {
            assert_eq!(pull_all(&scene, ALL, key, limit).await.0, expected, "{limit}");
        }
        assert_eq!(pull(&scene, ALL, key, &format!("after={start}")).await.0, expected);
    }
    // A position is valid for any key and filter: it is a place and reveals nothing.
    let (_, next) = pull(&scene, ALL, &master, "after=0&limit=3").await;
    assert_eq!(pull(&scene, ALL, &own, &format!("after={next}")).await.0, "3");
    assert!(next.parse::<u64>().is_err(), "{next}");
}

#[tokio::test]
async fn position_moves_on_where_a_filter_lets_nothing_through() {
    let scene = Scene::new().await;
    scene.fill().await;
    let key = scene.master_key().await;
    for path in [own_feed(), ALL.to_owned()] {
        let (everything, end) = pull_all(&scene, &path, &key, "limit=500").await;
        assert!(everything.starts_with("1 2 3 4 5 6"), "{everything}");
        let (nothing, next) = pull(&scene, &path, &key, "after=0&entity=task").await;
        assert_eq!((nothing.as_str(), &next), ("", &end), "{path}");
    }
    for (query, own, all) in [
        ("entity=crm.lead", "5 6", "5 6 other-1"),
        ("entity=crm.lead&entity=imbot.bot&source=live", "4 5", "4 5 other-1"),
        ("user_id=27&q=107", "1 2 3", "1 2 3"),
        ("from=2026-11-20T12:05:00Z&to=2026-11-20T12:06:00Z", "5", "5"),
    ] {
        assert_eq!(pull_all(&scene, &own_feed(), &key, query).await.0, own, "{query}");
        assert_eq!(pull_all(&scene, ALL, &key, query).await.0, all, "{query}");
    }
}

#[tokio::test]
async fn waiting_answer_comes_with_what_fits() {
    let scene = Scene::new().await;
    delete_leads(&scene, OWN, 1..=1).await;
    let (master, own) = (scene.master_key().await, scene.own_key().await);
    for (path, key) in [(own_feed(), &own), (ALL.to_owned(), &own), (ALL.to_owned(), &master)] {
        let (_, after) = pull(&scene, &path, key, "").await;
        let query = format!("{path}?after={after}&wait=30&entity=imbot.bot");
        let mut waiting = Box::pin(scene.get(&query, key));
        assert!(waiting.as_mut().now_or_never().is_none());
        let next = scene.house.store.all_portals().last_arrival().await.unwrap() + 10;
        let record = async {
            scene.delete(LEAD, &[]).await;
            delete_leads(&scene, OWN, next..=next).await;
            scene.delete(BOT, &[("BOT_ID%5D=567", &format!("BOT_ID%5D={next}"))]).await;
        };
        let (answer, ()) = tokio::join!(waiting, record);
        let answer = answer.ok();
        let entities: Vec<_> = answer["items"].as_array().unwrap().iter().map(|item| &item["entity_id"]).collect();
        assert_eq!(entities, [&next.to_string()], "{path}");
    }
    assert_eq!(pull(&scene, &own_feed(), &own, "wait=1").await.0, "", "nothing in time is an answer too");
}

#[tokio::test]
async fn waiting_ends_with_the_key_and_with_the_service() {
    let scene = Scene::with_keep_alive(Duration::from_millis(50)).await;
    delete_leads(&scene, OWN, 1..=1).await;
    let (key, other_key) = (scene.own_key().await, scene.own_key().await);
    let path = format!("{}?after=1&wait=30", own_feed());
    let mut revoked = Box::pin(scene.get(&path, &key));
    assert!(revoked.as_mut().now_or_never().is_none());
    let soon = tokio::time::timeout(Duration::from_secs(20), revoked); // before its own wait ends
    let (answer, ()) = tokio::join!(soon, async {
        while scene
            .house
            .store
            .list_api_keys()
            .await
            .unwrap()
            .iter()
            .any(|key| key.id == 1 && key.last_used_at.is_none())
        {
            tokio::task::yield_now().await; // until the key was accepted
        }
        scene.house.store.revoke_api_key(1, scene.house.clock.now()).await.unwrap();
    });
    let answer = answer.expect("an end, though nothing is recorded");
    if answer.status == 200 {
        assert_eq!(page(&answer), (String::new(), "1".to_owned()), "and it did not move on");
    } else {
        answer.is_problem(401, "unauthorized"); // it was not accepted yet
    }
    let (answer, _) = tokio::join!(scene.get(&path, &other_key), async { scene.stop.send_replace(true) });
    assert_eq!(page(&answer), (String::new(), "1".to_owned()));
}

#[tokio::test]
async fn position_that_the_feed_never_had_is_refused() {
    let scene = Scene::new().await;
    delete_leads(&scene, OWN, 1..=3).await;
    let key = scene.master_key().await;
    let (_, position) = pull(&scene, ALL, &key, "").await;
    let list = scene.get("/api/v1/deletions?limit=1", &key).await.ok();
    let cursor = list["next_cursor"].as_str().unwrap();
    let long = "1".repeat(5_000);
    for (path, others) in [(own_feed(), ["4", &position]), (ALL.to_owned(), ["3", "1"])] {
        for after in others.into_iter().chain(["-1", "x", "01", "00", "1.0", "99999999999999999999", cursor, &long]) {
            let answer = scene.get(&format!("{path}?after={after}"), &key).await;
            answer.is_problem(400, "invalid_cursor");
            assert_eq!(answer.json()["parameter"], "after", "{path} {after}");
        }
        for (query, parameter) in
            [("wait=31", "wait"), ("wait=-1", "wait"), ("wait=x", "wait"), ("limit=0", "limit"), ("limit=501", "limit")]
        {
            let answer = scene.get(&format!("{path}?{query}"), &key).await;
            answer.is_problem(400, "invalid_parameter");
            assert_eq!(answer.json()["parameter"], parameter, "{path} {query}");
        }
        scene.get(&format!("{path}?cursor=x"), &key).await.is_problem(400, "unknown_parameter");
    }
    let own = scene.own_key().await;
    scene.get(&portal_path(OTHER, "/deletions/feed"), &own).await.is_problem(404, "portal_not_found");
    let portals = scene.key_with(Reach::AllPortals, &[Scope::PortalsRead], None).await;
    scene.get(ALL, &portals).await.is_problem(403, "insufficient_scope");
}

#[tokio::test]
async fn feed_goes_on_with_the_next_installation_and_shows_nothing_of_the_one_that_was_removed() {
    let scene = Scene::new().await;
    delete_leads(&scene, OWN, 1..=3).await;
    let own = portal(OWN);
    scene.house.store.tenant(&own).uninstall(true, scene.house.clock.now()).await.unwrap();
    scene.house.install(&own, "own.bitrix24.com", "831c76b092f9f135d9b6b36c3a720757").await;
    scene.delete_as(2, LEAD, &[(OTHER, OWN)]).await;
    let (key, master) = (scene.own_key().await, scene.master_key().await);
    for (path, key) in [(own_feed(), &key), (ALL.to_owned(), &key), (ALL.to_owned(), &master)] {
        assert_eq!(pull_all(&scene, &path, key, "").await.0, "4", "{path}");
    }
}

/// Two processes record at once while clients pull from a third one that restarts again and again.
#[tokio::test(flavor = "multi_thread")]
async fn feeds_under_load_have_each_deletion_once() {
    const EACH: u64 = 40;
    let scene = Arc::new(Box::pin(Scene::new()).await);
    let neighbour = Box::pin(scene.house.neighbour()).await;
    let (own, master) = (scene.own_key().await, scene.master_key().await);
    // In tasks of their own: a client that starts would hold them up within a transaction, which PostgreSQL ends.
    let write = |scene: &Arc<Scene>, first: u64| {
        let scene = Arc::clone(scene);
        tokio::spawn(async move {
            for number in first..first + EACH {
                let owner = if number % 3 == 0 { OTHER } else { OWN };
                delete_leads(&scene, owner, number..=number).await;
            }
        })
    };
    let other = Arc::new(Scene::of(neighbour, api::KEEP_ALIVE));
    let started = || client(&scene.house, scene.stop.subscribe(), api::KEEP_ALIVE);
    let follow = async |path: &str, key: &str, total: usize, limit: u64| {
        let (mut items, mut after, mut pulls) = (Vec::new(), "0".to_owned(), 0);
        let mut client = started();
        while items.len() < total {
            let path = format!("{path}?after={after}&limit={limit}&wait=30");
            let answer = get(&client, &path, key).await.ok();
            items.extend(answer["items"].as_array().unwrap().iter().map(name));
            answer["next_after"].as_str().unwrap().clone_into(&mut after);
            pulls += 1;
            if pulls % 4 == 0 {
                client = started(); // it has no memory of earlier requests
            }
        }
        items
    };
    let theirs = 2 * usize::try_from(EACH / 3).unwrap(); // of 1..=40 and 1001..=1040
    let total = 2 * usize::try_from(EACH).unwrap();
    let own_feed = own_feed();
    let (written, other_written, one, own_of_all, all) = tokio::join!(
        write(&scene, 1),
        write(&other, 1_001),
        follow(&own_feed, &own, total - theirs, 7),
        follow(ALL, &own, total - theirs, 3),
        follow(ALL, &master, total, 11),
    );
    written.and(other_written).expect("both write to the end");
    for items in [&one, &own_of_all, &all] {
        assert_eq!(items.iter().collect::<BTreeSet<_>>().len(), items.len(), "each once: {items:?}");
        for portal in [OWN, OTHER] {
            let numbers: Vec<u64> = items.iter().filter(|(of, _)| of == portal).map(|(_, number)| *number).collect();
            assert!(numbers.iter().copied().eq(1..=numbers.len() as u64), "none skipped, in order: {numbers:?}");
        }
    }
    assert_eq!((one.len(), own_of_all.len(), all.len()), (total - theirs, total - theirs, total));
}

fn name(item: &Value) -> (String, u64) {
    let text = |field: &str| item[field].as_str().expect("a text").to_owned();
    (text("member_id"), text("id").parse().expect("a number"))
}
