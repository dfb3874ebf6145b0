//! What of the Windows programs can be tried on Linux, under Wine.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::toolchain::{TARGET, Toolchain, built as built_there};
use super::wine::Wine;
use crate::bundle;
use crate::count::Count;
use crate::place::{Problem, built, cargo, root};
use crate::tests::{Run, output};

/// Only this, with its own table in the end.
pub fn alone(full: bool) -> Result<bool, Problem> {
    let mut run = Run::new(full);
    let own = output(cargo().args(["build", "--bin", "so06"]));
    run.own("program of this system", |log| {
        log.push_str(&own.0);
        Count::one(own.1)
    });
    steps(&mut run, full);
    Ok(run.end())
}

/// The steps: the story of the command line, and with `full` every test of the engine and the installer as well.
pub fn steps(run: &mut Run, full: bool) {
    if cfg!(windows) {
        return at_home(run);
    }
    let (toolchain, wine) = match (Toolchain::cached(), Wine::made("wine", false)) {
        (Some(toolchain), Ok(wine)) => (toolchain, wine),
        (_, wine) => {
            run.own("windows machine", |log| {
                log.push_str(&wine.err().unwrap_or_default());
                Count::one(false)
            });
            return;
        }
    };
    let program = if full {
        super::out().join("so06.exe")
    } else {
        let mut build = toolchain.cargo("build");
        build.args(["--bin", "so06"]);
        if !run.step("windows program", false, Ok(build)) {
            return;
        }
        built_there().join(TARGET).join("debug").join("so06.exe")
    };
    run.step("windows story", true, story(Some(&wine), &program));
    if full {
        given(run, &wine);
        engine(run, &toolchain, &wine);
    }
    wine.settled();
}

/// On Windows itself: the programs as they were made, and every test of the engine.
fn at_home(run: &mut Run) {
    let program = super::out().join("so06.exe");
    run.step("windows story", true, story(None, &program));
    let mut command = cargo();
    command.args(["test", "--test", "app"]);
    run.step("windows engine tests", true, Ok(command));
}

/// What people get is made, installed and unpacked.
fn given(run: &mut Run, wine: &Wine) {
    let mut made = None;
    run.own("windows bundle", |log| {
        let done = emptied("bundle").and_then(|to| bundle::windows_alone(&to));
        log.push_str(done.as_ref().err().map_or("", String::as_str));
        made = done.ok();
        Count::one(made.is_some())
    });
    if let Some(made) = made {
        run.step("windows installer", true, installer(&made.installer));
        run.step("windows portable", true, portable(wine, &made.portable));
    }
}

/// The installer in a Windows of its own, which it may fill and empty.
fn installer(own: &Path) -> Result<Command, Problem> {
    let wine = Wine::made("wine-installer", true)?;
    let mut command = Command::new("node");
    wine.quiet(&mut command)
        .current_dir(root())
        .arg("tests/windows/install.mjs")
        .env("SO06_INSTALLER", own)
        .env("SO06_HOLD", compiled("hold")?)
        .env("SO06_WEBVIEW", compiled("webview_setup")?);
    Ok(command)
}

/// The copy for a stick.
fn portable(wine: &Wine, own: &Path) -> Result<Command, Problem> {
    let mut command = Command::new("node");
    wine.quiet(&mut command)
        .current_dir(root())
        .arg("tests/windows/portable.mjs")
        .env("SO06_ZIP", own)
        .env("SO06_FOLDER", emptied("stick")?);
    Ok(command)
}

/// A folder of the tests with nothing in it.
fn emptied(name: &str) -> Result<PathBuf, Problem> {
    let folder = super::folder().join(name);
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    Ok(folder)
}

/// The story of `so06.exe`.
fn story(wine: Option<&Wine>, program: &Path) -> Result<Command, Problem> {
    let mut command = Command::new("node");
    command
        .current_dir(root())
        .arg("tests/windows/story.mjs")
        .env("SO06_EXE", program)
        .env("SO06_FOLDER", emptied("story")?);
    if let Some(wine) = wine {
        wine.quiet(&mut command)
            .env("SO06_HOLD", compiled("hold")?)
            .env("SO06", built("so06"));
    }
    Ok(command)
}

/// A little program of the tests, from its source.
fn compiled(name: &str) -> Result<PathBuf, Problem> {
    let program = super::folder().join(format!("{name}.exe"));
    crate::place::must(
        Command::new("x86_64-w64-mingw32-gcc")
            .args(["-O1", "-s", "-municode", "-o"])
            .arg(&program)
            .arg(root().join(format!("tests/windows/{name}.c"))),
    )?;
    Ok(program)
}

/// Every test of the engine.
fn engine(run: &mut Run, toolchain: &Toolchain, wine: &Wine) {
    let mut build = toolchain.cargo("test");
    build.args(["-p", "so06", "--test", "app", "--no-run"]);
    let mut found = None;
    let made = run.own("windows tests built", |log| {
        let (text, success) = output(&mut build);
        found = text.lines().find_map(|line| {
            let (_, rest) = line.split_once("tests/app/main.rs (")?;
            Some(PathBuf::from(rest.strip_suffix(')')?))
        });
        log.push_str(&text);
        Count::one(success && found.is_some())
    });
    if let Some(binary) = found.filter(|_| made) {
        let mut command = wine.command(binary);
        // Every call of the system goes through a second program here: of what is drawn by lot there are fewer draws, since
        // the same code is drawn for often enough without Wine.
        command
            .current_dir(root())
            .env("PROPTEST_CASES", "8")
            .env("SO06_HISTORIES", "4");
        run.step("windows engine tests", true, Ok(command));
    }
}
