//! What the program is asked to do while the power may go off.

use std::fs;
use std::path::Path;
use std::process::Command;

use so06::engine::dictionary::Dictionary;
use so06::store::Book;

use crate::support::{TODAY, clock};

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_so06");

/// Under which a book is handed over.
const PASSPHRASE: &str = "mật khẩu bàn giao 06";

/// Under which a book is encrypted.
pub const BOOK_PASSPHRASE: &str = "mật khẩu của sổ 06";

/// Columns of a table of figures: with five units some hundred cells.
const COLUMNS: usize = 60;
/// Units of the district that have a line in it.
const UNITS: [&str; 5] = ["31168", "31169", "31171", "31174", "31177"];

/// One command.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// As it is typed; what stands between quotes is one word.
    pub typed: &'static str,
    /// Whether it does several things one after another, each kept for itself: then the book may stand after any of them.
    pub in_steps: bool,
    /// Whether it makes a book, so that it can be done again where it was not done.
    pub makes: bool,
}

impl Line {
    fn words(self) -> Vec<&'static str> {
        let parts = self.typed.split('\'').enumerate();
        parts
            .flat_map(|(at, part)| match at % 2 {
                0 => part.split_whitespace().collect(),
                _ => vec![part],
            })
            .collect()
    }
}

/// Does one thing.
const fn one(typed: &'static str) -> Line {
    Line {
        typed,
        in_steps: false,
        makes: false,
    }
}

const fn in_steps(typed: &'static str) -> Line {
    Line {
        in_steps: true,
        ..one(typed)
    }
}

const fn makes(typed: &'static str) -> Line {
    Line {
        makes: true,
        ..one(typed)
    }
}

/// Commands that follow each other in a folder.
pub struct Story {
    pub name: &'static str,
    /// Lays down what is there before.
    pub prepare: fn(&Path),
    pub lines: Vec<Line>,
}

pub fn all() -> Vec<Story> {
    let story = |name, prepare, lines: &[Line]| Story {
        name,
        prepare,
        lines: lines.to_vec(),
    };
    vec![
        story("figures", example, &FIGURES),
        story("tasks", example, &TASKS),
        story("papers", own_book, &PAPERS),
        story("founding", package, &FOUNDING),
        story("copies", met, &COPIES),
        story("safety", guarded, &SAFETY),
        story("passphrase", copied, &PASSPHRASES),
        story("exchange", met, &EXCHANGE),
        story("handover", met, &HANDOVER),
        story("division", proven, &DIVISION),
    ]
}

const FIGURES: [Line; 8] = [
    one(
        "--book q.so06 values set --body 31168 --indicator dinh_danh.ho_so --as-of 2024-03-15 --value 13200",
    ),
    one("--book q.so06 values import b.csv --period 2024-T03"),
    one("--book q.so06 undo"),
    one("--book q.so06 redo"),
    one("--book q.so06 close --period 2024-T02"),
    one(
        "--book q.so06 adjust --body 31168 --indicator dinh_danh.ho_so --period 2024-T02 --by 3 --reason 'Sai sót'",
    ),
    one("--book q.so06 values export --wide --period 2024-T03 --out r.xlsx"),
    one("--book q.so06 form export --body 31168 --period 2024-T03 --out k.xlsx"),
];

const TASKS: [Line; 8] = [
    one("--book q.so06 tasks claim NV-003 --body 'Phòng Tư pháp' --day 2024-03-15"),
    one("--book q.so06 tasks confirm NV-003 --body 'Phòng Tư pháp'"),
    one("--book q.so06 tasks extend NV-004 --to 2024-12-20 --reason 'Đề nghị'"),
    one("--book q.so06 evidence add NV-003 --body 'Phòng Tư pháp' m.txt"),
    one("--book q.so06 tasks add --title 'Rà soát' --deadline 'trước ngày 30/6/2024' --lead '*'"),
    one("--book q.so06 evidence add NV-004 --body 'Cơ quan thuế quản lý địa bàn quận' l.pdf"),
    one("--book q.so06 undo"),
    one("--book q.so06 table tasks --out v.csv"),
];

const PAPERS: [Line; 4] = [
    one("--book f.so06 values import b.csv --period 2024-T02"),
    one(
        "--book f.so06 report progress --period 2024-T02 --issue --number 5 --date 2024-03-18 --out bc.pdf",
    ),
    one("--book f.so06 report tasks --submit"),
    one("--book f.so06 report progress --period 2024-T02 --out n.docx"),
];

const FOUNDING: [Line; 3] = [
    makes("--book q.so06 new --example binh-thuy-2024"),
    makes("--book f.so06 new --root 918@2024-03-18"),
    makes("--book p.so06 new --package giao.so06x"),
];

const COPIES: [Line; 3] = [
    one("--book q.so06 export --out mo"),
    makes("--book n.so06 import mo"),
    makes("restore q.so06 --to k.so06"),
];

const SAFETY: [Line; 4] = [
    one("--book q.so06 backup"),
    one("--book q.so06 copies second 'nơi khác'"),
    one("--book q.so06 backup --to tay"),
    one("--book q.so06 tasks extend NV-004 --to 2024-12-20 --reason 'Đề nghị'"),
];

const PASSPHRASES: [Line; 5] = [
    in_steps("--book q.so06 passphrase set"),
    one(
        "--book q.so06 values set --body 31168 --indicator dinh_danh.ho_so --as-of 2024-03-15 --value 13200",
    ),
    one("--book q.so06 backup"),
    one("--book q.so06 tasks extend NV-004 --to 2024-12-20 --reason 'Đề nghị'"),
    in_steps("--book q.so06 passphrase remove"),
];

const EXCHANGE: [Line; 9] = [
    in_steps("--book p.so06 package export --to 'Quận Bình Thủy' --out 1.so06x"),
    one("--book q.so06 package import 1.so06x"),
    one("--book q.so06 package receipt --out bn.so06x"),
    one("--book p.so06 package import bn.so06x"),
    one("--book p.so06 values import c.csv --period 2024-T03"),
    in_steps("--book p.so06 folder sync td --send"),
    in_steps("--book q.so06 folder sync td"),
    one("--book q.so06 undo"),
    one("--book q.so06 package receipt --out ra"),
];

const HANDOVER: [Line; 3] = [
    one("--book q.so06 handover export --out bg.so06x --minute bb.pdf"),
    makes("handover open bg.so06x --to moi.so06"),
    one("--book q.so06 handover resume --reason 'Máy mới chưa dùng được'"),
];

const DIVISION: [Line; 1] = [in_steps(
    "--now 2025-07-05 --book q.so06 divide --on 2025-06-30 --out chia",
)];

/// Runs the program, or what runs it, as it is typed on a machine whose notes lie in the same folder.
pub fn run(mut command: Command, dir: &Path, line: Line) {
    let words = line.words();
    command
        .current_dir(dir)
        .env("SO06_DATA_DIR", dir.join("data"))
        .env("SO06_NOTES_DIR", dir.join("notes"))
        .env("SO06_PASSPHRASE", PASSPHRASE)
        .env("SO06_BOOK_PASSPHRASE", BOOK_PASSPHRASE)
        .env("SO06_NEW_PASSPHRASE", BOOK_PASSPHRASE)
        .env_remove("SO06_BOOK");
    if !words.contains(&"--now") {
        command.args(["--now", TODAY]);
    }
    let output = command.args(&words).output().expect("the program runs");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{words:?}: {told}");
}

fn so06(dir: &Path, typed: &'static str) {
    run(Command::new(PROGRAM), dir, one(typed));
}

/// A table of figures of these units, each of them another number.
fn table(book: &Path, units: &[&str]) -> String {
    let book = Book::open(book, clock(TODAY), "").expect("the book opens");
    let dictionary = book.read(Dictionary::load).expect("a dictionary");
    let grid = dictionary.grid();
    let codes = grid.iter().filter_map(|id| dictionary.get(*id));
    let codes: Vec<&str> = codes.take(COLUMNS).map(|own| own.code.as_str()).collect();
    let mut out = format!("Mã đơn vị,{}\n", codes.join(","));
    for (row, unit) in units.iter().enumerate() {
        let figures = (0..codes.len()).map(|column| (100 + row + column).to_string());
        let figures: Vec<String> = figures.collect();
        out.push_str(&format!("{unit},{}\n", figures.join(",")));
    }
    out
}

/// The example, a table for it, and files that prove something.
fn example(dir: &Path) {
    so06(dir, "--book q.so06 new --example binh-thuy-2024");
    fs::write(dir.join("b.csv"), table(&dir.join("q.so06"), &UNITS)).expect("a table");
    fs::write(dir.join("m.txt"), "Biên bản kiểm tra\n").expect("a file");
    let pages: Vec<u8> = (0..20_000_u32).map(|n| (n * n / 7) as u8).collect();
    fs::write(dir.join("l.pdf"), pages).expect("a file");
}

/// With two safety copies.
fn copied(dir: &Path) {
    example(dir);
    so06(dir, "--book q.so06 backup");
    so06(
        dir,
        "--book q.so06 tasks claim NV-003 --body 'Phòng Tư pháp' --day 2024-03-15",
    );
    so06(dir, "--book q.so06 backup");
}

/// A book without any figure, and a table for it.
fn own_book(dir: &Path) {
    so06(dir, "--book f.so06 new --root 918@2024-03-18");
    fs::write(dir.join("b.csv"), table(&dir.join("f.so06"), &UNITS)).expect("a table");
}

/// A package of which a book can be made.
fn package(dir: &Path) {
    example(dir);
    so06(
        dir,
        "--book q.so06 package export --to 'Trà An' --out giao.so06x",
    );
    for folder in ["notes", "data"] {
        drop(fs::remove_dir_all(dir.join(folder)));
    }
    fs::remove_file(dir.join("q.so06")).expect("the book goes");
}

/// The example with evidence.
fn proven(dir: &Path) {
    example(dir);
    for line in &TASKS[..4] {
        so06(dir, line.typed);
    }
}

/// The same, and a second place for its copies.
fn guarded(dir: &Path) {
    proven(dir);
    fs::create_dir(dir.join("nơi khác")).expect("a folder");
}

/// The example with evidence, a commune's book that was made of its package, and a folder between them.
fn met(dir: &Path) {
    proven(dir);
    so06(
        dir,
        "--book q.so06 package export --to 'Trà An' --out giao.so06x",
    );
    so06(dir, "--book p.so06 new --package giao.so06x");
    fs::write(dir.join("c.csv"), table(&dir.join("p.so06"), &["31169"])).expect("a table");
    fs::create_dir(dir.join("td")).expect("a folder");
}
