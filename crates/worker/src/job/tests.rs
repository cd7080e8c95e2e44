//! The runner, with jobs that report their runs.

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinSet;

use super::*;

const HOUR: Duration = Duration::from_hours(1);

/// Reports each run's number, and ends the run as the function says.
struct Reporting(u32, UnboundedSender<u32>, fn(u32) -> Result<Progress, StoreError>);

impl Run for Reporting {
    async fn run(&mut self) -> Result<Progress, StoreError> {
        self.0 += 1;
        self.1.send(self.0).unwrap();
        (self.2)(self.0)
    }
}

fn job(interval: Duration, what: fn(u32) -> Result<Progress, StoreError>) -> (Job, UnboundedReceiver<u32>) {
    let (runs, reported) = unbounded_channel();
    (Job::new("test", interval, Reporting(0, runs, what)), reported)
}

fn failed() -> Ended {
    Ended::Failed("the database is away".to_owned())
}

#[test]
fn job_is_due_after_its_interval_and_soon_if_there_is_more() {
    let (mut hourly, _) = job(HOUR, |_| Ok(Progress::Done));
    assert_eq!([Ended::Done, Ended::More, Ended::Elsewhere].map(|ended| hourly.note(&ended)), [HOUR, SOON, SOON]);
    let (mut often, _) = job(Duration::from_secs(1), |_| Ok(Progress::Done));
    assert_eq!([Ended::Done, Ended::More, Ended::Elsewhere].map(|ended| often.note(&ended).as_secs()), [1, 1, 1]);
}

#[test]
fn pauses_after_failures_grow_and_end_with_a_success() {
    let pauses = |mut job: Job| [(); 6].map(|()| job.note(&failed()).as_secs());
    assert_eq!(pauses(job(HOUR, |_| Ok(Progress::Done)).0), [5, 10, 20, 40, 60, 60]);
    assert_eq!(pauses(job(Duration::from_secs(1), |_| Ok(Progress::Done)).0), [1; 6]);
    assert_eq!(pauses(job(Duration::from_secs(15), |_| Ok(Progress::Done)).0), [5, 10, 15, 15, 15, 15]);

    let (mut hourly, _) = job(HOUR, |_| Ok(Progress::Done));
    let pauses = [failed(), Ended::Panicked(String::new()), Ended::Done, failed()].map(|ended| hourly.note(&ended));
    assert_eq!(pauses.map(|pause| pause.as_secs()), [5, 10, 3_600, 5]);
    assert_eq!(hourly.failures, 1, "the next one is logged again");
}

#[tokio::test]
async fn run_that_fails_or_panics_ends_neither_its_job_nor_the_others() {
    let what = |run| match run {
        1 => panic!("the first run"),
        2 => Err(StoreError::late()),
        _ => Ok(Progress::Done),
    };
    let ((one, mut runs), (other, mut others)) =
        (job(Duration::from_millis(1), what), job(HOUR, |_| Ok(Progress::Done)));
    let (stop, stopped) = watch::channel(false);
    let mut work = JoinSet::new();
    for job in [one, other] {
        work.spawn(job.run_until(stopped.clone()));
    }
    for run in 1..=4 {
        assert_eq!(runs.recv().await, Some(run));
    }
    assert_eq!(others.recv().await, Some(1));
    stop.send_replace(true);
    while let Some(ended) = work.join_next().await {
        ended.unwrap();
    }
}

#[tokio::test]
async fn jobs_that_are_one_run_in_order_whatever_becomes_of_those_before() {
    let (first, mut firsts) = job(HOUR, |_| panic!("the first"));
    let (second, mut seconds) = job(HOUR, |_| Err(StoreError::late()));
    let (third, mut thirds) = job(HOUR, |_| Ok(Progress::More));
    let mut jobs = vec![first, second, third];
    for run in 1..=2 {
        assert_eq!(Run::run(&mut jobs).await.unwrap(), Progress::Done);
        assert_eq!([&mut firsts, &mut seconds, &mut thirds].map(|runs| runs.try_recv().unwrap()), [run; 3]);
    }
    assert_eq!(jobs.iter().map(|job| job.failures).collect::<Vec<_>>(), [2, 2, 0]);
}

/// Ends neither its run nor its stop.
struct Endless(UnboundedSender<&'static str>);

impl Run for Endless {
    async fn run(&mut self) -> Result<Progress, StoreError> {
        self.0.send("runs").unwrap();
        std::future::pending().await
    }

    async fn stop(&mut self) {
        self.0.send("stops").unwrap();
    }
}

#[tokio::test]
async fn stop_interrupts_a_run_and_ends_what_goes_on_between_runs() {
    let (reports, mut reported) = unbounded_channel();
    let (stop, stopped) = watch::channel(false);
    let running = tokio::spawn(Job::new("test", HOUR, Endless(reports)).run_until(stopped));
    assert_eq!(reported.recv().await, Some("runs"));
    stop.send_replace(true);
    running.await.unwrap();
    assert_eq!((reported.recv().await, reported.recv().await), (Some("stops"), None));
}
