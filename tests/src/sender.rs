//! Who sends while processes come and go: each event once, to whichever process answers.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use domain::Clock;
use time::OffsetDateTime;
use tokio::sync::watch;

use crate::load::{Connection, Mail};

/// How long a sender waits before it tries another process.
const RETRY: Duration = Duration::from_millis(20);
/// How long a sender waits for an answer.
const ANSWER: Duration = Duration::from_secs(10);

/// What all senders of a round share.
#[derive(Debug, Default)]
pub struct Round {
    /// The second in which portals sent all events, so that the same id is the same event; without it, that in which
    /// they are posted.
    pub second: Option<u64>,
    /// Set to end it.
    pub stop: AtomicBool,
    /// How many events were answered otherwise than 200.
    pub refused: AtomicU64,
    /// The longest time that an answer took, in microseconds.
    pub slowest: AtomicU64,
}

/// Posts one event after the other, each once, to whichever process answers. Returns what was answered 200, and when.
pub async fn send_all(
    number: usize,
    addresses: watch::Receiver<Vec<SocketAddr>>,
    mail: Arc<Mail>,
    round: Arc<Round>,
) -> Vec<(u64, OffsetDateTime)> {
    let mut acknowledged = Vec::new();
    let mut turn = number;
    while !round.stop.load(Ordering::Relaxed) {
        let address = {
            let addresses = addresses.borrow();
            (!addresses.is_empty()).then(|| addresses[turn % addresses.len()])
        };
        turn += 1;
        let connection = match address {
            Some(address) => Connection::open(address).await.ok(),
            None => None,
        };
        let Some(mut connection) = connection else {
            tokio::time::sleep(RETRY).await;
            continue;
        };
        while !round.stop.load(Ordering::Relaxed) {
            let (id, sent) = (mail.next_id(), Instant::now());
            let second = round.second.unwrap_or_else(|| Clock::system().now().unix_timestamp().cast_unsigned());
            match tokio::time::timeout(ANSWER, connection.send_as_of(mail.post(id), id, second)).await {
                Ok(Ok(200)) => {
                    acknowledged.push((id, Clock::system().now()));
                    let micros = u64::try_from(sent.elapsed().as_micros()).unwrap_or(u64::MAX);
                    round.slowest.fetch_max(micros, Ordering::Relaxed);
                }
                Ok(Ok(_)) => {
                    round.refused.fetch_add(1, Ordering::Relaxed);
                    tokio::time::sleep(RETRY).await;
                }
                _ => break,
            }
        }
    }
    acknowledged
}
