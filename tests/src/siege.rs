//! A service whose descriptors are few, attacked from many connections while portals send events: what becomes of those.

mod attack;
mod visits;

use std::collections::BTreeMap;
use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use crate::fleet;
use crate::load::{Connection, Mail};
use crate::post::Post;
use crate::service::{CLIENT_ID, CLIENT_SECRET, Ending, Launch, Service};

pub use attack::{Attack, Kind};

/// How many descriptors the service has.
const DESCRIPTORS: u32 = 160;
/// How many portals send.
const PORTALS: usize = 5;
/// How long passes between two events.
const PACE: Duration = Duration::from_millis(25);
/// How long events are sent before the service's descriptors are counted.
const WARM_UP: Duration = Duration::from_secs(1);
/// How long a sender waits for an answer.
const ANSWER: Duration = Duration::from_secs(15);

/// What a round came to.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Genuine events that were sent.
    pub sent: usize,
    /// Those that were answered 200.
    pub answered: usize,
    /// What became of the others, and of how many.
    pub unanswered: BTreeMap<String, usize>,
    /// How long the slowest answer took, from before the connection was opened.
    pub slowest: Duration,
    /// The most memory that the service ever had.
    pub peak_memory: u64,
    /// How many bytes the data folder has grown.
    pub growth: u64,
    /// How many connections the attackers opened.
    pub attacks: u64,
}

impl Outcome {
    /// Whether the service did what it has to.
    pub fn is_well(&self) -> bool {
        self.sent > 0
            && self.answered == self.sent
            && self.slowest < Duration::from_secs(1)
            && self.peak_memory < 150 << 20
            && self.growth < 64 << 20
    }
}

/// A service under siege.
#[derive(Debug)]
pub struct Siege {
    prepared: Prepared,
    service: Service,
}

/// A service that is not started yet, with some portals.
#[derive(Debug)]
struct Prepared {
    launch: Launch,
    /// What the portals send.
    mail: Arc<Mail>,
    /// An authorization server that takes every connection and answers nothing.
    _silent: TcpListener,
}

impl Prepared {
    async fn start_with(self, descriptors: u32) -> Siege {
        let prepared = Self { launch: self.launch.with_descriptors(descriptors), ..self };
        let service = prepared.launch.start().await;
        Siege { prepared, service }
    }
}

impl Siege {
    /// Starts the service on what the tests run on, with some portals.
    pub async fn start(folder: &Path) -> Self {
        prepare(folder).await.start_with(DESCRIPTORS).await
    }

    /// The same with so few descriptors that no more than `spare` are left for connections, fewer than the service
    /// counts on: it is the system then that refuses them.
    pub async fn start_short(folder: &Path, spare: u32) -> Self {
        let prepared = prepare(folder).await;
        let siege = prepared.start_with(DESCRIPTORS).await;
        siege.round(&[], 0, WARM_UP).await;
        let in_use = u32::try_from(siege.service.descriptors()).expect("a number of descriptors");
        let Self { prepared, service } = siege;
        service.end(Ending::Terminate).await;
        prepared.start_with(in_use + spare).await
    }

    /// Sends events at a steady pace for so long, with each of these attacks from so many connections at a time.
    pub async fn round(&self, attacks: &[Attack], connections: usize, length: Duration) -> Outcome {
        let before = size(&self.prepared.launch.data());
        let end = Instant::now() + length;
        let mut attackers = JoinSet::new();
        for &attack in attacks {
            for _ in 0..connections {
                attackers.spawn(attack.carry_out(self.service.address(), end));
            }
        }
        let mut outcome = self.send(end).await;
        while let Some(opened) = attackers.join_next().await {
            outcome.attacks += opened.expect("an attacker does not panic");
        }
        outcome.peak_memory = self.service.peak_memory();
        outcome.growth = size(&self.prepared.launch.data()).saturating_sub(before);
        outcome
    }

    async fn send(&self, end: Instant) -> Outcome {
        let (mut senders, mut pace) = (JoinSet::new(), tokio::time::interval(PACE));
        while Instant::now() < end {
            pace.tick().await;
            senders.spawn(send_one(self.service.address(), Arc::clone(&self.prepared.mail)));
        }
        let mut outcome = Outcome { sent: senders.len(), ..Outcome::default() };
        while let Some(took) = senders.join_next().await {
            match took.expect("a sender does not panic") {
                Ok(took) => {
                    outcome.answered += 1;
                    outcome.slowest = outcome.slowest.max(took);
                }
                Err(why) => *outcome.unanswered.entry(why).or_default() += 1,
            }
        }
        outcome
    }

    /// What the service wrote to its log.
    pub fn log(&self) -> String {
        self.prepared.launch.stderr()
    }

    /// The service.
    pub fn service(&self) -> &Service {
        &self.service
    }

    /// Ends the service and returns its exit code.
    pub async fn end(self) -> Option<i32> {
        self.service.end(Ending::Terminate).await.code()
    }
}

async fn prepare(folder: &Path) -> Prepared {
    let silent = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let server = silent.local_addr().expect("an address");
    let launch = Launch::in_folder(folder).with_key();
    let store = launch.open_store().await;
    let senders = fleet::senders(PORTALS);
    fleet::install(&store, &senders).await;
    store.close().await.expect("the database closes");
    let launch = launch
        .set("TOMBSTONE_CLIENT_ID", CLIENT_ID)
        .set("TOMBSTONE_CLIENT_SECRET", CLIENT_SECRET)
        .set("TOMBSTONE_OAUTH_URL", &format!("http://{server}"))
        .set("TOMBSTONE_ALLOW_PRIVATE_ENDPOINTS", "true")
        .set("TOMBSTONE_TRUSTED_PROXIES", "127.0.0.1/32");
    let mail = Mail::new(senders.into_iter().flat_map(Post::kinds_of).collect());
    Prepared { launch, mail, _silent: silent }
}

/// Posts one event on a connection of its own, as Bitrix24 does, and only once. Returns how long the answer 200 took, or
/// what became of the event instead.
async fn send_one(address: SocketAddr, mail: Arc<Mail>) -> Result<Duration, String> {
    let (id, begun) = (mail.next_id(), Instant::now());
    let sent = async {
        let mut connection =
            Connection::open(address).await.map_err(|error| format!("not connected: {}", error.kind()))?;
        match connection.send(mail.post(id), id).await {
            Ok(200) => Ok(begun.elapsed()),
            Ok(status) => Err(format!("answered {status}")),
            Err(error) => Err(format!("broken off: {}", error.kind())),
        }
    };
    tokio::time::timeout(ANSWER, sent).await.unwrap_or_else(|_| Err("no answer".to_owned()))
}

/// How many bytes the files of a folder have.
fn size(folder: &Path) -> u64 {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    files.filter_map(|file| file.metadata().ok()).map(|file| file.len()).sum()
}
