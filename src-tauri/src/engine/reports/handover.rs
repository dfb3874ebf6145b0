//! Record of a book that is handed over (biên bản bàn giao): the book and what it holds to date, what is still to be done,
//! what waits for a decision, the keys, and the file by its digest, signed by both sides.

use rusqlite::Connection;

use super::build::Paper;
use super::findings::{Finding, illustrative, ok, warn};
use super::handover_tables as tables;
use super::office::{Headings, Office, Standard, finish};
use super::sentences::counted;
use crate::domain::exchange::{Direction, Package, SiteState};
use crate::domain::instant::spell_day;
use crate::domain::number::decimal;
use crate::domain::{Result, Timeliness};
use crate::engine::dictionary::Dictionary;
use crate::engine::exchange::{self, Handover, HeldView, SiteView};
use crate::report::content::{Annex, Block, Document, Form, Level, Orientation, Signatory};
use crate::store;

/// Room for what is written by hand: an hour, a day.
const SHORT: &str = ".........";
/// Dots behind "Ông (bà):", which fill a line.
const WRITTEN: usize = 98;

/// What the record is made from.
pub(super) struct Record<'a> {
    pub(super) office: &'a Office,
    pub(super) figures: Vec<tables::Sum>,
    /// Own tasks that are not done, their places on the board.
    pub(super) open: Vec<usize>,
    pub(super) held: Vec<HeldView>,
    pub(super) sites: Vec<SiteView>,
    /// Packages that went out and that came in.
    packages: (u32, u32),
    /// Files of evidence that the book names.
    evidence: u32,
    /// The last operation of the journal.
    operations: i64,
    handover: Option<Handover>,
}

pub(super) fn paper(connection: &Connection, office: &Office) -> Result<Paper> {
    let own = read(connection, office)?;
    let mut standard = Standard::default();
    let mut body = standard.say(office, "opening", opening(office));
    let mut headings = Headings::default();
    parties(office, &mut standard, &mut headings, &mut body);
    body.push(heading(headings.next("Nội dung bàn giao")));
    body.extend(content(&own).into_iter().map(Block::plain));
    body.push(Block::Table(tables::summary(&own)));
    body.push(heading(headings.next("Gói bàn giao và khóa")));
    body.extend(file(&own).into_iter().map(Block::plain));
    let remarks = standard.say(office, "remarks", String::new());
    if !remarks.is_empty() {
        body.push(heading(headings.next("Ý kiến của hai bên")));
        body.extend(remarks);
    }
    body.extend(standard.say(office, "closing", closing()));
    finish(&mut body);
    body.push(Block::Signatures(signatories()));
    let about = format!(
        "Bàn giao sổ theo dõi {} của {}",
        office.work(),
        office.issuer_name()
    );
    let document = Document {
        title: format!("Biên bản {}", crate::domain::text::uncapitalise(&about)),
        kind_name: "BIÊN BẢN".to_owned(),
        subject: vec![about],
        body,
        recipients: office.recipients("Bên giao, Bên nhận", &[]),
        annexes: annexes(&own),
        ..office.paper(Form::Minutes, office.symbol("BB"))
    };
    Ok(Paper {
        document,
        standard: standard.0,
        findings: findings(&own),
    })
}

fn read<'a>(connection: &Connection, office: &'a Office) -> Result<Record<'a>> {
    let dictionary = Dictionary::load(connection)?;
    let board = &office.board;
    let open = board.own().enumerate().filter(|(_, task)| {
        let state = board.task_state(task);
        !state.is_done() && state != Timeliness::Cancelled
    });
    let packages = store::list::<Package>(connection, "kind <> 'handover'", &[])?;
    let count = |way| {
        let own = packages.iter().filter(|kept| kept.record.direction == way);
        own.count() as u32
    };
    Ok(Record {
        office,
        figures: tables::sums(connection, &dictionary, office.today)?,
        open: open.map(|(place, _)| place).collect(),
        held: exchange::held_views(connection, false, office.today)?,
        sites: exchange::sites(connection)?,
        packages: (count(Direction::Out), count(Direction::In)),
        evidence: store::query::evidence_digests(connection)?.len() as u32,
        operations: store::journal::last(connection)?.0,
        handover: match exchange::handed_over(connection)? {
            Some(own) => Some(own),
            None => exchange::received(connection)?,
        },
    })
}

fn heading(text: String) -> Block {
    Block::Heading {
        level: Level::Subsection,
        text,
        key: None,
    }
}

fn opening(office: &Office) -> String {
    format!(
        "Hôm nay, hồi {SHORT} giờ {SHORT} phút, ngày {SHORT} tháng {SHORT} năm {}, tại trụ sở {}, hai bên gồm có:",
        office.year(),
        office.issuer_name()
    )
}

/// Who gives and who takes, each with room for a name.
fn parties(
    office: &Office,
    standard: &mut Standard,
    headings: &mut Headings,
    out: &mut Vec<Block>,
) {
    let dots = ".".repeat(WRITTEN);
    let by_hand = format!("Ông (bà): {dots}\nChức vụ: {dots}");
    for (side, section) in [("Bên giao", "giver"), ("Bên nhận", "receiver")] {
        out.push(heading(headings.next(side)));
        out.extend(standard.say(office, section, by_hand.clone()));
    }
}

fn content(own: &Record<'_>) -> Vec<String> {
    let office = own.office;
    let late = own
        .open
        .iter()
        .filter(|place| tables::state(own, **place) == Timeliness::Overdue)
        .count() as u32;
    let open = own.open.len() as u32;
    let tasks = match open {
        0 => "Không còn nhiệm vụ chưa hoàn thành.".to_owned(),
        open => format!(
            "Còn {} nhiệm vụ chưa hoàn thành{}, có thời hạn tại Phụ lục II; Bên nhận tiếp tục thực hiện.",
            counted(open),
            match late {
                0 => String::new(),
                late => format!(", trong đó {} nhiệm vụ quá hạn", counted(late)),
            }
        ),
    };
    let held = match own.held.len() as u32 {
        0 => "Không còn dòng trao đổi nào chờ xử lý.".to_owned(),
        held => format!(
            "Còn {} dòng trao đổi chờ người xử lý, tại Phụ lục III.",
            counted(held)
        ),
    };
    vec![
        format!(
            "Bên giao bàn giao, Bên nhận nhận toàn bộ sổ theo dõi {} của {}, gồm số liệu, nhiệm vụ, minh chứng, lịch \
             sử thao tác và khóa trao đổi, tính đến ngày {}.",
            office.work(),
            office.issuer_name(),
            spell_day(office.today)
        ),
        tasks,
        held,
        "Tổng hợp nội dung bàn giao như sau:".to_owned(),
    ]
}

/// Number of things of each sort, for the table in the text.
pub(super) fn counts(own: &Record<'_>) -> Vec<(&'static str, i64, String)> {
    let figures: i64 = own.figures.iter().map(|sum| sum.count).sum();
    let (sent, came) = own.packages;
    let known = own
        .sites
        .iter()
        .filter(|site| site.site.state == SiteState::Known);
    let reference = |number: &str, none: bool| {
        if none {
            String::new()
        } else {
            format!("Phụ lục {number}")
        }
    };
    let held = own.held.len() as i64;
    vec![
        (
            "Chỉ tiêu có số liệu",
            own.figures.len() as i64,
            reference("I", own.figures.is_empty()),
        ),
        ("Số liệu", figures, String::new()),
        (
            "Nhiệm vụ chưa hoàn thành",
            own.open.len() as i64,
            reference("II", own.open.is_empty()),
        ),
        ("Tệp minh chứng", i64::from(own.evidence), String::new()),
        ("Dòng trao đổi chờ xử lý", held, reference("III", held == 0)),
        ("Gói đã gửi", i64::from(sent), String::new()),
        ("Gói đã nhận", i64::from(came), String::new()),
        (
            "Khóa của nơi khác đã công nhận",
            known.count() as i64,
            String::new(),
        ),
        ("Thao tác trong nhật ký", own.operations, String::new()),
    ]
}

/// The file by its digest, and the key of the machine.
fn file(own: &Record<'_>) -> Vec<String> {
    let key = own
        .sites
        .iter()
        .find(|site| site.site.state == SiteState::Own);
    let key = key.map_or_else(
        || "Sổ chưa trao đổi với nơi nào nên chưa có khóa.".to_owned(),
        |site| {
            format!(
                "Mã đối chiếu khóa của máy lập biên bản: {}.",
                site.fingerprint
            )
        },
    );
    let Some(handover) = &own.handover else {
        return vec![
            "Gói bàn giao chưa được xuất; tên tệp và mã băm ghi vào biên bản khi xuất.".to_owned(),
            key,
        ];
    };
    vec![
        format!(
            "Gói bàn giao: {}, do {} lập ngày {} trên máy có mã đối chiếu khóa {}; khóa bằng mật khẩu giao riêng, \
             không ghi vào biên bản.",
            handover.file, handover.officer, handover.day, handover.fingerprint
        ),
        format!("Mã băm SHA-256 của gói: {}.", grouped(&handover.digest)),
        key,
    ]
}

/// Eight digits at a time, so that people can compare them and lines can break.
fn grouped(digest: &str) -> String {
    let digits: Vec<char> = digest.chars().collect();
    let groups: Vec<String> = digits.chunks(8).map(|own| own.iter().collect()).collect();
    groups.join(" ")
}

fn closing() -> String {
    format!(
        "Bên nhận đã mở gói, đối chiếu các số tổng nêu trên và chịu trách nhiệm quản lý, sử dụng sổ kể từ khi ký biên \
         bản. Bên giao không ghi thêm vào sổ cũ và không giữ lại mật khẩu của gói.\n\
         Việc bàn giao kết thúc vào hồi {SHORT} giờ {SHORT} phút cùng ngày. Biên bản được đọc lại cho hai bên cùng \
         nghe, thống nhất ký tên và lập thành 02 bản có giá trị như nhau, mỗi bên giữ 01 bản."
    )
}

fn signatories() -> Vec<Signatory> {
    ["ĐẠI DIỆN BÊN GIAO", "ĐẠI DIỆN BÊN NHẬN"]
        .map(|title| Signatory {
            title: title.to_owned(),
            note: "(Chữ ký, họ và tên)".to_owned(),
        })
        .into()
}

/// Annexes of what there is; their numbers stay, since the text names them.
fn annexes(own: &Record<'_>) -> Vec<Annex> {
    let reference = own.office.reference("Biên bản");
    let annex = |number: &str, title: &str, orientation, table| Annex {
        number: number.to_owned(),
        title: title.to_owned(),
        reference: reference.clone(),
        orientation,
        blocks: vec![Block::Table(table)],
    };
    let mut out = Vec::new();
    if !own.figures.is_empty() {
        let title = "Số liệu đến ngày bàn giao";
        out.push(annex(
            "I",
            title,
            Orientation::Portrait,
            tables::figures(own),
        ));
    }
    if !own.open.is_empty() {
        let title = "Nhiệm vụ chưa hoàn thành";
        out.push(annex(
            "II",
            title,
            Orientation::Landscape,
            tables::tasks(own),
        ));
    }
    if !own.held.is_empty() {
        let title = "Dòng trao đổi chờ xử lý";
        out.push(annex(
            "III",
            title,
            Orientation::Landscape,
            tables::held(own),
        ));
    }
    out
}

fn findings(own: &Record<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    if own.office.example {
        out.push(illustrative());
    }
    out.push(match &own.handover {
        Some(handover) => ok(format!("Gói bàn giao {} đã được xuất.", handover.file)),
        None => warn("Sổ chưa xuất gói bàn giao; biên bản chưa có mã băm của gói."),
    });
    if !own.held.is_empty() {
        out.push(warn(format!(
            "Còn {} dòng trao đổi chờ xử lý; nên xử lý trước khi bàn giao.",
            decimal(own.held.len() as i64, 0)
        )));
    }
    out
}
