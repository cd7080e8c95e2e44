//! The machine that figures come from.

use std::fs;
use std::thread::available_parallelism;

/// Its processors, memory and system, in one line.
pub(crate) fn describe() -> String {
    let processors = available_parallelism().map_or(1, usize::from);
    let model = field("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown processor".to_owned());
    let memory = field("/proc/meminfo", "MemTotal").and_then(|size| size.split(' ').next()?.parse::<u64>().ok());
    let memory = memory.map_or_else(|| "unknown memory".to_owned(), |kib| format!("{} MiB", kib >> 10));
    let system = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    format!("{processors} × {model}, {memory}, Linux {}", system.trim())
}

/// The value of a line `name: value`.
fn field(path: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let (_, value) = text.lines().find_map(|line| line.strip_prefix(name)?.split_once(':'))?;
    Some(value.trim().to_owned())
}
