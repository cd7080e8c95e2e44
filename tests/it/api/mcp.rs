//! The Model Context Protocol: an assistant sees what its key sees, and problems say what to do.

use bitrix24::Endpoints;
use domain::api_key::{Reach, Scope};
use poem::endpoint::EndpointExt;
use poem::http::{StatusCode, header};
use poem::test::TestClient;
use serde_json::{Value, json};

use super::{Answer, Api, Client, OTHER, OWN, Scene, portal, portal_path};

/// An MCP client.
struct Assistant<'a> {
    scene: &'a Scene,
    client: Client,
    key: String,
}

impl<'a> Assistant<'a> {
    fn new(scene: &'a Scene, key: &str) -> Self {
        let (store, clock) = (scene.house.store.clone(), scene.house.clock.clone());
        let (stop, endpoints, keep_alive) = (scene.stop.subscribe(), Endpoints::Private, api::KEEP_ALIVE);
        let api = Api { store, clock, stop, endpoints, keep_alive, rate: 0 };
        let operations = api::routes(api.clone()).boxed();
        let mcp = api::mcp(&api, operations, &"https://tombstone.example".parse().unwrap());
        Self { scene, client: TestClient::new(mcp.boxed()), key: key.to_owned() }
    }

    async fn post(&self, body: &Value) -> Answer {
        self.post_to("/mcp", body).await
    }

    async fn post_to(&self, path: &str, body: &Value) -> Answer {
        let request = self.client.post(path).header(header::HOST, "tombstone.example");
        let request = request.header(header::AUTHORIZATION, format!("Bearer {}", self.key));
        let request = request.header(header::ACCEPT, "application/json, text/event-stream");
        Answer::of(request.body_json(body).send().await.0).await
    }

    /// The answer to a method: a result or an error.
    async fn ask(&self, method: &str, params: Value) -> Value {
        let answer = self.post(&json!({ "jsonrpc": "2.0", "id": 7, "method": method, "params": params })).await;
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
        assert_eq!(
            (answer.header(header::CONTENT_TYPE), answer.header(header::CACHE_CONTROL)),
            ("application/json", "no-store")
        );
        let answer = answer.json();
        assert_eq!((&answer["jsonrpc"], &answer["id"]), (&json!("2.0"), &json!(7)), "{answer}");
        answer
    }

    /// A successful tool call.
    async fn find(&self, tool: &str, arguments: Value) -> Value {
        let answer = self.ask("tools/call", json!({ "name": tool, "arguments": arguments })).await;
        let result = &answer["result"];
        assert_eq!(result["isError"], false, "{answer}");
        let found = &result["structuredContent"];
        let text = result["content"][0]["text"].as_str().expect("a text");
        assert_eq!(&serde_json::from_str::<Value>(text).unwrap(), found);
        found.clone()
    }

    /// A refused tool call.
    async fn refused(&self, tool: &str, arguments: Value) -> String {
        let answer = self.ask("tools/call", json!({ "name": tool, "arguments": arguments })).await;
        assert_eq!(answer["result"]["isError"], true, "{answer}");
        answer["result"]["content"][0]["text"].as_str().expect("a text").to_owned()
    }

    async fn api(&self, path: &str) -> Value {
        self.scene.get(path, &self.key).await.ok()
    }
}

fn ids(found: &Value) -> Vec<&str> {
    found["items"].as_array().expect("items").iter().map(|item| item["id"].as_str().expect("an id")).collect()
}

#[tokio::test]
async fn assistant_learns_which_tools_there_are() {
    let scene = Scene::new().await;
    let assistant = Assistant::new(&scene, &scene.master_key().await);
    let client = json!({ "name": "test", "version": "1" });
    for version in ["2025-03-26", "2025-06-18"] {
        let params = json!({ "protocolVersion": version, "capabilities": {}, "clientInfo": client });
        let begun = assistant.ask("initialize", params).await;
        assert_eq!(begun["result"]["protocolVersion"], version, "{begun}");
        assert_eq!(begun["result"]["serverInfo"]["name"], "tombstone");
        assert!(begun["result"]["capabilities"]["tools"].is_object());
    }
    let noted = assistant.post(&json!({ "jsonrpc": "2.0", "method": "notifications/initialized" })).await;
    assert_eq!((noted.status, noted.body.as_str()), (StatusCode::ACCEPTED, ""));

    let tools = assistant.ask("tools/list", json!({})).await["result"]["tools"].clone();
    let names: Vec<_> = tools.as_array().unwrap().iter().map(|tool| tool["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["find_deletions", "get_deletion", "portal_health", "deletion_stats"]);
    for tool in tools.as_array().unwrap() {
        assert_eq!(tool["annotations"]["readOnlyHint"], true, "{tool}");
        assert!(!tool.to_string().contains("$ref") && !tool.to_string().contains("allOf"), "{tool}");
        for (name, schema) in tool["inputSchema"]["properties"].as_object().unwrap() {
            assert!(schema["type"].is_string() && schema["description"].is_string(), "{name} of {tool}");
        }
    }
    let find = &tools[0]["inputSchema"];
    assert_eq!(find["required"], json!([]));
    assert_eq!(find["properties"]["limit"]["maximum"], 100);
    assert_eq!(find["properties"]["event"]["type"], "array");
    assert_eq!(find["properties"]["order"]["enum"], json!(["newest", "oldest"]));
    assert_eq!(tools[1]["inputSchema"]["required"], json!(["member_id", "id"]));
}

#[tokio::test]
async fn address_takes_no_parameters() {
    let scene = Scene::new().await;
    let assistant = Assistant::new(&scene, &scene.master_key().await);
    let list = json!({ "jsonrpc": "2.0", "id": 7, "method": "tools/list", "params": {} });
    let answer = assistant.post_to("/mcp?member_id=x", &list).await;
    answer.is_problem(400, "unknown_parameter");
    assert_eq!(answer.json()["parameter"], "member_id");
    assert_eq!(assistant.post_to("/mcp?", &list).await.status, StatusCode::OK);
}

#[tokio::test]
async fn tools_find_what_the_api_shows() {
    let scene = Scene::new().await;
    scene.fill().await;
    let assistant = Assistant::new(&scene, &scene.master_key().await);

    let found = assistant.find("find_deletions", json!({ "member_id": OWN, "entity": ["crm.lead"], "limit": 1 })).await;
    assert_eq!(ids(&found), ["6"]);
    assert!(found["items"][0]["payload"].is_null(), "{found}");
    let arguments = json!({ "member_id": OWN, "entity": ["crm.lead"], "limit": 1, "cursor": found["next_cursor"] });
    assert_eq!(ids(&assistant.find("find_deletions", arguments).await), ["5"]);
    let arguments = json!({ "entity": "crm.lead", "user_id": null, "member_id": "", "limit": "" });
    let all = assistant.find("find_deletions", arguments).await;
    assert_eq!(ids(&all), ["1", "6", "5"]);

    let one = assistant.find("get_deletion", json!({ "member_id": OWN, "id": "3" })).await;
    assert_eq!(one, assistant.api(&portal_path(OWN, "/deletions/3")).await);
    assert_eq!(assistant.find("get_deletion", json!({ "member_id": OWN, "id": 3 })).await, one);

    let health = assistant.find("portal_health", json!({ "member_id": OWN })).await;
    assert_eq!(health, assistant.api(&portal_path(OWN, "/health")).await);
    let portals = assistant.find("portal_health", json!({})).await;
    assert_eq!(portals["items"].as_array().map(Vec::len), Some(2));

    let query = "bucket=hour&from=2026-11-20T12:00:00Z&to=2026-11-20T13:00:00Z";
    let span = json!({ "bucket": "hour", "from": "2026-11-20T12:00:00Z", "to": "2026-11-20T13:00:00Z" });
    let counted = assistant.find("deletion_stats", span).await;
    assert_eq!(counted, assistant.api(&format!("/api/v1/deletions/stats?{query}")).await);
    assert_eq!(counted["deletions"], 7);
}

#[tokio::test]
async fn assistant_sees_no_more_than_its_key() {
    let scene = Scene::new().await;
    scene.fill().await;
    let own = Assistant::new(&scene, &scene.own_key().await);
    assert_eq!(ids(&own.find("find_deletions", json!({ "member_id": OWN, "limit": 2 })).await), ["6", "5"]);
    let portals = own.find("portal_health", json!({})).await;
    assert_eq!(portals["items"][0]["member_id"], OWN);
    assert_eq!(portals["items"].as_array().map(Vec::len), Some(1));
    for (tool, arguments) in [
        ("find_deletions", json!({ "member_id": OTHER })),
        ("find_deletions", json!({ "member_id": "../../deletions" })),
        ("get_deletion", json!({ "member_id": OTHER, "id": "1" })),
        ("portal_health", json!({ "member_id": OTHER })),
        ("deletion_stats", json!({ "member_id": OTHER })),
    ] {
        let said = own.refused(tool, arguments).await;
        assert!(said.contains("portal_not_found"), "{tool}: {said}");
    }
    let reach = || Reach::portal(portal(OWN));
    let portals = Assistant::new(&scene, &scene.key_with(reach(), &[Scope::PortalsRead], None).await);
    for tool in ["find_deletions", "deletion_stats"] {
        assert!(portals.refused(tool, json!({ "member_id": OWN })).await.contains("`deletions:read`"), "{tool}");
    }
    let deletions = Assistant::new(&scene, &scene.key_with(reach(), &[Scope::DeletionsRead], None).await);
    assert!(deletions.refused("portal_health", json!({ "member_id": OWN })).await.contains("`portals:read`"));
}

#[tokio::test]
async fn problem_says_what_to_do() {
    let scene = Scene::new().await;
    let assistant = Assistant::new(&scene, &scene.master_key().await);
    for (tool, arguments, says) in [
        (
            "find_deletions",
            json!({ "entty": "crm.lead" }),
            "`entty` is no parameter of this operation. It takes `event`",
        ),
        ("find_deletions", json!({ "limit": 101 }), "from 1 to 100"),
        ("find_deletions", json!({ "limit": "101" }), "from 1 to 100"),
        ("find_deletions", json!({ "limit": [101] }), "from 1 to 100"),
        ("find_deletions", json!({ "limit": 0 }), "from 1 to 500"),
        ("find_deletions", json!({ "from": "last tuesday" }), "RFC 3339"),
        ("find_deletions", json!({ "event": { "a": 1 } }), "`event` is a text"),
        ("find_deletions", json!({ "cursor": "x" }), "invalid_cursor"),
        ("get_deletion", json!({ "id": "1" }), "`member_id` is needed"),
        ("get_deletion", json!({ "member_id": OWN, "id": "" }), "`id` is needed"),
        ("get_deletion", json!({ "member_id": OWN, "id": "1" }), "deletion_not_found"),
        ("get_deletion", json!({ "member_id": OWN, "id": "export" }), "Nothing has this id"),
        ("get_deletion", json!({ "member_id": OWN, "id": "stream" }), "Nothing has this id"),
        ("deletion_stats", json!({ "from": "2020-01-01T00:00:00Z" }), "366 days"),
    ] {
        let said = assistant.refused(tool, arguments.clone()).await;
        assert!(said.contains(says), "{tool} {arguments}: {said}");
    }
    let unknown = assistant.ask("tools/call", json!({ "name": "purge", "arguments": {} })).await;
    assert_eq!(unknown["error"]["code"], -32602, "{unknown}");
}

#[tokio::test]
async fn request_that_is_none_of_the_protocol_is_a_problem() {
    let scene = Scene::new().await;
    let (key, both) = (scene.master_key().await, "application/json, text/event-stream");
    let assistant = Assistant::new(&scene, &key);
    let ping = r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#;
    let ask = async |scheme: &str, accept: &str, kind: &str, version: &str, body: &str| {
        let request = assistant.client.post("/mcp").header(header::HOST, "tombstone.example");
        let request = request.header(header::AUTHORIZATION, format!("{scheme} {key}")).header(header::ACCEPT, accept);
        let request = request.header("MCP-Protocol-Version", version).content_type(kind).body(body.to_owned());
        Answer::of(request.send().await.0).await
    };
    let (json, version) = ("Application/JSON; charset=utf-8", "2025-06-18");
    assert_eq!(ask("bearer", both, json, version, ping).await.status, StatusCode::OK);
    ask("Bearer", "application/json", json, version, ping).await.is_problem(406, "not_acceptable");
    ask("Bearer", both, "text/plain", version, ping).await.is_problem(415, "unsupported_media_type");
    ask("Bearer", both, json, "1999-01-01", ping).await.is_problem(400, "bad_request");
    for body in ["", "{", "[]", "{}"] {
        ask("Bearer", both, json, version, body).await.is_problem(400, "bad_request");
    }
}

#[tokio::test]
async fn request_without_a_key_or_of_a_foreign_page_is_refused() {
    let scene = Scene::new().await;
    let key = scene.master_key().await;
    let ping = json!({ "jsonrpc": "2.0", "id": 1, "method": "ping" });
    Assistant::new(&scene, "tmb_nothing").post(&ping).await.is_problem(401, "unauthorized");
    let assistant = Assistant::new(&scene, &key);
    assert_eq!(assistant.post(&ping).await.status, StatusCode::OK);
    scene.house.store.revoke_api_key(1, scene.house.clock.now()).await.unwrap();
    let revoked = assistant.post(&ping).await;
    revoked.is_problem(401, "unauthorized");
    assert_eq!(revoked.header(header::WWW_AUTHENTICATE), "Bearer");

    let ask = async |method: poem::http::Method, host: &str, origin: Option<&str>| {
        let request = assistant.client.request(method, "/mcp").header(header::HOST, host);
        let request = origin.into_iter().fold(request, |request, origin| request.header(header::ORIGIN, origin));
        Answer::of(request.send().await.0).await
    };
    let post = poem::http::Method::POST;
    ask(post.clone(), "evil.example", None).await.is_problem(403, "foreign_request");
    ask(post.clone(), "tombstone.example", Some("https://evil.example")).await.is_problem(403, "foreign_request");
    ask(post, "tombstone.example", Some("https://tombstone.example")).await.is_problem(401, "unauthorized");
    for method in [poem::http::Method::GET, poem::http::Method::DELETE] {
        let answer = ask(method, "tombstone.example", None).await;
        answer.is_problem(405, "method_not_allowed");
        assert_eq!(answer.header(header::ALLOW), "POST, OPTIONS");
    }
    assert_eq!(ask(poem::http::Method::OPTIONS, "tombstone.example", None).await.status, StatusCode::NO_CONTENT);
}
