//! The logical structure (tagged PDF): headings, paragraphs and tables as such, for screen readers and
//! for taking text over.

use std::io::Write as _;

use lopdf::ObjectId;

use super::file::{FileWriter, Packer};
use super::number::push_integer;
use super::utf16;
use crate::report::layout::{Node, Role};

/// A piece of marked content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marked {
    /// The part that it belongs to.
    pub node: usize,
    /// Sheet, from 0.
    pub page: usize,
    /// Its number on the sheet.
    pub mark: u32,
}

/// Cells from which on they are written so that they compress well.
const MANY: usize = 200;

/// Standard name of a role.
pub(super) const fn role_name(role: Role) -> &'static str {
    match role {
        Role::Document => "Document",
        Role::Sect => "Sect",
        Role::H1 => "H1",
        Role::H2 => "H2",
        Role::H3 => "H3",
        Role::P => "P",
        Role::Table => "Table",
        Role::Tr => "TR",
        Role::Th => "TH",
        Role::Td => "TD",
        Role::Figure => "Figure",
        Role::Caption => "Caption",
    }
}

/// The structure on its way into a file.
struct Tree<'a> {
    nodes: &'a [Node],
    marked: &'a [Marked],
    /// Numbers of the objects of the sheets and of the parts.
    pages: Vec<u32>,
    numbers: Vec<u32>,
    root: u32,
    /// Of each part: how much lies in it, and from where on in `kids` it is told.
    kids: Vec<Kid>,
    starts: Vec<usize>,
    /// Digits of the highest number.
    digits: usize,
}

/// What lies in a part.
#[derive(Clone, Copy)]
enum Kid {
    Part(usize),
    /// Its sheet and its number there.
    Content(usize, u32),
}

/// How a part is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    Row,
    Cell,
}

/// Writes the structure tree; `root` is the object that stands for its root.
pub(super) fn write(
    file: &mut FileWriter<'_>,
    root: ObjectId,
    nodes: &[Node],
    marked: &[Marked],
    sheets: &[ObjectId],
) {
    let (kids, starts) = kids(nodes, marked);
    let mut tree = Tree {
        nodes,
        marked,
        pages: sheets.iter().map(|id| file.number_of(*id)).collect(),
        numbers: vec![0; nodes.len()],
        root: file.number_of(root),
        kids,
        starts,
        digits: 0,
    };
    let many = nodes.iter().filter(|node| node.role == Role::Td).count() >= MANY;
    let kinds: Vec<Kind> = (0..nodes.len())
        .map(|place| if many { tree.kind(place) } else { Kind::Plain })
        .collect();
    let of_kind = |wanted| {
        let own = kinds.iter().enumerate();
        own.filter(move |own| *own.1 == wanted).map(|own| own.0)
    };
    for kind in [Kind::Plain, Kind::Row, Kind::Cell] {
        for place in of_kind(kind) {
            tree.numbers[place] = file.reserve();
        }
    }
    tree.digits = tree.numbers.iter().max().map_or(1, |own| digits(*own));

    let mut bytes = Vec::new();
    let mut packer = Packer::new(None);
    for place in of_kind(Kind::Plain) {
        bytes.clear();
        tree.part(&mut bytes, place);
        packer.add(file, tree.numbers[place], &bytes);
    }
    let parents = tree.parents(file, many);
    bytes.clear();
    tree.push_root(&mut bytes, &parents);
    packer.add(file, tree.root, &bytes);
    packer.finish(file);
    if many {
        tree.alike(file, of_kind(Kind::Row));
        tree.alike(file, of_kind(Kind::Cell));
    }
}

/// What lies in each part, in order: parts first, then content.
fn kids(nodes: &[Node], marked: &[Marked]) -> (Vec<Kid>, Vec<usize>) {
    let mut starts = vec![0; nodes.len() + 1];
    let parts = nodes.iter().filter_map(|node| node.parent);
    let content = marked.iter().map(|own| own.node);
    for owner in parts.clone().chain(content.clone()) {
        starts[owner + 1] += 1;
    }
    for place in 0..nodes.len() {
        starts[place + 1] += starts[place];
    }
    let mut kids = vec![Kid::Part(0); starts[nodes.len()]];
    let mut next = starts.clone();
    let mut put = |owner: usize, kid| {
        kids[next[owner]] = kid;
        next[owner] += 1;
    };
    for (place, node) in nodes.iter().enumerate() {
        if let Some(parent) = node.parent {
            put(parent, Kid::Part(place));
        }
    }
    for own in marked {
        put(own.node, Kid::Content(own.page, own.mark));
    }
    (kids, starts)
}

impl Tree<'_> {
    fn kids(&self, place: usize) -> &[Kid] {
        &self.kids[self.starts[place]..self.starts[place + 1]]
    }

    fn kind(&self, place: usize) -> Kind {
        match (self.nodes[place].role, self.kids(place)) {
            (Role::Tr, _) => Kind::Row,
            (Role::Td, [] | [_]) => Kind::Cell,
            _ => Kind::Plain,
        }
    }

    fn parent(&self, place: usize) -> u32 {
        let parent = self.nodes[place].parent;
        parent.map_or(self.root, |parent| self.numbers[parent])
    }

    /// A part of any length.
    fn part(&self, out: &mut Vec<u8>, place: usize) {
        let node = &self.nodes[place];
        let _ = write!(
            out,
            "<</S/{}/P {} 0 R",
            role_name(node.role),
            self.parent(place)
        );
        let kids = self.kids(place);
        let first = kids.iter().find_map(|kid| match kid {
            Kid::Content(page, _) => Some(*page),
            Kid::Part(_) => None,
        });
        if let Some(page) = first {
            let _ = write!(out, "/Pg {} 0 R", self.pages[page]);
        }
        if let Some(words) = &node.instead {
            out.extend_from_slice(b"/Alt<");
            for byte in utf16(words) {
                let _ = write!(out, "{byte:02X}");
            }
            out.push(b'>');
        }
        if node.role == Role::Th {
            out.extend_from_slice(b"/A<</O/Table/Scope/Column>>");
        }
        if !kids.is_empty() {
            out.extend_from_slice(b"/K[");
            for (at, kid) in kids.iter().enumerate() {
                if at > 0 {
                    out.push(b' ');
                }
                let _ = match kid {
                    Kid::Part(part) => write!(out, "{} 0 R", self.numbers[*part]),
                    Kid::Content(page, mark) if Some(*page) == first => write!(out, "{mark}"),
                    Kid::Content(page, mark) => {
                        let page = self.pages[*page];
                        write!(out, "<</Type/MCR/Pg {page} 0 R/MCID {mark}>>")
                    }
                };
            }
            out.push(b']');
        }
        out.extend_from_slice(b">>");
    }

    /// A row or a cell, numbers below numbers and as long as all of its kind.
    fn aligned(&self, out: &mut Vec<u8>, place: usize) {
        let digits = self.digits;
        let role = role_name(self.nodes[place].role);
        let _ = write!(out, "<</S/{role}/P {:digits$} 0 R", self.parent(place));
        match self.kids(place) {
            [] => out.resize(out.len() + digits + 16, b' '),
            [Kid::Content(page, mark)] => {
                let _ = write!(out, "/Pg {:digits$} 0 R/K {mark:5}", self.pages[*page]);
            }
            kids => {
                out.extend_from_slice(b"/K[");
                for kid in kids {
                    if let Kid::Part(part) = kid {
                        let _ = write!(out, "{:digits$} 0 R ", self.numbers[*part]);
                    }
                }
                out.push(b']');
            }
        }
        out.extend_from_slice(b">>");
    }

    /// Parts that are alike.
    fn alike(&self, file: &mut FileWriter<'_>, places: impl Iterator<Item = usize> + Clone) {
        let mut bytes = Vec::new();
        let mut longest = 0;
        for place in places.clone() {
            bytes.clear();
            self.aligned(&mut bytes, place);
            longest = longest.max(bytes.len());
        }
        let mut packer = Packer::new(Some(longest + 1));
        for place in places {
            bytes.clear();
            self.aligned(&mut bytes, place);
            packer.add(file, self.numbers[place], &bytes);
        }
        packer.finish(file);
    }

    /// For each sheet with content the parts that its pieces belong to, each a list of its own.
    fn parents(&self, file: &mut FileWriter<'_>, many: bool) -> Vec<(usize, u32)> {
        let row = self.digits + 5;
        let mut packer = Packer::new(many.then_some(row));
        let mut out = Vec::new();
        let mut bytes = Vec::new();
        for own in self.marked.chunk_by(|a, b| a.page == b.page) {
            bytes.clear();
            bytes.push(b'[');
            if many {
                bytes.resize(row, b' ');
            }
            for piece in own {
                let number = self.numbers[piece.node];
                let _ = if many {
                    write!(bytes, "{number:0$} 0 R ", self.digits)
                } else {
                    write!(bytes, "{number} 0 R ")
                };
            }
            bytes.push(b']');
            let number = file.reserve();
            packer.add(file, number, &bytes);
            out.push((own[0].page, number));
        }
        packer.finish(file);
        out
    }

    fn push_root(&self, out: &mut Vec<u8>, parents: &[(usize, u32)]) {
        out.extend_from_slice(b"<</Type/StructTreeRoot");
        if let Some(document) = self.numbers.first() {
            let _ = write!(out, "/K {document} 0 R");
        }
        out.extend_from_slice(b"/ParentTree<</Nums[");
        for (page, list) in parents {
            let _ = write!(out, "{page} {list} 0 R ");
        }
        out.extend_from_slice(b"]>>/ParentTreeNextKey ");
        push_integer(out, self.pages.len() as u64);
        out.extend_from_slice(b">>");
    }
}

/// Decimal digits of a number.
fn digits(number: u32) -> usize {
    number.checked_ilog10().map_or(1, |own| own as usize + 1)
}
