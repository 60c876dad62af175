//! The `pugmark` command.
fn main() {}
