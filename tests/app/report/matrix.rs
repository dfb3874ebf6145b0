//! Papers of every kind with what offices may put into them, as files for the checks from outside.

use std::path::{Path, PathBuf};

use so06::domain::number::{Entry, Qualifier};
use so06::domain::task::Task;
use so06::domain::{Id, Instant, Period};
use so06::engine::counts::{RecordCount, SetTarget, Stated, record_counts, set_targets};
use so06::engine::directory::Directory;
use so06::engine::found;
use so06::engine::letterheads::{self, Letterhead};
use so06::engine::reports::{self, ReportKind, ReportRequest};
use so06::engine::settings::set_setting;
use so06::report::content::{Align, Annex, Block, Column, Document, Orientation, Row, Table};
use so06::store::{Book, Operation};

use super::papers::{board, body, concluded, hold_meeting, request};
use super::periodic::indicator;
use crate::support::{clock, day, example};

/// Where the files go, and how many.
struct Shelf {
    folder: PathBuf,
    /// Only the dozen that the ordinary tests look at.
    few: bool,
    written: usize,
}

impl Shelf {
    /// As pages and for Word: `<kind>--<content>.pdf`, the kind as the check names it.
    fn write(&mut self, book: &Book, wanted: &ReportRequest, kind: &str, content: &str) {
        for ending in ["pdf", "docx"] {
            let path = self.folder.join(format!("{kind}--{content}.{ending}"));
            reports::save(book, wanted, &path)
                .unwrap_or_else(|refusal| panic!("{kind}, {content}: {refusal:?}"));
        }
        self.written += 1;
    }
}

fn letterhead(book: &Book) -> Letterhead {
    book.read(letterheads::letterhead).expect("a letterhead")
}

fn put(book: &mut Book, head: &Letterhead) {
    let text = serde_json::to_string(head).expect("a letterhead is data");
    set_setting(book, "letterhead", &text).expect("it may be set");
}

fn lines(all: &[&str]) -> Vec<String> {
    all.iter().map(|own| (*own).to_owned()).collect()
}

/// What an office may call itself, whom it may address, who may sign for whom.
fn offices(own: &Letterhead) -> Vec<(&'static str, Letterhead)> {
    let long = "Ban Chỉ đạo thực hiện cải cách hành chính, chuyển đổi số và Đề án phát triển ứng dụng dữ liệu về dân cư \
                phường Thới An Đông";
    vec![
        (
            "long",
            Letterhead {
                superior: Some("ỦY BAN NHÂN DÂN THÀNH PHỐ CẦN THƠ".to_owned()),
                issuer: lines(&["BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ VÀ ĐỀ ÁN 06 QUẬN BÌNH THỦY"]),
                issuer_name: long.to_owned(),
                symbol: "BC-BCĐCĐS&ĐA06".to_owned(),
                addressees: (1..=10)
                    .map(|n| {
                        long.split(' ')
                            .take(8 + 2 * n)
                            .collect::<Vec<_>>()
                            .join(" ")
                    })
                    .collect(),
                recipients: std::iter::once("Như trên".to_owned())
                    .chain((1..=12).map(|n| format!("{long}, bộ phận {n}")))
                    .chain(["Lưu: VT, BCĐ".to_owned()])
                    .collect(),
                signature: lines(&[
                    "TM. BAN CHỈ ĐẠO",
                    "KT. TRƯỞNG BAN",
                    "PHÓ TRƯỞNG BAN THƯỜNG TRỰC KIÊM TRƯỞNG CÔNG AN QUẬN",
                ]),
                signer: Some("Thượng tá Nguyễn Hoàng Phương Khánh Vân".to_owned()),
                ..own.clone()
            },
        ),
        ("plain", own.clone()),
        (
            "deputy",
            Letterhead {
                superior: None,
                addressees: own.addressees.iter().take(1).cloned().collect(),
                signature: lines(&["TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"]),
                signer: Some("Lê Ý".to_owned()),
                charts: false,
                ..own.clone()
            },
        ),
        (
            "mandated",
            Letterhead {
                superior: Some("ỦY BAN NHÂN DÂN QUẬN".to_owned()),
                issuer: lines(&["TỔ CÔNG TÁC TRIỂN KHAI", "ĐỀ ÁN 06"]),
                symbol: "BC-TCTĐA06".to_owned(),
                addressees: lines(&[
                    "Ủy ban nhân dân thành phố",
                    "Tổ công tác triển khai Đề án 06 thành phố",
                ]),
                signature: lines(&["TUQ. TỔ TRƯỞNG", "TỔ PHÓ"]),
                ..own.clone()
            },
        ),
        (
            "short",
            Letterhead {
                issuer: lines(&["XÃ AN"]),
                issuer_name: "Xã An".to_owned(),
                place: "An".to_owned(),
                addressees: lines(&["Sở"]),
                recipients: lines(&["Như trên", "Lưu: VT"]),
                signature: lines(&["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
                ..own.clone()
            },
        ),
    ]
}

#[test]
#[ignore = "writes files to be looked at"]
fn write_matrix() {
    let folder = std::env::var("SO06_WRITE_PAPERS").expect("SO06_WRITE_PAPERS names a folder");
    let mut shelf = Shelf {
        folder: Path::new(&folder).to_owned(),
        few: std::env::var_os("SO06_MATRIX").is_some_and(|own| own == "few"),
        written: 0,
    };
    of_offices(&mut shelf);
    if !shelf.few {
        with_many_tasks(&mut shelf);
        of_a_commune(&mut shelf);
        of_a_province(&mut shelf);
    }
    println!("{} papers", shelf.written);
    assert!(
        shelf.few || shelf.written >= 60,
        "only {} papers",
        shelf.written
    );
}

fn of_offices(shelf: &mut Shelf) {
    let mut made = example();
    let meeting = hold_meeting(&mut made.book);
    let task = Some(board(&made.book).find("NV-001").expect("a task").id);
    let unit = Some(body(&made.book, "31174"));
    let flow = Some(indicator(&made.book, "dvc.truc_tuyen"));
    let of = request;
    let on = |kind, moment: &str| ReportRequest {
        as_of: Some(Instant::parse(moment).expect("an instant")),
        ..of(kind)
    };
    let papers = [
        ("progress", "quarter", of(ReportKind::Progress)),
        ("ranking", "stock", of(ReportKind::Ranking)),
        (
            "ranking",
            "flow",
            ReportRequest {
                subject: flow,
                ..of(ReportKind::Ranking)
            },
        ),
        ("tasks", "now", of(ReportKind::Tasks)),
        ("tasks", "late", on(ReportKind::Tasks, "2025-03-18")),
        ("reminder", "now", of(ReportKind::Reminder)),
        (
            "reminder",
            "one",
            ReportRequest {
                subject: unit,
                ..of(ReportKind::Reminder)
            },
        ),
        (
            "reminder-annex",
            "late",
            on(ReportKind::Reminder, "2025-03-18"),
        ),
        (
            "conclusion",
            "meeting",
            ReportRequest {
                subject: Some(meeting),
                ..of(ReportKind::Conclusion)
            },
        ),
        ("invitation", "meeting", of(ReportKind::Invitation)),
        ("handout", "now", of(ReportKind::Handout)),
        (
            "handout-late",
            "late",
            on(ReportKind::Handout, "2026-01-31"),
        ),
        ("delivery-record", "all", of(ReportKind::DeliveryRecord)),
        ("handover", "before", of(ReportKind::Handover)),
        (
            "delivery-record-unit",
            "one",
            ReportRequest {
                subject: unit,
                ..of(ReportKind::DeliveryRecord)
            },
        ),
        (
            "checklist",
            "empty",
            ReportRequest {
                subject: task,
                ..of(ReportKind::Checklist)
            },
        ),
    ];
    let own = letterhead(&made.book);
    let all = offices(&own);
    for (name, head) in all.iter().take(if shelf.few { 1 } else { all.len() }) {
        put(&mut made.book, head);
        for (kind, content, wanted) in &papers {
            shelf.write(&made.book, wanted, kind, &format!("{content}-{name}"));
        }
    }
}

/// The example with five hundred tasks more, of one syllable and of sixty.
fn with_many_tasks(shelf: &mut Shelf) {
    let mut made = example();
    let like: Task = board(&made.book)
        .find("NV-001")
        .expect("a task")
        .record
        .clone();
    let lead = body(&made.book, "31174");
    let done = made
        .book
        .transact(Operation::new("test", serde_json::json!({})), |tx| {
            for place in 1..=500 {
                let title = match place % 3 {
                    0 => "Họp".to_owned(),
                    1 => format!("Rà soát, đối chiếu, làm sạch dữ liệu lần {place}"),
                    _ => "rà soát lập danh sách các trường hợp dữ liệu hộ tịch còn sai lệch "
                        .repeat(4),
                };
                let task = tx.add(&concluded(
                    &like,
                    &format!("M-{place:03}"),
                    title.trim(),
                    "trong tháng 02/2024",
                    Some("2024-02-29"),
                ))?;
                tx.add(&so06::domain::task::Assignment {
                    task,
                    body: lead,
                    role: so06::domain::task::Role::Lead,
                    occurrence: String::new(),
                    work_state: so06::domain::timeliness::WorkState::Open,
                    last_day: None,
                    note: String::new(),
                })?;
            }
            Ok(())
        });
    done.expect("five hundred tasks");
    for (kind, wanted) in [
        ("progress", ReportKind::Progress),
        ("tasks", ReportKind::Tasks),
        ("reminder-annex", ReportKind::Reminder),
        ("handout-late", ReportKind::Handout),
    ] {
        shelf.write(&made.book, &request(wanted), kind, "500-tasks");
    }
}

/// A commune's own book without a figure and without a task.
fn of_a_commune(shelf: &mut Shelf) {
    let dir = tempfile::TempDir::new().expect("a folder");
    let path = dir.path().join("b.so06");
    let book =
        found::new_book(&path, "31135@2025-07-01", clock("2025-08-20"), "t").expect("a book");
    let period = Period::parse("2025-T08").expect("a period");
    for (kind, wanted) in [
        ("progress-bare", ReportKind::Progress),
        ("tasks-bare", ReportKind::Tasks),
    ] {
        shelf.write(&book, &ReportRequest::new(wanted, period), kind, "commune");
    }
}

/// A province with more than a hundred communes, four months of figures and targets.
fn of_a_province(shelf: &mut Shelf) {
    let dir = tempfile::TempDir::new().expect("a folder");
    let path = dir.path().join("b.so06");
    let mut book =
        found::new_book(&path, "92@2025-07-01", clock("2025-12-18"), "t").expect("a book");
    let on = day("2025-12-14");
    let directory = book.read(Directory::load).expect("a directory");
    let units: Vec<Id> = directory.units(on).into_iter().collect();
    let main = indicator(&book, "dinh_danh.kich_hoat");
    let figures: Vec<RecordCount> = ["2025-09-14", "2025-10-14", "2025-11-14", "2025-12-14"]
        .iter()
        .enumerate()
        .flat_map(|(month, at)| {
            units
                .iter()
                .enumerate()
                .skip(month % 2)
                .map(move |(place, unit)| RecordCount {
                    body: *unit,
                    indicator: main,
                    stated: Stated::AsOf(Instant::end_of(day(at))),
                    entry: Entry::Value(
                        8_000 + 37 * place as i64 + 900 * month as i64,
                        Qualifier::Exact,
                    ),
                    source: None,
                    note: None,
                })
        })
        .collect();
    record_counts(&mut book, &figures).expect("figures");
    let year = Period::parse("2025").expect("a year");
    let targets: Vec<SetTarget> = units
        .iter()
        .map(|unit| SetTarget {
            body: *unit,
            indicator: main,
            period: year,
            value: 12_500,
            last_day: Some(day("2025-12-31")),
            central_day: None,
            document: "Kế hoạch số 12/KH-UBND ngày 10/01/2025".to_owned(),
            document_day: None,
        })
        .collect();
    set_targets(&mut book, &targets).expect("targets");
    let period = Period::parse("2025-T12").expect("a period");
    for charts in [true, false] {
        let head = Letterhead {
            charts,
            recipients: lines(&["Như trên", "Lưu: VT"]),
            addressees: lines(&["Tổ công tác triển khai Đề án 06 của Chính phủ"]),
            ..letterhead(&book)
        };
        put(&mut book, &head);
        let name = if charts {
            "province-charts"
        } else {
            "province"
        };
        for (kind, wanted) in [
            ("progress-bare", ReportKind::Progress),
            ("ranking", ReportKind::Ranking),
            ("handout-late", ReportKind::Handout),
        ] {
            shelf.write(&book, &ReportRequest::new(wanted, period), kind, name);
        }
    }
}

/// An annex of five thousand rows and nine columns, for measuring bytes and memory from outside.
#[test]
#[ignore = "writes files to be measured"]
fn write_long_annex() {
    let folder = std::env::var("SO06_WRITE_PAPERS").expect("SO06_WRITE_PAPERS names a folder");
    let columns = (0..9)
        .map(|place| Column::new(format!("Cột {place}"), 2.0, Align::Left))
        .collect();
    let rows = (0..5_000)
        .map(|row| Row::body((0..9).map(|place| format!("{} {place}", row * 37 % 1_000))))
        .collect();
    let annex = Annex {
        number: String::new(),
        title: "Danh sách".to_owned(),
        reference: None,
        orientation: Orientation::Landscape,
        blocks: vec![Block::Table(Table {
            columns,
            rows,
            size: 12.0,
        })],
    };
    let document = Document {
        annexes: vec![annex],
        ..super::empty()
    };
    let done = so06::report::render(&document, &super::fonts()).expect("a file");
    println!("{} sheets, {} bytes", done.pages, done.pdf.len());
    std::fs::write(Path::new(&folder).join("long-annex.pdf"), done.pdf).expect("written");
}
