//! A plan, understood and held against the book.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;

use super::columns::ColumnRole;
use super::compare::{Book as Standing, Same, compare};
use super::gantt::Marked;
use super::goals::{Goal, Goals};
use super::heads::{PlanColumn, head_of};
use super::lines::Lines;
use super::rows::{Raw, RawGroup, RawKind, Rows, is_blank, rows_of};
use super::source::PlanFile;
use super::titles::{FoundDocument, Titles, first_of, titles_of, year_of};
use super::units::{Parties, Units, split_partners};
use super::words::deadline_words;
use crate::domain::deadline::{Deadline, DeadlineKind, DeadlineRules, read_deadline};
use crate::domain::naming::loose_key;
use crate::domain::number::{Entry, parse_entry};
use crate::domain::text::{clean, refuse_citizen_number};
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::engine::intake::remark_words;
use crate::engine::profile;
use crate::engine::tasks::goal_decimals;
use crate::store::Book;

/// What an officer decided about one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoleChoice {
    /// The column, from 0.
    pub index: u32,
    /// What it holds.
    pub role: ColumnRole,
}

/// What an officer decided about one row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowChoice {
    /// Not to be taken.
    pub leave_out: bool,
    /// Who leads, where that was decided.
    pub leads: Option<Vec<Id>>,
    /// Who takes part, where that was decided.
    pub partners: Option<Vec<Id>>,
    /// The wording of the deadline, corrected.
    pub deadline: Option<String>,
    /// The title, corrected.
    pub title: Option<String>,
    /// The indicator that closes it, taken from what was proposed.
    pub goal: Option<GoalChoice>,
}

/// The indicator that closes a task, as an officer decided it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalChoice {
    /// The indicator.
    pub indicator: Id,
    /// What it has to reach, as typed; none for what was proposed.
    pub value: Option<String>,
}

/// The plan that tasks go into, as an officer decided it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlanWanted {
    /// A plan of the book; none for a new one.
    pub existing: Option<Id>,
    /// Title of a new one.
    pub title: Option<String>,
    /// What its numbers begin with.
    pub prefix: Option<String>,
    /// Its document.
    pub document: Option<FoundDocument>,
    /// Whether it has none, though one was found.
    pub no_document: bool,
    /// The day of issue, for years that deadlines leave out.
    pub issued: Option<Day>,
}

/// What an officer decided before a plan goes in.
#[derive(Debug, Clone, Default)]
pub struct PlanChoices {
    /// The sheet, by its place.
    pub sheet: Option<usize>,
    /// What columns hold.
    pub columns: Vec<RoleChoice>,
    /// The plan.
    pub plan: Option<PlanWanted>,
    /// Its document, whatever plan it is.
    pub document: Option<FoundDocument>,
    /// The day of issue, whatever plan it is.
    pub issued: Option<Day>,
    /// What was decided about rows, by their place in the file.
    pub rows: HashMap<u32, RowChoice>,
}

/// A row, understood.
#[derive(Debug, Clone)]
pub struct DraftRow {
    pub(super) row: u32,
    pub(super) kind: RawKind,
    pub(super) mark: String,
    pub(super) title: String,
    pub(super) content: String,
    pub(super) group: Option<usize>,
    pub(super) parent: Option<usize>,
    pub(super) lead: Parties,
    pub(super) partners: Parties,
    pub(super) person: String,
    pub(super) deliverable: String,
    pub(super) deadline: Deadline,
    pub(super) note: String,
    pub(super) remarks: Vec<String>,
    pub(super) sure: bool,
    pub(super) error: Option<Error>,
    pub(super) left_out: bool,
    /// Targets that its words name.
    pub(super) goals: Vec<Goal>,
    /// The one that an officer took.
    pub(super) goal: Option<Goal>,
    pub(super) same: Option<Same>,
    /// Whether the table puts it into another group than the book, or below another task.
    pub(super) moves: Moves,
    pub(super) differs: Vec<String>,
    pub(super) number: String,
    /// What its identity follows from.
    pub(super) words: Vec<String>,
}

impl DraftRow {
    /// Whether it goes into the book as a task.
    pub(super) fn goes_in(&self) -> bool {
        matches!(self.kind, RawKind::Task | RawKind::Parent)
            && self.error.is_none()
            && !self.left_out
    }
}

/// Where a table puts a task that the book has elsewhere.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Moves {
    pub group: bool,
    pub parent: bool,
}

/// A group with the key that it has or gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftGroup {
    pub(super) key: String,
    pub(super) letter: String,
    pub(super) title: String,
    pub(super) known: bool,
}

/// A plan that came, understood.
#[derive(Debug, Clone)]
pub struct PlanDraft {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) sheets: Vec<(String, usize, bool)>,
    pub(super) sheet: usize,
    pub(super) title: String,
    pub(super) document: Option<FoundDocument>,
    pub(super) issued: Option<Day>,
    pub(super) plan: Option<Id>,
    pub(super) plan_key: String,
    pub(super) prefix: String,
    pub(super) columns: Vec<PlanColumn>,
    pub(super) groups: Vec<DraftGroup>,
    pub(super) rows: Vec<DraftRow>,
    pub(super) remarks: Vec<String>,
}

/// Understands what came. Refused is what holds no list of tasks at all.
pub fn read_plan(book: &Book, file: &PlanFile, choices: &PlanChoices) -> Result<PlanDraft> {
    let today = profile::today(book)?;
    book.read(|connection| read_for(connection, file, choices, today))
}

struct Found {
    sheet: usize,
    titles: Titles,
    columns: Vec<PlanColumn>,
    rows: Rows,
    remarks: Vec<String>,
}

fn read_for(
    connection: &Connection,
    file: &PlanFile,
    choices: &PlanChoices,
    today: Day,
) -> Result<PlanDraft> {
    let directory = Directory::load(connection)?;
    let rules = profile::deadline_rules(connection)?;
    let units = Units::new(&directory, today);
    let asked = choices.plan.as_ref();
    let mut found = find(
        file,
        choices,
        &units,
        &rules,
        choices.issued.or_else(|| asked.and_then(|own| own.issued)),
    )?;
    let standing = Standing::load(connection)?;
    let mut wanted = asked.cloned().unwrap_or_default();
    wanted.document = choices.document.clone().or(wanted.document);
    wanted.issued = choices.issued.or(wanted.issued);
    let document = match &wanted.document {
        Some(own) => Some(own.clone()),
        None if wanted.no_document => None,
        None => found.titles.document.clone(),
    };
    let issued = wanted
        .issued
        .or_else(|| document.as_ref().and_then(|own| own.day))
        .or(found.titles.issued);
    let title = wanted
        .title
        .clone()
        .map(|own| clean(&own))
        .filter(|own| !own.is_empty());
    let title = title.unwrap_or_else(|| title_of(&found.titles, file, document.as_ref()));
    let dictionary = Dictionary::load(connection)?;
    let goals = Goals::of(&dictionary, today);
    let reader = RowReader {
        goals: &goals,
        decimals: &|id| goal_decimals(&dictionary, id, today),
        units: &units,
        rules: &rules,
        years: Years {
            issued,
            titled: found.titles.year.and_then(first_of),
            today,
        },
        choices,
        mixed: found
            .columns
            .iter()
            .any(|own| own.role == ColumnRole::Lead && super::units::names_partners(&own.head)),
    };
    let rows = std::mem::take(&mut found.rows.rows);
    let rows = rows
        .into_iter()
        .map(|raw| reader.row(raw))
        .collect::<Result<Vec<DraftRow>>>()?;
    let mut draft = PlanDraft {
        name: file.name.clone(),
        kind: file.kind().to_owned(),
        sheets: sheets_of(file),
        sheet: found.sheet,
        title,
        document,
        issued,
        plan: wanted.existing,
        plan_key: String::new(),
        prefix: wanted.prefix.clone().unwrap_or_default(),
        columns: found.columns,
        groups: found
            .rows
            .groups
            .into_iter()
            .map(|RawGroup { letter, title, .. }| DraftGroup {
                key: String::new(),
                letter,
                title,
                known: false,
            })
            .collect(),
        rows,
        remarks: found.remarks,
    };
    compare(
        &mut draft,
        &standing,
        asked.is_some(),
        &directory,
        units.day(),
    )?;
    Ok(draft)
}

/// Sheets with how many rows each has and whether it is hidden; none where the tables of a document are one.
fn sheets_of(file: &PlanFile) -> Vec<(String, usize, bool)> {
    if file.flows() {
        return Vec::new();
    }
    let tables = file.workbook.iter().flat_map(|own| own.tables.iter());
    tables
        .map(|own| (own.name.clone(), own.rows.len(), own.hidden))
        .collect()
}

fn find(
    file: &PlanFile,
    choices: &PlanChoices,
    units: &Units<'_>,
    rules: &DeadlineRules,
    issued: Option<Day>,
) -> Result<Found> {
    let missing = || {
        let name = if file.name.is_empty() {
            "nội dung dán"
        } else {
            &file.name
        };
        Error::new(ErrorCode::NoPlanTable).with("file", name)
    };
    let lines = Lines {
        units,
        rules,
        issued,
    };
    if let Some((sheet, grid, mut texts)) = file.grid(choices.sheet)
        && let Some(mut head) = head_of(&grid, rules)
    {
        for choice in &choices.columns {
            if let Some(own) = head
                .columns
                .iter_mut()
                .find(|own| own.index == choice.index)
            {
                (own.role, own.sure) = (choice.role, true);
            }
        }
        let top = head.rows.map_or(0, |(first, _)| first);
        texts.extend(
            grid.rows[..top]
                .iter()
                .flat_map(|row| row.own().map(|cell| cell.text.clone())),
        );
        let mut rows = rows_of(&grid, &head);
        let has_tasks = rows
            .rows
            .iter()
            .any(|own| own.is_task() || own.kind == RawKind::Refused);
        if !has_tasks && file.text.is_none() && file.passages.is_empty() {
            return Err(missing());
        }
        if has_tasks {
            if !file.passages.is_empty() {
                let titles = titles_of(&file.beginning());
                let lines = Lines {
                    issued: issued.or(titles.issued),
                    ..lines
                };
                let last = grid.rows.last().map_or(0, |row| row.number);
                add_text(&mut rows, lines.plainly(file.lines()), last);
            }
            let mut remarks: Vec<String> = file
                .workbook
                .iter()
                .flat_map(|own| own.remarks.iter())
                .map(|own| remark_words(own.kind, own.row))
                .collect();
            let most = super::rows::MOST_ROWS;
            if grid.rows.len() > top + most {
                remarks.push(format!(
                    "Bảng dài hơn {most} dòng: phần sau chưa đọc. Hãy chia tệp rồi nhập tiếp."
                ));
            }
            if head.rows.is_none() {
                remarks.push(
                    "Bảng không có dòng đầu: các cột là đoán theo nội dung. Hãy xem lại từng cột."
                        .to_owned(),
                );
            }
            remarks.append(&mut rows.remarks);
            return Ok(Found {
                sheet,
                titles: if file.passages.is_empty() {
                    titles_of(&texts)
                } else {
                    titles_of(&file.beginning()).or(titles_of(&texts))
                },
                columns: head.columns,
                rows,
                remarks,
            });
        }
    }
    let above = file.beginning();
    let titles = titles_of(&above);
    let lines = Lines {
        issued: issued.or(titles.issued),
        ..lines
    };
    let rows = lines.read(file.lines());
    if !rows.rows.iter().any(Raw::is_task) {
        return Err(missing());
    }
    Ok(Found {
        sheet: 0,
        titles,
        columns: Vec::new(),
        rows,
        remarks: Vec::new(),
    })
}

/// What the text of a document plainly gives beside its table goes behind the rows of the table.
fn add_text(rows: &mut Rows, more: Rows, from: u32) {
    let known: HashSet<String> = rows.rows.iter().map(|own| loose_key(&own.title)).collect();
    let (by, groups) = (rows.rows.len(), rows.groups.len());
    rows.groups.extend(more.groups);
    for mut own in more.rows {
        own.row += from;
        own.group = own.group.map(|at| at + groups);
        own.parent = own.parent.map(|at| at + by);
        own.remarks
            .push("Lấy từ phần lời của văn bản, ngoài bảng.".to_owned());
        if known.contains(&loose_key(&own.title)) {
            own.doubt("Trùng tên với một nhiệm vụ trong bảng. Hãy xem lại.");
        }
        rows.rows.push(own);
    }
}

fn title_of(titles: &Titles, file: &PlanFile, document: Option<&FoundDocument>) -> String {
    if !titles.title.is_empty() {
        return titles.title.clone();
    }
    if let Some(own) = document {
        return format!("{} {}", own.kind, own.number).trim().to_owned();
    }
    let stem = file
        .name
        .rsplit_once('.')
        .map_or(file.name.as_str(), |(stem, _)| stem);
    if stem.is_empty() {
        "Kế hoạch".to_owned()
    } else {
        stem.replace('_', " ")
    }
}

/// Where the years of deadlines come from.
#[derive(Debug, Clone, Copy)]
struct Years {
    issued: Option<Day>,
    /// The first day of the year that the titles name.
    titled: Option<Day>,
    today: Day,
}

struct RowReader<'a> {
    goals: &'a Goals,
    /// Decimals in which the goal of an indicator is kept.
    decimals: &'a dyn Fn(Id) -> u8,
    units: &'a Units<'a>,
    rules: &'a DeadlineRules,
    years: Years,
    choices: &'a PlanChoices,
    /// One column names leads and partners.
    mixed: bool,
}

/// Signs of a title; longer texts are the content, and their beginning the title.
const TITLE: usize = 250;

impl RowReader<'_> {
    fn row(&self, raw: Raw) -> Result<DraftRow> {
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
            Entry::Value(goal, _) => Ok(Some(Goal {
                indicator: choice.indicator,
                goal,
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
