//! One attempt: the message as Standard Webhooks has it, signed, posted, and what follows.

use domain::webhook::{Attempt, Try};
use store::{ClaimedMessage, Content, Outcome, Target};
use time::format_description::well_known::Rfc3339;
use url::Url;

use super::Deliverer;

/// Posts a message and says what follows.
pub(super) async fn attempt(deliverer: &Deliverer, target: &Target, message: &ClaimedMessage) -> Outcome {
    let endpoint = &target.endpoint;
    let (Some(body), Ok(url)) = (body(message), Url::parse(&endpoint.url)) else { return message.not_kept(endpoint) };
    let at = deliverer.clock.now();
    if message.tries == 0 {
        metrics::histogram!("tombstone_webhook_delay_seconds").record((at - message.at).as_seconds_f64().max(0.0));
    }
    let answer = deliverer.client.post(&url, headers(target, message, at.unix_timestamp(), &body), body).await;
    let result = if answer.is_taken() { "delivered" } else { "failed" };
    metrics::counter!("tombstone_webhook_attempts_total", "result" => result).increment(1);
    metrics::histogram!("tombstone_webhook_attempt_seconds").record(f64::from(answer.millis) / 1_000.0);

    let tried = Try { answer: &answer, before: message.tries, failing_since: endpoint.failing_since };
    let next = deliverer.policy.next(tried, deliverer.clock.now(), rand::random());
    let (status, error, millis) = (answer.status.ok(), answer.error(), answer.millis);
    message.outcome(endpoint, Attempt { at, status, error, millis, response: answer.beginning }, next)
}

/// None if what the message is about is not kept any more.
fn body(message: &ClaimedMessage) -> Option<Vec<u8>> {
    let data = match &message.content {
        Content::Deletion(deletion) => web::export::json(deletion).ok()?,
        Content::Data(data) => data.clone(),
        Content::Gone => return None,
    };
    let (kind, at) = (message.kind, message.at.format(&Rfc3339).ok()?);
    Some(format!(r#"{{"type":"{kind}","timestamp":"{at}","data":{data}}}"#).into_bytes())
}

/// For a day after the secret was changed, both sign.
fn headers(target: &Target, message: &ClaimedMessage, timestamp: i64, body: &[u8]) -> [(&'static str, String); 3] {
    let id = &message.message_id;
    let signatures: Vec<_> = target.secrets.iter().map(|secret| secret.sign(id, timestamp, body)).collect();
    [
        ("webhook-id", id.to_string()),
        ("webhook-timestamp", timestamp.to_string()),
        ("webhook-signature", signatures.join(" ")),
    ]
}
