//! Shell completions and manual pages, made from the definition of the arguments.

use crate::exit::{Done, Ending, Stop};
use crate::high::Place;
use crate::low::Arguments;
use crate::output::Destination;
use clap::CommandFactory;
use clap_complete::Shell;

/// Prints the completions of a shell.
pub(crate) fn completions(shell: Shell) -> Done {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "pugmark", &mut script);
    print(&script)
}

/// Prints the manual page of the program, or of one of its commands.
pub(crate) fn page(command: Option<&str>) -> Done {
    let mut program = Arguments::command();
    program.build();
    let described = match command {
        None => program,
        Some(name) => program
            .find_subcommand(name)
            .cloned()
            .ok_or_else(|| Stop::Trouble(format!("no command `{name}`; see pugmark --help")))?,
    };
    let mut page = Vec::new();
    let rendered = clap_mangen::Man::new(described).render(&mut page);
    rendered.map_err(|error| Stop::with_named("write", &"the manual page", &error))?;
    print(&page)
}

fn print(bytes: &[u8]) -> Done {
    let mut output = Destination::open(&Place::Standard)?;
    output.write(bytes)?;
    output.commit()?;
    Ok(Ending::Found)
}
