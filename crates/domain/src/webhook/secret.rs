//! The secret of an endpoint, and what it signs: Standard Webhooks, version 1, symmetric.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;

use super::message::MessageId;

const PREFIX: &str = "whsec_";
/// The specification asks for 24 to 64 bytes.
const BYTES: usize = 24;

/// The secret that signs an endpoint's messages: `whsec_` and base64.
#[derive(Clone)]
pub struct WebhookSecret(SecretString);

/// The text is not an endpoint's secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it is not whsec_ and base64")]
pub struct InvalidWebhookSecret;

impl WebhookSecret {
    /// A new random secret.
    pub fn generate() -> Self {
        let bytes: [u8; BYTES] = rand::random();
        Self(format!("{PREFIX}{}", STANDARD.encode(bytes)).into())
    }

    /// Parses a stored secret.
    pub fn parse(text: SecretString) -> Result<Self, InvalidWebhookSecret> {
        let secret = Self(text);
        secret.key().map(|_| secret)
    }

    /// The text, which its owner sees once.
    pub fn text(&self) -> &SecretString {
        &self.0
    }

    /// The `webhook-signature` of a message sent at `timestamp`, in seconds since 1970.
    pub fn sign(&self, id: &MessageId, timestamp: i64, body: &[u8]) -> String {
        let key = self.key().expect("it was read before");
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("HMAC takes keys of any length");
        mac.update(format!("{id}.{timestamp}.").as_bytes());
        mac.update(body);
        format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
    }

    fn key(&self) -> Result<Vec<u8>, InvalidWebhookSecret> {
        let text = self.0.expose_secret().strip_prefix(PREFIX).ok_or(InvalidWebhookSecret)?;
        STANDARD.decode(text).map_err(|_| InvalidWebhookSecret)
    }
}

impl fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebhookSecret")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification's own libraries.
    #[test]
    fn signature_is_that_of_the_specification() {
        let secret = WebhookSecret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".to_owned().into()).unwrap();
        let body = br#"{"test": 2432232314}"#;
        let signed = secret.sign(&"msg_p5jXN8AQM9LWM0D4loKWxJek".into(), 1_614_265_330, body);
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn secret_is_read_as_it_is_made_and_never_printed() {
        let secret = WebhookSecret::generate();
        let again = WebhookSecret::parse(secret.text().clone()).unwrap();
        let sign = |secret: &WebhookSecret| secret.sign(&"msg_1".into(), 1, b"{}");
        assert_eq!(sign(&secret), sign(&again));
        assert_ne!(sign(&secret), sign(&WebhookSecret::generate()));
        assert_eq!(format!("{secret:?}"), "WebhookSecret");
        for wrong in ["", "whsec_*", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"] {
            assert!(WebhookSecret::parse(wrong.to_owned().into()).is_err(), "{wrong}");
        }
    }
}
