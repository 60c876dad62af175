//! The most memory a running program has held, read from `/proc` while it runs.

use std::process::{Child, ExitStatus};
use std::time::Duration;

/// Time between two looks. The kernel keeps the peak itself: only growth in the last of these can be missed.
const LOOK: Duration = Duration::from_millis(10);

/// Waits for a program to end. Gives its status and the peak of its resident memory in MB (10⁶ bytes), `None`
/// where there is no `/proc`.
pub(crate) fn wait(child: &mut Child) -> std::io::Result<(ExitStatus, Option<f64>)> {
    let path = format!("/proc/{}/status", child.id());
    let mut peak = None;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok((status, peak));
        }
        let status = std::fs::read_to_string(&path).unwrap_or_default();
        peak = peak_of(&status).or(peak);
        std::thread::sleep(LOOK);
    }
}

/// The line `VmHWM:    123456 kB` (of 1024 bytes) in MB.
fn peak_of(status: &str) -> Option<f64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024.0 / 1e6)
}

#[cfg(test)]
mod tests {
    use super::peak_of;

    #[test]
    fn the_peak_is_read() {
        assert_eq!(peak_of("VmPeak:\t  9 kB\nVmHWM:\t  1000000 kB\n"), Some(1024.0));
        assert_eq!(peak_of("Name:\tgone"), None);
    }
}
