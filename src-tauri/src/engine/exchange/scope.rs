//! What a package carries: for each kind of record the ones that belong to whom it is for.

use rusqlite::Connection;

use super::policy::Relation;
use crate::domain::{Id, Kind, Result};
use crate::engine::directory::Directory;
use crate::store::sqlite;

/// Kinds with the condition that their records satisfy, in the order in which a reader needs them.
pub(super) type Scope = Vec<(Kind, String)>;

/// `body` with everything that was ever below it.
pub(super) fn ever_inside(directory: &Directory, body: Id) -> Vec<Id> {
    let mut out = vec![body];
    let mut at = 0;
    while let Some(own) = out.get(at).copied() {
        for below in directory.ever_below(own) {
            if !out.contains(below) {
                out.push(*below);
            }
        }
        at += 1;
    }
    out
}

/// What goes from this book to one that stands to it as `to` and whose body is `body`.
pub(super) fn scope(
    connection: &Connection,
    directory: &Directory,
    to: Relation,
    body: Id,
) -> Result<Scope> {
    match to {
        Relation::Above => Ok(upward(directory)),
        Relation::Below => downward(connection, directory, body),
        Relation::Peer => Ok(everything()),
    }
}

fn joined(ids: &[Id]) -> String {
    let ids: Vec<String> = ids.iter().map(Id::to_string).collect();
    ids.join(",")
}

/// What was done of tasks whose key satisfies `tasks`, by bodies of that list.
fn deeds(tasks: &str, bodies: &str) -> Scope {
    let parts = format!("SELECT id FROM assignment WHERE {tasks} AND body IN ({bodies})");
    let of_parts = format!("assignment IN ({parts})");
    vec![
        (Kind::Assignment, format!("{tasks} AND body IN ({bodies})")),
        (Kind::Claim, format!("{of_parts} AND illustrative = 0")),
        (
            Kind::Extension,
            format!("{tasks} AND (assignment IS NULL OR {of_parts})"),
        ),
        (Kind::Tick, of_parts.clone()),
        (Kind::Evidence, of_parts),
    ]
}

/// Figures of those bodies; made-up ones never leave the book.
fn figures(bodies: &str) -> Scope {
    let own = format!("body IN ({bodies}) AND source <> 'minh_hoa'");
    vec![
        (Kind::Fact, own.clone()),
        (
            Kind::DoubtAcceptance,
            format!("fact IN (SELECT id FROM fact WHERE {own})"),
        ),
    ]
}

/// A body's own figures, and what it did of the tasks that came from above.
fn upward(directory: &Directory) -> Scope {
    let bodies = joined(&ever_inside(directory, directory.root));
    let mut out = figures(&bodies);
    let given = "task IN (SELECT id FROM origin)";
    out.extend(deeds(given, &bodies));
    out.push((Kind::Contact, format!("body IN ({bodies})")));
    // What was asked from above goes back with its answer; what is asked of those below stays here.
    let asked = format!("body IN ({bodies}) AND asker NOT IN ({bodies})");
    out.push((Kind::Query, asked));
    let named = "id IN (SELECT document FROM fact UNION SELECT document FROM evidence
        UNION SELECT document FROM extension) AND key = ''";
    out.insert(0, (Kind::Document, named.to_owned()));
    out
}

/// Units, dictionary, calendar; and of the rest what is given to the body or speaks of it.
fn downward(connection: &Connection, directory: &Directory, body: Id) -> Result<Scope> {
    let bodies = joined(&ever_inside(directory, body));
    let tasks = joined(&tasks_of(connection, &bodies)?);
    let whole = |kind| (kind, "1 = 1".to_owned());
    let mut out: Scope = [
        Kind::Document,
        Kind::Setting,
        Kind::CalendarDay,
        Kind::Body,
        Kind::BodyVersion,
        Kind::Succession,
        Kind::Source,
        Kind::Indicator,
        Kind::IndicatorVersion,
        Kind::Denominator,
        Kind::Share,
        Kind::PeriodWindow,
        Kind::Campaign,
        Kind::Plan,
        Kind::TaskGroup,
        Kind::Checklist,
        Kind::ChecklistItem,
    ]
    .into_iter()
    .map(whole)
    .collect();
    out.push((Kind::Task, format!("id IN ({tasks})")));
    out.push((
        Kind::Target,
        format!("body IN ({bodies}) AND illustrative = 0"),
    ));
    out.extend(figures(&bodies));
    out.push((Kind::Query, format!("body IN ({bodies})")));
    out.extend(deeds(&format!("task IN ({tasks})"), &bodies));
    Ok(out)
}

/// Tasks that were ever given to those bodies, with what stands above them.
fn tasks_of(connection: &Connection, bodies: &str) -> Result<Vec<Id>> {
    let sql = format!(
        "WITH RECURSIVE own(id) AS (
           SELECT task FROM assignment WHERE body IN ({bodies})
           UNION SELECT task.parent FROM task JOIN own ON task.id = own.id WHERE task.parent IS NOT NULL)
         SELECT id FROM own ORDER BY id"
    );
    connection
        .prepare(&sql)
        .and_then(|mut s| {
            s.query_map([], |row| row.get(0))
                .and_then(Iterator::collect)
        })
        .map_err(sqlite)
}

/// All that another machine of the same office needs.
fn everything() -> Scope {
    Kind::ALL
        .iter()
        .filter(|kind| super::policy::comes(**kind, Relation::Peer))
        .map(|kind| {
            let condition = match kind {
                Kind::Fact => "source <> 'minh_hoa'",
                _ => "1 = 1",
            };
            (*kind, condition.to_owned())
        })
        .collect()
}
