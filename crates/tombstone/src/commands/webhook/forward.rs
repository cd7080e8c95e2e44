//! Posts a deletion as the worker posts it to an endpoint, and prints the outcome.

use std::time::Duration;

use anyhow::Context;
use bitrix24::WebhookClient;
use domain::webhook::{Answer, MessageId, MessageType, Signed, WebhookSecret};
use domain::{Clock, MemberId};
use serde::Deserialize;
use serde_json::value::RawValue;
use time::OffsetDateTime;
use url::Url;

use crate::output::say;

/// Short pauses between attempts: somebody watches, and restarts the program.
const PAUSES: [Duration; 3] = [Duration::from_secs(1), Duration::from_secs(2), Duration::from_secs(4)];

/// Posts to a program.
pub(super) struct Forwarder {
    pub(super) client: WebhookClient,
    pub(super) url: Url,
    pub(super) secret: WebhookSecret,
    pub(super) clock: Clock,
}

/// The needed fields of a deletion.
#[derive(Deserialize)]
struct Head {
    id: String,
    member_id: MemberId,
    event: String,
    entity_id: String,
    #[serde(with = "time::serde::rfc3339")]
    received_at: OffsetDateTime,
}

impl Forwarder {
    /// Posts a deletion until it is taken, a few times at most. Fails if it can't be read.
    pub(super) async fn forward(&self, item: &RawValue) -> anyhow::Result<()> {
        let head: Head = serde_json::from_str(item.get()).context("the feed has an item that is no deletion")?;
        let number = head.id.parse().context("a deletion's id is not a number")?;
        let id = MessageId::of_deletion(&head.member_id, number);
        let what = format!("{id} {} {}", head.event, head.entity_id);
        let mut pauses = PAUSES.into_iter();
        loop {
            let answer = self.post(&id, &head, item).await?;
            let line = format!("{what}: {} in {} ms", came_of(&answer), answer.millis);
            if answer.is_taken() {
                say(line);
                return Ok(());
            }
            let Some(pause) = pauses.next() else {
                say(format_args!("{line}; given up"));
                return Ok(());
            };
            say(format_args!("{line}; retry in {} s", pause.as_secs()));
            tokio::time::sleep(pause).await;
        }
    }

    async fn post(&self, id: &MessageId, head: &Head, item: &RawValue) -> anyhow::Result<Answer> {
        let (kind, timestamp) = (MessageType::DeletionRecorded, self.clock.now().unix_timestamp());
        let signed = Signed::new(id, kind, head.received_at, item.get(), timestamp, [&self.secret]);
        let Signed { headers, body } = signed.context("the deletion has no time")?;
        Ok(self.client.post(&self.url, headers, body).await)
    }
}

/// The status, or why there is none.
fn came_of(answer: &Answer) -> String {
    match answer.status {
        Ok(status) => status.to_string(),
        Err(_) => answer.error().unwrap_or_default().trim_end_matches('.').to_lowercase(),
    }
}
