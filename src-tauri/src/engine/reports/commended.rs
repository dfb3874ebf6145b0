//! Commendations that were decided (khen thưởng): praise comes first in a report.

use rusqlite::Connection;

use super::office::Office;
use super::sentences::counted;
use crate::domain::book::Document;
use crate::domain::instant::show_day;
use crate::domain::merit::Commendation;
use crate::domain::text::uncapitalise;
use crate::domain::{Day, Id, Result};
use crate::report::content::Block;
use crate::store;

/// One commendation with the decision that gave it.
pub(super) struct Commended {
    record: Commendation,
    document: Option<Document>,
}

/// Those decided within some days, the earliest first; of one body where it is named.
pub(super) fn read(
    connection: &Connection,
    (first, last): (Day, Day),
    body: Option<Id>,
) -> Result<Vec<Commended>> {
    let sql = "state = 'decided' AND day BETWEEN ?1 AND ?2 ORDER BY day, id";
    store::list::<Commendation>(connection, sql, &[&first.to_string(), &last.to_string()])?
        .into_iter()
        .filter(|kept| body.is_none_or(|own| own == kept.record.body))
        .map(|kept| {
            let document = kept
                .record
                .document
                .map(|id| store::get::<Document>(connection, id))
                .transpose()?
                .flatten();
            Ok(Commended {
                record: kept.record,
                document: document.map(|kept| kept.record),
            })
        })
        .collect()
}

/// One sentence on all of them: who, how many of which form, by which decision.
pub(super) fn sentence(office: &Office, commended: &[Commended]) -> Option<Block> {
    if commended.is_empty() {
        return None;
    }
    let mut decisions: Vec<(String, Vec<String>)> = Vec::new();
    for own in commended {
        let body = uncapitalise(
            &office
                .board
                .directory
                .name(own.record.body, office.as_of.day),
        );
        let number = counted(u32::try_from(own.record.number).unwrap_or(u32::MAX));
        let given = format!("{body} ({number} {})", uncapitalise(&own.record.form));
        let decision = own.document.as_ref().map_or_else(String::new, cited);
        match decisions.iter_mut().find(|(key, _)| *key == decision) {
            Some((_, bodies)) => bodies.push(given),
            None => decisions.push((decision, vec![given])),
        }
    }
    let said: Vec<String> = decisions
        .into_iter()
        .map(|(decision, bodies)| {
            let by = if decision.is_empty() {
                String::new()
            } else {
                format!(" theo {decision}")
            };
            format!("{}{by}", bodies.join(", "))
        })
        .collect();
    Some(Block::plain(format!(
        "Khen thưởng: {}, đã khen thưởng các tập thể, cá nhân có thành tích: {}.",
        office.width.within,
        said.join("; ")
    )))
}

/// "Quyết định số 12/QĐ-UBND ngày 14/03/2024".
fn cited(document: &Document) -> String {
    let mut out = document.kind.clone();
    if !document.number.is_empty() {
        out = format!("{out} số {}", document.number);
    }
    if let Some(day) = document.day {
        out = format!("{out} ngày {}", show_day(day));
    }
    out.trim().to_owned()
}
