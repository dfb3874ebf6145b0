//! What strace wrote down, as calls.

use std::collections::BTreeMap;

/// Calls that change files or names, and those that tell which file a number is. One that a system does not have is
/// passed over.
pub const CALLS: &str = "?open,?openat,?creat,?close,?lseek,?write,?writev,?pwrite64,?pwritev,?pwritev2,?ftruncate,\
    ?truncate,?fallocate,?fsync,?fdatasync,?sync_file_range,?rename,?renameat,?renameat2,?unlink,?unlinkat,?rmdir,\
    ?mkdir,?mkdirat,?link,?linkat,?symlink,?symlinkat,?copy_file_range,?sendfile,?splice";

/// A call that came back.
#[derive(Debug)]
pub struct Call {
    pub name: String,
    words: Vec<String>,
    /// What it gave back; below zero when it failed.
    pub back: i64,
}

impl Call {
    /// A word as it stands.
    pub fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", String::as_str)
    }

    pub fn number(&self, at: usize) -> i64 {
        let word = self.word(at);
        word.parse()
            .unwrap_or_else(|_| panic!("{word} of {} is no number", self.name))
    }

    /// A word that stands for bytes, each written as `\x..`.
    pub fn bytes(&self, at: usize) -> Vec<u8> {
        let word = self.word(at);
        let plain = word.strip_prefix('"').and_then(|own| own.strip_suffix('"'));
        let plain = plain.unwrap_or_else(|| panic!("{} was cut short by strace", self.name));
        let digit = |own: u8| (own & 0xf) + 9 * (own >> 6);
        let signs = plain.as_bytes().chunks_exact(4);
        signs
            .map(|own| digit(own[2]) * 16 + digit(own[3]))
            .collect()
    }
}

/// The calls in the order in which they came back.
pub fn calls(log: &str) -> Vec<Call> {
    let mut begun: BTreeMap<&str, &str> = BTreeMap::new();
    let mut out = Vec::new();
    for line in log.lines() {
        let (process, rest) = line.split_once(' ').expect("a process and its call");
        let rest = rest.trim_start();
        if let Some(head) = rest.strip_suffix(" <unfinished ...>") {
            begun.insert(process, head);
        } else if let Some(tail) = rest.strip_prefix("<... ") {
            let head = begun.remove(process).expect("a call that was begun");
            let (_, tail) = tail.split_once(" resumed>").expect("a call that goes on");
            out.extend(call(&format!("{head}{tail}")));
        } else {
            out.extend(call(rest));
        }
    }
    out
}

/// None for what is no call: a signal, an end.
fn call(line: &str) -> Option<Call> {
    let (name, rest) = line.split_once('(')?;
    let (words, back) = rest.rsplit_once(" = ")?;
    let words = words.trim_end().strip_suffix(')')?;
    let back = back.split_whitespace().next()?.parse().ok()?;
    Some(Call {
        name: name.to_owned(),
        words: words.split(", ").map(str::to_owned).collect(),
        back,
    })
}
