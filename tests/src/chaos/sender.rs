//! Who sends in a round: each event once, to whichever process answers.

use std::collections::HashSet;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::sync::watch;

use crate::load::{Connection, Mail};

/// How long a sender waits before it tries another process.
const RETRY: Duration = Duration::from_millis(20);
/// How long a sender waits for an answer.
const ANSWER: Duration = Duration::from_secs(10);

/// What all senders of a round share.
#[derive(Debug, Default)]
pub(super) struct Round {
    pub(super) stop: AtomicBool,
    pub(super) refused: AtomicU64,
    pub(super) slowest: AtomicU64,
}

/// Posts one event after the other, each once, to whichever process answers.
pub(super) async fn send_all(
    number: usize,
    addresses: watch::Receiver<Vec<SocketAddr>>,
    mail: Arc<Mail>,
    round: Arc<Round>,
) -> HashSet<u64> {
    let mut acknowledged = HashSet::new();
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
            match tokio::time::timeout(ANSWER, connection.send(mail.post(id), id)).await {
                Ok(Ok(200)) => {
                    acknowledged.insert(id);
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
