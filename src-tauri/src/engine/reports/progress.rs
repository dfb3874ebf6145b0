//! The progress report (báo cáo kết quả triển khai, thực hiện Đề án 06).

use super::annexes;
use super::commended;
use super::figure_sentences as figures;
use super::material::Material;
use super::next_work;
use super::office::WATERMARK;
use super::overdue;
use super::sentences::{self as say, counted};
use super::shown::Shown;
use super::task_sentences as work;
use super::unit_report;
use crate::domain::Id;
use crate::domain::instant::spell_day;
use crate::domain::text::{capitalise, uncapitalise};
use crate::report::content::{Block, Document, Form, Level};

/// Bottlenecks in the order in which reports speak of them.
const BOTTLENECKS: [(&str, &str); 5] = [
    ("phap_ly", "Về pháp lý"),
    ("ha_tang", "Về hạ tầng"),
    ("du_lieu", "Về dữ liệu"),
    ("an_ninh", "Về an ninh, an toàn"),
    ("nguon_luc", "Về nguồn lực"),
];

pub(super) fn document(m: &Material) -> Document {
    if m.unit().is_some() {
        return unit_report::document(m);
    }
    let theme = m.office.theme();
    let mut body = vec![opening(m)];
    let mut numbers = Numbers::default();
    direction(m, &mut numbers, &mut body);
    results(m, &mut numbers, &mut body);
    difficulties(m, &mut numbers, &mut body);
    next_tasks(m, &mut numbers, &mut body);
    proposals(m, &mut numbers, &mut body);
    let attached = attached(m, &body);
    body.push(Block::plain(format!(
        "Trên đây là báo cáo kết quả triển khai, thực hiện {theme}{attached}./."
    )));
    Document {
        title: format!("Báo cáo kết quả triển khai, thực hiện {theme}"),
        kind_name: "BÁO CÁO".to_owned(),
        subject: vec![format!("Kết quả triển khai, thực hiện {theme}")],
        addressees: m.office.letterhead.addressees.clone(),
        body,
        recipients: m.office.letterhead.recipients.clone(),
        annexes: annexes::annexes(m),
        watermark: m.illustrative().then(|| WATERMARK.to_owned()),
        keywords: vec![
            "Đề án 06".to_owned(),
            m.office.period.label(),
            m.office.root_name(),
        ],
        ..m.office
            .paper(Form::Report, m.office.letterhead.symbol.clone())
    }
}

/// The annexes that the text did not refer to yet: " (biểu đồ tại Phụ lục III)".
pub(super) fn attached(m: &Material, body: &[Block]) -> String {
    let runs = body.iter().filter_map(|block| match block {
        Block::Paragraph { runs, .. } => Some(runs),
        _ => None,
    });
    let said: String = runs.flatten().map(|run| run.text.as_str()).collect();
    let figures = match m.unit() {
        Some(_) => "số liệu chi tiết",
        None => "số liệu theo đơn vị",
    };
    let named: Vec<String> = [(Shown::Units, figures), (Shown::Charts, "biểu đồ")]
        .into_iter()
        .filter_map(|(own, what)| {
            let name = m.annex_name(own)?;
            let known = said.contains(&format!("{name}.")) || said.contains(&format!("{name})"));
            (!known).then(|| format!("{what} tại {name}"))
        })
        .collect();
    if named.is_empty() {
        String::new()
    } else {
        format!(" ({})", named.join("; "))
    }
}

/// Sections with the Roman numbers of those that are there.
#[derive(Default)]
pub(super) struct Numbers(usize);

impl Numbers {
    pub(super) fn heading(&mut self, title: &str, key: &str) -> Block {
        const ROMAN: [&str; 6] = ["I", "II", "III", "IV", "V", "VI"];
        let number = ROMAN.get(self.0).copied().unwrap_or("VI");
        self.0 += 1;
        heading(Level::Section, format!("{number}. {title}"), key)
    }
}

pub(super) fn heading(level: Level, text: String, key: &str) -> Block {
    Block::Heading {
        level,
        text,
        key: Some(key.to_owned()),
    }
}

fn opening(m: &Material) -> Block {
    let office = &m.office;
    let day = office.as_of.day;
    // A week ends on the day that its figures are of, unless it still runs.
    if office.width.brief {
        let until = if day == office.period.last_day() {
            String::new()
        } else {
            format!(", số liệu tính đến ngày {}", spell_day(day))
        };
        return Block::plain(format!(
            "{} báo cáo kết quả triển khai, thực hiện Đề án 06 {}{until} như sau:",
            office.issuer_name(),
            office.width.opening,
        ));
    }
    let until = office.until(spell_day(day));
    Block::plain(format!(
        "Thực hiện Quyết định số 06/QĐ-TTg ngày 06 tháng 01 năm 2022 của Thủ tướng Chính phủ phê duyệt Đề án phát triển \
         ứng dụng dữ liệu về dân cư, định danh và xác thực điện tử phục vụ chuyển đổi số quốc gia giai đoạn 2022 - 2025, \
         tầm nhìn đến năm 2030 (sau đây gọi tắt là Đề án 06), {} báo cáo kết quả thực hiện {until} như sau:",
        office.issuer_name(),
    ))
}

fn direction(m: &Material, numbers: &mut Numbers, body: &mut Vec<Block>) {
    let written: Vec<Block> = m.office.lines("direction").map(Block::plain).collect();
    // How many tasks there are is no news of a week; without tasks there is nothing to say, and a heading over nothing
    // is not printed.
    let tasks = m.office.board.own().count() as u32;
    if (m.office.width.brief || tasks == 0) && written.is_empty() {
        return;
    }
    body.push(numbers.heading(DIRECTION, "direction"));
    body.extend(written);
    if m.office.width.brief {
        return;
    }
    let mut bodies: Vec<Id> = m
        .office
        .board
        .own()
        .flat_map(|task| m.office.board.parts(task.id))
        .map(|p| p.body)
        .collect();
    bodies.sort_unstable();
    bodies.dedup();
    let units = m.office.board.directory.units(m.office.as_of.day);
    let (own_units, offices): (Vec<Id>, Vec<Id>) =
        bodies.into_iter().partition(|body| units.contains(body));
    if tasks > 0 {
        let given: Vec<String> = [
            (offices.len(), "cơ quan, đơn vị".to_owned()),
            (own_units.len(), m.office.unit_kind()),
        ]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{} {what}", counted(count as u32)))
        .collect();
        let given = if given.is_empty() {
            String::new()
        } else {
            format!(" được phân công cho {}", given.join(" và "))
        };
        body.push(Block::plain(format!(
            "Đến nay, toàn {} có {} nhiệm vụ{given}.",
            m.office.root_kind(),
            counted(tasks),
        )));
    }
}

fn results(m: &Material, numbers: &mut Numbers, body: &mut Vec<Block>) {
    body.push(numbers.heading("KẾT QUẢ THỰC HIỆN", "results"));
    // Praise comes first.
    body.extend(commended::sentence(&m.office, &m.commended));
    body.push(heading(
        Level::Subsection,
        "1. Tiến độ thực hiện nhiệm vụ".to_owned(),
        "progress",
    ));
    let annex = m.annex_name(Shown::Tasks).unwrap_or_default();
    body.push(work::progress(&m.office, None, &annex));
    body.extend(work::since_before(&m.office, None, &m.earlier));
    body.extend(overdue::overdue(&m.office, None, &annex));
    let groups = &m.office.board.groups;
    let told: Vec<Vec<Block>> = groups.iter().map(|group| of_group(m, &group.key)).collect();
    let silent = told.iter().filter(|own| own.is_empty()).count();
    // Of a few it is said under their headings, of many in one sentence.
    let apart = !m.office.width.brief && silent < MANY_SILENT;
    let nothing = format!(
        "{} chưa phát sinh số liệu.",
        capitalise(&m.office.width.within)
    );
    let mut number = 1;
    for (group, mut own) in groups.iter().zip(told) {
        if own.is_empty() {
            if !apart {
                continue;
            }
            own.push(Block::plain(nothing.clone()));
        }
        number += 1;
        let title = format!("{number}. {}", group.title);
        let key = format!("group.{}", group.key);
        body.push(heading(Level::Subsection, title, &key));
        body.append(&mut own);
    }
    if !apart && silent > 0 {
        let which = if silent == groups.len() {
            "các nhóm tiện ích"
        } else {
            "các nhóm tiện ích khác"
        };
        let new = if m.office.width.brief { " mới" } else { "" };
        body.push(Block::plain(format!(
            "{}, {which} chưa phát sinh số liệu{new}.",
            capitalise(&m.office.width.within)
        )));
    }
}

/// As many groups of utilities without a figure are told of together.
const MANY_SILENT: usize = 3;

/// What is said of a group of utilities: its figures, the ranking, an officer's words, its tasks.
fn of_group(m: &Material, group: &str) -> Vec<Block> {
    let mut out = figures::figures_of_group(m, group);
    let figures = !out.is_empty();
    if m.ranking_group() == Some(group) && (figures || !m.office.width.brief) {
        out.extend(say::ranking(m));
    }
    out.extend(m.office.lines(&format!("group.{group}")).map(Block::plain));
    out.extend(group_tasks(m, group, out.is_empty()));
    out
}

/// How the tasks of one group stand, in one sentence: where some are done, or where nothing else is said of it.
fn group_tasks(m: &Material, group: &str, alone: bool) -> Option<Block> {
    let tasks: Vec<_> = m
        .office
        .board
        .own()
        .filter(|task| task.record.group_key == group)
        .collect();
    let done = tasks
        .iter()
        .filter(|task| m.office.board.task_state(task).is_done())
        .count() as u32;
    let count = counted(tasks.len() as u32);
    match (tasks.len(), done) {
        (0, _) => None,
        _ if m.office.width.brief => None,
        (_, 0) if !alone => None,
        (_, 0) => Some(Block::plain(format!(
            "Nhóm có {count} nhiệm vụ được giao, đang thực hiện."
        ))),
        _ => Some(Block::plain(format!(
            "Nhóm có {count} nhiệm vụ được giao, đã hoàn thành {} nhiệm vụ.",
            counted(done)
        ))),
    }
}

fn difficulties(m: &Material, numbers: &mut Numbers, body: &mut Vec<Block>) {
    body.push(numbers.heading(DIFFICULTIES, "difficulties"));
    if bottlenecks(m, body) == 0 {
        body.push(Block::plain(format!(
            "{} chưa phát sinh khó khăn, vướng mắc.",
            capitalise(&m.office.width.within)
        )));
    }
}

/// Title of the section on what was directed.
pub(super) const DIRECTION: &str = "CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI";

/// Title of the section on what is difficult.
pub(super) const DIFFICULTIES: &str = "TỒN TẠI, HẠN CHẾ, KHÓ KHĂN, VƯỚNG MẮC VÀ NGUYÊN NHÂN";

/// What an officer wrote of each bottleneck; how many have something.
pub(super) fn bottlenecks(m: &Material, body: &mut Vec<Block>) -> usize {
    let mut number = 0;
    for (key, title) in BOTTLENECKS {
        let section = format!("difficulties.{key}");
        let lines: Vec<&str> = m.office.lines(&section).collect();
        if lines.is_empty() {
            continue;
        }
        number += 1;
        // "1. Về dữ liệu: …": the bottleneck and its first paragraph stand on one line.
        for (index, line) in lines.into_iter().enumerate() {
            let opening = if index == 0 {
                format!("{number}. {title}: {}", uncapitalise(line))
            } else {
                line.to_owned()
            };
            body.push(Block::plain(opening));
        }
    }
    number
}

pub(super) fn next_tasks(m: &Material, numbers: &mut Numbers, body: &mut Vec<Block>) {
    let title = format!("NHIỆM VỤ TRỌNG TÂM {}", m.office.width.next.to_uppercase());
    body.push(numbers.heading(&title, "next_tasks"));
    let written = m
        .office
        .lines("next_tasks")
        .map(str::to_owned)
        .map(Block::plain);
    let mut points: Vec<Block> = written
        .chain(next_work::falling_due(m))
        .chain(next_work::needed_pace(m))
        .collect();
    if points.is_empty() {
        let work = if work::states(&m.office.board, m.unit()).is_empty() {
            "Tiếp tục triển khai Đề án 06 theo chỉ đạo của cấp trên."
        } else {
            "Tiếp tục thực hiện các nhiệm vụ được giao bảo đảm tiến độ, chất lượng."
        };
        points.push(Block::plain(work));
    }
    body.append(&mut points);
}

pub(super) fn proposals(m: &Material, numbers: &mut Numbers, body: &mut Vec<Block>) {
    let mut written: Vec<Block> = m.office.lines("proposals").map(Block::plain).collect();
    let silent = m.office.width.brief || m.unit().is_some();
    if written.is_empty() && silent {
        return;
    }
    body.push(numbers.heading("ĐỀ XUẤT, KIẾN NGHỊ", "proposals"));
    if written.is_empty() {
        written.push(Block::plain("Không có."));
    }
    body.append(&mut written);
}
