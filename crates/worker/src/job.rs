//! Runs a job of the worker: when it is due, in one process at a time if it has a lease, and again after a failure.

use std::panic::AssertUnwindSafe;
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::{Duration, Instant};

use domain::Clock;
use store::{Store, StoreError};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};
use tracing::Instrument;
use tracing::field::Empty;

use crate::lease::Lease;

/// How soon a job with more to do runs on, or asks again for a lease that another process holds; at most its interval.
const SOON: Duration = Duration::from_secs(5);
/// The longest pause after a failure; at most the interval.
const LONGEST: Duration = Duration::from_mins(1);
/// How long a job may take to end after the stop signal.
const GRACE: Duration = Duration::from_secs(2);

/// Whether a run left something to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The job is due again after its interval.
    Done,
    /// The job goes on after a moment, and keeps its lease.
    More,
}

/// What a job does. The stop signal drops a run in progress, so everything has to be in transactions.
pub trait Run: Send + 'static {
    /// Does what is due, or a part of it that takes some seconds at most.
    ///
    /// # Errors
    /// If something failed. The job runs again, so a run must be repeatable.
    fn run(&mut self) -> impl Future<Output = Result<Progress, StoreError>> + Send;

    /// Ends what goes on between runs; called once, after the stop signal.
    fn stop(&mut self) -> impl Future<Output = ()> + Send {
        std::future::ready(())
    }
}

type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// [`Run`] as a trait object.
trait DynRun: Send {
    fn run(&mut self) -> Boxed<'_, Result<Progress, StoreError>>;
    fn stop(&mut self) -> Boxed<'_, ()>;
}

impl<R: Run> DynRun for R {
    fn run(&mut self) -> Boxed<'_, Result<Progress, StoreError>> {
        Box::pin(Run::run(self))
    }

    fn stop(&mut self) -> Boxed<'_, ()> {
        Box::pin(Run::stop(self))
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Ended {
    Done,
    More,
    /// Another process has the lease.
    Elsewhere,
    Failed(String),
    Panicked(String),
}

/// Something that runs again and again.
pub struct Job {
    name: &'static str,
    interval: Duration,
    lease: Option<Lease>,
    failures: u32,
    run: Box<dyn DynRun>,
}

impl Job {
    /// A job that runs in each process, at once and then `interval` after the end of each run.
    pub fn new(name: &'static str, interval: Duration, run: impl Run) -> Self {
        Self { name, interval, lease: None, failures: 0, run: Box::new(run) }
    }

    /// One process runs it; another takes over `lasts` after that one died.
    #[must_use]
    pub fn led(self, store: &Store, clock: &Clock, lasts: Duration) -> Self {
        Self { lease: Some(Lease::new(store, clock, self.name, lasts, false)), ..self }
    }

    /// In each interval, one of the processes runs it.
    #[must_use]
    pub fn once_per_interval(self, store: &Store, clock: &Clock) -> Self {
        Self { lease: Some(Lease::new(store, clock, self.name, self.interval, true)), ..self }
    }

    /// Runs the job whenever it is due until `stop` is true. A failed or panicked run does not end it.
    pub async fn run_until(mut self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            let ended = tokio::select! {
                ended = self.run_once() => ended,
                _ = stop.wait_for(|stop| *stop) => break,
            };
            let pause = self.note(&ended);
            tokio::select! {
                () = sleep(pause) => {}
                _ = stop.wait_for(|stop| *stop) => {}
            }
        }
        if timeout(GRACE, self.end()).await.is_err() {
            tracing::warn!(job = self.name, "the job takes too long to end; it is given up");
        }
    }

    async fn end(&mut self) {
        if let Err(panic) = caught(self.run.stop()).await {
            tracing::error!(job = self.name, panic, "the job panicked while it ended");
        }
        if let Some(lease) = &self.lease {
            lease.release().await;
        }
    }

    async fn run_once(&mut self) -> Ended {
        if let Some(lease) = &mut self.lease {
            match lease.hold().await {
                Ok(true) => {}
                Ok(false) => return Ended::Elsewhere,
                Err(error) => return Ended::Failed(error.to_string()),
            }
        }
        let started = Instant::now();
        let span = tracing::debug_span!("job", job = self.name, result = Empty);
        let running = caught(self.run.run()).instrument(span.clone());
        let outcome = match &self.lease {
            Some(lease) => lease.during(running).await,
            None => running.await,
        };
        metrics::histogram!("tombstone_job_seconds", "task" => self.name).record(started.elapsed());
        let (ended, result) = match outcome {
            Ok(Ok(Progress::Done)) => (Ended::Done, "done"),
            Ok(Ok(Progress::More)) => (Ended::More, "done"),
            Ok(Err(error)) => (Ended::Failed(error.to_string()), "failed"),
            Err(panic) => (Ended::Panicked(panic), "panicked"),
        };
        span.record("result", result);
        metrics::counter!("tombstone_job_runs_total", "task" => self.name, "result" => result).increment(1);
        if let Some(lease) = self.lease.as_mut().filter(|_| ended == Ended::Done) {
            lease.end_interval();
        }
        ended
    }

    /// Logs the first of several failures, and their end. Returns the pause until the next run.
    fn note(&mut self, ended: &Ended) -> Duration {
        let job = self.name;
        let soon = self.interval.min(SOON);
        match ended {
            Ended::Failed(error) if self.failures == 0 => {
                tracing::warn!(job, error, "the job failed; the worker retries it");
            }
            Ended::Panicked(panic) if self.failures == 0 => {
                tracing::error!(job, panic, "the job panicked; the worker retries it");
            }
            Ended::Failed(error) | Ended::Panicked(error) => tracing::debug!(job, error, "the job failed again"),
            Ended::Done | Ended::More if self.failures > 0 => {
                tracing::info!(job, failures = self.failures, "the job succeeds again");
            }
            Ended::Done | Ended::More | Ended::Elsewhere => {}
        }
        if matches!(ended, Ended::Failed(_) | Ended::Panicked(_)) {
            let pause = soon * 2_u32.pow(self.failures.min(6));
            self.failures += 1;
            return pause.min(self.interval).min(LONGEST);
        }
        self.failures = 0;
        if *ended == Ended::Done { self.interval } else { soon }
    }
}

/// One job that runs all of them in order, whatever becomes of those before, so that no two contend for the database.
impl Run for Vec<Job> {
    async fn run(&mut self) -> Result<Progress, StoreError> {
        for job in self {
            let ended = job.run_once().await;
            job.note(&ended);
        }
        Ok(Progress::Done)
    }

    async fn stop(&mut self) {
        for job in self {
            job.end().await;
        }
    }
}

/// The future's output, or the text of its panic.
pub(crate) async fn caught<T>(future: impl Future<Output = T>) -> Result<T, String> {
    let mut future = pin!(future);
    std::future::poll_fn(|context| {
        let polled = std::panic::catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context)));
        polled.map_or_else(|panic| Poll::Ready(Err(text(panic.as_ref()))), |polled| polled.map(Ok))
    })
    .await
}

fn text(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
