//! `cargo xtask bundle`: what people get for the system at hand, with its checksums, the list of what it is made of, the licences
//! and a signature. On Debian that is Windows too.

mod licences;
mod linux;

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::machine::{self, Need};
use crate::place::{Problem, cache, must, root};
use crate::{sbom, windows};

/// Bytes of the installer without WebView2, at most.
const MOST_BYTES: u64 = 12_000_000;

/// The version of all that is bundled.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

const LICENCES: &str = "LICENSE.txt";
const PARTS: &str = "SBOM.cdx.json";

/// Makes everything for the system at hand.
pub fn bundle(image: bool) -> Result<bool, Problem> {
    let to = folder();
    drop(fs::remove_dir_all(&to));
    fs::create_dir_all(&to).map_err(|e| format!("{}: {e}", to.display()))?;
    machine::ui_packages()?;
    texts(&to)?;
    if cfg!(any(windows, target_os = "linux")) {
        for_windows(&to)?;
    }
    if cfg!(target_os = "linux") {
        linux::packages(
            &to,
            if image {
                &["deb", "appimage"]
            } else {
                &["deb"]
            },
        )?;
    }
    if cfg!(target_os = "macos") {
        apple()?;
    }
    summed(&to)?;
    signed(&to)?;
    for name in names(&to)? {
        let bytes = fs::metadata(to.join(&name)).map_or(0, |own| own.len());
        println!("{:>8.2} MB  {name}", bytes as f64 / 1e6);
    }
    println!("xtask: {}", to.display());
    Ok(true)
}

/// What goes into every bundle beside the programs.
fn texts(to: &Path) -> Result<(), Problem> {
    put(&to.join(LICENCES), &licences::text()?)?;
    put(&to.join(PARTS), &sbom::text()?)
}

/// The installer for Windows alone, for the test that installs it.
pub fn installer_alone(to: &Path) -> Result<PathBuf, Problem> {
    machine::ui_packages()?;
    texts(to)?;
    for_windows(to)?;
    Ok(to.join(installer_name()))
}

/// The package for Debian alone, for the test that installs it.
pub fn package_alone(to: &Path) -> Result<PathBuf, Problem> {
    linux::packages(to, &["deb"])?;
    linux::newest(to, "deb")
}

/// Where the bundle of this version lies.
pub fn folder() -> PathBuf {
    cache().join("bundle").join(VERSION)
}

/// The installer and the copy for a stick.
fn for_windows(to: &Path) -> Result<(), Problem> {
    let programs = windows::programs()?;
    let files = windows::out();
    for own in programs.iter().filter(|own| is_program(own)) {
        sign_code(own)?;
    }
    for name in [LICENCES, PARTS] {
        copy(&to.join(name), &files.join(name))?;
    }
    installer(&files, to)?;
    portable(&files, to)
}

fn is_program(path: &Path) -> bool {
    path.extension().is_some_and(|own| own == "exe")
}

/// The name of the installer of this version.
fn installer_name() -> String {
    format!("So06-{VERSION}-x64.exe")
}

fn installer(files: &Path, to: &Path) -> Result<(), Problem> {
    if !cfg!(windows) {
        machine::packages(Need::Windows)?;
    }
    let out = to.join(installer_name());
    let define = |name: &str, value: &std::ffi::OsStr| {
        let mut word = OsString::from(format!("-D{name}="));
        word.push(value);
        word
    };
    must(
        Command::new("makensis")
            .args(["-V2", "-WX", "-INPUTCHARSET", "UTF8"])
            .arg(define("VERSION", VERSION.as_ref()))
            .arg(define("FOUR", format!("{VERSION}.0").as_ref()))
            .arg(define("FILES", files.as_os_str()))
            .arg(define(
                "ICON",
                root().join("src-tauri/icons/icon.ico").as_os_str(),
            ))
            .arg(define("OUT", out.as_os_str()))
            .arg(root().join("src-tauri/windows/installer.nsi")),
    )?;
    sign_code(&out)?;
    let bytes = fs::metadata(&out).map_or(u64::MAX, |own| own.len());
    if bytes > MOST_BYTES {
        return Err(format!(
            "{} has {bytes} bytes, more than {MOST_BYTES}",
            out.display()
        ));
    }
    Ok(())
}

/// Programs that are run from a stick, with the mark that makes them keep everything beside themselves.
fn portable(files: &Path, to: &Path) -> Result<(), Problem> {
    let name = format!("So06-{VERSION}-x64-portable");
    let all = cache().join("bundle").join("portable");
    let folder = all.join("So06");
    drop(fs::remove_dir_all(&all));
    fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    for own in names(files)? {
        copy(&files.join(&own), &folder.join(&own))?;
    }
    put(&folder.join("so06-portable"), "")?;
    let guide = fs::read_to_string(root().join("src-tauri/windows/portable.txt"))
        .map_err(|e| format!("portable.txt: {e}"))?;
    // Editors of Windows know UTF-8 by its mark.
    put(
        &folder.join("DOC-TRUOC.txt"),
        &format!("\u{feff}{}", guide.replace('\n', "\r\n")),
    )?;
    let out = to.join(format!("{name}.zip"));
    if cfg!(windows) {
        // Windows 10 brings a tar that writes zip.
        return must(
            Command::new("tar")
                .current_dir(&all)
                .args(["-a", "-c", "-f"])
                .arg(&out)
                .arg("So06"),
        );
    }
    must(
        Command::new("python3")
            .current_dir(&all)
            .args(["-m", "zipfile", "-c"])
            .arg(&out)
            .arg("So06"),
    )
}

/// macOS by the bundler of Tauri. Untried: nobody here has such a machine.
fn apple() -> Result<(), Problem> {
    must(
        crate::place::npm()
            .args(["run", "tauri", "--", "build", "--features"])
            .args(["custom-protocol", "--bundles", "dmg"]),
    )
}

/// The hook for a certificate of an office: `SO06_SIGN_CODE` is a command that signs the file whose path is put behind it.
/// Without it programs are unsigned, which INSTALL.md explains to those who see the warning.
fn sign_code(file: &Path) -> Result<(), Problem> {
    let Some(line) = std::env::var("SO06_SIGN_CODE")
        .ok()
        .filter(|own| !own.is_empty())
    else {
        return Ok(());
    };
    let mut words = line.split_whitespace();
    let program = words.next().unwrap_or_default();
    must(Command::new(program).args(words).arg(file))
}

/// SHA-256 of every file, in the form that `sha256sum -c` reads.
fn summed(to: &Path) -> Result<(), Problem> {
    let mut out = String::new();
    for name in names(to)? {
        out.push_str(&format!("{}  {name}\n", sha256(&to.join(&name))?));
    }
    put(&to.join(SUMS), &out)
}

const SUMS: &str = "SHA256SUMS";

/// The name under which releases are signed.
const SIGNED_AS: &str = "so06-release";

fn sha256(file: &Path) -> Result<String, Problem> {
    let mut command = if cfg!(windows) {
        let mut own = Command::new("certutil");
        own.arg("-hashfile").arg(file).arg("SHA256");
        own
    } else if cfg!(target_os = "macos") {
        let mut own = Command::new("shasum");
        own.args(["-a", "256"]).arg(file);
        own
    } else {
        let mut own = Command::new("sha256sum");
        own.arg(file);
        own
    };
    let output = command.output().map_err(|e| format!("{command:?}: {e}"))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut words = text.split_whitespace();
    words
        .find(|own| own.len() == 64 && own.bytes().all(|sign| sign.is_ascii_hexdigit()))
        .map(str::to_lowercase)
        .ok_or_else(|| format!("{command:?} gave no sum"))
}

/// An Ed25519 signature over the sums by the key that `SO06_SIGNING_KEY` names (`ssh-keygen -t ed25519`), since every Windows,
/// Linux and macOS has the program that holds it against the public key.
fn signed(to: &Path) -> Result<(), Problem> {
    let Some(key) = std::env::var_os("SO06_SIGNING_KEY") else {
        println!("xtask: unsigned, SO06_SIGNING_KEY names no key");
        return Ok(());
    };
    must(
        Command::new("ssh-keygen")
            .current_dir(to)
            .args(["-q", "-Y", "sign", "-n", SIGNED_AS, "-f"])
            .arg(key)
            .arg(SUMS),
    )
}

fn names(folder: &Path) -> Result<Vec<String>, Problem> {
    let failed = |e: std::io::Error| format!("{}: {e}", folder.display());
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        out.push(
            entry
                .map_err(failed)?
                .file_name()
                .to_string_lossy()
                .into_owned(),
        );
    }
    out.sort();
    Ok(out)
}

fn put(file: &Path, text: &str) -> Result<(), Problem> {
    fs::write(file, text).map_err(|e| format!("{}: {e}", file.display()))
}

fn copy(from: &Path, to: &Path) -> Result<(), Problem> {
    fs::copy(from, to)
        .map(drop)
        .map_err(|e| format!("{}: {e}", from.display()))
}
