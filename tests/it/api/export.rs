//! Exports are whole and in order, in both formats.

use futures_util::StreamExt;
use http_body_util::BodyExt;
use http_body_util::combinators::BoxBody;
use poem::http::{HeaderMap, HeaderName, HeaderValue, header};
use serde_json::Value;
use web::export::{COUNT, FIRST_DIGEST, LAST_DIGEST};

use super::{BOT, LEAD, OTHER, OWN, Scene, portal_path};

/// A received export.
struct File {
    headers: HeaderMap,
    trailers: HeaderMap,
    text: String,
}

impl File {
    /// All lines but the last, which repeats the trailers.
    fn lines(&self) -> Vec<Value> {
        let read = |line| serde_json::from_str(line).expect("JSON on each line");
        let mut lines: Vec<Value> = self.text.lines().map(read).collect();
        let end = lines.pop().expect("a last line")["end"].take();
        let trailer = |name: &HeaderName| self.trailers.get(name).map(|value: &HeaderValue| value.to_str().unwrap());
        assert_eq!(trailer(&COUNT), Some(end["count"].to_string().as_str()));
        assert_eq!(trailer(&FIRST_DIGEST), end["first_digest"].as_str());
        assert_eq!(trailer(&LAST_DIGEST), end["last_digest"].as_str());
        lines
    }

    fn ids(&self) -> String {
        let id = |line: &Value| line["id"].as_str().expect("an id").to_owned();
        self.lines().iter().map(id).collect::<Vec<_>>().join(" ")
    }
}

async fn export(scene: &Scene, path: &str, key: &str) -> File {
    let request = scene.client.get(path).header(header::AUTHORIZATION, format!("Bearer {key}"));
    let mut response = request.send().await.0;
    assert_eq!(response.status(), 200, "{path}");
    let body: BoxBody<_, std::io::Error> = response.take_body().into();
    let collected = body.collect().await.expect("a whole body");
    let trailers = collected.trailers().cloned().unwrap_or_default();
    let text = String::from_utf8(collected.to_bytes().to_vec()).expect("text");
    File { headers: response.headers().clone(), trailers, text }
}

#[tokio::test]
async fn export_has_what_the_list_has_oldest_first() {
    let scene = Scene::new().await;
    scene.fill().await;
    let key = scene.master_key().await;
    for (list, file) in [
        (portal_path(OWN, "/deletions"), portal_path(OWN, "/deletions/export")),
        ("/api/v1/deletions".to_owned(), "/api/v1/deletions/export".to_owned()),
    ] {
        let mut items = scene.get(&list, &key).await.ok()["items"].as_array().unwrap().clone();
        items.reverse();
        let exported = export(&scene, &file, &key).await;
        assert_eq!(exported.lines(), items, "{file}");
        assert_eq!(exported.headers[header::CONTENT_TYPE], "application/x-ndjson");
        assert_eq!(exported.headers[header::CACHE_CONTROL], "no-store");
    }
}

#[tokio::test]
async fn export_keeps_to_its_filters() {
    let scene = Scene::new().await;
    scene.fill().await;
    let key = scene.own_key().await;
    for (query, expected) in [
        ("entity=crm.lead", "5 6"),
        ("event=onimbotdelete", "4"),
        ("q=107&from=2026-11-20T12:02:00Z", "2 3"),
        ("source=recovered", "6"),
        ("user_id=27&to=2026-11-20T12:03:00Z", "1 2"),
        ("entity=crm.deal", ""),
    ] {
        let file = export(&scene, &portal_path(OWN, &format!("/deletions/export?{query}")), &key).await;
        assert_eq!(file.ids(), expected, "{query}");
        assert_eq!(file.trailers[COUNT], file.lines().len().to_string(), "{query}");
        assert!(!file.headers.contains_key(COUNT), "{query} is known only when it is read");
    }
}

#[tokio::test]
async fn export_of_many_pieces_is_whole_and_names_its_ends() {
    let scene = Scene::new().await;
    let messages = |first: u32| {
        let message = |at: u32| format!("&data%5BMESSAGES%5D%5B{at}%5D%5Bim%5D%5Bmessage_id%5D={}", first + at);
        (0..300).map(message).collect::<String>()
    };
    for first in [10_000, 20_000, 30_000, 40_000] {
        let own = "&data%5BMESSAGES%5D%5B0%5D%5Bim%5D%5Bmessage_id%5D=86501";
        scene.delete(super::MESSAGE, &[(own, &messages(first))]).await;
    }
    let key = scene.own_key().await;
    let file = export(&scene, &portal_path(OWN, "/deletions/export"), &key).await;
    let expected: Vec<_> = (1..=1_200).map(|id: u32| id.to_string()).collect();
    assert_eq!(file.ids(), expected.join(" "));
    let lines = file.lines();
    for sent in [&file.headers, &file.trailers] {
        assert_eq!(sent[COUNT], "1200");
        assert_eq!(sent.get(FIRST_DIGEST).map(|digest| digest.to_str().unwrap()), lines[0]["digest"].as_str());
        assert_eq!(sent.get(LAST_DIGEST).map(|digest| digest.to_str().unwrap()), lines[1_199]["digest"].as_str());
    }
    for name in [header::CACHE_CONTROL, header::X_CONTENT_TYPE_OPTIONS] {
        assert_eq!(file.headers.get_all(&name).iter().count(), 1, "{name}");
    }
    let empty = export(&scene, &portal_path(OTHER, "/deletions/export"), &scene.master_key().await).await;
    assert_eq!((empty.lines().len(), &empty.headers[COUNT]), (0, &"0".parse().unwrap()));
}

/// Reads this many whole lines, then drops the connection.
async fn break_off(scene: &Scene, path: &str, key: &str, lines: usize) -> Vec<Value> {
    let request = scene.client.get(path).header(header::AUTHORIZATION, format!("Bearer {key}"));
    let mut pieces = request.send().await.0.take_body().into_bytes_stream();
    let mut text = Vec::new();
    while text.split(|byte| *byte == b'\n').count() <= lines {
        text.extend_from_slice(&pieces.next().await.expect("it goes on").expect("a piece"));
    }
    let text = String::from_utf8(text).expect("text");
    let whole = text.lines().take(lines).map(|line| serde_json::from_str(line).expect("JSON on each line"));
    whole.collect()
}

/// Checks that a part's digests are those of its first and last line.
fn has_its_digests(part: &File) {
    let lines = part.lines();
    let digest = |line: Option<&Value>| line.and_then(|line| line["digest"].as_str()).map(str::to_owned);
    let trailer = |name: &HeaderName| part.trailers.get(name).map(|value| value.to_str().unwrap().to_owned());
    assert_eq!(trailer(&FIRST_DIGEST), digest(lines.first()));
    assert_eq!(trailer(&LAST_DIGEST), digest(lines.last()));
    assert_eq!(part.trailers[COUNT], lines.len().to_string());
}

#[tokio::test]
async fn export_that_broke_off_goes_on_where_it_stopped() {
    let scene = Scene::new().await;
    let messages = |first: u32| {
        let message = |at: u32| format!("&data%5BMESSAGES%5D%5B{at}%5D%5Bim%5D%5Bmessage_id%5D={}", first + at);
        (0..300).map(message).collect::<String>()
    };
    for first in [10_000, 20_000, 30_000, 40_000] {
        let own = "&data%5BMESSAGES%5D%5B0%5D%5Bim%5D%5Bmessage_id%5D=86501";
        scene.delete(super::MESSAGE, &[(own, &messages(first))]).await;
        scene.delete(LEAD, &[("1000983", &first.to_string())]).await;
    }
    let (own, master) = (scene.own_key().await, scene.master_key().await);
    let of_portal = portal_path(OWN, "/deletions/export");
    for (path, key) in
        [(of_portal.as_str(), &own), ("/api/v1/deletions/export", &own), ("/api/v1/deletions/export", &master)]
    {
        let whole = export(&scene, path, key).await.lines();
        for lines in [1, 700, whole.len()] {
            let mut got = break_off(&scene, path, key, lines).await;
            let last = got.last().expect("a line");
            let (member_id, id) = (last["member_id"].as_str().unwrap(), last["id"].as_str().unwrap());
            let after = if path == of_portal { id.to_owned() } else { format!("{member_id}:{id}") };
            // New deletions belong to the part that follows.
            scene.delete(LEAD, &[(OTHER, OWN), ("1000983", &format!("5{lines}"))]).await;
            let rest = export(&scene, &format!("{path}?after={after}"), key).await;
            has_its_digests(&rest);
            assert!(!rest.headers.contains_key(COUNT), "it is known only when it is read");
            got.extend(rest.lines());
            assert_eq!(got[..whole.len()], whole, "{path} after {lines}");
            assert_eq!(got, export(&scene, path, key).await.lines(), "each row once");
        }
        let leads = export(&scene, &format!("{path}?entity=crm.lead"), key).await.lines();
        let first = &leads[0];
        let (member_id, id) = (first["member_id"].as_str().unwrap(), first["id"].as_str().unwrap());
        let after = if path == of_portal { id.to_owned() } else { format!("{member_id}:{id}") };
        let rest = export(&scene, &format!("{path}?entity=crm.lead&after={after}"), key).await;
        assert_eq!(rest.lines(), leads[1..], "it keeps to its filter");
    }
    for (path, after) in [
        (of_portal.as_str(), "99999"),
        (&of_portal, "0"),
        (&of_portal, "x"),
        (&of_portal, &format!("{OWN}:1")),
        ("/api/v1/deletions/export", "1"),
        ("/api/v1/deletions/export", &format!("{OWN}:99999")),
        ("/api/v1/deletions/export", &format!("{OWN}:x")),
        ("/api/v1/deletions/export", &format!("{OTHER}:1")), // it exists, but not for this key
    ] {
        let answer = scene.get(&format!("{path}?after={after}"), &own).await;
        answer.is_problem(400, "invalid_cursor");
        assert_eq!(answer.json()["parameter"], "after", "{path} {after}");
    }
}

#[tokio::test]
async fn table_has_a_line_each_and_no_formula() {
    let scene = Scene::new().await;
    scene.delete(BOT, &[("BOT_CODE%5D=BOT", "BOT_CODE%5D=%3D1%2B1%2C%22x%22")]).await;
    scene.delete(LEAD, &[(OTHER, OWN), ("1000983", "%3DCMD%7C%27+%2FC+calc%27%21A0")]).await;
    let file = export(&scene, &portal_path(OWN, "/deletions/export?format=csv"), &scene.own_key().await).await;
    assert_eq!(file.headers[header::CONTENT_TYPE], "text/csv; charset=utf-8");
    let name = format!("attachment; filename=\"deletions-{OWN}.csv\"");
    assert_eq!(file.headers[header::CONTENT_DISPOSITION], name.as_str());
    let lines: Vec<_> = file.text.split("\r\n").collect();
    assert_eq!(lines.len(), 4, "{}", file.text);
    let names = "id,member_id,domain,event,entity,entity_id,attributes,user_id,also_reported_by,sent_at,";
    assert!(lines[0].starts_with(names));
    assert!(lines[1].starts_with(&format!("1,{OWN},own.bitrix24.com,ONIMBOTDELETE,imbot.bot,567,")), "{}", lines[1]);
    assert!(lines[2].contains(",crm.lead,'=CMD|' /C calc'!A0,"), "{}", lines[2]);
    assert_eq!(lines[3], "");
}

#[tokio::test]
async fn export_asks_for_the_same_rights_as_the_list() {
    let scene = Scene::new().await;
    scene.fill().await;
    let own = scene.own_key().await;
    scene.get(&portal_path(OTHER, "/deletions/export"), &own).await.is_problem(404, "portal_not_found");
    assert_eq!(
        export(&scene, "/api/v1/deletions/export", &own).await.ids(),
        "1 2 3 4 5 6",
        "just what the key reaches"
    );
    scene.get_without_key(&portal_path(OWN, "/deletions/export")).await.is_problem(401, "unauthorized");
    let path = portal_path(OWN, "/deletions/export?format=xlsx");
    scene.get(&path, &own).await.is_problem(400, "invalid_parameter");
    let path = portal_path(OWN, "/deletions/export?from=yesterday");
    scene.get(&path, &own).await.is_problem(400, "invalid_parameter");
}
