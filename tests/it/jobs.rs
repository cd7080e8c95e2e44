//! Leased jobs: one process at a time runs them; another takes over when it ends or dies.

use std::time::Duration;

use store::StoreError;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::sync::watch;
use worker::{Job, Progress, Run};

use crate::support::House;

/// Reports the process that runs it, and then blocks forever or ends at once.
struct Naming {
    process: &'static str,
    runs: UnboundedSender<&'static str>,
    ends: bool,
}

impl Run for Naming {
    async fn run(&mut self) -> Result<Progress, StoreError> {
        self.runs.send(self.process).unwrap();
        if !self.ends {
            std::future::pending::<()>().await;
        }
        Ok(Progress::Done)
    }
}

fn led(house: &House, naming: Naming) -> Job {
    Job::new("test", Duration::from_secs(1), naming).led(&house.store, &house.clock, Duration::from_mins(1))
}

#[tokio::test(flavor = "multi_thread")]
async fn leased_job_runs_in_one_process_until_that_one_ends() {
    let one = House::new().await;
    let other = one.neighbour().await;
    let (runs, mut reported) = unbounded_channel();
    let first = led(&one, Naming { process: "one", runs: runs.clone(), ends: false });
    let mut second = vec![led(&other, Naming { process: "other", runs, ends: true })];
    let (stop, stopped) = watch::channel(false);
    let running = tokio::spawn(first.run_until(stopped));
    assert_eq!(reported.recv().await, Some("one"));
    for _ in 0..3 {
        second.run().await.unwrap();
        assert!(reported.try_recv().is_err(), "the first process has the lease");
    }
    stop.send_replace(true);
    running.await.unwrap();
    second.run().await.unwrap();
    assert_eq!(reported.try_recv(), Ok("other"), "at once: the first process gave the lease back");
}

#[tokio::test(flavor = "multi_thread")]
async fn leased_job_of_a_process_that_died_runs_in_another_when_the_lease_is_over() {
    let one = House::new().await;
    let other = one.neighbour().await;
    let (runs, mut reported) = unbounded_channel();
    let first = led(&one, Naming { process: "one", runs: runs.clone(), ends: false });
    let mut second = vec![led(&other, Naming { process: "other", runs, ends: true })];
    let (_stop, stopped) = watch::channel(false);
    let running = tokio::spawn(first.run_until(stopped));
    assert_eq!(reported.recv().await, Some("one"));
    running.abort();
    assert!(running.await.unwrap_err().is_cancelled());
    second.run().await.unwrap();
    assert!(reported.try_recv().is_err(), "nobody gave it back");
    other.advance(time::Duration::minutes(1)).await;
    second.run().await.unwrap();
    assert_eq!(reported.try_recv(), Ok("other"));
}

#[tokio::test(flavor = "multi_thread")]
async fn interval_that_a_stop_interrupts_goes_on_in_another_process() {
    let one = House::new().await;
    let other = one.neighbour().await;
    let (runs, mut reported) = unbounded_channel();
    let once_per_interval = |house: &House, naming| {
        Job::new("test", Duration::from_hours(1), naming).once_per_interval(&house.store, &house.clock)
    };
    let first = once_per_interval(&one, Naming { process: "one", runs: runs.clone(), ends: false });
    let mut second = vec![once_per_interval(&other, Naming { process: "other", runs, ends: true })];
    let (stop, stopped) = watch::channel(false);
    let running = tokio::spawn(first.run_until(stopped));
    assert_eq!(reported.recv().await, Some("one"));
    stop.send_replace(true);
    running.await.unwrap();
    second.run().await.unwrap();
    assert_eq!(reported.try_recv(), Ok("other"), "at once, and not after the rest of the hour");
    second.run().await.unwrap();
    assert!(reported.try_recv().is_err(), "the work of this hour is done");
}
