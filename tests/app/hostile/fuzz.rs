//! The short run of the fuzz targets of packages, wordings and commands, and the inputs that their long runs begin with.

#[path = "../../fuzz/src/commands.rs"]
mod commands;
#[path = "../../fuzz/src/packages.rs"]
mod packages;
#[path = "../../fuzz/src/wording.rs"]
mod wording;

use so06::exchange::archive::Archive;
use so06::exchange::{container, row};

use super::contract::Contract;
use super::ground::Ground;
use crate::exchange::{manifest, two_rows};
use crate::exchanging::{bare, package_for};
use crate::tabular::fuzz::run;

/// A commune's package of the story: list of contents and rows, as they are and as a whole file.
pub fn package_seeds() -> Vec<Vec<u8>> {
    let mut pair = bare();
    let bytes = package_for(&mut pair.commune, "Quận Bình Thủy");
    let own = container::open(&bytes).expect("its own");
    let mut out = vec![[vec![b'r'], bytes.clone()].concat()];
    let list = manifest().write().expect("a list");
    let mut rows = Vec::new();
    let two = row::write(&two_rows()).expect("rows");
    if !own.encrypted {
        let archive = Archive::open(own.payload).expect("the zip");
        let list = archive.manifest_bytes().expect("its list");
        rows = archive.rows().expect("its rows");
        out.push([vec![b'm'], list, vec![packages::BETWEEN], rows.clone()].concat());
        out.push([vec![b'p'], own.payload.to_vec()].concat());
    }
    out.push([vec![b'm'], list.clone(), vec![packages::BETWEEN], rows].concat());
    out.push([vec![b'm'], list, vec![packages::BETWEEN], two].concat());
    // Larger ones say nothing more and are cut anyway.
    out.retain(|own| own.len() < 64 << 10);
    out
}

pub fn manifest_seeds() -> Vec<Vec<u8>> {
    vec![manifest().write().expect("a list")]
}

pub fn deadline_seeds() -> Vec<Vec<u8>> {
    let texts = concat!(
        include_str!("../../fixtures/deadlines.tsv"),
        include_str!("../../fixtures/deadlines-more.tsv")
    );
    let lines = texts.lines().filter(|line| !line.starts_with('#'));
    let texts = lines.filter_map(|line| line.split('\t').next());
    texts.map(|own| own.as_bytes().to_vec()).collect()
}

pub fn dispatch_seeds() -> Vec<Vec<u8>> {
    let (ground, contract) = (Ground::lay(), Contract::read());
    let names = contract.requests.iter().map(|own| &own.0);
    names
        .map(|name| format!("{name}\n{}", ground.sample(&contract, name)).into_bytes())
        .collect()
}

#[test]
fn changed_parcels_are_read_or_refused() {
    run("package", &package_seeds(), 400, 18, packages::package);
}

#[test]
fn changed_lists_of_contents_are_read_or_refused() {
    run("manifest", &manifest_seeds(), 3_000, 3, packages::manifest);
}

#[test]
fn changed_wordings_always_say_something() {
    run("deadline", &deadline_seeds(), 4_000, 96, wording::deadline);
}

#[test]
fn changed_requests_are_answered_or_refused() {
    run("dispatch", &dispatch_seeds(), 2_000, 13, commands::asked);
}
