//! Row after row: what begins, what goes on, what ends.

use super::super::columns::{ColumnRole, plain, role_of};
use super::super::gantt::Gantt;
use super::super::grid::{Grid, GridCell, GridRow};
use super::super::heads::{Head, likeness};
use super::super::marks::Mark;
use super::tells::{ends_table, is_blank, is_line, is_total, numbers, written_time};
use super::{Raw, RawGroup, RawKind, Rows};

pub(super) struct Walk<'a> {
    pub(super) head: &'a Head,
    pub(super) grid: &'a Grid,
    pub(super) out: Rows,
    /// The group that stands above groups: A, B.
    pub(super) outer: Option<RawGroup>,
    /// The group, by place.
    pub(super) group: Option<usize>,
    /// The table has ended: signatures and notes follow.
    pub(super) ended: bool,
    pub(super) ordinals: bool,
    pub(super) gantt: Gantt,
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
        let ordinal = self.head.column(ColumnRole::Ordinal);
        ordinal
            .map_or("", |column| row.text(column))
            .clone_into(&mut raw.written_mark);
        raw.mark = Mark::parse(&raw.written_mark);
        raw.title = self.text(row, ColumnRole::Task);
        raw.content = self.text(row, ColumnRole::Content);
        raw.lead = self.text(row, ColumnRole::Lead);
        raw.partners = self.text(row, ColumnRole::Partner);
        raw.person = self.text(row, ColumnRole::Person);
        raw.deliverable = self.text(row, ColumnRole::Deliverable);
        raw.deadline = self.deadline(row);
        self.time_line(row, &mut raw);
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

    /// Marks below months are the deadline where no column says it in words.
    fn time_line(&self, row: &GridRow, raw: &mut Raw) {
        let Some(marked) = self.gantt.marked(row) else {
            return;
        };
        if !marked.written.is_empty() {
            let words = format!("Mốc trong bảng: {}.", marked.written);
            if !raw.note.is_empty() {
                raw.note.push('\n');
            }
            raw.note.push_str(&words);
            raw.remarks.push(words);
        }
        if raw.deadline.is_empty() {
            raw.deadline.clone_from(&marked.wording);
            for own in &marked.doubts {
                raw.doubt(own.as_str());
            }
        } else {
            raw.marked = Some(marked);
        }
    }

    fn is_from_above(&self, row: &GridRow, role: ColumnRole) -> bool {
        self.head
            .column(role)
            .and_then(|column| row.cell(column))
            .is_some_and(|cell| cell.from_above)
    }

    pub(super) fn row(&mut self, at: usize) {
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
        let total = raw.deadline.is_empty() && raw.mark.is_none();
        if total && (is_total(first) || is_total(&raw.title)) {
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
            // Columns that an officer named have a head that was not understood.
            let task = self
                .head
                .column(ColumnRole::Task)
                .map_or("", |at| row.text(at));
            let top = self
                .grid
                .rows
                .first()
                .is_some_and(|own| own.number == row.number);
            return top && matches!(role_of(task), Some((ColumnRole::Task, _)));
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

    /// What goes on from the row above; true when nothing of its own is left.
    fn goes_on(&mut self, row: &GridRow, raw: &mut Raw) -> bool {
        let merged = self.is_from_above(row, ColumnRole::Task);
        let has_title = !raw.title.is_empty() && !merged;
        let own_number = raw.mark.is_some() && !self.is_from_above(row, ColumnRole::Ordinal);
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
