//! Our results in the hands of programs that others published. They are installed on the way, so these tests are run by name:
//! `cargo test --test elsewhere -- --ignored`.
//!
//! Python 3.12 is needed: `python3.12`, or what the variable `MISSIONMIX_PYTHON` names.

mod browser;
#[cfg(unix)]
mod clusters;
#[path = "../command_line/desk.rs"]
mod desk;
mod diptest;
mod ema;
mod packages;
mod python;
mod reading;
mod salib;
mod tables;
