//! A soak's results, as text and as JSON.

use std::path::Path;

use serde_json::{Value, json};

use super::causes::Cause;
use super::log::Lines;
use super::reckoning::Reckoning;
use super::samples::{Line, Samples};
use crate::report::{line, target};

const MIB: f64 = 1_048_576.0;
/// By how many MiB memory may grow over the second half: at once, since it finds its level, and an hour.
const FLAT_MEMORY: (f64, f64) = (6.0, 8.0);

pub(crate) struct Report<'a> {
    pub(crate) hours: f64,
    pub(crate) portals: usize,
    pub(crate) counts: Vec<(Cause, usize)>,
    pub(crate) samples: &'a Samples,
    pub(crate) reckoning: &'a Reckoning,
    pub(crate) log: &'a Lines,
    /// The data folder at the end.
    pub(crate) disk: u64,
    pub(crate) seconds_to_settle: f64,
    /// The service's descriptors at rest, before all and after it.
    pub(crate) descriptors: [usize; 2],
}

impl Report<'_> {
    fn lines(&self) -> [Line; 3] {
        [
            self.samples.line(|sample| sample.memory / MIB),
            self.samples.line(|sample| sample.descriptors),
            self.samples.line(|sample| sample.disk / MIB),
        ]
    }

    /// Prints it, and returns whether all is well.
    pub(crate) fn print(&self) -> bool {
        let [memory, descriptors, disk] = self.lines();
        let all = self.reckoning;
        line(&format!("{:.2} h, {} portals; what happened:", self.hours, self.portals));
        let counts = self.counts.iter().map(|(cause, times)| format!("{cause:?} {times}"));
        line(&format!("  {}", counts.collect::<Vec<_>>().join(", ")));
        line(&format!("deletions sent               {:>9}", all.sent));
        line(&format!("  answered 200               {:>9}", all.kept));
        line(&format!("    there exactly once       {:>9}", all.once));
        line(&format!("    hidden by an uninstall   {:>9}", all.withdrawn));
        line(&format!("  not answered 200           {:>9}", all.missed));
        line(&format!("    there all the same       {:>9}", all.missed_seen));
        line(&format!("    in a named gap           {:>9}", all.missed_in_gap));
        line(&format!("    held for an install      {:>9}", all.missed_held));
        line(&format!("    hidden by an uninstall   {:>9}", all.missed_withdrawn));
        line(&format!("fetched from offline queues  {:>9}", all.recovered));
        let mut gaps: Vec<_> = all.gaps.iter().map(|(state, count)| format!("{state} {count}")).collect();
        gaps.sort();
        line(&format!("gaps of all portals             {}", gaps.join(", ")));
        line(&format!("listed after retention       {:>9}", all.listed));
        line(&format!("seen and settled after       {:>9.1} s", self.seconds_to_settle));
        line(&format!("memory, second half {:>9.1} MiB on average {:>+9.2} MiB/h", memory.mean, memory.per_hour));
        line(&format!(
            "descriptors         {:>9.1}     on average {:>+9.2} /h",
            descriptors.mean, descriptors.per_hour
        ));
        line(&format!("data folder         {:>9.1} MiB on average {:>+9.2} MiB/h", disk.mean, disk.per_hour));
        let most = self.samples.most(|sample| sample.disk) / MIB;
        line(&format!("                    {most:>9.1} MiB at most, {:.1} MiB at the end", self.disk_now()));
        line("warnings and errors of the log that are explained:");
        for (message, times) in &self.log.explained {
            line(&format!("  {times:>6}  {message}"));
        }
        self.judge(memory)
    }

    fn disk_now(&self) -> f64 {
        super::samples::float(self.disk) / MIB
    }

    fn judge(&self, memory: Line) -> bool {
        let all = self.reckoning;
        let (noise, an_hour) = FLAT_MEMORY;
        let memory_is_flat = memory.growth <= noise + an_hour * self.hours / 2.0;
        let mut well = target(all.kept > 0, "portals lived");
        well &= target(
            self.samples.died.is_none(),
            self.samples.died.as_deref().unwrap_or("the service never died by itself"),
        );
        well &=
            target(all.wrong.is_empty(), "all that was answered 200 is there once, the rest is fetched or in a gap");
        for wrong in &all.wrong {
            line(&format!("        {wrong}"));
        }
        well &= target(memory_is_flat, &format!("memory grew by {:+.1} MiB over the second half", memory.growth));
        let [before, after] = self.descriptors;
        let are_given_back = after <= before + super::FURTHER;
        well &= target(are_given_back, &format!("{after} descriptors at rest, {before} before any portal came"));
        well &= target(self.log.unexplained == 0, &format!("{} lines of the log unexplained", self.log.unexplained));
        for unexplained in &self.log.first {
            line(&format!("        {unexplained}"));
        }
        well
    }

    /// Writes it as JSON.
    pub(crate) fn save(&self, file: &Path, well: bool) {
        let [memory, descriptors, disk] = self.lines();
        let all = self.reckoning;
        let fitted = |line: Line| json!({"mean": line.mean, "per_hour": line.per_hour, "growth": line.growth});
        let counts = self.counts.iter().map(|(cause, times)| (format!("{cause:?}").to_lowercase(), json!(times)));
        let report = json!({
            "well": well,
            "hours": self.hours,
            "portals": self.portals,
            "happened": counts.collect::<serde_json::Map<String, Value>>(),
            "deletions": {
                "sent": all.sent, "kept": all.kept, "once": all.once, "withdrawn": all.withdrawn,
                "missed": all.missed, "missed_seen": all.missed_seen, "missed_in_gap": all.missed_in_gap,
                "missed_held": all.missed_held, "missed_withdrawn": all.missed_withdrawn,
                "recovered": all.recovered, "listed": all.listed,
            },
            "gaps": all.gaps,
            "chains_verified": all.verified,
            "seconds_to_settle": self.seconds_to_settle,
            "memory_mib": fitted(memory),
            "descriptors": fitted(descriptors),
            "descriptors_at_rest": self.descriptors,
            "disk_mib": fitted(disk),
            "disk_mib_most": self.samples.most(|sample| sample.disk) / MIB,
            "disk_mib_at_the_end": self.disk_now(),
            "log_explained": self.log.explained,
            "log_unexplained": self.log.unexplained,
            "wrong": all.wrong,
            "samples": self.samples.all.iter().map(|sample| {
                json!([sample.at, sample.memory, sample.descriptors, sample.disk])
            }).collect::<Vec<_>>(),
        });
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).expect("a folder for the report");
        }
        std::fs::write(file, format!("{report:#}\n")).expect("the report is written");
    }
}
