//! Vietnamese text as old fonts and code pages write it comes back equal.

use std::collections::{BTreeMap, BTreeSet};

use encoding_rs::WINDOWS_1258;
use proptest::prelude::*;
use so06::engine::catalogue::Catalogue;
use so06::tabular::encoding::fonts::{TCVN3, VNI};
use so06::tabular::encoding::syllable::{ONSETS, RHYMES, TONES, is_syllable};
use unicode_normalization::UnicodeNormalization;

use super::{at, make, read};

/// Letter → how it is written.
fn tcvn3() -> BTreeMap<char, String> {
    let pairs = TCVN3.split_whitespace().map(|own| {
        let mut signs = own.chars();
        let written = signs.next().expect("a sign").to_string();
        (signs.next().expect("a letter"), written)
    });
    pairs.collect()
}

fn vni() -> BTreeMap<char, String> {
    let mut out = BTreeMap::new();
    for own in VNI.split_whitespace() {
        let (letter, written) = own.split_once('=').expect("a pair");
        let letter = letter.chars().next().expect("a letter");
        out.insert(letter, written.to_owned());
        let upper = letter.to_uppercase().next().expect("a capital");
        out.insert(upper, written.to_uppercase());
    }
    out
}

/// Capitals with tones are small letters in fonts of capitals: TCVN3 has no signs for them.
fn in_tcvn3(text: &str) -> String {
    let table = tcvn3();
    let small = |sign: char| sign.to_lowercase().next().unwrap_or(sign);
    let written = |sign: char| {
        let own = table.get(&sign).or_else(|| table.get(&small(sign)));
        own.cloned().unwrap_or_else(|| sign.to_string())
    };
    text.nfc().map(written).collect()
}

fn in_vni(text: &str) -> String {
    let table = vni();
    let written = |sign: char| {
        table
            .get(&sign)
            .cloned()
            .unwrap_or_else(|| sign.to_string())
    };
    text.nfc().map(written).collect()
}

/// Bytes of Windows-1258: a letter, then its tone as a sign of its own where it has none in one.
fn in_1258(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    for sign in text.nfc() {
        let one = sign.to_string();
        let (bytes, _, failed) = WINDOWS_1258.encode(&one);
        if !failed {
            out.extend_from_slice(&bytes);
            continue;
        }
        let parts: Vec<char> = one.nfd().collect();
        let tone = parts
            .iter()
            .find(|own| TONES[1..].contains(&own.to_string().as_str()));
        let base: String = parts
            .iter()
            .filter(|own| Some(*own) != tone)
            .copied()
            .nfc()
            .collect();
        let whole: String = base.chars().chain(tone.copied()).collect();
        out.extend_from_slice(&WINDOWS_1258.encode(&whole).0);
    }
    out
}

/// Windows-1258 and Latin-1 have these bytes in common where old fonts need them.
fn latin(text: &str) -> Vec<u8> {
    text.chars()
        .map(|sign| u8::try_from(sign as u32).expect("Latin-1"))
        .collect()
}

/// Every syllable that the language could have.
fn syllables() -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for onset in ONSETS {
        for rhyme in RHYMES.split_whitespace() {
            for tone in TONES {
                // The tone stands on the last letter with a mark of its own, else on the first vowel of two at the end.
                let vowels: Vec<(usize, char)> = rhyme
                    .char_indices()
                    .filter(|(_, c)| "aăâeêioôơuưy".contains(*c))
                    .collect();
                let marked = vowels.iter().rev().find(|(_, c)| "ăâêôơư".contains(*c));
                let open = vowels.len() > 1 && rhyme.ends_with(|c| "aăâeêioôơuưy".contains(c));
                let usual = vowels[if open {
                    vowels.len() - 2
                } else {
                    vowels.len() - 1
                }];
                let (at, vowel) = *marked.unwrap_or(&usual);
                let end = at + vowel.len_utf8();
                let word = format!("{onset}{}{tone}{}", &rhyme[..end], &rhyme[end..]);
                let word: String = word.nfc().collect();
                if is_syllable(&word) {
                    out.insert(word);
                }
            }
        }
    }
    out
}

fn column(texts: &[String]) -> String {
    format!("cột\n{}\n", texts.join("\n"))
}

fn cells(bytes: &[u8], count: usize) -> (Vec<String>, Option<&'static str>) {
    let book = read(bytes);
    let table = &book.tables[0];
    let out = (0..count).map(|row| at(table, row as u32 + 2, 0)).collect();
    (out, book.encoding)
}

fn differing(found: &[String], wanted: &[String]) -> Vec<(String, String)> {
    let pairs = wanted.iter().zip(found);
    let differ = pairs.filter(|(wanted, found)| wanted.to_lowercase() != found.to_lowercase());
    differ
        .map(|(a, b)| (a.clone(), b.clone()))
        .take(20)
        .collect()
}

#[test]
fn every_syllable_comes_back_from_every_old_way() {
    // A letter alone in its cell may be a sign of its own: "×" and "ì" are one in TCVN3.
    let longer = |own: &String| own.chars().count() > 1;
    let all: Vec<String> = syllables().into_iter().filter(longer).collect();
    assert!(all.len() > 10_000, "{} syllables", all.len());
    let text = column(&all);
    for (bytes, name) in [
        (latin(&in_tcvn3(&text)), "tcvn3"),
        (latin(&in_vni(&text)), "vni"),
        (in_1258(&text), "windows-1258"),
    ] {
        let (found, encoding) = cells(&bytes, all.len());
        assert_eq!(encoding, Some(name));
        assert_eq!(differing(&found, &all), [], "{name}");
    }
    let (found, encoding) = cells(text.as_bytes(), all.len());
    assert_eq!((encoding, found), (None, all.clone()));
    let decomposed: String = text.nfd().collect();
    assert_eq!(cells(decomposed.as_bytes(), all.len()).0, all);
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(cells(&units, all.len()), (all.clone(), Some("utf-16")));
    let marked: Vec<u8> = "\u{feff}"
        .encode_utf16()
        .chain(text.encode_utf16())
        .flat_map(u16::to_be_bytes)
        .collect();
    assert_eq!(cells(&marked, all.len()), (all, Some("utf-16")));
}

#[test]
fn names_of_all_units_come_back_and_good_ones_stay() {
    let names: BTreeSet<String> = Catalogue::get()
        .units
        .iter()
        .map(|unit| unit.latest().full_name())
        .collect();
    let names: Vec<String> = names
        .into_iter()
        .filter(|own| !own.contains(['’', '‘']))
        .collect();
    assert!(names.len() > 5_000);
    let text = column(&names);
    for bytes in [
        latin(&in_tcvn3(&text)),
        latin(&in_vni(&text)),
        in_1258(&text),
    ] {
        assert_eq!(differing(&cells(&bytes, names.len()).0, &names), []);
    }
    assert_eq!(cells(text.as_bytes(), names.len()), (names, None));
}

#[test]
fn a_workbook_of_several_ways_is_put_right_cell_by_cell() {
    let texts = [
        "Ph\u{ad}êng B×nh Thñy",
        "Phường An Thới",
        "Phöôøng Long Hoøa",
        "thó y",
        "quý",
        "5 × 10 = 50 m²",
        "QuËn B×nh Thñy",
        "Sè liÖu",
    ];
    let rows: String = (0..texts.len())
        .map(|at| {
            format!(
                r#"<row r="{r}"><c r="A{r}" t="s"><v>{at}</v></c></row>"#,
                r = at + 1
            )
        })
        .collect();
    let book = read(&make::xlsx(&rows, &texts));
    let found: Vec<String> = (1..=7).map(|row| at(&book.tables[0], row, 0)).collect();
    assert_eq!(
        found,
        [
            "Phường Bình Thủy",
            "Phường An Thới",
            "Phường Long Hòa",
            "thú y",
            "quý",
            "5 × 10 = 50 m²",
            "Quận Bình Thủy"
        ]
    );
    assert_eq!(book.encoding, Some("tcvn3"));
}

#[test]
fn capitals_of_old_fonts_are_capitals() {
    let book = read(&latin(
        "ñôn vò;a\nPHÖÔØNG BÌNH THUÛY;1\nQUAÄN NINH KIEÀU;2\n",
    ));
    assert_eq!(at(&book.tables[0], 2, 0), "PHƯỜNG BÌNH THỦY");
    assert_eq!(at(&book.tables[0], 3, 0), "QUẬN NINH KIỀU");
    let book = read(&latin("®¬n vÞ;a\nPH¦êNG B×NH THñY;1\n"));
    assert_eq!(at(&book.tables[0], 1, 0), "đơn vị");
    assert_eq!(at(&book.tables[0], 2, 0), "PHƯỜNG BÌNH THỦY");
}

#[test]
fn text_of_other_languages_is_left_alone() {
    let text = "name;ville\nMüller;Besançon\nGarçon;Orléans\n5×10;36°C\n";
    let book = read(text.as_bytes());
    assert_eq!(book.encoding, None);
    assert_eq!(at(&book.tables[0], 2, 0), "Müller");
    assert_eq!(at(&book.tables[0], 3, 1), "Orléans");
    assert_eq!(at(&book.tables[0], 4, 1), "36°C");
}

/// Any syllable but for two that TCVN3 writes as × and ÷: standing alone these are the signs, as in “T2 ÷ T6”, and no office
/// writes either syllable alone.
fn word() -> impl Strategy<Value = String> {
    let mut all = syllables();
    for sign in ["ì", "ữ"] {
        all.remove(sign);
    }
    let all: Vec<String> = all.into_iter().collect();
    proptest::sample::select(all)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn sentences_come_back(words in proptest::collection::vec(proptest::collection::vec(word(), 3..8), 5..12)) {
        let lines: Vec<String> = words.iter().map(|own| own.join(" ")).collect();
        let text = column(&lines);
        for bytes in [latin(&in_tcvn3(&text)), latin(&in_vni(&text)), in_1258(&text), text.clone().into_bytes()] {
            let (found, _) = cells(&bytes, lines.len());
            prop_assert_eq!(differing(&found, &lines), vec![]);
        }
    }
}
