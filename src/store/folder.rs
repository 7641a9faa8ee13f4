//! A results folder on disk. Every file in it is written whole: under another name, brought to the disk, then moved to its
//! place. Nothing is overwritten.
//!
//! A draft is a folder that is of no use before it is complete: it is written under another name, and gone when it is given
//! up. A study keeps what it has: it stands in its place from the start, and whoever comes back goes on with it.

use std::fs::{self, File, TryLockError};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde::Serialize;

use crate::error::{Error, Result};

/// Where results shall stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// In this folder, which must not exist or must be empty.
    Exactly(PathBuf),
    /// In a new folder of this name in another one; with a number after it when the name is taken.
    Within(PathBuf, String),
}

/// A folder that is being written.
#[derive(Debug)]
pub struct Folder {
    /// Where it is being written.
    path: PathBuf,
    /// Where it will stand.
    place: PathBuf,
    keeping: Keeping,
}

/// What becomes of a folder that is not finished.
#[derive(Debug)]
enum Keeping {
    /// It is removed.
    Nothing,
    /// It stays, held by this program alone, or by some that share it, while this file is open.
    All(#[expect(dead_code, reason = "open as long as the folder is")] File),
    /// It was moved to its place.
    Finished,
}

/// A file that stands there whole or not at all.
#[derive(Debug)]
pub struct WholeFile<'f> {
    folder: &'f Folder,
    name: String,
    draft: PathBuf,
    file: File,
    is_finished: bool,
}

/// What a file is called while it is being written: no finished one begins with a dot.
const DRAFT: &str = ".writing";
/// What stands in the names of this program's drafts, so that two programs that make the same file, on one machine or on two,
/// do not write into the same draft.
static MARK: LazyLock<String> = LazyLock::new(|| format!("{:016x}", RandomState::new().hash_one(())));
/// The folder of the copies of what was read.
pub(super) const INPUTS: &str = "inputs";
/// The file that whoever writes a study holds.
pub(super) const LOCK: &str = "lock";

const ADVICE: &str = "make room or allow writing there, or name another folder with --output";

impl Folder {
    /// Begins a draft for this destination.
    ///
    /// # Errors
    /// A destination that is in use, or that can't be written to.
    pub fn begin(destination: &Destination) -> Result<Self> {
        let place = destination.place()?;
        let parent = place.parent().unwrap_or(Path::new("/"));
        let name = place.file_name().unwrap_or_default().to_string_lossy();
        let path = parent.join(format!(".{name}.partial"));
        let create = || fs::create_dir_all(parent).and_then(|()| fs::create_dir(&path));
        match create() {
            Ok(()) => Ok(Self { path, place, keeping: Keeping::Nothing }),
            Err(error) if error.kind() == ErrorKind::AlreadyExists && path.is_dir() => {
                Err(Error::Usage(format!(
                    "`{}` is being written by another run, or is left from one that was killed\n  = help: \
                     delete it if no other run is going on, or name another folder with --output",
                    path.display()
                )))
            }
            Err(error) => Err(Error::file("could not create", &path, error, ADVICE)),
        }
    }

    /// Opens the folder of a study, new or begun, for this program alone.
    ///
    /// # Errors
    /// What the system says; another program that writes it.
    pub fn keep(place: &Path) -> Result<Self> {
        Self::open(place, File::try_lock)
    }

    /// The same together with others who share it: each writes parts of its own.
    ///
    /// # Errors
    /// What the system says; a program that has it for itself.
    pub fn share(place: &Path) -> Result<Self> {
        Self::open(place, File::try_lock_shared)
    }

    fn open(place: &Path, hold: fn(&File) -> std::result::Result<(), TryLockError>) -> Result<Self> {
        let failed = |error| Error::file("could not create", place, error, ADVICE);
        fs::create_dir_all(place).map_err(failed)?;
        let lock = File::options().create(true).append(true).open(place.join(LOCK)).map_err(failed)?;
        match hold(&lock) {
            // where files can't be held, as on some network file systems, files are whole all the same
            Ok(()) | Err(TryLockError::Error(_)) => {
                Ok(Self { path: place.into(), place: place.into(), keeping: Keeping::All(lock) })
            }
            Err(TryLockError::WouldBlock) => Err(Error::Usage(format!(
                "`{}` is being written by another run\n  = help: wait for it, or name another folder with --output",
                place.display()
            ))),
        }
    }

    /// A folder that is only read.
    pub fn of(place: &Path) -> Self {
        Self { path: place.into(), place: place.into(), keeping: Keeping::Finished }
    }

    /// Whether a program writes a study there.
    pub fn is_held(place: &Path) -> bool {
        let lock = File::options().append(true).open(place.join(LOCK));
        lock.is_ok_and(|lock| matches!(lock.try_lock(), Err(TryLockError::WouldBlock)))
    }

    /// Where it is being written.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A new file in it, which stands there when it is finished; folders on the way are made.
    ///
    /// # Errors
    /// What the system says.
    pub fn create(&self, name: &str) -> Result<WholeFile<'_>> {
        let path = self.path.join(name);
        let parent = path.parent().unwrap_or(&self.path);
        let file_name = path.file_name().unwrap_or_default().to_string_lossy();
        let draft = parent.join(format!(".{file_name}.{}{DRAFT}", *MARK));
        let create = || fs::create_dir_all(parent).and_then(|()| File::create(&draft));
        let file = create().map_err(|error| self.failed(name, error))?;
        Ok(WholeFile { folder: self, name: name.to_owned(), draft, file, is_finished: false })
    }

    /// A new file with this content.
    ///
    /// # Errors
    /// What the system says.
    pub fn write(&self, name: &str, content: &[u8]) -> Result<()> {
        let mut file = self.create(name)?;
        file.write_all(content).map_err(|error| self.failed(name, error))?;
        file.finish()
    }

    /// A new file with this as JSON.
    ///
    /// # Errors
    /// What the system says.
    pub fn write_json(&self, name: &str, content: &impl Serialize) -> Result<()> {
        let mut text =
            serde_json::to_string_pretty(content).map_err(|error| self.failed(name, error.into()))?;
        text.push('\n');
        self.write(name, text.as_bytes())
    }

    /// The same, unless there is a file of this name already: then false, and nothing is written.
    ///
    /// # Errors
    /// What the system says.
    pub fn write_new_json(&self, name: &str, content: &impl Serialize) -> Result<bool> {
        let mut file = self.create(name)?;
        serde_json::to_writer_pretty(&mut file, content).map_err(|error| self.failed(name, error.into()))?;
        file.write_all(b"\n").map_err(|error| self.failed(name, error))?;
        file.finish_if_new()
    }

    /// The error of a file in the folder that can't be written, by the name that it would have had.
    pub fn failed(&self, name: &str, error: io::Error) -> Error {
        let advice = match self.keeping {
            Keeping::Nothing | Keeping::Finished => ADVICE,
            Keeping::All(_) => {
                "make room or allow writing there; the same command then goes on where it stopped"
            }
        };
        Error::file("could not write", &self.place.join(name), error, advice)
    }

    /// Removes a file or folder in it that is of no use any more.
    pub fn remove(&self, name: &str) {
        let path = self.path.join(name);
        // what stays does no harm
        let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    }

    /// Removes drafts that programs left here and in the folders below when they were killed. Nobody else may be writing.
    pub fn remove_drafts(&self) {
        let files =
            |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let below = files(&self.path).filter(|path| path.is_dir()).flat_map(|folder| files(&folder));
        for path in files(&self.path).chain(below) {
            if path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(DRAFT)) {
                // what stays does no harm
                let _ = fs::remove_file(path);
            }
        }
    }

    /// Moves a draft to its place, releases a study, and says where that is.
    ///
    /// # Errors
    /// What the system says.
    pub fn finish(mut self) -> Result<PathBuf> {
        if self.path == self.place {
            self.remove(LOCK);
        } else {
            fs::rename(&self.path, &self.place)
                .map_err(|error| Error::file("could not create", &self.place, error, ADVICE))?;
        }
        self.keeping = Keeping::Finished;
        Ok(self.place.clone())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if matches!(self.keeping, Keeping::Nothing) {
            // the error that led here is what counts
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

impl WholeFile<'_> {
    /// Brings it to the disk and moves it to its place.
    ///
    /// # Errors
    /// What the system says.
    pub fn finish(mut self) -> Result<()> {
        let place = self.folder.path.join(&self.name);
        let parent = place.parent().unwrap_or(&self.folder.path);
        let finish = || {
            self.file.sync_all()?;
            fs::rename(&self.draft, &place)?;
            sync(parent)
        };
        finish().map_err(|error| self.folder.failed(&self.name, error))?;
        self.is_finished = true;
        Ok(())
    }

    /// Brings it to the disk and to its place, if nothing is there yet; else it is given up.
    fn finish_if_new(self) -> Result<bool> {
        let place = self.folder.path.join(&self.name);
        let finish = || {
            self.file.sync_all()?;
            // a second name is refused where there is one, on whatever machine it was made
            match fs::hard_link(&self.draft, &place) {
                // some file systems have no second names
                Err(_) if !place.exists() => fs::rename(&self.draft, &place)?,
                outcome => outcome?,
            }
            sync(place.parent().unwrap_or(&self.folder.path))
        };
        match finish() {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
            Err(error) => Err(self.folder.failed(&self.name, error)),
        }
    }
}

/// Brings the names in a folder to the disk, where the system can do that.
fn sync(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

impl Write for WholeFile<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for WholeFile<'_> {
    fn drop(&mut self) {
        if !self.is_finished {
            let _ = fs::remove_file(&self.draft);
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
                         does not exist or is empty; a study that was begun goes on only with the same scenario \
                         and choices",
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

impl Destination {
    /// What is made of a folder can't stand in it.
    ///
    /// # Errors
    /// A destination in that folder.
    pub fn must_be_outside(&self, folder: &Path) -> Result<()> {
        let place = self.place()?;
        let whole = |path: &Path| path.canonicalize().ok();
        // of a destination some folder above exists
        let is_inside = whole(folder).is_some_and(|folder| {
            place.ancestors().find_map(whole).is_some_and(|there| there.starts_with(&folder))
        });
        if !is_inside {
            return Ok(());
        }
        Err(Error::Usage(format!(
            "`{}` is in the folder that is read, which stays as it is\n  = help: name a folder elsewhere with --output",
            place.display()
        )))
    }
}

fn absolute(path: &Path) -> Result<PathBuf> {
    std::path::absolute(path).map_err(|error| Error::file("could not find", path, error, ADVICE))
}

/// Whether something other than an empty folder stands there, or one in which a study was killed before it had a plan.
fn is_in_use(place: &Path) -> bool {
    match fs::read_dir(place) {
        Ok(entries) => {
            let names: Vec<String> =
                entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
            let is_ours = |name: &String| name == LOCK || name == INPUTS || name.ends_with(DRAFT);
            !(names.is_empty() || names.iter().any(|name| name == LOCK) && names.iter().all(is_ours))
        }
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
    fn a_study_stays_and_belongs_to_one_program() {
        let home = tempfile::tempdir().unwrap();
        let place = home.path().join("deep/study");
        let folder = Folder::keep(&place).unwrap();
        folder.write("a.txt", b"a").unwrap();
        let mut given_up = folder.create("b.txt").unwrap();
        given_up.write_all(b"half").unwrap();
        drop(given_up);
        assert_eq!(Folder::keep(&place).unwrap_err().exit_code(), 2);
        drop(folder);
        let again = Folder::keep(&place).unwrap();
        assert_eq!(fs::read(place.join("a.txt")).unwrap(), b"a");
        assert_eq!(fs::read_dir(&place).unwrap().count(), 2, "the lock and what was written whole");
        again.finish().unwrap();
        assert_eq!(fs::read_dir(&place).unwrap().count(), 1);
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
