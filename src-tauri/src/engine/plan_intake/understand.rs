//! A row as it was found becomes a row that is understood: whom it names, until when, which target.

use super::choices::{GoalChoice, PlanChoices};
use super::draft::{DraftRow, Moves};
use super::gantt::Marked;
use super::goals::{Goal, Goals};
use super::rows::{Raw, RawKind, is_blank};
use super::titles::{first_of, year_of};
use super::units::{Parties, Units, split_partners};
use super::words::deadline_words;
use crate::domain::deadline::{Deadline, DeadlineKind, DeadlineRules, read_deadline};
use crate::domain::number::{Entry, parse_entry};
use crate::domain::text::{clean, refuse_citizen_number};
use crate::domain::{Day, Error, ErrorCode, Id, Result};

/// Where the years of deadlines come from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Years {
    pub issued: Option<Day>,
    /// The first day of the year that the titles name.
    pub titled: Option<Day>,
    pub today: Day,
}

/// Understands rows one by one.
pub(super) struct RowReader<'a> {
    pub goals: &'a Goals,
    /// Decimals in which the goal of an indicator is kept.
    pub decimals: &'a dyn Fn(Id) -> u8,
    pub units: &'a Units<'a>,
    pub rules: &'a DeadlineRules,
    pub years: Years,
    pub choices: &'a PlanChoices,
    /// One column names leads and partners.
    pub mixed: bool,
}

/// Signs of a title; longer texts are the content, and their beginning the title.
const TITLE: usize = 250;

impl RowReader<'_> {
    pub(super) fn row(&self, raw: Raw) -> Result<DraftRow> {
        let choice = self.choices.rows.get(&raw.row).cloned().unwrap_or_default();
        let is_task = raw.is_task();
        let error = if is_task { refusal(&raw) } else { None };
        let (lead_text, more) = if self.mixed || super::units::names_partners(&raw.lead) {
            split_partners(&raw.lead)
        } else {
            (raw.lead.clone(), String::new())
        };
        let partners_text = match (raw.partners.is_empty(), more.is_empty()) {
            (true, _) => more,
            (false, true) => raw.partners.clone(),
            (false, false) => format!("{more}; {}", raw.partners),
        };
        let read = |text: &str| {
            if is_task && !is_blank(text) {
                self.units.read(text)
            } else {
                Parties::default()
            }
        };
        let mut lead = read(&lead_text);
        let mut partners = read(&partners_text);
        decide(&mut lead, choice.leads.as_deref());
        decide(&mut partners, choice.partners.as_deref());
        // Who leads need not be named as taking part too.
        let leads = lead.bodies.clone();
        partners.bodies.retain(|own| !leads.contains(own));
        let (deadline, said) =
            self.deadline(choice.deadline.as_deref().unwrap_or(&raw.deadline), is_task);
        let against = raw
            .marked
            .as_ref()
            .filter(|_| choice.deadline.is_none())
            .and_then(|own| self.contradiction(&deadline, own));
        let mut remarks = raw.remarks.clone();
        remarks.extend(said);
        remarks.extend(lead.remarks.iter().chain(&partners.remarks).cloned());
        let unnamed =
            is_task && raw.kind == RawKind::Task && lead.bodies.is_empty() && lead.text.is_empty();
        if unnamed {
            remarks.push("Chưa ghi đơn vị chủ trì.".to_owned());
        }
        if is_task && lead.bodies.is_empty() && !lead.text.is_empty() && !lead.doubtful {
            remarks.push(format!(
                "“{}” không phải đơn vị của sổ: giữ nguyên lời.",
                short(&lead.text)
            ));
        }
        let contradicts = against.is_some();
        remarks.extend(against);
        let sure = !raw.doubtful
            && !contradicts
            && deadline.sure
            && !lead.doubtful
            && !partners.doubtful
            && !unnamed;
        let (title, content) = titled(choice.title.as_deref().unwrap_or(&raw.title), &raw.content);
        let note = if raw.basis.is_empty() {
            raw.note.clone()
        } else {
            let basis = format!("Căn cứ: {}", raw.basis.replace('\n', "; "));
            [basis, raw.note.clone()].join("\n").trim().to_owned()
        };
        let goals = if is_task {
            self.goals.in_text(&[&title, &content, &raw.deliverable])
        } else {
            Vec::new()
        };
        let goal = choice
            .goal
            .as_ref()
            .map(|own| self.chosen(own, &goals))
            .transpose()?
            .flatten();
        Ok(DraftRow {
            row: raw.row,
            kind: if error.is_some() {
                RawKind::Refused
            } else {
                raw.kind
            },
            mark: raw.written_mark,
            title,
            content,
            group: raw.group,
            parent: raw.parent,
            lead,
            partners,
            person: raw.person.replace('\n', "; "),
            deliverable: raw.deliverable,
            deadline,
            note,
            remarks,
            sure,
            error,
            left_out: choice.leave_out,
            goals,
            goal,
            same: None,
            moves: Moves::default(),
            differs: Vec::new(),
            number: String::new(),
            words: Vec::new(),
        })
    }

    /// What an officer took of what was proposed, or typed beside it.
    fn chosen(&self, choice: &GoalChoice, proposed: &[Goal]) -> Result<Option<Goal>> {
        let known = proposed
            .iter()
            .find(|own| own.indicator == choice.indicator);
        let typed = choice.value.as_deref().map(str::trim);
        let Some(typed) = typed.filter(|own| !own.is_empty()) else {
            return Ok(known.cloned());
        };
        let number = typed.trim_end_matches('%').trim();
        match parse_entry(number, (self.decimals)(choice.indicator))? {
            Entry::Value(value, _) => Ok(Some(Goal {
                indicator: choice.indicator,
                value,
                words: known.map_or_else(String::new, |own| own.words.clone()),
            })),
            _ => Err(Error::new(ErrorCode::NotANumber).with("text", typed)),
        }
    }

    /// What the marks of a time line say against the words of the deadline.
    fn contradiction(&self, stated: &Deadline, marked: &Marked) -> Option<String> {
        let (own, _) = self.deadline(&marked.wording, true);
        let (day, last) = (stated.last_day?, own.last_day?);
        let apart = (last - day).num_days();
        (apart < 0 || apart > marked.days).then(|| {
            format!(
                "Thời hạn ghi “{}” nhưng bảng đánh dấu {}. Lấy theo lời ghi. Hãy xem lại.",
                stated.text, marked.wording
            )
        })
    }

    /// "Từ 22-2 đến 23-3" in a document of 13/3 runs already: its days are of that year.
    fn running(&self, text: &str, found: &Deadline, given: Day) -> Option<Deadline> {
        if found.kind != DeadlineKind::Between || found.sure {
            return None;
        }
        let own = read_deadline(text, first_of(year_of(given)), self.rules);
        let runs = own.first_day? <= given && given <= own.last_day?;
        (runs && own.sure).then_some(own)
    }

    /// What a wording says; a year that is left out is that of the document, of the title, else of today.
    fn deadline(&self, text: &str, is_task: bool) -> (Deadline, Option<String>) {
        let text = clean(&text.replace('\n', "; "));
        let text = if is_blank(&text) { String::new() } else { text };
        let given = self.years.issued.or(self.years.titled);
        let mut found = read_deadline(&text, given, self.rules);
        if let Some(running) = given.and_then(|day| self.running(&text, &found, day)) {
            found = running;
        }
        if !is_task {
            return (found, None);
        }
        if given.is_none() {
            // Read with two years: what differs had none.
            let read = |day: Day| read_deadline(&text, Some(day), self.rules);
            let mut own = read(self.years.today);
            let other = first_of(year_of(self.years.today) - 3).map(read);
            let moved = other.is_some_and(|other| {
                other.last_day != own.last_day || other.first_day != own.first_day
            });
            if moved {
                own.sure = false;
                let words = format!(
                    "Không có năm và không rõ ngày của văn bản: hiểu là {}. Hãy xem lại.",
                    deadline_words(&own)
                );
                return (own, Some(words));
            }
        }
        let said = match found.kind {
            DeadlineKind::Unclear => {
                Some("Chưa hiểu thời hạn: giữ nguyên lời, không thời hạn. Hãy xem lại.".to_owned())
            }
            _ if !found.sure => Some(format!(
                "Thời hạn hiểu là {}. Hãy xem lại.",
                deadline_words(&found)
            )),
            _ => None,
        };
        (found, said)
    }
}

fn decide(parties: &mut Parties, chosen: Option<&[Id]>) {
    let Some(bodies) = chosen else { return };
    parties.remarks.clear();
    parties.doubtful = false;
    parties.bodies = bodies.to_vec();
    if !bodies.is_empty() {
        parties.text.clear();
    }
}

fn short(text: &str) -> String {
    if text.chars().count() <= 80 {
        text.to_owned()
    } else {
        format!("{}…", text.chars().take(80).collect::<String>())
    }
}

/// Why a row cannot go in.
fn refusal(raw: &Raw) -> Option<Error> {
    let texts = [
        &raw.title,
        &raw.content,
        &raw.deliverable,
        &raw.lead,
        &raw.partners,
        &raw.person,
        &raw.note,
        &raw.basis,
        &raw.deadline,
    ];
    texts
        .into_iter()
        .find_map(|text| refuse_citizen_number(text).err())
}

/// A title with its sentence: a long text is kept whole, and its beginning is the title.
fn titled(text: &str, content: &str) -> (String, String) {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = line.trim_end_matches([';', ',']).to_owned();
    if line.chars().count() <= TITLE {
        return (clean(&line), clean(content));
    }
    let whole = if content.is_empty() {
        text.to_owned()
    } else {
        format!("{text}\n{content}")
    };
    let limit = line
        .char_indices()
        .nth(TITLE)
        .map_or(line.len(), |(at, _)| at);
    let head = &line[..limit];
    let sentence = head
        .match_indices(['.', ';', ':'])
        .map(|(at, _)| at)
        .find(|at| head[..*at].chars().count() >= 40 && head[at + 1..].starts_with(' '));
    let title = match sentence {
        Some(at) => head[..at].to_owned(),
        None => format!("{}…", head.rsplit_once(' ').map_or(head, |(own, _)| own)),
    };
    (clean(&title), clean(&whole))
}
