//! Quick reports: every number is a figure of the paper, the lines fit a chat, the picture says the same.

use so06::domain::number::{Entry, Qualifier, decimal};
use so06::domain::{ErrorCode, Instant, Period};
use so06::engine::counts::{RecordCount, Stated, record_count};
use so06::engine::dictionary::Dictionary;
use so06::engine::reports::{
    self, FigureKey, MOST_LINES, Measure, OfPaper, ReportKind, ReportRequest, issue_report,
};
use so06::report::content::{Document, Figure, Run};
use so06::store::Book;
use so06::tabular::out::{CellOut, TableOut};
use unicode_normalization::is_nfc;

use super::issued::{issue, real};
use super::papers::{body, request};
use crate::support::example;
use proptest::prelude::*;
use serde_json::json;

#[allow(
    clippy::result_large_err,
    reason = "either is a paper, none is an error"
)]
fn draft(request: &ReportRequest) -> OfPaper {
    Err(request.clone())
}

/// Numbers of a text: digits with their dots and commas.
fn numbers(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','))
        .map(|own| own.trim_matches(['.', ',']).to_owned())
        .filter(|own| !own.is_empty())
        .collect()
}

/// What a piece of a line has to be: a figure of the paper under the same key, of the same amount, written as it is.
fn is_of(document: &Document, run: &Run) {
    let figure = run.figure.as_ref().expect("a figure");
    let own = document.figures().find(|(_, own)| own.key == figure.key);
    let (printed, own) = own.unwrap_or_else(|| panic!("{} is not in the paper", figure.key));
    assert_eq!(
        (own.amount, own.decimals),
        (figure.amount, figure.decimals),
        "{}",
        figure.key
    );
    let key = FigureKey::parse(&figure.key).expect("a key");
    let amount = decimal(figure.amount.abs(), figure.decimals);
    match key.measure {
        Measure::Day => {
            let (year, month, day) = (
                figure.amount / 10_000,
                figure.amount / 100 % 100,
                figure.amount % 100,
            );
            assert_eq!(run.text, format!("{day}/{month}/{year}"));
        }
        Measure::Rank => assert_eq!(run.text, printed.trim()),
        _ => assert_eq!(numbers(&run.text), [amount], "{}", figure.key),
    }
    for word in ["trên ", "gần ", "khoảng "] {
        assert_eq!(
            run.text.starts_with(word),
            printed.trim().starts_with(word),
            "{printed} as {}",
            run.text
        );
    }
}

/// Whether a figure is how much another moved.
fn is_change(figure: &Figure) -> bool {
    FigureKey::parse(&figure.key).is_some_and(|own| own.measure == Measure::Delta)
}

/// The days of a text ("30/6/2024"), and what is left without them.
fn without_days(text: &str) -> (Vec<String>, String) {
    let is_day = |word: &str| {
        let parts: Vec<&str> = word.split('/').collect();
        let digits = |own: &&str| !own.is_empty() && own.chars().all(|c| c.is_ascii_digit());
        parts.len() == 3 && parts.iter().all(digits) && parts[2].len() == 4
    };
    let words = text.split(|c: char| !(c.is_ascii_digit() || c == '/'));
    let days: Vec<String> = words.filter(|own| is_day(own)).map(str::to_owned).collect();
    let rest = days
        .iter()
        .fold(text.to_owned(), |rest, day| rest.replacen(day, "", 1));
    (days, rest)
}

/// Whether a day is one that the paper prints as a figure.
fn is_day_of(document: &Document, day: &str) -> bool {
    let digits: Option<Vec<i64>> = day.split('/').map(|own| own.parse().ok()).collect();
    let amount = digits.map(|own| own[2] * 10_000 + own[1] * 100 + own[0]);
    document.figures().any(|(_, figure)| {
        let key = FigureKey::parse(&figure.key);
        key.is_some_and(|own| own.measure == Measure::Day) && Some(figure.amount) == amount
    })
}

/// In the picture each change bears the sign of a change of the paper: of as much, in that direction.
fn changes_have_their_signs(document: &Document, table: &TableOut) {
    let Some(at) = table
        .columns
        .iter()
        .position(|own| own.head == "Tăng, giảm")
    else {
        return;
    };
    let changes: Vec<&Figure> = document
        .figures()
        .map(|own| own.1)
        .filter(|own| is_change(own))
        .collect();
    for row in &table.rows {
        let Some(CellOut::Text(text)) = row.cells.get(at) else {
            continue;
        };
        for said in text.split("; ") {
            let (sign, rest) = said.split_at(1);
            let number = rest.trim_end_matches(" điểm %");
            let number = ["trên ", "gần ", "khoảng "]
                .iter()
                .fold(number, |own, word| own.trim_start_matches(word));
            let fits = |own: &&Figure| {
                sign == (if own.amount < 0 { "-" } else { "+" })
                    && decimal(own.amount.abs(), own.decimals) == number
            };
            assert!(changes.iter().any(fits), "{said} of {text}");
        }
    }
}

/// Looks at the quick report of a draft; gives its text.
fn holds(book: &Book, request: &ReportRequest) -> String {
    let document = reports::document(book, request).expect("a paper");
    let lines = reports::quick_lines(book, &draft(request)).expect("lines");
    assert!(lines.len() <= MOST_LINES, "{} lines", lines.len());
    let spoken = reports::text_of_pages(book, request).expect("words");
    let said = numbers(&spoken);
    let mut told = Vec::new();
    for (place, line) in lines.iter().enumerate() {
        // A second change after "và" went where the first one did.
        let mut went = None;
        for (at, run) in line.iter().enumerate() {
            if let Some(figure) = &run.figure {
                is_of(&document, run);
                told.extend(numbers(&run.text));
                if is_change(figure) {
                    let before = at
                        .checked_sub(1)
                        .map_or("", |before| line[before].text.as_str());
                    let down =
                        before.ends_with("giảm ") || before.ends_with(" và ") && went == Some(true);
                    let up = before.ends_with("tăng ")
                        || before.ends_with(" và ") && went == Some(false);
                    assert_eq!(
                        (down, up),
                        (figure.amount < 0, figure.amount >= 0),
                        "{before}{}",
                        run.text
                    );
                    went = Some(down);
                }
            } else if place > 1 {
                // Below title and time, words hold no number that the paper does not print.
                for number in numbers(&run.text) {
                    assert!(said.contains(&number), "{number} in {}", run.text);
                }
            }
        }
    }
    let quick = reports::quick_report(book, &draft(request)).expect("a text");
    assert!(is_nfc(&quick.text));
    let marks = ["**", "#", "|", "`", "\u{a0}", "  - "];
    for mark in marks {
        assert!(!quick.text.contains(mark), "{mark} in {}", quick.text);
    }
    // The picture shows no number that is no figure of the paper.
    let all: Vec<String> = document
        .figures()
        .flat_map(|(text, _)| numbers(&text))
        .chain(told)
        .collect();
    let table = reports::quick_table(book, &draft(request)).expect("a table");
    for row in &table.rows {
        for cell in row.cells.iter().skip(1) {
            let CellOut::Text(text) = cell else {
                continue;
            };
            let (days, rest) = without_days(text);
            for day in days {
                assert!(is_day_of(&document, &day), "{day} of {text}");
            }
            for number in numbers(&rest) {
                assert!(all.contains(&number), "{number} of {text}");
            }
        }
    }
    changes_have_their_signs(&document, &table);
    assert!(table.picture().expect("a picture").starts_with(b"\x89PNG"));
    quick.text
}

#[test]
fn every_number_is_a_figure_of_the_paper() {
    let made = example();
    let (_dir, published) = real();
    let unit = body(&made.book, "31168");
    for period in ["2024-Q1", "2024-T03", "2024-W11", "2023"] {
        let of = |kind| ReportRequest::new(kind, Period::parse(period).expect("a period"));
        for kind in [ReportKind::Progress, ReportKind::Tasks] {
            holds(&made.book, &of(kind));
            holds(&published, &of(kind));
        }
        holds(
            &made.book,
            &ReportRequest {
                body: Some(unit),
                ..of(ReportKind::Progress)
            },
        );
    }
    holds(&made.book, &request(ReportKind::Ranking));
}

#[test]
fn it_says_title_time_figures_places_and_who_has_to_act() {
    let made = example();
    let text = holds(&made.book, &request(ReportKind::Progress));
    println!("{text}");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines[0],
        "BÁO CÁO NHANH ĐỀ ÁN 06 - QUẬN BÌNH THỦY (SỐ LIỆU MINH HỌA)"
    );
    assert!(lines[1].starts_with("Quý I năm 2024, số liệu tính đến 14/03/2024"));
    assert!(lines[2].starts_with("Nhiệm vụ: được giao "), "{}", lines[2]);
    for words in [
        ", đạt 59,42%",
        "Kích hoạt so với chỉ tiêu giao, cao nhất: P. ",
        "Thấp nhất: P. ",
        "đề nghị báo: P. Trà Nóc.",
        "Khó khăn: về ",
        "Đề nghị: Tổ công tác",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
    let later = ReportRequest {
        as_of: Some(Instant::parse("2024-05-02").expect("a moment")),
        ..request(ReportKind::Progress)
    };
    let later = holds(&made.book, &later);
    println!("{later}");
    assert!(later.contains("\nQuá hạn, cần làm ngay: "), "{later}");
    let ranking = holds(&made.book, &request(ReportKind::Ranking));
    println!("{ranking}");
    assert!(ranking.contains("\n1. P. "), "{ranking}");
    let tasks = holds(&made.book, &request(ReportKind::Tasks));
    println!("{tasks}");
    assert!(tasks.contains("- Hoàn thành: "), "{tasks}");
    let unit = ReportRequest {
        body: Some(body(&made.book, "31168")),
        ..request(ReportKind::Progress)
    };
    let unit = holds(&made.book, &unit);
    println!("{unit}");
    assert!(unit.contains("xếp thứ "), "{unit}");
}

#[test]
fn a_letter_has_none() {
    let made = example();
    for kind in [
        ReportKind::Reminder,
        ReportKind::Handout,
        ReportKind::Checklist,
    ] {
        let error = reports::quick_report(&made.book, &draft(&request(kind)));
        assert_eq!(error.expect_err("a refusal").code, ErrorCode::NoQuickReport);
    }
    let path = made.dir.path().join("nhanh.doc");
    let error = reports::save_quick(&made.book, &draft(&request(ReportKind::Progress)), &path);
    assert_eq!(error.expect_err("a refusal").code, ErrorCode::NoSuchFormat);
    assert!(!path.exists());
}

#[test]
fn an_issued_paper_keeps_its_quick_report() {
    let (dir, mut book) = real();
    let wanted = ReportRequest::new(
        ReportKind::Progress,
        Period::parse("2024-Q1").expect("a period"),
    );
    let before = holds(&book, &wanted);
    let id = issue_report(&mut book, &draft(&wanted), &issue(5, "2024-03-20"))
        .expect("a paper")
        .value;
    let issued = reports::quick_report(&book, &Ok(id)).expect("a text").text;
    println!("{issued}");
    assert_eq!(
        issued,
        format!("{before}\nTheo Báo cáo số 05/BC-UBND ngày 20/03/2024.")
    );
    // What comes into the book later changes a draft and not what was issued.
    let key = reports::quick_report(&book, &Ok(id))
        .expect("a text")
        .figures;
    let value = key.iter().find(|own| own.key.starts_with("value|"));
    let key = FigureKey::parse(&value.expect("a value").key).expect("a key");
    let part = reports::trace(&mut book, &key.to_string(), None).expect("a trace");
    let part = part.parts.first().expect("a fact");
    let entry = RecordCount {
        body: part.body.expect("a body"),
        indicator: part.indicator.expect("an indicator"),
        stated: match key.window.at {
            Some(_) => Stated::AsOf(Instant::end_of(part.day.expect("a day"))),
            None => Stated::Period(key.window.period, key.window.period.last_day()),
        },
        entry: Entry::Value(part.amount + 11, Qualifier::Exact),
        source: None,
        note: None,
    };
    record_count(&mut book, &entry).expect("a figure");
    assert_ne!(holds(&book, &wanted), before);
    assert_eq!(
        reports::quick_report(&book, &Ok(id)).expect("a text").text,
        issued
    );
    let (text, picture) = (dir.path().join("a.txt"), dir.path().join("a.png"));
    reports::save_quick(&book, &Ok(id), &text).expect("a file");
    reports::save_quick(&book, &Ok(id), &picture).expect("a file");
    assert_eq!(
        std::fs::read_to_string(text).expect("a text"),
        format!("{issued}\n")
    );
    assert_eq!(
        std::fs::read(picture).expect("a picture"),
        reports::quick_picture(&book, &Ok(id)).expect("a picture")
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    /// Whatever units enter, with whatever word.
    #[test]
    fn whatever_is_entered(entries in proptest::collection::vec((0_usize..8, 0_i64..30_000, 0_u8..4), 1..12)) {
        let mut made = example();
        let (indicator, units) = made.book.read(|c| {
            let directory = so06::engine::directory::Directory::load(c)?;
            let code = Dictionary::load(c)?.by_code("dinh_danh.kich_hoat");
            Ok((code.expect("the indicator"), directory.units(crate::support::day("2024-03-14"))))
        }).expect("a book");
        for (unit, value, word) in entries {
            let word = [Qualifier::Exact, Qualifier::Tren, Qualifier::Gan, Qualifier::Khoang][usize::from(word)];
            let entry = RecordCount {
                body: units[unit % units.len()],
                indicator,
                stated: Stated::AsOf(Instant::parse("2024-03-14").expect("a moment")),
                entry: Entry::Value(value, word),
                source: None,
                note: None,
            };
            record_count(&mut made.book, &entry).expect("a figure");
        }
        for kind in [ReportKind::Progress, ReportKind::Ranking] {
            holds(&made.book, &request(kind));
        }
        holds(&made.book, &ReportRequest { body: Some(units[0]), ..request(ReportKind::Progress) });
    }
}

#[test]
fn the_window_gets_text_and_picture() {
    let mut open = crate::support::open_example();
    let paper = json!({
        "kind": "progress", "period": "2024-Q1", "as_of": null, "subject": null, "body": null, "filled": null,
        "template": null,
    });
    let quick = open.ask("quick_report", json!({ "report": null, "paper": paper }));
    let text = quick["text"].as_str().expect("a text");
    assert!(text.starts_with(quick["title"].as_str().expect("a title")));
    let figures = quick["figures"].as_array().expect("figures");
    assert!(figures.len() > 20, "{}", figures.len());
    for own in figures {
        assert!(
            text.contains(own["text"].as_str().expect("a text")),
            "{own}"
        );
    }
    let picture = open.ask("quick_picture", json!({ "report": null, "paper": paper }));
    assert!(picture.as_str().expect("base64").starts_with("iVBORw0KGgo"));
    let refusal = open.refusal("quick_report", json!({ "report": null, "paper": null }));
    assert_eq!(refusal.code, "bad_request");
}
