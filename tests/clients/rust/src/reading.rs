//! Lists, filters, one deletion, counts, exports, and what is known of portals.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use futures_util::TryStreamExt;
use serde_json::{Value, json};

use crate::client::types::{CountDeletionsBucket, Deletion, ListDeletionsOrder, PortalStatus, ScheduledResult, Source};
use crate::scene::{Scene, header};

pub async fn walk(scene: Scene) {
    let (mut ids, mut cursor) = (Vec::new(), None);
    loop {
        let page = scene.client.list_deletions().member_id(&scene.member_id).limit(7).order(ListDeletionsOrder::Oldest);
        let page = match cursor {
            Some(cursor) => page.cursor::<String>(cursor),
            None => page,
        };
        let page = page.send().await.unwrap().into_inner();
        ids.extend(page.items.into_iter().map(|deletion| deletion.id));
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(ids, (1..=scene.deletions).map(|number| number.to_string()).collect::<Vec<_>>());
}

pub async fn filters(scene: Scene) {
    let time = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
    let page = scene.client.list_deletions().member_id(&scene.member_id).limit(500);
    let page = page.event(["ONCRMLEADDELETE", "ONIMCONNECTORMESSAGEDELETE"].map(str::to_owned).to_vec());
    let page = page.source(vec![Source::Live, Source::Spooled]);
    let page = page.from(time("2020-01-01T00:00:00+01:00")).to(time("2999-01-01T00:00:00Z"));
    let page = page.send().await.unwrap().into_inner();
    let count = |entity: &str| page.items.iter().filter(|deletion| deletion.entity == entity).count();
    assert_eq!((count("crm.lead"), count("imconnector.message")), (scene.leads, scene.messages));
    assert_eq!(page.items.len(), scene.leads + scene.messages);
}

pub async fn one(scene: Scene) {
    let messages = vec!["imconnector.message".to_owned()];
    let page = scene.client.list_deletions().member_id(&scene.member_id).entity(messages).limit(1).send();
    let listed = page.await.unwrap().into_inner().items.remove(0);
    let deletion = scene.client.get_deletion().member_id(&scene.member_id).id(&listed.id).send();
    let deletion = deletion.await.unwrap().into_inner();
    assert_eq!(json!(deletion), json!(listed));
    assert_eq!((&deletion.member_id, deletion.event.as_str()), (&scene.member_id, "ONIMCONNECTORMESSAGEDELETE"));
    assert!(!deletion.attributes["connector"].is_empty() && deletion.payload["data"].is_object(), "{deletion:?}");
    assert_eq!(deletion.source, Source::Live);
}

pub async fn over_all(scene: Scene) {
    let portals = |items: Vec<Deletion>| items.into_iter().map(|deletion| deletion.member_id).collect::<HashSet<_>>();
    let page = scene.all_portals.list_all_deletions().limit(500).send().await.unwrap().into_inner();
    let all = portals(page.items);
    assert!(all.contains(&scene.member_id) && all.contains(&scene.other_id), "{all:?}");
    let own = scene.client.list_all_deletions().limit(500).send().await.unwrap().into_inner();
    assert_eq!(portals(own.items), HashSet::from([scene.member_id.clone()]));
}

pub async fn counts(scene: Scene) {
    let stats = scene.client.count_deletions().member_id(&scene.member_id).bucket(CountDeletionsBucket::Hour);
    let stats = stats.entity(vec!["crm.lead".to_owned()]).send().await.unwrap().into_inner();
    let of_events = stats.items.iter().flat_map(|bucket| &bucket.events).map(|events| events.deletions);
    let leads = i64::try_from(scene.leads).unwrap();
    assert_eq!((stats.deletions, of_events.sum::<i64>()), (leads, leads));
    let everywhere = scene.all_portals.count_all_deletions().send().await.unwrap();
    assert!(everywhere.deletions >= leads);
}

pub async fn export(scene: Scene) {
    let answer = scene.client.export_deletions().member_id(&scene.member_id).send().await.unwrap();
    let count = header(&answer, "tombstone-count");
    let digests = ["tombstone-first-digest", "tombstone-last-digest"].map(|name| header(&answer, name));
    let parts: Vec<_> = answer.into_inner_stream().try_collect().await.unwrap();
    let text = String::from_utf8(parts.concat()).unwrap();
    let (deletions, last) = text.trim_end().rsplit_once('\n').unwrap();
    let deletions: Vec<Deletion> = deletions.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let numbers: Vec<usize> = deletions.iter().map(|deletion| deletion.id.parse().unwrap()).collect();
    assert_eq!(numbers, (1..=deletions.len()).collect::<Vec<_>>());
    let ends = [deletions.first(), deletions.last()].map(|deletion| deletion.unwrap().digest.clone().unwrap());
    let end = json!({"end": {"count": deletions.len(), "first_digest": ends[0], "last_digest": ends[1]}});
    assert_eq!(serde_json::from_str::<Value>(last).unwrap(), end);
    assert_eq!((count, digests), (deletions.len().to_string(), ends));
}

pub async fn portals(scene: Scene) {
    let listed = scene.client.list_portals().status(PortalStatus::Active).send().await.unwrap().into_inner();
    assert_eq!(listed.items.iter().map(|portal| &portal.member_id).collect::<Vec<_>>(), [&scene.member_id]);
    let portal = scene.client.get_portal().member_id(&scene.member_id).send().await.unwrap();
    assert!(portal.deletions > 0 && portal.subscriptions.is_some(), "{portal:?}");
    let health = scene.client.get_portal_health().member_id(&scene.member_id).send().await.unwrap();
    assert_eq!(health.days.len(), 28);
    let gaps = scene.client.list_gaps().member_id(&scene.member_id).send().await.unwrap();
    assert!(gaps.items.is_empty());
}

pub async fn at_once(scene: Scene) {
    let (client, member_id) = (&scene.client, &scene.member_id);
    for answer in [
        client.check_portal().member_id(member_id).send().await,
        client.probe_portal().member_id(member_id).send().await,
        client.recover_portal().member_id(member_id).send().await,
    ] {
        let answer = answer.unwrap();
        assert_eq!((answer.status().as_u16(), answer.result), (202, ScheduledResult::Scheduled));
    }
}

pub async fn catalogue(scene: Scene) {
    let catalogue = scene.client.get_catalogue().send().await.unwrap();
    let lead = catalogue.items.iter().find(|entry| entry.event == "ONCRMLEADDELETE").unwrap();
    assert_eq!(lead.entity, "crm.lead");
}
