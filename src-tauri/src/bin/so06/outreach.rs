//! Contacts, reminders and commendations on the command line.

use std::io::Read as _;

use serde_json::{Value, json};
use so06::api;
use so06::domain::instant::{parse_day, show_day};
use so06::domain::merit::CommendationState;
use so06::domain::outreach::ReminderWay;
use so06::domain::{Day, Error, ErrorCode, Id, Instant, Result};
use so06::engine::commendations::{self, CommendationEntry, ProposalQuestion};
use so06::engine::directory::Directory;
use so06::engine::documents::resolve_document;
use so06::engine::outreach::{self, ContactEntry, ReminderEntry, ReminderQuestion};
use so06::engine::profile;
use so06::engine::tasks::PartKey;
use so06::store::Book;

use crate::acts::{day_or_today, moment_or_now, open};
use crate::args::Cli;
use crate::output::Output;
use crate::outreach_args::{Commend, ContactOf, Contacts, Remind, Told, Way};

/// A view as scripts see it.
pub fn value_of(view: &impl serde::Serialize) -> Result<Value> {
    serde_json::to_value(view).map_err(|e| Error::new(ErrorCode::Internal).detail(e))
}

pub fn body_of(book: &Book, text: &str, day: Day) -> Result<Id> {
    book.read(|c| Directory::load(c)?.resolve(text, day))
}

pub fn document_of(book: &Book, text: Option<&str>) -> Result<Option<Id>> {
    text.map(|text| book.read(|c| resolve_document(c, text)))
        .transpose()
}

pub fn changed(out: Output, id: Id, changed: bool) {
    out.answer(&json!({ "id": id, "changed": changed }), || {
        vec![format!("Đã ghi: số {id}.")]
    });
}

pub fn contacts(cli: &Cli, wanted: &Contacts, out: Output) -> Result<()> {
    let mut book = open(cli)?;
    match wanted {
        Contacts::List { body, as_of } => {
            let day = day_or_today(&book, as_of.as_deref())?;
            let body = body.as_deref().map(|text| body_of(&book, text, day));
            let body = body.transpose()?;
            let mut own = book.read(|c| outreach::contacts(c, day))?;
            own.retain(|own| body.is_none_or(|body| own.body == body));
            out.answer(&value_of(&own)?, || {
                let line = |own: &outreach::ContactView| {
                    format!(
                        "{:>5} {:<28} {:<24} {:<20} {:<16} {}",
                        own.id, own.body_name, own.name, own.post, own.phone, own.duty
                    )
                };
                own.iter().map(line).collect()
            });
            Ok(())
        }
        Contacts::Add(contact) => save(&mut book, None, contact, out),
        Contacts::Change { id, contact } => save(&mut book, Some(*id), contact, out),
        Contacts::Remove { id } => {
            outreach::remove_contact(&mut book, *id)?;
            changed(out, *id, true);
            Ok(())
        }
        Contacts::Import { file } => {
            let mut bytes = Vec::new();
            let failed = |e: std::io::Error| {
                Error::new(ErrorCode::IoFailed)
                    .with("path", file.display())
                    .detail(e)
            };
            if file.as_os_str() == "-" {
                std::io::stdin().read_to_end(&mut bytes).map_err(failed)?;
            } else {
                bytes = std::fs::read(file).map_err(failed)?;
            }
            let mut done = outreach::paste_contacts(&mut book, &bytes)?.value;
            for refused in &mut done.refused {
                refused.words = api::message(&refused.why, out.language);
            }
            let value = value_of(&done)?;
            out.answer(&value, || {
                let first = format!(
                    "Thêm {}, sửa {}, không đổi {}, không nhận {} dòng.",
                    done.added,
                    done.changed,
                    done.unchanged,
                    done.refused.len()
                );
                let rows = done.refused.iter();
                let rows = rows.map(|own| format!("Dòng {}: {} {}", own.row, own.text, own.words));
                std::iter::once(first).chain(rows).collect()
            });
            Ok(())
        }
    }
}

fn save(book: &mut Book, id: Option<Id>, contact: &ContactOf, out: Output) -> Result<()> {
    let today = profile::today(book)?;
    let entry = ContactEntry {
        body: body_of(book, &contact.body, today)?,
        name: contact.name.clone(),
        post: contact.post.clone(),
        phone: contact.phone.clone(),
        duty: contact.duty.clone(),
    };
    let done = outreach::save_contact(book, id, &entry)?;
    changed(out, done.value, !done.changes.is_empty());
    Ok(())
}

/// What is told, of nobody yet.
const fn question(told: &Told) -> ReminderQuestion {
    ReminderQuestion {
        bodies: Vec::new(),
        horizon: told.horizon,
        until: None,
        returned: !told.no_returned,
        figures: !told.no_figures,
    }
}

pub fn remind(cli: &Cli, wanted: &Remind, out: Output) -> Result<()> {
    let mut book = open(cli)?;
    match wanted {
        Remind::Draft {
            body,
            told,
            until,
            all,
            as_of,
        } => {
            let at = moment_or_now(&book, as_of.as_deref())?;
            let bodies = body.iter().map(|text| body_of(&book, text, at.day));
            let question = ReminderQuestion {
                bodies: bodies.collect::<Result<_>>()?,
                until: until.as_deref().map(Instant::parse).transpose()?,
                ..question(told)
            };
            if *all {
                let text = book.read(|c| outreach::reminder_for_all(c, &question, at))?;
                out.answer(&json!({ "text": text }), || vec![text.clone()]);
                return Ok(());
            }
            let drafts = book.read(|c| outreach::reminder_drafts(c, &question, at))?;
            out.answer(&value_of(&drafts)?, || {
                let texts: Vec<String> = drafts.iter().map(|own| own.text.clone()).collect();
                vec![texts.join("\n\n")]
            });
            Ok(())
        }
        Remind::Sent {
            body,
            way,
            text,
            told,
            document,
        } => {
            let now = profile::now(&book)?;
            let body = body_of(&book, body, now.day)?;
            let question = ReminderQuestion {
                bodies: vec![body],
                ..question(told)
            };
            let draft = book.read(|c| outreach::reminder_drafts(c, &question, now))?;
            let draft = draft.into_iter().next();
            let items = draft.iter().flat_map(|own| &own.items);
            let entry = ReminderEntry {
                body,
                way: match way {
                    Way::Message => ReminderWay::Message,
                    Way::Letter => ReminderWay::Letter,
                    Way::Call => ReminderWay::Call,
                },
                items: items
                    .map(|item| PartKey {
                        assignment: item.assignment,
                        occurrence: item.occurrence.clone(),
                    })
                    .collect(),
                text: match text {
                    Some(text) => text.clone(),
                    None => draft.map(|own| own.text).unwrap_or_default(),
                },
                document: document_of(&book, document.as_deref())?,
            };
            let done = outreach::record_reminders(&mut book, &[entry])?;
            changed(out, done.value.first().copied().unwrap_or_default(), true);
            Ok(())
        }
        Remind::List { body } => {
            let day = profile::today(&book)?;
            let body = body.as_deref().map(|text| body_of(&book, text, day));
            let body = body.transpose()?;
            let own = book.read(|c| outreach::reminders(c, body, day))?;
            out.answer(&value_of(&own)?, || {
                let line = |own: &outreach::ReminderView| {
                    let tasks: Vec<&str> =
                        own.items.iter().map(|item| item.number.as_str()).collect();
                    format!(
                        "{:>5} {} {:<28} {} {}",
                        own.id,
                        show_day(own.day),
                        own.body_name,
                        tasks.join(", "),
                        own.document
                    )
                    .trim_end()
                    .to_owned()
                };
                own.iter().map(line).collect()
            });
            Ok(())
        }
    }
}

pub fn commend(cli: &Cli, wanted: &Commend, out: Output) -> Result<()> {
    let mut book = open(cli)?;
    match wanted {
        Commend::List => {
            let own = book.read(commendations::commendations)?;
            out.answer(&value_of(&own)?, || {
                let line = |own: &commendations::CommendationView| {
                    let state = match own.state {
                        CommendationState::Proposed => "đề nghị",
                        CommendationState::Decided => "đã quyết định",
                    };
                    format!(
                        "{:>5} {} {:<28} {:02} {} ({state}) {} {}",
                        own.id,
                        show_day(own.day),
                        own.body_name,
                        own.number,
                        own.form,
                        own.document,
                        own.reason
                    )
                };
                own.iter().map(line).collect()
            });
            Ok(())
        }
        Commend::Propose {
            at_least,
            as_of,
            save,
        } => {
            let question = ProposalQuestion {
                at: moment_or_now(&book, as_of.as_deref())?,
                at_least: *at_least,
            };
            let own = book.read(|c| commendations::propose_commendations(c, question))?;
            let saved = if *save {
                commendations::save_proposals(&mut book, question)?.value
            } else {
                Vec::new()
            };
            let value = json!({ "proposals": value_of(&own)?, "saved": saved });
            out.answer(&value, || {
                let line = |own: &commendations::CommendationProposal| {
                    let already = own.already.map_or_else(String::new, |day| {
                        format!(" (đã có ngày {})", show_day(day))
                    });
                    let example = if own.illustrative {
                        " (số liệu minh họa)"
                    } else {
                        ""
                    };
                    format!("{}: {}{example}{already}", own.body_name, own.reason)
                };
                let mut lines: Vec<String> = own.iter().map(line).collect();
                if *save {
                    lines.push(format!("Đã ghi {} đề xuất.", saved.len()));
                }
                lines
            });
            Ok(())
        }
        Commend::Add {
            body,
            number,
            form,
            day,
            document,
            reason,
        } => {
            let today = profile::today(&book)?;
            let document = document_of(&book, document.as_deref())?;
            let entry = CommendationEntry {
                body: body_of(&book, body, today)?,
                form: form.clone(),
                number: *number,
                state: if document.is_some() {
                    CommendationState::Decided
                } else {
                    CommendationState::Proposed
                },
                day: day.as_deref().map_or(Ok(today), parse_day)?,
                document,
                reason: reason.clone(),
            };
            let done = commendations::save_commendation(&mut book, None, &entry)?;
            changed(out, done.value, true);
            Ok(())
        }
        Commend::Remove { id } => {
            commendations::remove_commendation(&mut book, *id)?;
            changed(out, *id, true);
            Ok(())
        }
    }
}
