//! Giving tasks to bodies and taking them off: the one way for forms, conclusions, imported and made plans.

use std::collections::HashSet;

use rusqlite::Connection;

use crate::domain::checklist::Tick;
use crate::domain::hex::hex;
use crate::domain::merit::Evidence;
use crate::domain::task::{Assignment, Claim, Extension, Role, Task};
use crate::domain::{Id, Result};
use crate::store::{self, Kept, Tx};

/// Who is to have a task, and nobody else.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::engine) struct Parties<'a> {
    /// chủ trì
    pub(in crate::engine) leads: &'a [Id],
    /// phối hợp
    pub(in crate::engine) partners: &'a [Id],
}

impl Parties<'_> {
    fn has(&self, role: Role, body: Id) -> bool {
        match role {
            Role::Lead => self.leads.contains(&body),
            Role::Partner => self.partners.contains(&body),
        }
    }
}

/// Gives a task to exactly these bodies. Who is no longer among them loses it where it was only given; a body that
/// has done something of it keeps all of its parts. Those are the answer: whoever asks says whether that stands in
/// the way.
pub(in crate::engine) fn assign(
    tx: &mut Tx<'_>,
    task: Id,
    parties: Parties<'_>,
) -> Result<Vec<Kept<Assignment>>> {
    let of = "task = ?1 ORDER BY id";
    let standing = store::list::<Assignment>(tx.connection(), of, &[&task])?;
    let (named, others): (Vec<_>, Vec<_>) = standing
        .into_iter()
        .partition(|row| parties.has(row.record.role, row.record.body));
    let mut worked: HashSet<(Role, Id)> = HashSet::new();
    for row in &others {
        if is_touched(tx.connection(), row.id)? {
            worked.insert((row.record.role, row.record.body));
        }
    }
    let (kept, only_given): (Vec<_>, Vec<_>) = others
        .into_iter()
        .partition(|row| worked.contains(&(row.record.role, row.record.body)));
    for row in only_given {
        tx.end::<Assignment>(row.id)?;
    }
    let mut there: HashSet<(Role, Id)> = named
        .iter()
        .filter(|row| row.record.occurrence.is_empty())
        .map(|row| (row.record.role, row.record.body))
        .collect();
    for (role, bodies) in [
        (Role::Lead, parties.leads),
        (Role::Partner, parties.partners),
    ] {
        for body in bodies {
            if there.insert((role, *body)) {
                give(tx, &Assignment::given(task, *body, role))?;
            }
        }
    }
    Ok(kept)
}

/// Two books that give the same task to the same body make the same thing of it.
fn give(tx: &mut Tx<'_>, given: &Assignment) -> Result<Id> {
    let task = hex(&store::identity::uid(tx.connection(), given.task)?);
    let body = hex(&store::identity::uid(tx.connection(), given.body)?);
    let role = match given.role {
        Role::Lead => "lead",
        Role::Partner => "partner",
    };
    tx.add_as(&["assignment", &task, &body, role, ""], given)
}

/// Takes a task out with what belongs to it; what was a part of it becomes one of what is above. A body that has
/// done something of it is the answer, and the task must then stay.
pub(in crate::engine) fn take_out(
    tx: &mut Tx<'_>,
    task: &Kept<Task>,
) -> Result<Option<Kept<Assignment>>> {
    if let Some(kept) = assign(tx, task.id, Parties::default())?.into_iter().next() {
        return Ok(Some(kept));
    }
    for kept in store::list::<Extension>(tx.connection(), "task = ?1 ORDER BY id", &[&task.id])? {
        tx.end::<Extension>(kept.id)?;
    }
    for below in store::list::<Task>(tx.connection(), "parent = ?1 ORDER BY id", &[&task.id])? {
        let record = Task {
            parent: task.record.parent,
            ..below.record
        };
        tx.set(below.id, &record)?;
    }
    tx.end::<Task>(task.id)?;
    Ok(None)
}

/// Whether something was done of an assignment: it was claimed, ticked, has evidence, or more time was asked for it.
pub(in crate::engine) fn is_touched(connection: &Connection, assignment: Id) -> Result<bool> {
    let of = "assignment = ?1";
    Ok(
        !store::list::<Claim>(connection, of, &[&assignment])?.is_empty()
            || !store::list::<Tick>(connection, of, &[&assignment])?.is_empty()
            || !store::list::<Evidence>(connection, of, &[&assignment])?.is_empty()
            || !store::list::<Extension>(connection, of, &[&assignment])?.is_empty(),
    )
}
