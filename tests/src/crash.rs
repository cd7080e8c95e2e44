//! Ending the service in the middle of a load, several times, and counting what it kept.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use crate::api::Client;
use crate::eventually;
use crate::load::{self, Connection, Mail, Reins, Shape};
use crate::post::Post;
use crate::service::{Ending, Launch};
use crate::town::Town;

/// How long a round may last at most.
const PATIENCE: Duration = Duration::from_mins(1);

/// What is done to the service.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
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

/// What was found afterwards.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CrashReport {
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

/// Carries out the plan on a fresh data folder under `folder`.
pub async fn run(plan: Plan, folder: &Path) -> CrashReport {
    let town = Town::start(plan.portals).await;
    let launch = Launch::in_folder(folder).with_simulator(&town.sim);
    let mut service = launch.start().await;
    town.install(&service).await;
    let mut client = Client::new(&launch, &service);
    town.bound(&client).await;
    let mail = Mail::new(town.portals.iter().flat_map(Post::kinds_of).collect());

    let mut report = CrashReport::default();
    let mut acknowledged = Vec::new();
    for _ in 0..plan.rounds {
        let reins = Arc::new(Reins::default());
        let shape = Shape { connections: plan.connections, duration: PATIENCE, rate: None };
        let load = load::run(service.address(), shape, Arc::clone(&mail), Arc::clone(&reins));
        let load = tokio::spawn(load);
        match plan.moment {
            Moment::After(duration) => tokio::time::sleep(duration).await,
            Moment::Acknowledged(count) => {
                let enough = async || (reins.acknowledged.load(Ordering::Relaxed) >= count).then_some(());
                eventually("enough events to be answered", PATIENCE, enough).await;
            }
        }
        report.exits.push(service.end(plan.ending).await.code());
        reins.stop.store(true, Ordering::Relaxed);
        let outcome = load.await.expect("the load does not panic");
        report.refused += outcome.refused;
        acknowledged.extend(outcome.acknowledged);
        // The next load comes at once, while this one is still being indexed.
        service = launch.start().await;
    }

    let started = Instant::now();
    client = client.at(&service);
    // What is logged last is indexed last: when these are seen, everything is.
    for portal in &town.portals {
        let id = mail.next_id();
        let post = &Post::kinds_of(portal)[0];
        let mut connection = Connection::open(service.address()).await.expect("a connection");
        assert_eq!(connection.send(post, id).await.expect("an answer"), 200);
        acknowledged.push(id);
        client.seen(&portal.member_id(), id, PATIENCE).await;
    }
    report.caught_up = started.elapsed();
    reckon(&town, &client, &acknowledged, &mut report).await;
    report
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
