//! Running Windows programs on Linux: a Windows of its own in the cache, which no other program of this machine sees.

use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::place::{Problem, fingerprint, must, root};

/// Wine with a folder that is the whole disk of a Windows.
pub struct Wine {
    prefix: PathBuf,
}

impl Wine {
    /// Makes it on the first call, or `anew`.
    pub fn made(name: &str, anew: bool) -> Result<Self, Problem> {
        let own = Self {
            prefix: super::folder().join(name),
        };
        if anew {
            drop(fs::remove_dir_all(&own.prefix));
        }
        let library = root().join("tests/windows/bcryptprimitives.c");
        let how = root().join("src-tauri/xtask/src/windows/wine.rs");
        let mark = fingerprint(&[library.clone(), how]);
        let stamp = own.prefix.join("made");
        if fs::read_to_string(&stamp).is_ok_and(|text| text == mark) {
            return Ok(own);
        }
        drop(fs::remove_dir_all(&own.prefix));
        println!("xtask: making a Windows for the tests");
        own.hidden(&["wineboot", "-i"])?;
        // Wine 8 takes itself for Windows 7.
        own.hidden(&["winecfg", "-v", "win10"])?;
        own.keep_at_home()?;
        // Every program of Rust asks this library of Windows for chance; the Wine of Debian 12 has none.
        must(
            Command::new("x86_64-w64-mingw32-gcc")
                .args(["-O1", "-s", "-shared", "-o"])
                .arg(own.disk().join("windows/system32/bcryptprimitives.dll"))
                .arg(&library)
                .arg("-ladvapi32"),
        )?;
        fs::write(&stamp, mark).map_err(|e| format!("{}: {e}", stamp.display()))?;
        Ok(own)
    }

    /// Wine leads Documents and the like to the home of whoever runs it, where tests have nothing to lay.
    fn keep_at_home(&self) -> Result<(), Problem> {
        let people = self.disk().join("users");
        let failed = |e: std::io::Error| format!("{}: {e}", people.display());
        for person in fs::read_dir(&people).map_err(failed)?.flatten() {
            for entry in fs::read_dir(person.path()).map_err(failed)?.flatten() {
                if entry.path().is_symlink() {
                    fs::remove_file(entry.path()).map_err(failed)?;
                    fs::create_dir(entry.path()).map_err(failed)?;
                }
            }
        }
        Ok(())
    }

    /// A program of Wine itself that would show a window.
    fn hidden(&self, words: &[&str]) -> Result<(), Problem> {
        let mut command = Command::new("xvfb-run");
        command.args(["-a", "wine"]).args(words);
        must(
            self.quiet(&mut command)
                .stdout(Stdio::null())
                .stderr(Stdio::null()),
        )?;
        self.settled();
        Ok(())
    }

    /// A program under Wine.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new("wine");
        self.quiet(command.arg(program));
        command
    }

    /// The variables by which a program finds this Windows.
    pub fn quiet<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .env("WINEPREFIX", &self.prefix)
            .env("WINEARCH", "win64")
            .env("WINEDEBUG", "-all")
            // Neither a browser engine nor .NET is asked for, and no menu of the desktop is written.
            .env("WINEDLLOVERRIDES", "mscoree,mshtml=;winemenubuilder.exe=")
    }

    /// Waits until nothing of it runs.
    pub fn settled(&self) {
        drop(self.quiet(Command::new("wineserver").arg("-w")).status());
    }

    /// Its disk `C:`.
    fn disk(&self) -> PathBuf {
        self.prefix.join("drive_c")
    }
}
