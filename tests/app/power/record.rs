//! A story is run and becomes events of a disk.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::process::Command;
use std::rc::Rc;

use tempfile::TempDir;

use super::cut::Cut;
use super::disk::{Disk, Event, Image, last};
use super::stories::{self, Story};
use super::trace::{CALLS, Call, calls};

/// Longer than anything that is written at once.
const LONGEST: &str = "268435456";

/// What a story did to its disk.
pub struct Recording {
    /// The disk before.
    start: Disk,
    pub events: Vec<Event>,
    /// How many events there were after each command, and none before the first one.
    pub ends: Vec<usize>,
    /// Of each number of events, how many of them there were when names or syncs came last.
    settled: Vec<usize>,
}

impl Recording {
    /// The disk after so many events.
    pub fn disk(&self, at: usize) -> Disk {
        let mut disk = self.start.clone();
        self.events[..at]
            .iter()
            .for_each(|event| disk.happen(event));
        disk
    }

    /// How many commands were acknowledged after so many events.
    pub fn done(&self, at: usize) -> usize {
        self.ends.iter().rposition(|end| *end <= at).unwrap_or(0)
    }

    /// The first point whose lasting contents and names are those of this one, within the same command.
    pub fn settled(&self, at: usize) -> usize {
        self.settled[at]
    }
}

/// Runs a story. After each command the simulated disk is held against the real one.
pub fn record(story: &Story) -> Recording {
    let dir = TempDir::new().expect("a folder");
    let root = dir.path().canonicalize().expect("its place");
    (story.prepare)(&root);
    let log = TempDir::new().expect("a folder");
    let log = log.path().join("calls");
    let (start, paths) = Disk::of(&lying(&root));
    let mut own = Recorder {
        nodes: start.nodes(),
        root: root.clone(),
        paths,
        open: BTreeMap::new(),
        events: Vec::new(),
    };
    let mut disk = start.clone();
    let mut ends = vec![0];
    for line in &story.lines {
        let mut strace = Command::new("strace");
        strace.args(["-f", "-qq", "-xx", "--seccomp-bpf", "-s", LONGEST, "-o"]);
        strace.arg(&log).arg("-e").arg(format!("trace={CALLS}"));
        // A file is copied by reading and writing then, which the disk knows.
        let without = "inject=copy_file_range,sendfile,splice:error=ENOSYS";
        strace.args(["-e", without, "-e", "signal=none"]);
        strace.arg(stories::PROGRAM);
        stories::run(strace, &root, *line);
        own.open.clear();
        let begun = own.events.len();
        for call in calls(&fs::read_to_string(&log).expect("the calls")) {
            own.take(&call);
        }
        own.events[begun..]
            .iter()
            .for_each(|event| disk.happen(event));
        ends.push(own.events.len());
        let (seen, real) = (disk.image(Cut::Ordered), lying(&root));
        let names = |own: &Image| own.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&seen), names(&real), "{:?}", line.typed);
        assert!(seen == real, "other bytes than were seen: {:?}", line.typed);
    }
    let mut settled = vec![0];
    for (at, event) in own.events.iter().enumerate() {
        // The first event of a command stands for itself: what is acknowledged differs.
        let stands = event.settles() || ends.contains(&at) || ends.contains(&(at + 1));
        settled.push(if stands { at + 1 } else { settled[at] });
    }
    Recording {
        start,
        events: own.events,
        ends,
        settled,
    }
}

/// What lies in a real folder. Shared memory is not on a disk.
fn lying(root: &Path) -> Image {
    let mut out = Image::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.strip_prefix(root).expect("a path below").to_owned();
            if path.is_dir() {
                out.insert(name, None);
                open.push(path);
            } else if !is_shared(&name) {
                out.insert(name, Some(fs::read(&path).expect("a file")));
            }
        }
    }
    out
}

fn is_shared(path: &Path) -> bool {
    last(path).ends_with("-shm")
}

/// An open file.
struct Handle {
    node: usize,
    /// Where the next writing goes.
    at: usize,
    /// Whether it is read through as well, which moves that place unseen.
    reads: bool,
}

struct Recorder {
    root: PathBuf,
    /// What is there now.
    paths: BTreeMap<PathBuf, usize>,
    nodes: usize,
    open: BTreeMap<i64, Handle>,
    events: Vec<Event>,
}

impl Recorder {
    /// A path below the folder of the story; none elsewhere, and for shared memory.
    fn place(&self, call: &Call, at: usize) -> Option<PathBuf> {
        let text = String::from_utf8(call.bytes(at)).expect("a path that is text");
        let path = self.root.join(text);
        let mut plain = PathBuf::new();
        for part in path.components().filter(|own| *own != Component::CurDir) {
            assert!(
                part != Component::ParentDir,
                "{} is no plain path",
                path.display()
            );
            plain.push(part);
        }
        let below = plain.strip_prefix(&self.root).ok()?.to_owned();
        let hidden = !below.as_os_str().is_empty() && is_shared(&below);
        (!hidden).then_some(below)
    }

    /// The same for a call that names a folder first.
    fn place_from(&self, call: &Call, at: usize) -> Option<PathBuf> {
        assert_eq!(call.word(at - 1), "AT_FDCWD", "{call:?}");
        self.place(call, at)
    }

    fn above(&self, path: &Path) -> usize {
        self.paths[path.parent().expect("a folder")]
    }

    fn take(&mut self, call: &Call) {
        if call.back < 0 {
            return;
        }
        match call.name.as_str() {
            "open" => self.opened(call, self.place(call, 0), call.word(1)),
            "openat" => self.opened(call, self.place_from(call, 1), call.word(2)),
            "close" => drop(self.open.remove(&call.number(0))),
            "lseek" => {
                if let Some(own) = self.open.get_mut(&call.number(0)) {
                    own.at = call.back as usize;
                }
            }
            "write" => self.written(call),
            "pwrite64" => {
                if let Some(node) = self.node(call) {
                    self.write(node, call.number(3) as usize, call);
                }
            }
            "ftruncate" => {
                if let Some(node) = self.node(call) {
                    let length = call.number(1) as usize;
                    self.events.push(Event::Length { node, length });
                }
            }
            "fsync" | "fdatasync" => {
                if let Some(node) = self.node(call) {
                    self.events.push(Event::Synced { node });
                }
            }
            "rename" => self.renamed(self.place(call, 0), self.place(call, 1)),
            "renameat" | "renameat2" => {
                self.renamed(self.place_from(call, 1), self.place_from(call, 3));
            }
            "unlink" | "rmdir" => self.removed(self.place(call, 0)),
            "unlinkat" => self.removed(self.place_from(call, 1)),
            "mkdir" => self.made(self.place(call, 0), true),
            "mkdirat" => self.made(self.place_from(call, 1), true),
            // Nothing of the kind is done to files of a book; if it is one day, the disk must know what it means.
            _ => self.refuse(call),
        }
    }

    fn refuse(&self, call: &Call) {
        let through = ["copy_file_range", "splice"].contains(&call.name.as_str());
        let paths = [
            "creat",
            "truncate",
            "link",
            "linkat",
            "symlink",
            "symlinkat",
        ];
        let known = paths.contains(&call.name.as_str())
            || self
                .open
                .contains_key(&call.number(if through { 2 } else { 0 }));
        assert!(!known, "the disk does not know {call:?}");
    }

    fn node(&self, call: &Call) -> Option<usize> {
        self.open.get(&call.number(0)).map(|own| own.node)
    }

    fn opened(&mut self, call: &Call, path: Option<PathBuf>, flags: &str) {
        self.open.remove(&call.back);
        let Some(path) = path else { return };
        let has = |flag: &str| flags.split('|').any(|own| own == flag);
        assert!(!has("O_APPEND"), "the disk does not know {call:?}");
        let there = self.paths.contains_key(&path);
        if !there && has("O_CREAT") {
            self.made(Some(path.clone()), false);
        }
        let node = *self.paths.get(&path).expect("a file that is there");
        if there && has("O_TRUNC") {
            self.events.push(Event::Length { node, length: 0 });
        }
        let reads = !has("O_WRONLY");
        self.open.insert(call.back, Handle { node, at: 0, reads });
    }

    fn written(&mut self, call: &Call) {
        let Some(own) = self.open.get_mut(&call.number(0)) else {
            return;
        };
        assert!(!own.reads, "the disk does not know where {call:?} goes");
        let (node, at) = (own.node, own.at);
        own.at += call.back as usize;
        self.write(node, at, call);
    }

    fn write(&mut self, node: usize, at: usize, call: &Call) {
        let mut bytes = call.bytes(1);
        bytes.truncate(call.back as usize);
        let bytes = Rc::from(bytes);
        self.events.push(Event::Written { node, at, bytes });
    }

    fn made(&mut self, path: Option<PathBuf>, is_folder: bool) {
        let Some(path) = path else { return };
        self.events.push(Event::Made {
            folder: self.above(&path),
            name: last(&path),
            is_folder,
        });
        self.paths.insert(path, self.nodes);
        self.nodes += 1;
    }

    fn renamed(&mut self, from: Option<PathBuf>, to: Option<PathBuf>) {
        let (from, to) = match (from, to) {
            (Some(from), Some(to)) => (from, to),
            (None, None) => return,
            other => panic!("the disk does not know a renaming to elsewhere: {other:?}"),
        };
        assert_eq!(from.parent(), to.parent(), "a renaming within one folder");
        self.events.push(Event::Renamed {
            folder: self.above(&from),
            from: last(&from),
            to: last(&to),
        });
        let node = self.paths.remove(&from).expect("a file that is there");
        self.paths.insert(to, node);
    }

    fn removed(&mut self, path: Option<PathBuf>) {
        let Some(path) = path else { return };
        self.events.push(Event::Removed {
            folder: self.above(&path),
            name: last(&path),
        });
        self.paths.remove(&path);
    }
}
