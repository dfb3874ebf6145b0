//! Bodies of the book on a day: names, codes, who belongs to whom, who followed whom, what a written name means.

mod resolve;

use std::collections::HashSet;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rusqlite::Connection;
use rustc_hash::FxBuildHasher;

use super::profile;
use crate::domain::body::{BodyClass, BodyVersion, Extent, Share};
use crate::domain::naming::NameIndex;
use crate::domain::{Boundary, Day, Id, IdMap, Result, Territory};
use crate::store::{self, Kept};

/// Administrative units directly below others.
pub type Tree = IdMap<Vec<Id>>;

/// All bodies with all their versions and successions.
#[derive(Debug)]
pub struct Directory {
    /// The body whose book it is.
    pub root: Id,
    bodies: IdMap<Entry>,
    order: Vec<Id>,
    names: OnceLock<NameIndex<Id>>,
    /// The tree of the day that was asked for last: sums of many indicators walk the same one.
    tree: Mutex<Option<(Day, Arc<Tree>)>>,
}

#[derive(Debug)]
struct Entry {
    class: BodyClass,
    versions: Vec<Kept<BodyVersion>>,
    /// All that were ever directly below it, in the order of siblings.
    below: Vec<Id>,
    predecessors: Vec<Link>,
    successors: Vec<Link>,
    inside: bool,
}

/// One end of a succession, seen from the other (quan hệ kế thừa).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The succession.
    pub id: Id,
    /// The predecessor or successor.
    pub body: Id,
    /// First day of the successor.
    pub day: Day,
    /// Whether that day is known; else it is the latest possible one.
    pub day_sure: bool,
    /// Whole or part.
    pub extent: Extent,
    /// Shares that documents give.
    pub shares: Vec<Share>,
    /// The document of the succession.
    pub document: Option<Id>,
}

impl Link {
    /// The share that a document gives for an indicator: its own, else that of all.
    pub fn share(&self, indicator: Id) -> Option<&Share> {
        let of = |wanted: Option<Id>| self.shares.iter().find(|share| share.indicator == wanted);
        of(Some(indicator)).or_else(|| of(None))
    }
}

impl Directory {
    /// Reads them.
    pub fn load(connection: &Connection) -> Result<Self> {
        let kept = store::bodies::bodies(connection)?;
        let mut bodies: IdMap<Entry> = IdMap::with_capacity_and_hasher(kept.len(), FxBuildHasher);
        bodies.extend(
            kept.into_iter()
                .map(|kept| (kept.id, Entry::new(kept.record.class))),
        );
        let mut directory = Self {
            root: profile::root(connection)?,
            order: Vec::with_capacity(bodies.len()),
            bodies,
            names: OnceLock::new(),
            tree: Mutex::new(None),
        };
        directory.take_versions(store::bodies::versions(connection)?);
        directory.take_successions(connection)?;
        directory.mark_inside();
        Ok(directory)
    }

    fn take_versions(&mut self, versions: Vec<Kept<BodyVersion>>) {
        let mut parents: HashSet<(Id, Id)> = HashSet::with_capacity(versions.len());
        for kept in versions {
            let (body, parent) = (kept.record.body, kept.record.parent);
            let Some(entry) = self.bodies.get_mut(&body) else {
                continue;
            };
            if entry.versions.is_empty() {
                self.order.push(body);
            }
            entry.versions.push(kept);
            if let Some(parent) = parent
                && parents.insert((parent, body))
                && let Some(above) = self.bodies.get_mut(&parent)
            {
                above.below.push(body);
            }
        }
    }

    fn take_successions(&mut self, connection: &Connection) -> Result<()> {
        let mut shares: IdMap<Vec<Share>> = IdMap::default();
        for kept in store::bodies::shares(connection)? {
            shares
                .entry(kept.record.succession)
                .or_default()
                .push(kept.record);
        }
        for Kept { id, record, .. } in store::bodies::successions(connection)? {
            let link = |body: Id| Link {
                id,
                body,
                day: record.day,
                day_sure: record.day_sure,
                extent: record.extent,
                shares: shares.get(&id).cloned().unwrap_or_default(),
                document: record.document,
            };
            if let Some(heir) = self.bodies.get_mut(&record.successor) {
                heir.predecessors.push(link(record.predecessor));
            }
            if let Some(gone) = self.bodies.get_mut(&record.predecessor) {
                gone.successors.push(link(record.successor));
            }
        }
        Ok(())
    }

    fn mark_inside(&mut self) {
        let mut open = vec![self.root];
        while let Some(body) = open.pop() {
            if let Some(entry) = self.bodies.get_mut(&body)
                && !entry.inside
            {
                entry.inside = true;
                open.extend(&entry.below);
            }
        }
    }

    /// What the body is called on that day; none when it does not exist then.
    pub fn version(&self, body: Id, day: Day) -> Option<&BodyVersion> {
        self.versions(body)
            .iter()
            .map(|kept| &kept.record)
            .find(|version| version.holds_on(day))
    }

    /// All versions of the body in order of time.
    pub fn versions(&self, body: Id) -> &[Kept<BodyVersion>] {
        self.bodies.get(&body).map_or(&[], |entry| &entry.versions)
    }

    /// Its version on that day, or the nearest one for naming it in history.
    pub fn any_version(&self, body: Id, day: Day) -> Option<&BodyVersion> {
        let versions = self.versions(body);
        self.version(body, day)
            .or_else(|| {
                let first = &versions.first()?.record;
                first
                    .from_day
                    .is_some_and(|from| day < from)
                    .then_some(first)
            })
            .or_else(|| versions.last().map(|kept| &kept.record))
    }

    /// Whether the book keeps such a body.
    pub fn knows(&self, body: Id) -> bool {
        self.bodies.contains_key(&body)
    }

    /// Whether the body exists on that day.
    pub fn alive(&self, body: Id, day: Day) -> bool {
        self.version(body, day).is_some()
    }

    /// First and last day of the body under any name; none where it is open.
    pub fn life(&self, body: Id) -> (Option<Day>, Option<Day>) {
        let versions = self.versions(body);
        (
            versions.first().and_then(|kept| kept.record.from_day),
            versions.last().and_then(|kept| kept.record.to_day),
        )
    }

    /// Whether it is the root or was ever below it; predecessors and successors may lie outside.
    pub fn inside(&self, body: Id) -> bool {
        self.bodies.get(&body).is_some_and(|entry| entry.inside)
    }

    /// "Phường An Thới", "Công an quận".
    pub fn name(&self, body: Id, day: Day) -> String {
        let class = self.class(body);
        self.any_version(body, day)
            .map_or_else(String::new, |version| version.full_name(class))
    }

    /// Code on that day.
    pub fn code(&self, body: Id, day: Day) -> String {
        self.any_version(body, day)
            .map_or_else(String::new, |version| version.code.clone())
    }

    /// Short name for narrow columns.
    pub fn short_name(&self, body: Id, day: Day) -> String {
        self.any_version(body, day)
            .map_or_else(String::new, |version| {
                if version.short_name.is_empty() {
                    version.full_name(self.class(body))
                } else {
                    version.short_name.clone()
                }
            })
    }

    /// Territory or organisation.
    pub fn class(&self, body: Id) -> BodyClass {
        self.bodies
            .get(&body)
            .map_or(BodyClass::Organization, |entry| entry.class)
    }

    /// The body above on that day.
    pub fn parent(&self, body: Id, day: Day) -> Option<Id> {
        self.version(body, day)?.parent
    }

    /// The bodies above on that day, the next one first.
    pub fn parents(&self, body: Id, day: Day) -> Vec<Id> {
        let mut out: Vec<Id> = Vec::new();
        let mut current = self.parent(body, day);
        while let Some(above) = current.filter(|above| !out.contains(above) && *above != body) {
            out.push(above);
            current = self.parent(above, day);
        }
        out
    }

    /// Administrative units directly below the root that exist on that day, in order of their codes.
    pub fn units(&self, day: Day) -> Vec<Id> {
        self.children(self.root, day)
    }

    /// Administrative units that stand so many levels below the root on that day; 1 for those directly below it.
    pub fn at_depth(&self, depth: u32, day: Day) -> Vec<Id> {
        (0..depth).fold(vec![self.root], |level, _| {
            level
                .into_iter()
                .flat_map(|body| self.children(body, day))
                .collect()
        })
    }

    /// Administrative units directly below `parent` that exist on that day.
    pub fn children(&self, parent: Id, day: Day) -> Vec<Id> {
        let mut out = self.below(parent, day);
        out.retain(|id| self.class(*id) == BodyClass::Territory);
        out
    }

    /// Bodies directly below `parent` that exist on that day.
    pub fn below(&self, parent: Id, day: Day) -> Vec<Id> {
        let all = self
            .bodies
            .get(&parent)
            .map_or(&[][..], |entry| &entry.below);
        all.iter()
            .copied()
            .filter(|id| self.parent(*id, day) == Some(parent))
            .collect()
    }

    /// All bodies that were ever directly below `parent`.
    pub fn ever_below(&self, parent: Id) -> &[Id] {
        self.bodies.get(&parent).map_or(&[], |entry| &entry.below)
    }

    /// Bodies below `body` at any depth on that day, depth first; itself is not among them.
    pub fn descendants(&self, body: Id, day: Day) -> Vec<Id> {
        let mut out = Vec::new();
        let mut open: Vec<Id> = self.below(body, day);
        open.reverse();
        while let Some(next) = open.pop() {
            out.push(next);
            let mut below = self.below(next, day);
            below.reverse();
            open.extend(below);
        }
        out
    }

    /// Administrative units at or below `body` that have none below themselves on that day: what sums are made of.
    pub fn leaves(&self, body: Id, day: Day) -> Vec<Id> {
        let mut out = Vec::new();
        let mut open = if self.alive(body, day) {
            vec![body]
        } else {
            Vec::new()
        };
        while let Some(next) = open.pop() {
            let mut children = self.children(next, day);
            if children.is_empty() && self.class(next) == BodyClass::Territory {
                out.push(next);
            }
            children.reverse();
            open.extend(children);
        }
        out
    }

    /// Who stands directly below whom among administrative units on that day; a unit without units below it is not in
    /// it.
    pub fn tree(&self, day: Day) -> Arc<Tree> {
        let mut kept = self.tree.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, tree)) = &*kept
            && *of == day
        {
            return Arc::clone(tree);
        }
        let mut tree = Tree::default();
        for id in &self.order {
            if self.class(*id) == BodyClass::Territory
                && let Some(parent) = self.parent(*id, day)
            {
                tree.entry(parent).or_default().push(*id);
            }
        }
        let tree = Arc::new(tree);
        *kept = Some((day, Arc::clone(&tree)));
        tree
    }

    /// The units by which a table of that day is shown: its own, or those of today. A root that has ended is shown
    /// by its last day.
    pub fn territory(&self, boundary: Boundary, day: Day, today: Day) -> Territory {
        let asked = match boundary {
            Boundary::Then => day,
            Boundary::Now => today,
        };
        let (_, ended) = self.life(self.root);
        Territory {
            boundary,
            day: ended.map_or(asked, |last| asked.min(last)),
        }
    }

    /// Whom the body followed, in order of time.
    pub fn predecessors(&self, body: Id) -> &[Link] {
        self.bodies
            .get(&body)
            .map_or(&[], |entry| &entry.predecessors)
    }

    /// Who followed the body, in order of time.
    pub fn successors(&self, body: Id) -> &[Link] {
        self.bodies
            .get(&body)
            .map_or(&[], |entry| &entry.successors)
    }

    /// The root and all bodies below it that exist on that day.
    pub fn all(&self, day: Day) -> Vec<Id> {
        let lives = |id: &Id| self.inside(*id) && self.alive(*id, day);
        self.order.iter().copied().filter(lives).collect()
    }

    /// All bodies that the book keeps, on whatever day they existed.
    pub fn ever(&self) -> &[Id] {
        &self.order
    }
}

impl Entry {
    const fn new(class: BodyClass) -> Self {
        Self {
            class,
            versions: Vec::new(),
            below: Vec::new(),
            predecessors: Vec::new(),
            successors: Vec::new(),
            inside: false,
        }
    }
}
