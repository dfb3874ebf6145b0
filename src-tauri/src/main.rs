//! The desktop program `so06-desktop`.
// A console window beside the program would only frighten.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

mod shell;

use std::process::ExitCode;

fn main() -> ExitCode {
    shell::run()
}
