//! Files that are no forms, and files made to harm.

use so06::domain::ErrorCode;
use so06::tabular::template::{Place, Template, Written};

use super::make::{UNITS, Week, document, parts, sheet, table, workbook, workbook_of};
use crate::tabular::corpus;
use crate::tabular::make::package;

fn refusal(bytes: &[u8]) -> ErrorCode {
    match Template::open(bytes.to_vec()) {
        Err(error) => error.code,
        Ok(_) => panic!("it was opened"),
    }
}

#[test]
fn what_is_no_form_is_refused_with_what_to_do() {
    assert_eq!(
        refusal(b"%PDF-1.7 khong phai bieu mau"),
        ErrorCode::NotATemplate
    );
    assert_eq!(
        refusal("Đơn vị;Số\nAn Thới;3".as_bytes()),
        ErrorCode::NotATemplate
    );
    assert_eq!(refusal(b""), ErrorCode::NotATemplate);
    assert_eq!(
        refusal(&package(&[("a.txt", b"x")])),
        ErrorCode::NotATemplate
    );
    assert_eq!(refusal(b"PK\x03\x04 cut"), ErrorCode::BrokenFile);
    let good: Vec<(&str, Vec<u8>)> = corpus::good();
    let mut seen = 0;
    for (name, bytes) in &good {
        let by_name = [".xls", ".ods", ".csv", ".html"];
        if by_name.iter().any(|ending| name.ends_with(ending)) {
            assert_eq!(refusal(bytes), ErrorCode::NotATemplate, "{name}");
            seen += 1;
        }
    }
    println!("{seen} of {} good files are other formats", good.len());
    // A sheet that breaks off cannot be changed in place.
    let whole = sheet(&Week::default());
    let cut = &whole[..whole.len() * 2 / 3];
    assert_eq!(refusal(&workbook_of(cut)), ErrorCode::BrokenFile);
    assert_eq!(refusal(&document("<w:p><w:r>")), ErrorCode::BrokenFile);
}

#[test]
fn a_part_that_unpacks_without_end_is_refused() {
    let long = format!(
        "<worksheet><sheetData>{}</sheetData></worksheet>",
        "<row r=\"1\"><c r=\"A1\"/></row>".repeat(3_000_000)
    );
    let bytes = workbook_of(&long);
    assert!(bytes.len() < 1 << 20, "{} bytes packed", bytes.len());
    assert_eq!(refusal(&bytes), ErrorCode::FileTooLarge);
}

#[test]
fn no_hostile_file_brings_filling_down() {
    let (mut seen, mut filled) = (0, 0);
    corpus::each(&mut |name, bytes| {
        seen += 1;
        let variant = name.starts_with("bits-") || name.starts_with("cut-");
        if bytes.len() > 60_000 || name.contains("full") || variant && seen % 3 > 0 {
            return;
        }
        let Ok(template) = Template::open(bytes.to_vec()) else {
            return;
        };
        let place = Place::Cell(0, 2, 1);
        let written = Written::Number(12_345, 2, "123,45".to_owned());
        let writings = [(place, written)].into_iter().collect();
        if template.filled(&writings).is_ok() {
            filled += 1;
        }
    });
    assert!(seen >= 200, "{seen} files");
    assert!(filled > 0, "some are filled");
}

#[test]
fn changed_bytes_of_a_form_never_panic() {
    use proptest::prelude::*;
    let body = table(&[
        vec!["Đơn vị".to_owned(), "Kích hoạt".to_owned()],
        vec![UNITS[0].to_owned(), String::new()],
    ]);
    let forms = [
        crate::tabular::make::package_as(
            &listed(&workbook(&Week::default())),
            zip::CompressionMethod::Stored,
        ),
        crate::tabular::make::package_as(&listed(&document(&body)), zip::CompressionMethod::Stored),
    ];
    let changes = proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..6);
    proptest!(ProptestConfig::with_cases(200), |(which in 0..2_usize, changes in changes)| {
        let mut bytes = forms[which].clone();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(template) = Template::open(bytes) {
            let writings = [(Place::Cell(0, 9, 2), Written::Text("<&>".to_owned()))];
            let _ = template.filled(&writings.into_iter().collect());
        }
    });
}

/// Parts as they are given to a zip.
fn listed(bytes: &[u8]) -> Vec<(&'static str, &'static [u8])> {
    parts(bytes)
        .into_iter()
        .map(|(name, own)| -> (&'static str, &'static [u8]) {
            (
                Box::leak(name.into_boxed_str()),
                Box::leak(own.into_boxed_slice()),
            )
        })
        .collect()
}
