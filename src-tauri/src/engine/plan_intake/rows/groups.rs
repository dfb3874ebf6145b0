//! Rows and columns that name groups.

use super::super::columns::ColumnRole;
use super::super::grid::GridRow;
use super::super::marks::Mark;
use super::tells::{is_blank, is_capitals, wide};
use super::walk::Walk;
use super::{Raw, RawGroup, RawKind};

impl Walk<'_> {
    /// "I. HOẠT ĐỘNG TRUYỀN THÔNG" right above the head names the group of what follows.
    pub(super) fn title_above(&mut self, row: &GridRow) {
        let [only] = row.cells.as_slice() else { return };
        let marked = matches!(
            Mark::split(&only.text),
            Some((Mark::Roman(_) | Mark::Letter(_), _))
        );
        if marked && only.text.chars().count() <= 250 {
            let mut raw = Raw::new(row.number, RawKind::Group);
            raw.title.clone_from(&only.text);
            self.begin_group(row, raw);
        }
    }

    pub(super) fn is_group(&self, row: &GridRow, raw: &Raw, own: usize) -> bool {
        let title = Self::group_title(row, raw);
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
    fn group_title(row: &GridRow, raw: &Raw) -> String {
        if !raw.title.is_empty() {
            return raw.title.clone();
        }
        let mut own = row.own().filter(|cell| Mark::parse(&cell.text).is_none());
        own.next()
            .map_or_else(String::new, |cell| cell.text.clone())
    }

    pub(super) fn begin_group(&mut self, row: &GridRow, mut raw: Raw) {
        let mut title = Self::group_title(row, &raw);
        if raw.mark.is_none()
            && let Some((mark, rest)) = Mark::split(&title)
        {
            title[..title.len() - rest.len()].clone_into(&mut raw.written_mark);
            (raw.mark, title) = (Some(mark), rest.to_owned());
        }
        let mark = raw
            .written_mark
            .trim()
            .trim_end_matches(['.', ')', ':', '/', '-', ' ']);
        raw.written_mark = String::from(mark);
        raw.kind = RawKind::Group;
        let letter = raw.written_mark.clone();
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
    pub(super) fn group_of_column(&mut self, row: &GridRow, column: u32) {
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
}
