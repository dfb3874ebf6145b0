//! The same content for Word: nothing is lost, tables are tables, parts are as the format wants them.

use std::io::{Cursor, Read};

use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;
use so06::report::content::{
    Align, Annex, Block, Column, Document, Form, Level, Orientation, Row, Run, Signatory, Style,
    Table,
};
use so06::report::word;
use so06::tabular::read_workbook;

use super::{empty, fonts, sample, with_body};

fn file(document: &Document) -> Vec<u8> {
    word(document, &fonts()).unwrap()
}

fn part(file: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut text = String::new();
    let mut part = zip.by_name(name).unwrap();
    part.read_to_string(&mut text).unwrap();
    text
}

/// What the text says, a paragraph a line; a strict reader goes through every part on the way.
fn said(file: &[u8]) -> Vec<String> {
    let names: Vec<String> = zip::ZipArchive::new(Cursor::new(file))
        .unwrap()
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    for name in names {
        read(&part(file, &name), |_| ());
    }
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut inside = false;
    read(&part(file, "word/document.xml"), |event| match event {
        Event::Start(tag) if tag.name().as_ref() == "w:t" => inside = true,
        Event::End(tag) if tag.name().as_ref() == "w:t" => inside = false,
        Event::Empty(tag) if tag.name().as_ref() == "w:br" => line.push(' '),
        Event::End(tag) if tag.name().as_ref() == "w:p" => {
            lines.push(std::mem::take(&mut line));
        }
        Event::Text(text) if inside => {
            line.push_str(text);
        }
        Event::GeneralRef(name) if inside => {
            line.push_str(match &**name {
                "amp" => "&",
                "lt" => "<",
                "gt" => ">",
                "quot" => "\"",
                other => panic!("{other}"),
            });
        }
        _ => {}
    });
    lines
}

fn read(xml: &str, mut each: impl FnMut(&Event<'_>)) {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return,
            event => each(&event),
        }
    }
}

/// One blank between words, as a reader takes it.
fn plain(text: &str) -> String {
    text.split([' ', '\u{a0}'])
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn a_report_says_in_word_what_its_pages_say() {
    let document = sample::quarter();
    let said: Vec<String> = said(&file(&document))
        .iter()
        .map(|line| plain(line))
        .filter(|line| !line.is_empty())
        .collect();
    assert_eq!(
        said[..11],
        [
            "ỦY BAN NHÂN DÂN",
            "QUẬN BÌNH THỦY",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Số: /BC-UBND",
            "Bình Thủy, ngày tháng năm 2024",
            "BÁO CÁO",
            "Kết quả triển khai, thực hiện Đề án 06 quý I năm 2024 trên địa bàn quận Bình Thủy",
            "Kính gửi: Tổ công tác triển khai Đề án 06 thành phố Cần Thơ.",
            said[9].as_str(),
            said[10].as_str(),
        ]
    );
    let end = said.iter().position(|line| line == "Nơi nhận:").unwrap();
    assert_eq!(
        said[end..end + 10],
        [
            "Nơi nhận:",
            "- Như trên;",
            "- TT. Quận ủy, TT. HĐND quận;",
            "- Thành viên Tổ công tác triển khai Đề án 06 quận;",
            "- UBND 8 phường;",
            "- Lưu: VT, CAQ.",
            "TM. ỦY BAN NHÂN DÂN",
            "KT. CHỦ TỊCH",
            "PHÓ CHỦ TỊCH",
            "Phụ lục I",
        ]
    );
}

#[test]
fn equal_content_gives_equal_bytes() {
    let document = sample::quarter();
    assert_eq!(file(&document), file(&document));
    let mut other = document.clone();
    other.recipients.pop();
    assert_ne!(file(&document), file(&other));
}

#[test]
fn a_table_is_one_with_its_head_repeated_and_its_rows_whole() {
    let document = sample::quarter();
    let bytes = file(&document);
    let xml = part(&bytes, "word/document.xml");
    let tables: Vec<&Table> = document
        .body
        .iter()
        .chain(document.annexes.iter().flat_map(|annex| &annex.blocks))
        .filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
        .collect();
    assert!(!tables.is_empty());
    assert_eq!(xml.matches("<w:tblHeader/>").count(), tables.len());
    let rows: usize = tables.iter().map(|table| table.rows.len() + 1).sum();
    // Letterhead: two rows; the end: one.
    assert_eq!(xml.matches("<w:cantSplit/>").count(), rows + 3);
    // Each annex counts its own pages, as the document does; the number of the first page is not shown.
    let sections = document.annexes.len() + 1;
    assert_eq!(
        xml.matches(r#"<w:pgNumType w:start="1"/><w:titlePg/>"#)
            .count(),
        sections
    );
    assert_eq!(xml.matches(r#"w:orient="landscape""#).count(), 1);
    // The program's own reader of Word files finds every cell.
    let read = read_workbook(&bytes).unwrap();
    let found: Vec<Vec<String>> = read.tables[1..]
        .iter()
        .flat_map(|table| &table.rows)
        .map(|row| {
            row.cells
                .iter()
                .map(|(_, cell)| plain(&cell.text()))
                .collect()
        })
        .collect();
    for table in tables {
        for row in &table.rows {
            let cells: Vec<String> = row
                .cells
                .iter()
                .map(|cell| plain(&cell.text))
                .filter(|cell| !cell.is_empty())
                .collect();
            assert!(
                cells.is_empty() || found.iter().any(|own| own.ends_with(&cells)),
                "{cells:?} in {found:?}"
            );
        }
    }
}

#[test]
fn a_letter_and_a_sheet_have_heads_of_their_own() {
    let letter = Document {
        form: Form::Letter,
        subject: vec!["đôn đốc & nhắc việc".to_owned()],
        ..with_body(vec![Block::plain("Một việc.")])
    };
    let said_letter = said(&file(&letter));
    assert!(
        said_letter
            .iter()
            .any(|line| line == "V/v đôn đốc & nhắc việc")
    );
    let sheet = Document {
        form: Form::Sheet,
        kind_name: "PHIẾU".to_owned(),
        ..with_body(vec![
            Block::Small {
                runs: vec![Run::plain("Ghi chú: "), Run::plain("....")],
                size: 12.0,
            },
            Block::Table(Table {
                columns: vec![Column::new("Xong", 1.0, Align::Square)],
                rows: vec![Row::body([""]), Row::body(["x"])],
                size: 12.0,
            }),
            Block::Signatures(vec![Signatory {
                title: "NGƯỜI KIỂM TRA".to_owned(),
                note: "(Ký, ghi rõ họ tên)".to_owned(),
            }]),
        ])
    };
    let bytes = file(&sheet);
    let lines = said(&bytes);
    assert!(!lines.iter().any(|line| line.starts_with("CỘNG HÒA")));
    assert!(lines.iter().any(|line| line == "□"));
    assert!(lines.iter().any(|line| line == "(Ký, ghi rõ họ tên)"));
    // Dots that lead to the end of the line are a tab, so that they end there in any font.
    let xml = part(&bytes, "word/document.xml");
    assert!(xml.contains(r#"w:leader="dot""#) && xml.contains("<w:tab/></w:r></w:p>"));
}

#[test]
fn bars_are_as_long_as_their_numbers_and_never_longer_than_their_cell() {
    let bars = |most: u32, lengths: &[u32]| {
        let column = Column::new("Biểu đồ", 1.0, Align::Bar { most, mark: 100 });
        let table = Table {
            columns: vec![Column::new("Tên", 2.0, Align::Left), column],
            rows: lengths
                .iter()
                .map(|length| Row::body(["A".to_owned(), length.to_string()]))
                .collect(),
            size: 12.0,
        };
        let bytes = file(&with_body(vec![Block::Table(table)]));
        let lines = said(&bytes);
        let bars = lines.iter().filter(|line| line.starts_with('█'));
        bars.map(|line| line.chars().count()).collect::<Vec<_>>()
    };
    let own = bars(150, &[150, 75, 100, 900]);
    assert_eq!(
        own[0], own[3],
        "what is longer than the longest ends with it"
    );
    assert!(own[0] / 2 == own[1] || own[0] / 2 + 1 == own[1], "{own:?}");
    assert!(own[2] > own[1] && own[2] < own[0], "{own:?}");
    // A third of 165 mm holds this many letters of 6 points.
    let room = (165.0 / 3.0 * 72.0 / 25.4 - 8.0) / (6.0 * 0.708);
    assert!(own[0] as f64 <= room * 0.96, "{own:?} in {room}");
}

#[test]
fn an_empty_document_is_a_whole_file() {
    let lines = said(&file(&empty()));
    assert!(lines.iter().any(|line| plain(line) == "Số: /"));
}

fn words() -> impl Strategy<Value = String> {
    proptest::string::string_regex("[a-zA-ZàáạảãđếỆ0-9&<>\"'%/.,;: \u{a0}\u{7}\u{fffe}-]{0,60}")
        .unwrap()
}

fn runs() -> impl Strategy<Value = Vec<Run>> {
    let style = prop_oneof![
        Just(Style::Regular),
        Just(Style::Bold),
        Just(Style::Italic),
        Just(Style::BoldItalic)
    ];
    proptest::collection::vec((words(), style), 0..4).prop_map(|runs| {
        runs.into_iter()
            .map(|(text, style)| Run {
                text,
                style,
                figure: None,
            })
            .collect()
    })
}

fn table() -> impl Strategy<Value = Table> {
    (1_usize..5).prop_flat_map(|count| {
        let align = prop_oneof![Just(Align::Left), Just(Align::Center), Just(Align::Right)];
        let column = (words(), 0.0_f64..9.0, align)
            .prop_map(|(head, weight, align)| Column::new(head, weight, align));
        let cells = || proptest::collection::vec(words(), 0..=count);
        let row = prop_oneof![
            6 => cells().prop_map(Row::body),
            1 => words().prop_map(Row::group),
            1 => cells().prop_map(Row::total),
        ];
        (
            proptest::collection::vec(column, count),
            proptest::collection::vec(row, 0..8),
            0.0_f64..20.0,
        )
            .prop_map(|(columns, rows, size)| Table {
                columns,
                rows,
                size,
            })
    })
}

fn block() -> impl Strategy<Value = Block> {
    prop_oneof![
        3 => runs().prop_map(|runs| Block::Paragraph { key: None, runs }),
        1 => words().prop_map(|text| Block::Heading { level: Level::Section, text, key: None }),
        1 => words().prop_map(|text| Block::Heading { level: Level::Part, text, key: None }),
        1 => (runs(), 5.0_f64..20.0).prop_map(|(runs, size)| Block::Small { runs, size }),
        2 => table().prop_map(Block::Table),
    ]
}

fn document() -> impl Strategy<Value = Document> {
    let form = prop_oneof![Just(Form::Report), Just(Form::Letter), Just(Form::Sheet)];
    (
        proptest::collection::vec(block(), 0..6),
        proptest::collection::vec(block(), 0..4),
        proptest::collection::vec(words(), 0..4),
        words(),
        form,
    )
        .prop_map(|(body, annex, names, title, form)| Document {
            form,
            title: title.clone(),
            subject: vec![title],
            addressees: names.clone(),
            recipients: names,
            annexes: vec![Annex {
                number: "I".to_owned(),
                title: String::new(),
                reference: None,
                orientation: Orientation::Landscape,
                blocks: annex,
            }],
            ..with_body(body)
        })
}

/// Words of a text that a file can hold.
fn kept(text: &str) -> Vec<String> {
    let text: String = text
        .chars()
        .filter(|c| !c.is_control() && *c != '\u{fffe}')
        .collect();
    plain(&text)
        .split(' ')
        .map(str::to_owned)
        .filter(|word| !word.is_empty())
        .collect()
}

fn texts(block: &Block) -> Vec<String> {
    match block {
        Block::Heading { text, .. } => vec![text.clone()],
        Block::Paragraph { runs, .. } | Block::Small { runs, .. } => {
            let mut runs: Vec<&str> = runs.iter().map(|run| run.text.as_str()).collect();
            let small = matches!(block, Block::Small { .. });
            if small
                && runs
                    .last()
                    .is_some_and(|text| !text.is_empty() && text.chars().all(|c| c == '.'))
            {
                runs.pop();
            }
            vec![runs.concat()]
        }
        Block::Chart(chart) => vec![chart.caption.clone()],
        Block::Table(table) => {
            let heads = table.columns.iter().map(|column| column.header.clone());
            heads
                .chain(
                    table
                        .rows
                        .iter()
                        .flat_map(|row| row.cells.iter().map(|cell| cell.text.clone())),
                )
                .collect()
        }
        Block::Signatures(_) => Vec::new(),
    }
}

proptest! {
    #[test]
    fn nothing_that_is_said_gets_lost(document in document()) {
        let lines = said(&file(&document));
        let mut all = lines.iter().flat_map(|line| kept(line));
        // Every word of the content comes in its order.
        for block in document.body.iter().chain(&document.annexes[0].blocks) {
            for text in texts(block) {
                for word in kept(&text) {
                    prop_assert!(all.any(|own| own == word), "{word} of {text:?} is not in {lines:?}");
                }
            }
        }
    }
}
