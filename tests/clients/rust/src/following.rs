//! The feed and the stream: from the beginning, onward, and with what is recorded while one waits.

use std::collections::HashSet;

use futures_util::StreamExt;
use serde_json::{Value, json};

use crate::client::ByteStream;
use crate::client::types::Deletion;
use crate::scene::{Scene, header};

pub async fn feed(scene: Scene) {
    let pull = |after: &str| scene.client.pull_deletions().member_id(&scene.member_id).after(after);
    let (mut ids, mut after) = (Vec::new(), "0".to_owned());
    loop {
        let page = pull(&after).limit(9).send().await.unwrap().into_inner();
        ids.extend(page.items.into_iter().map(|deletion| deletion.id));
        if page.next_after == after {
            break;
        }
        after = page.next_after;
    }
    assert_eq!(ids, (1..=ids.len()).map(|number| number.to_string()).collect::<Vec<_>>());
    assert!(ids.len() >= scene.deletions);
    scene.delete("lead", 1).await;
    let news = pull(&after).wait(15).send().await.unwrap().into_inner();
    assert_eq!(news.items.len(), 1);
    assert_eq!((&news.items[0].id, &news.next_after), (&(ids.len() + 1).to_string(), &news.items[0].id));
}

pub async fn feed_over_all(scene: Scene) {
    let (mut seen, mut after) = (HashSet::new(), "0".to_owned());
    loop {
        let page = scene.all_portals.pull_all_deletions().after(&after).limit(11).send().await.unwrap().into_inner();
        for deletion in page.items {
            let name = (deletion.member_id, deletion.id);
            assert!(seen.insert(name.clone()), "{name:?}");
        }
        if page.next_after == after {
            break;
        }
        after = page.next_after;
    }
    for member_id in [&scene.member_id, &scene.other_id] {
        assert!(seen.contains(&(member_id.clone(), "1".to_owned())));
    }
}

/// The events of a stream, from the bytes that the client hands out.
struct Events {
    body: ByteStream,
    rest: String,
}

/// One of them.
struct Event {
    id: String,
    kind: String,
    data: Value,
}

impl Events {
    async fn after(scene: &Scene, last: Option<&str>, entity: &[&str]) -> Self {
        let stream = scene.client.stream_deletions().member_id(&scene.member_id);
        let stream = if let Some(last) = last { stream.last_event_id(last) } else { stream };
        let entity: Vec<String> = entity.iter().copied().map(str::to_owned).collect();
        let stream = if entity.is_empty() { stream } else { stream.entity(entity) };
        let answer = stream.send().await.unwrap();
        assert_eq!(header(&answer, "content-type"), "text/event-stream");
        Self { body: answer.into_inner(), rest: String::new() }
    }

    async fn next(&mut self) -> Event {
        loop {
            while let Some((block, rest)) = self.rest.split_once("\n\n") {
                let field = |name: &str| block.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
                let event = field("data").map(|data| Event {
                    id: field("id").unwrap().to_owned(),
                    kind: field("event").unwrap().to_owned(),
                    data: serde_json::from_str(data).unwrap(),
                });
                self.rest = rest.to_owned();
                if let Some(event) = event {
                    return event;
                }
            }
            let part = self.body.next().await.expect("a stream has no end").unwrap();
            self.rest += std::str::from_utf8(&part).unwrap();
        }
    }

    async fn deletion(&mut self) -> Deletion {
        let event = self.next().await;
        let deletion: Deletion = serde_json::from_value(event.data).unwrap();
        assert_eq!((event.kind.as_str(), event.id), ("deletion", deletion.id.clone()));
        deletion
    }
}

pub async fn stream(scene: Scene) {
    let mut stream = Events::after(&scene, None, &[]).await;
    let ready = stream.next().await;
    assert_eq!((ready.kind.as_str(), ready.data), ("ready", json!({"id": ready.id})));
    scene.delete("lead", 1).await;
    let first = stream.deletion().await;
    scene.delete("deal", 2).await;
    let missed = [stream.deletion().await, stream.deletion().await];
    drop(stream);
    let mut again = Events::after(&scene, Some(&first.id), &[]).await;
    assert_eq!(again.next().await.kind, "ready");
    assert_eq!(json!([again.deletion().await, again.deletion().await]), json!(missed));
    let mut filtered = Events::after(&scene, Some("0"), &["imconnector.message"]).await;
    assert_eq!(filtered.next().await.kind, "ready");
    assert_eq!(filtered.deletion().await.entity, "imconnector.message");
}
