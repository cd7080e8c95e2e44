//! Outgoing webhooks: endpoints of client programs, the messages that they get, and when each is tried again.

mod answer;
mod endpoint;
mod message;
mod retry;
mod secret;
mod signed;

pub use answer::{Answer, BrokenOff};
pub use endpoint::{DisabledWhy, Endpoint, EndpointStatus, Interest};
pub use message::{Attempt, Delivery, DeliveryState, MessageId, MessageType};
pub use retry::{Next, RetryPolicy, Try};
pub use secret::{InvalidWebhookSecret, WebhookSecret};
pub use signed::Signed;
