//! Running Windows programs on Linux: a Windows of its own in the cache, which no other program of this machine sees.

use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::place::{Problem, fingerprint, must, once, root};

/// Wine with a folder that is the whole disk of a Windows.
pub struct Wine {
    prefix: PathBuf,
}

impl Wine {
    /// Makes it on the first call.
    pub fn ready() -> Result<Self, Problem> {
        let prefix = super::folder().join("wine");
        let own = Self { prefix };
        let library = root().join("tests/windows/bcryptprimitives.c");
        once(
            "wine",
            &(fingerprint(std::slice::from_ref(&library)) + &own.prefix.to_string_lossy()),
            || {
                drop(fs::remove_dir_all(&own.prefix));
                println!("xtask: making a Windows for the tests");
                must(
                    own.quiet(Command::new("xvfb-run").args(["-a", "wine", "wineboot", "-i"]))
                        .stdout(Stdio::null())
                        .stderr(Stdio::null()),
                )?;
                own.settled();
                // Every program of Rust asks this library of Windows for chance; the Wine of Debian 12 has none.
                must(
                    Command::new("x86_64-w64-mingw32-gcc")
                        .args(["-O1", "-s", "-shared", "-o"])
                        .arg(own.system().join("bcryptprimitives.dll"))
                        .arg(&library)
                        .arg("-ladvapi32"),
                )
            },
        )?;
        Ok(own)
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
    pub fn disk(&self) -> PathBuf {
        self.prefix.join("drive_c")
    }

    fn system(&self) -> PathBuf {
        self.disk().join("windows/system32")
    }
}
