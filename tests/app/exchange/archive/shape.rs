//! Tricks with names, records and bytes between them.

use std::io::Cursor;

use so06::domain::ErrorCode;
use so06::exchange::Digest;
use so06::exchange::archive::{Archive, EVIDENCE, MANIFEST, ROWS};

use super::{
    Around, Part, around, build, deflated, evidence_name, plain, stored, twisted, whole, with,
};
use crate::exchange::{code, small_zip};

#[test]
fn a_zip_by_hand_is_read_so_that_what_follows_is_refused_for_its_own_sake() {
    let mut parts = plain();
    parts.push(stored(&evidence_name(b"page"), b"page"));
    parts.push(deflated(&evidence_name(b"other"), b"other"));
    let bytes = build(&parts, &Around::default());
    let archive = Archive::open(&bytes).expect("its shape");
    archive.check().expect("its contents");
    assert_eq!(archive.manifest_bytes().expect("bytes"), b"{}");
    assert_eq!(archive.rows().expect("rows"), b"row\nrow\nrow\nrow\n");
    assert_eq!(archive.rows_size(), 16);
    let sizes: Vec<(Digest, u64)> = archive.evidence().collect();
    assert_eq!(sizes.len(), 2);
    let digest = Digest::of(b"page");
    assert!(sizes.contains(&(digest, 4)));
    let page = archive.evidence_bytes(&digest).expect("the page");
    assert_eq!(page.as_deref(), Some(&b"page"[..]));
    let none = archive.evidence_bytes(&Digest::of(b"none"));
    assert_eq!(none.expect("no fault"), None);
    // The order of the parts is free.
    parts.reverse();
    whole(&build(&parts, &Around::default())).expect("its contents");
}

#[test]
fn names_that_do_not_belong_are_refused() {
    let digits = Digest::of(b"page").to_string();
    let longer = format!("{EVIDENCE}{digits}0");
    let shorter = format!("{EVIDENCE}{}", &digits[1..]);
    let capitals = format!("{EVIDENCE}{}", "AB".repeat(32));
    let zero = format!("{EVIDENCE}{digits}\0");
    let names = [
        "../rows.jsonl",
        "/rows.jsonl",
        "./rows.jsonl",
        "rows.jsonl/",
        "ROWS.JSONL",
        "rows.jsonl ",
        "rows.json",
        "minh-chung/",
        "minh-chung",
        "minh-chung/../../x",
        "minh-chung\\x",
        "C:\\rows.jsonl",
        "//host/share/x",
        "mimetype",
        "",
        "autorun.inf",
        "manifest.json\0.exe",
        "minh-chung/a.pdf",
        "\u{202e}lnosj.swor",
        &digits,
        &longer,
        &shorter,
        &capitals,
        &zero,
    ];
    for name in names {
        assert_eq!(
            with(stored(name, b"page")),
            ErrorCode::PackageStrangeName,
            "{name:?}"
        );
    }
    let latin = Part {
        name: b"minh-chung/\xe0\xff".to_vec(),
        ..stored("", b"page")
    };
    assert_eq!(with(latin), ErrorCode::PackageStrangeName);
    let mut parts = plain();
    parts.push(stored(&format!("a\nb\u{1b}[31m{}", "c".repeat(5000)), b""));
    let refused = whole(&build(&parts, &Around::default())).expect_err("a refusal");
    assert!(refused.params[0].1.chars().count() <= 80);
    assert!(!refused.params[0].1.contains(char::is_control));
}

#[test]
fn a_name_that_comes_twice_is_refused() {
    assert_eq!(
        with(stored(ROWS, b"other rows")),
        ErrorCode::PackageNameTwice
    );
    assert_eq!(with(stored(MANIFEST, b"{}")), ErrorCode::PackageNameTwice);
    let mut parts = plain();
    parts.extend([
        stored(&evidence_name(b"page"), b"page"),
        deflated(&evidence_name(b"page"), b"page"),
    ]);
    let bytes = build(&parts, &Around::default());
    // The library shows three entries of four.
    assert_eq!(
        zip::ZipArchive::new(Cursor::new(&bytes))
            .expect("a zip")
            .len(),
        3
    );
    assert_eq!(code(whole(&bytes)), ErrorCode::PackageNameTwice);
}

#[test]
fn links_folders_and_locked_files_are_refused() {
    for mode in [0o120_777_u32, 0o040_755, 0o060_644, 0o010_644, 0o140_644] {
        let refused = twisted(|part| part.mode = mode << 16);
        assert_eq!(refused, ErrorCode::PackageNotAFile, "{mode:o}");
    }
    assert_eq!(
        twisted(|part| part.mode |= 0x10),
        ErrorCode::PackageNotAFile
    );
    assert_eq!(twisted(|part| part.flags = 1), ErrorCode::PackageNotAFile);
    assert_eq!(
        twisted(|part| part.flags = 0x41),
        ErrorCode::PackageNotAFile
    );
}

#[test]
fn features_that_are_not_used_are_refused() {
    for bit in 1..16 {
        let refused = twisted(|part| part.flags = 1 << bit);
        assert_eq!(refused, ErrorCode::PackageBroken, "flag {bit}");
    }
    for method in [1, 6, 9, 12, 14, 93, 95, 98, 99, 0xffff] {
        assert_eq!(
            twisted(|part| part.method = method),
            ErrorCode::PackageBroken,
            "{method}"
        );
    }
    let disk = Around {
        disk: 1,
        ..Around::default()
    };
    assert_eq!(around(&disk), ErrorCode::PackageBroken);
}

#[test]
fn a_checksum_or_a_digest_that_does_not_fit_is_refused() {
    assert_eq!(twisted(|part| part.crc ^= 1), ErrorCode::PackageBroken);
    assert_eq!(
        twisted(|part| part.local_crc = Some(5)),
        ErrorCode::PackageBroken
    );
    let wrong = stored(&evidence_name(b"page"), b"another page");
    assert_eq!(with(wrong.clone()), ErrorCode::PackageEvidenceDiffers);
    let mut parts = plain();
    parts.push(wrong);
    let bytes = build(&parts, &Around::default());
    let archive = Archive::open(&bytes).expect("its shape");
    let refused = archive.evidence_bytes(&Digest::of(b"page"));
    assert_eq!(code(refused), ErrorCode::PackageEvidenceDiffers);
    archive.rows().expect("the rows are whole");
}

#[test]
fn a_record_that_says_otherwise_than_the_directory_is_refused() {
    let refused = twisted(|part| part.local_name = Some(b"rows.jsonx".to_vec()));
    assert_eq!(refused, ErrorCode::PackageBroken);
    let refused = twisted(|part| part.local_name = Some(b"../../evil".to_vec()));
    assert_eq!(refused, ErrorCode::PackageBroken);
    let refused = twisted(|part| part.local_name = Some(b"evil".to_vec()));
    assert_eq!(refused, ErrorCode::PackageBroken);
}

#[test]
fn bytes_that_belong_to_nothing_are_refused() {
    for place in 0..3 {
        let refused = twisted(|part| part.extra[place] = vec![0xca, 0xfe, 0, 0]);
        assert_eq!(refused, ErrorCode::PackageHiddenBytes, "extra {place}");
    }
    assert_eq!(
        twisted(|part| part.gap = vec![0]),
        ErrorCode::PackageHiddenBytes
    );
    assert_eq!(
        twisted(|part| part.at = Some(0)),
        ErrorCode::PackageHiddenBytes
    );
    assert_eq!(
        twisted(|part| part.at = Some(u32::MAX)),
        ErrorCode::PackageHiddenBytes
    );
    assert_eq!(
        twisted(|part| part.packed.push(0)),
        ErrorCode::PackageHiddenBytes
    );
    let junk = || b"MZ junk".to_vec();
    for own in [
        Around {
            after_entries: junk(),
            ..Around::default()
        },
        Around {
            after_directory: junk(),
            ..Around::default()
        },
        Around {
            after_end: junk(),
            ..Around::default()
        },
        Around {
            comment: junk(),
            ..Around::default()
        },
        Around {
            unlisted: 1,
            ..Around::default()
        },
        Around {
            entries: Some(1),
            ..Around::default()
        },
    ] {
        assert_eq!(around(&own), ErrorCode::PackageHiddenBytes);
    }
    let good = build(&plain(), &Around::default());
    let before = [b"#!/bin/sh\n", &good[..]].concat();
    assert!(whole(&before).is_err());
    let two = [small_zip(&[]), good].concat();
    assert!(whole(&two).is_err());
}

#[test]
fn a_program_before_the_zip_is_refused_even_when_its_places_are_right() {
    let mut parts = plain();
    parts[0].gap = b"MZ a program".to_vec();
    let bytes = build(&parts, &Around::default());
    // The library reads it.
    assert_eq!(
        zip::ZipArchive::new(Cursor::new(&bytes))
            .expect("a zip")
            .len(),
        2
    );
    assert_eq!(code(whole(&bytes)), ErrorCode::PackageHiddenBytes);
}

#[test]
fn a_package_lacks_neither_its_list_nor_its_rows() {
    for at in 0..2 {
        let mut parts = plain();
        parts.remove(at);
        let refused = whole(&build(&parts, &Around::default()));
        assert_eq!(code(refused), ErrorCode::PackagePartMissing);
    }
    let empty = build(&[], &Around::default());
    assert_eq!(code(whole(&empty)), ErrorCode::PackagePartMissing);
}

#[test]
fn what_is_no_zip_is_called_broken() {
    for bytes in [&b""[..], b"PK", b"%PDF-1.7", &[0; 22], &[0; 5000]] {
        assert_eq!(code(whole(bytes)), ErrorCode::PackageBroken);
    }
    let good = small_zip(&[b"page"]);
    for length in 0..good.len() {
        assert!(whole(&good[..length]).is_err(), "{length}");
    }
}
