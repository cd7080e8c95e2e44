//! New rows arrive as they are recorded: none is missing and none comes twice, whatever breaks.

use std::pin::Pin;
use std::time::Duration;

use futures_util::{Stream, StreamExt};
use poem::http::{StatusCode, header};
use tests::page::plain;
use tokio::time::timeout;

use super::super::dashboard::{Browser, OTHER, OWN, browser, deletion, inside, plant};
use super::ALL;
use crate::support::member_id;

/// The time limit for an event, much longer than needed.
const PATIENCE: Duration = Duration::from_secs(20);

/// An open live list.
struct Open {
    pieces: Pin<Box<dyn Stream<Item = Vec<u8>> + Send>>,
    text: String,
}

impl Open {
    async fn at(browser: &Browser, path: &str, last_event_id: Option<&str>) -> Self {
        let mut request = browser.client.get(path).header(header::COOKIE, browser.cookie_header());
        if let Some(id) = last_event_id {
            request = request.header("Last-Event-ID", id);
        }
        let mut response = request.send().await.0;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        let pieces = response.take_body().into_bytes_stream();
        Self { pieces: Box::pin(pieces.map(|piece| piece.expect("a whole piece").to_vec())), text: String::new() }
    }

    /// The next named event: its name, id and data; none if the stream ended.
    async fn next(&mut self) -> Option<(String, String, String)> {
        loop {
            while !self.text.contains("\n\n") {
                let piece = timeout(PATIENCE, self.pieces.next()).await.expect("an event in time")?;
                self.text.push_str(std::str::from_utf8(&piece).expect("text"));
            }
            let (event, rest) =
                self.text.split_once("\n\n").map(|(event, rest)| (event.to_owned(), rest.to_owned()))?;
            self.text = rest;
            let field = |name: &str| {
                let of = event.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
                of.collect::<Vec<_>>().join("\n")
            };
            if !field("event").is_empty() {
                return Some((field("event"), field("id"), field("data")));
            }
        }
    }

    /// The keys of the next `count` rows, in recording order, and the id after them.
    async fn rows(&mut self, count: usize) -> (Vec<String>, String) {
        let (mut keys, mut last) = (Vec::new(), String::new());
        while keys.len() < count {
            let (name, id, data) = self.next().await.expect("the stream goes on");
            if name != "rows" {
                continue;
            }
            let row =
                |rest: &str| rest.split('"').next().map(|key| key.rsplit('-').next().unwrap_or_default().to_owned());
            let mut found: Vec<_> = data.split("data-row=\"").skip(1).filter_map(row).collect();
            found.reverse();
            keys.extend(found);
            last = id;
        }
        (keys, last)
    }
}

#[tokio::test]
async fn new_rows_come_once_and_in_order_through_a_restart() {
    let (house, ada) = inside().await;
    let own = member_id(OWN);
    let lead = |id: u32| deletion(&own, "crm.lead", &id.to_string());
    plant(&house, vec![lead(1)]).await;
    let page = ada.get(ALL).await;
    let (_, rest) = page.body.split_once("data-live-rows=\"").expect("an address");
    let address = plain(rest.split('"').next().expect("it ends"));
    plant(&house, vec![lead(2)]).await; // between the page and its stream
    let mut open = Open::at(&ada, &address, None).await;
    plant(&house, vec![lead(3), lead(4)]).await;
    let (rows, last) = open.rows(3).await;
    assert_eq!(rows, ["2", "3", "4"]);
    ada.stop.send_replace(true);
    assert_eq!(open.next().await, None, "it ends with the service");
    plant(&house, vec![lead(5)]).await;

    let again = browser(&house); // the service after a restart
    *again.cookies.lock().expect("one at a time") = ada.cookies.lock().expect("one at a time").clone();
    let mut open = Open::at(&again, &address, Some(&last)).await;
    plant(&house, vec![lead(6)]).await;
    assert_eq!(open.rows(2).await.0, ["5", "6"], "nothing is left out and nothing comes twice");
}

#[tokio::test]
async fn rows_keep_to_the_filter_and_the_portal() {
    let (house, browser) = inside().await;
    let (own, other) = (member_id(OWN), member_id(OTHER));
    let mut of_portal = Open::at(&browser, &format!("/admin/portals/{OWN}/deletions/live?cursor=0"), None).await;
    let mut of_deals = Open::at(&browser, &format!("{ALL}/live?entity=crm.deal&cursor=0"), None).await;
    plant(
        &house,
        vec![deletion(&other, "crm.lead", "1"), deletion(&own, "crm.lead", "2"), deletion(&own, "crm.deal", "3")],
    )
    .await;
    assert_eq!(of_portal.rows(2).await.0, ["1", "2"]);
    let (_, _, data) = loop {
        let event = of_deals.next().await.expect("an event");
        if event.0 == "rows" {
            break event;
        }
    };
    assert!(data.contains("Deal") && !data.contains("Lead") && data.contains("some-domain"), "{data}");
}

#[tokio::test]
async fn who_is_far_behind_loads_the_list_anew() {
    let (house, browser) = inside().await;
    let own = member_id(OWN);
    plant(&house, (0..1_100).map(|id| deletion(&own, "crm.lead", &id.to_string())).collect()).await;
    for (cursor, name, id) in [("1", "far", "1100"), ("1100", "place", "1100"), ("9000", "far", "1100")] {
        let mut open = Open::at(&browser, &format!("{ALL}/live?cursor={cursor}"), None).await;
        let (said, at, _) = open.next().await.expect("an opening");
        assert_eq!((said.as_str(), at.as_str()), (name, id), "{cursor}");
    }
}
