//! A message as posted: its body and its headers by Standard Webhooks.

use std::fmt::Display;

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::message::{MessageId, MessageType};
use super::secret::WebhookSecret;

/// A message ready to post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// `webhook-id`, `webhook-timestamp` and `webhook-signature`.
    pub headers: [(&'static str, String); 3],
    /// JSON.
    pub body: Vec<u8>,
}

impl Signed {
    /// A message about what happened `at`, with `data` in JSON, posted at `timestamp` (in seconds since 1970) and
    /// signed with each of these secrets. `None` if RFC 3339 can't write `at`.
    pub fn new<'a>(
        id: &MessageId,
        kind: MessageType,
        at: OffsetDateTime,
        data: impl Display,
        timestamp: i64,
        secrets: impl IntoIterator<Item = &'a WebhookSecret>,
    ) -> Option<Self> {
        let at = at.format(&Rfc3339).ok()?;
        let body = format!(r#"{{"type":"{kind}","timestamp":"{at}","data":{data}}}"#).into_bytes();
        let signatures: Vec<_> = secrets.into_iter().map(|secret| secret.sign(id, timestamp, &body)).collect();
        let headers = [
            ("webhook-id", id.to_string()),
            ("webhook-timestamp", timestamp.to_string()),
            ("webhook-signature", signatures.join(" ")),
        ];
        Some(Self { headers, body })
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn message_is_signed_as_it_is_posted() {
        let (id, secrets) = ("msg_1".into(), [WebhookSecret::generate(), WebhookSecret::generate()]);
        let at = datetime!(2026-03-17 15:16:17.482113 UTC);
        let signed = Signed::new(&id, MessageType::Test, at, r#"{"a":1}"#, 1_773_760_577, &secrets).unwrap();
        let body = r#"{"type":"webhook.test","timestamp":"2026-03-17T15:16:17.482113Z","data":{"a":1}}"#;
        assert_eq!(signed.body, body.as_bytes());
        let signatures = secrets.each_ref().map(|secret| secret.sign(&id, 1_773_760_577, body.as_bytes())).join(" ");
        let names = ["webhook-id", "webhook-timestamp", "webhook-signature"];
        let values = ["msg_1".to_owned(), "1773760577".to_owned(), signatures];
        assert!(signed.headers.into_iter().eq(names.into_iter().zip(values)));
    }
}
