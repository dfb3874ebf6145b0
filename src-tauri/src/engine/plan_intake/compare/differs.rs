//! What a row says otherwise than the task of the book, in words.

use super::super::draft::PlanDraft;
use super::Book;
use crate::domain::task::Role;
use crate::domain::{Day, Id};
use crate::engine::directory::Directory;

/// What a row says otherwise than the task of the book.
pub(super) fn differences(
    draft: &PlanDraft,
    book: &Book,
    at: usize,
    directory: &Directory,
    day: Day,
) -> Vec<String> {
    let row = &draft.rows[at];
    let Some(same) = &row.same else {
        return Vec::new();
    };
    let task = &same.task;
    let mut out = Vec::new();
    let mut text = |what: &str, before: &str, after: &str| {
        if exact(before) != exact(after) {
            out.push(format!("{what}: “{}” → “{}”", short(before), short(after)));
        }
    };
    text("Nội dung", &task.title, &row.title);
    if !row.content.is_empty() {
        text("Nội dung chi tiết", &task.content, &row.content);
    }
    text("Sản phẩm", &task.deliverable, &row.deliverable);
    text("Thời hạn", &task.deadline_text, &row.deadline.text);
    if !row.person.is_empty() {
        text("Người phụ trách", &task.person, &row.person);
    }
    if row.moves.group {
        let before = book
            .groups
            .iter()
            .find(|kept| kept.record.key == task.group_key);
        let before = before.map_or_else(String::new, |kept| {
            heading(&kept.record.letter, &kept.record.title)
        });
        let after = row.group.and_then(|own| draft.groups.get(own));
        let after = after.map_or_else(String::new, |own| heading(&own.letter, &own.title));
        text("Nhóm", &before, &after);
    }
    if row.moves.parent {
        let before = book.tasks.iter().find(|kept| Some(kept.id) == task.parent);
        let before = before.map_or("không", |kept| kept.record.title.as_str());
        let after = row
            .parent
            .map_or("không", |own| draft.rows[own].title.as_str());
        text("Thuộc nhiệm vụ", before, after);
    }
    if let Some(goal) = row
        .goal
        .as_ref()
        .filter(|own| (Some(own.indicator), Some(own.value)) != (task.indicator, task.goal))
    {
        text("Đích bằng số", "", &goal.words);
    }
    let names = |bodies: &[Id], text: &str| {
        let all = bodies.iter().map(|body| directory.name(*body, day));
        all.chain((!text.is_empty()).then(|| text.to_owned()))
            .collect::<Vec<_>>()
            .join("; ")
    };
    for (role, what, parties, words) in [
        (Role::Lead, "Chủ trì", &row.lead, &task.lead_text),
        (
            Role::Partner,
            "Phối hợp",
            &row.partners,
            &task.partners_text,
        ),
    ] {
        let given: Vec<Id> = same
            .given
            .iter()
            .filter(|own| own.1 == role)
            .map(|own| own.0)
            .collect();
        let (mut before, mut after) = (given.clone(), parties.bodies.clone());
        before.sort_unstable();
        after.sort_unstable();
        if before != after || exact(words) != exact(&parties.text) {
            out.push(format!(
                "{what}: “{}” → “{}”",
                short(&names(&given, words)),
                short(&names(&parties.bodies, &parties.text))
            ));
        }
    }
    out
}

/// "II. Hạ tầng số".
fn heading(letter: &str, title: &str) -> String {
    if letter.is_empty() {
        title.to_owned()
    } else {
        format!("{letter}. {title}")
    }
}

fn exact(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn short(text: &str) -> String {
    if text.chars().count() <= 60 {
        text.to_owned()
    } else {
        format!("{}…", text.chars().take(60).collect::<String>())
    }
}
