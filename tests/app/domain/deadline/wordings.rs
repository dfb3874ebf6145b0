//! Wordings as offices write them, judged by how an officer reads them.

use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;
use so06::domain::deadline::{Deadline, DeadlineKind, DeadlineRules, read_deadline};
use so06::domain::instant::Day;
use so06::domain::text::fold;
use unicode_normalization::UnicodeNormalization;

use crate::support::day;

const MORE: &str = include_str!("../../../fixtures/deadlines-more.tsv");

/// One row: a wording with what it says.
#[derive(Clone, Copy)]
struct Row {
    wording: &'static str,
    issued: &'static str,
    /// kind, first day, last day, hour, sure, length or rhythm
    says: [&'static str; 6],
}

fn rows() -> Vec<Row> {
    MORE.lines()
        .skip(1)
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let [wording, issued, kind, first, last, time, sure, token] =
                line.split('\t').collect::<Vec<_>>()[..]
            else {
                panic!("{line}")
            };
            Row {
                wording,
                issued,
                says: [kind, first, last, time, sure, token],
            }
        })
        .collect()
}

fn read(wording: &str, row: Row) -> Deadline {
    let issued = Some(row.issued).filter(|text| *text != "-").map(day);
    read_deadline(wording, issued, &DeadlineRules::default())
}

fn said(read: &Deadline) -> [String; 6] {
    let or_none = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
    [
        read.kind.token().to_owned(),
        or_none(read.first_day.map(|day| day.to_string())),
        or_none(read.last_day.map(|day| day.to_string())),
        or_none(read.last_time.clone()),
        (if read.sure { "yes" } else { "no" }).to_owned(),
        or_none(
            read.length
                .map(|length| length.to_string())
                .or_else(|| read.rhythm.map(|rhythm| rhythm.to_string())),
        ),
    ]
}

/// What is read otherwise than the row says.
fn differences(row: Row) -> Option<String> {
    let said = said(&read(row.wording, row));
    let differs = row
        .says
        .iter()
        .zip(&said)
        .any(|(wanted, got)| *wanted != "?" && *wanted != got);
    differs.then(|| {
        format!(
            "{:40} {} | {} | read {}",
            row.wording,
            row.issued,
            row.says.join(" "),
            said.join(" ")
        )
    })
}

#[test]
fn wordings_are_read_as_officers_read_them() {
    let rows = rows();
    let wrong: Vec<String> = rows.iter().filter_map(|row| differences(*row)).collect();
    assert!(
        wrong.is_empty(),
        "{} of {} are read otherwise:\n{}",
        wrong.len(),
        rows.len(),
        wrong.join("\n")
    );
    assert!(rows.len() >= 900);
}

/// The same wording as other keyboards, programs and people would have left it.
fn written_otherwise(wording: &str) -> Vec<(&'static str, String)> {
    vec![
        ("decomposed", wording.nfd().collect()),
        ("in capitals", wording.to_uppercase()),
        ("with hard blanks", wording.replace(' ', "\u{a0}")),
        (
            "with wide blanks",
            format!("  {}\t", wording.replace(' ', "  ")),
        ),
        ("over two lines", wording.replacen(' ', "\n", 1)),
        ("with a full stop", format!("{wording}.")),
        ("in brackets", format!("({wording})")),
        ("after a dash", format!("- {wording};")),
        ("with soft hyphens", wording.replace('ư', "\u{ad}ư")),
    ]
}

#[test]
fn the_way_it_is_typed_changes_nothing() {
    let mut wrong = Vec::new();
    for row in rows() {
        let plain = said(&read(row.wording, row));
        // "IV" and "iv" are one, but a sign alone or a month's short name is not made of letters that can be varied.
        if plain[0] == "none" || plain[0] == "unclear" {
            continue;
        }
        for (how, wording) in written_otherwise(row.wording) {
            let other = said(&read(&wording, row));
            if other != plain {
                wrong.push(format!(
                    "{how}: {wording:?} read {} not {}",
                    other.join(" "),
                    plain.join(" ")
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn typed_without_marks_it_is_read_alike_or_doubted() {
    let mut wrong = Vec::new();
    for row in rows() {
        let plain = said(&read(row.wording, row));
        let bare = said(&read(&fold(row.wording), row));
        if bare[4] == "yes" && bare != plain {
            wrong.push(format!(
                "{:?} read {} not {}",
                fold(row.wording),
                bare.join(" "),
                plain.join(" ")
            ));
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_word_that_nobody_knows_makes_it_doubtful() {
    // Behind "sau khi", "khi" and "theo yêu cầu" any words may stand: they name the event.
    let open = ["after_event", "when_event", "on_request"];
    let mut wrong = Vec::new();
    for row in rows() {
        let plain = said(&read(row.wording, row));
        if plain[4] == "no" || plain[0] == "none" || open.contains(&plain[0].as_str()) {
            continue;
        }
        let words: Vec<&str> = row.wording.split(' ').collect();
        for at in 0..=words.len() {
            for unknown in ["lơ lửng", "77", "hoặc"] {
                let mut more = words.clone();
                more.insert(at, unknown);
                let other = said(&read(&more.join(" "), row));
                if other[4] == "yes" && !open.contains(&other[0].as_str()) {
                    wrong.push(format!("{:?} read {}", more.join(" "), other.join(" ")));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_long_text_is_no_deadline() {
    let text = "định kỳ hằng tháng trước ngày 15/3/2024, ".repeat(2_500);
    let read = read_deadline(&text, Some(day("2024-01-10")), &DeadlineRules::default());
    assert_eq!((read.kind, read.sure), (DeadlineKind::Unclear, false));
    assert_eq!(read.text, text.trim());
}

/// A day as people write it; the year is left out where `year` is false.
fn written(day: Day, how: usize, year: bool) -> String {
    let (d, m, y) = (day.day(), day.month(), day.year());
    match (how % 6, year) {
        (0, true) => format!("{d}/{m}/{y}"),
        (1, true) => format!("{d:02}-{m:02}-{y}"),
        (2, true) => format!("{d}.{m}.{y}"),
        (3, true) => format!("ngày {d} tháng {m} năm {y}"),
        (4, true) => format!("ngày {d:02}/{m:02}/{y}"),
        (_, true) => format!("{d}/{m}/{}", y % 100),
        (0 | 3, false) => format!("ngày {d} tháng {m}"),
        (1 | 4, false) => format!("{d:02}-{m:02}"),
        (_, false) => format!("ngày {d}/{m}"),
    }
}

fn some_day() -> impl Strategy<Value = Day> {
    (0_u64..2_000).prop_map(|offset| day("2022-01-01") + Days::new(offset))
}

proptest! {
    #[test]
    fn a_named_day_is_read_however_it_is_written(
        issued in some_day(), ahead in 2_u64..700, how in 0_usize..6, year in any::<bool>(), lead in 0_usize..8,
        hour in proptest::option::of((1_u32..24, 0_u32..60)),
    ) {
        let named = issued + Days::new(ahead);
        // Left out, the year is the document's.
        let year = year || named.year() != issued.year();
        let (words, before) = [
            ("trước", true), ("hoàn thành trước", true), ("xong trước", true), ("chậm nhất", false), ("đến hết", false),
            ("hạn cuối:", false), ("không quá", false), ("", false),
        ][lead];
        let hour_words = hour.map_or_else(String::new, |(hour, minute)| format!("{hour}h{minute:02} "));
        let wording = format!("{words} {hour_words}{}", written(named, how, year));
        let read = read_deadline(&wording, Some(issued), &DeadlineRules::default());
        let last = if before && hour.is_none() { named - Days::new(1) } else { named };
        prop_assert_eq!(read.last_day, Some(last), "{}: {:?}", wording, read);
        prop_assert_eq!(read.stated_day, Some(named));
        prop_assert_eq!(&read.last_time, &hour.map(|(hour, minute)| format!("{hour:02}:{minute:02}")));
        prop_assert!(read.sure, "{}: {:?}", wording, read);
    }

    #[test]
    fn a_stretch_ends_with_its_last_day(year in 2022_i32..2030, month in 1_u32..=12, how in 0_usize..9) {
        let quarter = (month - 1) / 3 + 1;
        let roman = ["I", "II", "III", "IV"][quarter as usize - 1];
        let (wording, last_month) = match how {
            0 => (format!("trong tháng {month}/{year}"), month),
            1 => (format!("chậm nhất trong tháng {month:02} năm {year}"), month),
            2 => (format!("T{month}/{year}"), month),
            3 => (format!("hết tháng {month} năm {year}"), month),
            4 => (format!("quý {roman}/{year}"), quarter * 3),
            5 => (format!("Quý {quarter} năm {year}"), quarter * 3),
            6 => (format!("cuối quý {roman}-{year}"), quarter * 3),
            7 => (format!("{month:02}/{year}"), month),
            _ => (format!("trong năm {year}"), 12),
        };
        let issued = NaiveDate::from_ymd_opt(year, 1, 1).expect("a day");
        let read = read_deadline(&wording, Some(issued), &DeadlineRules::default());
        let next = NaiveDate::from_ymd_opt(year + i32::from(last_month == 12), last_month % 12 + 1, 1).expect("a day");
        prop_assert_eq!(read.last_day, next.pred_opt(), "{}: {:?}", wording, read);
        prop_assert!(read.sure, "{}", wording);
    }

    #[test]
    fn a_range_has_its_ends(from in some_day(), length in 1_u64..200, how in 0_usize..6, again in 0_usize..6, join in 0_usize..3) {
        let to = from + Days::new(length);
        let (begin, middle) = [("từ ", " đến "), ("", " - "), ("từ ", " đến hết ")][join];
        let wording = format!("{begin}{}{middle}{}", written(from, how, true), written(to, again, true));
        let read = read_deadline(&wording, Some(from), &DeadlineRules::default());
        prop_assert_eq!((read.first_day, read.last_day, read.kind), (Some(from), Some(to), DeadlineKind::Between), "{}", wording);
        prop_assert!(read.sure, "{}", wording);
    }

    #[test]
    fn a_sure_last_day_is_never_before_its_document(text in "\\PC{0,30}", row in 0_usize..900, issued in some_day()) {
        let rows = rows();
        let row = rows[row % rows.len()];
        for wording in [row.wording.to_owned(), format!("{} {text}", row.wording), format!("{text} {}", row.wording)] {
            let read = read_deadline(&wording, Some(issued), &DeadlineRules::default());
            if let (Some(last), true) = (read.last_day, read.sure) {
                prop_assert!(last >= issued, "{}: {:?}", wording, read);
                prop_assert!(read.first_day.is_none_or(|first| first <= last));
            }
        }
    }
}
