//! A disk in memory: what is lasting, and what is not yet.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::cut::{Chance, Change, Cut, contents};

/// The folder of the story among the nodes.
pub const ROOT: usize = 0;

/// Something that happens to the disk. Files and folders are nodes, numbered as they were made.
#[derive(Debug, Clone)]
pub enum Event {
    Made {
        folder: usize,
        name: String,
        is_folder: bool,
    },
    Written {
        node: usize,
        at: usize,
        bytes: Rc<[u8]>,
    },
    /// It has that length now.
    Length {
        node: usize,
        length: usize,
    },
    Synced {
        node: usize,
    },
    Renamed {
        folder: usize,
        from: String,
        to: String,
    },
    Removed {
        folder: usize,
        name: String,
    },
}

impl Event {
    /// Whether it may change what is lasting or named; contents alone do not.
    pub const fn settles(&self) -> bool {
        !matches!(self, Self::Written { .. } | Self::Length { .. })
    }
}

/// What lies in a folder and below it; none for folders.
pub type Image = BTreeMap<PathBuf, Option<Vec<u8>>>;

#[derive(Debug, Clone)]
enum Turn {
    Put(String, usize),
    Take(String),
    Move(String, String),
}

impl Turn {
    fn apply(&self, to: &mut BTreeMap<String, usize>) {
        match self {
            Self::Put(name, node) => drop(to.insert(name.clone(), *node)),
            Self::Take(name) => drop(to.remove(name)),
            Self::Move(from, name) => {
                if let Some(node) = to.remove(from) {
                    to.insert(name.clone(), node);
                }
            }
        }
    }

    fn names(&self) -> Vec<&str> {
        match self {
            Self::Put(name, _) | Self::Take(name) => vec![name],
            Self::Move(from, to) => vec![from, to],
        }
    }
}

#[derive(Debug, Clone)]
enum Node {
    File {
        kept: Vec<u8>,
        loose: Vec<Change>,
    },
    Folder {
        kept: BTreeMap<String, usize>,
        loose: Vec<Turn>,
    },
}

/// A disk.
#[derive(Debug, Clone)]
pub struct Disk {
    nodes: Vec<Node>,
}

impl Disk {
    /// A disk on which everything of an image is lasting, and the nodes of its paths.
    pub fn of(image: &Image) -> (Self, BTreeMap<PathBuf, usize>) {
        let mut own = Self {
            nodes: vec![Node::folder()],
        };
        let mut paths = BTreeMap::from([(PathBuf::new(), ROOT)]);
        // Folders come before what lies in them.
        for (path, content) in image {
            let node = own.nodes.len();
            own.nodes.push(
                content
                    .as_ref()
                    .map_or_else(Node::folder, |bytes| Node::File {
                        kept: bytes.clone(),
                        loose: Vec::new(),
                    }),
            );
            let (folder, name) = (paths[path.parent().expect("a folder")], last(path));
            let (kept, _) = own.folder(folder);
            kept.insert(name, node);
            paths.insert(path.clone(), node);
        }
        (own, paths)
    }

    /// How many nodes there are; the number of the next one.
    pub fn nodes(&self) -> usize {
        self.nodes.len()
    }

    fn folder(&mut self, node: usize) -> (&mut BTreeMap<String, usize>, &mut Vec<Turn>) {
        match &mut self.nodes[node] {
            Node::Folder { kept, loose } => (kept, loose),
            Node::File { .. } => panic!("node {node} is no folder"),
        }
    }

    fn change(&mut self, node: usize, change: Change) {
        match &mut self.nodes[node] {
            Node::File { loose, .. } => loose.push(change),
            Node::Folder { .. } => panic!("node {node} is no file"),
        }
    }

    /// Lets something happen.
    pub fn happen(&mut self, event: &Event) {
        match event {
            Event::Made {
                folder,
                name,
                is_folder,
            } => {
                let node = self.nodes.len();
                self.nodes.push(if *is_folder {
                    Node::folder()
                } else {
                    Node::file()
                });
                let turn = Turn::Put(name.clone(), node);
                self.folder(*folder).1.push(turn);
            }
            Event::Written { node, at, bytes } => {
                self.change(*node, Change::Write(*at, Rc::clone(bytes)));
            }
            Event::Length { node, length } => self.change(*node, Change::Length(*length)),
            Event::Synced { node } => self.sync(*node),
            Event::Renamed { folder, from, to } => {
                let turn = Turn::Move(from.clone(), to.clone());
                self.folder(*folder).1.push(turn);
            }
            Event::Removed { folder, name } => {
                let turn = Turn::Take(name.clone());
                self.folder(*folder).1.push(turn);
            }
        }
    }

    fn sync(&mut self, node: usize) {
        match &mut self.nodes[node] {
            Node::File { kept, loose } => {
                loose.drain(..).for_each(|change| change.apply(kept));
                self.keep_name(node);
            }
            Node::Folder { kept, loose } => loose.drain(..).for_each(|turn| turn.apply(kept)),
        }
    }

    /// A new file keeps its name with its bytes, and with it whatever became of that name before.
    fn keep_name(&mut self, node: usize) {
        for own in &mut self.nodes {
            let Node::Folder { kept, loose } = own else {
                continue;
            };
            let is_new = |turn: &Turn| matches!(turn, Turn::Put(_, put) if *put == node);
            let Some(at) = loose.iter().position(is_new) else {
                continue;
            };
            let mut names: Vec<String> = vec![loose[at].names()[0].to_owned()];
            let mut with = vec![at];
            for before in (0..at).rev() {
                let own = loose[before].names();
                if own
                    .iter()
                    .any(|name| names.iter().any(|known| known == name))
                {
                    names.extend(own.into_iter().map(str::to_owned));
                    with.push(before);
                }
            }
            with.sort_unstable();
            for turn in &with {
                loose[*turn].apply(kept);
            }
            with.iter().rev().for_each(|turn| drop(loose.remove(*turn)));
            return;
        }
    }

    /// What is found on it after the power went off now.
    pub fn image(&self, cut: Cut) -> Image {
        let mut chance = Chance::of(cut);
        let mut out = Image::new();
        self.walk(ROOT, Path::new(""), cut, &mut chance, &mut out);
        out
    }

    fn walk(&self, node: usize, path: &Path, cut: Cut, chance: &mut Chance, out: &mut Image) {
        match &self.nodes[node] {
            Node::File { kept, loose } => {
                out.insert(path.to_owned(), Some(contents(kept, loose, cut, chance)));
            }
            Node::Folder { kept, loose } => {
                if node != ROOT {
                    out.insert(path.to_owned(), None);
                }
                let turns = match cut {
                    Cut::Ordered | Cut::Named => loose.len(),
                    Cut::Synced => 0,
                    Cut::Torn(_) => chance.below(loose.len() + 1),
                };
                let mut names = kept.clone();
                loose[..turns]
                    .iter()
                    .for_each(|turn| turn.apply(&mut names));
                for (name, node) in names {
                    self.walk(node, &path.join(name), cut, chance, out);
                }
            }
        }
    }
}

impl Node {
    const fn file() -> Self {
        Self::File {
            kept: Vec::new(),
            loose: Vec::new(),
        }
    }

    const fn folder() -> Self {
        Self::Folder {
            kept: BTreeMap::new(),
            loose: Vec::new(),
        }
    }
}

/// The last name of a path.
pub fn last(path: &Path) -> String {
    let name = path.file_name().and_then(|own| own.to_str());
    name.expect("a name that is text").to_owned()
}

#[test]
fn a_disk_keeps_what_was_synced() {
    let (mut disk, _) = Disk::of(&Image::from([("a".into(), Some(b"1".to_vec()))]));
    let bytes = |own: &[u8]| Rc::from(own);
    for event in [
        Event::Made {
            folder: ROOT,
            name: "b~".to_owned(),
            is_folder: false,
        },
        Event::Written {
            node: 2,
            at: 0,
            bytes: bytes(b"22"),
        },
        Event::Synced { node: 2 },
        Event::Renamed {
            folder: ROOT,
            from: "b~".to_owned(),
            to: "b".to_owned(),
        },
        Event::Written {
            node: 1,
            at: 1,
            bytes: bytes(b"3"),
        },
    ] {
        disk.happen(&event);
    }
    let names = |cut| -> Vec<String> { disk.image(cut).keys().map(|own| last(own)).collect() };
    assert_eq!(names(Cut::Ordered), ["a", "b"]);
    assert_eq!(
        names(Cut::Synced),
        ["a", "b~"],
        "the renaming was not synced"
    );
    assert_eq!(names(Cut::Named), ["a", "b"]);
    let a = |disk: &Disk, cut| disk.image(cut)[Path::new("a")].clone();
    assert_eq!(a(&disk, Cut::Ordered).as_deref(), Some(&b"13"[..]));
    assert_eq!(a(&disk, Cut::Named).as_deref(), Some(&b"1"[..]));
    disk.happen(&Event::Synced { node: ROOT });
    disk.happen(&Event::Synced { node: 1 });
    assert_eq!(disk.image(Cut::Synced), disk.image(Cut::Ordered));
    assert_eq!(disk.image(Cut::Torn(1)), disk.image(Cut::Ordered));
}
