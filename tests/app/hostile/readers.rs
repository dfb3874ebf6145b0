//! Files are read by `file.rs`, which reads regular files up to a limit; nothing else in the engine reads a file whole.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use so06::file;
use tempfile::TempDir;

/// Where the engine reads by other means, and why that is no way in.
const OTHERS: [(&str, &str); 6] = [
    ("file.rs", "the one reader"),
    (
        "engine/exchange/folder/label.rs",
        "the system's own table of mounts",
    ),
    (
        "engine/exchange/handover/write.rs",
        "the copy that was written a line before",
    ),
    (
        "store/salvage/schema.rs",
        "the empty book that was made a line before",
    ),
    (
        "store/note/here.rs",
        "asks Windows for the number of a volume, reads nothing",
    ),
    (
        "store/whole_file.rs",
        "has a folder on the disk, reads nothing",
    ),
];

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the source") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|own| own == "rs") {
            out.push(path);
        }
    }
}

#[test]
fn the_engine_reads_files_by_one_reader() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src-tauri/src"));
    let mut all = Vec::new();
    sources(root, &mut all);
    let mut found = Vec::new();
    for path in all {
        let name = path
            .strip_prefix(root)
            .expect("below")
            .to_string_lossy()
            .replace('\\', "/");
        // The programs read what whoever started them named; the engine reads what came with a request.
        let program = name.starts_with("bin/") || name.starts_with("shell/");
        if program || OTHERS.iter().any(|own| own.0 == name) {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a source");
        for (at, line) in text.lines().enumerate() {
            let reads = [
                "fs::read(",
                "fs::read_to_string(",
                "fs::copy(",
                "File::open(",
            ];
            if reads.iter().any(|own| line.contains(own)) {
                found.push(format!("{name}:{}: {}", at + 1, line.trim()));
            }
        }
    }
    assert!(
        found.is_empty(),
        "read by crate::file instead:\n{}",
        found.join("\n")
    );
}

#[test]
fn only_regular_files_within_the_limit_are_read() {
    let dir = TempDir::new().expect("a folder");
    let own = dir.path().join("tệp.txt");
    fs::write(&own, "mười byte").expect("a file");
    let length = fs::metadata(&own).expect("its length").len();
    let kind = |path: &Path, most: u64| file::read(path, most).expect_err("a refusal").kind();
    assert_eq!(
        file::read_text(&own, length).expect("its text"),
        "mười byte"
    );
    assert_eq!(kind(&own, length - 1), ErrorKind::FileTooLarge);
    assert_eq!(kind(&dir.path().join("không có"), 1), ErrorKind::NotFound);
    assert_eq!(kind(dir.path(), 1 << 20), ErrorKind::IsADirectory);
    if cfg!(unix) {
        for device in ["/dev/null", "/dev/zero", "/dev/full"] {
            assert_eq!(
                kind(Path::new(device), 1 << 20),
                ErrorKind::InvalidInput,
                "{device}"
            );
        }
        // Files of the system that say that they are empty.
        let endless = file::read(Path::new("/proc/self/mountinfo"), 1 << 20);
        assert_eq!(endless.expect("nothing").len(), 0);
    }
    let copy = dir.path().join("bản chép");
    assert_eq!(file::copy(&own, &copy, length).expect("a copy"), length);
    assert!(file::copy(&own, &copy, length - 1).is_err());
}
