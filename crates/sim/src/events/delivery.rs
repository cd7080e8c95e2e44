//! Sends each bound handler one POST and never retries.

use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream;

use crate::events::post::{Delivery, Outgoing};
use crate::world::World;

/// Deliveries kept per portal.
const REMEMBERED: usize = 2_000;
/// Bytes kept of a handler's answer.
const ANSWER_LIMIT: usize = 4_096;
/// Deliveries in flight at once.
const AT_ONCE: usize = 32;

impl World {
    /// Sends everything, several at once, and returns the deliveries in order.
    pub(crate) async fn deliver_all(&self, outgoing: Vec<Outgoing>) -> Vec<Delivery> {
        stream::iter(outgoing).map(|post| self.deliver(post)).buffered(AT_ONCE).collect().await
    }

    /// Sends everything in the background, one after the other.
    pub(crate) fn deliver_later(self: &Arc<Self>, outgoing: Vec<Outgoing>) {
        if outgoing.is_empty() {
            return;
        }
        let world = Arc::clone(self);
        world.pending.send_modify(|pending| *pending += 1);
        tokio::spawn(async move {
            for post in outgoing {
                world.deliver(post).await;
            }
            world.pending.send_modify(|pending| *pending -= 1);
        });
    }

    async fn deliver(&self, post: Outgoing) -> Delivery {
        let delay = self.state().portals[post.portal].switches.queue_milliseconds;
        if delay > 0 {
            tokio::time::sleep(Duration::from_millis(delay)).await;
        }
        let at = self.now();
        let started = std::time::Instant::now();
        let request = self.client.post(&post.handler).header("Content-Type", post.content_type);
        let (status, answer) = match request.body(post.body.clone()).send().await {
            Ok(response) => (Some(response.status().as_u16()), beginning(response).await),
            Err(error) => (None, error.to_string()),
        };
        let delivery = Delivery {
            event: post.event,
            event_handler_id: post.handler_id,
            handler: post.handler,
            at,
            sent: post.body,
            status,
            answer,
            seconds: started.elapsed().as_secs_f64(),
        };
        tracing::debug!(event = delivery.event, status = delivery.status, "event delivered");
        self.remember(post.portal, delivery.clone());
        delivery
    }

    fn remember(&self, portal: usize, delivery: Delivery) {
        let mut state = self.state();
        let portal = &mut state.portals[portal];
        portal.delivered += 1;
        portal.deliveries.push_back(delivery);
        if portal.deliveries.len() > REMEMBERED {
            portal.deliveries.pop_front();
        }
    }
}

async fn beginning(mut response: reqwest::Response) -> String {
    let mut body = Vec::new();
    while let Ok(Some(chunk)) = response.chunk().await {
        body.extend_from_slice(&chunk);
        if body.len() > ANSWER_LIMIT {
            body.truncate(ANSWER_LIMIT);
            break;
        }
    }
    String::from_utf8_lossy(&body).into_owned()
}

/// The client of Bitrix24's queue, with its user agent.
pub(crate) fn queue_client() -> reqwest::Result<reqwest::Client> {
    crate::server::client::builder().user_agent("Bitrix24 Webhook Engine").timeout(Duration::from_mins(1)).build()
}
