//! `cargo xtask demo`: from a fresh clone to a ranked table of suspected listings.

use crate::Done;
use crate::shell::{release_binary, root, spoken, timed, unknown};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

const SAMPLE: &str = "samples/listings.jsonl";
const FOLDER: &str = "out/demo";
/// Rows of the table that is printed.
const SHOWN: &str = "15";

/// Builds the program, scans the sample, and says where the results lie.
pub(crate) fn run(arguments: &[String]) -> Done {
    let mut open = true;
    for argument in arguments {
        match argument.as_str() {
            "--no-open" => open = false,
            other => return Err(unknown(other)),
        }
    }
    if !has_compiler() {
        return Err("no C compiler found (`cc`), which building zstd needs: install gcc or clang, then run this again".into());
    }
    println!("nothing to install beyond the crates that cargo fetches itself; building the program");
    let (binary, built) = timed(release_binary);
    let binary = binary?;
    println!("built in {}\n", spoken(built));

    let root = root();
    let folder = root.join(FOLDER);
    fs::create_dir_all(&folder).map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    let (lines, page) = (format!("{FOLDER}/assessments.jsonl"), format!("{FOLDER}/summary.html"));
    let (scanned, time) = timed(|| pugmark(&binary, &["scan", SAMPLE, "--output", &lines, "--html", &page]));
    scanned?;
    println!();
    pugmark(&binary, &["scan", SAMPLE, "--table", "--top", SHOWN])?;

    let (suspected, all) = count(&root.join(&lines))?;
    println!("\n{suspected} of {all} listings are suspected; the scan took {}", spoken(time));
    println!("every assessment, one JSON object a line:    {}", root.join(&lines).display());
    println!("the summary for a browser, self-contained:   {}", root.join(&page).display());
    println!("judge a text of your own:                    {} explain 'TEXT'", shown(&binary, &root));
    if open {
        show(&root.join(page));
    }
    Ok(())
}

/// Whether there is a C compiler, by the name that builds look for.
fn has_compiler() -> bool {
    let name = std::env::var_os("CC").unwrap_or_else(|| "cc".into());
    let mut command = Command::new(name);
    command.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    // Visual Studio's compiler is found by other means than its name.
    cfg!(windows) || command.status().is_ok_and(|status| status.success())
}

/// Shows a command and runs it; the sample holds suspected listings, so anything but exit code 0 is trouble.
fn pugmark(binary: &Path, arguments: &[&str]) -> Done {
    println!("$ pugmark {}", arguments.join(" "));
    let status = Command::new(binary).current_dir(root()).args(arguments).status();
    let status = status.map_err(|error| format!("cannot start {}: {error}", binary.display()))?;
    match status.code() {
        Some(0) => Ok(()),
        Some(1) => Err("nothing in the sample is suspected, which cannot be right".to_owned()),
        _ => Err(format!("the scan failed: {status}")),
    }
}

/// How many assessments are suspected (verdict `review` or `urgent`), and how many there are.
fn count(path: &Path) -> Result<(usize, usize), String> {
    let text =
        fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    let mut suspected = 0;
    for line in text.lines() {
        let assessment: serde_json::Value =
            serde_json::from_str(line).map_err(|error| format!("{}: {error}", path.display()))?;
        suspected += usize::from(assessment["verdict"] != "clear");
    }
    Ok((suspected, text.lines().count()))
}

/// A path as it can be typed from the folder of the workspace.
fn shown(path: &Path, root: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).display().to_string()
}

/// Opens the page where there is a desktop to open it on; elsewhere the printed path is enough.
fn show(page: &Path) {
    let opener = if cfg!(target_os = "macos") {
        "open"
    } else if std::env::var_os("DISPLAY").is_some() || std::env::var_os("WAYLAND_DISPLAY").is_some() {
        "xdg-open"
    } else {
        return;
    };
    if Command::new(opener).arg(page).spawn().is_err() {
        println!("`{opener}` is not on this machine: open the page by its path");
    }
}
