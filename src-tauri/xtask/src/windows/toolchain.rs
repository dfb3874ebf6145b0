//! A compiler for Windows on Debian: no toolchain of rustup for Windows is needed, since Debian's packages of Rust bring the
//! source of the standard library, which is compiled along. They are unpacked into the cache, never installed, because they
//! would get into the way of other toolchains.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::place::{Problem, cache, must, root};

/// The target: programs for 64-bit Windows that need no libraries but those of Windows.
pub const TARGET: &str = "x86_64-pc-windows-gnu";

/// Debian's packages of a Rust that can compile its own standard library, with the libraries that it is linked to.
const PACKAGES: [&str; 12] = [
    "rustc-web",
    "cargo-web",
    "rust-web-src",
    "libstd-rust-web-dev",
    "libstd-rust-web-1.96",
    "libllvm22",
    "libgit2-1.5",
    "libmbedcrypto7",
    "libmbedtls14",
    "libmbedx509-1",
    "libhttp-parser2.9",
    "libssh2-1",
];

/// The unpacked compiler.
pub struct Toolchain {
    usr: PathBuf,
}

impl Toolchain {
    /// The one in the cache, if it was fetched before.
    pub fn cached() -> Option<Self> {
        let usr = folder().join("usr");
        usr.join("bin/rustc").is_file().then_some(Self { usr })
    }

    /// The one in the cache, fetched when it is not there.
    pub fn fetched() -> Result<Self, Problem> {
        if let Some(own) = Self::cached() {
            return Ok(own);
        }
        println!("xtask: fetching a compiler for Windows (150 MB) from the packages of Debian");
        // Whole or not at all: a folder that was cut off is begun anew.
        let part = folder().with_extension("part");
        let debs = part.join("debs");
        let failed = |e: std::io::Error| format!("{}: {e}", part.display());
        drop(fs::remove_dir_all(&part));
        fs::create_dir_all(&debs).map_err(failed)?;
        must(
            Command::new("apt-get")
                .current_dir(&debs)
                .arg("download")
                .args(PACKAGES)
                .stdout(Stdio::null()),
        )?;
        for entry in fs::read_dir(&debs).map_err(failed)? {
            let deb = entry.map_err(failed)?.path();
            must(Command::new("dpkg-deb").arg("-x").arg(&deb).arg(&part))?;
        }
        fs::remove_dir_all(&debs).map_err(failed)?;
        drop(fs::remove_dir_all(folder()));
        fs::rename(&part, folder()).map_err(failed)?;
        Self::cached().ok_or_else(|| format!("{}: no compiler in it", folder().display()))
    }

    /// Its cargo for the target, with one folder of what was built, apart from that of other compilers.
    pub fn cargo(&self, word: &str) -> Command {
        let usr = &self.usr;
        let mut command = Command::new(usr.join("bin/cargo"));
        command
            .current_dir(root())
            .args([word, "--locked", "--target", TARGET])
            .args(["-Z", "build-std=std,panic_unwind"])
            .env("PATH", before(&usr.join("bin")))
            .env("LD_LIBRARY_PATH", usr.join("lib/x86_64-linux-gnu"))
            .env("RUSTC", usr.join("bin/rustc"))
            .env("RUSTDOC", usr.join("bin/rustdoc"))
            // Compiling the standard library along is not among what a stable compiler offers.
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_TARGET_DIR", built())
            .env("CC_x86_64_pc_windows_gnu", "x86_64-w64-mingw32-gcc")
            .env("AR_x86_64_pc_windows_gnu", "x86_64-w64-mingw32-ar")
            .env(
                "CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER",
                "x86_64-w64-mingw32-gcc",
            )
            // printpdf is also a library of C, and one with all names of the program has too many of them.
            .env(
                "CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUSTFLAGS",
                "-C link-arg=-Wl,--exclude-all-symbols",
            );
        for other in ["CARGO", "RUSTUP_TOOLCHAIN", "RUSTFLAGS", "RUSTC_WRAPPER"] {
            command.env_remove(other);
        }
        command
    }
}

/// What is built for Windows.
pub fn built() -> PathBuf {
    super::folder().join("target")
}

fn folder() -> PathBuf {
    cache().join("windows").join("toolchain")
}

/// The path on which programs are looked for, with one folder before all others.
fn before(own: &Path) -> std::ffi::OsString {
    let rest = std::env::var_os("PATH").unwrap_or_default();
    let all = std::iter::once(own.to_owned()).chain(std::env::split_paths(&rest));
    std::env::join_paths(all).unwrap_or(rest)
}
