//! Paged lists, and users found by filters (docs/protocol.md 8.5).

use serde_json::{Value, json};
use sim::{PortalSpec, Size};
use url::Url;

use crate::support::World;

const NOBODY: [u64; 0] = [];

/// A world with a portal of hundreds of users, and an access token for it.
struct Crowd {
    world: World,
    access: String,
}

impl Crowd {
    async fn new(scopes: &str) -> Self {
        let world = World::with_bound(&[]).await;
        let scopes = Some(scopes.split(',').map(str::to_owned).collect());
        let crowd = world.sim.add_portal(PortalSpec { size: Size::Large, scopes, ..PortalSpec::new("crowd") });
        crowd.install_silently();
        let access = crowd.tokens(1).access;
        Self { world, access }
    }

    async fn call(&self, method: &str, mut parameters: Value) -> (u16, Value) {
        parameters["auth"] = json!(self.access);
        let url: Url = self.world.sim.portal("crowd").expect("portal").url().join("rest/").expect("URL");
        let request = self.world.http.post(url.join(method).expect("URL")).header("Content-Type", "application/json");
        let response = request.body(parameters.to_string()).send().await.expect("answer");
        let status = response.status().as_u16();
        (status, serde_json::from_slice(&response.bytes().await.expect("body")).expect("JSON"))
    }

    /// The ids that user.get returns.
    async fn ids(&self, parameters: Value) -> Vec<u64> {
        ids(&self.call("user.get", parameters).await.1["result"])
    }

    fn all(&self) -> Vec<u64> {
        self.world.sim.portal("crowd").expect("portal").users().iter().map(|user| user.id).collect()
    }
}

fn ids(result: &Value) -> Vec<u64> {
    let id = |user: &Value| user["ID"].as_str().and_then(|id| id.parse().ok()).expect("a number");
    result.as_array().expect("a list").iter().map(id).collect()
}

#[tokio::test]
async fn pages_name_the_next_one_until_the_last() {
    let crowd = Crowd::new("user").await;
    let (mut found, mut start, mut calls) = (Vec::new(), json!(0), 0);
    while !start.is_null() {
        let (_, mut body) = crowd.call("user.get", json!({"start": start})).await;
        assert_eq!(body["total"], 380);
        found.extend(ids(&body["result"]));
        (start, calls) = (body["next"].take(), calls + 1);
    }
    assert_eq!((found, calls), (crowd.all(), 8));
}

#[tokio::test]
async fn a_batch_names_the_next_page_of_each_command() {
    let crowd = Crowd::new("user").await;
    let commands = json!({"a": "user.get?start=50", "b": "user.get?start=350", "c": "profile"});
    let (_, body) = crowd.call("batch", json!({"cmd": commands})).await;
    assert_eq!(body["result"]["result_next"], json!({"a": 100}));
    assert_eq!(body["result"]["result_total"], json!({"a": 380, "b": 380}));
}

#[tokio::test]
async fn a_list_that_counts_nothing_goes_on_by_the_last_id() {
    let crowd = Crowd::new("user").await;
    let (mut found, mut last) = (Vec::new(), 0);
    loop {
        let (_, body) =
            crowd.call("user.get", json!({"start": -1, "filter": {">ID": last}, "order": {"ID": "ASC"}})).await;
        assert_eq!((&body["total"], body.get("next")), (&json!(0), None));
        let page = ids(&body["result"]);
        let Some(end) = page.last() else { break };
        last = *end;
        found.extend(page);
    }
    assert_eq!(found, crowd.all());
}

#[tokio::test]
async fn people_are_filtered_and_sorted() {
    let crowd = Crowd::new("user").await;
    let all = crowd.all();
    let (some, other) = (all[20], all[30]);
    let portal = crowd.world.sim.portal("crowd").expect("portal");
    portal.set_active(other, false);

    assert_eq!(crowd.ids(json!({"filter": {"@ID": [some, other]}})).await, [some, other]);
    assert_eq!(crowd.ids(json!({"FILTER": {">=ID": some, "<=ID": other}})).await, all[20..=30]);
    assert_eq!(crowd.ids(json!({"ID": some})).await, [some]);
    assert_eq!(crowd.ids(json!({"filter": {"ACTIVE": false}})).await, [other]);
    assert_eq!(
        crowd.ids(json!({"filter": {"ACTIVE": "false", "ID": other}})).await,
        NOBODY,
        "PHP takes this text for true"
    );
    assert_eq!(crowd.ids(json!({"filter": {"ACTIVE": "N"}})).await, [other]);
    assert_eq!(crowd.ids(json!({"filter": {"ACTIVE": "Y", "@ID": [some, other]}})).await, [some]);
    assert_eq!(crowd.ids(json!({"filter": {"NONSENSE": 1, "ID": some}})).await, [some]);
    let backwards: Vec<u64> = all.iter().rev().take(50).copied().collect();
    assert_eq!(crowd.ids(json!({"sort": "ID", "order": "DESC"})).await, backwards);
    assert_eq!(crowd.ids(json!({"order": "DESC"})).await, all[..50]);
    let sorted = crowd.call("user.get", json!({"sort": "LAST_NAME", "order": "asc"})).await.1;
    let names: Vec<&str> =
        sorted["result"].as_array().expect("list").iter().filter_map(|row| row["LAST_NAME"].as_str()).collect();
    assert!(names.is_sorted(), "{names:?}");
}

#[tokio::test]
async fn a_search_finds_beginnings() {
    let crowd = Crowd::new("user").await;
    let users = crowd.world.sim.portal("crowd").expect("portal").users();
    let (name, last_name) = (users[9].name[..3].to_lowercase(), users[9].last_name[..3].to_lowercase());
    let begins = |text: &str, beginning: &str| text.to_lowercase().starts_with(beginning);
    let both = users.iter().filter(|user| begins(&user.name, &name) && begins(&user.last_name, &last_name));
    let wanted: Vec<u64> = both.map(|user| user.id).collect();
    let search = async |filter: Value| ids(&crowd.call("user.search", json!({"filter": filter})).await.1["result"]);

    assert_eq!(search(json!({"FIND": format!("{last_name} {name}")})).await, wanted);
    assert_eq!(search(json!({"NAME": name, "LAST_NAME": last_name})).await, wanted);
    assert_eq!(crowd.ids(json!({"filter": {"NAME": name}})).await, NOBODY);
}

#[tokio::test]
async fn a_narrow_scope_shows_less() {
    for (scopes, email, login) in
        [("user,user_brief", true, true), ("user_basic", true, false), ("user_brief", false, false)]
    {
        let crowd = Crowd::new(scopes).await;
        let user = crowd.call("user.get", json!({"ID": 1})).await.1["result"][0].take();
        assert_eq!((user.get("EMAIL").is_some(), user.get("LAST_LOGIN").is_some()), (email, login), "{scopes}");
        assert_eq!((&user["ACTIVE"], &user["USER_TYPE"]), (&json!(true), &json!("employee")));
    }
}

#[tokio::test]
async fn access_codes_have_names() {
    let crowd = Crowd::new("crm").await;
    let (_, body) = crowd.call("access.name", json!({"ACCESS": ["U1", "AU", "U999999"]})).await;
    assert_eq!(body["result"]["U1"]["provider_id"], "user");
    assert_eq!(body["result"].as_object().map(serde_json::Map::len), Some(2));
    assert_eq!(crowd.call("access.name", json!({})).await.1["result"], false);
    assert_eq!(crowd.call("user.access", json!({"ACCESS": ["U2"]})).await.1["result"], true);
}
