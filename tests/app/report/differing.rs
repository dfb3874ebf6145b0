//! Where a figure comes from, where it stands on the page, and why it differs from an earlier paper's.

use std::path::Path;

use so06::domain::indicator::Target;
use so06::domain::number::{Entry, Qualifier};
use so06::domain::{Id, Instant, Period};
use so06::engine::counts::{RecordCount, SetTarget, Stated, record_count, set_target};
use so06::engine::dictionary::Dictionary;
use so06::engine::directory::Directory;
use so06::engine::reports::{
    self, CauseKind, Comparison, FigureKey, Measure, ReportKind, ReportRequest, TracePart,
    TraceRole, compare_reports, issue_report, trace,
};
use so06::engine::{found, undo};
use so06::report::content::Block;
use so06::store::{self, Book};

use super::issued::issue;
use super::papers::request;
use crate::support::{clock, day, example};

/// Bình Thủy with a figure of activations for seven of its eight wards, targets for all.
struct Ward {
    _dir: tempfile::TempDir,
    book: Book,
    units: Vec<Id>,
    indicator: Id,
}

fn ward() -> Ward {
    let dir = tempfile::tempdir().unwrap();
    let path: &Path = &dir.path().join("binh-thuy.so06");
    let book = found::new_book(path, "918@2024-03-01", clock("2024-03-20"), "Lê Thị Hoa").unwrap();
    let (units, indicator) = book
        .read(|c| {
            let units = Directory::load(c)?.units(day("2024-03-14"));
            Ok((units, Dictionary::load(c)?.by_code("dinh_danh.kich_hoat")))
        })
        .unwrap();
    let mut own = Ward {
        _dir: dir,
        book,
        indicator: indicator.unwrap(),
        units,
    };
    assert_eq!(own.units.len(), 8);
    for (place, unit) in own.units.clone().into_iter().enumerate() {
        own.target(unit, 10_000, "Kế hoạch số 10/KH-UBND ngày 05/01/2024");
        if place < 7 {
            own.enter(unit, "2024-03-14", 9_000 + place as i64 * 100, None);
        }
    }
    own
}

impl Ward {
    fn enter(&mut self, body: Id, on: &str, value: i64, note: Option<&str>) {
        let entry = RecordCount {
            body,
            indicator: self.indicator,
            stated: Stated::AsOf(Instant::parse(on).unwrap()),
            entry: Entry::Value(value, Qualifier::Exact),
            source: None,
            note: note.map(str::to_owned),
        };
        record_count(&mut self.book, &entry).unwrap();
    }

    fn target(&mut self, body: Id, value: i64, document: &str) {
        let entry = SetTarget {
            body,
            indicator: self.indicator,
            period: Period::parse("2024").unwrap(),
            value,
            last_day: None,
            central_day: None,
            document: document.to_owned(),
            document_day: None,
        };
        set_target(&mut self.book, &entry).unwrap();
    }

    fn issue(&mut self, period: &str, number: i64, replaces: Option<Id>) -> Id {
        let period = Period::parse(period).unwrap();
        let request = ReportRequest {
            as_of: Some(Instant::end_of(period.last_day())),
            replaces,
            ..ReportRequest::new(ReportKind::Progress, period)
        };
        let on = if period.last_day() < day("2024-03-20") {
            "2024-03-20"
        } else {
            "2024-06-20"
        };
        issue_report(&mut self.book, &Err(request), &issue(number, on))
            .unwrap()
            .value
    }

    fn compare(&mut self, one: Id, other: Id) -> Comparison {
        compare_reports(&mut self.book, one, other).unwrap()
    }
}

fn change<'a>(found: &'a Comparison, label: &str) -> &'a reports::FigureChange {
    let labels: Vec<&str> = found.changes.iter().map(|own| own.label.as_str()).collect();
    found
        .changes
        .iter()
        .find(|own| own.label.contains(label))
        .unwrap_or_else(|| panic!("{label} in {labels:#?}"))
}

/// The last day of the target behind a figure, as figures of days are kept: 20240630.
fn due_day(book: &Book, part: &TracePart) -> i64 {
    let target = book
        .read(|c| store::get::<Target>(c, part.entity))
        .unwrap()
        .expect("a target")
        .record;
    let own = Period::parse(&target.period).unwrap().last_day();
    let day = target.last_day.unwrap_or(own);
    day.to_string().replace('-', "").parse().unwrap()
}

#[test]
fn what_stands_behind_a_sum_adds_up_to_it() {
    let mut made = example();
    let (mut seen, mut days) = (0, 0);
    for kind in [ReportKind::Progress, ReportKind::Ranking] {
        let document = reports::document(&made.book, &request(kind)).unwrap();
        let figures: Vec<_> = document.figures().map(|(_, own)| own.clone()).collect();
        for figure in figures {
            let key = FigureKey::parse(&figure.key).unwrap();
            let found = trace(&mut made.book, &figure.key, None).unwrap();
            assert!(!found.parts.is_empty(), "{}", found.label);
            let sum = |role| {
                let parts = found.parts.iter().filter(|own| own.role == role);
                parts.map(|own| own.amount).sum::<i64>()
            };
            match key.measure {
                Measure::Value | Measure::Sum if key.against.is_empty() => {
                    assert_eq!(sum(TraceRole::Value), figure.amount, "{}", found.label);
                }
                Measure::Target | Measure::TargetSum if key.against.is_empty() => {
                    assert_eq!(sum(TraceRole::Target), figure.amount, "{}", found.label);
                }
                Measure::Day if matches!(key.against.as_str(), "target" | "targets") => {
                    let parts = found.parts.iter();
                    let due = parts
                        .filter(|own| own.role == TraceRole::Target)
                        .any(|own| due_day(&made.book, own) == figure.amount);
                    assert!(due, "{}", found.label);
                    days += 1;
                }
                Measure::Delta | Measure::YearDelta | Measure::CampaignDelta => {
                    let moved = sum(TraceRole::Value) - sum(TraceRole::Before);
                    assert_eq!(moved, figure.amount, "{}", found.label);
                }
                Measure::Tasks => {
                    assert_eq!(found.parts.len() as i64, figure.amount, "{}", found.label);
                }
                _ => {}
            }
            seen += 1;
        }
    }
    assert!(seen > 100 && days > 0, "{seen}, {days} last days");
}

/// Asks that every figure of a paper has its place, in its order; of a drawing only what had room is written, and how
/// many of these there are is told.
fn written_of_charts(wanted: &[(&str, bool)], placed: &[&str]) -> usize {
    let (mut at, mut written) = (0, 0);
    let mut last = "";
    for own in placed {
        // One that goes on in the next line has two places.
        if *own == last && wanted.get(at).is_none_or(|(key, _)| key != own) {
            continue;
        }
        while wanted
            .get(at)
            .is_some_and(|(key, of_chart)| key != own && *of_chart)
        {
            at += 1;
        }
        let Some((key, of_chart)) = wanted.get(at) else {
            panic!("{own} is nowhere in the paper after {last}");
        };
        assert_eq!(key, own, "has no place, after {last}");
        written += usize::from(*of_chart);
        at += 1;
        last = own;
    }
    let lost: Vec<_> = wanted[at..].iter().filter(|own| !own.1).collect();
    assert!(lost.is_empty(), "without a place: {lost:?}");
    written
}

#[test]
fn every_figure_has_its_place_on_a_page() {
    let made = example();
    for kind in [ReportKind::Progress, ReportKind::Ranking, ReportKind::Tasks] {
        let drawn = reports::preview(&made.book, &request(kind)).unwrap();
        let document = reports::document(&made.book, &request(kind)).unwrap();
        let wanted: Vec<(&str, bool)> = document
            .blocks()
            .flat_map(|block| {
                let of_chart = matches!(block, Block::Chart(_));
                let figures = block.figures().into_iter();
                figures.map(move |(_, figure)| (figure.key.as_str(), of_chart))
            })
            .collect();
        let placed: Vec<&str> = drawn.figures.iter().map(|own| own.key.as_str()).collect();
        let written = written_of_charts(&wanted, &placed);
        // At least half of what is drawn is written beside it.
        let charts = wanted.iter().filter(|(_, of_chart)| *of_chart).count();
        assert!(written * 2 >= charts, "{written} of {charts}");
        for spot in &drawn.figures {
            assert!(spot.page >= 1 && spot.page <= drawn.pages, "{spot:?}");
            assert!(spot.width > 3.0 && spot.width < 500.0, "{spot:?}");
            assert!(spot.x > 80.0 && spot.x < 800.0 && spot.y > 50.0, "{spot:?}");
        }
    }
}

#[test]
fn a_late_figure_a_correction_and_another_target_are_named_as_causes() {
    let mut own = ward();
    let first = own.issue("2024-Q1", 5, None);
    let (corrected, late, other) = (own.units[0], own.units[7], own.units[1]);
    own.enter(
        corrected,
        "2024-03-14",
        9_050,
        Some("đối chiếu lại với Công an"),
    );
    own.enter(late, "2024-03-14", 8_000, None);
    own.target(other, 9_500, "Kế hoạch số 44/KH-UBND ngày 10/03/2024");
    let second = own.issue("2024-Q1", 6, Some(first));
    let found = own.compare(first, second);
    assert!(found.changes.iter().all(|own| own.same_time));
    assert!(found.same > 20, "{}", found.same);
    let name = |own: &Ward, unit: Id| {
        own.book
            .read(|c| Ok(Directory::load(c)?.name(unit, day("2024-03-14"))))
            .unwrap()
    };
    let sum = change(
        &found,
        "Tài khoản định danh điện tử đã kích hoạt, cộng các đơn vị",
    );
    let kinds: Vec<CauseKind> = sum.causes.iter().map(|own| own.kind).collect();
    assert_eq!(kinds.len(), 2, "{sum:#?}");
    let of = |kind| sum.causes.iter().find(|own| own.kind == kind).unwrap();
    assert!(
        of(CauseKind::Late).text.contains(&name(&own, late)),
        "{sum:#?}"
    );
    let said = &of(CauseKind::Corrected).text;
    assert!(
        said.contains("9.000 → 9.050")
            && said.contains("đối chiếu lại")
            && said.contains("Lê Thị Hoa"),
        "{said}"
    );
    let unit = name(&own, other);
    let percent = found
        .changes
        .iter()
        .find(|own| own.label.starts_with("Tỷ lệ") && own.label.contains(&unit[unit.len() - 6..]))
        .expect("the percentage of the ward with another target");
    assert_eq!(percent.causes[0].kind, CauseKind::Target, "{percent:#?}");
    assert!(
        percent.causes[0].text.contains("44/KH-UBND"),
        "{percent:#?}"
    );
    // Compared the other way round the answer is the same: the first is the one that was frozen first.
    assert_eq!(own.compare(second, first), found);
    // The book is shown as before, and nothing was written.
    assert_eq!(own.book.looks_at(), None);
    assert_eq!(own.compare(first, first).changes, []);
}

#[test]
fn a_report_of_a_later_period_tells_what_moved_and_since_when() {
    let mut own = ward();
    let march = own.issue("2024-Q1", 5, None);
    for (place, unit) in own.units.clone().into_iter().enumerate() {
        own.enter(unit, "2024-06-14", 9_400 + place as i64 * 100, None);
    }
    let june = own.issue("2024-Q2", 9, None);
    let found = own.compare(march, june);
    let moved = found
        .changes
        .iter()
        .find(|own| own.label.contains("cộng các đơn vị") && !own.label.starts_with("Chỉ tiêu"))
        .expect("the sum");
    assert!(!moved.same_time);
    assert!(
        moved.causes.iter().all(|own| own.kind == CauseKind::Moved),
        "{moved:#?}"
    );
    assert_eq!(moved.causes.len(), 8);
    assert!(
        moved.causes[0].text.contains("chưa có → 10.100"),
        "{moved:#?}"
    );
    assert!(
        moved.causes[1].text.contains("số liệu ngày 14/06/2024")
            || moved.causes[1].text.contains("14/6/2024"),
        "{moved:#?}"
    );
}

#[test]
fn a_printed_code_gives_the_figures_as_they_were_printed() {
    let mut own = ward();
    let id = own.issue("2024-Q1", 5, None);
    let code = own.book.read(reports::issued_reports).unwrap()[0]
        .code
        .clone();
    let unit = own.units[0];
    own.enter(unit, "2024-03-14", 1, None);
    let found = reports::verify_code(&own.book, &code.to_lowercase()).unwrap();
    assert_eq!(found.report.id, id);
    let shown = found
        .figures
        .iter()
        .find(|own| own.text == "9.000")
        .expect("as printed");
    let behind = reports::trace_issued(&mut own.book, id, &shown.key).unwrap();
    assert_eq!(behind.parts[0].text, "9.000");
    assert_eq!(
        trace(&mut own.book, &shown.key, None).unwrap().parts[0].text,
        "1"
    );
    let changed = reports::changed_since(&mut own.book, id).unwrap();
    let first = changed
        .iter()
        .find(|own| own.before == "9.000")
        .expect("a change");
    assert_eq!(
        (first.after.as_str(), first.difference.as_str()),
        ("1", "-8.999")
    );
    assert_eq!(first.causes[0].kind, CauseKind::Corrected);
    undo::undo(&mut own.book).unwrap();
    assert_eq!(reports::changed_since(&mut own.book, id).unwrap(), []);
}
