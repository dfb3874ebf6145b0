//! Wordings as offices write them, judged by how an officer reads them.

use so06::domain::deadline::{Deadline, DeadlineRules, read_deadline};
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
    assert!(rows.len() >= 300);
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
