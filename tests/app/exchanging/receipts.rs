//! Receipts: what became of packages is told to their sender, in whatever order it comes, and taken back with its taking.

use so06::domain::exchange::{Package, PackageState};
use so06::domain::{ChangeKind, ErrorCode, Id};
use so06::engine::exchange::{
    Choices, Fate, PackageLine, exchange_status, package_history, receipts_due, senders_of,
    take_packages, write_package, write_receipt,
};
use so06::engine::undo;
use so06::progress::Progress;
use so06::store::{self, Book};

use super::{Two, body, enter, file, open_for, take, two, value};
use crate::support::day;

const ISSUED: &str = "dinh_danh.ho_so";
const ACTIVATED: &str = "dinh_danh.kich_hoat";
const DISTRICT: &str = "Quận Bình Thủy";
const COMMUNE: &str = "Trà An";

fn package(book: &mut Book, to: &str) -> Vec<u8> {
    let receiver = body(book, to);
    let done = write_package(book, receiver, None).expect("a package");
    done.value.bytes
}

/// The only machine of a body that sent something.
fn sender(book: &Book, name: &str) -> Id {
    let of = body(book, name);
    let all = book.read(|c| senders_of(c, of)).expect("senders");
    assert_eq!(all.len(), 1, "one machine of {name}");
    all[0]
}

fn receipt(book: &mut Book, to: &str) -> Vec<u8> {
    let site = sender(book, to);
    write_receipt(book, site).expect("a receipt").value.bytes
}

/// The packages that a commune sent to its district, by their number.
fn sent(book: &Book) -> Vec<PackageLine> {
    let above = body(book, DISTRICT);
    let all = book.read(|c| package_history(c, above)).expect("packages");
    let mut out: Vec<PackageLine> = all.into_iter().filter(|own| own.kind == "report").collect();
    out.sort_by_key(|own| own.number);
    out
}

fn states(book: &Book) -> Vec<PackageState> {
    sent(book).iter().map(|own| own.state).collect()
}

/// A commune whose first package the district has taken: two figures, one of them not as the district has it.
fn one_taken() -> (Two, Vec<u8>) {
    let mut both = two();
    let own = body(&both.commune, COMMUNE);
    enter(&mut both.commune, own, ISSUED, "2024-T01", 100);
    enter(&mut both.commune, own, ACTIVATED, "2024-T01", 70);
    let first = package(&mut both.commune, DISTRICT);
    let done = take(&mut both.district, &[file("a.so06x", &first)]);
    assert_eq!(done[0].fate, Fate::Taken);
    (both, first)
}

#[test]
fn a_receipt_tells_the_sender_what_its_package_came_to() {
    let (mut both, _) = one_taken();
    let above = body(&both.district, COMMUNE);
    enter(&mut both.district, above, ISSUED, "2024-T01", 105);
    let own = body(&both.commune, COMMUNE);
    enter(&mut both.commune, own, ISSUED, "2024-T01", 110);
    enter(&mut both.commune, own, ISSUED, "2024-T02", 120);
    let second = package(&mut both.commune, DISTRICT);
    assert_eq!(states(&both.commune), [PackageState::Sent; 2]);
    take(&mut both.district, &[file("b.so06x", &second)]);

    let due = both.district.read(receipts_due).expect("who is to be told");
    assert_eq!((due.len(), &due[0].taken[..]), (1, &[1, 2][..]));
    let receipt = receipt(&mut both.district, COMMUNE);
    let due = both.district.read(receipts_due).expect("who is to be told");
    assert!(due.is_empty(), "{due:?}");

    let files = [file("biên nhận.so06x", &receipt)];
    let done = take_packages(
        &mut both.commune,
        &files,
        &Choices::default(),
        &Progress::default(),
    )
    .expect("a taking");
    assert_eq!(
        done.changes,
        [ChangeKind::Exchange],
        "nothing is written but what became of packages"
    );
    let done = done.value;
    assert_eq!(done[0].fate, Fate::Taken);
    assert!(done[0].rows.is_empty());
    assert_eq!(done[0].told.len(), 2);
    let all = sent(&both.commune);
    assert_eq!(states(&both.commune), [PackageState::Acknowledged; 2]);
    let came = all[1].came.as_ref().expect("what it came to");
    assert_eq!((came.new, came.conflict, came.refused), (1, 1, 0));
    // The same once more, and by a package that carries the same list.
    let again = take(&mut both.commune, &[file("chép lại.so06x", &receipt)]);
    assert_eq!(again[0].fate, Fate::Already);
    let ordinary = package(&mut both.district, COMMUNE);
    let done = take(&mut both.commune, &[file("giao.so06x", &ordinary)]);
    assert!(
        done[0].told.iter().all(|own| !own.news),
        "{:?}",
        done[0].told
    );
    assert_eq!(sent(&both.commune), all);
}

#[test]
fn receipts_are_numbered_apart_and_their_gaps_are_no_missing_reports() {
    let (mut both, _) = one_taken();
    let lost = receipt(&mut both.district, COMMUNE);
    let second = receipt(&mut both.district, COMMUNE);
    assert_ne!(lost, second);
    take(&mut both.commune, &[file("2.so06x", &second)]);
    assert_eq!(states(&both.commune), [PackageState::Acknowledged]);
    let status = both
        .commune
        .read(|c| exchange_status(c, day("2024-03-18")))
        .expect("a status");
    assert_eq!(status[0].missing, Vec::<i64>::new());
    let came = status[0].came.as_ref().expect("what came");
    assert_eq!((came.kind.as_str(), came.number), ("assignment", 1));
    // Number 2 of the ordinary packages is not the number 2 of the receipts.
    let ordinary = package(&mut both.district, COMMUNE);
    assert_eq!(
        take(&mut both.commune, &[file("giao.so06x", &ordinary)])[0].fate,
        Fate::Taken
    );
    let status = both
        .district
        .read(|c| exchange_status(c, day("2024-03-18")))
        .expect("a status");
    let above = body(&both.district, COMMUNE);
    let line = status
        .iter()
        .find(|own| own.body == above)
        .expect("its line");
    assert_eq!(
        line.sent.as_ref().expect("what was sent").kind,
        "assignment"
    );
}

#[test]
fn a_taking_that_is_undone_is_withdrawn_and_taken_again() {
    let (mut both, first) = one_taken();
    let told = receipt(&mut both.district, COMMUNE);
    take(&mut both.commune, &[file("1.so06x", &told)]);
    assert_eq!(states(&both.commune), [PackageState::Acknowledged]);

    undo::undo(&mut both.district).expect("undone, although a receipt was written since");
    let due = both.district.read(receipts_due).expect("who is to be told");
    assert_eq!(
        (&due[0].taken[..], &due[0].withdrawn[..]),
        (&[][..], &[1][..])
    );
    let withdrawn = receipt(&mut both.district, COMMUNE);
    assert!(both.district.read(receipts_due).expect("nobody").is_empty());
    take(&mut both.commune, &[file("2.so06x", &withdrawn)]);
    assert_eq!(states(&both.commune), [PackageState::Withdrawn]);

    // Its next package goes on as ever.
    let own = body(&both.commune, COMMUNE);
    enter(&mut both.commune, own, ISSUED, "2024-T02", 120);
    let second = package(&mut both.commune, DISTRICT);
    let done = take(&mut both.district, &[file("b.so06x", &second)]);
    assert_eq!(done[0].fate, Fate::Taken);
    let above = body(&both.district, COMMUNE);
    assert_eq!(value(&both.district, above, ISSUED, "2024-T01"), Some(100));
    take(&mut both.district, &[file("a.so06x", &first)]);
    let again = receipt(&mut both.district, COMMUNE);
    take(&mut both.commune, &[file("3.so06x", &again)]);
    assert_eq!(states(&both.commune), [PackageState::Acknowledged; 2]);
    // What was written before comes late and is older, whatever its day says.
    take(
        &mut both.commune,
        &[file("1 lần nữa.so06x", &told), file("2.so06x", &withdrawn)],
    );
    assert_eq!(states(&both.commune), [PackageState::Acknowledged; 2]);
}

#[test]
fn redo_after_a_withdrawal_makes_it_acknowledged_again() {
    let (mut both, _) = one_taken();
    let told = receipt(&mut both.district, COMMUNE);
    undo::undo(&mut both.district).expect("undone");
    let withdrawn = receipt(&mut both.district, COMMUNE);
    undo::redo(&mut both.district).expect("redone");
    let due = both.district.read(receipts_due).expect("who is to be told");
    assert_eq!(due[0].taken, [1]);
    let again = receipt(&mut both.district, COMMUNE);
    for (file_of, state) in [
        (&withdrawn, PackageState::Withdrawn),
        (&told, PackageState::Withdrawn),
        (&again, PackageState::Acknowledged),
    ] {
        take(&mut both.commune, &[file("biên nhận.so06x", file_of)]);
        assert_eq!(states(&both.commune), [state]);
    }
}

#[test]
fn in_every_order_the_newest_receipt_counts() {
    let orders = [
        [0, 1, 2],
        [0, 2, 1],
        [1, 0, 2],
        [1, 2, 0],
        [2, 0, 1],
        [2, 1, 0],
    ];
    let (mut both, first) = one_taken();
    let taken = receipt(&mut both.district, COMMUNE);
    undo::undo(&mut both.district).expect("undone");
    // The withdrawal goes in an ordinary package this time: both say the same.
    let withdrawn = package(&mut both.district, COMMUNE);
    take(&mut both.district, &[file("a.so06x", &first)]);
    let again = receipt(&mut both.district, COMMUNE);
    undo::undo(&mut both.district).expect("undone");
    let last = receipt(&mut both.district, COMMUNE);
    let path = both.commune.path().to_owned();
    drop(both.commune);
    for (files, state) in [
        ([&taken, &withdrawn, &again], PackageState::Acknowledged),
        ([&taken, &withdrawn, &last], PackageState::Withdrawn),
        ([&taken, &again, &last], PackageState::Withdrawn),
    ] {
        for order in orders {
            let copy = path.with_file_name("thử.so06");
            drop(std::fs::remove_file(&copy));
            std::fs::copy(&path, &copy).expect("a copy");
            let mut book =
                Book::open(&copy, crate::support::clock("2024-03-18"), "Cán bộ").expect("a book");
            for at in order {
                take(&mut book, &[file("gói.so06x", files[at])]);
            }
            assert_eq!(states(&book), [state], "{order:?}");
        }
    }
}

#[test]
fn undoing_the_taking_of_a_receipt_leaves_the_package_as_sent() {
    let (mut both, _) = one_taken();
    let told = receipt(&mut both.district, COMMUNE);
    take(&mut both.commune, &[file("1.so06x", &told)]);
    undo::undo(&mut both.commune).expect("undone");
    assert_eq!(states(&both.commune), [PackageState::Sent]);
    assert_eq!(
        take(&mut both.commune, &[file("1.so06x", &told)])[0].fate,
        Fate::Taken
    );
    assert_eq!(states(&both.commune), [PackageState::Acknowledged]);
}

#[test]
fn a_receipt_of_a_stranger_or_for_another_machine_is_not_taken() {
    let (mut both, _) = one_taken();
    let mut other = open_for(
        &mut both.district,
        &both.dir.path().join("trà nóc.so06"),
        "Trà Nóc",
    );
    let told = receipt(&mut both.district, COMMUNE);
    let done = take(&mut other, &[file("lạc.so06x", &told)]);
    let Fate::Refused(error) = &done[0].fate else {
        panic!("{:?}", done[0].fate)
    };
    assert_eq!(
        error.code,
        ErrorCode::PackageNotForUs,
        "locked for the other machine"
    );

    // A district of the same name with keys of its own.
    let mut false_one = two();
    let own = body(&false_one.commune, COMMUNE);
    enter(&mut false_one.commune, own, ISSUED, "2024-T01", 1);
    let theirs = package(&mut false_one.commune, DISTRICT);
    take(&mut false_one.district, &[file("a.so06x", &theirs)]);
    let forged = receipt(&mut false_one.district, COMMUNE);
    let done = take(&mut both.commune, &[file("giả.so06x", &forged)]);
    assert!(
        matches!(done[0].fate, Fate::Refused(_)),
        "{:?}",
        done[0].fate
    );
    assert_eq!(states(&both.commune), [PackageState::Sent]);
}

#[test]
fn a_receipt_for_what_was_never_sent_is_refused_with_words() {
    let (mut both, _) = one_taken();
    let told = receipt(&mut both.district, COMMUNE);
    // A book that does not know of its own package: restored from an old copy, or a copy of the one that wrote it.
    let all: Vec<store::Kept<Package>> = both
        .commune
        .read(|c| store::list(c, "direction = 'out'", &[]))
        .expect("packages");
    let operation = store::Operation::new("take_packages", serde_json::json!({ "count": "1" }));
    both.commune
        .transact(operation, |tx| tx.end::<Package>(all[0].id))
        .expect("forgotten");
    let done = take(&mut both.commune, &[file("1.so06x", &told)]);
    let Fate::Refused(error) = &done[0].fate else {
        panic!("{:?}", done[0].fate)
    };
    assert_eq!(error.code, ErrorCode::ReceiptUnknown);
    assert!(states(&both.commune).is_empty());
    // An ordinary package of the district that says the same is taken all the same.
    let ordinary = package(&mut both.district, COMMUNE);
    let done = take(&mut both.commune, &[file("giao.so06x", &ordinary)]);
    assert_eq!(done[0].fate, Fate::Taken);
    assert!(done[0].told.is_empty());
}

#[test]
fn what_became_of_one_units_packages_is_not_told_to_another() {
    let (mut both, _) = one_taken();
    let mut other = open_for(
        &mut both.district,
        &both.dir.path().join("trà nóc.so06"),
        "Trà Nóc",
    );
    let own = body(&other, "Trà Nóc");
    enter(&mut other, own, ISSUED, "2024-T01", 5);
    let theirs = package(&mut other, DISTRICT);
    take(&mut both.district, &[file("b.so06x", &theirs)]);
    let receiver = body(&both.district, "Trà Nóc");
    let written = write_package(&mut both.district, receiver, None)
        .expect("a package")
        .value;
    let told = &written.manifest.acknowledges;
    assert_eq!(told.len(), 1);
    let came = told[0].came.as_ref().expect("what it came to");
    assert!(came.new > 0, "{came:?}");
}

/// What the program answered, with its exit status.
fn so06(dir: &std::path::Path, book: &str, args: &[&str]) -> (Option<i32>, serde_json::Value) {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_so06"))
        .args(["--book", book, "--json", "--now", "2024-03-18"])
        .args(args)
        .current_dir(dir)
        .env_remove("SO06_BOOK")
        .output()
        .expect("the program");
    let value = serde_json::from_slice(&output.stdout).unwrap_or_default();
    (output.status.code(), value)
}

#[test]
fn receipts_and_questions_go_by_the_command_line() {
    let (both, first) = one_taken();
    let dir = both.dir.path();
    std::fs::write(dir.join("gói.so06x"), &first).expect("the file");
    let (above, below) = (
        both.district.path().to_owned(),
        both.commune.path().to_owned(),
    );
    let (above, below) = (above.to_string_lossy(), below.to_string_lossy());
    drop((both.district, both.commune));
    let answer = |book: &str, args: &[&str]| {
        let (status, value) = so06(dir, book, args);
        assert_eq!(status, Some(0), "{args:?}: {value}");
        value
    };
    let out = dir.join("ra");
    std::fs::create_dir(&out).expect("a folder");
    let out = out.to_string_lossy();
    let written = answer(&above, &["package", "receipt", "gói.so06x", "--out", &out]);
    let receipt = written[0]["file"].as_str().expect("a file").to_owned();
    assert_eq!(written[0]["packages"][0]["state"], "taken");
    assert_eq!(
        answer(&above, &["package", "receipt"]),
        serde_json::json!([])
    );
    let told = answer(&below, &["package", "import", &receipt]);
    assert_eq!(told[0]["told"][0]["state"], "acknowledged");
    assert!(told[0]["told"][0]["came"]["new"].as_u64() >= Some(2));

    answer(&above, &["undo"]);
    let written = answer(&above, &["package", "receipt", "--out", &out]);
    let receipt = written[0]["file"].as_str().expect("a file").to_owned();
    assert_eq!(written[0]["packages"][0]["state"], "withdrawn");
    let told = answer(&below, &["package", "import", &receipt]);
    assert_eq!(told[0]["told"][0]["state"], "withdrawn");
    let again = answer(
        &above,
        &["package", "import", "gói.so06x", "--receipts", &out],
    );
    let receipt = again[0]["receipt"].as_str().expect("a file").to_owned();
    let told = answer(&below, &["package", "import", &receipt]);
    assert_eq!(told[0]["told"][0]["state"], "acknowledged");
    let (status, refused) = so06(dir, &below, &["package", "receipt", "gói.so06x"]);
    assert_eq!(
        (status, &refused["error"]["code"]),
        (Some(1), &"never_taken".into())
    );

    let ask = [
        "query",
        "ask",
        "--body",
        COMMUNE,
        "--indicator",
        ISSUED,
        "--period",
        "2024-T01",
    ];
    let asked = answer(
        &above,
        &[&ask[..], &["--question", "Có đúng không?"]].concat(),
    );
    assert_eq!(
        (&asked["then"], &asked["state"]),
        (&"100".into(), &"open".into())
    );
    answer(
        &above,
        &["package", "export", "--to", COMMUNE, "--out", "giao.so06x"],
    );
    answer(&below, &["package", "import", "giao.so06x"]);
    let here = answer(&below, &["query", "list"]);
    assert_eq!(here[0]["question"], "Có đúng không?");
    let id = here[0]["id"].to_string();
    answer(&below, &["query", "answer", &id, "--answer", "Đúng"]);
    answer(
        &below,
        &["package", "export", "--to", DISTRICT, "--out", "lên.so06x"],
    );
    answer(&above, &["package", "import", "lên.so06x"]);
    let back = answer(&above, &["query", "list"]);
    assert_eq!(
        (&back[0]["answer"], &back[0]["state"]),
        (&"Đúng".into(), &"answered".into())
    );
}
