//! What a server's processes used, as Linux tells it.
//!
//! A server is a process group: workers count with their parent.
//! Not here: fsyncs; Daybook counts its commits itself, and `strace -c` counts those of the others.

use std::{fs, time::Duration};

/// Clock ticks per second in `/proc`; the same on every Linux.
const TICKS: f64 = 100.0;

/// What a process group has used, and holds.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Usage {
    /// Time on a processor, in user and in kernel mode.
    pub(crate) cpu: Duration,
    /// Resident memory in bytes, shared pages counted in each process.
    pub(crate) memory: u64,
    /// Bytes that were sent towards the disk.
    pub(crate) written: u64,
}

/// The usage of a group.
pub(crate) fn usage(group: u32) -> Usage {
    let mut usage = Usage::default();
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    for process in processes.map(|entry| entry.path()) {
        let Ok(stat) = fs::read_to_string(process.join("stat")) else { continue };
        // The name, in parentheses, may hold anything; what follows is counted from its end.
        let Some((_, fields)) = stat.rsplit_once(')') else { continue };
        let fields: Vec<_> = fields.split_ascii_whitespace().collect();
        if fields.get(2).and_then(|it| it.parse().ok()) != Some(group) {
            continue;
        }
        let ticks = fields.get(11..13).into_iter().flatten();
        let ticks: f64 = ticks.filter_map(|it| it.parse::<f64>().ok()).sum();
        usage.cpu += Duration::from_secs_f64(ticks / TICKS);
        let file = |name: &str| fs::read_to_string(process.join(name)).unwrap_or_default();
        usage.memory += number(&file("status"), "VmRSS:") * 1024;
        usage.written += number(&file("io"), "write_bytes:");
    }
    usage
}

/// The number behind a name at the beginning of a line.
pub(crate) fn number(text: &str, name: &str) -> u64 {
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    let word = line.and_then(|line| line.split_ascii_whitespace().next());
    word.and_then(|word| word.parse::<f64>().ok()).map_or(0, |number| number as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::process::CommandExt;

    #[test]
    fn a_group_of_its_own_has_memory() {
        let mut child = std::process::Command::new("sleep")
            .arg("60")
            .process_group(0)
            .spawn()
            .expect("sleep is there");
        let used = usage(child.id());
        child.kill().expect("it runs");
        child.wait().expect("it ends");
        assert!(used.memory > 0);
        assert_eq!(usage(child.id()).memory, 0);
    }

    #[test]
    fn numbers_are_found_by_name() {
        assert_eq!(number("VmHWM: 9 kB\nVmRSS:\t  12 kB\n", "VmRSS:"), 12);
        assert_eq!(number("daybook_commits_total 3\n", "daybook_commits_total"), 3);
        assert_eq!(number("", "VmRSS:"), 0);
    }
}
