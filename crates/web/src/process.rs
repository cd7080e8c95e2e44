//! The system's figures about this process, under the names that all programs use in Prometheus.

use std::fmt::Write;
use std::fs;

use rustix::process::{Resource, getrlimit};

/// Linux counts processor time in hundredths of a second on every machine.
const TICKS: f64 = 100.0;

/// The figures in Prometheus format. Figures that the system does not report are left out; only Linux has all of them.
pub(crate) fn render() -> String {
    let [stat, status, system] = ["/proc/self/stat", "/proc/self/status", "/proc/stat"].map(read);
    let mut page = String::new();
    // Listing the folder opens it too.
    let open = fs::read_dir("/proc/self/fd").ok().map(|entries| entries.count().saturating_sub(1));
    let most = getrlimit(Resource::Nofile).current;
    let mut add = |kind, name, what, value: Option<String>| {
        let Some(value) = value else { return };
        // Writing to a string can't fail.
        let _ = writeln!(page, "# HELP {name} {what}\n# TYPE {name} {kind}\n{name} {value}");
    };
    let text = |value: f64| format!("{value:.2}");
    add("gauge", "process_resident_memory_bytes", "Memory in use, in bytes.", memory(&status).map(|of| of.to_string()));
    add("gauge", "process_open_fds", "Open descriptors.", open.map(|open| open.to_string()));
    add("gauge", "process_max_fds", "How many descriptors may be open.", most.map(|most| most.to_string()));
    add("counter", "process_cpu_seconds_total", "Time of processors, in seconds.", processor(&stat).map(text));
    let started = started(&stat, &system).map(text);
    add("gauge", "process_start_time_seconds", "When it was started, in seconds since 1970.", started);
    page
}

fn read(file: &str) -> String {
    fs::read_to_string(file).unwrap_or_default()
}

/// In bytes.
fn memory(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kibibytes * 1_024)
}

/// A field of `/proc/self/stat` by its number in proc(5), beyond the process name, which may contain anything.
fn field(stat: &str, number: usize) -> Option<f64> {
    let (_, fields) = stat.rsplit_once(") ")?;
    fields.split(' ').nth(number.checked_sub(3)?)?.parse().ok()
}

/// In seconds, in user and in kernel mode.
fn processor(stat: &str) -> Option<f64> {
    Some((field(stat, 14)? + field(stat, 15)?) / TICKS)
}

/// In seconds since 1970; the system reports ticks since boot.
fn started(stat: &str, system: &str) -> Option<f64> {
    let machine: f64 = system.lines().find_map(|line| line.strip_prefix("btime "))?.trim().parse().ok()?;
    Some(machine + field(stat, 22)? / TICKS)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAT: &str = "4711 (tomb) stone (x)) S 1 4711 4711 0 -1 4194560 9283 0 12 0 1234 66 0 0 20 0 9 0 250050 \
                        268435456 6000 18446744073709551615";
    const STATUS: &str = "Name:\ttombstone\nVmHWM:\t   40000 kB\nVmRSS:\t   24000 kB\n";

    #[test]
    fn figures_are_read_whatever_the_process_is_called() {
        assert_eq!(memory(STATUS), Some(24_000 * 1_024));
        assert_eq!(processor(STAT), Some(13.0));
        assert_eq!(started(STAT, "cpu 1 2\nbtime 1764000000\n"), Some(1_764_002_500.5));
        assert_eq!((memory(""), processor(""), started("", "")), (None, None, None));
    }

    #[test]
    fn this_process_has_all_of_them() {
        let page = render();
        let value = |name: &str| {
            let line = page.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
            line.unwrap_or_else(|| panic!("{name} is not in {page}")).parse::<f64>().unwrap()
        };
        assert!(value("process_resident_memory_bytes") > 1_048_576.0);
        assert!((3.0..value("process_max_fds")).contains(&value("process_open_fds")));
        assert!(value("process_cpu_seconds_total") >= 0.0);
        assert!(value("process_start_time_seconds") > 1_700_000_000.0);
    }
}
