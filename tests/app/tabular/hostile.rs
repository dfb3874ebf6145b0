//! The corpus of hostile files: none brings the program down, each is read or refused, within the memory of a small
//! machine.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use so06::domain::ErrorCode;
use so06::tabular::{RemarkKind, read_workbook};

use super::fuzz::tables::keeps_its_promises;
use super::{at, corpus, make, read};

/// Most kilobytes of memory of a whole process.
const MOST_MEMORY: u64 = 500 * 1000;

/// Kilobytes of memory that this process has had at most.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[test]
#[ignore = "run in a process of its own by the test below"]
fn reads_the_whole_corpus() {
    let mut names = BTreeSet::new();
    let (mut taken, mut refused) = (0, 0);
    let (mut slowest, mut highest) = ((Duration::ZERO, String::new()), 0);
    corpus::each(&mut |name, bytes| {
        assert!(names.insert(name.to_owned()), "{name} twice");
        let begun = Instant::now();
        match read_workbook(bytes) {
            Ok(book) => {
                taken += 1;
                keeps_its_promises(&book);
            }
            Err(refusal) => {
                refused += 1;
                assert_eq!(refusal.code.exit_status(), 1, "{name}: {refusal}");
                assert_ne!(refusal.detail, "a reader gave up", "{name} panics");
            }
        }
        let spent = begun.elapsed();
        if spent > slowest.0 {
            slowest = (spent, name.to_owned());
        }
        if spent > Duration::from_secs(1) {
            println!("{spent:?} for {name} of {} bytes", bytes.len());
        }
        let own = peak().unwrap_or(0);
        if own > highest + 1_000 {
            println!("peak {own} kB after {name} of {} bytes", bytes.len());
            highest = own;
        }
    });
    println!(
        "{} files: {taken} read, {refused} refused; slowest {slowest:?}",
        names.len()
    );
    assert!(names.len() >= 200);
    // Seconds by themselves; the bound is for what would never end, on a machine that is busy with other things.
    assert!(slowest.0 < Duration::from_mins(5), "{slowest:?}");
    if let Some(peak) = peak() {
        assert!(peak <= MOST_MEMORY, "{peak} kB");
    }
}

#[test]
fn no_file_of_the_corpus_panics_or_takes_more_than_500_mb() {
    let own = std::env::current_exe().expect("this program");
    let name = "tabular::hostile::reads_the_whole_corpus";
    let run = Command::new(own)
        .args([
            "--exact",
            name,
            "--ignored",
            "--nocapture",
            "--test-threads=1",
        ])
        .output()
        .expect("a run");
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(
        run.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&run.stderr)
    );
    assert!(said.contains("1 passed"), "{said}");
    assert!(
        !String::from_utf8_lossy(&run.stderr).contains("panicked"),
        "a panic was caught"
    );
    println!("{said}");
}

/// Writes the corpus into a folder, to try it on the whole program.
#[test]
#[ignore = "writes files: SO06_WRITE_CORPUS names the folder"]
fn write_corpus() {
    let folder = std::env::var_os("SO06_WRITE_CORPUS").expect("SO06_WRITE_CORPUS names a folder");
    std::fs::create_dir_all(&folder).expect("a folder");
    corpus::each(&mut |name, bytes| {
        let name = name.replace(' ', "_");
        std::fs::write(Path::new(&folder).join(name), bytes).expect("a file");
    });
}

#[test]
fn good_rows_before_a_break_stay() {
    let rows: String = (1..=5_000)
        .map(|r| format!("<row r=\"{r}\"><c r=\"A{r}\"><v>{r}</v></c></row>"))
        .collect();
    let sheet = make::sheet(&rows);
    let cut = &sheet[..sheet.len() / 2];
    let book = read(&make::xlsx_parts(cut, "<sst/>"));
    let remark = &book.remarks[0];
    assert_eq!(remark.kind, RemarkKind::Broken);
    let table = &book.tables[0];
    assert!(table.rows.len() > 2_000);
    assert_eq!(remark.row, table.rows.last().expect("a row").number);
    assert_eq!(at(table, 1_000, 0), "1000");
}

#[test]
fn from_where_on_nothing_was_read_is_told() {
    let row = "<row><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c></row>".repeat(700_000);
    let book = read(&make::xlsx(&row, &[]));
    let remark = &book.remarks[0];
    assert_eq!((remark.kind, remark.row), (RemarkKind::TooMany, 600_001));
    assert_eq!(book.tables[0].rows.len(), 600_000);
}

#[test]
fn a_file_beyond_the_limit_is_refused_before_anything_is_read() {
    let refused = read_workbook(&vec![b'a'; so06::tabular::MOST_BYTES + 1]).expect_err("large");
    assert_eq!(refused.code, ErrorCode::FileTooLarge);
}
