//! What each body got at a meeting, as text for the chat (danh sách giao việc từng đơn vị).

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::view::{conclusions_of, known, task_of};
use crate::domain::instant::{show_day, weekday_name};
use crate::domain::{Day, Id, Instant, Result};
use crate::engine::documents;
use crate::engine::outreach::{ContactView, addressee, contacts};
use crate::engine::tasks::Board;

/// One thing that a body got.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ConclusionListItem {
    /// The conclusion.
    pub conclusion: Id,
    /// The task.
    pub task: Id,
    /// Number of the task.
    pub number: String,
    /// What was said.
    pub text: String,
    /// Last day of the body.
    pub last_day: Option<Day>,
    /// Whether the body leads; else it takes part.
    pub leads: bool,
}

/// What a body got.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ConclusionList {
    /// The body.
    pub body: Id,
    /// Its name.
    pub body_name: String,
    /// Ready for a chat message.
    pub text: String,
    /// In the order of the conclusions.
    pub items: Vec<ConclusionListItem>,
    /// Whom one turns to there.
    pub contacts: Vec<ContactView>,
}

/// What each body got at a meeting, in the order of bodies.
pub fn conclusion_lists(
    connection: &Connection,
    meeting: Id,
    at: impl Into<Instant>,
) -> Result<Vec<ConclusionList>> {
    let kept = known(connection, meeting)?.record;
    let board = Board::load(connection, at)?;
    let day = board.today;
    let all = contacts(connection, day)?;
    let source = match kept.document {
        Some(id) => {
            let document = documents::known(connection, id)?;
            format!("Theo {}", documents::document_words(&document.record))
        }
        None => format!(
            "Theo kết luận tại cuộc họp ngày {} ({})",
            show_day(kept.day),
            kept.title
        ),
    };
    let mut out: Vec<ConclusionList> = Vec::new();
    for body in board.directory.ever() {
        let mut items = Vec::new();
        for own in conclusions_of(connection, meeting)? {
            let Some(task) = own.record.task.and_then(|id| task_of(&board, id)) else {
                continue;
            };
            let part = board.parts(task.id).iter().find(|own| own.body == *body);
            if part.is_none() && !board.partners(task.id).contains(body) {
                continue;
            }
            items.push(ConclusionListItem {
                conclusion: own.id,
                task: task.id,
                number: task.record.number.clone(),
                text: own.record.text,
                last_day: part.map_or(task.record.last_day, |part| part.last_day),
                leads: part.is_some(),
            });
        }
        if items.is_empty() {
            continue;
        }
        out.push(ConclusionList {
            body: *body,
            body_name: board.directory.name(*body, day),
            text: text(&addressee(&board.directory, *body, day), &source, &items),
            items,
            contacts: all
                .iter()
                .filter(|own| own.body == *body)
                .cloned()
                .collect(),
        });
    }
    Ok(out)
}

fn text(to: &str, source: &str, items: &[ConclusionListItem]) -> String {
    let mut lines = vec![
        format!("Kính gửi {to},"),
        format!("{source}, đơn vị có {:02} nhiệm vụ:", items.len()),
    ];
    for (n, item) in (1..).zip(items) {
        let said = item.text.trim_end_matches(['.', ';', ' ']);
        let deadline = item.last_day.map_or_else(String::new, |last| {
            format!(" Hạn: hết {} {}.", weekday_name(last), show_day(last))
        });
        let part = if item.leads { "" } else { " (phối hợp)" };
        lines.push(format!("{n}. {} {said}{part}.{deadline}", item.number));
    }
    lines.push("Đề nghị đơn vị triển khai thực hiện và báo cáo kết quả. Trân trọng!".to_owned());
    lines.join("\n")
}
