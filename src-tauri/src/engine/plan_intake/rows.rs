//! What the rows of a table are: groups, tasks, parts of tasks, what goes on from the row above, what is nothing.

use super::columns::{ColumnRole, plain, role_of};
use super::grid::{Grid, GridCell, GridRow};
use super::heads::{Head, likeness};
use super::marks::Mark;
use crate::engine::intake::numbers_columns;
use crate::tabular::{Cell, TableRow};

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RawKind {
    Group,
    Parent,
    Task,
    Skipped,
    Refused,
}

/// A row as it was found, in texts.
#[derive(Debug, Clone)]
pub(super) struct Raw {
    pub row: u32,
    pub kind: RawKind,
    pub mark: Option<Mark>,
    pub written_mark: String,
    pub title: String,
    pub content: String,
    /// Its group, by place.
    pub group: Option<usize>,
    /// The task that it is a part of, by place among the rows.
    pub parent: Option<usize>,
    pub lead: String,
    pub partners: String,
    pub person: String,
    pub deliverable: String,
    pub deadline: String,
    pub basis: String,
    pub note: String,
    pub remarks: Vec<String>,
    /// Whether the remarks are doubts.
    pub doubtful: bool,
}

impl Raw {
    pub(super) fn new(row: u32, kind: RawKind) -> Self {
        Self {
            row,
            kind,
            mark: None,
            written_mark: String::new(),
            title: String::new(),
            content: String::new(),
            group: None,
            parent: None,
            lead: String::new(),
            partners: String::new(),
            person: String::new(),
            deliverable: String::new(),
            deadline: String::new(),
            basis: String::new(),
            note: String::new(),
            remarks: Vec::new(),
            doubtful: false,
        }
    }

    pub(super) fn is_task(&self) -> bool {
        matches!(self.kind, RawKind::Task | RawKind::Parent)
    }

    /// Says what an officer has to look at.
    pub(super) fn doubt(&mut self, words: impl Into<String>) {
        self.remarks.push(words.into());
        self.doubtful = true;
    }

    /// Whether it tells more than its title.
    fn has_more(&self) -> bool {
        [
            &self.lead,
            &self.partners,
            &self.deliverable,
            &self.deadline,
            &self.person,
        ]
        .iter()
        .any(|own| !own.is_empty())
    }
}

/// A group of tasks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawGroup {
    /// As it is numbered: "I", "A.II".
    pub letter: String,
    /// Title.
    pub title: String,
    /// Its row in the file.
    pub row: u32,
}

/// Rows of a table, understood.
#[derive(Debug, Clone, Default)]
pub(super) struct Rows {
    pub rows: Vec<Raw>,
    pub groups: Vec<RawGroup>,
}

/// Rows that are taken at most.
pub(super) const MOST_ROWS: usize = 20_000;

/// Reads the rows below a head.
pub(super) fn rows_of(grid: &Grid, head: &Head) -> Rows {
    let mut walk = Walk {
        head,
        grid,
        out: Rows::default(),
        outer: None,
        group: None,
        ended: false,
        ordinals: ordinals(grid, head),
    };
    let from = head.rows.map_or(0, |(_, last)| last + 1);
    for at in from..grid.rows.len().min(from + MOST_ROWS) {
        walk.row(at);
    }
    let mut out = walk.out;
    settle(&mut out, grid.pasted);
    out
}

/// Whether most rows of tasks bear a number.
fn ordinals(grid: &Grid, head: &Head) -> bool {
    let (Some(ordinal), Some(task)) = (
        head.column(ColumnRole::Ordinal),
        head.column(ColumnRole::Task),
    ) else {
        return false;
    };
    let from = head.rows.map_or(0, |(_, last)| last + 1);
    let (mut all, mut with) = (0, 0);
    for row in grid
        .rows
        .iter()
        .skip(from)
        .take(1_000)
        .filter(|row| row.cells.len() > 1)
    {
        if row.cell(task).is_some_and(|cell| !cell.from_above) {
            all += 1;
            with += usize::from(row.cell(ordinal).is_some());
        }
    }
    with * 2 >= all
}

struct Walk<'a> {
    head: &'a Head,
    grid: &'a Grid,
    out: Rows,
    /// The group that stands above groups: A, B.
    outer: Option<RawGroup>,
    /// The group, by place.
    group: Option<usize>,
    /// The table has ended: signatures and notes follow.
    ended: bool,
    ordinals: bool,
}

impl Walk<'_> {
    fn text(&self, row: &GridRow, role: ColumnRole) -> String {
        let of_role = self.head.columns.iter().filter(|own| own.role == role);
        let texts: Vec<&str> = of_role
            .map(|own| row.text(own.index))
            .filter(|text| !is_blank(text))
            .collect();
        texts.join("\n")
    }

    fn deadline(&self, row: &GridRow) -> String {
        let own = self
            .head
            .columns
            .iter()
            .find(|own| own.role == ColumnRole::Deadline);
        let stated = own.map_or_else(String::new, |own| {
            let cell = row.cell(own.index);
            cell.map_or_else(String::new, |cell| {
                written_time(&cell.text, cell.number, &own.head)
            })
        });
        if !is_blank(&stated) {
            return stated;
        }
        let (from, to) = (
            self.text(row, ColumnRole::Start),
            self.text(row, ColumnRole::End),
        );
        match (from.is_empty(), to.is_empty()) {
            (false, false) if plain(&to).starts_with("den") => format!("{from} {to}"),
            (false, false) => format!(
                "từ {} đến {to}",
                from.trim_start_matches("từ ").trim_start_matches("Từ ")
            ),
            (true, false) => to,
            (false, true) => format!("bắt đầu từ {from}"),
            (true, true) => String::new(),
        }
    }

    fn read(&self, row: &GridRow) -> Raw {
        let mut raw = Raw::new(row.number, RawKind::Task);
        raw.written_mark = self.text(row, ColumnRole::Ordinal);
        raw.mark = Mark::parse(&raw.written_mark);
        raw.title = self.text(row, ColumnRole::Task);
        raw.content = self.text(row, ColumnRole::Content);
        raw.lead = self.text(row, ColumnRole::Lead);
        raw.partners = self.text(row, ColumnRole::Partner);
        raw.person = self.text(row, ColumnRole::Person);
        raw.deliverable = self.text(row, ColumnRole::Deliverable);
        raw.deadline = self.deadline(row);
        raw.basis = self.text(row, ColumnRole::Basis);
        raw.note = self.text(row, ColumnRole::Note);
        if raw.mark.is_none()
            && let Some((mark, rest)) = Mark::split(&raw.title)
            && (mark != Mark::Bullet || rest.lines().count() == 1)
        {
            // "- " may begin a list within one cell; only a row of its own is a part.
            raw.written_mark = raw.title[..raw.title.len() - rest.len()].trim().to_owned();
            (raw.mark, raw.title) = (Some(mark), rest.to_owned());
        }
        raw
    }

    fn from_above(&self, row: &GridRow, role: ColumnRole) -> bool {
        self.head
            .column(role)
            .and_then(|column| row.cell(column))
            .is_some_and(|cell| cell.from_above)
    }

    fn row(&mut self, at: usize) {
        let row = &self.grid.rows[at];
        if self.is_head(row) || numbers(row) || is_line(row) {
            // The head again, on the next page; numbers of columns.
            return;
        }
        let own: Vec<&str> = row.own().map(|cell| cell.text.as_str()).collect();
        if own.is_empty() {
            return;
        }
        let first = own.first().copied().unwrap_or_default();
        let mut raw = self.read(row);
        if self.ended || ends_table(first, &raw, own.len()) {
            self.ended = true;
            return self.skip(row, "Nằm dưới bảng: ghi chú hoặc chữ ký.");
        }
        if is_total(first) && !raw.has_more() {
            return self.skip(row, "Dòng tổng.");
        }
        if self.is_group(row, &raw, own.len()) {
            return self.begin_group(row, raw);
        }
        if let Some(column) = self.head.column(ColumnRole::Group) {
            self.group_of_column(row, column);
        }
        if self.goes_on(row, &mut raw) {
            return;
        }
        if raw.title.is_empty() {
            if let [only] = own.as_slice()
                && Mark::parse(only).is_some()
            {
                return; // a number alone
            }
            if !raw.content.is_empty() {
                raw.title = std::mem::take(&mut raw.content);
            } else if let [only] = own.as_slice() {
                // A text outside the columns of the table.
                (raw.title, raw.kind) = ((*only).to_owned(), RawKind::Skipped);
                raw.remarks
                    .push("Không phải nhiệm vụ: chữ nằm ngoài các cột của bảng.".to_owned());
                self.out.rows.push(raw);
                return;
            } else {
                raw.kind = RawKind::Refused;
                raw.remarks.push(
                    "Dòng không ghi nội dung nhiệm vụ. Hãy bổ sung trong tệp hoặc nhập tay."
                        .to_owned(),
                );
            }
        }
        raw.group = self.group;
        self.out.rows.push(raw);
    }

    /// Whether a row is the head again, or that of a further table.
    fn is_head(&self, row: &GridRow) -> bool {
        let Some((first, last)) = self.head.rows else {
            return false;
        };
        let known = &self.grid.rows[first..=last];
        let repeats = |cell: &GridCell| known.iter().any(|own| own.text(cell.column) == cell.text);
        let same = row.cells.iter().filter(|cell| repeats(cell)).count();
        if same >= 2 && same * 3 >= row.cells.len() * 2 {
            return true;
        }
        let short = row.cells.iter().all(|cell| cell.text.chars().count() <= 40);
        let ordinal = row.cells.first().and_then(|cell| role_of(&cell.text));
        short && likeness(row) >= 3 && ordinal == Some((ColumnRole::Ordinal, true))
    }

    fn skip(&mut self, row: &GridRow, why: &str) {
        let mut raw = Raw::new(row.number, RawKind::Skipped);
        let texts: Vec<&str> = row.own().map(|cell| cell.text.as_str()).collect();
        raw.title = texts.join(" | ").chars().take(200).collect();
        raw.remarks.push(why.to_owned());
        self.out.rows.push(raw);
    }

    fn is_group(&self, row: &GridRow, raw: &Raw, own: usize) -> bool {
        let title = self.group_title(row, raw);
        if raw.has_more() && row.own().filter(|cell| cell.span > 2).count() == 0 || title.is_empty()
        {
            return false;
        }
        if title.chars().count() > 250 || own > 3 {
            return false;
        }
        match &raw.mark {
            Some(Mark::Roman(_)) => true,
            Some(Mark::Letter(letter)) => *letter != 'I' || title.chars().count() > 1,
            Some(Mark::Dotted(parts)) => {
                // A number that counts groups: merged over the whole width, in capitals.
                parts.len() == 1 && wide(row) && is_capitals(&title)
            }
            Some(_) => false,
            None => {
                let (mark, rest) = Mark::split(&title)
                    .map_or((None, title.as_str()), |(mark, rest)| (Some(mark), rest));
                match mark {
                    Some(Mark::Roman(_) | Mark::Letter(_)) => own == 1,
                    Some(_) => false,
                    None => {
                        own == 1
                            && (wide(row)
                                || is_capitals(rest)
                                || self.in_first(row) && !self.first_is_task())
                    }
                }
            }
        }
    }

    fn first_is_task(&self) -> bool {
        self.head
            .columns
            .first()
            .is_some_and(|own| own.role == ColumnRole::Task)
    }

    fn in_first(&self, row: &GridRow) -> bool {
        let first = self.head.columns.first().map(|own| own.index);
        row.own().next().map(|cell| cell.column) == first
    }

    /// What a row of a group is called: its title, or the only text of the row.
    fn group_title(&self, row: &GridRow, raw: &Raw) -> String {
        if !raw.title.is_empty() {
            return raw.title.clone();
        }
        let mut own = row.own().filter(|cell| Mark::parse(&cell.text).is_none());
        own.next()
            .map_or_else(String::new, |cell| cell.text.clone())
    }

    fn begin_group(&mut self, row: &GridRow, mut raw: Raw) {
        let mut title = self.group_title(row, &raw);
        if raw.mark.is_none()
            && let Some((mark, rest)) = Mark::split(&title)
        {
            raw.written_mark = title[..title.len() - rest.len()].to_owned();
            (raw.mark, title) = (Some(mark), rest.to_owned());
        }
        raw.kind = RawKind::Group;
        let letter = raw
            .written_mark
            .trim()
            .trim_end_matches(['.', ')', ':', '/', '-', ' '])
            .to_owned();
        let title = title
            .replace('\n', " ")
            .trim()
            .trim_end_matches([':', '.'])
            .to_owned();
        raw.title.clone_from(&title);
        let outer = matches!(raw.mark, Some(Mark::Letter(_)));
        let group = RawGroup {
            letter,
            title,
            row: row.number,
        };
        self.push_group(group, outer);
        raw.group = self.group;
        for own in [
            &mut raw.lead,
            &mut raw.partners,
            &mut raw.deliverable,
            &mut raw.deadline,
            &mut raw.person,
        ] {
            own.clear();
        }
        self.out.rows.push(raw);
    }

    fn push_group(&mut self, mut group: RawGroup, outer: bool) {
        if outer {
            self.outer = Some(group.clone());
        } else if let Some(above) = &self.outer {
            group.letter = [above.letter.as_str(), group.letter.as_str()].join(".");
            group.title = format!("{} – {}", above.title, group.title);
        }
        let known = self
            .out
            .groups
            .iter()
            .position(|own| (&own.letter, &own.title) == (&group.letter, &group.title));
        self.group = Some(known.unwrap_or_else(|| {
            self.out.groups.push(group);
            self.out.groups.len() - 1
        }));
    }

    /// A column may name the group of each row.
    fn group_of_column(&mut self, row: &GridRow, column: u32) {
        let text = row.text(column).replace('\n', " ");
        if is_blank(&text) {
            return;
        }
        let split = Mark::split(&text);
        let (letter, title) = match &split {
            Some((_, rest)) => {
                let head = &text[..text.len() - rest.len()];
                (
                    head.trim().trim_end_matches(['.', ')', ':']).to_owned(),
                    (*rest).to_owned(),
                )
            }
            None => (String::new(), text.clone()),
        };
        let known = self.out.groups.iter().position(|own| own.title == title);
        self.group = Some(known.unwrap_or_else(|| {
            self.out.groups.push(RawGroup {
                letter,
                title,
                row: row.number,
            });
            self.out.groups.len() - 1
        }));
    }

    /// What goes on from the row above; true when nothing of its own is left.
    fn goes_on(&mut self, row: &GridRow, raw: &mut Raw) -> bool {
        let merged = self.from_above(row, ColumnRole::Task);
        let has_title = !raw.title.is_empty() && !merged;
        let own_number = raw.mark.is_some() && !self.from_above(row, ColumnRole::Ordinal);
        let Some(last) = self.out.rows.last_mut().filter(|own| own.is_task()) else {
            return false;
        };
        if own_number && (has_title || !merged) {
            return false;
        }
        if has_title {
            if raw.has_more()
                && (raw.lead != last.lead || raw.deadline != last.deadline || !self.ordinals)
            {
                return false;
            }
            let lower = raw.title.chars().next().is_some_and(char::is_lowercase);
            if !lower && !self.ordinals || raw.mark.is_some() {
                return false;
            }
            join(&mut last.title, &raw.title, " ");
            join_new(&mut last.content, &raw.content);
            join_new(&mut last.deliverable, &raw.deliverable);
            return true;
        }
        // More of the same task: another product, another body.
        let later =
            !raw.deadline.is_empty() && !last.deadline.is_empty() && raw.deadline != last.deadline;
        if later && merged {
            let more = [&raw.content, &raw.deliverable, &raw.lead]
                .into_iter()
                .find(|own| !own.is_empty());
            if let Some(more) = more {
                raw.title = format!("{}: {}", last.title, more.replace('\n', " "));
                raw.parent = None;
                raw.doubt(
                    "Một nhiệm vụ có nhiều mốc thời hạn: tách thành nhiệm vụ riêng cho mốc này.",
                );
                return false;
            }
        }
        if later {
            return false;
        }
        for (own, more) in [
            (&mut last.lead, &raw.lead),
            (&mut last.partners, &raw.partners),
            (&mut last.person, &raw.person),
            (&mut last.deliverable, &raw.deliverable),
            (&mut last.content, &raw.content),
            (&mut last.note, &raw.note),
        ] {
            join_new(own, more);
        }
        if last.deadline.is_empty() {
            last.deadline.clone_from(&raw.deadline);
        }
        true
    }
}

fn join(own: &mut String, more: &str, between: &str) {
    if more.is_empty() {
        return;
    }
    if !own.is_empty() {
        own.push_str(between);
    }
    own.push_str(more);
}

/// Adds what is not there yet.
fn join_new(own: &mut String, more: &str) {
    if own != more && !own.lines().any(|line| line == more) {
        join(own, more, "\n");
    }
}

/// What is below what, and which rows are only heads of others.
fn settle(out: &mut Rows, pasted: bool) {
    let mut stack: Vec<(Vec<u32>, usize)> = Vec::new();
    let mut last_number: Option<usize> = None;
    let mut group = None;
    for at in 0..out.rows.len() {
        if out.rows[at].group != group || out.rows[at].kind == RawKind::Group {
            group = out.rows[at].group;
            stack.clear();
            last_number = None;
        }
        if !out.rows[at].is_task() {
            continue;
        }
        let parent = match &out.rows[at].mark {
            Some(Mark::Dotted(parts)) => {
                let parts = parts.clone();
                while stack
                    .last()
                    .is_some_and(|(own, _)| !(own.len() < parts.len() && parts.starts_with(own)))
                {
                    stack.pop();
                }
                let parent = stack.last().map(|(_, at)| *at);
                stack.push((parts, at));
                last_number = Some(at);
                parent
            }
            Some(Mark::Bullet | Mark::Small(_)) => last_number,
            _ => {
                last_number = None;
                None
            }
        };
        if let Some(parent) = parent {
            out.rows[at].parent = Some(parent);
            out.rows[parent].kind = RawKind::Parent;
        }
    }
    inherit(out, pasted);
}

/// Parts have the lead and the deadline of what they are parts of, where they name none; in what was pasted a blank
/// may have been merged.
fn inherit(out: &mut Rows, pasted: bool) {
    let mut above: Option<usize> = None;
    for at in 0..out.rows.len() {
        if !out.rows[at].is_task() {
            above = None;
            continue;
        }
        if let Some(parent) = out.rows[at].parent {
            let (lead, partners, deadline) = {
                let own = &out.rows[parent];
                (own.lead.clone(), own.partners.clone(), own.deadline.clone())
            };
            let own = &mut out.rows[at];
            if own.lead.is_empty() && !lead.is_empty() {
                own.lead = lead;
                if own.partners.is_empty() {
                    own.partners = partners;
                }
                own.remarks
                    .push("Đơn vị chủ trì lấy theo nhiệm vụ lớn.".to_owned());
            }
            if own.deadline.is_empty() && !deadline.is_empty() {
                own.deadline = deadline;
                own.remarks
                    .push("Thời hạn lấy theo nhiệm vụ lớn.".to_owned());
            }
        } else if pasted
            && out.rows[at].kind == RawKind::Task
            && out.rows[at].lead.is_empty()
            && let Some(before) = above
            && !out.rows[before].lead.is_empty()
        {
            let (lead, deadline) = (
                out.rows[before].lead.clone(),
                out.rows[before].deadline.clone(),
            );
            let own = &mut out.rows[at];
            own.lead = lead;
            own.doubt("Ô chủ trì trống khi dán: lấy theo dòng trên. Hãy xem lại.");
            if own.deadline.is_empty() && !deadline.is_empty() {
                own.deadline = deadline;
                own.doubt("Ô thời hạn trống khi dán: lấy theo dòng trên. Hãy xem lại.");
            }
        }
        above = Some(at);
    }
}

/// A cell that says nothing.
pub(super) fn is_blank(text: &str) -> bool {
    let inner = text.trim_matches(|c: char| !c.is_alphanumeric());
    inner.is_empty()
        || text.chars().count() < 14
            && matches!(
                plain(inner).as_str(),
                "trong" | "khong" | "khong co" | "bo trong" | "0"
            )
}

/// A time as it is written: a number may be a month, a day of Excel's own counting, or a year.
fn written_time(text: &str, number: Option<f64>, head: &str) -> String {
    let Some(number) = number else {
        return text.to_owned();
    };
    let whole = number.fract() == 0.0;
    if whole && (1.0..=12.0).contains(&number) && plain(head).contains("thang") {
        return format!("tháng {number}");
    }
    if whole && (1.0..=12.0).contains(&number) {
        return format!("tháng {number}");
    }
    if whole && (36_526.0..73_050.0).contains(&number) {
        let first = crate::domain::Day::from_ymd_opt(1899, 12, 30);
        let day = first.and_then(|own| own.checked_add_days(chrono::Days::new(number as u64)));
        return day.map_or_else(|| text.to_owned(), |day| day.format("%d/%m/%Y").to_string());
    }
    text.to_owned()
}

fn wide(row: &GridRow) -> bool {
    row.own().any(|cell| cell.span > 2)
}

fn is_capitals(text: &str) -> bool {
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
    letters.len() >= 4 && letters.iter().all(|c| c.is_uppercase())
}

/// A row that numbers the columns.
fn numbers(row: &GridRow) -> bool {
    let cells = row
        .cells
        .iter()
        .map(|cell| (cell.column, Cell::Text(cell.text.as_str().into())));
    row.cells.len() >= 3
        && row.cells.iter().all(|cell| cell.text.len() <= 8)
        && numbers_columns(&TableRow {
            number: row.number,
            cells: cells.collect(),
        })
}

/// The line below the head of a table in plain text.
fn is_line(row: &GridRow) -> bool {
    row.cells
        .iter()
        .all(|cell| !cell.text.chars().any(char::is_alphanumeric))
}

fn is_total(text: &str) -> bool {
    let words = plain(text);
    ["tong cong", "tong so", "cong"].contains(&words.as_str()) || words.starts_with("tong cong")
}

/// Words below a table.
fn ends_table(first: &str, raw: &Raw, own: usize) -> bool {
    let words = plain(first);
    let begins = |all: &[&str]| all.iter().any(|mark| super::columns::starts(&words, mark));
    let signed = begins(&[
        "noi nhan",
        "tm",
        "kt",
        "tl",
        "tuq",
        "nguoi lap",
        "nguoi tong hop",
        "thu truong",
        "chu tich",
        "pho chu tich",
        "truong phong",
        "danh sach nay",
        "bieu nay",
        "danh muc nay",
        "an dinh danh sach",
        "bang nay",
        "ghi chu",
        "luu y",
        "tong hop co",
    ]);
    signed && raw.deadline.is_empty() && own <= 3 && !matches!(raw.mark, Some(Mark::Dotted(_)))
}

/// The same for lines: a line with parts below it is their head.
pub(super) fn inherit_lines(out: &mut Rows) {
    settle(out, false);
    for at in 0..out.rows.len() {
        let own = &out.rows[at];
        // "1. Về thể chế:" without anything below it tells nothing to do.
        if own.kind == RawKind::Task
            && !own.has_more()
            && own.lead.is_empty()
            && own.deadline.is_empty()
            && own.parent.is_none()
        {
            out.rows[at].doubt("Không nêu đơn vị và thời hạn. Hãy xem lại.");
        }
    }
}
