//! The sealed package between books, byte by byte.

mod archive;
mod container;
mod keys;
mod manifest;
mod rows;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use so06::domain::{Error, ErrorCode};
use so06::exchange::archive as zipped;
use so06::exchange::keys::{ReceivingKey, SigningKey};
use so06::exchange::manifest::{
    Acknowledged, BodyName, EvidenceCount, FORMAT, JournalHead, Manifest, PackageKind, Receiver,
    Scope, Sender, Total,
};
use so06::exchange::row::{self, Row};
use so06::exchange::{Digest, Hexed};

pub fn signing(seed: u8) -> SigningKey {
    SigningKey::from_random(&[seed; 32])
}

pub fn receiving(seed: u8) -> ReceivingKey {
    ReceivingKey::from_random(&[seed; 32]).expect("a key")
}

/// The code of a refusal.
pub fn code<T: std::fmt::Debug>(result: Result<T, Error>) -> ErrorCode {
    result.expect_err("a refusal").code
}

pub fn body(code: &str, name: &str) -> BodyName {
    BodyName {
        uid: Hexed([code.len() as u8; 16]),
        code: code.into(),
        name: name.into(),
    }
}

/// The list of contents of a commune's monthly package.
pub fn manifest() -> Manifest {
    Manifest {
        format: FORMAT.into(),
        version: 1,
        kind: PackageKind::Report,
        program: "0.1.0".into(),
        site: Sender {
            uid: Hexed([7; 16]),
            office: "UBND phường Trà An".into(),
            body: body("31168", "Phường Trà An"),
        },
        signing_key: signing(1).public(),
        receiving_key: receiving(1).public(),
        receiver: Receiver::Body(body("918", "Quận Bình Thủy")),
        number: 7,
        previous: Some(Digest::of(b"six")),
        written: "2024-03-18T08:15".into(),
        officer: "Cán bộ phường".into(),
        period: Some("2024-T03".into()),
        scope: Some(Scope {
            body: body("31168", "Phường Trà An"),
            first: Some("2024-01-31".into()),
            last: Some("2024-03-31".into()),
        }),
        catalogue: Some(Digest::of(b"dictionary")),
        units: Some(Digest::of(b"units")),
        journal: JournalHead {
            seq: 40,
            hash: Digest::of(b"head"),
        },
        rows: BTreeMap::from([("fact".into(), 2)]),
        totals: BTreeMap::from([(
            "cccd.cap".into(),
            Total {
                count: 2,
                sum: i128::from(i64::MAX) * 3,
            },
        )]),
        evidence: EvidenceCount::default(),
        acknowledges: vec![Acknowledged {
            site: Hexed([9; 16]),
            number: 3,
            digest: Digest::of(b"three"),
            withdrawn: false,
            came: None,
        }],
        enrolment: None,
        since: None,
        knows: Vec::new(),
        begins: 1,
        predecessors: Vec::new(),
        introduces: Vec::new(),
        sites: vec![Hexed([7; 16]), Hexed([9; 16])],
    }
}

pub fn fields(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        other => panic!("{other} is no object"),
    }
}

/// A figure and a thing that ended.
pub fn two_rows() -> Vec<Row> {
    let row = |name: &str, vector, fields| Row {
        kind: "fact".into(),
        name: name.into(),
        vector,
        officer: "Cán bộ phường".into(),
        moment: "2024-03-18T08:00".into(),
        fields,
    };
    let figure =
        fields(json!({ "value": 12, "note": "đã \"đối soát\"\n", "sure": true, "day": null }));
    vec![
        row(
            "31168/cccd.cap/2024-T03",
            vec![(0, 17), (1, 4)],
            Some(figure),
        ),
        row("ended", vec![(1, 5)], None),
    ]
}

/// What the package of [`manifest`] carries.
pub fn zip(evidence: &[&[u8]]) -> Vec<u8> {
    let rows = row::write(&two_rows()).expect("rows");
    let manifest = manifest().write().expect("a manifest");
    zipped::write(&manifest, &rows, evidence).expect("a zip")
}

/// The smallest zip that can be opened, for tests that go through each of its bits.
pub fn small_zip(evidence: &[&[u8]]) -> Vec<u8> {
    zipped::write(b"{}", b"", evidence).expect("a zip")
}
