//! What goes over into the book of a successor: figures, targets, documents and indicators of whom it followed.
//! A figure of a unit of which only a part passed goes along under that unit, so that nothing is summed without
//! a share.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::json;

use crate::domain::body::{BodyVersion, Extent, Share};
use crate::domain::book::Document;
use crate::domain::indicator::{
    Denominator, Fact, FactState, ILLUSTRATIVE, Indicator, IndicatorVersion, Source, Target,
};
use crate::domain::{Day, Error, ErrorCode, Id, Record, Result};
use crate::engine::directory::Directory;
use crate::store::{self, Book, Kept, Operation, Tx, query};

/// Everything of the old book that may go over.
pub(super) struct Old {
    keys: HashMap<Id, String>,
    facts: Vec<Kept<Fact>>,
    targets: Vec<Kept<Target>>,
    documents: Vec<Kept<Document>>,
    sources: Vec<Kept<Source>>,
    indicators: Vec<Kept<Indicator>>,
    versions: Vec<Kept<IndicatorVersion>>,
    denominators: Vec<Kept<Denominator>>,
}

/// A unit whose figures went over.
#[derive(Debug, Clone)]
pub(super) struct Giver {
    /// "Phường Thới Bình".
    pub(super) name: String,
    /// Its code.
    pub(super) code: String,
    /// Its last day, where that lies before the division.
    pub(super) ended: Option<Day>,
    /// Whether all of it passed.
    pub(super) whole: bool,
    /// Figures.
    pub(super) facts: u32,
}

/// What went over.
#[derive(Debug, Clone, Default)]
pub(super) struct Carried {
    pub(super) facts: u32,
    pub(super) targets: u32,
    pub(super) illustrative: bool,
    /// Indicator by code: how many figures, and their sum, scaled by the decimals.
    pub(super) totals: BTreeMap<String, (u32, i128)>,
    /// From whom, and whether whole.
    pub(super) from: Vec<Giver>,
    pub(super) remarks: Vec<String>,
}

impl Old {
    pub(super) fn read(book: &Book) -> Result<Self> {
        book.read(|c| {
            Ok(Self {
                keys: store::bodies::bodies(c)?
                    .into_iter()
                    .map(|kept| (kept.id, kept.record.key))
                    .collect(),
                facts: query::facts(c, None)?,
                targets: store::list(c, "1 = 1", &[])?,
                documents: store::list(c, "1 = 1", &[])?,
                sources: store::list(c, "1 = 1", &[])?,
                indicators: store::list(c, "1 = 1 ORDER BY id", &[])?,
                versions: store::list(c, "1 = 1", &[])?,
                denominators: store::list(c, "1 = 1", &[])?,
            })
        })
    }
}

/// Those before the heir that lie in the old book, and whether only parts of them passed on the way.
fn before(directory: &Directory, heir: Id) -> Vec<(Id, bool)> {
    let mut out: Vec<(Id, bool)> = Vec::new();
    let mut open = vec![(heir, true)];
    while let Some((body, whole)) = open.pop() {
        for link in directory.predecessors(body) {
            let whole = whole && link.extent == Extent::Whole;
            if directory.inside(link.body) && !out.iter().any(|(own, _)| *own == link.body) {
                out.push((link.body, whole));
                open.push((link.body, whole));
            }
        }
    }
    out.sort_unstable();
    out
}

/// Brings everything over in one operation, then counts what arrived.
pub(super) fn carry(
    part: &mut Book,
    old: &Old,
    directory: &Directory,
    heir: Id,
    day: Day,
) -> Result<Carried> {
    let sources = before(directory, heir);
    let name = directory.name(directory.root, day);
    let operation = Operation::new("receive_division", json!({ "body": name }));
    let carried = part
        .transact(operation, |tx| {
            let mut going = Going {
                old,
                directory,
                bodies: HashMap::new(),
                documents: HashMap::new(),
                indicators: HashMap::new(),
                out: Carried::default(),
            };
            going.bodies(tx, heir, &sources, day)?;
            going.indicators(tx)?;
            going.shares(tx)?;
            going.facts(tx, &sources, day)?;
            going.targets(tx)?;
            Ok(going.out)
        })?
        .value;
    let arrived = part.read(|c| query::facts(c, None))?.len();
    if arrived != carried.facts as usize {
        return Err(Error::new(ErrorCode::Internal)
            .detail(format!("{arrived} figures of {}", carried.facts)));
    }
    Ok(carried)
}

struct Going<'a> {
    old: &'a Old,
    directory: &'a Directory,
    /// Keys of the old book to keys of the new one.
    bodies: HashMap<Id, Id>,
    documents: HashMap<Id, Id>,
    indicators: HashMap<Id, Id>,
    out: Carried,
}

impl Going<'_> {
    /// Shipped units are known by their key; own ones come over with their states.
    fn bodies(
        &mut self,
        tx: &mut Tx<'_>,
        heir: Id,
        sources: &[(Id, bool)],
        day: Day,
    ) -> Result<()> {
        let known: HashMap<String, Id> = store::bodies::bodies(tx.connection())?
            .into_iter()
            .map(|kept| (kept.record.key, kept.id))
            .collect();
        for (id, key) in &self.old.keys {
            if let Some(own) = known.get(key).filter(|_| !key.is_empty()) {
                self.bodies.insert(*id, *own);
            }
        }
        let mut own: Vec<(Id, bool, Option<Id>)> = Vec::new();
        for (source, whole) in sources {
            if !self.bodies.contains_key(source) {
                own.push((*source, false, None));
            }
            for below in self.below(*source) {
                own.push((below, *whole, Some(*source)));
            }
        }
        for (body, goes_on, under) in own {
            if !self.bodies.contains_key(&body) {
                self.own_body(
                    tx,
                    body,
                    goes_on.then_some(heir).filter(|_| under.is_some()),
                    day,
                )?;
            }
        }
        self.successions(tx, sources)
    }

    /// Own bodies that were ever below a unit, at any depth.
    fn below(&self, body: Id) -> Vec<Id> {
        let mut out: Vec<Id> = Vec::new();
        let mut open = vec![body];
        while let Some(next) = open.pop() {
            for child in self.directory.ever_below(next) {
                let own = self.old.keys.get(child).is_some_and(String::is_empty);
                if own && !out.contains(child) {
                    out.push(*child);
                    open.push(*child);
                }
            }
        }
        out
    }

    fn own_body(&mut self, tx: &mut Tx<'_>, body: Id, heir: Option<Id>, day: Day) -> Result<()> {
        let id = tx.add(&crate::domain::body::Body {
            key: String::new(),
            class: self.directory.class(body),
        })?;
        self.bodies.insert(body, id);
        for kept in self.directory.versions(body) {
            let mut version = kept.record.clone();
            version.body = id;
            version.document = self.document(tx, version.document)?;
            version.parent = version
                .parent
                .and_then(|parent| self.bodies.get(&parent).copied());
            let goes_on = version.to_day.is_none_or(|to| to > day);
            let next = heir
                .filter(|_| goes_on)
                .and_then(|heir| self.bodies.get(&heir).copied());
            let rest = version.clone();
            if goes_on {
                (version.to_day, version.to_sure) = (Some(day), true);
            }
            tx.add(&version)?;
            if let Some(parent) = next {
                // What lay below a unit that passed whole lies below its successor now.
                let top = kept.record.parent.is_some_and(|parent| {
                    self.directory
                        .successors(parent)
                        .iter()
                        .any(|l| Some(l.body) == heir)
                });
                tx.add(&BodyVersion {
                    from_day: day.succ_opt(),
                    from_sure: true,
                    parent: if top { Some(parent) } else { rest.parent },
                    ..rest
                })?;
            }
        }
        Ok(())
    }

    /// Successions that the old book entered itself.
    fn successions(&mut self, tx: &mut Tx<'_>, sources: &[(Id, bool)]) -> Result<()> {
        let known: HashSet<(Id, Id)> = store::bodies::successions(tx.connection())?
            .into_iter()
            .map(|kept| (kept.record.predecessor, kept.record.successor))
            .collect();
        for (source, _) in sources {
            for link in self.directory.successors(*source) {
                let ends = self
                    .bodies
                    .get(source)
                    .copied()
                    .zip(self.bodies.get(&link.body).copied());
                let Some((predecessor, successor)) = ends else {
                    continue;
                };
                if !known.contains(&(predecessor, successor)) {
                    let document = self.document(tx, link.document)?;
                    tx.add(&crate::domain::body::Succession {
                        predecessor,
                        successor,
                        day: link.day,
                        day_sure: link.day_sure,
                        extent: link.extent,
                        document,
                    })?;
                }
            }
        }
        Ok(())
    }

    fn shares(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        let links = store::bodies::successions(tx.connection())?;
        for body in self.directory.ever() {
            for link in self.directory.successors(*body) {
                let ends = self.bodies.get(body).zip(self.bodies.get(&link.body));
                let own = links
                    .iter()
                    .find(|kept| Some((&kept.record.predecessor, &kept.record.successor)) == ends);
                for share in &link.shares {
                    let Some(own) = own else { continue };
                    let document = self
                        .document(tx, Some(share.document))?
                        .unwrap_or(share.document);
                    let record = Share {
                        succession: own.id,
                        indicator: share
                            .indicator
                            .and_then(|id| self.indicators.get(&id).copied()),
                        document,
                        ..share.clone()
                    };
                    tx.add(&record)?;
                }
            }
        }
        Ok(())
    }

    fn document(&mut self, tx: &mut Tx<'_>, id: Option<Id>) -> Result<Option<Id>> {
        let Some(id) = id else { return Ok(None) };
        if let Some(known) = self.documents.get(&id) {
            return Ok(Some(*known));
        }
        let Some(kept) = self.old.documents.iter().find(|kept| kept.id == id) else {
            return Ok(None);
        };
        let own = &kept.record;
        let there: Vec<Kept<Document>> = store::list(
            tx.connection(),
            "number = ?1 AND kind = ?2",
            &[&own.number, &own.kind],
        )?;
        let same = there
            .iter()
            .find(|other| other.record.day == own.day && other.record.excerpt == own.excerpt);
        let new = same.map_or_else(|| tx.add(own), |other| Ok(other.id))?;
        self.documents.insert(id, new);
        Ok(Some(new))
    }

    /// Indicators are known by their code; own ones come over with their versions and denominators.
    fn indicators(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        let codes: HashSet<String> = listed::<Source>(tx)?
            .into_iter()
            .map(|kept| kept.record.code)
            .collect();
        for source in self
            .old
            .sources
            .iter()
            .filter(|kept| !codes.contains(&kept.record.code))
        {
            tx.add(&source.record)?;
        }
        let known: HashMap<String, Id> = listed::<Indicator>(tx)?
            .into_iter()
            .map(|kept| (kept.record.code, kept.id))
            .collect();
        let mut fresh: HashSet<Id> = HashSet::new();
        for kept in &self.old.indicators {
            let id = if let Some(id) = known.get(&kept.record.code) {
                *id
            } else {
                let mut record = kept.record.clone();
                record.numerator = record
                    .numerator
                    .and_then(|id| self.indicators.get(&id).copied());
                record.part_of = record
                    .part_of
                    .and_then(|id| self.indicators.get(&id).copied());
                fresh.insert(kept.id);
                tx.add(&record)?
            };
            self.indicators.insert(kept.id, id);
        }
        for kept in self
            .old
            .versions
            .iter()
            .filter(|kept| fresh.contains(&kept.record.indicator))
        {
            let mut record = kept.record.clone();
            record.document = self.document(tx, record.document)?;
            record.indicator = self.indicators[&kept.record.indicator];
            tx.add(&record)?;
        }
        for kept in self
            .old
            .denominators
            .iter()
            .filter(|kept| fresh.contains(&kept.record.indicator))
        {
            let mut record = kept.record.clone();
            record.indicator = self.indicators[&kept.record.indicator];
            let Some(base) = self.indicators.get(&record.base) else {
                continue;
            };
            record.base = *base;
            tx.add(&record)?;
        }
        Ok(())
    }

    fn facts(&mut self, tx: &mut Tx<'_>, sources: &[(Id, bool)], day: Day) -> Result<()> {
        for (source, whole) in sources {
            let mut bodies = self.below(*source);
            bodies.push(*source);
            let mut count = 0;
            let old = self.old;
            for kept in old
                .facts
                .iter()
                .filter(|kept| bodies.contains(&kept.record.body))
            {
                let code = old
                    .indicators
                    .iter()
                    .find(|own| own.id == kept.record.indicator);
                let (Some(indicator), Some(body)) = (
                    self.indicators.get(&kept.record.indicator),
                    self.bodies.get(&kept.record.body),
                ) else {
                    continue;
                };
                let (indicator, body) = (*indicator, *body);
                let mut record = kept.record.clone();
                record.document = self.document(tx, record.document)?;
                (record.indicator, record.body) = (indicator, body);
                tx.add(&record)?;
                count += 1;
                self.out.illustrative |= record.source == ILLUSTRATIVE;
                let total = self
                    .out
                    .totals
                    .entry(code.map_or_else(String::new, |own| own.record.code.clone()))
                    .or_default();
                total.0 += 1;
                if record.state == FactState::Value {
                    total.1 += i128::from(record.value.unwrap_or(0));
                }
            }
            let name = self.directory.name(*source, day);
            if !whole {
                self.out.remarks.push(format!(
                    "Chỉ một phần của {name} về đây: số liệu đi kèm để tra cứu và tính theo tỷ lệ khi có văn bản, không tự cộng vào số của đơn vị mới."
                ));
            }
            self.out.facts += count;
            self.out.from.push(Giver {
                code: self.directory.code(*source, day),
                ended: self.directory.life(*source).1.filter(|last| *last < day),
                whole: *whole,
                facts: count,
                name,
            });
        }
        Ok(())
    }

    fn targets(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        let inside: HashSet<Id> = self.bodies.keys().copied().collect();
        for kept in &self.old.targets {
            let own = &kept.record;
            let place = self
                .bodies
                .get(&own.body)
                .zip(self.indicators.get(&own.indicator));
            let Some((body, indicator)) =
                place.filter(|_| inside.contains(&own.body) && own.body != self.directory.root)
            else {
                continue;
            };
            let record = Target {
                body: *body,
                indicator: *indicator,
                ..own.clone()
            };
            tx.add(&record)?;
            self.out.targets += 1;
        }
        Ok(())
    }
}

fn listed<R: Record>(tx: &Tx<'_>) -> Result<Vec<Kept<R>>> {
    store::list(tx.connection(), "1 = 1", &[])
}
