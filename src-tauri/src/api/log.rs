//! The program's own log (nhật ký chương trình): which command was refused with which code, what changed the book, what took
//! long. For support, on this machine only. No figures, no names, no words of the officer, no paths: codes and numbers.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::clock::Clock;
use crate::file;

/// Bytes of a log before the next one begins.
const MOST_BYTES: u64 = 256 * 1024;
/// Logs that are kept, the one that is written among them.
const KEPT: u32 = 4;
/// Milliseconds from which on a command is told as slow.
pub(super) const SLOW: u64 = 1_000;

/// Where the program writes what it did.
#[derive(Debug, Clone)]
pub struct Log {
    folder: PathBuf,
}

impl Log {
    /// The log of a program whose own folder this is.
    pub fn of(data_dir: &Path) -> Self {
        Self {
            folder: data_dir.join("nhat-ky-chuong-trinh"),
        }
    }

    fn file(&self, number: u32) -> PathBuf {
        self.folder.join(match number {
            0 => "so06.log".to_owned(),
            number => format!("so06.{number}.log"),
        })
    }

    /// Writes a line. Where it cannot be written the work goes on: a log is no reason to stop.
    pub fn line(&self, text: &str) {
        let write = || {
            fs::create_dir_all(&self.folder)?;
            if fs::metadata(self.file(0)).is_ok_and(|own| own.len() > MOST_BYTES) {
                for number in (1..KEPT).rev() {
                    drop(fs::rename(self.file(number - 1), self.file(number)));
                }
            }
            let mut file = fs::File::options()
                .create(true)
                .append(true)
                .open(self.file(0))?;
            writeln!(file, "{} {text}", Clock::Machine.moment())
        };
        drop::<std::io::Result<()>>(write());
    }

    /// The last lines, the oldest first.
    pub fn last(&self, count: usize) -> Vec<String> {
        let mut lines = Vec::new();
        for number in (0..KEPT).rev() {
            let text = file::read_text(&self.file(number), file::SMALL).unwrap_or_default();
            lines.extend(text.lines().map(str::to_owned));
        }
        lines.split_off(lines.len().saturating_sub(count))
    }
}

/// A technical detail without what it may quote: letters and signs of code only, digits as one sign.
pub fn scrubbed(detail: &str) -> String {
    let mut out = String::new();
    let mut quoted = false;
    for sign in detail.chars() {
        match sign {
            '"' | '\'' | '`' | '“' | '”' | '‘' | '’' => quoted = !quoted,
            _ if quoted => {}
            '0'..='9' => {
                if !out.ends_with('#') {
                    out.push('#');
                }
            }
            sign if sign.is_ascii_graphic() && sign != '/' && sign != '\\' => out.push(sign),
            _ => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
        }
        if out.len() >= 160 {
            break;
        }
    }
    out.trim().to_owned()
}
