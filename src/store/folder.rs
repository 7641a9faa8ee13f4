//! A results folder in the making: written under another name and moved to its place when it is complete, so
//! that what stands there is whole. Nothing is overwritten, and nothing is left of one that was given up.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// Where results shall stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// In this folder, which must not exist or must be empty.
    Exactly(PathBuf),
    /// In a new folder of this name in another one; with a number after it when the name is taken.
    Within(PathBuf, String),
}

/// A folder that is being written. Dropped before it is finished, it is gone.
#[derive(Debug)]
pub struct Folder {
    partial: PathBuf,
    place: PathBuf,
    is_finished: bool,
}

const ADVICE: &str = "make room or allow writing there, or name another folder with --output";

impl Folder {
    /// Begins a folder for this destination.
    ///
    /// # Errors
    /// A destination that is in use, or that can't be written to.
    pub fn begin(destination: &Destination) -> Result<Self> {
        let place = destination.place()?;
        let parent = place.parent().unwrap_or(Path::new("/"));
        let name = place.file_name().unwrap_or_default().to_string_lossy();
        let partial = parent.join(format!(".{name}.partial"));
        let create = || fs::create_dir_all(parent).and_then(|()| fs::create_dir(&partial));
        match create() {
            Ok(()) => Ok(Self { partial, place, is_finished: false }),
            Err(error) if error.kind() == ErrorKind::AlreadyExists && partial.is_dir() => {
                Err(Error::Usage(format!(
                    "`{}` is being written by another run, or is left from one that was killed\n  = help: \
                     delete it if no other run is going on, or name another folder with --output",
                    partial.display()
                )))
            }
            Err(error) => Err(Error::file("could not create", &partial, error, ADVICE)),
        }
    }

    /// Where it is being written.
    pub fn path(&self) -> &Path {
        &self.partial
    }

    /// A new file in it; folders on the way are made.
    ///
    /// # Errors
    /// What the system says.
    pub fn create(&self, name: &str) -> Result<File> {
        let path = self.partial.join(name);
        let parents = path.parent().map_or(Ok(()), fs::create_dir_all);
        parents.and_then(|()| File::create_new(&path)).map_err(|error| self.failed(name, error))
    }

    /// A new file with this content.
    ///
    /// # Errors
    /// What the system says.
    pub fn write(&self, name: &str, content: &[u8]) -> Result<()> {
        let mut file = self.create(name)?;
        let written = file.write_all(content).and_then(|()| file.sync_all());
        written.map_err(|error| self.failed(name, error))
    }

    /// The error of a file in the folder that can't be written, by the name that it would have had.
    pub fn failed(&self, name: &str, error: io::Error) -> Error {
        Error::file("could not write", &self.place.join(name), error, ADVICE)
    }

    /// Moves the folder to its place, and says where that is.
    ///
    /// # Errors
    /// What the system says; then nothing is left.
    pub fn finish(mut self) -> Result<PathBuf> {
        fs::rename(&self.partial, &self.place)
            .map_err(|error| Error::file("could not create", &self.place, error, ADVICE))?;
        self.is_finished = true;
        Ok(self.place.clone())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !self.is_finished {
            // the error that led here is what counts
            let _ = fs::remove_dir_all(&self.partial);
        }
    }
}

impl Destination {
    /// The path of the folder.
    ///
    /// # Errors
    /// One that is in use.
    pub fn place(&self) -> Result<PathBuf> {
        match self {
            Self::Exactly(path) => {
                let place = absolute(path)?;
                if place.file_name().is_none() || is_in_use(&place) {
                    return Err(Error::Usage(format!(
                        "`{}` exists already, and results are never overwritten\n  = help: name a folder that \
                         does not exist or is empty",
                        path.display()
                    )));
                }
                Ok(place)
            }
            Self::Within(parent, name) => {
                let parent = absolute(parent)?;
                let is_free = |place: &PathBuf| {
                    let partial = place.with_file_name(format!(
                        ".{}.partial",
                        place.file_name().unwrap_or_default().to_string_lossy()
                    ));
                    !place.exists() && !partial.exists()
                };
                let names = std::iter::once(name.clone()).chain((2..).map(|n: u32| format!("{name}-{n}")));
                Ok(names.map(|name| parent.join(name)).find(is_free).unwrap_or_else(|| parent.join(name)))
            }
        }
    }
}

fn absolute(path: &Path) -> Result<PathBuf> {
    std::path::absolute(path).map_err(|error| Error::file("could not find", path, error, ADVICE))
}

/// Whether something other than an empty folder stands there.
fn is_in_use(place: &Path) -> bool {
    match fs::read_dir(place) {
        Ok(mut entries) => entries.next().is_some(),
        Err(error) => error.kind() != ErrorKind::NotFound && place.symlink_metadata().is_ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_whole_or_gone() {
        let home = tempfile::tempdir().unwrap();
        let destination = Destination::Within(home.path().into(), "study".into());
        let given_up = Folder::begin(&destination).unwrap();
        given_up.write("inputs/a.txt", b"a").unwrap();
        drop(given_up);
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
        for name in ["study", "study-2", "study-3"] {
            let folder = Folder::begin(&destination).unwrap();
            folder.write("a.txt", b"a").unwrap();
            assert_eq!(folder.finish().unwrap(), home.path().join(name));
        }
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 3);
    }

    #[test]
    fn a_named_folder_must_be_new_or_empty() {
        let home = tempfile::tempdir().unwrap();
        let begin = |path: &Path| Folder::begin(&Destination::Exactly(path.into()));
        let new = home.path().join("deep/new");
        assert_eq!(begin(&new).unwrap().finish().unwrap(), new);
        // what is empty is taken, what is not is kept
        let folder = begin(&new).unwrap();
        folder.write("a.txt", b"a").unwrap();
        folder.finish().unwrap();
        let error = begin(&new).unwrap_err();
        assert_eq!(error.exit_code(), 2);
        assert!(error.to_string().contains("never overwritten"), "{error}");
        assert_eq!(begin(&new.join("a.txt")).unwrap_err().exit_code(), 2);
        assert_eq!(begin(&new.join("a.txt/below")).unwrap_err().exit_code(), 74);
    }
}
