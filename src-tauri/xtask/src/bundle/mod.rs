//! `cargo xtask bundle`: what people get for the system at hand, with its checksums, the list of what it is made of, the licences
//! and a signature. On Debian that is Windows too.

mod licences;
pub mod linux;

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::machine::{self, Need};
use crate::place::{Problem, cache, must, newest, root, target, tauri};
use crate::{sbom, windows};

/// Bytes of the installer without WebView2, at most.
const MOST_BYTES: u64 = 12_000_000;

/// The version of all that is bundled.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

const LICENCES: &str = "LICENSE.txt";
const PARTS: &str = "SBOM.cdx.json";

/// Makes everything for the system at hand.
pub fn bundle(image: bool) -> Result<bool, Problem> {
    let key = key()?;
    let to = folder();
    drop(fs::remove_dir_all(&to));
    fs::create_dir_all(&to).map_err(|e| format!("{}: {e}", to.display()))?;
    machine::ui_packages()?;
    texts(&to)?;
    if cfg!(any(windows, target_os = "linux")) {
        drop(for_windows(&to)?);
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
        apple(&to)?;
    }
    summed(&to)?;
    signed(&to, key.as_deref())?;
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

/// What people get for Windows.
pub struct ForWindows {
    /// The installer.
    pub installer: PathBuf,
    /// The copy for a stick, a zip.
    pub portable: PathBuf,
}

/// Both for Windows alone, for the tests that install and unpack them.
pub fn windows_alone(to: &Path) -> Result<ForWindows, Problem> {
    machine::ui_packages()?;
    texts(to)?;
    for_windows(to)
}

/// The package for Debian alone, for the test that installs it.
pub fn package_alone(to: &Path) -> Result<PathBuf, Problem> {
    linux::packages(to, &["deb"])?;
    newest(to, "deb")
}

/// Where the bundle of this version lies.
pub fn folder() -> PathBuf {
    cache().join("bundle").join(VERSION)
}

/// The installer and the copy for a stick.
fn for_windows(to: &Path) -> Result<ForWindows, Problem> {
    let programs = windows::programs()?;
    let files = windows::out();
    for own in programs.iter().filter(|own| is_program(own)) {
        sign_code(own)?;
    }
    for name in [LICENCES, PARTS] {
        copy(&to.join(name), &files.join(name))?;
    }
    Ok(ForWindows {
        installer: installer(&files, to)?,
        portable: portable(&files, to)?,
    })
}

fn is_program(path: &Path) -> bool {
    path.extension().is_some_and(|own| own == "exe")
}

fn installer(files: &Path, to: &Path) -> Result<PathBuf, Problem> {
    if !cfg!(windows) {
        machine::packages(Need::Windows)?;
    }
    let out = to.join(format!("So06-{VERSION}-x64.exe"));
    let define = |name: &str, value: &std::ffi::OsStr| {
        let mut word = OsString::from(format!("-D{name}="));
        word.push(value);
        word
    };
    let icon = |name: &str| root().join("src-tauri/icons").join(name);
    let mut make = Command::new("makensis");
    make.args(["-V2", "-WX", "-INPUTCHARSET", "UTF8"])
        .arg(define("VERSION", VERSION.as_ref()))
        .arg(define("FOUR", format!("{VERSION}.0").as_ref()))
        .arg(define("FILES", files.as_os_str()))
        .arg(define("ICON", icon("icon.ico").as_os_str()))
        .arg(define("PICTURE", icon("128x128.png").as_os_str()))
        .arg(define("OUT", out.as_os_str()));
    if cfg!(windows) {
        // NSIS as its makers give it has no installer of 64 bits; Debian's has.
        make.arg(define("STUB", "x86-unicode".as_ref()));
    }
    if let Some(program) = signer() {
        // The uninstaller is made there and then.
        make.arg(define("SIGN", program.as_ref()));
    }
    must(make.arg(root().join("src-tauri/windows/installer.nsi")))?;
    sign_code(&out)?;
    let bytes = fs::metadata(&out).map_or(u64::MAX, |own| own.len());
    if bytes > MOST_BYTES {
        return Err(format!(
            "{} has {bytes} bytes, more than {MOST_BYTES}",
            out.display()
        ));
    }
    Ok(out)
}

/// Programs that are run from a stick, with the mark that makes them keep everything beside themselves.
fn portable(files: &Path, to: &Path) -> Result<PathBuf, Problem> {
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
    let mut pack = if cfg!(windows) {
        // Windows 10 brings a tar that writes zip.
        let mut own = Command::new("tar");
        own.args(["-a", "-c", "-f"]);
        own
    } else {
        let mut own = Command::new("python3");
        own.args(["-m", "zipfile", "-c"]);
        own
    };
    must(pack.current_dir(&all).arg(&out).arg("So06"))?;
    Ok(out)
}

/// macOS by the bundler of Tauri. Untried: nobody here has such a machine.
fn apple(to: &Path) -> Result<(), Problem> {
    must(
        tauri()
            .args(["build", "--bundles", "dmg"])
            .args(["--features", "desktop,custom-protocol"])
            .env("CARGO_TARGET_DIR", target()),
    )?;
    let made = newest(&target().join("release/bundle/dmg"), "dmg")?;
    copy(&made, &to.join(made.file_name().unwrap_or_default()))
}

/// The hook for a certificate of an office: `SO06_SIGN_CODE` names a program, mostly a script, that signs the file whose path
/// is put behind it. Without it programs are unsigned, which INSTALL.md explains to those who see the warning.
fn signer() -> Option<OsString> {
    std::env::var_os("SO06_SIGN_CODE").filter(|own| !own.is_empty())
}

fn sign_code(file: &Path) -> Result<(), Problem> {
    match signer() {
        Some(program) => must(Command::new(program).arg(file)),
        None => Ok(()),
    }
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

/// The Ed25519 key that signs the sums, `SO06_SIGNING_KEY` (`ssh-keygen -t ed25519`). It is looked for before anything is
/// built: nobody waits an hour to hear that it is not there.
fn key() -> Result<Option<PathBuf>, Problem> {
    let Some(own) = std::env::var_os("SO06_SIGNING_KEY").filter(|own| !own.is_empty()) else {
        println!("xtask: unsigned, SO06_SIGNING_KEY names no key");
        return Ok(None);
    };
    machine::packages(Need::Signing)?;
    fs::metadata(&own)
        .and_then(|_| std::path::absolute(&own))
        .map(Some)
        .map_err(|e| format!("SO06_SIGNING_KEY, {}: {e}", Path::new(&own).display()))
}

/// A signature over the sums, by the program that every Windows, Linux and macOS has to hold it against the public key.
fn signed(to: &Path, key: Option<&Path>) -> Result<(), Problem> {
    let Some(key) = key else { return Ok(()) };
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
