//! What the service uses of the machine, sampled every few seconds, and a line through it.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::causes::Cause;
use super::scene::Scene;

/// How often to sample.
const PERIOD: Duration = Duration::from_secs(3);

#[derive(Clone, Copy, Debug)]
pub(crate) struct Sample {
    /// Seconds after the beginning.
    pub(crate) at: f64,
    /// Bytes of memory that are not mapped files.
    pub(crate) memory: f64,
    /// Open descriptors.
    pub(crate) descriptors: f64,
    /// Bytes in the data folder.
    pub(crate) disk: f64,
}

/// Samples, and how the service ended if it died by itself.
#[derive(Debug, Default)]
pub(crate) struct Samples {
    pub(crate) all: Vec<Sample>,
    pub(crate) died: Option<String>,
}

/// Looks until `stop`.
pub(crate) async fn watch(scene: Arc<Scene>, mut stop: watch::Receiver<bool>) -> Samples {
    let (started, mut samples) = (Instant::now(), Samples::default());
    while !*stop.borrow() {
        if let Ok(mut place) = scene.service.try_lock()
            && let Some(service) = place.as_mut()
        {
            if let Some(status) = service.ended() {
                samples.died = Some(format!("the service ended by itself with {status}"));
                return samples;
            }
            if is_starved() {
                scene.causes.note(Cause::Starved, None);
            }
            let memory = service.memory().saturating_sub(service.mapped_memory());
            samples.all.push(Sample {
                at: started.elapsed().as_secs_f64(),
                memory: float(memory),
                descriptors: float(service.descriptors() as u64),
                disk: float(size_of(&scene.launch.data())),
            });
        }
        tokio::select! {
            () = tokio::time::sleep(PERIOD) => {}
            _ = stop.wait_for(|stop| *stop) => {}
        }
    }
    samples
}

/// Whether programs waited for a processor or the disk for two fifths of the last ten seconds, or more than four for
/// each processor, as a mean of the last minute.
fn is_starved() -> bool {
    let waited = |what: &str| {
        let pressure = std::fs::read_to_string(format!("/proc/pressure/{what}")).unwrap_or_default();
        let share = pressure.split_once("avg10=").and_then(|(_, rest)| rest.split(' ').next()?.parse::<f64>().ok());
        share.is_some_and(|percent| percent > 40.0)
    };
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let waiting: f64 = load.split(' ').next().and_then(|load| load.parse().ok()).unwrap_or_default();
    let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    waited("cpu") || waited("io") || waiting > 4.0 * float(processors as u64)
}

/// A straight line through samples.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Line {
    /// How much more each hour.
    pub(crate) per_hour: f64,
    /// How much more from the first sample to the last.
    pub(crate) growth: f64,
    pub(crate) mean: f64,
}

impl Line {
    /// By least squares.
    pub(crate) fn through(points: &[(f64, f64)]) -> Self {
        let count = float(points.len() as u64).max(1.0);
        let middle = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / count;
        let (at, mean) = (middle(|point| point.0), middle(|point| point.1));
        let spread: f64 = points.iter().map(|point| (point.0 - at).powi(2)).sum();
        let along: f64 = points.iter().map(|point| (point.0 - at) * (point.1 - mean)).sum();
        let slope = if spread > 0.0 { along / spread } else { 0.0 };
        let span = points.last().map_or(0.0, |last| last.0 - points[0].0);
        Self { per_hour: slope * 3_600.0, growth: slope * span, mean }
    }
}

impl Samples {
    /// The line through a figure of the second half.
    pub(crate) fn line(&self, figure: fn(&Sample) -> f64) -> Line {
        let end = self.all.last().map_or(0.0, |last| last.at);
        let later = self.all.iter().filter(|sample| sample.at >= end / 2.0);
        Line::through(&later.map(|sample| (sample.at, figure(sample))).collect::<Vec<_>>())
    }

    /// The largest value.
    pub(crate) fn most(&self, figure: fn(&Sample) -> f64) -> f64 {
        self.all.iter().map(figure).fold(0.0, f64::max)
    }
}

/// The bytes of all files below a folder.
pub(crate) fn size_of(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| match entry.metadata() {
            Ok(of) if of.is_dir() => size_of(&entry.path()),
            Ok(of) => of.len(),
            Err(_) => 0, // it is gone meanwhile
        })
        .sum()
}

pub(crate) fn float(number: u64) -> f64 {
    u32::try_from(number)
        .map_or_else(|_| f64::from(u32::try_from(number >> 20).unwrap_or(u32::MAX)) * 1_048_576.0, f64::from)
}
