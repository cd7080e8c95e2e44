//! Load on several processes while they, or their database, are killed again and again; then a reckoning.

use std::collections::HashSet;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use tokio::sync::watch;

use crate::api::Client;
use crate::eventually;
use crate::load::Mail;
use crate::post::Post;
use crate::sender::{Round, send_all};
use crate::server::Server;
use crate::service::{Ending, Launch, Service};
use crate::town::Town;

/// How long it may take until everything is seen that was answered.
const PATIENCE: Duration = Duration::from_mins(1);

/// What is done in each round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Upset {
    /// A process is killed with `kill -9`, and started again on its folder.
    Service,
    /// A process ends in order and is replaced by one of this build, on its folder. All of them begin with the binary that
    /// the variable `OLD_BINARY` of the environment names: another release, or this build if it is not set. The schema's
    /// steps are taken beforehand, while the old ones run.
    Upgrade,
    /// The database is killed with `pg_ctl stop -m immediate`, and started again after a while.
    Database,
    /// The database accepts and answers nothing for a while.
    Hang,
}

/// What is to be done.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// How many processes share the database; one on SQLite.
    pub processes: usize,
    /// From how many senders.
    pub senders: usize,
    /// How long a round of load lasts.
    pub length: Duration,
    /// How often in a round.
    pub upsets: u32,
    /// What.
    pub upset: Upset,
}

/// What a round came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Events that were answered 200.
    pub acknowledged: usize,
    /// Those of them that are there exactly once.
    pub found: usize,
    /// Those of them that are not there.
    pub lost: usize,
    /// Events, answered or not, that are there more than once.
    pub doubled: usize,
    /// Events that were answered neither 200 nor not at all.
    pub refused: u64,
    /// The longest time that an answer took.
    pub slowest: Duration,
}

/// Processes under load, with the portals that send.
#[derive(Debug)]
pub struct Chaos {
    plan: Plan,
    town: Town,
    server: Option<Server>,
    launches: Vec<Launch>,
    services: Vec<Option<Service>>,
    addresses: watch::Sender<Vec<SocketAddr>>,
    client: Client,
    mail: Arc<Mail>,
    /// Whose turn it is to be killed.
    turn: usize,
}

impl Chaos {
    /// Starts the processes, each with a folder of its own below `folder`, and lets two portals install.
    pub async fn start(plan: Plan, server: Option<Server>, folder: &Path) -> Self {
        let town = Town::start(2).await;
        let folders: Vec<PathBuf> = (0..plan.processes).map(|number| folder.join(number.to_string())).collect();
        for folder in &folders {
            std::fs::create_dir_all(folder).expect("a folder for the process");
        }
        let first = match &server {
            Some(server) => Launch::on_server(&folders[0], &server.url()),
            None => Launch::embedded(&folders[0]),
        };
        let first = old_binary(plan.upset, first.with_simulator(&town.sim));
        let launches: Vec<_> = folders.iter().map(|folder| first.beside(folder)).collect();
        let mut services = Vec::new();
        for launch in &launches {
            services.push(Some(launch.start().await));
        }
        let service = services[0].as_ref().expect("it was started");
        town.install(service).await;
        let client = Client::new(&launches[0], service);
        town.bound(&client).await;
        let mail = Mail::new(town.portals.iter().flat_map(Post::kinds_of).collect());
        let addresses = watch::Sender::new(Vec::new());
        let chaos = Self { plan, town, server, launches, services, addresses, client, mail, turn: 0 };
        chaos.publish();
        chaos
    }

    /// One round of load and upsets, and what is there afterwards.
    pub async fn round(&mut self) -> Count {
        let round = Arc::new(Round::default());
        let senders: Vec<_> = (0..self.plan.senders)
            .map(|number| {
                let (addresses, mail, round) = (self.addresses.subscribe(), Arc::clone(&self.mail), Arc::clone(&round));
                tokio::spawn(send_all(number, addresses, mail, round))
            })
            .collect();
        let part = self.plan.length / self.plan.upsets;
        for _ in 0..self.plan.upsets {
            let moment = part.mul_f64(chance());
            tokio::time::sleep(moment).await;
            self.upset().await;
            tokio::time::sleep(part.saturating_sub(moment)).await;
        }
        round.stop.store(true, Ordering::Relaxed);
        let mut acknowledged = HashSet::new();
        for sender in senders {
            acknowledged.extend(sender.await.expect("a sender does not panic").into_iter().map(|(id, _)| id));
        }
        let mut count = self.reckon(&acknowledged).await;
        count.refused = round.refused.load(Ordering::Relaxed);
        count.slowest = Duration::from_micros(round.slowest.load(Ordering::Relaxed));
        count
    }

    /// Ends all processes in order and returns their exit codes.
    pub async fn end(mut self) -> Vec<Option<i32>> {
        let mut codes = Vec::new();
        for service in self.services.iter_mut().filter_map(Option::take) {
            codes.push(service.end(Ending::Terminate).await.code());
        }
        codes
    }

    async fn upset(&mut self) {
        match (self.plan.upset, &self.server) {
            (Upset::Service, _) => {
                let number = self.turn % self.services.len();
                self.turn += 1;
                let service = self.services[number].take().expect("it runs");
                self.publish();
                service.end(Ending::Kill).await;
                self.services[number] = Some(self.launches[number].start().await);
                self.publish();
            }
            (Upset::Upgrade, _) => {
                let number = self.turn % self.services.len();
                self.launches[number] = self.launches[number].clone().with_own_binary();
                if self.turn == 0 {
                    self.migrate(number).await;
                }
                self.turn += 1;
                let service = self.services[number].take().expect("it runs");
                self.publish();
                assert_eq!(service.end(Ending::Terminate).await.code(), Some(0));
                self.services[number] = Some(self.launches[number].start().await);
                self.publish();
            }
            (Upset::Database, Some(server)) => {
                server.kill();
                tokio::time::sleep(Duration::from_millis(1_500)).await;
                server.revive();
            }
            (Upset::Hang, Some(server)) => {
                server.hang();
                tokio::time::sleep(Duration::from_secs(2)).await;
                server.go_on();
            }
            (_, None) => panic!("an embedded database ends with its process"),
        }
    }

    /// Takes the schema's steps that this build brings.
    async fn migrate(&self, number: usize) {
        let launch = self.launches[number].clone();
        let migrated = tokio::task::spawn_blocking(move || launch.run(&["migrate"])).await.expect("it ends");
        assert!(migrated.status.success(), "{}", String::from_utf8_lossy(&migrated.stderr));
    }

    fn publish(&self) {
        self.addresses.send_replace(self.services.iter().flatten().map(Service::address).collect());
    }

    /// Looks until all is there, or for as long as that may take.
    async fn reckon(&mut self, acknowledged: &HashSet<u64>) -> Count {
        self.client = self.client.clone().at(self.services[0].as_ref().expect("it runs"));
        let started = Instant::now();
        loop {
            let times = self.town.times(&self.client).await;
            let count = Count {
                acknowledged: acknowledged.len(),
                found: acknowledged.iter().filter(|id| times.get(id) == Some(&1)).count(),
                lost: acknowledged.iter().filter(|id| !times.contains_key(id)).count(),
                doubled: times.values().filter(|&&times| times > 1).count(),
                ..Count::default()
            };
            if count.lost == 0 || started.elapsed() > PATIENCE {
                return count;
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    /// Waits until all processes say that they are ready, and nothing else.
    pub async fn calm(&self) {
        let paths = self.services.iter().flatten().map(|service| self.client.clone().at(service));
        for client in paths {
            let ready = async || {
                let (status, text) = client.text("/health/ready").await;
                (status.is_success() && text.contains("\"ready\"")).then_some(())
            };
            eventually("a process to be ready", PATIENCE, ready).await;
        }
    }

    /// The database, if it is a server.
    pub fn server(&self) -> Option<&Server> {
        self.server.as_ref()
    }

    /// A process.
    pub fn service(&self, number: usize) -> &Service {
        self.services[number].as_ref().expect("it runs")
    }
}

/// What an upgrade begins with.
fn old_binary(upset: Upset, launch: Launch) -> Launch {
    match std::env::var_os("OLD_BINARY").filter(|name| upset == Upset::Upgrade && !name.is_empty()) {
        Some(name) => launch.with_binary(Path::new(&name)),
        None => launch,
    }
}

/// A number between 0 and 1 that nobody knows before.
fn chance() -> f64 {
    let seed = RandomState::new().build_hasher().finish() % 1_000_003;
    u32::try_from(seed).map_or(0.0, f64::from) / 1_000_003.0
}
