//! The file around a package: nothing of it can change without being noticed.

use proptest::prelude::*;
use so06::domain::ErrorCode;
use so06::exchange::archive::Archive;
use so06::exchange::container::{
    DOMAIN, HEADER_BYTES, MAGIC, MINIMUM_READER, VERSION, announced, begins, digest, open, write,
};
use so06::exchange::crypt;
use so06::exchange::keys::{PublicKey, SIGNATURE_BYTES, SigningKey};

use super::{code, manifest, receiving, signing, small_zip, two_rows, zip};
use crate::support::example;

/// A package whose header says what it should not, signed as it is.
fn sealed(version: u16, minimum: u16, flags: u8, payload: &[u8], key: &SigningKey) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    out.extend(version.to_be_bytes());
    out.extend(minimum.to_be_bytes());
    out.push(flags);
    out.extend(key.public().0);
    out.extend((payload.len() as u64).to_be_bytes());
    out.extend(payload);
    let signature = key.sign(&[DOMAIN, &out].concat());
    out.extend(signature);
    out
}

#[test]
fn the_header_lies_where_it_is_said_to_lie() {
    let key = signing(1);
    let bytes = write(b"payload", false, &key);
    assert_eq!(bytes, sealed(VERSION, MINIMUM_READER, 0, b"payload", &key));
    assert_eq!(bytes.len(), HEADER_BYTES + 7 + SIGNATURE_BYTES);
    assert_eq!(&bytes[..11], b"SO06X\0\0\x01\0\x01\0");
    assert_eq!(bytes[11..43], key.public().0);
    assert_eq!(bytes[43..51], [0, 0, 0, 0, 0, 0, 0, 7]);
    assert_eq!(write(b"payload", true, &key)[10], 1);
}

/// Every bit turned over and every shorter file: `(plain, locked, with evidence)`, none of which opens.
fn nothing_else_opens(package: &[u8]) -> (usize, usize) {
    let whole = open(package).expect("the package itself");
    assert_eq!(whole.sender, signing(1).public());
    let mut flipped = package.to_vec();
    for at in 0..package.len() {
        for bit in 0..8 {
            flipped[at] ^= 1 << bit;
            let refused = open(&flipped);
            assert!(refused.is_err(), "bit {bit} of byte {at} is free");
            flipped[at] ^= 1 << bit;
        }
    }
    for length in 0..package.len() {
        let refused = code(open(&package[..length]));
        assert_eq!(refused, ErrorCode::PackageCutOff, "{length} bytes");
    }
    (package.len() * 8, package.len())
}

#[test]
fn every_bit_and_every_length_of_a_plain_package_counts() {
    let package = write(&small_zip(&[]), false, &signing(1));
    let (bits, lengths) = nothing_else_opens(&package);
    assert!(bits > 2_000 && lengths > 300, "{bits} {lengths}");
}

#[test]
fn every_bit_and_every_length_of_a_locked_package_counts() {
    let locked = crypt::lock_for(&small_zip(&[]), &[receiving(2).public()]).expect("a lock");
    let (bits, lengths) = nothing_else_opens(&write(&locked, true, &signing(1)));
    assert!(bits > 4_000 && lengths > 500, "{bits} {lengths}");
}

#[test]
fn every_bit_and_every_length_of_a_package_with_evidence_counts() {
    let package = write(&small_zip(&[b"a signed page"]), false, &signing(1));
    let (bits, lengths) = nothing_else_opens(&package);
    assert!(bits > 4_000 && lengths > 500, "{bits} {lengths}");
}

#[test]
fn a_whole_package_comes_back_through_all_its_layers() {
    let evidence: [&[u8]; 2] = [b"page one", b"page two"];
    let (own, reader) = (signing(1), receiving(2));
    let locked = crypt::lock_for(&zip(&evidence), &[reader.public()]).expect("a lock");
    let bytes = write(&locked, true, &own);
    let opened = open(&bytes).expect("a package");
    assert!(opened.encrypted && opened.version == VERSION);
    let inside = crypt::unlock_with(opened.payload, &[reader]).expect("the zip");
    let archive = Archive::open(&inside).expect("its shape");
    archive.check().expect("its contents");
    let listed = archive.manifest().expect("the list");
    assert_eq!(listed, manifest());
    listed.signed_by(&opened.sender).expect("its signer");
    let stranger = signing(9).public();
    assert_eq!(
        code(listed.signed_by(&stranger)),
        ErrorCode::PackageSenderDiffers
    );
    let rows = archive.rows().expect("rows");
    let rows: Result<Vec<_>, _> = so06::exchange::row::read(&rows, listed.sites.len()).collect();
    assert_eq!(rows.expect("rows"), two_rows());
}

#[test]
fn a_length_that_is_not_the_length_is_refused() {
    let package = write(b"payload", false, &signing(1));
    for extra in [1, 2, 64, 5000] {
        let longer = [package.clone(), vec![0; extra]].concat();
        let refused = open(&longer).expect_err("a refusal");
        assert_eq!(refused.code, ErrorCode::PackageTooLong);
        assert_eq!(refused.params, [("extra".to_owned(), extra.to_string())]);
    }
    let twice = [package.clone(), package.clone()].concat();
    assert_eq!(code(open(&twice)), ErrorCode::PackageTooLong);
    for length in [u64::MAX, u64::MAX >> 1, i64::MAX as u64 - 114, 8, 1 << 32] {
        let mut lying = package.clone();
        lying[43..51].copy_from_slice(&length.to_be_bytes());
        assert_eq!(code(open(&lying)), ErrorCode::PackageCutOff, "{length}");
    }
    let refused = open(&package[..60]).expect_err("a refusal");
    let need = (package.len()).to_string();
    assert_eq!(refused.params[0], ("have".to_owned(), "60".to_owned()));
    assert_eq!(refused.params[1], ("need".to_owned(), need));
}

#[test]
fn what_is_no_package_is_called_so() {
    assert_eq!(code(open(b"")), ErrorCode::PackageCutOff);
    assert_eq!(code(open(b"SO06")), ErrorCode::PackageCutOff);
    let book = std::fs::read(&example().path).expect("a book");
    let zip = small_zip(&[]);
    let age = crypt::lock_for(&zip, &[receiving(1).public()]).expect("a lock");
    let others: [&[u8]; 8] = [
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
        &zip,
        &book,
        &age,
        b"SO06Y\0\0\x01\0\x01",
        b"SO06X1",
        b"\0",
        "Kính gửi: UBND quận".as_bytes(),
    ];
    for other in others {
        assert!(!begins(other));
        assert_eq!(announced(other), None);
        assert_eq!(code(open(other)), ErrorCode::NotAPackage);
    }
}

#[test]
fn a_newer_package_is_read_as_long_as_its_oldest_reader_is_this_one() {
    let key = signing(1);
    let newer = sealed(VERSION + 4, MINIMUM_READER, 0, b"payload", &key);
    let opened = open(&newer).expect("readable");
    assert_eq!(
        (opened.version, opened.payload),
        (VERSION + 4, &b"payload"[..])
    );
    let beyond = sealed(VERSION + 4, VERSION + 1, 0, b"payload", &key);
    let refused = open(&beyond).expect_err("a refusal");
    assert_eq!(refused.code, ErrorCode::PackageTooNew);
    let said = [("needed", VERSION + 1), ("known", VERSION)];
    assert_eq!(
        refused.params,
        said.map(|(name, value)| (name.to_owned(), value.to_string()))
    );
    // A layout that may have changed is not looked at any further.
    assert_eq!(code(open(&beyond[..70])), ErrorCode::PackageTooNew);
}

#[test]
fn a_version_that_cannot_be_or_a_flag_without_meaning_is_refused_although_it_is_signed() {
    let key = signing(1);
    for (version, minimum) in [(0, 0), (0, 1), (1, 0), (1, 2), (1, u16::MAX)] {
        let package = sealed(version, minimum, 0, b"payload", &key);
        assert_eq!(
            code(open(&package)),
            ErrorCode::PackageDamaged,
            "{version} {minimum}"
        );
    }
    for bit in 1..8 {
        let package = sealed(1, 1, 1 << bit, b"payload", &key);
        assert_eq!(
            code(open(&package)),
            ErrorCode::PackageDamaged,
            "flag {bit}"
        );
    }
}

#[test]
fn a_signature_of_something_else_or_by_somebody_else_does_not_fit() {
    let key = signing(1);
    let package = write(b"payload", false, &key);
    let (signed, _) = package.split_at(package.len() - SIGNATURE_BYTES);
    // The same key signed the same bytes for another purpose.
    let bare = [signed, &key.sign(signed)].concat();
    assert_eq!(code(open(&bare)), ErrorCode::PackageDamaged);
    let other = [signed, &signing(2).sign(&[DOMAIN, signed].concat())].concat();
    assert_eq!(code(open(&other)), ErrorCode::PackageDamaged);
    // A key that fits every message, with the signature that does so.
    let mut weak = signed.to_vec();
    weak[11..43].copy_from_slice(&[1].iter().chain(&[0; 31]).copied().collect::<Vec<u8>>());
    let mut forged = [0; SIGNATURE_BYTES];
    forged[0] = 1;
    weak.extend(forged);
    assert_eq!(code(open(&weak)), ErrorCode::PackageDamaged);
    for never in [[0xff; 32], [2; 32]] {
        assert!(!PublicKey(never).has_signed(b"anything", &forged));
    }
}

#[test]
fn a_watcher_knows_how_long_a_file_must_become() {
    let package = write(&[5; 300], false, &signing(1));
    let whole = Some(package.len() as u64);
    assert_eq!(announced(&package), whole);
    assert_eq!(announced(&package[..HEADER_BYTES]), whole);
    assert_eq!(announced(&package[..HEADER_BYTES - 1]), None);
    assert_eq!(digest(&package), digest(&package.clone()));
    assert_ne!(digest(&package), digest(&package[1..]));
}

proptest! {
    #[test]
    fn whatever_is_sealed_opens_as_it_was(
        payload in proptest::collection::vec(any::<u8>(), 0..600),
        encrypted in any::<bool>(),
        seed in any::<u8>(),
    ) {
        let key = signing(seed);
        let package = write(&payload, encrypted, &key);
        prop_assert_eq!(&package, &write(&payload, encrypted, &key));
        let opened = open(&package).expect("a package");
        prop_assert_eq!(opened.payload, &payload[..]);
        prop_assert_eq!(opened.encrypted, encrypted);
        prop_assert_eq!(opened.sender, key.public());
    }

    #[test]
    fn no_bytes_make_the_reader_give_up(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(open(&bytes).is_err());
        let dressed = [&MAGIC[..], &[0, 1, 0, 1, 0], &bytes].concat();
        prop_assert!(open(&dressed).is_err());
        let _ = announced(&dressed);
    }
}
