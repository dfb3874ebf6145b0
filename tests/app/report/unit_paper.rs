//! The paper on one unit: its figures also where they are sums, its own tasks, its own deadline, its own words.

use so06::domain::number::{Entry, Qualifier};
use so06::domain::{Id, Period, Timeliness};
use so06::engine::counts::{RecordCount, SetTarget, Stated, record_counts, set_target};
use so06::engine::directory::Directory;
use so06::engine::found;
use so06::engine::reports::{
    self, FigureKey, Measure, ReportKind, ReportRequest, document, text_of_pages, trace,
};
use so06::store::Book;

use super::papers::{body, request, says};
use super::periodic::indicator;
use crate::support::{TODAY, clock, day, example};
use crate::tasks::Office;

fn on(unit: Id) -> ReportRequest {
    ReportRequest {
        body: Some(unit),
        ..request(ReportKind::Progress)
    }
}

/// A province whose communes hand in what their districts add up to; gives a district and its communes.
fn province() -> (tempfile::TempDir, Book, Id, Vec<Id>) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("tinh.so06");
    let book = found::new_book(&path, "92@2024-03-01", clock("2024-03-20"), "t").unwrap();
    let directory = book.read(Directory::load).unwrap();
    let on = day("2024-03-14");
    let district = directory.units(on)[0];
    let communes = directory.children(district, on);
    assert!(communes.len() > 2, "{communes:?}");
    (dir, book, district, communes)
}

#[test]
fn figures_that_communes_add_up_to_stand_in_the_annex_of_their_district() {
    let (_dir, mut book, district, communes) = province();
    let period = Period::parse("2024-Q1").unwrap();
    let entries: Vec<RecordCount> = [("dvc.tiep_nhan", 200), ("dvc.truc_tuyen", 150)]
        .into_iter()
        .flat_map(|(code, value)| {
            let indicator = indicator(&book, code);
            communes.iter().take(2).map(move |unit| RecordCount {
                body: *unit,
                indicator,
                stated: Stated::Period(period, period.last_day()),
                entry: Entry::Value(value, Qualifier::Exact),
                source: None,
                note: None,
            })
        })
        .collect();
    record_counts(&mut book, &entries).unwrap();
    let own = document(&book, &on(district)).unwrap();
    let titles: Vec<&str> = own.annexes.iter().map(|own| own.title.as_str()).collect();
    assert!(titles[0].starts_with("Số liệu của "), "{titles:?}");
    says(
        &text_of_pages(&book, &on(district)).unwrap(),
        &["|400|", "75,00"],
    );
    // In the province's own report the district has its row.
    let said = text_of_pages(&book, &request(ReportKind::Progress)).unwrap();
    let name = book
        .read(Directory::load)
        .unwrap()
        .name(district, day("2024-03-14"));
    let row = said
        .lines()
        .find(|line| line.contains(&format!("|{name}|")) && line.contains("400"))
        .unwrap_or_else(|| panic!("no row of {name} in {said}"));
    assert!(row.contains("|75,00"), "{row}");
}

fn task_figures(book: &Book, wanted: &ReportRequest) -> Vec<(FigureKey, i64)> {
    let own = document(book, wanted).unwrap();
    own.figures()
        .map(|(_, figure)| (FigureKey::parse(&figure.key).unwrap(), figure.amount))
        .filter(|(key, _)| key.measure == Measure::Tasks)
        .collect()
}

#[test]
fn behind_a_unit_s_tasks_stand_its_own_parts() {
    let mut office = Office::new();
    let unit = body(&office.made.book, "31174");
    // Late in every week of March, so that several parts of one task stand.
    let weekly = office.weekly(&[unit]);
    let wanted = ReportRequest {
        as_of: Some(so06::domain::Instant::parse(TODAY).unwrap()),
        ..on(unit)
    };
    let figures = task_figures(&office.made.book, &wanted);
    let classes: Vec<&str> = figures.iter().map(|(key, _)| key.what.as_str()).collect();
    assert!(classes.contains(&"all"), "{classes:?}");
    assert!(
        classes.contains(&Timeliness::Overdue.token()),
        "{classes:?}"
    );
    for (key, amount) in figures {
        assert_eq!(key.body, Some(unit), "{key}");
        let found = trace(office.book(), &key.to_string(), None).unwrap();
        assert_eq!(found.parts.len() as i64, amount, "{key}: {found:#?}");
        if key.what == Timeliness::Overdue.token() {
            let late = Timeliness::Overdue.words();
            assert!(found.parts.iter().all(|own| own.text == late), "{found:#?}");
            let of_weeks = found.parts.iter().filter(|own| own.entity == weekly);
            let mut names: Vec<&str> = of_weeks.map(|own| own.name.as_str()).collect();
            names.dedup();
            assert_eq!(names.len(), 2, "{names:?}");
        }
    }
}

/// What the paper on a unit says is needed each working day.
fn pace(book: &Book, unit: Id) -> String {
    let said = text_of_pages(book, &on(unit)).unwrap();
    let line = said.lines().find(|line| line.contains("bình quân"));
    line.unwrap_or_else(|| panic!("no pace in {said}"))
        .to_owned()
}

#[test]
fn the_last_day_of_another_unit_s_target_gives_this_one_no_more_time() {
    let mut made = example();
    let unit = body(&made.book, "31174");
    let before = pace(&made.book, unit);
    let later = SetTarget {
        body: body(&made.book, "31168"),
        indicator: indicator(&made.book, "dinh_danh.kich_hoat"),
        period: Period::parse("2024").unwrap(),
        value: 50_000,
        last_day: Some(day("2024-12-31")),
        central_day: None,
        document: "Kế hoạch số 99/KH-UBND ngày 01/02/2024".to_owned(),
        document_day: None,
    };
    set_target(&mut made.book, &later).unwrap();
    let root = body(&made.book, "918");
    assert!(pace(&made.book, root).contains("31/12/2024"));
    assert_eq!(pace(&made.book, unit), before);
}

#[test]
fn the_text_on_a_unit_refers_to_the_annex_of_its_figures() {
    let made = example();
    let unit = body(&made.book, "31174");
    let own = document(&made.book, &on(unit)).unwrap();
    assert_eq!(own.annexes[0].number, "I");
    says(
        &text_of_pages(&made.book, &on(unit)).unwrap(),
        &["(số liệu chi tiết tại Phụ lục I)./."],
    );
}

#[test]
fn a_unit_without_tasks_is_not_told_to_go_on_with_them() {
    let made = example();
    let board = super::papers::board(&made.book);
    let idle = board
        .directory
        .below(board.directory.root, day(TODAY))
        .into_iter()
        .find(|body| {
            let mut parts = board.own().flat_map(|task| board.standing_parts(task.id));
            parts.all(|part| part.body != *body)
        })
        .expect("a body without tasks");
    let said = text_of_pages(&made.book, &on(idle)).unwrap();
    says(
        &said,
        &[
            "chưa có nhiệm vụ được giao.",
            "Tiếp tục triển khai Đề án 06 theo chỉ đạo của cấp trên.",
        ],
    );
    assert!(!said.contains("các nhiệm vụ được giao bảo đảm"), "{said}");
}

#[test]
fn sentences_on_a_unit_take_words_of_their_own() {
    let mut made = example();
    let unit = body(&made.book, "31174");
    let (drawn, shown) = reports::preview_to_edit(&made.book, &on(unit)).unwrap();
    assert!(shown.is_some(), "words are kept by what was shown");
    let own = drawn
        .texts
        .iter()
        .find(|own| own.sentence && own.standard.contains("bình quân"))
        .expect("a sentence");
    let words = own.standard.replace("Để hoàn thành", "Muốn hoàn thành");
    assert_ne!(words, own.standard);
    let of = (
        ReportKind::Progress,
        Period::parse("2024-Q1").unwrap(),
        Some(unit),
    );
    for shown in [None, shown.as_ref()] {
        let text = (own.section.as_str(), words.as_str());
        reports::write_text_of(&mut made.book, of, text, shown).unwrap();
        says(&text_of_pages(&made.book, &on(unit)).unwrap(), &[&words]);
        reports::write_report_text(&mut made.book, of, &own.section, "").unwrap();
    }
    // The report of the whole keeps its own.
    let whole = text_of_pages(&made.book, &request(ReportKind::Progress)).unwrap();
    assert!(!whole.contains("Muốn hoàn thành"), "{whole}");
}
