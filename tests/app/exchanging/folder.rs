//! The exchange folder: whatever lies there, each package is taken once, and nothing of others is touched.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use so06::domain::{ErrorCode, Result};
use so06::engine::exchange::{
    Disk, FileState, FolderReport, FolderState, Memory, Mounts, Pass, Seen, Shelf, StickFolder,
    SyncProgram, UNFINISHED, new_from_package, refuse_folder, sync_folder, synced_by,
    write_package,
};
use so06::engine::undo;
use so06::progress::Progress;
use so06::store::Book;

use super::{Two, body, enter, two, value};
use crate::support::clock;

const ISSUED: &str = "dinh_danh.ho_so";
/// Some day in 2030: every file of a test has lain for long.
const LATER: i64 = 1_900_000_000;

pub fn pass(book: &mut Book, memory: &mut Memory, shelf: &dyn Shelf, now: i64) -> FolderReport {
    let pass = Pass {
        shelf,
        now,
        send_above: false,
        progress: &Progress::default(),
    };
    sync_folder(book, memory, &pass).expect("a pass").value
}

/// A pass that remembers nothing.
fn scan(book: &mut Book, dir: &Path) -> FolderReport {
    pass(book, &mut Memory::default(), &Disk::at(dir), LATER)
}

fn states(report: &FolderReport) -> Vec<(&str, FileState)> {
    let files = report.files.iter();
    files.map(|own| (own.name.as_str(), own.state)).collect()
}

/// A district whose commune is enrolled, a package of the commune with one figure that is new, and an empty folder.
fn ready() -> (Two, Vec<u8>, PathBuf) {
    let mut both = two();
    let bytes = package(&mut both.commune, 100);
    let dir = both.dir.path().join("trao đổi");
    fs::create_dir(&dir).expect("a folder");
    (both, bytes, dir)
}

fn package(commune: &mut Book, amount: i64) -> Vec<u8> {
    let own = body(commune, "Trà An");
    enter(commune, own, ISSUED, "2024-T01", amount);
    let above = body(commune, "Quận Bình Thủy");
    let written = write_package(commune, above, None).expect("a package");
    written.value.bytes
}

fn issued(book: &Book) -> Option<i64> {
    value(book, body(book, "Trà An"), ISSUED, "2024-T01")
}

#[test]
fn packages_are_found_by_their_content_and_taken_once() {
    let (mut both, bytes, dir) = ready();
    fs::create_dir_all(dir.join("tháng 1/USB")).expect("folders");
    fs::write(dir.join("tháng 1/USB/ảnh.jpg"), &bytes).expect("a file");
    fs::write(dir.join("bản sao.so06x"), &bytes).expect("a file");
    fs::write(dir.join("không phải gói.so06x"), "xin chào").expect("a file");
    fs::write(dir.join("trống.so06x"), "").expect("a file");
    fs::write(dir.join(format!("dở.so06x{UNFINISHED}")), &bytes).expect("a file");

    let report = scan(&mut both.district, &dir);
    assert_eq!(report.state, FolderState::Read);
    assert_eq!(
        states(&report),
        [
            ("bản sao.so06x", FileState::Taken),
            ("tháng 1/USB/ảnh.jpg", FileState::Already),
        ]
    );
    assert_eq!(report.foreign, 2);
    assert_eq!(issued(&both.district), Some(100));

    fs::rename(dir.join("bản sao.so06x"), dir.join("tên khác.bin")).expect("renamed");
    let report = scan(&mut both.district, &dir);
    assert_eq!(
        report.count(FileState::Already),
        2,
        "a new name is no new package"
    );
    assert!(report.sent.is_empty() && report.removed.is_empty());
    let left = fs::read_dir(&dir).expect("the folder").count();
    assert_eq!(left, 5, "files of others stay where they are");
}

#[test]
fn a_pass_that_is_ended_says_so_and_the_next_one_takes_what_it_left() {
    let (mut both, bytes, dir) = ready();
    fs::write(dir.join("gói.so06x"), &bytes).expect("a file");
    let (progress, over) = (Progress::default(), AtomicBool::new(false));
    let report = std::thread::scope(|scope| {
        // A wish that comes before the work begins is forgotten, so it is said until the pass is over.
        scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                progress.end();
            }
        });
        let pass = Pass {
            shelf: &Disk::at(&dir),
            now: LATER,
            send_above: false,
            progress: &progress,
        };
        let done = sync_folder(&mut both.district, &mut Memory::default(), &pass);
        over.store(true, Ordering::Relaxed);
        done.expect("a pass").value
    });
    let error = report.error.expect("why it took nothing");
    assert_eq!(error.code, ErrorCode::WorkEnded);
    assert_eq!(
        (report.state, issued(&both.district)),
        (FolderState::Read, None)
    );
    let report = scan(&mut both.district, &dir);
    assert_eq!(report.count(FileState::Taken), 1);
    assert_eq!(issued(&both.district), Some(100));
}

#[test]
fn a_file_that_is_still_being_copied_is_waited_for() {
    let (mut both, bytes, dir) = ready();
    let path = dir.join("gói.so06x");
    let mut memory = Memory::default();
    let shelf = Disk::at(&dir);
    for part in [3, 40, 51, bytes.len() - 1] {
        fs::write(&path, &bytes[..part]).expect("a part");
        let report = pass(&mut both.district, &mut memory, &shelf, LATER);
        assert_eq!(
            states(&report),
            [("gói.so06x", FileState::Copying)],
            "{part} bytes"
        );
    }
    let report = pass(&mut both.district, &mut memory, &shelf, LATER + 60);
    assert_eq!(report.count(FileState::Copying), 1, "a minute is not long");
    let report = pass(&mut both.district, &mut memory, &shelf, LATER + 3600);
    assert_eq!(report.files[0].state, FileState::Broken);
    let error = report.files[0].error.as_ref().expect("a reason");
    assert_eq!(error.code, ErrorCode::PackageCutOff);

    fs::write(&path, &bytes).expect("the whole");
    let report = pass(&mut both.district, &mut memory, &shelf, LATER + 3601);
    assert_eq!(states(&report), [("gói.so06x", FileState::Taken)]);
}

#[test]
fn a_file_whose_bytes_are_laid_out_before_they_come_is_waited_for() {
    let (mut both, bytes, dir) = ready();
    let mut half = bytes.clone();
    let middle = half.len() / 2;
    half[middle..].fill(0);
    let mut memory = Memory::default();
    let shelf = Disk::at(&dir);
    fs::write(dir.join("a"), &half).expect("a file");
    let report = pass(&mut both.district, &mut memory, &shelf, LATER);
    assert_eq!(states(&report), [("a", FileState::Copying)]);
    let report = pass(&mut both.district, &mut memory, &shelf, LATER + 3600);
    assert_eq!(states(&report), [("a", FileState::Broken)]);
    fs::write(dir.join("a"), &bytes).expect("a file");
    let report = pass(&mut both.district, &mut memory, &shelf, LATER + 3600);
    assert_eq!(states(&report), [("a", FileState::Taken)]);
}

/// A folder in which reading fails as a test says, and which counts what is read.
struct Troubled {
    disk: Disk,
    refused: RefCell<HashMap<String, io::ErrorKind>>,
    gone: RefCell<bool>,
    read: RefCell<Vec<String>>,
}

impl Troubled {
    fn at(dir: &Path) -> Self {
        Self {
            disk: Disk::at(dir),
            refused: RefCell::default(),
            gone: RefCell::default(),
            read: RefCell::default(),
        }
    }
}

impl Shelf for Troubled {
    fn path(&self) -> &Path {
        self.disk.path()
    }
    fn list(&self) -> io::Result<Vec<Seen>> {
        if *self.gone.borrow() {
            return Err(io::Error::from_raw_os_error(5));
        }
        self.disk.list()
    }
    fn read(&self, name: &str, most: u64) -> io::Result<Vec<u8>> {
        if let Some(kind) = self.refused.borrow().get(name) {
            return Err((*kind).into());
        }
        self.read.borrow_mut().push(name.to_owned());
        self.disk.read(name, most)
    }
    fn put(&self, name: &str, bytes: &[u8]) -> Result<()> {
        self.disk.put(name, bytes)
    }
    fn writable(&self) -> Result<()> {
        self.disk.writable()
    }
    fn remove(&self, name: &str) -> io::Result<()> {
        self.disk.remove(name)
    }
}

#[test]
fn a_file_that_another_program_holds_stops_no_other_and_is_tried_again() {
    let (mut both, bytes, dir) = ready();
    let second = package(&mut both.commune, 120);
    fs::write(dir.join("1"), &bytes).expect("a file");
    fs::write(dir.join("2"), &second).expect("a file");
    fs::write(dir.join("3"), "lạ").expect("a file");
    let shelf = Troubled::at(&dir);
    let held = |kind: Option<io::ErrorKind>| {
        *shelf.refused.borrow_mut() = kind.map(|own| ("1".to_owned(), own)).into_iter().collect();
    };
    let mut memory = Memory::default();
    held(Some(io::ErrorKind::PermissionDenied));
    let report = pass(&mut both.district, &mut memory, &shelf, LATER);
    assert_eq!(
        states(&report),
        [("1", FileState::Locked), ("2", FileState::Taken)]
    );
    let error = report.files[0].error.as_ref().expect("a reason");
    assert_eq!(error.code, ErrorCode::FileHeld);
    // It vanishes between the listing and the reading.
    held(Some(io::ErrorKind::NotFound));
    let report = pass(&mut both.district, &mut memory, &shelf, LATER);
    assert_eq!(states(&report), [("2", FileState::Already)]);
    held(None);
    let report = pass(&mut both.district, &mut memory, &shelf, LATER);
    assert_eq!(
        states(&report),
        [("1", FileState::Taken), ("2", FileState::Already)]
    );
    shelf.read.borrow_mut().clear();
    let report = pass(&mut both.district, &mut memory, &shelf, LATER);
    assert_eq!(report.count(FileState::Already), 2);
    assert_eq!(report.foreign, 1);
    let read = shelf.read.borrow();
    assert!(read.is_empty(), "read again: {read:?}");
}

#[test]
fn a_folder_that_is_gone_harms_nothing() {
    let (mut both, bytes, dir) = ready();
    fs::write(dir.join("1"), &bytes).expect("a file");
    let shelf = Troubled::at(&dir);
    let mut memory = Memory::default();
    *shelf.gone.borrow_mut() = true;
    let report = pass(&mut both.district, &mut memory, &shelf, LATER);
    assert_eq!(report.state, FolderState::Unreadable);
    *shelf.gone.borrow_mut() = false;
    let away = dir.with_file_name("USB đã rút");
    fs::rename(&dir, &away).expect("pulled out");
    let report = pass(&mut both.district, &mut memory, &shelf, LATER);
    assert_eq!(report.state, FolderState::Missing);
    assert_eq!(
        report.error.map(|own| own.code),
        Some(ErrorCode::FolderMissing)
    );
    fs::rename(&away, &dir).expect("plugged in");
    let report = pass(&mut both.district, &mut memory, &shelf, LATER);
    assert_eq!(states(&report), [("1", FileState::Taken)]);
}

#[test]
fn a_key_that_nobody_knows_waits_and_the_others_go_on() {
    let (mut both, bytes, dir) = ready();
    let mut stranger = super::open_for(
        &mut both.district,
        &both.dir.path().join("khác.so06"),
        "Trà An",
    );
    // The commune proves the secret first; the second book that has it can prove nothing any more.
    fs::write(dir.join("1"), &bytes).expect("a file");
    let mut memory = Memory::default();
    let shelf = Troubled::at(&dir);
    pass(&mut both.district, &mut memory, &shelf, LATER);
    let strange = package(&mut stranger, 7);
    fs::write(dir.join("2"), &strange).expect("a file");
    let report = pass(&mut both.district, &mut memory, &shelf, LATER);
    assert_eq!(
        states(&report),
        [("1", FileState::Already), ("2", FileState::Waiting)]
    );
    let error = report.files[1].error.as_ref().expect("a reason");
    assert_eq!(error.code, ErrorCode::KeyUnknown);
    assert_eq!(issued(&both.district), Some(100));
    shelf.read.borrow_mut().clear();
    pass(&mut both.district, &mut memory, &shelf, LATER);
    assert!(
        shelf.read.borrow().is_empty(),
        "while the book stays the same nothing is read again"
    );
}

#[test]
fn what_is_for_others_is_passed_over_and_what_is_damaged_is_said() {
    let (mut both, bytes, dir) = ready();
    let other = body(&both.district, "An Thới");
    let given = write_package(&mut both.district, other, None).expect("a package");
    fs::write(dir.join("của quận"), &given.value.bytes).expect("a file");
    let mut longer = bytes.clone();
    longer.push(0);
    fs::write(dir.join("dài"), &longer).expect("a file");
    let report = scan(&mut both.district, &dir);
    assert_eq!(
        states(&report),
        [("của quận", FileState::Own), ("dài", FileState::Refused)]
    );
    let error = report.files[1].error.as_ref().expect("a reason");
    assert_eq!(error.code, ErrorCode::PackageTooLong);
    let report = scan(&mut both.commune, &dir);
    assert_eq!(
        states(&report),
        [("của quận", FileState::Other), ("dài", FileState::Refused)]
    );
}

#[test]
fn what_was_undone_is_not_taken_again_by_itself() {
    let (mut both, bytes, dir) = ready();
    fs::write(dir.join("1"), &bytes).expect("a file");
    let mut memory = Memory::default();
    let shelf = Disk::at(&dir);
    pass(&mut both.district, &mut memory, &shelf, LATER);
    undo::undo(&mut both.district).expect("undone");
    assert_eq!(issued(&both.district), None);
    for memory in [&mut memory, &mut Memory::default()] {
        let report = pass(&mut both.district, memory, &shelf, LATER);
        assert_eq!(states(&report), [("1", FileState::Waiting)]);
        let error = report.files[0].error.as_ref().expect("a reason");
        assert_eq!(error.code, ErrorCode::TakenBack);
    }
    assert_eq!(issued(&both.district), None);
}

#[test]
fn a_live_book_in_the_folder_is_refused_with_the_reason() {
    let (mut both, _, dir) = ready();
    let own = both.dir.path().to_owned();
    let refused = |book: &mut Book, dir: &Path| {
        let pass = Pass {
            shelf: &Disk::at(dir),
            now: LATER,
            send_above: false,
            progress: &Progress::default(),
        };
        sync_folder(book, &mut Memory::default(), &pass)
            .expect_err("refused")
            .code
    };
    // Where the book lies, and above it.
    assert_eq!(refused(&mut both.district, &own), ErrorCode::BookInFolder);
    let above = own.parent().expect("a folder");
    assert_eq!(refused(&mut both.district, above), ErrorCode::BookInFolder);
    // Its own folder of files.
    let evidence = own.join("quận.so06.minh-chung/trao đổi");
    fs::create_dir_all(&evidence).expect("a folder");
    assert_eq!(
        refused(&mut both.district, &evidence),
        ErrorCode::FolderOfBook
    );
    // Another book that is open there, by whatever name.
    let inside = dir.join("sâu/hơn");
    fs::create_dir_all(&inside).expect("a folder");
    fs::copy(own.join("trà an.so06"), inside.join("sổ.dat")).expect("a copy");
    refuse_folder(&dir, both.district.path()).expect("a copy that lies still harms nobody");
    fs::write(inside.join("sổ.dat-wal"), "").expect("a log");
    let error = refuse_folder(&dir, both.district.path()).expect_err("refused");
    assert_eq!(error.code, ErrorCode::BookInFolder);
    assert!(error.params[0].1.ends_with("sổ.dat"), "{error}");
}

#[test]
fn the_office_above_is_sent_what_is_new_and_nothing_twice() {
    let (mut both, _, dir) = ready();
    let send = |book: &mut Book, memory: &mut Memory| {
        let pass = Pass {
            shelf: &Disk::at(&dir),
            now: LATER,
            send_above: true,
            progress: &Progress::default(),
        };
        sync_folder(book, memory, &pass)
            .expect("a pass")
            .value
            .sent
            .len()
    };
    let mut memory = Memory::default();
    assert_eq!(
        send(&mut both.commune, &mut memory),
        0,
        "it was written by hand just now"
    );
    let own = body(&both.commune, "Trà An");
    enter(&mut both.commune, own, ISSUED, "2024-T02", 5);
    assert_eq!(send(&mut both.commune, &mut memory), 1);
    assert_eq!(send(&mut both.commune, &mut memory), 0);
    assert_eq!(scan(&mut both.district, &dir).count(FileState::Taken), 1);
    // What comes back from above is no news for the office above.
    let commune = body(&both.district, "Trà An");
    let given = write_package(&mut both.district, commune, None).expect("a package");
    fs::write(dir.join("giao"), &given.value.bytes).expect("a file");
    assert_eq!(send(&mut both.commune, &mut memory), 0);
    // An officer's own step is taken back as ever after such a sending.
    enter(&mut both.commune, own, ISSUED, "2024-T02", 6);
    assert_eq!(send(&mut both.commune, &mut memory), 1);
    undo::undo(&mut both.commune).expect("undone");
    assert_eq!(value(&both.commune, own, ISSUED, "2024-T02"), Some(5));
    assert_eq!(send(&mut both.commune, &mut memory), 1, "and that is told");
}

#[test]
fn a_taking_that_was_passed_on_is_no_longer_taken_back() {
    let (mut both, bytes, dir) = ready();
    fs::write(dir.join("1"), &bytes).expect("a file");
    let own = both.dir.path().join("máy 2.so06");
    let root = body(&both.district, "Quận Bình Thủy");
    let package = write_package(&mut both.district, root, None).expect("a package");
    let second = new_from_package(&own, &package.value.bytes, clock("2024-03-18"), "Cán bộ 2");
    let mut second = second.expect("a book");
    let mut memories = [Memory::default(), Memory::default()];
    let shelf = Disk::at(&dir);
    for _ in 0..3 {
        pass(&mut both.district, &mut memories[0], &shelf, LATER);
        pass(&mut second, &mut memories[1], &shelf, LATER);
    }
    assert_eq!(issued(&second), Some(100), "the other machine has it");
    let steps = undo::steps(&both.district).expect("steps");
    assert_eq!(steps.undo.map(|own| own.kind), None);
}

#[test]
fn a_book_that_lies_in_a_synchronised_folder_exchanges_through_no_folder_there() {
    let (mut both, _, dir) = ready();
    let top = both.dir.path().to_owned();
    fs::create_dir(top.join(".stfolder")).expect("a mark");
    let error = refuse_folder(&dir, both.district.path()).expect_err("refused");
    assert_eq!(error.code, ErrorCode::BookSynced);
    let pass = Pass {
        shelf: &Disk::at(&dir),
        now: LATER,
        send_above: false,
        progress: &Progress::default(),
    };
    assert!(sync_folder(&mut both.district, &mut Memory::default(), &pass).is_err());
    let away = tempfile::TempDir::new().expect("a folder");
    refuse_folder(away.path(), both.district.path()).expect("elsewhere is well");
}

#[test]
fn folders_of_synchronising_programs_are_known_by_their_marks() {
    let dir = tempfile::TempDir::new().expect("a folder");
    let book = |name: &str| dir.path().join(name).join("sâu/sổ.so06");
    for (name, mark, bytes, program) in [
        ("a", ".stfolder", None, SyncProgram::Syncthing),
        ("b", ".sync_0a1b.db", Some(&b""[..]), SyncProgram::Nextcloud),
        ("c", ".nextcloudsync.log", Some(b""), SyncProgram::Nextcloud),
        ("d", ".dropbox", Some(b""), SyncProgram::Dropbox),
        (
            "e",
            "desktop.ini",
            Some(b"\xff\xfe[\0.\0]\0O\0n\0e\0D\0r\0i\0v\0e\0"),
            SyncProgram::OneDrive,
        ),
    ] {
        fs::create_dir_all(book(name).parent().expect("a folder")).expect("folders");
        assert_eq!(synced_by(&book(name)), None, "{mark} is not there yet");
        let mark = dir.path().join(name).join(mark);
        match bytes {
            None => fs::create_dir(&mark),
            Some(bytes) => fs::write(&mark, bytes),
        }
        .expect("a mark");
        assert_eq!(synced_by(&book(name)), Some(program));
    }
    let plain = dir.path().join("f");
    fs::create_dir(&plain).expect("a folder");
    fs::write(plain.join("desktop.ini"), "[.ShellClassInfo]").expect("a file");
    assert_eq!(synced_by(&plain.join("sổ.so06")), None);
}

#[cfg(unix)]
#[test]
fn a_stick_is_found_by_its_label_wherever_it_is_plugged_in() {
    let dir = tempfile::TempDir::new().expect("a folder");
    let at = |name: &str| dir.path().join(name);
    for name in ["labels", "dev", "mnt/TRAO DOI", "media/cán bộ/USB 2"] {
        fs::create_dir_all(at(name)).expect("folders");
    }
    fs::write(at("dev/sdb1"), "").expect("a device");
    std::os::unix::fs::symlink(at("dev/sdb1"), at("labels/TRAO\\x20DOI")).expect("a label");
    let mounts = Mounts {
        labels: at("labels"),
        table: at("mounts"),
        shelves: vec![at("media")],
        volume: |path| fs::read_to_string(path.join("volume")).unwrap_or_default(),
    };
    assert_eq!(mounts.find("TRAO DOI"), None, "plugged in, not mounted");
    let line = |device: &str, mount: &str| {
        let mount = at(mount).display().to_string().replace(' ', "\\040");
        format!("{} {mount} vfat rw 0 0\n", at(device).display())
    };
    let table = line("dev/sdb1", "mnt/TRAO DOI") + &line("dev/sdc1", "media/cán bộ/USB 2");
    fs::write(at("mounts"), table).expect("a table");
    assert_eq!(mounts.find("TRAO DOI"), Some(at("mnt/TRAO DOI")));
    assert_eq!(mounts.find("USB 2"), Some(at("media/cán bộ/USB 2")));
    let inside = at("media/cán bộ/USB 2/gói/tháng 3");
    assert_eq!(mounts.label_of(&inside), Some("USB 2".to_owned()));
    assert_eq!(mounts.label_of(&at("mnt")), None, "a disk of the machine");
    // Sticks of one make bear one label: the officer's own is the one that was chosen.
    let stick = at("media/cán bộ/USB 2");
    fs::write(stick.join("volume"), "A1B2").expect("a volume");
    let chosen = StickFolder::of(&stick, &mounts);
    assert_eq!(
        (chosen.label.as_str(), chosen.volume.as_str()),
        ("USB 2", "A1B2")
    );
    assert_eq!(chosen.place(&mounts), Some(stick.clone()));
    fs::write(stick.join("volume"), "FFFF").expect("another stick");
    assert_eq!(
        chosen.place(&mounts),
        None,
        "another stick of the same label"
    );
    for strange in ["", " ", "..", "a/b", "KHÔNG CÓ"] {
        assert_eq!(mounts.find(strange), None, "{strange:?}");
    }
}
