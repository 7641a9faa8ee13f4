//! Parts: what a stretch of replicates came to, in two files that carry the fingerprint of their bytes in their names. A part
//! is there when both are and their bytes are those of their names: whoever was killed leaves it whole or not at all.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::frame::Frame;
use super::{Folder, fingerprint, parquet};
use crate::error::{Error, Result};

/// The folder of the tables of runs.
pub const RUNS: &str = "runs";
/// The folder of what is kept beside them until the study is finished.
pub const ASIDE: &str = "unfinished";
/// How many digits of a fingerprint stand in a name: chance would take 2^64 flips to keep them.
const DIGITS: usize = 16;

/// The kinds of file of a part, with the folder and the ending of each.
const KINDS: [(&str, &str); 2] = [(RUNS, "parquet"), (ASIDE, "state")];

/// Which parts of a study are on disk.
#[derive(Debug, Default)]
pub struct Parts {
    /// The two files of each part that is there, by number.
    whole: BTreeMap<u64, [PathBuf; 2]>,
    /// Files whose bytes are not those that were written.
    pub damaged: Vec<PathBuf>,
}

impl Parts {
    /// Looks at every file of a folder, and at all its bytes.
    ///
    /// # Errors
    /// What the system says.
    pub fn find(folder: &Path) -> Result<Self> {
        Self::find_among(folder, &(0..u64::MAX))
    }

    /// The same for the files of some parts alone.
    ///
    /// # Errors
    /// What the system says.
    pub fn find_among(folder: &Path, wanted: &Range<u64>) -> Result<Self> {
        let mut parts = Self::default();
        let [runs, aside] = KINDS.map(|kind| parts.find_kind(folder, kind, wanted));
        let (mut runs, mut aside) = (runs?, aside?);
        while let Some((number, table)) = runs.pop_first() {
            if let Some(state) = aside.remove(&number) {
                parts.whole.insert(number, [table, state]);
            }
        }
        Ok(parts)
    }

    /// The sound files of one kind.
    fn find_kind(
        &mut self,
        folder: &Path,
        (kind, ending): (&str, &str),
        wanted: &Range<u64>,
    ) -> Result<BTreeMap<u64, PathBuf>> {
        let mut sound = BTreeMap::new();
        let entries = match fs::read_dir(folder.join(kind)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(sound),
            Err(error) => return Err(unreadable(&folder.join(kind), error)),
        };
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            let Some((number, digits)) = number_and_digits(&path, ending) else { continue };
            if !wanted.contains(&number) {
                continue;
            }
            let bytes = fs::read(&path).map_err(|error| unreadable(&path, error))?;
            if fingerprint::of(&bytes)[..DIGITS] == *digits {
                sound.insert(number, path);
            } else {
                self.damaged.push(path);
            }
        }
        Ok(sound)
    }

    /// Whether a part is there.
    pub fn has(&self, number: u64) -> bool {
        self.whole.contains_key(&number)
    }

    /// How many are there.
    pub fn count(&self) -> u64 {
        self.whole.len() as u64
    }

    /// Reads a part: the table of its runs, and what was kept beside it.
    ///
    /// # Errors
    /// A part that isn't there, or is damaged since it was found.
    pub fn read(&self, number: u64) -> Result<(Frame, Vec<u8>)> {
        let Some([table, state]) = self.whole.get(&number) else {
            return Err(Error::Incomplete(format!(
                "part {number} is missing\n  = help: run the study again"
            )));
        };
        let bytes = |path: &Path| fs::read(path).map_err(|error| unreadable(path, error));
        let frame = parquet::table_in(bytes(table)?)
            .map_err(|error| unreadable(table, io::Error::new(io::ErrorKind::InvalidData, error)))?;
        Ok((frame, bytes(state)?))
    }
}

fn unreadable(path: &Path, error: io::Error) -> Error {
    Error::file("could not read", path, error, "run the same command again: it makes anew what is damaged")
}

/// The number of a part and the digits of its fingerprint, from the name of its file.
fn number_and_digits<'p>(path: &'p Path, ending: &str) -> Option<(u64, &'p str)> {
    let name = path.file_name()?.to_str()?.strip_prefix("part-")?;
    let (number, digits) = name.strip_suffix(ending)?.strip_suffix('.')?.split_once('-')?;
    (digits.len() == DIGITS).then_some((number.parse().ok()?, digits))
}

/// Writes a part: what is kept beside it first, so that a table of runs is never alone.
///
/// # Errors
/// What the system says.
pub fn write(folder: &Folder, number: u64, runs: &Frame, aside: &[u8]) -> Result<()> {
    let table = parquet::bytes_of(runs).map_err(|error| folder.failed(RUNS, io::Error::other(error)))?;
    for ((kind, ending), bytes) in KINDS.iter().zip([table.as_slice(), aside]).rev() {
        let digits = &fingerprint::of(bytes)[..DIGITS];
        folder.write(&format!("{kind}/part-{number:05}-{digits}.{ending}"), bytes)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::frame::Cells;

    fn frame(number: u64) -> Frame {
        Frame::new([("replicate".into(), Cells::Counts(vec![number, number + 1]))])
    }

    #[test]
    fn a_part_is_whole_or_not_there() {
        let home = tempfile::tempdir().unwrap();
        let folder = Folder::keep(&home.path().join("study")).unwrap();
        for number in 0..4 {
            write(&folder, number, &frame(number), &[number as u8; 100]).unwrap();
        }
        let parts = Parts::find(folder.path()).unwrap();
        assert!((0..4).all(|number| parts.has(number)) && !parts.has(4) && parts.damaged.is_empty());
        assert_eq!(parts.read(2).unwrap(), (frame(2), vec![2; 100]));
        // one byte flipped, one truncated, one gone: none of the three is there
        let path = |number: u64, file: usize| parts.whole[&number][file].clone();
        let mut bytes = fs::read(path(0, 0)).unwrap();
        bytes[20] ^= 1;
        fs::write(path(0, 0), &bytes).unwrap();
        fs::write(path(1, 1), [1; 99]).unwrap();
        fs::remove_file(path(2, 1)).unwrap();
        let left = Parts::find(folder.path()).unwrap();
        assert_eq!((0..4).map(|number| left.has(number)).collect::<Vec<_>>(), [false, false, false, true]);
        assert_eq!(left.damaged, [path(0, 0), path(1, 1)]);
        assert!(matches!(left.read(0), Err(Error::Incomplete(_))));
        // written anew it is there again
        write(&folder, 0, &frame(0), &[0; 100]).unwrap();
        assert!(Parts::find(folder.path()).unwrap().has(0));
    }
}
