//! Ending the service in the middle of a load, several times, and counting what it kept.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};

use crate::api::Client;
use crate::eventually;
use crate::load::{self, Connection, Mail, Reins, Shape};
use crate::post::Post;
use crate::service::{Ending, Launch, Service};
use crate::town::Town;

/// How long a round may last at most, and how long it may take until everything is seen, where nothing waited before.
const PATIENCE: Duration = Duration::from_mins(5);
/// How much longer for each event that is to wait for the index: a busy machine takes and indexes 500 a second at least.
const PATIENCE_PER_EVENT: Duration = Duration::from_millis(2);

/// What is done to the service.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// How many events are to wait for the index before the rounds begin: they come while the service can't write to its
    /// database, and it is ended in the middle of that as well.
    pub backlog: u64,
    /// How often it is ended.
    pub rounds: usize,
    /// From how many connections events are posted.
    pub connections: usize,
    /// How many portals they come from.
    pub portals: usize,
    /// When a round's end comes.
    pub moment: Moment,
    /// How it ends.
    pub ending: Ending,
}

/// When a service is ended.
#[derive(Clone, Copy, Debug)]
pub enum Moment {
    /// As soon as so many events of the round were answered 200.
    Acknowledged(u64),
    /// So long after the round began.
    After(Duration),
}

/// A service under load, the portals that post to it, and what came of it so far.
struct Trial {
    plan: Plan,
    town: Town,
    mail: Arc<Mail>,
    acknowledged: Vec<u64>,
    report: CrashReport,
}

/// What was found afterwards.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CrashReport {
    /// Events that were answered 200 and not indexed when the rounds began.
    pub backlog: usize,
    /// Events that were answered 200.
    pub acknowledged: usize,
    /// Those of them that are in the API exactly once.
    pub found: usize,
    /// Those of them that are not in the API.
    pub lost: usize,
    /// Events, answered or not, that are in the API more than once.
    pub doubled: usize,
    /// Events in the API that were never answered, since the service ended first.
    pub unanswered: usize,
    /// Portals whose numbers are not 1, 2, 3… without a gap.
    pub gaps: usize,
    /// Events that were answered neither 200 nor not at all.
    pub refused: u64,
    /// How the service ended each time: its exit code, none if a signal ended it.
    pub exits: Vec<Option<i32>>,
    /// How long after the last start everything was seen.
    pub caught_up: Duration,
}

/// Carries out the plan on what `launch` starts, which is new.
pub async fn run(plan: Plan, launch: Launch) -> CrashReport {
    let town = Town::start(plan.portals).await;
    let launch = launch.with_simulator(&town.sim);
    let mut service = launch.start().await;
    town.install(&service).await;
    let mut client = Client::new(&launch, &service);
    town.bound(&client).await;
    let mail = Mail::new(town.portals.iter().flat_map(Post::kinds_of).collect());

    let mut trial = Trial { plan, town, mail, acknowledged: Vec::new(), report: CrashReport::default() };
    if plan.backlog > 0 {
        let writer = keep_from_writing(&launch.database_url(), "deletions").await;
        trial.end_under_load(service, Moment::Acknowledged(plan.backlog)).await;
        trial.report.backlog = trial.acknowledged.len() - indexed(&writer).await;
        writer.close().await.expect("the connection closes");
        service = launch.start().await;
    }
    for _ in 0..plan.rounds {
        trial.end_under_load(service, plan.moment).await;
        // The next load comes at once, while this one's backlog is still being indexed.
        service = launch.start().await;
    }
    client = client.at(&service);
    trial.catch_up(&client, &service).await;
    reckon(&trial.town, &client, &trial.acknowledged, &mut trial.report).await;
    trial.report
}

impl Plan {
    /// How long to wait at most, for a round's end and for everything to be seen.
    fn patience(&self) -> Duration {
        let backlog = u32::try_from(self.backlog).unwrap_or(u32::MAX);
        PATIENCE + PATIENCE_PER_EVENT * backlog
    }
}

impl Trial {
    /// Posts to the service until it is ended.
    async fn end_under_load(&mut self, service: Service, moment: Moment) {
        let reins = Arc::new(Reins::default());
        let shape = Shape { connections: self.plan.connections, duration: self.plan.patience(), rate: None };
        let load = load::run(service.address(), shape, Arc::clone(&self.mail), Arc::clone(&reins));
        let load = tokio::spawn(load);
        match moment {
            Moment::After(duration) => tokio::time::sleep(duration).await,
            Moment::Acknowledged(count) => {
                let enough = async || (reins.acknowledged.load(Ordering::Relaxed) >= count).then_some(());
                eventually("enough events to be answered", self.plan.patience(), enough).await;
            }
        }
        self.report.exits.push(service.end(self.plan.ending).await.code());
        reins.stop.store(true, Ordering::Relaxed);
        let outcome = load.await.expect("the load does not panic");
        self.report.refused += outcome.refused;
        self.acknowledged.extend(outcome.acknowledged);
    }

    /// Waits until everything is seen. What is logged last is indexed last: when that is there, all is.
    async fn catch_up(&mut self, client: &Client, service: &Service) {
        let started = Instant::now();
        for portal in &self.town.portals {
            let id = self.mail.next_id();
            let post = &Post::kinds_of(portal)[0];
            let mut connection = Connection::open(service.address()).await.expect("a connection");
            assert_eq!(connection.send(post, id).await.expect("an answer"), 200);
            self.acknowledged.push(id);
            client.seen(&portal.member_id(), id, self.plan.patience()).await;
        }
        self.report.caught_up = started.elapsed();
    }
}

/// Keeps others from writing to these tables until the connection is closed; SQLite can only hold all.
pub async fn keep_from_writing(url: &str, tables: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1);
    let connection = Database::connect(options).await.expect("the database opens");
    let statements = match connection.get_database_backend() {
        DbBackend::Sqlite => "BEGIN IMMEDIATE".to_owned(),
        _ => format!("BEGIN; LOCK TABLE {tables} IN EXCLUSIVE MODE"),
    };
    connection.execute_unprepared(&statements).await.expect("the database is free for a moment");
    connection
}

/// How many deletions there are.
async fn indexed(db: &DatabaseConnection) -> usize {
    let count = Statement::from_string(db.get_database_backend(), "SELECT COUNT(*) AS number FROM deletions");
    let row = db.query_one_raw(count).await.expect("an answer").expect("a row");
    row.try_get::<i64>("", "number").expect("a number").try_into().expect("a count")
}

async fn reckon(town: &Town, client: &Client, acknowledged: &[u64], report: &mut CrashReport) {
    let mut times: HashMap<u64, usize> = HashMap::new();
    for portal in &town.portals {
        let kept = client.deletions(&portal.member_id()).await;
        let dense = kept.iter().rev().zip(1..).all(|(kept, number)| kept.number == number);
        report.gaps += usize::from(!dense);
        for kept in kept {
            *times.entry(kept.id).or_default() += 1;
        }
    }
    report.acknowledged = acknowledged.len();
    report.found = acknowledged.iter().filter(|id| times.get(id) == Some(&1)).count();
    report.lost = acknowledged.iter().filter(|id| !times.contains_key(id)).count();
    report.doubled = times.values().filter(|&&times| times > 1).count();
    report.unanswered = times.len() + report.lost - acknowledged.len();
}
