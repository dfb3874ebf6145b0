//! The progress report (báo cáo kết quả triển khai, thực hiện Đề án 06).

use super::annexes;
use super::commended;
use super::material::Material;
use super::office::WATERMARK;
use super::sentences::{self as say, counted};
use super::task_sentences as work;
use crate::domain::Id;
use crate::domain::instant::spell_day;
use crate::domain::text::uncapitalise;
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
    let theme = m.office.theme();
    let mut body = vec![opening(m)];
    direction(m, &mut body);
    results(m, &mut body);
    difficulties(m, &mut body);
    next_tasks(m, &mut body);
    proposals(m, &mut body);
    let drawn = if m.drawings().is_empty() {
        String::new()
    } else {
        format!(" (biểu đồ kèm theo tại Phụ lục {})", m.chart_annex())
    };
    body.push(Block::plain(format!(
        "Trên đây là báo cáo kết quả triển khai, thực hiện {theme}{drawn}./."
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

fn heading(level: Level, text: String, key: &str) -> Block {
    Block::Heading {
        level,
        text,
        key: Some(key.to_owned()),
    }
}

fn opening(m: &Material) -> Block {
    Block::plain(format!(
        "Thực hiện Quyết định số 06/QĐ-TTg ngày 06 tháng 01 năm 2022 của Thủ tướng Chính phủ phê duyệt Đề án phát triển \
         ứng dụng dữ liệu về dân cư, định danh và xác thực điện tử phục vụ chuyển đổi số quốc gia giai đoạn 2022 - 2025, \
         tầm nhìn đến năm 2030 (sau đây gọi tắt là Đề án 06), {} báo cáo kết quả thực hiện {} (số liệu tính đến ngày {}) \
         như sau:",
        m.office.issuer_name(),
        m.office.period.spoken(),
        spell_day(m.office.as_of.day)
    ))
}

fn direction(m: &Material, body: &mut Vec<Block>) {
    body.push(heading(
        Level::Section,
        "I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI".to_owned(),
        "direction",
    ));
    body.extend(m.office.lines("direction").map(Block::plain));
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
    let total = m.office.board.own().count() as u32;
    if total > 0 {
        body.push(Block::plain(format!(
            "Đến nay, toàn {} có {} nhiệm vụ được phân công cho {} cơ quan, đơn vị và {} {}.",
            m.office.root_kind(),
            counted(total),
            counted(offices.len() as u32),
            counted(own_units.len() as u32),
            m.office.unit_kind()
        )));
    }
}

fn results(m: &Material, body: &mut Vec<Block>) {
    body.push(heading(
        Level::Section,
        "II. KẾT QUẢ THỰC HIỆN".to_owned(),
        "results",
    ));
    // Praise comes first.
    body.extend(commended::sentence(&m.office, &m.commended));
    body.push(heading(
        Level::Subsection,
        "1. Tiến độ thực hiện nhiệm vụ".to_owned(),
        "progress",
    ));
    body.push(work::progress(&m.office, m.task_annex()));
    body.extend(work::since_before(&m.office, &m.earlier));
    body.extend(work::overdue(&m.office));
    for (index, group) in m.office.board.groups.iter().enumerate() {
        let key = format!("group.{}", group.key);
        body.push(heading(
            Level::Subsection,
            format!("{}. {}", index + 2, group.title),
            &key,
        ));
        let before = body.len();
        body.extend(say::figures_of_group(m, &group.key));
        if m.ranking_group() == Some(group.key.as_str()) {
            body.extend(say::ranking(m));
        }
        body.extend(group_tasks(m, &group.key));
        body.extend(m.office.lines(&key).map(Block::plain));
        if body.len() == before {
            body.push(Block::plain("Trong kỳ chưa phát sinh số liệu."));
        }
    }
}

/// How the tasks of one group stand, in one sentence.
fn group_tasks(m: &Material, group: &str) -> Option<Block> {
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
        (_, 0) => Some(Block::plain(format!(
            "Nhóm có {count} nhiệm vụ được giao, đang thực hiện."
        ))),
        _ => Some(Block::plain(format!(
            "Nhóm có {count} nhiệm vụ được giao, đã hoàn thành {} nhiệm vụ.",
            counted(done)
        ))),
    }
}

fn difficulties(m: &Material, body: &mut Vec<Block>) {
    let title = "III. TỒN TẠI, HẠN CHẾ, KHÓ KHĂN, VƯỚNG MẮC VÀ NGUYÊN NHÂN".to_owned();
    body.push(heading(Level::Section, title, "difficulties"));
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
    if number == 0 {
        body.push(Block::plain("Trong kỳ chưa phát sinh khó khăn, vướng mắc."));
    }
}

fn next_tasks(m: &Material, body: &mut Vec<Block>) {
    body.push(heading(
        Level::Section,
        "IV. NHIỆM VỤ TRỌNG TÂM THỜI GIAN TỚI".to_owned(),
        "next_tasks",
    ));
    let written = m
        .office
        .lines("next_tasks")
        .map(str::to_owned)
        .map(Block::plain);
    let mut points: Vec<Block> = written
        .chain(say::falling_due(m))
        .chain(say::needed_pace(m))
        .collect();
    if points.is_empty() {
        points.push(Block::plain(
            "Tiếp tục thực hiện các nhiệm vụ được giao bảo đảm tiến độ, chất lượng.",
        ));
    }
    body.append(&mut points);
}

fn proposals(m: &Material, body: &mut Vec<Block>) {
    body.push(heading(
        Level::Section,
        "V. ĐỀ XUẤT, KIẾN NGHỊ".to_owned(),
        "proposals",
    ));
    let before = body.len();
    body.extend(m.office.lines("proposals").map(Block::plain));
    if body.len() == before {
        body.push(Block::plain("Không có."));
    }
}
