//! The task that a conclusion belongs to: named by its number, or plainly by the words of its title.

use super::who::Who;
use super::words::Sentence;
use crate::domain::text::fold;
use crate::domain::{Id, Timeliness};
use crate::engine::meetings::PLAN_KEY;
use crate::engine::tasks::Board;

/// Words that nearly every task has, and that tell none apart.
const COMMON: [&str; 70] = [
    "ky", "ban", "hanh", "nop", "gui", "hoan", "thanh", "thuc", "hien", "trien", "khai", "khan",
    "truong", "tiep", "tuc", "day", "manh", "phai", "xong", "va", "cua", "cho", "cac", "ve",
    "tren", "dia", "lai", "viec", "nhiem", "vu", "ra", "soat", "don", "doc", "som", "ngay",
    "trong", "chua", "da", "duoc", "voi", "theo", "phuong", "xa", "quan", "vi", "lap", "xay",
    "dung", "trinh", "tat", "ca", "nhung", "de", "o", "den", "het", "can", "bao", "cao", "ket",
    "qua", "nghi", "dinh", "quyet", "nd", "cp", "qd", "ttg", "so",
];

/// Tasks that are offered at most where none is plain.
const MOST: usize = 6;

/// The task that is plainly meant, and those that may be.
pub(super) fn find(
    board: &Board,
    sentence: &Sentence,
    title: &str,
    who: &Who,
) -> (Option<Id>, Vec<Id>) {
    if let Some(id) = numbered(board, sentence) {
        return (Some(id), Vec::new());
    }
    let said = telling(title);
    // One word is too little, and so is a group of which nobody knows who is in it.
    if said.len() < 2 || !who.lead_text.is_empty() {
        return (None, Vec::new());
    }
    let own_plan = board.plans.iter().find(|plan| plan.record.key == PLAN_KEY);
    let mut fits: Vec<(Fit, Id)> = Vec::new();
    for task in board.own() {
        if own_plan.is_some_and(|plan| plan.id == task.record.plan) {
            continue;
        }
        let title = words(&task.record.title);
        let Some(words) = fit(&said, &title) else {
            continue;
        };
        let parts = || {
            let theirs = board.parts(task.id).iter();
            theirs.filter(|part| who.bodies.contains(&part.body))
        };
        if !who.bodies.is_empty() && parts().next().is_none() {
            continue;
        }
        let fit = Fit {
            words,
            open: parts().any(crate::engine::tasks::Part::is_open),
            late: parts().any(|part| part.state == Timeliness::Overdue),
        };
        fits.push((fit, task.id));
    }
    fits.sort_by_key(|own| std::cmp::Reverse(own.0));
    let best = fits.first().map(|own| own.0);
    let equal = fits.iter().filter(|own| Some(own.0) == best).count();
    match (best, equal) {
        (Some(best), 1) if best.words as usize == said.len() || best.words >= 3 => {
            (fits.first().map(|own| own.1), Vec::new())
        }
        _ => (None, fits.into_iter().take(MOST).map(|own| own.1).collect()),
    }
}

/// How well a title fits, the words first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    words: u32,
    late: bool,
    open: bool,
}

/// A task named by its number: "NV-001", "NV 001", "nv001".
fn numbered(board: &Board, sentence: &Sentence) -> Option<Id> {
    let joined =
        |text: &str| -> String { fold(text).chars().filter(|c| c.is_alphanumeric()).collect() };
    let said: Vec<String> = (0..sentence.words.len())
        .flat_map(|at| {
            [1, 2, 3]
                .map(|count| joined(sentence.slice(at, (at + count).min(sentence.words.len()))))
        })
        .collect();
    let mut named = board.tasks.iter().filter(|task| {
        let own = joined(&task.record.number);
        own.len() > 2 && said.contains(&own)
    });
    match (named.next(), named.next()) {
        (Some(one), None) => Some(one.id),
        _ => None,
    }
}

fn words(text: &str) -> Vec<String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The words that tell tasks apart; numbers of documents are not among them.
fn telling(title: &str) -> Vec<String> {
    let mut all = words(title);
    all.retain(|word| {
        !COMMON.contains(&word.as_str()) && !word.contains(|c: char| c.is_ascii_digit())
    });
    all
}

/// How many words stand in the title too; none when fewer than two thirds do, or no two stand side by side in
/// both.
fn fit(said: &[String], title: &[String]) -> Option<u32> {
    let found = said.iter().filter(|word| title.contains(word)).count();
    let together = said.windows(2).any(|pair| {
        title
            .windows(2)
            .any(|own| own[0] == pair[0] && own[1] == pair[1])
    });
    (found * 3 >= said.len() * 2 && together).then_some(found as u32)
}
