//! A progress bar on a terminal, nothing elsewhere.

use crate::console;
use indicatif::{ProgressBar, ProgressStyle};
use pugmark_sources::Reader;
use std::io::{self, IsTerminal};

/// How far a run has come.
#[derive(Debug)]
pub(crate) struct Progress(Option<ProgressBar>);

impl Progress {
    /// A bar on standard error if that is a terminal and the user did not ask for quiet.
    pub(crate) fn start(reader: &Reader, quiet: bool) -> Self {
        if quiet || !io::stderr().is_terminal() {
            return Self(None);
        }
        let bar = reader.bytes_total().map_or_else(ProgressBar::no_length, ProgressBar::new);
        let template = if reader.bytes_total().is_some() {
            "{bar:30} {percent:>3} %  {bytes}/{total_bytes}  {bytes_per_sec}  eta {eta}"
        } else {
            "{spinner} {bytes}  {bytes_per_sec}"
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Self(Some(bar))
    }

    /// Shows how far the reader has come.
    pub(crate) fn show(&self, reader: &Reader) {
        if let Some(bar) = &self.0 {
            bar.set_position(reader.bytes_read());
        }
    }

    /// Says something on standard error without spoiling the bar.
    pub(crate) fn say(&self, line: &str) {
        match &self.0 {
            Some(bar) => bar.suspend(|| console::complain(line)),
            None => console::complain(line),
        }
    }

    /// Takes the bar away.
    pub(crate) fn end(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
