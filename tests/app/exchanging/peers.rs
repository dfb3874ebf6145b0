//! Several machines of one office: what one does the others see, and machines at rest are quiet.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use so06::domain::exchange::SiteState;
use so06::domain::{ChangeKind, Kind};
use so06::engine::exchange::{
    Disk, FileState, FolderReport, HeldRow, Memory, Pass, change_site, decide_held, held_rows,
    new_from_package, peers, read_package, sites, sync_folder, write_package,
};
use so06::engine::undo;
use so06::progress::Progress;
use so06::store::{Book, identity};
use tempfile::TempDir;

use super::{body, enter, value};
use crate::support::clock;

const ISSUED: &str = "dinh_danh.ho_so";
const ACTIVATED: &str = "dinh_danh.kich_hoat";
const LATER: i64 = 1_900_000_000;

/// A machine of the office.
struct Machine {
    book: Book,
    memory: Memory,
}

impl Machine {
    fn of(book: Book) -> Self {
        Self {
            book,
            memory: Memory::default(),
        }
    }

    fn pass(&mut self, dir: &Path) -> FolderReport {
        self.changes(dir).0
    }

    fn changes(&mut self, dir: &Path) -> (FolderReport, Vec<ChangeKind>) {
        let pass = Pass {
            shelf: &Disk::at(dir),
            now: LATER,
            send_above: false,
            progress: &Progress::default(),
        };
        let done = sync_folder(&mut self.book, &mut self.memory, &pass).expect("a pass");
        (done.value, done.changes)
    }

    fn enter(&mut self, unit: &str, amount: i64) {
        let unit = body(&self.book, unit);
        enter(&mut self.book, unit, ISSUED, "2024-T03", amount);
    }

    fn issued(&self, unit: &str) -> Option<i64> {
        value(&self.book, body(&self.book, unit), ISSUED, "2024-T03")
    }

    fn held(&self) -> Vec<HeldRow> {
        self.book.read(|c| held_rows(c, false)).expect("held rows")
    }
}

/// The machines of one office and their folder.
struct Office {
    home: TempDir,
    dir: PathBuf,
    machines: Vec<Machine>,
}

/// An office of so many machines that know each other and are at rest.
fn office(count: usize) -> Office {
    let both = super::two();
    let home = both.dir;
    let dir = home.path().join("TRAODOI");
    fs::create_dir(&dir).expect("a folder");
    let mut office = Office {
        home,
        dir,
        machines: vec![Machine::of(both.district)],
    };
    for number in 1..count {
        let joined = office.join(0, number);
        office.machines.push(joined);
        office.settle();
    }
    office
}

impl Office {
    /// A further machine that opens what machine `of` wrote for it.
    fn join(&mut self, of: usize, number: usize) -> Machine {
        let path = self.home.path().join(format!("máy {number}.so06"));
        let book = &mut self.machines[of].book;
        let root = body(book, "Quận Bình Thủy");
        let package = write_package(book, root, None).expect("a package").value;
        assert!(!package.locked, "who is to join has no key yet");
        let officer = format!("Cán bộ {number}");
        let book = new_from_package(&path, &package.bytes, clock("2024-03-18"), &officer);
        Machine::of(book.expect("a book"))
    }

    /// Passes of all until the folder is quiet; gives how many rounds that took.
    fn settle(&mut self) -> usize {
        for round in 1..12 {
            let mut moved = false;
            for machine in &mut self.machines {
                let report = machine.pass(&self.dir);
                assert_eq!(report.error, None);
                let odd = report.files.iter().find(|own| {
                    use FileState::{Already, Other, Own, Taken, Waiting};
                    ![Already, Other, Own, Taken, Waiting].contains(&own.state)
                });
                assert_eq!(odd, None);
                moved |= !report.sent.is_empty() || report.count(FileState::Taken) > 0;
            }
            if !moved {
                return round;
            }
        }
        panic!("the machines never come to rest");
    }

    fn files(&self) -> BTreeSet<String> {
        let entries = fs::read_dir(&self.dir).expect("the folder");
        entries
            .map(|own| {
                own.expect("an entry")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect()
    }

    fn same(&self) {
        let all: Vec<_> = self.machines.iter().map(|own| told(&own.book)).collect();
        for (at, one) in all.iter().enumerate().skip(1) {
            let differ: Vec<_> = one.symmetric_difference(&all[0]).collect();
            assert!(differ.is_empty(), "machine {at} differs: {differ:#?}");
        }
        for machine in &self.machines {
            assert_eq!(
                machine.book.verify_journal().expect("a chain").broken_at,
                None
            );
        }
    }
}

/// All that machines of an office share, things by their names outside.
fn told(book: &Book) -> BTreeSet<String> {
    let own = [
        Kind::Site,
        Kind::Enrolment,
        Kind::Package,
        Kind::Held,
        Kind::PeerMark,
        Kind::Receipt,
        Kind::Report,
        Kind::SignedCopy,
    ];
    let mut out = BTreeSet::new();
    for kind in Kind::ALL.iter().filter(|kind| !own.contains(kind)) {
        let rows = super::rows_outside(book, *kind);
        let local = [
            "key=Text(\"root\")",
            "key=Text(\"enrolment",
            "source=Text(\"minh_hoa\")",
        ];
        out.extend(
            rows.into_iter()
                .filter(|row| !local.iter().any(|own| row.contains(own))),
        );
    }
    out
}

#[test]
fn a_second_machine_joins_and_each_sees_what_the_other_does() {
    let mut office = office(2);
    office.same();
    let [first, second] = office.machines.as_slice() else {
        panic!("two machines");
    };
    let seen = first.book.read(peers).expect("peers");
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].officer, "Cán bộ 1");
    assert!(seen[0].level);
    let back = second.book.read(peers).expect("peers");
    assert_eq!(back.len(), 1, "and it knows the first one");
    assert!(back[0].level && back[0].written > String::new());

    office.machines[0].enter("Trà An", 10);
    office.machines[1].enter("An Thới", 20);
    office.machines[0].pass(&office.dir);
    let (report, changes) = office.machines[1].changes(&office.dir);
    assert_eq!(report.count(FileState::Taken), 1);
    assert!(
        changes.contains(&ChangeKind::Facts),
        "the screen reads again"
    );
    office.settle();
    for machine in &office.machines {
        assert_eq!(machine.issued("Trà An"), Some(10));
        assert_eq!(machine.issued("An Thới"), Some(20));
        assert!(machine.held().is_empty(), "merged without a word");
    }
    office.same();
}

#[test]
fn machines_at_rest_write_nothing_more() {
    let mut office = office(3);
    office.machines[1].enter("Trà An", 10);
    assert!(office.settle() <= 4, "a change, the answers, and rest");
    let before = office.files();
    let heads: Vec<_> = office
        .machines
        .iter()
        .map(|own| own.book.verify_journal())
        .collect();
    for _ in 0..3 {
        assert_eq!(office.settle(), 1);
    }
    assert_eq!(office.files(), before);
    let after: Vec<_> = office
        .machines
        .iter()
        .map(|own| own.book.verify_journal())
        .collect();
    assert_eq!(
        format!("{heads:?}"),
        format!("{after:?}"),
        "nor is anything journalled"
    );
    assert!(before.len() <= 3, "one file of each machine: {before:?}");
}

#[test]
fn a_package_tells_only_what_the_others_lack() {
    let mut office = office(3);
    office.machines[0].enter("Trà An", 10);
    let report = office.machines[0].pass(&office.dir);
    let bytes = fs::read(office.dir.join(&report.sent[0])).expect("the package");
    assert!(
        read_package(&bytes, None).is_err(),
        "nobody else can read it"
    );
    let rows = |machine: &mut Machine| {
        let report = machine.pass(&office.dir);
        assert_eq!(report.sent.len(), 1, "it answers once");
        let own = machine.book.read(|c| {
            so06::store::list::<so06::domain::exchange::Package>(
                c,
                "direction = 'out' ORDER BY book_seq DESC LIMIT 1",
                &[],
            )
        });
        own.expect("packages")[0].record.row_count
    };
    let mut rest = std::mem::take(&mut office.machines);
    assert_eq!(
        rows(&mut rest[1]),
        0,
        "what another tells is not told again"
    );
    assert_eq!(rows(&mut rest[2]), 0);
    office.machines = rest;
    office.settle();
    office.same();
}

#[test]
fn two_edits_of_one_figure_are_kept_until_somebody_decides() {
    let mut office = office(3);
    office.machines[0].enter("Trà An", 10);
    office.machines[1].enter("Trà An", 11);
    office.settle();
    let held: Vec<usize> = office.machines.iter().map(|own| own.held().len()).collect();
    assert_eq!(held, [1, 1, 1], "every screen shows it");
    assert_eq!(office.machines[0].issued("Trà An"), Some(10));
    assert_eq!(office.machines[1].issued("Trà An"), Some(11));
    let id = office.machines[2].held()[0].id;
    let theirs = office.machines[2].issued("Trà An") != Some(11);
    decide_held(&mut office.machines[2].book, id, theirs, "theo biên bản").expect("decided");
    office.settle();
    for machine in &office.machines {
        assert_eq!(machine.issued("Trà An"), Some(11));
        assert!(machine.held().is_empty(), "one decision serves all");
    }
    office.same();
}

#[test]
fn two_machines_that_change_other_fields_of_one_task_merge() {
    let mut office = office(2);
    let name = |machine: &Machine| {
        let task = machine.book.read(|c| {
            so06::store::list::<so06::domain::task::Task>(c, "1 = 1 ORDER BY id LIMIT 1", &[])
        });
        let id = task.expect("tasks")[0].id;
        machine
            .book
            .read(|c| identity::name(c, id))
            .expect("a name")
    };
    let task = name(&office.machines[0]);
    super::change_task(&mut office.machines[0].book, &task, |own| {
        own.title = "Tên mới".into();
    });
    super::change_task(&mut office.machines[1].book, &task, |own| {
        own.note = "Ghi chú".into();
    });
    office.settle();
    office.same();
    for machine in &office.machines {
        assert!(machine.held().is_empty());
    }
}

#[test]
fn a_machine_that_was_off_for_weeks_catches_up() {
    let mut office = office(3);
    let mut off = office.machines.pop().expect("the third");
    for day in 1..=20 {
        office.machines[day % 2].enter("Trà An", day as i64);
        office.settle();
    }
    off.enter("An Thới", 99);
    office.machines.push(off);
    office.settle();
    office.same();
    assert_eq!(office.machines[2].issued("Trà An"), Some(20));
    assert_eq!(office.machines[0].issued("An Thới"), Some(99));
}

#[test]
fn a_file_that_is_lost_before_it_was_read_is_written_anew() {
    let mut office = office(2);
    office.machines[0].enter("Trà An", 10);
    office.machines[0].pass(&office.dir);
    for file in office.files() {
        fs::remove_file(office.dir.join(file)).expect("removed");
    }
    let report = office.machines[0].pass(&office.dir);
    assert_eq!(report.sent.len(), 1);
    office.settle();
    office.same();
}

#[test]
fn what_a_machine_brought_is_told_by_the_others_once_it_is_refused() {
    let mut office = office(3);
    let off = office.machines.pop().expect("the third");
    office.machines[1].enter("Trà An", 10);
    office.machines[1].pass(&office.dir);
    office.machines[0].pass(&office.dir);
    // The second one is stolen, and its file is gone.
    let mut stolen = office.machines.pop().expect("the second");
    for file in office.files() {
        fs::remove_file(office.dir.join(file)).expect("removed");
    }
    let print = stolen.book.read(sites).expect("sites")[0]
        .fingerprint
        .clone();
    let id = office.machines[0].book.read(sites).expect("sites");
    let id = id
        .iter()
        .find(|own| own.fingerprint == print)
        .expect("it")
        .id;
    change_site(
        &mut office.machines[0].book,
        id,
        SiteState::Revoked,
        "Máy bị mất",
    )
    .expect("refused");
    office.machines.push(off);
    office.settle();
    office.same();
    assert_eq!(office.machines[1].issued("Trà An"), Some(10));
    let known = office.machines[1].book.read(sites).expect("sites");
    let told = known
        .iter()
        .find(|own| own.fingerprint == print)
        .expect("it");
    assert_eq!(
        told.site.state,
        SiteState::Revoked,
        "refused by one, refused by all"
    );
    stolen.enter("An Thới", 666);
    stolen.pass(&office.dir);
    for machine in &mut office.machines {
        machine.pass(&office.dir);
        assert_eq!(machine.issued("An Thới"), None);
    }
}

#[test]
fn an_officer_undoes_own_steps_and_never_what_another_machine_did() {
    let mut office = office(2);
    office.machines[0].enter("An Thới", 5);
    office.machines[1].enter("Trà An", 10);
    office.settle();
    let label = undo::steps(&office.machines[0].book).expect("steps").undo;
    assert_eq!(label.map(|own| own.kind), Some("record_count".to_owned()));
    undo::undo(&mut office.machines[0].book).expect("undone");
    office.settle();
    assert_eq!(
        office.machines[1].issued("An Thới"),
        None,
        "it is undone there, too"
    );
    assert_eq!(office.machines[1].issued("Trà An"), Some(10));
    office.same();
}

#[test]
fn a_closed_period_is_closed_on_every_machine() {
    let mut office = office(2);
    office.machines[0].enter("Trà An", 10);
    office.settle();
    so06::engine::closing::close_period(
        &mut office.machines[0].book,
        so06::domain::Period::parse("2024-T03").expect("a period"),
        None,
    )
    .expect("closed");
    office.settle();
    office.same();
    let unit = body(&office.machines[1].book, "Trà An");
    let request = so06::engine::counts::RecordCount {
        body: unit,
        indicator: super::indicator(&office.machines[1].book, ACTIVATED),
        stated: so06::engine::counts::Stated::Period(
            so06::domain::Period::parse("2024-T03").expect("a period"),
            crate::support::day("2024-03-14"),
        ),
        entry: so06::domain::number::Entry::Value(1, so06::domain::number::Qualifier::Exact),
        source: None,
        note: None,
    };
    let entered = so06::engine::counts::record_count(&mut office.machines[1].book, &request);
    assert!(
        entered.expect("an entry").value.proposed,
        "closed there, too: an adjusting entry is proposed"
    );
    office.settle();
    office.same();
    assert_eq!(office.settle(), 1);
}

#[derive(Debug, Clone)]
enum Step {
    Enter(usize, usize, i64),
    Pass(usize),
    Undo(usize),
    Decide(usize, bool),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..3_usize, 0..4_usize, 1..50_i64).prop_map(|(a, b, c)| Step::Enter(a, b, c)),
        4 => (0..3_usize).prop_map(Step::Pass),
        1 => (0..3_usize).prop_map(Step::Undo),
        1 => (0..3_usize, any::<bool>()).prop_map(|(a, b)| Step::Decide(a, b)),
    ]
}

const UNITS: [&str; 4] = ["Trà An", "An Thới", "Long Hòa", "Trà Nóc"];

fn decide(machine: &mut Machine, theirs: bool) {
    for row in machine.held() {
        decide_held(&mut machine.book, row.id, theirs, "").expect("a decision");
    }
}

#[test]
fn three_machines_agree_whatever_they_do() {
    let mut office = office(3);
    let cases = std::env::var("SO06_HISTORIES")
        .ok()
        .and_then(|own| own.parse().ok());
    let config = Config {
        cases: cases.unwrap_or(24_u32).min(2_000),
        failure_persistence: None,
        max_shrink_iters: 0,
        ..Config::default()
    };
    // The machines go on from case to case: a long life of one office.
    let office = std::cell::RefCell::new(&mut office);
    TestRunner::new(config)
        .run(&proptest::collection::vec(step(), 1..16), |steps| {
            let office = &mut **office.borrow_mut();
            let dir = office.dir.clone();
            for step in &steps {
                match *step {
                    Step::Enter(at, unit, amount) => office.machines[at].enter(UNITS[unit], amount),
                    Step::Pass(at) => drop(office.machines[at].pass(&dir)),
                    Step::Undo(at) => drop(undo::undo(&mut office.machines[at].book)),
                    Step::Decide(at, theirs) => decide(&mut office.machines[at], theirs),
                }
            }
            office.settle();
            // What is open is decided at one place, as often as it takes.
            for _ in 0..6 {
                decide(&mut office.machines[0], true);
                office.settle();
            }
            office.same();
            for machine in &office.machines {
                assert!(machine.held().is_empty(), "nothing waits");
            }
            assert_eq!(office.settle(), 1, "at rest");
            Ok(())
        })
        .expect("all machines agree");
}
