//! What is printed, and where it goes.

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::Path;

use crate::error::{Error, Result};

/// Prints a text that someone asked for. Who stops reading early has read enough.
pub fn print(text: &str) -> Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Error::file("could not write to", Path::new("the standard output"), error, "make room there"))
        }
        _ => Ok(()),
    }
}

/// Says something on the side, to whoever is there.
pub fn note(text: &str) {
    // there is nobody left to tell when this fails
    let _ = writeln!(io::stderr(), "{text}");
}

/// Whether complaints may be coloured (see no-color.org).
pub fn has_colour() -> bool {
    io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Whether what is printed goes to a terminal, and not to a file or another program.
pub fn is_terminal() -> bool {
    io::stdout().is_terminal()
}
