//! The letter that urges late bodies on (công văn đôn đốc).

use rusqlite::Connection;

use super::build::Paper;
use super::findings::{ok, warn};
use super::late::{LateBody, Missing, Sources, last_day, late, wording};
use super::office::{Office, Standard, finish};
use super::sentences::counted;
use crate::domain::instant::{show_day, spell_day};
use crate::domain::{Error, ErrorCode, Id, Result};
use crate::report::content::{
    Align, Annex, Block, Column, Document, Form, Orientation, Row, Table,
};

/// A table of more rows than this is an annex.
const MOST_ROWS: usize = 12;
/// More addressees than this are said together.
const MOST_ADDRESSEES: usize = 12;
/// More documents than this are not cited one by one.
const MOST_CITED: usize = 3;
/// Working days in which the answer is asked for.
const ANSWER_DAYS: u32 = 3;

pub(super) fn paper(connection: &Connection, office: &Office, body: Option<Id>) -> Result<Paper> {
    let bodies = late(office, body);
    if bodies.is_empty() {
        let who = body.unwrap_or(office.board.directory.root);
        return Err(Error::new(ErrorCode::NothingLate)
            .with("day", show_day(office.as_of.day))
            .with("body", office.board.directory.name(who, office.as_of.day)));
    }
    let (sources, missing) = (Sources::read(connection)?, Missing::read(connection)?);
    let rows: usize = bodies.iter().map(|own| own.items.len()).sum();
    let in_annex = rows > MOST_ROWS;
    let symbol = office.letter_symbol();

    let mut standard = Standard::default();
    let words = opening(office, &bodies, &sources, in_annex);
    let mut text = standard.say(office, "opening", words);
    let mut annexes = Vec::new();
    let table = table(office, &bodies, &missing, in_annex);
    if in_annex {
        annexes.push(Annex {
            number: String::new(),
            title: "Danh mục nhiệm vụ quá hạn chưa hoàn thành".to_owned(),
            reference: office.reference("Công văn", &symbol),
            orientation: Orientation::Landscape,
            blocks: vec![Block::Table(table)],
        });
    } else {
        text.push(Block::Table(table));
    }
    text.extend(standard.say(office, "request", request(office, &bodies)));
    finish(&mut text);

    let about = format!(
        "đôn đốc thực hiện {} quá hạn chưa hoàn thành",
        office.work()
    );
    let findings = vec![
        ok(format!(
            "{} phần việc quá hạn của {} đơn vị, tính đến ngày {}.",
            counted(rows as u32),
            counted(bodies.len() as u32),
            show_day(office.as_of.day)
        )),
        warn("Công văn đã ký và gửi thì ghi vào nhật ký đôn đốc, để lần sau biết đã nhắc."),
    ];
    Ok(Paper {
        document: Document {
            title: format!("Công văn {about}"),
            subject: vec![about],
            addressees: addressees(office, &bodies),
            body: text,
            recipients: office.recipients("Như trên", &above(office)),
            annexes,
            ..office.paper(Form::Letter, symbol)
        },
        standard: standard.0,
        findings,
    })
}

/// Those above and beside who get a copy: all whom reports go to, except the units, which are urged themselves.
fn above(office: &Office) -> Vec<String> {
    office
        .others()
        .into_iter()
        .filter(|text| !text.starts_with("UBND "))
        .collect()
}

fn addressees(office: &Office, bodies: &[LateBody<'_>]) -> Vec<String> {
    if bodies.len() > MOST_ADDRESSEES {
        return vec!["Các cơ quan, đơn vị có tên trong Phụ lục".to_owned()];
    }
    bodies
        .iter()
        .map(|own| office.addressee(own.body))
        .collect()
}

/// On what basis, what is late, and since when.
fn opening(office: &Office, bodies: &[LateBody<'_>], sources: &Sources, in_annex: bool) -> String {
    let tasks = || bodies.iter().flat_map(|own| &own.items);
    let cited = sources.cited(tasks().map(|item| &item.task.record));
    let basis = if cited.is_empty() || cited.matches("; ").count() >= MOST_CITED {
        format!("Thực hiện các văn bản giao {}", office.work())
    } else {
        format!("Thực hiện {cited}")
    };
    let to_whom = match bodies {
        [only] => office.addressee(only.body),
        _ => "các cơ quan, đơn vị".to_owned(),
    };
    let rows = tasks().count() as u32;
    let late = match bodies {
        [_] if rows == 1 => "còn 01 nhiệm vụ đã quá thời hạn nhưng chưa hoàn thành".to_owned(),
        [_] => format!(
            "còn {} nhiệm vụ đã quá thời hạn nhưng chưa hoàn thành",
            counted(rows)
        ),
        several => format!(
            "còn {} cơ quan, đơn vị có {} phần việc đã quá thời hạn nhưng chưa hoàn thành",
            counted(several.len() as u32),
            counted(rows)
        ),
    };
    let place = if in_annex {
        "chi tiết tại Phụ lục kèm theo"
    } else {
        "chi tiết tại bảng dưới đây"
    };
    format!(
        "{basis}, {} đã giao {to_whom} chủ trì thực hiện các nhiệm vụ theo thời hạn quy định.\n\
         Qua theo dõi, đến ngày {}, {late} ({place}).",
        office.issuer_name(),
        spell_day(office.as_of.day)
    )
}

/// What is asked, and until when.
fn request(office: &Office, bodies: &[LateBody<'_>]) -> String {
    let to_whom = match bodies {
        [only] => office.addressee(only.body),
        _ => "Thủ trưởng các cơ quan, đơn vị có nhiệm vụ quá hạn".to_owned(),
    };
    let through = office
        .drafting_body()
        .map_or_else(String::new, |name| format!(" (qua {name} tổng hợp)"));
    let answer = office
        .calendar
        .add_working_days(office.as_of.day.max(office.today), ANSWER_DAYS);
    format!(
        "Để bảo đảm tiến độ chung, {} đề nghị {to_whom} khẩn trương chỉ đạo hoàn thành các nhiệm vụ nêu trên, báo \
         cáo kết quả bằng văn bản kèm minh chứng về {}{through} chậm nhất ngày {}.\n\
         Trường hợp chưa hoàn thành, báo cáo rõ nguyên nhân, trách nhiệm và đề xuất thời gian hoàn thành cụ thể.",
        office.issuer_name(),
        office.issuer_name(),
        spell_day(answer)
    )
}

fn table(office: &Office, bodies: &[LateBody<'_>], missing: &Missing, in_annex: bool) -> Table {
    let columns = vec![
        Column::new("STT", 4.0, Align::Center),
        Column::new("Nhiệm vụ", 24.0, Align::Left),
        Column::new("Thời hạn được giao", 15.0, Align::Left),
        Column::new("Ngày cuối", 9.0, Align::Center),
        Column::new("Quá hạn (ngày)", 8.0, Align::Center),
        Column::new("Nội dung còn thiếu", 22.0, Align::Left),
    ];
    let mut rows = Vec::new();
    let mut number = 0;
    for own in bodies {
        if bodies.len() > 1 {
            rows.push(Row::group(
                office.board.directory.name(own.body, office.as_of.day),
            ));
        }
        for item in &own.items {
            number += 1;
            let task = &item.task.record;
            rows.push(Row::body([
                number.to_string(),
                task.title.clone(),
                wording(task, item.part),
                last_day(item.part),
                item.days.to_string(),
                missing.of(task, item.part),
            ]));
        }
    }
    Table {
        columns,
        rows,
        size: if in_annex { 12.0 } else { 11.0 },
    }
}
