//! A book with real figures of three report months, and forms that are read against it.

use std::collections::BTreeMap;

use so06::domain::number::parse_entry;
use so06::domain::{Id, Instant, Period};
use so06::engine::counts::{RecordCount, SetTarget, Stated, record_counts, set_target};
use so06::engine::dictionary::Dictionary;
use so06::engine::directory::Directory;
use so06::engine::superior_forms::{
    self as forms, Asked, Change, Outcome, Planned, Reading, Said, Speller,
};
use so06::store::Book;
use so06::tabular::template::{Template, Written};

use super::make::UNITS;
use crate::support::{Example, TODAY, day, example};

pub struct Desk {
    pub example: Example,
    pub directory: Directory,
    pub dictionary: Dictionary,
}

/// Activated accounts on the eve of March's report month, and at its end.
pub const BEFORE: [&str; 8] = [
    "12.000", "7.000", "x", "9.000", "14.000", "11.000", "11.500", "9.100",
];
pub const NOW: [&str; 8] = [
    "12.800",
    "7.591",
    "x",
    "9.405",
    "trên 14.411",
    "11.341",
    "11.881",
    "9.179",
];

impl Desk {
    pub fn new() -> Self {
        let example = example();
        let (directory, dictionary) = example
            .book
            .read(|c| Ok((Directory::load(c)?, Dictionary::load(c)?)))
            .expect("the example");
        let mut desk = Self {
            example,
            directory,
            dictionary,
        };
        for (at, unit) in UNITS.iter().enumerate() {
            desk.stock(unit, "dinh_danh.kich_hoat", "2024-02-14", BEFORE[at]);
            desk.stock(unit, "dinh_danh.kich_hoat", "2024-03-14", NOW[at]);
        }
        for (at, unit) in UNITS.iter().enumerate().take(7) {
            desk.stock(
                unit,
                "dinh_danh.ho_so",
                "2024-03-14",
                &format!("{}", 13_000 + at),
            );
        }
        for (month, value) in [
            ("2024-T01", "100"),
            ("2024-T02", "150"),
            ("2024-T03", "200"),
        ] {
            for unit in UNITS {
                desk.flow(unit, "dvc.tiep_nhan", month, value);
                desk.flow(unit, "dvc.truc_tuyen", month, "90");
            }
        }
        for unit in UNITS {
            desk.target(unit, 12_800);
        }
        desk
    }

    pub fn book(&mut self) -> &mut Book {
        &mut self.example.book
    }

    pub fn body(&self, name: &str) -> Id {
        self.directory.resolve(name, day(TODAY)).expect("a unit")
    }

    pub fn indicator(&self, code: &str) -> Id {
        self.dictionary.by_code(code).expect("an indicator")
    }

    fn record(&mut self, unit: &str, code: &str, stated: Stated, value: &str) {
        let request = RecordCount {
            body: self.body(unit),
            indicator: self.indicator(code),
            stated,
            entry: parse_entry(value, 0).expect("a figure"),
            source: None,
            note: None,
        };
        record_counts(self.book(), &[request]).expect("recorded");
    }

    pub fn stock(&mut self, unit: &str, code: &str, until: &str, value: &str) {
        let stated = Stated::AsOf(Instant::parse(until).expect("an instant"));
        self.record(unit, code, stated, value);
    }

    pub fn flow(&mut self, unit: &str, code: &str, period: &str, value: &str) {
        let period = Period::parse(period).expect("a period");
        self.record(unit, code, Stated::Period(period, day(TODAY)), value);
    }

    pub fn target(&mut self, unit: &str, value: i64) {
        let request = SetTarget {
            body: self.body(unit),
            indicator: self.indicator("dinh_danh.kich_hoat"),
            period: Period::parse("2024").expect("a year"),
            value,
            last_day: None,
            central_day: None,
            document: "Kế hoạch 15/KH-UBND ngày 20/01/2024".to_owned(),
            document_day: None,
        };
        set_target(self.book(), &request).expect("a target");
    }

    pub fn asked(&self, period: &str) -> Asked {
        let period = Period::parse(period).expect("a period");
        forms::asked(&self.example.book, period, None).expect("a time")
    }

    pub fn read(&self, template: &Template, period: &str) -> Reading {
        let asked = self.asked(period);
        self.example
            .book
            .read(|c| forms::read_form(c, template, asked))
            .expect("a reading")
    }

    pub fn fill(&self, template: &Template, period: &str) -> Vec<u8> {
        forms::fill(template, &self.read(template, period)).expect("a filled form")
    }

    pub fn speller(&self) -> Speller<'_> {
        Speller {
            directory: &self.directory,
            dictionary: &self.dictionary,
            day: day(TODAY),
        }
    }

    /// Remembers a form with what is said of it.
    pub fn map(&mut self, template: &Template, name: &str, said: &[&str]) {
        let asked = self.asked("2024-T03");
        let change = Change {
            set: said
                .iter()
                .map(|text| Said::read(template, &self.speller(), text).expect("a mapping"))
                .collect(),
            ..Change::default()
        };
        forms::change_form(self.book(), (template, name), asked, &change).expect("remembered");
    }
}

pub fn open(bytes: Vec<u8>) -> Template {
    Template::open(bytes).expect("a form")
}

/// What is written where, as texts write it.
pub fn written(reading: &Reading) -> BTreeMap<String, String> {
    let own = reading.planned.iter();
    own.filter(|own| own.outcome == Outcome::Written)
        .map(|own| (own.name.clone(), text(own)))
        .collect()
}

fn text(own: &Planned) -> String {
    match &own.written {
        Some(Written::Number(_, _, text) | Written::Text(text) | Written::Day(_, text)) => {
            text.clone()
        }
        _ => String::new(),
    }
}

/// Names of the places with an outcome.
pub fn names(reading: &Reading, outcome: Outcome) -> Vec<String> {
    let own = reading.planned.iter();
    own.filter(|own| own.outcome == outcome)
        .map(|own| own.name.clone())
        .collect()
}
