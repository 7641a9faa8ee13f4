//! A Python of its own, with the packages that results are held against.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// What is installed, each at the version that the figures in the documents are from.
const PACKAGES: [&str; 9] = [
    "SALib==1.6.0",
    "diptest==0.12.0",
    "ema_workbench==3.0.0",
    "frictionless[parquet]==5.21.0",
    "pandas==3.1.1",
    "polars==2.1.0",
    "pyarrow==26.0.1",
    "snakemake==9.27.1",
    "kubernetes-validate==1.37.0",
];

/// Where its programs are; it is made once for all tests.
static PROGRAMS: LazyLock<PathBuf> = LazyLock::new(|| {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("elsewhere");
    let programs = place.join("bin");
    let packages = PACKAGES.join("\n");
    if std::fs::read_to_string(place.join("ready")).ok().as_ref() != Some(&packages) {
        let python = env::var("MISSIONMIX_PYTHON").unwrap_or_else(|_| "python3.12".into());
        said(Command::new(python).args(["-m", "venv", "--clear"]).arg(&place));
        said(Command::new(programs.join("python")).args(["-m", "pip", "install", "--quiet"]).args(PACKAGES));
        std::fs::write(place.join("ready"), packages).unwrap();
    }
    programs
});

/// One of its programs.
pub fn program(name: &str) -> PathBuf {
    PROGRAMS.join(name)
}

/// What a text in Python prints, run in a folder, which must end well.
pub fn python(text: &str, arguments: &[&str], folder: &Path) -> String {
    said(Command::new(program("python")).args(["-c", text]).args(arguments).current_dir(folder))
}

fn said(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let (out, complaint) = (output.stdout, String::from_utf8_lossy(&output.stderr).into_owned());
    assert!(output.status.success(), "{command:?}: {complaint}");
    String::from_utf8(out).unwrap()
}
