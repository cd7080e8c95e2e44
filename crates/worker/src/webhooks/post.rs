//! One attempt: signs the message as Standard Webhooks has it, posts it, and decides what follows.

use std::sync::Arc;

use bitrix24::WebhookClient;
use domain::Clock;
use domain::webhook::{Attempt, Next, RetryPolicy, Signed, Try};
use store::{ClaimedMessage, Content, Outcome, Target};
use url::Url;

#[derive(Clone, Debug)]
pub(super) struct Poster {
    client: WebhookClient,
    policy: Arc<RetryPolicy>,
    clock: Clock,
}

impl Poster {
    pub(super) fn new(client: WebhookClient, policy: RetryPolicy, clock: Clock) -> Self {
        Self { client, policy: Arc::new(policy), clock }
    }

    /// Posts a message and decides what follows.
    pub(super) async fn attempt(&self, target: &Target, message: &ClaimedMessage) -> Outcome {
        let endpoint = &target.endpoint;
        let at = self.clock.now();
        let signed = signed(target, message, at.unix_timestamp());
        let (Some(Signed { headers, body }), Ok(url)) = (signed, Url::parse(&endpoint.url)) else {
            return message.outcome(endpoint, None, Next::GivenUp);
        };
        if message.tries == 0 {
            metrics::histogram!("tombstone_webhook_delay_seconds").record((at - message.at).as_seconds_f64().max(0.0));
        }
        let answer = self.client.post(&url, headers, body).await;
        let result = if answer.is_taken() { "delivered" } else { "failed" };
        metrics::counter!("tombstone_webhook_attempts_total", "result" => result).increment(1);
        metrics::histogram!("tombstone_webhook_attempt_seconds").record(f64::from(answer.millis) / 1_000.0);

        let tried = Try { answer: &answer, before: message.tries, failing_since: endpoint.failing_since };
        let next = self.policy.next(tried, self.clock.now(), rand::random());
        let (status, error, millis) = (answer.status.ok(), answer.error(), answer.millis);
        let attempt = Attempt { at, status, error, millis, response: answer.beginning };
        message.outcome(endpoint, Some(attempt), next)
    }
}

/// For a day after a change of the secret, both sign. None if the message's subject is no longer kept.
fn signed(target: &Target, message: &ClaimedMessage, timestamp: i64) -> Option<Signed> {
    let data = match &message.content {
        Content::Deletion(deletion) => web::export::json(deletion).ok()?,
        Content::Data(data) => data.clone(),
        Content::Gone => return None,
    };
    Signed::new(&message.message_id, message.kind, message.at, data, timestamp, &target.secrets)
}
