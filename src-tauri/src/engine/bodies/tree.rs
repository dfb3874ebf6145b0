//! The units of a book on a day: the tree, what is counted, and the days on which something changed.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::document::title;
use super::levels;
use crate::domain::body::{Body, BodyClass};
use crate::domain::book::Document;
use crate::domain::text::uncapitalise;
use crate::domain::{Day, Id, Result};
use crate::engine::directory::Directory;
use crate::store;

/// Units of the book (đơn vị của sổ) on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct UnitTree {
    /// The day.
    pub as_of: Day,
    /// The body whose book it is.
    pub root: Id,
    /// What the levels are called, the root's first.
    pub levels: Vec<String>,
    /// "8 phường · 5 cơ quan" on that day.
    pub counted: String,
    /// Days on which something changed, in order.
    pub events: Vec<UnitEvent>,
    /// Bodies depth first; those that do not exist on the day are among them.
    pub rows: Vec<UnitRow>,
}

/// A day on which units changed (mốc thay đổi).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct UnitEvent {
    /// The day.
    pub day: Day,
    /// Whether it is known; else it is the latest possible one.
    pub sure: bool,
    /// "8 phường, sau khi nhập 4 phường thành Thới Bình".
    pub label: String,
    /// The document.
    pub document: Option<String>,
    /// How many units began.
    pub begun: u32,
    /// How many units ended.
    pub ended: u32,
}

/// A body in the tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct UnitRow {
    /// The body.
    pub body: Id,
    /// The body above, also where it is no row.
    pub parent: Option<Id>,
    /// 0 for the root.
    pub depth: u32,
    /// Code on the day, or the nearest.
    pub code: String,
    /// Full name.
    pub name: String,
    /// Kind in words.
    pub kind: String,
    /// Territory or organisation.
    pub class: BodyClass,
    /// Whether it exists on the day.
    pub alive: bool,
    /// First day; none when it is not known.
    pub from_day: Option<Day>,
    /// Last day; none while it goes on.
    pub to_day: Option<Day>,
    /// Whether the first day is known.
    pub from_sure: bool,
    /// Whether the last day is known.
    pub to_sure: bool,
    /// How many it followed.
    pub predecessors: u32,
    /// How many followed it.
    pub successors: u32,
    /// Whether the book itself entered it.
    pub own: bool,
    /// Whether it lies below the root; successors outside do not.
    pub inside: bool,
}

/// The units of the book on a day.
pub fn units(connection: &Connection, day: Day) -> Result<UnitTree> {
    let directory = Directory::load(connection)?;
    let mut rows = Rows {
        directory: &directory,
        own: own_bodies(connection)?,
        day,
        out: Vec::new(),
    };
    rows.push(directory.root, 0);
    rows.outside();
    let rows = rows.out;
    Ok(UnitTree {
        as_of: day,
        root: directory.root,
        levels: levels::levels(connection)?,
        counted: counted(&directory, day),
        events: events(connection, &directory)?,
        rows,
    })
}

/// Bodies that no shipped data has.
pub(super) fn own_bodies(connection: &Connection) -> Result<BTreeSet<Id>> {
    let bodies = store::bodies::bodies(connection)?.into_iter();
    let own = bodies.filter(|kept| {
        let Body { key, .. } = &kept.record;
        key.is_empty()
    });
    Ok(own.map(|kept| kept.id).collect())
}

struct Rows<'a> {
    directory: &'a Directory,
    own: BTreeSet<Id>,
    day: Day,
    out: Vec<UnitRow>,
}

impl Rows<'_> {
    fn push(&mut self, body: Id, depth: u32) {
        self.row(body, depth);
        let (directory, day) = (self.directory, self.day);
        let under = |child: &Id| {
            let version = directory.any_version(*child, day);
            version.is_some_and(|version| version.parent == Some(body))
        };
        let mut below: Vec<Id> = directory
            .ever_below(body)
            .iter()
            .copied()
            .filter(under)
            .collect();
        // A stable sort: the living first, each in the order of siblings.
        below.sort_by_key(|child| {
            (
                directory.class(*child) == BodyClass::Organization,
                !directory.alive(*child, day),
            )
        });
        for child in below {
            if self.out.iter().all(|row| row.body != child) {
                self.push(child, depth + 1);
            }
        }
    }

    /// Those that came before or follow, outside the root.
    fn outside(&mut self) {
        let directory = self.directory;
        let mut seen: BTreeSet<Id> = self.out.iter().map(|row| row.body).collect();
        let mut open: Vec<Id> = seen.iter().copied().collect();
        let mut found = BTreeSet::new();
        while let Some(body) = open.pop() {
            let links = directory
                .predecessors(body)
                .iter()
                .chain(directory.successors(body));
            for link in links {
                if seen.insert(link.body) {
                    found.insert(link.body);
                    open.push(link.body);
                }
            }
        }
        for body in directory.ever().iter().filter(|body| found.contains(body)) {
            self.row(*body, 1);
        }
    }

    fn row(&mut self, body: Id, depth: u32) {
        let (directory, day) = (self.directory, self.day);
        let Some(version) = directory.any_version(body, day) else {
            return;
        };
        let versions = directory.versions(body);
        let (from_day, to_day) = directory.life(body);
        self.out.push(UnitRow {
            body,
            parent: version.parent,
            depth,
            code: version.code.clone(),
            name: version.full_name(directory.class(body)),
            kind: version.kind.clone(),
            class: directory.class(body),
            alive: directory.alive(body, day),
            from_day,
            to_day,
            from_sure: versions.first().is_some_and(|kept| kept.record.from_sure),
            to_sure: versions.last().is_some_and(|kept| kept.record.to_sure),
            predecessors: directory.predecessors(body).len() as u32,
            successors: directory.successors(body).len() as u32,
            own: self.own.contains(&body),
            inside: directory.inside(body),
        });
    }
}

/// "8 phường · 5 cơ quan": what lies below the root on a day, by kind in the order of the tree.
pub(super) fn counted(directory: &Directory, day: Day) -> String {
    let mut kinds: Vec<(String, usize)> = Vec::new();
    let mut add = |kind: &str| match kinds.iter_mut().find(|(own, _)| own == kind) {
        Some((_, count)) => *count += 1,
        None => kinds.push((kind.to_owned(), 1)),
    };
    let mut offices = 0;
    let mut level = vec![directory.root];
    while !level.is_empty() {
        let mut below = Vec::new();
        for body in level {
            for child in directory.below(body, day) {
                match directory.class(child) {
                    BodyClass::Territory => {
                        add(&directory
                            .version(child, day)
                            .map_or_else(String::new, |v| v.kind.clone()));
                    }
                    BodyClass::Organization => offices += 1,
                }
                below.push(child);
            }
        }
        level = below;
    }
    if offices > 0 {
        kinds.push(("cơ quan".to_owned(), offices));
    }
    let words: Vec<String> = kinds
        .iter()
        .map(|(kind, count)| format!("{count} {kind}"))
        .collect();
    words.join(" · ")
}

#[derive(Default)]
struct Happened {
    unsure: bool,
    begun: Vec<Id>,
    ended: Vec<Id>,
    turned: Vec<Id>,
    document: Option<Id>,
}

fn events(connection: &Connection, directory: &Directory) -> Result<Vec<UnitEvent>> {
    let mut days: BTreeMap<Day, Happened> = BTreeMap::new();
    let inside = directory
        .ever()
        .iter()
        .copied()
        .filter(|body| directory.inside(*body));
    for body in inside {
        let versions = directory.versions(body);
        for (at, kept) in versions.iter().enumerate() {
            let version = &kept.record;
            if let Some(from) = version.from_day {
                let day = days.entry(from).or_default();
                if at == 0 {
                    &mut day.begun
                } else {
                    &mut day.turned
                }
                .push(body);
                day.unsure |= !version.from_sure;
                day.document = day.document.or(version.document);
            }
        }
        let last = versions.last().map(|kept| &kept.record);
        if let Some(next) = last
            .and_then(|last| last.to_day)
            .and_then(|to| to.succ_opt())
        {
            let day = days.entry(next).or_default();
            day.ended.push(body);
            day.unsure |= last.is_some_and(|last| !last.to_sure);
            let heirs = directory
                .successors(body)
                .iter()
                .find(|link| link.day == next);
            day.document = day.document.or(heirs.and_then(|link| link.document));
        }
    }
    let documents: HashMap<Id, Document> = store::list::<Document>(connection, "1 = 1", &[])?
        .into_iter()
        .map(|kept| (kept.id, kept.record))
        .collect();
    Ok(days
        .into_iter()
        .map(|(day, happened)| UnitEvent {
            day,
            sure: !happened.unsure,
            label: label(directory, day, &happened),
            document: happened
                .document
                .and_then(|id| documents.get(&id))
                .map(title),
            begun: happened.begun.len() as u32,
            ended: happened.ended.len() as u32,
        })
        .collect())
}

fn label(directory: &Directory, day: Day, happened: &Happened) -> String {
    let root = directory.root;
    if happened.ended.contains(&root) {
        let mut heirs: BTreeSet<Id> = BTreeSet::new();
        for body in &happened.ended {
            let links = directory
                .successors(*body)
                .iter()
                .filter(|link| link.day == day);
            heirs.extend(links.map(|link| link.body));
        }
        let name = uncapitalise(&directory.name(root, day));
        return format!("không còn {name}, {} đơn vị kế thừa", heirs.len());
    }
    let now = counted(directory, day);
    let after = match (
        happened.begun.as_slice(),
        happened.ended.len(),
        happened.turned.as_slice(),
    ) {
        ([one], _, []) if !directory.predecessors(*one).is_empty() => {
            let from = directory.predecessors(*one);
            let version = directory.version(*one, day);
            let kind = version.map_or("đơn vị", |version| version.kind.as_str());
            let name = version.map_or("", |version| version.name.as_str());
            format!("sau khi nhập {} {kind} thành {name}", from.len())
        }
        ([], 0, [one]) => format!("{} đổi tên, loại hoặc cấp trên", directory.name(*one, day)),
        ([], 0, several) => format!("{} đơn vị đổi tên, loại hoặc cấp trên", several.len()),
        ([one], 0, []) => format!("thêm {}", directory.name(*one, day)),
        (begun, ended, _) => format!("{} đơn vị mới, {ended} đơn vị kết thúc", begun.len()),
    };
    if now.is_empty() {
        after
    } else {
        format!("{now}, {after}")
    }
}
