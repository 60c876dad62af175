//! Two Python peers on the same texts in the same run: a scikit-learn pipeline that classifies, and an Aho-Corasick
//! automaton that finds the same terms. They live in an environment of their own, below the user's cache.

use super::{Budget, Figures};
use crate::shell::{read, root, run};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

const REQUIREMENTS: &str = "xtask/peers/requirements.txt";

/// Measures the peers and prints how many times as fast stage one is on one thread. A machine's speed drifts with what
/// else it does, so stage one is measured just before and just after the peers, and the mean of both counts.
pub(super) fn measure(listings: &Path, figures: &mut Figures) -> Result<(), String> {
    let python = environment()?;
    let mut command = Command::new(python);
    for variable in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"] {
        command.env(variable, "1");
    }
    command.arg(root().join("xtask/peers/peers.py")).arg(listings).arg(root().join("knowledge"));
    let ours = || -> Result<f64, String> {
        Ok(super::throughput(listings)?["one_thread_per_second"].as_f64().unwrap_or(f64::NAN))
    };
    let before = ours()?;
    let printed = read("peers.py", &mut command)?;
    let after = ours()?;
    let one = f64::midpoint(before, after);
    let measured: Value = serde_json::from_str(&printed).map_err(|error| format!("peers.py: {error}"))?;
    let of = |name: &str| measured[name].as_f64().unwrap_or(f64::NAN);
    Figures::title("peers, one thread, the same texts");
    figures.add("pugmark, before the peers", before, "listings/s", Budget::None);
    figures.add("pugmark, after the peers", after, "listings/s", Budget::None);
    figures.add("scikit-learn", of("sklearn_per_second"), "listings/s", Budget::None);
    figures.add("pyahocorasick", of("ahocorasick_per_second"), "listings/s", Budget::None);
    figures.add("pyahocorasick, terms", of("ahocorasick_terms"), "", Budget::None);
    figures.add("pugmark to scikit-learn", one / of("sklearn_per_second"), "x", Budget::AtLeast(20.0));
    figures.add("pugmark to pyahocorasick", one / of("ahocorasick_per_second"), "x", Budget::AtLeast(2.0));
    Ok(())
}

/// Makes the environment, or finds it as a run before left it; gives its Python.
fn environment() -> Result<PathBuf, String> {
    let requirements = root().join(REQUIREMENTS);
    let wanted =
        std::fs::read(&requirements).map_err(|error| format!("cannot read {REQUIREMENTS}: {error}"))?;
    let folder = cache().join("peers");
    let python = folder.join("bin/python");
    let installed = folder.join("installed.txt");
    if std::fs::read(&installed).is_ok_and(|found| found == wanted) {
        return Ok(python);
    }
    println!("\ninstalling the peers into {}", folder.display());
    run("python3 -m venv", Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
    let mut install = Command::new(&python);
    install.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--require-hashes",
        "-r",
    ]);
    run("pip install", install.arg(&requirements))?;
    std::fs::write(&installed, wanted)
        .map_err(|error| format!("cannot write {}: {error}", installed.display()))?;
    Ok(python)
}

/// The project's folder in the user's cache.
fn cache() -> PathBuf {
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let cache = cache.or_else(|| std::env::var_os("HOME").map(|home| Path::new(&home).join(".cache")));
    cache.unwrap_or_else(std::env::temp_dir).join("pugmark")
}
