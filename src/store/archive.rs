//! Archives: files in one compressed file, whole or not there. The same files give the same bytes: no times, no owners.

use std::io::{self, Write};
use std::path::Path;

use flate2::{Compression, GzBuilder, write::GzEncoder};
use tar::{Builder, EntryType, Header};

use super::Folder;
use super::folder::WholeFile;
use crate::error::{Error, Result};

/// Writes an archive (tar, compressed by gzip) of files with these names, one after the other.
///
/// # Errors
/// A file that is there already, what the system says, what `files` says.
pub fn write(path: &Path, files: impl FnOnce(&mut Archive) -> Result<()>) -> Result<()> {
    if path.symlink_metadata().is_ok() {
        return Err(Error::Usage(format!(
            "`{}` exists already, and results are never overwritten\n  = help: name another file with --output",
            path.display()
        )));
    }
    let (parent, name) = (path.parent(), path.file_name());
    let (Some(parent), Some(name)) = (parent, name.and_then(|name| name.to_str())) else {
        let message = format!("`{}` is no file", path.display());
        return Err(Error::Usage(format!("{message}\n  = help: a name such as results.tar.gz")));
    };
    let folder = Folder::of(if parent == Path::new("") { Path::new(".") } else { parent });
    let failed = |error: io::Error| folder.failed(name, error);
    let stream = GzBuilder::new().mtime(0).write(folder.create(name)?, Compression::default());
    let mut archive = Archive { builder: Builder::new(stream), path };
    files(&mut archive)?;
    let stream = archive.builder.into_inner().map_err(failed)?;
    let mut file = stream.finish().map_err(failed)?;
    file.flush().map_err(failed)?;
    file.finish()
}

/// An archive in the making.
pub struct Archive<'f> {
    builder: Builder<GzEncoder<WholeFile<'f>>>,
    path: &'f Path,
}

impl Archive<'_> {
    /// Takes a file.
    ///
    /// # Errors
    /// What the system says.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        let mut header = Header::new_gnu();
        header.set_entry_type(EntryType::Regular);
        header.set_mode(0o644);
        header.set_mtime(0);
        header.set_size(bytes.len() as u64);
        let taken = self.builder.append_data(&mut header, name, bytes);
        taken.map_err(|error| {
            Error::file("could not write", self.path, error, "make room there, or name another file")
        })
    }
}
