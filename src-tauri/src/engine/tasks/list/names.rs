//! Who leads and who takes part, in words.

use crate::domain::Id;
use crate::domain::task::Task;
use crate::engine::tasks::board::Board;
use crate::store::Kept;

/// Bodies that lead, each once.
pub(super) fn leads(board: &Board, task: &Kept<Task>) -> Vec<Id> {
    let mut bodies: Vec<Id> = Vec::new();
    for part in board.parts(task.id) {
        if !bodies.contains(&part.body) {
            bodies.push(part.body);
        }
    }
    bodies
}

/// Who leads, in words: "Công an quận; 8 phường".
pub fn lead_names(board: &Board, task: &Kept<Task>) -> String {
    let bodies = leads(board, task);
    names_with_units_joined(board, &bodies, &task.record.lead_text)
}

/// Who takes part, in words.
pub fn partner_names(board: &Board, task: &Kept<Task>) -> String {
    names_with_units_joined(board, board.partners(task.id), &task.record.partners_text)
}

/// Names in order; when all units below the root are among them they are said together.
fn names_with_units_joined(board: &Board, bodies: &[Id], text: &str) -> String {
    let units = board.directory.units(board.today);
    let all = !units.is_empty() && units.iter().all(|unit| bodies.contains(unit));
    let mut names: Vec<String> = bodies
        .iter()
        .filter(|body| !(all && units.contains(body)))
        .map(|body| board.directory.name(*body, board.today))
        .collect();
    if all {
        let kind = units
            .first()
            .and_then(|unit| board.directory.version(*unit, board.today))
            .map_or("đơn vị", |v| v.kind.as_str());
        names.push(format!("{} {kind}", units.len()));
    }
    if !text.is_empty() {
        names.push(text.to_owned());
    }
    names.join("; ")
}
