//! The zip inside a package: what is written, and every trick that is not read.

use std::io::{Cursor, Read, Write};

use flate2::Compression;
use flate2::write::DeflateEncoder;
use proptest::prelude::*;
use so06::domain::{Error, ErrorCode};
use so06::exchange::Digest;
use so06::exchange::archive::{
    Archive, EVIDENCE, MANIFEST, MOST_ENTRIES, MOST_EVIDENCE, MOST_ROWS, ROWS, Writer, write,
};

use super::{code, small_zip, zip};

/// One entry of a zip, of which a test can say every field.
#[derive(Clone)]
struct Part {
    name: Vec<u8>,
    method: u16,
    flags: u16,
    packed: Vec<u8>,
    size: u32,
    crc: u32,
    mode: u32,
    /// Junk in the entry's own record, in the directory's, and as its comment.
    extra: [Vec<u8>; 3],
    /// What the entry's own record says instead.
    local_name: Option<Vec<u8>>,
    local_size: Option<u32>,
    local_crc: Option<u32>,
    /// Bytes before it.
    gap: Vec<u8>,
    /// Where the directory says that it lies, instead.
    at: Option<u32>,
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut out = DeflateEncoder::new(Vec::new(), Compression::best());
    out.write_all(bytes).expect("packed");
    out.finish().expect("packed")
}

fn stored(name: &str, bytes: &[u8]) -> Part {
    Part {
        name: name.into(),
        method: 0,
        flags: 0,
        packed: bytes.to_vec(),
        size: bytes.len() as u32,
        crc: crc(bytes),
        mode: 0o100_644 << 16,
        extra: [vec![], vec![], vec![]],
        local_name: None,
        local_size: None,
        local_crc: None,
        gap: vec![],
        at: None,
    }
}

fn deflated(name: &str, bytes: &[u8]) -> Part {
    Part {
        method: 8,
        packed: deflate(bytes),
        ..stored(name, bytes)
    }
}

/// The rest of a zip, of which a test can say every field, too.
#[derive(Default)]
struct Around {
    after_entries: Vec<u8>,
    after_directory: Vec<u8>,
    after_end: Vec<u8>,
    comment: Vec<u8>,
    entries: Option<u16>,
    /// Entries that lie there and are not listed.
    unlisted: usize,
    disk: u16,
}

fn record(part: &Part, name: &[u8], size: u32, crc: u32, extra: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    out.extend(20_u16.to_le_bytes());
    out.extend(part.flags.to_le_bytes());
    out.extend(part.method.to_le_bytes());
    out.extend([0, 0, 0x21, 0]);
    out.extend(crc.to_le_bytes());
    out.extend((part.packed.len() as u32).to_le_bytes());
    out.extend(size.to_le_bytes());
    out.extend((name.len() as u16).to_le_bytes());
    out.extend((extra.len() as u16).to_le_bytes());
    out
}

fn build(parts: &[Part], around: &Around) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (index, part) in parts.iter().enumerate() {
        out.extend(&part.gap);
        let at = part.at.unwrap_or(out.len() as u32);
        let name = part.local_name.as_ref().unwrap_or(&part.name);
        let (size, crc) = (
            part.local_size.unwrap_or(part.size),
            part.local_crc.unwrap_or(part.crc),
        );
        out.extend(b"PK\x03\x04");
        out.extend(record(part, name, size, crc, &part.extra[0]));
        out.extend(name);
        out.extend(&part.extra[0]);
        out.extend(&part.packed);
        if index + around.unlisted >= parts.len() {
            continue;
        }
        directory.extend(b"PK\x01\x02\x14\x03");
        directory.extend(record(
            part,
            &part.name,
            part.size,
            part.crc,
            &part.extra[1],
        ));
        directory.extend((part.extra[2].len() as u16).to_le_bytes());
        directory.extend([0; 4]);
        directory.extend(part.mode.to_le_bytes());
        directory.extend(at.to_le_bytes());
        directory.extend(&part.name);
        directory.extend(&part.extra[1]);
        directory.extend(&part.extra[2]);
    }
    out.extend(&around.after_entries);
    let start = out.len() as u32;
    out.extend(&directory);
    out.extend(&around.after_directory);
    let listed = (parts.len() - around.unlisted) as u16;
    let entries = around.entries.unwrap_or(listed);
    out.extend(b"PK\x05\x06");
    out.extend(around.disk.to_le_bytes());
    out.extend([0; 2]);
    out.extend(entries.to_le_bytes());
    out.extend(entries.to_le_bytes());
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend((around.comment.len() as u16).to_le_bytes());
    out.extend(&around.comment);
    out.extend(&around.after_end);
    out
}

fn plain() -> Vec<Part> {
    vec![
        stored(MANIFEST, b"{}"),
        deflated(ROWS, b"row\nrow\nrow\nrow\n"),
    ]
}

fn evidence_name(bytes: &[u8]) -> String {
    format!("{EVIDENCE}{}", Digest::of(bytes))
}

/// Opens a zip and reads everything in it.
fn whole(bytes: &[u8]) -> Result<(), Error> {
    Archive::open(bytes)?.check()
}

/// The refusal of a zip with one more part.
fn with(part: Part) -> ErrorCode {
    let mut parts = plain();
    parts.push(part);
    code(whole(&build(&parts, &Around::default())))
}

/// The refusal of a zip whose rows are twisted.
fn twisted(twist: impl FnOnce(&mut Part)) -> ErrorCode {
    let mut parts = plain();
    twist(&mut parts[1]);
    code(whole(&build(&parts, &Around::default())))
}

fn around(around: &Around) -> ErrorCode {
    code(whole(&build(&plain(), around)))
}

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
fn a_size_that_is_not_the_size_is_refused() {
    for size in [0, 15, 17, 3000] {
        let refused = twisted(|part| part.size = size);
        assert_eq!(refused, ErrorCode::PackageSizeDiffers, "{size}");
        let refused = twisted(|part| part.local_size = Some(size));
        assert_eq!(
            refused,
            ErrorCode::PackageSizeDiffers,
            "{size} in its own record"
        );
    }
    let refused = with(Part {
        size: 3,
        ..stored(&evidence_name(b"page"), b"page")
    });
    assert_eq!(refused, ErrorCode::PackageSizeDiffers);
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
fn a_count_that_is_not_the_count_is_refused() {
    for entries in [3, 100] {
        let own = Around {
            entries: Some(entries),
            ..Around::default()
        };
        assert_eq!(around(&own), ErrorCode::PackageBroken);
    }
    for entries in [MOST_ENTRIES as u16 + 1, u16::MAX] {
        let own = Around {
            entries: Some(entries),
            ..Around::default()
        };
        assert_eq!(around(&own), ErrorCode::PackageTooManyFiles);
    }
}

#[test]
fn as_many_files_as_may_be_and_not_one_more() {
    let mut all: Vec<Vec<u8>> = (0..MOST_ENTRIES as u32 - 1)
        .map(|at| at.to_be_bytes().to_vec())
        .collect();
    let refs = |all: &[Vec<u8>]| -> Vec<Part> {
        let parts = all.iter().map(|bytes| stored(&evidence_name(bytes), bytes));
        plain().into_iter().chain(parts).collect()
    };
    let refused = whole(&build(&refs(&all), &Around::default()));
    assert_eq!(code(refused), ErrorCode::PackageTooManyFiles);
    let slices: Vec<&[u8]> = all.iter().map(Vec::as_slice).collect();
    assert_eq!(
        code(write(b"{}", b"", &slices)),
        ErrorCode::PackageTooManyFiles
    );
    all.pop();
    whole(&build(&refs(&all), &Around::default())).expect("all of them");
    let slices: Vec<&[u8]> = all.iter().map(Vec::as_slice).collect();
    let bytes = write(b"{}", b"", &slices).expect("a zip");
    assert_eq!(
        Archive::open(&bytes).expect("its shape").evidence().len(),
        all.len()
    );
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
fn bombs_are_refused_before_they_are_unpacked() {
    let limits = [(ROWS, MOST_ROWS), (MANIFEST, 16 << 20)];
    for (name, most) in limits {
        let parts: Vec<Part> = plain()
            .into_iter()
            .map(|part| {
                if part.name == name.as_bytes() {
                    Part {
                        size: most as u32 + 1,
                        ..deflated(name, b"")
                    }
                } else {
                    part
                }
            })
            .collect();
        assert_eq!(
            code(Archive::open(&build(&parts, &Around::default()))),
            ErrorCode::PackageTooLarge
        );
    }
    let page = Part {
        size: MOST_EVIDENCE as u32 + 1,
        ..deflated(&evidence_name(b"page"), b"")
    };
    assert_eq!(with(page), ErrorCode::PackageTooLarge);
    // Within every limit, and a thousand times its packed bytes.
    let zeros = vec![0; 4 << 20];
    let refused = twisted(|part| *part = deflated(ROWS, &zeros));
    assert_eq!(refused, ErrorCode::PackageTooLarge);
    // It says that it is small, and is counted while it is read.
    let refused = twisted(|part| {
        *part = Part {
            size: 1000,
            ..deflated(ROWS, &zeros)
        }
    });
    assert_eq!(refused, ErrorCode::PackageSizeDiffers);
}

#[test]
fn many_files_that_are_each_allowed_are_too_much_together() {
    // Thirty-three of 63 MB, by their claims; none is unpacked.
    let mut parts = plain();
    for at in 0..33_u32 {
        let packed = vec![0; 400_000];
        let claim = Part {
            method: 8,
            packed,
            size: 63 << 20,
            ..stored(&evidence_name(&at.to_be_bytes()), b"")
        };
        parts.push(claim);
    }
    let bytes = build(&parts, &Around::default());
    let refused = Archive::open(&bytes).expect_err("a refusal");
    assert_eq!(refused.code, ErrorCode::PackageTooLarge);
    assert_eq!(refused.params, [("most".to_owned(), "2048".to_owned())]);
    parts.pop();
    Archive::open(&build(&parts, &Around::default())).expect("its shape");
}

#[test]
fn packed_bytes_that_stop_or_make_no_sense_are_refused() {
    for cut in 1..4 {
        let refused = twisted(|part| part.packed.truncate(part.packed.len() - cut));
        assert_eq!(refused, ErrorCode::PackageBroken, "{cut}");
    }
    assert_eq!(
        twisted(|part| part.packed.clear()),
        ErrorCode::PackageBroken
    );
    assert_eq!(
        twisted(|part| part.packed = vec![0xff; 30]),
        ErrorCode::PackageBroken
    );
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

#[test]
fn equal_contents_give_equal_bytes_that_say_no_time_and_no_machine() {
    let (one, two) = (&b"page one"[..], &b"page two"[..]);
    let bytes = zip(&[one, two]);
    assert_eq!(
        bytes,
        zip(&[two, one, two]),
        "order and repetition do not matter"
    );
    // Written down once: another library or another machine must not change it.
    let digest = Digest::of(&small_zip(&[b"page"])).to_string();
    assert_eq!(
        digest,
        "aa7f332631d9ba5b10591726f6b1011e88c581e687dd1013c43c98e7c469220d"
    );
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).expect("a zip");
    for index in 0..archive.len() {
        let part = archive.by_index(index).expect("a part");
        assert_eq!(part.unix_mode(), Some(0o100_644));
        assert_eq!(part.last_modified(), Some(zip::DateTime::default()));
        assert_eq!(part.extra_data().unwrap_or_default(), b"");
    }
    let directory = bytes
        .windows(4)
        .enumerate()
        .filter(|(_, own)| *own == b"PK\x01\x02");
    for (at, _) in directory {
        assert_eq!(bytes[at + 5], 3, "made by Unix, whatever the machine");
    }
}

#[test]
fn the_writer_takes_evidence_in_order_once_and_of_its_size() {
    let mut sorted = [b"page one", b"page two"];
    sorted.sort_by_key(|bytes| Digest::of(*bytes));
    let mut writer = Writer::new(b"{}", b"").expect("a writer");
    for bytes in sorted {
        assert_eq!(
            writer.evidence(bytes).expect("its digest"),
            Digest::of(bytes)
        );
    }
    for bytes in sorted {
        assert_eq!(code(writer.evidence(bytes)), ErrorCode::Internal);
    }
    let large = vec![0; MOST_EVIDENCE as usize + 1];
    let refused = Writer::new(b"{}", b"").and_then(|mut writer| writer.evidence(&large));
    assert_eq!(code(refused), ErrorCode::PackageTooLarge);
    let streamed = writer.finish().expect("a zip");
    assert_eq!(
        streamed,
        write(b"{}", b"", &[sorted[1], sorted[0]]).expect("a zip")
    );
}

#[test]
fn rows_that_look_like_a_bomb_are_written_so_that_they_can_be_read() {
    for (size, packed_at_most) in [(3 << 20, 4 << 20), (900_000, 100_000)] {
        let rows = vec![b'a'; size];
        let bytes = write(b"{}", &rows, &[b"page"]).expect("a zip");
        assert!(bytes.len() < packed_at_most);
        let archive = Archive::open(&bytes).expect("its shape");
        archive.check().expect("its contents");
        assert!(archive.rows().expect("rows") == rows);
    }
    let line = |at: u32| format!("{{\"n\":\"{}\"}}\n", Digest::of(&at.to_be_bytes()));
    let rows: String = (0..30_000).map(line).collect();
    let bytes = write(b"{}", rows.as_bytes(), &[b"page"]).expect("a zip");
    assert!(
        bytes.len() < rows.len() * 3 / 4,
        "{} of {}",
        bytes.len(),
        rows.len()
    );
    let archive = Archive::open(&bytes).expect("its shape");
    archive.check().expect("its contents");
    assert!(archive.rows().expect("rows") == rows.as_bytes());
    assert_eq!(archive.evidence().len(), 1);
}

/// Whatever is read here, the library reads as the same: there is one meaning of a package.
fn the_library_agrees(bytes: &[u8]) {
    let own = Archive::open(bytes).expect("its shape");
    let mut other = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    assert_eq!(other.len(), own.evidence().len() + 2);
    let mut read = |name: &str| {
        let mut out = Vec::new();
        let mut part = other.by_name(name).expect("a part");
        part.read_to_end(&mut out).expect("its bytes");
        out
    };
    assert_eq!(read(MANIFEST), own.manifest_bytes().expect("bytes"));
    assert_eq!(read(ROWS), own.rows().expect("rows"));
    for (digest, size) in own.evidence() {
        let bytes = own
            .evidence_bytes(&digest)
            .expect("no fault")
            .expect("a file");
        assert_eq!(bytes.len() as u64, size);
        assert_eq!(read(&format!("{EVIDENCE}{digest}")), bytes);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn what_is_written_is_read_as_it_was(
        manifest in proptest::collection::vec(any::<u8>(), 0..200),
        rows in proptest::collection::vec(any::<u8>(), 0..3000),
        evidence in proptest::collection::btree_set(proptest::collection::vec(any::<u8>(), 0..50), 0..5),
    ) {
        let slices: Vec<&[u8]> = evidence.iter().map(Vec::as_slice).collect();
        let bytes = write(&manifest, &rows, &slices).expect("a zip");
        let archive = Archive::open(&bytes).expect("its shape");
        archive.check().expect("its contents");
        prop_assert_eq!(archive.manifest_bytes().expect("bytes"), manifest);
        prop_assert_eq!(archive.rows().expect("rows"), rows);
        prop_assert_eq!(archive.evidence().len(), evidence.len());
        the_library_agrees(&bytes);
    }

    #[test]
    fn a_zip_with_a_changed_byte_is_refused_or_means_the_same(at in any::<prop::sample::Index>(), to in any::<u8>()) {
        let good = small_zip(&[b"page"]);
        let mut bytes = good.clone();
        *at.get_mut(&mut bytes) = to;
        if whole(&bytes).is_ok() {
            the_library_agrees(&bytes);
            let (one, two) = (Archive::open(&bytes).expect("a zip"), Archive::open(&good).expect("a zip"));
            prop_assert_eq!(one.manifest_bytes().expect("bytes"), two.manifest_bytes().expect("bytes"));
            prop_assert_eq!(one.rows().expect("rows"), two.rows().expect("rows"));
            prop_assert!(one.evidence().eq(two.evidence()));
        }
    }

    #[test]
    fn no_bytes_make_the_reader_give_up(bytes in proptest::collection::vec(any::<u8>(), 0..200), at in 0..400_usize) {
        let _ = whole(&bytes);
        let mut inside = small_zip(&[b"page"]);
        let at = at.min(inside.len());
        let end = (at + bytes.len()).min(inside.len());
        inside.splice(at..end, bytes);
        let _ = whole(&inside);
    }
}
