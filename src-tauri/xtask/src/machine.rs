//! What a machine lacks, and how it gets here.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::place::{Problem, cache, fingerprint, has, must, npm, once, root};

/// Debian packages that the window needs to be built.
const WINDOW: [&str; 3] = ["build-essential", "pkg-config", "libwebkit2gtk-4.1-dev"];

/// Debian packages that the tests need on top.
const TESTS: [&str; 11] = [
    "webkit2gtk-driver",
    "xvfb",
    "xauth",
    "chromium",
    "libreoffice-calc",
    "libreoffice-writer",
    "poppler-utils",
    "qpdf",
    "python3-venv",
    "rclone",
    "strace",
];

/// Debian packages of the program without a window.
const PROGRAM: [&str; 1] = ["build-essential"];

/// Debian packages that make programs for Windows, their installer, and try both.
const WINDOWS: [&str; 9] = [
    "gcc-mingw-w64-x86-64-win32",
    "g++-mingw-w64-x86-64-win32",
    "binutils-mingw-w64-x86-64",
    "mingw-w64-x86-64-dev",
    "nsis",
    "wine",
    "wine64",
    "xvfb",
    "xauth",
];

/// Debian packages that sign what people get.
const SIGNING: [&str; 1] = ["openssh-client"];

/// What is wanted of the machine.
#[derive(Clone, Copy)]
pub enum Need {
    /// The command line only.
    Program,
    /// The window.
    Window,
    /// Everything that the tests use.
    Tests,
    /// Programs for Windows, and Wine to try them.
    Windows,
    /// Signatures over what people get.
    Signing,
}

/// Installs missing system packages, or says the one line to type.
pub fn packages(need: Need) -> Result<(), Problem> {
    if !cfg!(target_os = "linux") {
        return Ok(()); // README says what Windows and macOS need first
    }
    let wanted: Vec<&str> = match need {
        Need::Program => PROGRAM.to_vec(),
        Need::Signing => SIGNING.to_vec(),
        Need::Window => WINDOW.to_vec(),
        Need::Windows => PROGRAM.iter().chain(&WINDOWS).copied().collect(),
        Need::Tests => WINDOW.iter().chain(&TESTS).copied().collect(),
    };
    if !has("dpkg-query") {
        eprintln!(
            "xtask: no Debian or Ubuntu; the packages needed are those of: {}",
            wanted.join(" ")
        );
        return Ok(());
    }
    let missing: Vec<&str> = wanted.into_iter().filter(|name| !installed(name)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let line = format!(
        "apt-get install -y --no-install-recommends {}",
        missing.join(" ")
    );
    let sudo: &[&str] = if is_root() {
        &[]
    } else if quiet(Command::new("sudo").args(["-n", "true"])) {
        &["sudo", "-n"]
    } else {
        return Err(format!(
            "these packages are missing; type this line once, then call again:\n  sudo {line}"
        ));
    };
    println!("xtask: installing {}", missing.join(" "));
    let apt = |words: &str| {
        let mut all: Vec<&str> = sudo.to_vec();
        all.extend(["env", "DEBIAN_FRONTEND=noninteractive"]);
        all.extend(words.split(' '));
        must(Command::new(all[0]).args(&all[1..]).stdout(Stdio::null()))
    };
    apt("apt-get update")?;
    apt(&line)
}

fn installed(package: &str) -> bool {
    Command::new("dpkg-query")
        .args(["-W", "-f=${Status}", package])
        .output()
        .is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains("ok installed"))
}

fn is_root() -> bool {
    Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|output| String::from_utf8_lossy(&output.stdout).trim() == "0")
}

fn quiet(command: &mut Command) -> bool {
    command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Node of the right age.
pub fn node() -> Result<(), Problem> {
    let output = Command::new("node")
        .arg("--version")
        .output()
        .map_err(|_| "Node 20.19 or newer is needed: https://nodejs.org")?;
    let text = String::from_utf8_lossy(&output.stdout)
        .trim()
        .trim_start_matches('v')
        .to_owned();
    let mut parts = text.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let version = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    if version >= (20, 19) {
        Ok(())
    } else {
        Err(format!("Node 20.19 or newer is needed, this is {text}"))
    }
}

/// The packages of the UI, exactly as the lock file has them.
pub fn ui_packages() -> Result<(), Problem> {
    let ui = root().join("ui");
    let fetch = || must(npm().args(["ci", "--no-audit", "--no-fund"]));
    if !ui.join("node_modules").is_dir() {
        return fetch(); // the stamp may be that of another clone
    }
    let lock = fingerprint(&[ui.join("package-lock.json"), ui.join("package.json")]);
    once("npm-ui", &lock, fetch)
}

/// The built UI, made again when a source changed.
pub fn ui_dist() -> Result<(), Problem> {
    ui_packages()?;
    let ui = root().join("ui");
    let mut sources = crate::place::files_below(&ui.join("src"));
    sources.extend(crate::place::files_below(&ui.join("public")));
    sources.extend(crate::place::files_below(
        &root().join("assets").join("words"),
    ));
    sources.extend(
        [
            "index.html",
            "package-lock.json",
            "vite.config.ts",
            "svelte.config.js",
        ]
        .map(|name| ui.join(name)),
    );
    let build = || must(npm().args(["run", "build"]));
    if ui.join("dist").join("index.html").is_file() {
        once("ui-dist", &fingerprint(&sources), build)
    } else {
        build()
    }
}

/// The Python environment of the PDF checks.
pub fn python() -> Result<PathBuf, Problem> {
    environment("venv", "tests/pdf/requirements.txt")
}

/// The Python environment of programs that papers are measured against.
pub fn papers_python() -> Result<PathBuf, Problem> {
    environment("venv-papers", "tests/bench/requirements.txt")
}

/// A Python environment with exactly what a file names.
fn environment(name: &str, requirements: &str) -> Result<PathBuf, Problem> {
    let venv = cache().join(name);
    let requirements = root().join(requirements);
    let program = venv.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    let mark = fingerprint(std::slice::from_ref(&requirements));
    let make = || {
        must(
            Command::new(if cfg!(windows) { "py" } else { "python3" })
                .args(["-m", "venv", "--clear"])
                .arg(&venv),
        )?;
        must(
            Command::new(&program)
                .args([
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--disable-pip-version-check",
                    "-r",
                ])
                .arg(&requirements),
        )
    };
    once(
        &if program.is_file() {
            name.to_owned()
        } else {
            format!("{name}-new")
        },
        &mark,
        make,
    )?;
    if !program.is_file() {
        make()?;
    }
    Ok(program)
}
