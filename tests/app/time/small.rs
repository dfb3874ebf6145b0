//! A small book in memory: a root, units with days of their own, a stock and a flow.

use so06::domain::body::{Body, BodyClass, BodyVersion};
use so06::domain::book::Setting;
use so06::domain::indicator::{
    Direction, EnteredAt, Fact, FactState, Indicator, IndicatorKind, IndicatorVersion,
};
use so06::domain::number::Qualifier;
use so06::domain::{Day, Id};
use so06::store::{Book, Operation};

use crate::support::clock;

pub struct Small {
    pub book: Book,
    pub units: Vec<Id>,
    pub stock: Id,
    pub flow: Id,
}

/// Units with their first and last days; none for open ends.
pub fn small(now: &str, lives: &[(Option<Day>, Option<Day>)]) -> Small {
    let mut book = Book::in_memory(clock(now), "t").expect("a book");
    let found = Operation::new("found_book", serde_json::json!({ "root": "thử" }));
    let done = book
        .transact(found, |tx| {
            let mut body = |code: &str, parent: Option<Id>, from_day, to_day| {
                let id = tx.add(&Body {
                    key: String::new(),
                    class: BodyClass::Territory,
                })?;
                tx.add(&BodyVersion {
                    body: id,
                    from_day,
                    to_day,
                    from_sure: true,
                    to_sure: true,
                    code: code.to_owned(),
                    name: format!("số {code}"),
                    kind: "phường".to_owned(),
                    short_name: String::new(),
                    parent,
                    position: id,
                    document: None,
                })?;
                Ok::<Id, so06::domain::Error>(id)
            };
            let root = body("900", None, None, None)?;
            let mut units = Vec::new();
            for (index, (from, to)) in lives.iter().enumerate() {
                units.push(body(&format!("{:05}", index + 1), Some(root), *from, *to)?);
            }
            let mut indicator = |code: &str, kind| {
                let id = tx.add(&Indicator {
                    code: code.to_owned(),
                    kind,
                    direction: Direction::Up,
                    group_key: "a".to_owned(),
                    source: "don_vi".to_owned(),
                    entered_at: EnteredAt::Unit,
                    numerator: None,
                    part_of: None,
                    in_grid: true,
                    position: 0,
                })?;
                tx.add(&IndicatorVersion {
                    indicator: id,
                    from_day: None,
                    name: code.to_owned(),
                    short_name: code.to_owned(),
                    unit: "hồ sơ".to_owned(),
                    decimals: 0,
                    definition: String::new(),
                    document: None,
                })?;
                Ok::<Id, so06::domain::Error>(id)
            };
            let stock = indicator("luy_ke", IndicatorKind::Stock)?;
            let flow = indicator("trong_ky", IndicatorKind::Flow)?;
            tx.add(&Setting {
                key: "root".to_owned(),
                value: root.to_string(),
            })?;
            Ok((units, stock, flow))
        })
        .expect("a founding");
    let (units, stock, flow) = done.value;
    Small {
        book,
        units,
        stock,
        flow,
    }
}

/// A fact as any way of entry writes it; none for "chưa phát sinh".
pub fn fact(
    body: Id,
    indicator: Id,
    window: &str,
    day: Day,
    source: &str,
    value: Option<i64>,
) -> Fact {
    Fact {
        body,
        indicator,
        window: window.to_owned(),
        day,
        source: source.to_owned(),
        state: if value.is_some() {
            FactState::Value
        } else {
            FactState::NoData
        },
        value,
        qualifier: Qualifier::Exact,
        note: String::new(),
        revision: 1,
        document: None,
    }
}

impl Small {
    /// Writes facts in one operation.
    pub fn enter(&mut self, facts: &[Fact]) -> Vec<Id> {
        let operation = Operation::new("record_count", serde_json::json!({ "body": "thử" }));
        self.book
            .transact(operation, |tx| {
                facts
                    .iter()
                    .map(|fact| tx.add(fact))
                    .collect::<Result<_, _>>()
            })
            .expect("facts")
            .value
    }

    /// Sets the moment of the operations after `seq`, as if they had been made then. A reading is a transaction
    /// that is never kept, so the change ends it first.
    pub fn set_moments(&self, seq: i64, moment: &str) {
        let sql =
            format!("COMMIT; UPDATE operation SET moment = '{moment}' WHERE seq > {seq}; BEGIN;");
        self.book
            .read(|c| {
                c.execute_batch(&sql).expect("a moment");
                Ok(())
            })
            .expect("a reading");
    }

    /// A stock as of a day.
    pub fn stock_at(&mut self, unit: usize, day: Day, value: Option<i64>) -> Id {
        let fact = fact(
            self.units[unit],
            self.stock,
            &format!("@{day}"),
            day,
            "don_vi",
            value,
        );
        self.enter(&[fact])[0]
    }

    /// A flow of a period.
    pub fn flow_of(&mut self, unit: usize, period: so06::domain::Period, value: Option<i64>) -> Id {
        let fact = fact(
            self.units[unit],
            self.flow,
            &period.key(),
            period.last_day(),
            "don_vi",
            value,
        );
        self.enter(&[fact])[0]
    }
}
