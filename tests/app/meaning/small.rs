//! A small book in memory: a root, units, one stock, one flow, two sources.

use serde_json::json;
use so06::domain::body::{Body, BodyClass, BodyVersion, Extent, Share, Succession};
use so06::domain::book::{Document, Setting};
use so06::domain::indicator::{
    Direction, EnteredAt, Indicator, IndicatorKind, IndicatorVersion, Source,
};
use so06::domain::number::{Entry, Qualifier};
use so06::domain::{Boundary, Day, Id, Instant, Period};
use so06::engine::counts::{
    Figures, Reach, RecordCount, Recorded, Scope, Standing, Stated, Whole, record_count,
};
use so06::engine::dictionary::Dictionary;
use so06::engine::directory::Directory;
use so06::store::{Book, Done, Operation, Tx};

use crate::support::clock;

pub struct Small {
    pub book: Book,
    pub root: Id,
    pub stock: Id,
    pub flow: Id,
}

pub const OFFICIAL: &str = "cong_an";
pub const OTHER: &str = "don_vi";

impl Small {
    /// A book with a root alone, looked at from a day.
    pub fn new(today: &str) -> Self {
        let mut book = Book::in_memory(clock(today), "t").expect("a book");
        let (root, stock, flow) = book
            .transact(Operation::new("found_book", json!({ "root": "t" })), |tx| {
                let root = add_body(tx, "1", None, None, None)?;
                tx.add(&Setting {
                    key: "root".to_owned(),
                    value: root.to_string(),
                })?;
                for code in [OFFICIAL, OTHER, "minh_hoa"] {
                    tx.add(&Source {
                        code: code.to_owned(),
                        name: code.to_owned(),
                        summable: code != "minh_hoa",
                    })?;
                }
                let stock = add_indicator(tx, "stock", IndicatorKind::Stock)?;
                let flow = add_indicator(tx, "flow", IndicatorKind::Flow)?;
                Ok((root, stock, flow))
            })
            .expect("a founding")
            .value;
        Self {
            book,
            root,
            stock,
            flow,
        }
    }

    pub fn act<T>(&mut self, act: impl FnOnce(&mut Tx<'_>) -> so06::domain::Result<T>) -> T {
        self.book
            .transact(Operation::new("change_units", json!({})), act)
            .expect("an operation")
            .value
    }

    pub fn unit(&mut self, code: &str, parent: Id, from: Option<Day>, to: Option<Day>) -> Id {
        self.act(|tx| add_body(tx, code, Some(parent), from, to))
    }

    /// Ends units on the day before and lets a new one follow them as a whole.
    pub fn merge(&mut self, code: &str, from: &[Id], day: Day) -> Id {
        let root = self.root;
        let directory = self.directory();
        self.act(|tx| {
            for old in from {
                end_body(tx, &directory, *old, day)?;
            }
            let heir = add_body(tx, code, Some(root), Some(day), None)?;
            for old in from {
                follow(tx, *old, heir, day, Extent::Whole)?;
            }
            Ok(heir)
        })
    }

    pub fn enter(&mut self, body: Id, day: &str, value: i64, source: &str) -> Done<Recorded> {
        let request = RecordCount {
            body,
            indicator: self.stock,
            stated: Stated::AsOf(Instant::parse(day).expect("an instant")),
            entry: Entry::Value(value, Qualifier::Exact),
            source: Some(source.to_owned()),
            note: None,
        };
        record_count(&mut self.book, &request).expect("an entry")
    }

    pub fn enter_flow(&mut self, body: Id, period: Period, value: i64) -> Done<Recorded> {
        let request = RecordCount {
            body,
            indicator: self.flow,
            stated: Stated::Period(period, period.last_day()),
            entry: Entry::Value(value, Qualifier::Exact),
            source: None,
            note: None,
        };
        record_count(&mut self.book, &request).expect("an entry")
    }

    pub fn directory(&self) -> Directory {
        self.book.read(Directory::load).expect("the directory")
    }

    /// A figure by the boundaries of a day.
    pub fn ask<T>(
        &self,
        as_of: Instant,
        period: Period,
        boundary: Boundary,
        today: Day,
        question: impl FnOnce(&Whole<'_>) -> T,
    ) -> T {
        self.book
            .read(|c| {
                let (directory, dictionary) = (Directory::load(c)?, Dictionary::load(c)?);
                let scope = Scope { period, as_of };
                let all = [self.stock, self.flow];
                let figures = Figures::load(c, &dictionary, all, scope, Reach::All)?;
                Ok(question(&Whole {
                    directory: &directory,
                    dictionary: &dictionary,
                    figures: &figures,
                    territory: directory.territory(boundary, as_of.day, today),
                }))
            })
            .expect("an answer")
    }

    pub fn total(&self, day: Day, boundary: Boundary, today: Day) -> Option<Standing> {
        let period = Period::Span(day, day);
        self.ask(Instant::end_of(day), period, boundary, today, |whole| {
            whole.summed(self.stock, self.root)
        })
    }
}

pub fn add_body(
    tx: &mut Tx<'_>,
    code: &str,
    parent: Option<Id>,
    from: Option<Day>,
    to: Option<Day>,
) -> so06::domain::Result<Id> {
    let body = tx.add(&Body {
        key: String::new(),
        class: BodyClass::Territory,
    })?;
    tx.add(&BodyVersion {
        body,
        from_day: from,
        to_day: to,
        from_sure: true,
        to_sure: true,
        code: code.to_owned(),
        name: format!("Đơn vị {code}"),
        kind: "phường".to_owned(),
        short_name: String::new(),
        parent,
        position: body,
        document: None,
    })?;
    Ok(body)
}

pub fn end_body(
    tx: &mut Tx<'_>,
    directory: &Directory,
    body: Id,
    day: Day,
) -> so06::domain::Result<()> {
    let last = directory.versions(body).last().expect("a version");
    let ended = BodyVersion {
        to_day: day.pred_opt(),
        ..last.record.clone()
    };
    tx.set(last.id, &ended)
}

pub fn follow(
    tx: &mut Tx<'_>,
    predecessor: Id,
    successor: Id,
    day: Day,
    extent: Extent,
) -> so06::domain::Result<Id> {
    tx.add(&Succession {
        predecessor,
        successor,
        day,
        day_sure: true,
        extent,
        document: None,
    })
}

pub fn share(
    tx: &mut Tx<'_>,
    succession: Id,
    numerator: i64,
    denominator: i64,
) -> so06::domain::Result<()> {
    let document = tx.add(&Document {
        key: String::new(),
        kind: "Đề án".to_owned(),
        number: "1/ĐA".to_owned(),
        day: None,
        issuer: "UBND".to_owned(),
        excerpt: String::new(),
    })?;
    tx.add(&Share {
        succession,
        indicator: None,
        numerator,
        denominator,
        document,
    })
    .map(drop)
}

fn add_indicator(tx: &mut Tx<'_>, code: &str, kind: IndicatorKind) -> so06::domain::Result<Id> {
    let id = tx.add(&Indicator {
        code: code.to_owned(),
        kind,
        direction: Direction::Up,
        group_key: "c".to_owned(),
        source: OFFICIAL.to_owned(),
        entered_at: EnteredAt::Any,
        numerator: None,
        part_of: None,
        in_grid: true,
        position: 0,
    })?;
    tx.add(&IndicatorVersion {
        indicator: id,
        from_day: None,
        name: code.to_owned(),
        short_name: String::new(),
        unit: "hồ sơ".to_owned(),
        decimals: 0,
        definition: String::new(),
        document: None,
    })?;
    Ok(id)
}
