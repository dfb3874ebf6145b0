//! Content trees of any shape: what offices write, and what they never should.

use chrono::NaiveDate;
use proptest::collection::vec;
use proptest::prelude::*;
use so06::report::chart::{Chart, Goal, Plot, Share, Stage, Tone, Trend, TrendPoint};
use so06::report::content::{
    Align, Annex, Block, Column, Document, Form, Letterhead, Level, Orientation, Reference, Row,
    Run, Signatory, Signature, Style, Table,
};
use unicode_normalization::UnicodeNormalization;

const SYLLABLES: [&str; 24] = [
    "tổ",
    "công",
    "tác",
    "triển",
    "khai",
    "nghiêm",
    "túc",
    "Ủy",
    "ban",
    "nhân",
    "dân",
    "phường",
    "Thới",
    "An",
    "Đông",
    "dữ",
    "liệu",
    "kích",
    "hoạt",
    "tài",
    "khoản",
    "đạt",
    "và",
    "ở",
];
const FIGURES: [&str; 8] = [
    "1.234.567",
    "94,29%",
    "98.000",
    "7/8",
    "30/2020/NĐ-CP",
    "ngày 14/3/2024",
    "quý I năm 2024",
    "tại Phụ lục II",
];
/// Letters that no face has, marks of other scripts and of markup, what cannot be seen.
const ODD: [&str; 14] = [
    "漢字",
    "👍",
    "𝔘𝔙",
    "<b>&amp;",
    "\u{0}\u{7}",
    "\u{200b}\u{feff}\u{ad}",
    "\t\n\r\n",
    "\u{a0}\u{a0}\u{a0}",
    "(\\)",
    "“…”–—",
    "שלום",
    "e\u{301}\u{323}\u{308}",
    "\u{202e}abc",
    "…………………………",
];

fn of(all: &'static [&'static str]) -> impl Strategy<Value = String> {
    proptest::sample::select(all).prop_map(str::to_owned)
}

/// One word, now and then an odd one.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        24 => of(&SYLLABLES),
        4 => of(&FIGURES),
        1 => of(&ODD),
        1 => of(&SYLLABLES).prop_map(|text| text.nfd().collect()),
        1 => (1..160_usize).prop_map(|count| "x".repeat(count)),
    ]
}

/// Words as offices write them.
pub fn plain_words(
    count: impl Into<proptest::collection::SizeRange>,
) -> impl Strategy<Value = String> {
    vec(prop_oneof![19 => of(&SYLLABLES), 1 => of(&FIGURES)], count).prop_map(|all| all.join(" "))
}

/// Any words.
fn words(count: impl Into<proptest::collection::SizeRange>) -> impl Strategy<Value = String> {
    vec(word(), count).prop_map(|all| all.join(" "))
}

/// A name, of up to 120 letters and more.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => plain_words(1..6),
        1 => plain_words(20..26),
        1 => words(1..8),
    ]
}

fn style() -> impl Strategy<Value = Style> {
    proptest::sample::select(vec![
        Style::Regular,
        Style::Bold,
        Style::Italic,
        Style::BoldItalic,
    ])
}

fn run() -> impl Strategy<Value = Run> {
    (words(0..40), style()).prop_map(|(text, style)| Run {
        style,
        ..Run::plain(text)
    })
}

fn runs() -> impl Strategy<Value = Vec<Run>> {
    vec(run(), 1..4)
}

fn heading() -> impl Strategy<Value = Block> {
    let level = proptest::sample::select(vec![Level::Part, Level::Section, Level::Subsection]);
    (level, words(1..12)).prop_map(|(level, text)| Block::Heading {
        level,
        text,
        key: None,
    })
}

fn align() -> impl Strategy<Value = Align> {
    proptest::sample::select(vec![
        Align::Left,
        Align::Center,
        Align::Right,
        Align::Square,
        Align::Bar {
            most: 100,
            mark: 80,
        },
    ])
}

fn column() -> impl Strategy<Value = Column> {
    (words(0..4), 0.5..8.0_f64, align())
        .prop_map(|(header, weight, align)| Column::new(header, weight, align))
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => Just(String::new()),
        6 => words(1..4),
        2 => of(&FIGURES),
        1 => words(30..60),
    ]
}

fn row() -> impl Strategy<Value = Row> {
    prop_oneof![
        8 => vec(cell(), 0..10).prop_map(Row::body),
        1 => words(0..10).prop_map(Row::group),
        1 => vec(words(0..4), 0..10).prop_map(Row::total),
    ]
}

fn table() -> impl Strategy<Value = Block> {
    let rows = prop_oneof![4 => vec(row(), 0..12), 1 => vec(row(), 20..50)];
    (vec(column(), 0..9), rows, 7.0..15.0_f64).prop_map(|(columns, rows, size)| {
        Block::Table(Table {
            columns,
            rows,
            size,
        })
    })
}

fn signatories() -> impl Strategy<Value = Block> {
    let one = (name(), words(0..4)).prop_map(|(title, note)| Signatory { title, note });
    vec(one, 0..4).prop_map(Block::Signatures)
}

fn chart() -> impl Strategy<Value = Block> {
    let point = (0..400_u64, -5..200_000_i64).prop_map(|(days, amount)| TrendPoint {
        day: NaiveDate::from_ymd_opt(2024, 1, 1).unwrap() + chrono::Days::new(days),
        amount,
        figure: None,
    });
    let goal = (0..900_u64, 0..300_000_i64, words(0..4), words(0..6)).prop_map(
        |(days, amount, name, pace)| Goal {
            day: NaiveDate::from_ymd_opt(2024, 1, 1).unwrap() + chrono::Days::new(days),
            amount,
            figure: None,
            name,
            pace,
        },
    );
    let trend = (0..4_u8, vec(point, 0..30), proptest::option::of(goal)).prop_map(
        |(decimals, mut points, goal)| {
            points.sort_by_key(|own| own.day);
            Plot::Trend(Trend {
                decimals,
                points,
                goal,
            })
        },
    );
    let stage =
        (words(0..12), 0..200_000_i64, words(0..4)).prop_map(|(name, amount, text)| Stage {
            name,
            amount,
            text,
            figures: Vec::new(),
        });
    let tone = proptest::sample::select(vec![
        Tone::White,
        Tone::Rising,
        Tone::Falling,
        Tone::Upright,
        Tone::Level,
        Tone::Crossed,
        Tone::Black,
        Tone::Squared,
        Tone::Dotted,
        Tone::Sparse,
    ]);
    let share = (words(0..8), 0..500_u32, tone).prop_map(|(name, count, tone)| Share {
        name,
        count,
        tone,
        figure: None,
    });
    let plot = prop_oneof![
        trend,
        vec(stage, 0..6).prop_map(Plot::Funnel),
        vec(share, 0..10).prop_map(Plot::Status),
    ];
    (words(0..12), plot).prop_map(|(caption, plot)| Block::Chart(Chart { caption, plot }))
}

pub fn block() -> impl Strategy<Value = Block> {
    prop_oneof![
        8 => runs().prop_map(|runs| Block::Paragraph { runs, key: None }),
        3 => heading(),
        2 => table(),
        1 => (runs(), 8.0..16.0_f64).prop_map(|(runs, size)| Block::Small { runs, size }),
        1 => signatories(),
        1 => chart(),
    ]
}

fn letterhead() -> impl Strategy<Value = Letterhead> {
    (
        vec(name(), 0..3),
        vec(name(), 0..3),
        proptest::option::of("[0-9]{1,4}"),
        words(0..2),
        name(),
        any::<bool>(),
    )
        .prop_map(
            |(superior, issuer, number, symbol, place, dated)| Letterhead {
                superior,
                issuer,
                number,
                symbol,
                place,
                day: NaiveDate::from_ymd_opt(2024, 2, 5).filter(|_| dated),
                year: 2024,
            },
        )
}

fn annex() -> impl Strategy<Value = Annex> {
    let lies = proptest::sample::select(vec![Orientation::Portrait, Orientation::Landscape]);
    (
        words(0..2),
        words(0..20),
        proptest::option::of((name(), name())),
        lies,
        vec(block(), 0..4),
    )
        .prop_map(|(number, title, reference, orientation, blocks)| Annex {
            number,
            title,
            reference: reference.map(|(document, issuer)| Reference { document, issuer }),
            orientation,
            blocks,
        })
}

/// Any document.
pub fn document() -> impl Strategy<Value = Document> {
    let form = proptest::sample::select(vec![Form::Report, Form::Letter, Form::Sheet]);
    let head = (
        form,
        letterhead(),
        name(),
        vec(name(), 0..3),
        vec(name(), 0..11),
    );
    let end = (
        vec(name(), 0..5),
        prop_oneof![Just(String::new()), name()],
        vec(name(), 0..11),
        vec(annex(), 0..3),
        any::<bool>(),
    );
    (head, vec(block(), 0..14), end).prop_map(|(head, body, end)| {
        let (form, letterhead, kind_name, subject, addressees) = head;
        let (lines, signer, recipients, annexes, marked) = end;
        Document {
            title: kind_name.clone(),
            form,
            letterhead,
            kind_name,
            subject,
            addressees,
            body,
            signature: Signature {
                lines,
                name: signer,
            },
            recipients,
            annexes,
            watermark: marked.then(|| "SỐ LIỆU MINH HỌA".to_owned()),
            ..super::super::empty()
        }
    })
}
