//! How the tasks stand (báo cáo tiến độ thực hiện nhiệm vụ), with the table of all of them.

use super::build::Paper;
use super::charts;
use super::findings::{doubtful, ok};
use super::groups::groups;
use super::office::{Office, Standard, finish};
use super::overdue;
use super::sentences::counted;
use super::task_sentences as work;
use super::task_table::task_table;
use super::unit_report;
use crate::domain::instant::spell_day;
use crate::domain::{Id, Timeliness};
use crate::report::content::{Annex, Block, Document, Form, Orientation};

/// How the text refers to its annex.
const ANNEX: &str = "Phụ lục kèm theo";

pub(super) fn paper(office: &Office, unit: Option<Id>) -> Paper {
    let day = spell_day(office.as_of.day);
    let symbol = office.symbol("BC");
    let place = match unit {
        Some(unit) => format!("của {}", office.called(unit)),
        None => format!("trên địa bàn {}", office.root_name()),
    };
    let mut standard = Standard::default();
    let opening = format!(
        "{} báo cáo tiến độ thực hiện {} {}, tính đến ngày {day}, như sau:",
        office.issuer_name(),
        office.work(),
        place
    );
    let mut body = standard.say(office, "opening", opening);
    body.push(work::progress(office, unit, ANNEX));
    if unit.is_none() {
        body.extend(by_group(office));
    }
    body.extend(overdue::overdue(office, unit, ANNEX));
    body.extend(standard.say(office, "remarks", String::new()));
    body.push(Block::plain(format!(
        "Trên đây là báo cáo tiến độ thực hiện {} {place}.",
        office.work()
    )));
    finish(&mut body);
    let about = match unit {
        Some(_) => format!(
            "Tiến độ thực hiện {} {place}, tính đến ngày {day}",
            office.work()
        ),
        None => format!("Tiến độ thực hiện {}, tính đến ngày {day}", office.work()),
    };
    let sum = work::states(&office.board, unit).len();
    let mut findings = vec![ok(format!(
        "Các loại tiến độ cộng lại bằng tổng số {sum} nhiệm vụ."
    ))];
    findings.extend(doubtful(office));
    Paper {
        document: Document {
            title: format!("Báo cáo {}", crate::domain::text::uncapitalise(&about)),
            kind_name: "BÁO CÁO".to_owned(),
            subject: vec![about],
            addressees: office.letterhead.addressees.clone(),
            body,
            recipients: match unit {
                Some(unit) => unit_report::recipients(office, unit),
                None => office.letterhead.recipients.clone(),
            },
            annexes: if sum == 0 {
                Vec::new()
            } else {
                vec![annex(office, unit)]
            },
            ..office.paper(Form::Report, symbol)
        },
        standard: standard.0,
        findings,
    }
}

fn annex(office: &Office, unit: Option<Id>) -> Annex {
    let reference = office.reference("Báo cáo");
    let Some(unit) = unit else {
        let drawn = charts::blocks(charts::status(office).into_iter().collect());
        return Annex {
            number: String::new(),
            title: "Tiến độ thực hiện nhiệm vụ".to_owned(),
            reference,
            orientation: Orientation::Landscape,
            blocks: drawn
                .into_iter()
                .chain([Block::Table(task_table(office))])
                .collect(),
        };
    };
    unit_report::tasks_annex(office, unit, reference)
}

/// One line a group: "- Nhóm …: 05 nhiệm vụ, đã hoàn thành 02;".
fn by_group(office: &Office) -> Vec<Block> {
    let board = &office.board;
    let told = groups(board).filter_map(|group| {
        let tasks = board.own().filter(|task| group.holds(&task.record));
        let states: Vec<Timeliness> = tasks.map(|task| board.task_state(task)).collect();
        let count = |is: fn(&Timeliness) -> bool| states.iter().filter(|own| is(own)).count();
        let (done, late) = (
            count(|own| own.is_done()),
            count(|own| *own == Timeliness::Overdue),
        );
        let parts = [(done, "đã hoàn thành"), (late, "quá hạn chưa hoàn thành")];
        let told = parts.into_iter().filter(|(count, _)| *count > 0);
        let told = told.map(|(count, words)| format!(", {words} {}", counted(count as u32)));
        let all = counted(states.len() as u32);
        let title = group.title;
        (!states.is_empty()).then(|| format!("{title}: {all} nhiệm vụ{}", told.collect::<String>()))
    });
    let groups: Vec<String> = told.collect();
    let Some(last) = groups.len().checked_sub(1) else {
        return Vec::new();
    };
    let lines = groups.into_iter().enumerate().map(|(place, said)| {
        let end = if place == last { '.' } else { ';' };
        Block::plain(format!("- {said}{end}"))
    });
    std::iter::once(Block::plain("Tiến độ theo từng nhóm nhiệm vụ:"))
        .chain(lines)
        .collect()
}
