//! What an outline gives to do: sections, headings that name a unit or a field, work with what belongs to it.

use super::super::columns::{holds, plain};
use super::super::marks::Mark;
use super::super::rows::{Raw, RawGroup, RawKind, Rows};
use super::Lines;
use super::labels::{labels_in, take_labels, tidy};
use super::outline::{Node, Outline, SECTION};
use super::sentence::Said;
use super::tells::{is_idle, is_office, is_preamble};
use super::who::{after_verb, has_verb};

/// What stands above a line and goes for it.
#[derive(Debug, Clone, Default)]
struct Context {
    /// Number of the section: "II".
    letter: String,
    group: Option<usize>,
    lead: String,
    partners: String,
    deadline: String,
    /// The task that it is a part of.
    parent: Option<usize>,
    /// Only what is plainly given is taken: nothing is expected to be given here.
    strict: bool,
}

/// A heading that becomes a group once something stands in it.
struct Heading {
    letter: String,
    title: String,
    /// Its row.
    row: usize,
    group: Option<usize>,
}

pub(super) struct Teller<'a> {
    lines: &'a Lines<'a>,
    outline: &'a Outline,
    out: Rows,
    headings: Vec<Heading>,
    /// Rows beyond the lines of the file: a paragraph may give several things.
    shift: u32,
}

impl<'a> Teller<'a> {
    pub(super) fn new(lines: &'a Lines<'a>, outline: &'a Outline) -> Self {
        Self {
            lines,
            outline,
            out: Rows::default(),
            headings: Vec::new(),
            shift: 0,
        }
    }

    pub(super) fn read(mut self) -> Rows {
        let mut begun = !self.outline.marked;
        for at in &self.outline.roots {
            let node = self.node(*at);
            begun |= !node.is_plain();
            // What leads up to the first heading tells why, and seldom gives anything.
            let context = Context {
                strict: !begun || is_preamble(&node.text),
                ..Context::default()
            };
            self.tell(*at, &context);
        }
        self.out
    }

    fn node(&self, at: usize) -> &'a Node {
        &self.outline.nodes[at]
    }

    fn tell(&mut self, at: usize, context: &Context) {
        let node = self.node(at);
        if node.level <= SECTION && self.is_title(&node.text) {
            return self.section(node, context);
        }
        if is_idle(&node.text, false) && !node.children.is_empty() && node.labels.is_empty() {
            return self.pass_over(node, context);
        }
        if let Some((lead, partners)) = self.unit_heading(node) {
            return self.unit(node, lead, partners, context);
        }
        let mut said = self.lines.said(&node.text);
        let Some(first) = said.first_mut() else {
            return;
        };
        for line in &node.labels {
            take_labels(&mut first.raw, line, &labels_in(line));
        }
        let mut rest = Vec::new();
        for child in &node.children {
            if !self.completes(*child, &mut first.raw) {
                rest.push(*child);
            }
        }
        if rest.is_empty() {
            return self.leaf(node, said, context);
        }
        self.inner(node, said, &rest, context);
    }

    /// Whether a text names a group: no deadline, no labels, short.
    fn is_title(&self, text: &str) -> bool {
        text.chars().count() < 160
            && labels_in(text).is_empty()
            && self.lines.deadline_at(text).is_none()
    }

    /// A plain paragraph that only says who does it or until when, below the work.
    fn completes(&self, child: usize, raw: &mut Raw) -> bool {
        let child = self.node(child);
        if !child.is_plain() || !child.children.is_empty() || raw.title.is_empty() {
            return false;
        }
        let own = self.lines.one(&child.text);
        if !own.raw.title.is_empty() || !own.gives() {
            return false;
        }
        for (place, more) in [
            (&mut raw.lead, own.raw.lead),
            (&mut raw.partners, own.raw.partners),
            (&mut raw.deadline, own.raw.deadline),
        ] {
            if place.is_empty() {
                *place = more;
            }
        }
        true
    }

    fn section(&mut self, node: &Node, context: &Context) {
        let title = node.text.trim_end_matches([':', '.']).to_owned();
        if is_idle(&title, true) {
            return self.pass_over(node, context);
        }
        let own = node
            .written
            .trim_end_matches(['.', ')', ':', '/', '-', ' ']);
        let own = own.rsplit(' ').next().unwrap_or(own);
        let letter = match (context.letter.as_str(), node.level < SECTION) {
            ("", _) | (_, true) => own.to_owned(),
            (above, false) => [above, own].join("."),
        };
        let mut inner = Context {
            letter,
            ..context.clone()
        };
        if let Some((lead, partners)) = self.unit_heading(node) {
            (inner.lead, inner.partners) = (lead, partners);
        }
        scope(node, &mut inner);
        self.heading(node, &title, &mut inner);
        for child in &node.children {
            self.tell(*child, &inner);
        }
    }

    fn heading(&mut self, node: &Node, title: &str, inner: &mut Context) {
        let mut raw = Raw::new(node.row + self.shift, RawKind::Group);
        node.written
            .trim_end_matches(['.', ')', ':', ' '])
            .clone_into(&mut raw.written_mark);
        title.clone_into(&mut raw.title);
        self.out.rows.push(raw);
        self.headings.push(Heading {
            letter: inner.letter.clone(),
            title: title.to_owned(),
            row: self.out.rows.len() - 1,
            group: None,
        });
        inner.group = Some(self.headings.len() - 1);
    }

    /// A heading that names a field: a group within its section.
    fn field(&mut self, node: &Node, title: &str, rest: &[usize], context: &Context) {
        let own = node.written.trim_matches(['.', ')', ':', '(', ' ']);
        let mut inner = Context {
            letter: match context.letter.as_str() {
                "" => own.to_owned(),
                above => [above, own].join("."),
            },
            ..context.clone()
        };
        if matches!(node.mark, Some(Mark::Bullet) | None) {
            inner.letter.clone_from(&context.letter);
        }
        let before = self.out.rows.len();
        self.heading(node, title, &mut inner);
        let place = self.headings.len() - 1;
        for child in rest {
            self.tell(*child, &inner);
        }
        if self.headings[place].group.is_none() && self.out.rows.len() == before + 1 {
            // Nothing stands in it: it is no heading.
            self.out.rows.pop();
            self.skip(node, "Đề mục không có việc được giao.", context);
        }
    }

    /// What purpose, grounds and results say is nothing to do, but for what they plainly give.
    fn pass_over(&mut self, node: &Node, context: &Context) {
        let before = self.out.rows.len();
        let strict = Context {
            strict: true,
            ..context.clone()
        };
        for child in &node.children {
            self.tell(*child, &strict);
        }
        if context.strict && self.out.rows.len() == before {
            return;
        }
        let words = format!(
            "Phần không giao việc: {} đoạn không lấy làm nhiệm vụ.",
            self.count(node)
        );
        let mut raw = Raw::new(node.row + self.shift, RawKind::Skipped);
        raw.written_mark.clone_from(&node.written);
        raw.title = node.text.chars().take(200).collect();
        raw.remarks.push(words);
        self.out.rows.insert(before, raw);
        for own in &mut self.headings {
            own.row += usize::from(own.row >= before);
        }
        for own in &mut self.out.rows[before..] {
            own.parent = own.parent.map(|at| at + usize::from(at >= before));
        }
    }

    fn count(&self, node: &Node) -> usize {
        let below = node
            .children
            .iter()
            .map(|own| 1 + self.count(self.node(*own)));
        below.sum()
    }

    /// "1. Công an quận": whoever is named has to do what stands below.
    fn unit_heading(&self, node: &Node) -> Option<(String, String)> {
        let text = node.text.trim_end_matches([':', '.', ';', ' ']);
        if text.chars().count() > 160 || text.is_empty() {
            return None;
        }
        let said = [
            "Trách nhiệm của ",
            "Nhiệm vụ của ",
            "Đối với ",
            "Về phía ",
            "đối với ",
        ];
        let named = said
            .iter()
            .find_map(|own| text.strip_prefix(own))
            .unwrap_or(text);
        let (_, named) = after_verb(named);
        let bare = match named.split_once('(') {
            Some((head, _)) if !head.trim().is_empty() => head.trim(),
            _ => named,
        };
        let words = plain(bare);
        // "Công an quận chủ trì …" is a sentence.
        if holds(&words, "chu tri") || holds(&words, "phoi hop") {
            return None;
        }
        let lead = self.lines.units.read(bare);
        let known = !lead.bodies.is_empty() && lead.text.is_empty();
        let otherwise = !node.children.is_empty() && is_office(bare) && !has_verb(bare);
        (known || otherwise).then(|| (bare.to_owned(), String::new()))
    }

    fn unit(&mut self, node: &Node, lead: String, partners: String, context: &Context) {
        if node.children.is_empty() {
            return self.skip(node, "Chỉ ghi tên đơn vị, không ghi việc.", context);
        }
        let mut inner = Context {
            lead,
            partners,
            ..context.clone()
        };
        scope(node, &mut inner);
        for child in &node.children {
            self.tell(*child, &inner);
        }
    }

    /// Work without anything below it.
    fn leaf(&mut self, node: &Node, said: Vec<Said>, context: &Context) {
        for own in said {
            if context.strict
                && !(own.given && !own.raw.lead.is_empty() && !own.raw.deadline.is_empty())
            {
                continue;
            }
            let gives = own.gives() || own.given || !context.lead.is_empty();
            if own.raw.title.is_empty() || !gives && node.is_plain() {
                self.skip(node, "Không thấy việc được giao trong dòng này.", context);
                continue;
            }
            self.emit(node, own.raw, context);
        }
    }

    /// Something with more below it.
    fn inner(&mut self, node: &Node, mut said: Vec<Said>, rest: &[usize], context: &Context) {
        let given = rest.iter().any(|own| self.gives(*own));
        let [first] = said.as_mut_slice() else {
            self.leaf(node, said, context);
            for child in rest {
                self.tell(*child, context);
            }
            return;
        };
        if first.is_scope() {
            let mut inner = context.clone();
            for (place, own) in [
                (&mut inner.lead, &first.raw.lead),
                (&mut inner.partners, &first.raw.partners),
                (&mut inner.deadline, &first.raw.deadline),
            ] {
                if !own.is_empty() {
                    place.clone_from(own);
                }
            }
            for child in rest {
                self.tell(*child, &inner);
            }
            return;
        }
        let led = !first.raw.lead.is_empty() || !context.lead.is_empty();
        let own = !first.raw.lead.is_empty() || !first.raw.deadline.is_empty() && led;
        if context.strict || !given && led {
            self.with_content(&mut first.raw, rest);
            return self.leaf(node, said, context);
        }
        if own {
            let raw = first.raw.clone();
            let mut inner = Context {
                lead: raw.lead.clone(),
                partners: raw.partners.clone(),
                deadline: raw.deadline.clone(),
                ..context.clone()
            };
            if inner.lead.is_empty() {
                inner.lead.clone_from(&context.lead);
            }
            self.emit(node, raw, context);
            inner.parent = Some(self.out.rows.len() - 1);
            for child in rest {
                self.tell(*child, &inner);
            }
            return;
        }
        let mut inner = context.clone();
        if !first.raw.deadline.is_empty() {
            inner.deadline.clone_from(&first.raw.deadline);
        }
        let title = if first.raw.deadline.is_empty() {
            tidy(&node.text).to_owned()
        } else {
            first.raw.title.clone()
        };
        self.field(node, &title, rest, &inner);
    }

    /// Whether a line, or something below it, names who does it or until when.
    fn gives(&self, at: usize) -> bool {
        let node = self.node(at);
        let labelled = node.labels.iter().any(|own| !labels_in(own).is_empty());
        labelled
            || self.lines.said(&node.text).iter().any(Said::gives)
            || node.children.iter().any(|own| self.gives(*own))
    }

    /// Lines below a work that give nothing by themselves tell more of it.
    fn with_content(&self, raw: &mut Raw, rest: &[usize]) {
        if raw.content.is_empty() {
            raw.content.clone_from(&raw.title);
        }
        for at in rest {
            let node = self.node(*at);
            raw.content.push('\n');
            if !node.written.is_empty() {
                raw.content.push_str(&node.written);
                raw.content.push(' ');
            }
            raw.content.push_str(&node.text);
            self.with_content(raw, &node.children);
        }
    }

    fn emit(&mut self, node: &Node, mut raw: Raw, context: &Context) {
        raw.row = self.row_of(node);
        raw.kind = RawKind::Task;
        raw.written_mark.clone_from(&node.written);
        raw.mark.clone_from(&node.mark);
        raw.group = self.group(context);
        if node.cut {
            raw.doubt("Dòng dài bất thường, đã cắt bớt.");
        }
        if let Some(parent) = context.parent {
            raw.parent = Some(parent);
            self.out.rows[parent].kind = RawKind::Parent;
        }
        if raw.lead.is_empty() && !context.lead.is_empty() {
            raw.lead.clone_from(&context.lead);
            if raw.partners.is_empty() {
                raw.partners.clone_from(&context.partners);
            }
            raw.remarks
                .push("Đơn vị chủ trì lấy theo đề mục phía trên.".to_owned());
        }
        if raw.deadline.is_empty() && !context.deadline.is_empty() {
            raw.deadline.clone_from(&context.deadline);
            raw.remarks
                .push("Thời hạn lấy theo đề mục phía trên.".to_owned());
        }
        if raw.lead.is_empty() && raw.deadline.is_empty() {
            raw.doubt("Không nêu đơn vị và thời hạn. Hãy xem lại.");
        }
        self.out.rows.push(raw);
    }

    fn group(&mut self, context: &Context) -> Option<usize> {
        let own = &mut self.headings[context.group?];
        if own.group.is_none() {
            self.out.groups.push(RawGroup {
                letter: own.letter.clone(),
                title: own.title.clone(),
                row: self.out.rows[own.row].row,
            });
            own.group = Some(self.out.groups.len() - 1);
            self.out.rows[own.row].group = own.group;
        }
        own.group
    }

    /// The row of what a node says: one below what came before, where one line became several.
    fn row_of(&mut self, node: &Node) -> u32 {
        let last = self.out.rows.last();
        if last.is_some_and(|own| own.row >= node.row + self.shift) {
            self.shift += 1;
        }
        node.row + self.shift
    }

    fn skip(&mut self, node: &Node, why: &str, context: &Context) {
        if context.strict || self.out.rows.is_empty() {
            return;
        }
        let mut raw = Raw::new(self.row_of(node), RawKind::Skipped);
        raw.written_mark.clone_from(&node.written);
        raw.title = node.text.chars().take(200).collect();
        raw.remarks.push(why.to_owned());
        self.out.rows.push(raw);
    }
}

/// Labels of a heading go for everything below it.
fn scope(node: &Node, inner: &mut Context) {
    let mut raw = Raw::new(0, RawKind::Skipped);
    for line in &node.labels {
        take_labels(&mut raw, line, &labels_in(line));
    }
    for (place, own) in [
        (&mut inner.lead, raw.lead),
        (&mut inner.partners, raw.partners),
        (&mut inner.deadline, raw.deadline),
    ] {
        if !own.is_empty() {
            *place = own;
        }
    }
}
