//! What is written, and that the library reads it as it is read here.

use std::io::{Cursor, Read};

use proptest::prelude::*;
use so06::domain::ErrorCode;
use so06::exchange::Digest;
use so06::exchange::archive::{Archive, EVIDENCE, MANIFEST, MOST_EVIDENCE, ROWS, Writer, write};

use super::whole;
use crate::exchange::{code, small_zip, zip};

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
