//! Random histories: whatever is entered, sent, lost, repeated, taken in any order, taken back or restored, in the end
//! all books hold the same figures, or the difference waits for a person in a list.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use so06::domain::book::CalendarDay;
use so06::domain::checklist::{Checklist, ChecklistItem};
use so06::domain::indicator::{Denominator, Fact, FactState, Indicator, IndicatorVersion};
use so06::domain::number::{Entry, Qualifier};
use so06::domain::task::TaskGroup;
use so06::domain::{Id, Period, Record, Result};
use so06::engine::closing::close_period;
use so06::engine::counts::{RecordCount, Stated, record_count};
use so06::engine::directory::Directory;
use so06::engine::exchange::{
    Choices, Fate, Incoming, decide_held, held_rows, renew_site, take_packages, write_package,
};
use so06::engine::undo;
use so06::progress::Progress;
use so06::store::{self, Book, Operation, Tx, identity};
use tempfile::TempDir;

use super::{file, found_district, indicator, merge_into, open_for};
use crate::support::{clock, day};

/// Histories of the ordinary test.
const ORDINARY: u32 = 200;

const COMMUNES: [&str; 3] = ["Trà An", "Trà Nóc", "Long Hòa"];
const CODES: [&str; 2] = ["dvc.tiep_nhan", "dvc.truc_tuyen"];
const MONTHS: [&str; 2] = ["2024-T01", "2024-T02"];

const TODAY: &str = "2024-03-18";

/// Something that happens.
#[derive(Debug, Clone)]
enum Event {
    /// A commune enters a figure of its own.
    Enters {
        commune: usize,
        cell: usize,
        value: i64,
    },
    /// The district enters one for a commune.
    Corrects {
        commune: usize,
        cell: usize,
        value: i64,
    },
    /// A commune writes a package; it lies in the post.
    SendsUp { commune: usize },
    /// The district writes one.
    SendsDown { commune: usize },
    /// Some packages of the post arrive where they belong, in this order; they stay in the post and may come again.
    Arrive { picks: Vec<usize> },
    /// A book takes its last step back; the last one is the district.
    Undoes { book: usize },
    /// A copy of a commune's book is put aside.
    Saves { commune: usize },
    /// The copy that was put aside is taken for the book again.
    Restores { commune: usize },
    /// The district closes a month.
    Closes { month: usize },
    /// The clock of a book's machine goes two years wrong, or right again; the last book is the district.
    Clock { book: usize, wrong: bool },
    /// The district makes one unit of two communes, as a resolution says.
    Merges,
}

fn event() -> impl Strategy<Value = Event> {
    let (commune, cell, value) = (0..COMMUNES.len(), 0..CODES.len() * MONTHS.len(), 1_i64..6);
    let figure = (commune.clone(), cell, value);
    prop_oneof![
        6 => figure.clone().prop_map(|(commune, cell, value)| Event::Enters { commune, cell, value }),
        3 => figure.prop_map(|(commune, cell, value)| Event::Corrects { commune, cell, value }),
        4 => commune.clone().prop_map(|commune| Event::SendsUp { commune }),
        2 => commune.clone().prop_map(|commune| Event::SendsDown { commune }),
        5 => proptest::collection::vec(0..64_usize, 1..4).prop_map(|picks| Event::Arrive { picks }),
        2 => (0..=COMMUNES.len()).prop_map(|book| Event::Undoes { book }),
        1 => commune.clone().prop_map(|commune| Event::Saves { commune }),
        1 => commune.prop_map(|commune| Event::Restores { commune }),
        1 => (0..MONTHS.len()).prop_map(|month| Event::Closes { month }),
        1 => (0..=COMMUNES.len(), any::<bool>()).prop_map(|(book, wrong)| Event::Clock { book, wrong }),
        1 => Just(Event::Merges),
    ]
}

/// Books as they are before anything happens, made once.
fn beginning() -> &'static Path {
    static MADE: OnceLock<TempDir> = OnceLock::new();
    MADE.get_or_init(|| {
        let dir = TempDir::new().expect("a folder");
        let path = dir.path().join("district.so06");
        let mut district = found_district(&path);
        lighten(&mut district);
        for (at, name) in COMMUNES.iter().enumerate() {
            let path = dir.path().join(format!("{at}.so06"));
            drop(open_for(&mut district, &path, name));
        }
        dir
    })
    .path()
}

/// Ends what no history speaks of, before anybody else hears of it: every package would carry it along, and a history take
/// three times as long.
fn lighten(district: &mut Book) {
    fn all<R: Record>(tx: &mut Tx<'_>, condition: &str) -> Result<()> {
        let ids: Vec<Id> = store::list::<R>(tx.connection(), condition, &[])?
            .into_iter()
            .map(|kept| kept.id)
            .collect();
        ids.into_iter().try_for_each(|id| tx.end::<R>(id))
    }
    let others = format!(
        "NOT IN (SELECT id FROM indicator WHERE code IN ('{}'))",
        CODES.join("', '")
    );
    district
        .transact(Operation::new("lighten", serde_json::json!({})), |tx| {
            all::<CalendarDay>(tx, "1 = 1")?;
            all::<ChecklistItem>(tx, "1 = 1")?;
            all::<Checklist>(tx, "1 = 1")?;
            all::<Denominator>(tx, "1 = 1")?;
            all::<IndicatorVersion>(tx, &format!("indicator {others}"))?;
            all::<Indicator>(tx, &format!("id {others}"))?;
            all::<TaskGroup>(tx, "1 = 1")
        })
        .expect("a lighter book");
}

struct World {
    dir: TempDir,
    district: Book,
    communes: Vec<Book>,
    /// Packages that were written: for which book, and their bytes.
    post: Vec<(Option<usize>, Vec<u8>)>,
    saved: Vec<Option<PathBuf>>,
    /// Communes whose book was put back from a copy.
    restored: Vec<bool>,
}

fn open(path: &Path) -> Book {
    Book::open(path, clock(TODAY), "Cán bộ").expect("a book")
}

impl World {
    fn begin() -> Self {
        let dir = TempDir::new().expect("a folder");
        let copy = |name: &str| {
            let path = dir.path().join(name);
            fs::copy(beginning().join(name), &path).expect("a copy");
            open(&path)
        };
        let district = copy("district.so06");
        let communes = (0..COMMUNES.len())
            .map(|at| copy(&format!("{at}.so06")))
            .collect();
        Self {
            district,
            communes,
            post: Vec::new(),
            saved: vec![None; COMMUNES.len()],
            restored: vec![false; COMMUNES.len()],
            dir,
        }
    }

    fn happen(&mut self, event: &Event) {
        match event {
            Event::Enters {
                commune,
                cell,
                value,
            } => {
                let book = &mut self.communes[*commune];
                figure(book, *commune, *cell, *value);
            }
            Event::Corrects {
                commune,
                cell,
                value,
            } => {
                figure(&mut self.district, *commune, *cell, *value);
            }
            Event::SendsUp { commune } => self.send_up(*commune),
            Event::SendsDown { commune } => self.send_down(*commune),
            Event::Arrive { picks } => self.arrive(picks),
            Event::Undoes { book } => {
                let book = self.communes.get_mut(*book).unwrap_or(&mut self.district);
                // Where there is nothing to take back, nothing is.
                drop(undo::undo(book));
            }
            Event::Saves { commune } => {
                let path = self.dir.path().join(format!("{commune}.bak"));
                drop(fs::remove_file(&path));
                self.communes[*commune].copy_to(&path).expect("a copy");
                self.saved[*commune] = Some(path);
            }
            Event::Restores { commune } => self.restore(*commune),
            Event::Closes { month } => {
                let period = so06::domain::Period::parse(MONTHS[*month]).expect("a month");
                drop(close_period(&mut self.district, period, None));
            }
            Event::Clock { book, wrong } => {
                let book = self.communes.get_mut(*book).unwrap_or(&mut self.district);
                book.clock = clock(if *wrong { "2022-03-18" } else { TODAY });
            }
            Event::Merges => self.merge(),
        }
    }

    /// The first two communes are one. Done once: a second time they are no more.
    fn merge(&mut self) {
        let of = COMMUNES.map(|name| unit(&self.district, name));
        drop(merge_into(&mut self.district, "Trà Mới", &of[..2]));
    }

    fn send_up(&mut self, commune: usize) {
        let book = &mut self.communes[commune];
        let above = unit(book, "Quận Bình Thủy");
        let package = write_package(book, above, None).expect("a package").value;
        self.post.push((None, package.bytes));
    }

    fn send_down(&mut self, commune: usize) {
        let below = unit(&self.district, COMMUNES[commune]);
        let package = write_package(&mut self.district, below, None)
            .expect("a package")
            .value;
        self.post.push((Some(commune), package.bytes));
    }

    fn arrive(&mut self, picks: &[usize]) {
        if self.post.is_empty() {
            return;
        }
        for book in [None].into_iter().chain((0..COMMUNES.len()).map(Some)) {
            let files: Vec<Incoming> = picks
                .iter()
                .map(|pick| &self.post[pick % self.post.len()])
                .filter(|(receiver, _)| *receiver == book)
                .map(|(_, bytes)| file("gói", bytes))
                .collect();
            if files.is_empty() {
                continue;
            }
            self.take(book, &files);
        }
    }

    fn take(&mut self, book: Option<usize>, files: &[Incoming]) {
        let restored = book.is_some_and(|commune| self.restored[commune]);
        let book = match book {
            Some(commune) => &mut self.communes[commune],
            None => &mut self.district,
        };
        let done = take_packages(book, files, &recognising(files), &Progress::default())
            .expect("a taking");
        for own in done.value {
            let fine = match &own.fate {
                Fate::Taken | Fate::Already => true,
                // A book that was restored signs with a new key; what its old self wrote is refused from then on.
                // A copy of before it had keys cannot open what was locked for those; the next package is for the new ones.
                Fate::Refused(error) => {
                    error.code.as_str() == "site_replaced"
                        || restored && error.code.as_str() == "package_not_for_us"
                }
                Fate::Quarantined => false,
            };
            assert!(fine, "{:?}", own.fate);
        }
    }

    fn restore(&mut self, commune: usize) {
        let Some(saved) = &self.saved[commune] else {
            return;
        };
        let path = self
            .dir
            .path()
            .join(format!("{commune}-{}.so06", self.post.len()));
        drop(fs::remove_file(&path));
        fs::copy(saved, &path).expect("a copy");
        let mut book = open(&path);
        renew_site(&mut book, "Phục hồi từ bản sao").expect("a new site");
        self.communes[commune] = book;
        self.restored[commune] = true;
    }

    /// Everything that is still to be told is told, and everything that waits is decided, until nothing moves.
    fn settle(&mut self) {
        for round in 0..4 {
            for commune in 0..COMMUNES.len() {
                self.send_up(commune);
                let bytes = self.post.last().expect("a package").1.clone();
                self.take(None, &[file("lên", &bytes)]);
            }
            decide(&mut self.district, round % 2 == 0);
            for commune in 0..COMMUNES.len() {
                self.send_down(commune);
                let bytes = self.post.last().expect("a package").1.clone();
                self.take(Some(commune), &[file("xuống", &bytes)]);
                decide(&mut self.communes[commune], true);
            }
        }
    }

    fn check(&self) {
        let above = figures(&self.district, None);
        let waiting = waiting(&self.district);
        for (at, commune) in self.communes.iter().enumerate() {
            let own = figures(commune, None);
            let theirs: BTreeSet<_> = above
                .iter()
                .filter(|(name, _)| name.starts_with(&uid(&self.district, COMMUNES[at])))
                .cloned()
                .collect();
            let also = self::waiting(commune);
            for (name, value) in own.symmetric_difference(&theirs) {
                assert!(
                    waiting.contains(name) || also.contains(name),
                    "{name} is {value:?} on one side only, and nobody is told"
                );
            }
        }
        for book in self.communes.iter().chain([&self.district]) {
            assert_eq!(book.verify_journal().expect("a chain").broken_at, None);
        }
    }
}

/// The keys of all senders are recognised: who is known is tried elsewhere.
fn recognising(files: &[Incoming]) -> Choices {
    let keys = files.iter().filter_map(|file| {
        let bytes = file.bytes().ok()?;
        so06::exchange::container::open(&bytes)
            .ok()
            .map(|own| own.sender.hex())
    });
    Choices {
        recognise: keys.collect(),
        accept_mass: true,
    }
}

/// A unit by its name, as it was before any merger.
fn unit(book: &Book, name: &str) -> Id {
    book.read(Directory::load)
        .and_then(|own| own.resolve(name, day("2024-02-10")))
        .expect("a unit")
}

/// Enters a figure, if the book takes it: one whose clock is wrong sees the month as still to come.
fn figure(book: &mut Book, commune: usize, cell: usize, value: i64) {
    let period = Period::parse(MONTHS[cell / CODES.len()]).expect("a month");
    let request = RecordCount {
        body: unit(book, COMMUNES[commune]),
        indicator: indicator(book, CODES[cell % CODES.len()]),
        stated: Stated::Period(period, period.last_day()),
        entry: Entry::Value(value, Qualifier::Exact),
        source: None,
        note: None,
    };
    drop(record_count(book, &request));
}

fn uid(book: &Book, name: &str) -> String {
    let body = unit(book, name);
    book.read(|c| identity::name(c, body)).expect("a name")
}

/// What holds, by its name outside.
fn figures(book: &Book, body: Option<Id>) -> BTreeSet<(String, Option<i64>)> {
    book.read(|c| {
        let facts: Vec<store::Kept<Fact>> = store::list(c, "1 = 1", &[])?;
        facts
            .into_iter()
            .filter(|kept| body.is_none_or(|body| kept.record.body == body))
            .filter(|kept| kept.record.state != FactState::Withdrawn)
            .map(|kept| Ok((identity::name(c, kept.id)?, kept.record.value)))
            .collect()
    })
    .expect("figures")
}

/// Names of what waits for a person.
fn waiting(book: &Book) -> BTreeSet<String> {
    let rows = book.read(|c| held_rows(c, false)).expect("held rows");
    rows.into_iter().map(|row| row.held.name).collect()
}

/// Decides every row that can be decided; one of a closed month waits on.
fn decide(book: &mut Book, theirs: bool) {
    let rows = book.read(|c| held_rows(c, false)).expect("held rows");
    for row in rows {
        if let Err(error) = decide_held(book, row.id, theirs, "") {
            assert_eq!(error.code.as_str(), "period_closed", "{error}");
        }
    }
}

fn run(cases: u32) {
    let config = Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 2_000,
        ..Config::default()
    };
    let events = proptest::collection::vec(event(), 1..24);
    TestRunner::new(config)
        .run(&events, |events| {
            let mut world = World::begin();
            for event in &events {
                world.happen(event);
            }
            world.settle();
            world.check();
            Ok(())
        })
        .expect("all books agree");
}

#[test]
fn all_books_agree_in_the_end_or_say_where_not() {
    let cases = std::env::var("SO06_HISTORIES")
        .ok()
        .and_then(|own| own.parse().ok());
    run(cases.unwrap_or(ORDINARY));
}
