//! Outgoing webhooks: endpoints of client programs, their messages, and when each is retried.

mod answer;
mod endpoint;
mod message;
mod retry;
mod rules;
mod secret;
mod signed;

pub use answer::{Answer, BrokenOff};
pub use endpoint::{DisabledWhy, Endpoint, EndpointStatus, Interest};
pub use message::{Attempt, Delivery, DeliveryState, MessageId, MessageType};
pub use retry::{Next, RetryPolicy, Try};
pub use rules::{InvalidField, MAX_DESCRIPTION, MAX_URL, Unusable, read_codes, read_text};
pub use secret::{InvalidWebhookSecret, WebhookSecret};
pub use signed::Signed;
