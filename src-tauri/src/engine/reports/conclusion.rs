//! Notice of what was concluded at a meeting (thông báo kết luận).

use super::build::Paper;
use super::findings::{Finding, ok, warn};
use super::late::{last_day, wording};
use super::meeting::{Sitting, lines};
use super::office::{Office, Standard, finish};
use super::sentences::counted;
use crate::domain::Id;
use crate::domain::instant::spell_day;
use crate::domain::task::Task;
use crate::domain::text::{fold, uncapitalise};
use crate::engine::tasks::{Part, lead_names};
use crate::report::content::{
    Align, Annex, Block, Column, Document, Form, Orientation, Row, Table,
};
use crate::store::Kept;

pub(super) fn paper(office: &Office, sitting: &Sitting) -> Paper {
    let symbol = office.symbol("TB");
    let chair = sitting.chair(office);
    let on_day = sitting.on_day();
    let mut standard = Standard::default();
    let mut body = standard.say(office, "opening", opening(office, sitting));
    for (index, kept) in sitting.conclusions.iter().enumerate() {
        let mut said = kept.record.text.trim().trim_end_matches('.').to_owned();
        if let Some(task) = kept.record.task.and_then(|id| task(office, id)) {
            said.push_str(&assigned(office, task, &said));
        }
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        body.push(Block::plain(format!("{}. {said}.", index + 1)));
    }
    let annex = annex(office, sitting);
    let closing = format!(
        "{}Trên đây là kết luận của {} tại {}{on_day}, {} thông báo để các cơ quan, đơn vị biết, thực hiện.",
        if annex.is_some() {
            "Danh mục nhiệm vụ theo từng đơn vị tại Phụ lục kèm theo.\n"
        } else {
            ""
        },
        uncapitalise_office(&chair),
        sitting.event(),
        office.issuer_name()
    );
    body.extend(standard.say(office, "closing", closing));
    finish(&mut body);
    let about = format!(
        "Kết luận của {} tại {}{on_day}",
        uncapitalise_office(&chair),
        sitting.event()
    );
    Paper {
        document: Document {
            title: format!("Thông báo kết luận tại {}{on_day}", sitting.event()),
            kind_name: "THÔNG BÁO".to_owned(),
            subject: vec![about],
            body,
            recipients: office
                .recipients("Các cơ quan, đơn vị được giao nhiệm vụ", &office.others()),
            annexes: annex.into_iter().collect(),
            ..office.paper(Form::Report, symbol)
        },
        standard: standard.0,
        findings: findings(office, sitting),
    }
}

fn task(office: &Office, id: Id) -> Option<&Kept<Task>> {
    office.board.tasks.iter().find(|kept| kept.id == id)
}

/// A post within a sentence stays as it is typed: "Đồng chí Phó Chủ tịch" becomes "đồng chí Phó Chủ tịch", a
/// title such as "Tổ trưởng" is kept.
fn uncapitalise_office(chair: &str) -> String {
    let folded = fold(chair);
    if folded.starts_with("dong chi ") || folded.starts_with("lanh dao ") {
        uncapitalise(chair)
    } else {
        chair.to_owned()
    }
}

fn opening(office: &Office, sitting: &Sitting) -> String {
    let meeting = &sitting.meeting;
    let place = match meeting.place.trim() {
        "" => String::new(),
        place => format!(", tại {}", uncapitalise_place(place)),
    };
    let invited = lines(&meeting.invited);
    let present = if invited.is_empty() {
        String::new()
    } else {
        let invited: Vec<String> = invited.iter().map(|who| within(who)).collect();
        format!(" Cùng dự có {}.", invited.join("; "))
    };
    let chair = sitting.chair(office);
    format!(
        "Ngày {}{place}, {} chủ trì {}.{present}\n\
         Sau khi nghe báo cáo tình hình thực hiện {} và ý kiến của các đại biểu dự họp, {} kết luận như sau:",
        spell_day(meeting.day),
        uncapitalise_office(&chair),
        sitting.event(),
        office.work(),
        // Once named in full, the first of several posts is enough.
        uncapitalise_office(chair.split(',').next().unwrap_or(&chair).trim())
    )
}

/// Who was there, within a sentence: "thành viên Tổ công tác"; names and posts are kept.
fn within(who: &str) -> String {
    let folded = fold(who);
    if ["thanh vien ", "lanh dao ", "dai dien ", "cac ", "dong chi "]
        .iter()
        .any(|start| folded.starts_with(start))
    {
        uncapitalise(who)
    } else {
        who.to_owned()
    }
}

/// "Phòng họp số 1" within a sentence; names such as "Ủy ban …" are kept.
fn uncapitalise_place(place: &str) -> String {
    let folded = fold(place);
    if ["phong ", "hoi truong", "tru so", "tang "]
        .iter()
        .any(|start| folded.starts_with(start))
    {
        uncapitalise(place)
    } else {
        place.to_owned()
    }
}

/// Who leads and until when, as far as the conclusion does not say so itself.
fn assigned(office: &Office, task: &Kept<Task>, said: &str) -> String {
    let folded = fold(said);
    let parts = office.board.parts(task.id);
    let named = !parts.is_empty()
        && parts
            .iter()
            .all(|part| names(office, part).any(|name| folded.contains(&name)));
    let leads = lead_names(&office.board, task);
    let mut add = Vec::new();
    if !named && !leads.is_empty() {
        add.push(format!("chủ trì: {leads}"));
    }
    let text = task.record.deadline_text.trim();
    let last = parts.iter().filter_map(|part| part.last_day).max();
    if !text.is_empty() && !folded.contains(&fold(text)) {
        add.push(format!("thời hạn: {text}"));
    } else if text.is_empty()
        && let Some(last) = last
    {
        add.push(format!(
            "thời hạn: {}",
            crate::domain::instant::show_day(last)
        ));
    }
    if add.is_empty() {
        String::new()
    } else {
        format!(" ({})", add.join("; "))
    }
}

/// The names under which a body may stand in a sentence, folded: whole, short, and without its kind.
fn names(office: &Office, part: &Part) -> impl Iterator<Item = String> {
    let directory = &office.board.directory;
    let day = office.as_of.day;
    let bare = directory
        .any_version(part.body, day)
        .map(|version| version.name.clone());
    [
        Some(directory.name(part.body, day)),
        Some(directory.short_name(part.body, day)),
        bare,
    ]
    .into_iter()
    .flatten()
    .filter(|name| !name.is_empty())
    .map(|name| fold(&name))
}

/// What each unit has to do, unit by unit; none when no conclusion became a task.
fn annex(office: &Office, sitting: &Sitting) -> Option<Annex> {
    let mut bodies: Vec<(Id, Vec<Row>)> = Vec::new();
    for (index, kept) in sitting.conclusions.iter().enumerate() {
        let Some(task) = kept.record.task.and_then(|id| task(office, id)) else {
            continue;
        };
        for part in office.board.standing_parts(task.id) {
            let row = [
                task.record.title.clone(),
                task.record.deliverable.clone(),
                wording(&task.record, part),
                last_day(part),
                (index + 1).to_string(),
            ];
            match bodies.iter_mut().find(|(body, _)| *body == part.body) {
                Some((_, rows)) => rows.push(Row::body(row)),
                None => bodies.push((part.body, vec![Row::body(row)])),
            }
        }
    }
    if bodies.is_empty() {
        return None;
    }
    let order = office.board.directory.all(office.as_of.day);
    bodies.sort_by_key(|(body, _)| order.iter().position(|own| own == body));
    let mut rows = Vec::new();
    let mut number = 0;
    for (body, own) in bodies {
        rows.push(Row::group(
            office.board.directory.name(body, office.as_of.day),
        ));
        for mut row in own {
            number += 1;
            row.cells.insert(0, number.to_string().into());
            rows.push(row);
        }
    }
    let columns = vec![
        Column::new("STT", 5.0, Align::Center),
        Column::new("Nhiệm vụ", 32.0, Align::Left),
        Column::new("Sản phẩm", 16.0, Align::Left),
        Column::new("Thời hạn", 17.0, Align::Left),
        Column::new("Ngày cuối", 11.0, Align::Center),
        Column::new("Kết luận số", 8.0, Align::Center),
    ];
    let table = Table {
        columns,
        rows,
        size: 12.0,
    };
    Some(Annex {
        number: String::new(),
        title: "Danh mục nhiệm vụ theo đơn vị".to_owned(),
        reference: office.reference("Thông báo"),
        orientation: Orientation::Portrait,
        blocks: vec![Block::Table(super::annexes::without_empty_column(
            table,
            "Sản phẩm",
        ))],
    })
}

fn findings(office: &Office, sitting: &Sitting) -> Vec<Finding> {
    let mut out = Vec::new();
    let count = sitting.conclusions.len() as u32;
    if count == 0 {
        out.push(warn("Phiên họp chưa có kết luận nào."));
    } else {
        out.push(ok(format!("{} kết luận.", counted(count))));
    }
    let loose: Vec<String> = sitting
        .conclusions
        .iter()
        .enumerate()
        .filter(|(_, kept)| {
            kept.record
                .task
                .is_none_or(|id| office.board.parts(id).is_empty())
        })
        .map(|(index, _)| (index + 1).to_string())
        .collect();
    if !loose.is_empty() {
        out.push(warn(format!(
            "Kết luận số {} chưa giao cho đơn vị nào.",
            loose.join(", ")
        )));
    }
    let unsure: Vec<&str> = sitting
        .conclusions
        .iter()
        .filter_map(|kept| task(office, kept.record.task?))
        .filter(|task| !task.record.sure)
        .map(|task| task.record.number.as_str())
        .collect();
    if !unsure.is_empty() {
        out.push(warn(format!(
            "Thời hạn cần xem lại: {}.",
            unsure.join(", ")
        )));
    }
    if sitting.meeting.chair.trim().is_empty() {
        out.push(warn("Phiên họp chưa ghi người chủ trì."));
    }
    out
}
