//! How much there may be in a zip, and claims that are not true.

use so06::domain::ErrorCode;
use so06::exchange::archive::{
    Archive, MANIFEST, MOST_ENTRIES, MOST_EVIDENCE, MOST_ROWS, ROWS, write,
};

use super::{
    Around, Part, around, build, deflated, evidence_name, plain, stored, twisted, whole, with,
};
use crate::exchange::code;

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
