//! The worker asks for users' names in batches, in the background, rarely, and only at portals that allow it.

use domain::deletion::{Filter, Source};
use domain::event::Arrival;
use domain::schedule::Task;
use domain::wire::decode_form;
use serde_json::{Value, json};
use sim::{PortalSpec, Size};
use store::LoggedEvent;
use time::Duration;

use super::Scene;
use crate::support::member_id;

/// A portal that lets the app read names.
fn with_people() -> PortalSpec {
    let scopes = ["crm", "imbot", "user_brief"].map(str::to_owned).into();
    PortalSpec { size: Size::Large, scopes: Some(scopes), ..PortalSpec::new("north") }
}

impl Scene {
    /// Deletes a lead as each of these users.
    async fn delete_by(&self, users: impl IntoIterator<Item = u64>) {
        let generation = self.facts().await.generation;
        for user in users {
            let body = format!(
                "event=ONCRMLEADDELETE&ts=1742807199&event_handler_id=7&data[FIELDS][ID]={user}&auth[domain]=d\
                &auth[member_id]={}&auth[user_id]={user}",
                self.member_id
            );
            let event = Arrival::parse(decode_form(body.as_bytes()).unwrap()).unwrap().event;
            let logged = LoggedEvent { generation, source: Source::Live, event };
            self.house.log.append(&logged).await.unwrap();
        }
        self.house.indexed().await;
    }

    /// Some seconds of the worker's job.
    async fn ask_for_names(&self) {
        self.let_only(Task::Names).await;
        for _ in 0..9 {
            self.house.store.schedule_names(self.house.clock.now()).await.unwrap();
            self.care().await;
            self.house.hands.advance(Duration::SECOND);
        }
    }

    fn name(&self, user: u64) -> String {
        let users = self.portal.users();
        let user = users.iter().find(|known| known.id == user).unwrap();
        format!("{} {}", user.name, user.last_name)
    }

    async fn known(&self, users: &[u64]) -> Vec<Option<String>> {
        let ids: Vec<String> = users.iter().map(ToString::to_string).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let mut names = self.house.store.tenant(&self.member_id).user_names(&ids).await.unwrap();
        ids.iter().map(|id| names.remove(*id)).collect()
    }
}

#[tokio::test]
async fn users_are_asked_for_in_batches_once_a_month() {
    let scene = Scene::with(with_people()).await;
    let users: Vec<u64> = scene.portal.users().iter().take(120).map(|user| user.id).collect();
    scene.delete_by(users.iter().copied()).await;
    assert_eq!(scene.known(&users[..1]).await, [None]);
    let blocks = scene.house.place().query("SELECT CAST(count(*) AS text) FROM auth_blocks").await;
    assert_eq!(blocks, ["1"], "for all users");
    let tenant = scene.house.store.tenant(&scene.member_id);
    let page = tenant.deletions().list_deletions(&Filter::default(), None, 200).await.unwrap();
    assert_eq!(page.items.len(), 120);
    for deletion in page.items {
        let payload: Value = serde_json::from_str(&deletion.payload).unwrap();
        assert_eq!(payload["auth"]["user_id"], json!(deletion.user_id), "each has its own in it");
    }
    scene.ask_for_names().await;
    assert_eq!(scene.portal.calls("user.get"), 3, "fifty at once");
    let names: Vec<_> = users.iter().map(|user| Some(scene.name(*user))).collect();
    assert_eq!(scene.known(&users).await, names);

    scene.delete_by(users.iter().copied()).await;
    scene.house.hands.advance(Duration::days(20));
    scene.ask_for_names().await;
    assert_eq!(scene.portal.calls("user.get"), 3, "they are known");
    scene.house.hands.advance(Duration::days(16));
    scene.ask_for_names().await;
    assert!(scene.portal.calls("user.get") > 3, "and asked for again after a month");
    assert_eq!(scene.known(&users).await, names);
}

#[tokio::test]
async fn name_is_sealed_and_its_portals_own() {
    let scene = Scene::with(with_people()).await;
    let user = scene.portal.users()[3].id;
    scene.delete_by([user, 999_999]).await;
    scene.ask_for_names().await;
    assert_eq!(scene.known(&[user, 999_999]).await, [Some(scene.name(user)), None], "a bot has no name");
    assert_eq!(scene.portal.calls("user.get"), 1, "and is not asked for again and again");

    let kept = scene.house.place().query("SELECT name FROM user_names WHERE name IS NOT NULL").await;
    assert!(kept.len() == 1 && !kept[0].contains(&scene.portal.users()[3].name), "{kept:?}");
    let (id, other) = (user.to_string(), member_id("other"));
    let names = scene.house.store.all_portals().user_names(&[(&scene.member_id, &id), (&other, &id)]).await.unwrap();
    assert_eq!(names.into_iter().collect::<Vec<_>>(), [((scene.member_id.clone(), id), scene.name(user))]);
    let calls = scene.house.store.tenant(&scene.member_id).list_calls(50).await.unwrap();
    let call = calls.iter().find(|call| call.method == "user.get").unwrap();
    assert!(!call.answer.contains(&scene.portal.users()[3].last_name), "{}", call.answer);
    // A row copied to another user opens nothing.
    scene.house.execute("UPDATE user_names SET name = (SELECT max(name) FROM user_names)").await;
    assert_eq!(scene.known(&[user, 999_999]).await, [Some(scene.name(user)), None]);
}

#[tokio::test]
async fn portal_without_the_scope_is_not_asked_until_it_grants_it() {
    let scene = Scene::with(PortalSpec { scopes: Some(vec!["crm".into()]), ..with_people() }).await;
    let user = scene.portal.users()[3].id;
    scene.delete_by([user]).await;
    scene.ask_for_names().await;
    assert!(!scene.facts().await.names_users());
    assert_eq!((scene.portal.calls("user.get"), scene.known(&[user]).await), (0, vec![None]));

    scene.portal.grant(with_people().scopes);
    scene.install(1).await;
    assert!(scene.facts().await.names_users());
    scene.house.hands.advance(Duration::days(1));
    scene.ask_for_names().await;
    assert_eq!(scene.known(&[user]).await, [Some(scene.name(user))]);
}

#[tokio::test]
async fn portal_that_refuses_is_asked_again_after_growing_pauses() {
    let scene = Scene::with(with_people()).await;
    let user = scene.portal.users()[3].id;
    scene.portal.grant(Some(vec!["crm".into()])); // the service does not know
    scene.delete_by([user]).await;
    scene.ask_for_names().await;
    scene.house.hands.advance(Duration::hours(20));
    scene.ask_for_names().await;
    assert_eq!(scene.portal.calls("user.get"), 1, "a scope is not granted within the hour");

    scene.portal.grant(with_people().scopes);
    scene.portal.fault("user.get", sim::Fault::Html, None);
    scene.house.hands.advance(Duration::hours(5));
    scene.ask_for_names().await;
    let calls = scene.portal.calls("user.get");
    assert!((2..5).contains(&calls), "{calls}");
    scene.portal.clear_faults();
    scene.house.hands.advance(Duration::hours(6));
    scene.ask_for_names().await;
    assert_eq!(scene.known(&[user]).await, [Some(scene.name(user))]);
}

#[tokio::test]
async fn user_whose_name_went_with_the_deletions_is_asked_for_again() {
    let scene = Scene::with(with_people()).await;
    let user = scene.portal.users()[3].id;
    scene.delete_by([user]).await;
    scene.ask_for_names().await;
    assert_eq!(scene.known(&[user]).await, [Some(scene.name(user))]);
    scene.house.hands.advance(Duration::HOUR);
    let tenant = scene.house.store.tenant(&scene.member_id);
    assert_eq!(tenant.remove_received_before(scene.house.clock.now()).await.unwrap(), 1);
    assert_eq!(scene.known(&[user]).await, [None]);

    scene.delete_by([user]).await;
    scene.ask_for_names().await;
    assert_eq!(scene.known(&[user]).await, [Some(scene.name(user))]);
}
