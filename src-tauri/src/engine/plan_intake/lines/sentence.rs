//! One sentence of a plan: who is given what until when.

use super::super::columns::plain;
use super::super::rows::{Raw, RawKind};
use super::Lines;
use super::behind::behind;
use super::labels::{labels_in, take_labels, tidy};
use super::who::{after_verb, is_generic, leader, up_to_verb, with_partners};
use crate::domain::text::capitalise;

/// What a sentence says.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub raw: Raw,
    /// Whether a verb of giving stands in it.
    pub given: bool,
}

impl Said {
    /// Whether it names who does it or until when.
    pub(super) fn gives(&self) -> bool {
        !self.raw.lead.is_empty() || !self.raw.deadline.is_empty()
    }

    /// Whether it names no work of its own: "thực hiện các nhiệm vụ sau".
    pub(super) fn is_scope(&self) -> bool {
        let words = plain(&self.raw.title);
        self.raw.title.is_empty()
            || is_generic(&self.raw.title)
            || words.chars().count() < 80
                && ["sau", "sau day", "cu the sau", "nhu sau"]
                    .iter()
                    .any(|own| words.ends_with(&format!(" {own}")) || words == *own)
    }
}

impl Lines<'_> {
    /// What a paragraph gives to do: more than one work where several have days of their own.
    pub(super) fn said(&self, text: &str) -> Vec<Said> {
        let pieces = self.pieces(text);
        if pieces.len() < 2 {
            return vec![self.one(text)];
        }
        let (mut lead, mut partners) = (String::new(), String::new());
        let parted = pieces.into_iter().map(|piece| {
            let mut own = self.one(&piece);
            if own.raw.lead.is_empty() {
                own.raw.lead.clone_from(&lead);
                if own.raw.partners.is_empty() {
                    own.raw.partners.clone_from(&partners);
                }
            } else {
                lead.clone_from(&own.raw.lead);
                partners.clear();
            }
            text.trim().clone_into(&mut own.raw.content);
            own.raw
                .doubt("Một đoạn có nhiều mốc thời hạn: tách thành nhiệm vụ riêng cho từng mốc.");
            own
        });
        parted.filter(|own| !own.raw.title.is_empty()).collect()
    }

    /// Clauses that have a day of their own and work beside it; one piece where there is nothing to part.
    fn pieces(&self, text: &str) -> Vec<String> {
        let whole = || vec![text.to_owned()];
        if !labels_in(text).is_empty() {
            return whole();
        }
        let clauses: Vec<Clause<'_>> = clauses(text)
            .into_iter()
            .map(|(own, ends)| {
                let time = self.deadline_at(own);
                let left = time.map(|(from, to)| [&own[..from], &own[to..]].join(" "));
                let words = left.as_deref().unwrap_or(own).split_whitespace();
                let words = words.filter(|own| own.chars().any(char::is_alphabetic));
                Clause {
                    text: own,
                    ends,
                    timed: time.is_some(),
                    works: words.count() >= 3,
                }
            })
            .collect();
        if clauses.iter().filter(|own| own.timed && own.works).count() < 2 {
            return whole();
        }
        let mut out: Vec<String> = Vec::new();
        let mut open = String::new();
        let mut ended = false;
        for own in clauses {
            if ended && !open.is_empty() && own.works {
                out.push(std::mem::take(&mut open));
            }
            if !own.works && open.is_empty() {
                // "…; hoàn thành trước 30/6" tells more of what stands before it.
                match out.last_mut() {
                    Some(last) => add(last, own.text),
                    None => add(&mut open, own.text),
                }
                continue;
            }
            add(&mut open, own.text);
            if own.timed {
                out.push(std::mem::take(&mut open));
            }
            ended = own.ends;
        }
        match out.last_mut() {
            Some(last) if !ended => add(last, &open),
            _ => out.push(open),
        }
        out.retain(|own| own.chars().any(char::is_alphanumeric));
        out
    }

    /// What one sentence says.
    pub(super) fn one(&self, text: &str) -> Said {
        let mut raw = Raw::new(0, RawKind::Task);
        let labels = labels_in(text);
        let first = labels.first().map_or(text.len(), |own| own.from);
        let mut body = tidy(&text[..first]).to_owned();
        take_labels(&mut raw, text, &labels);
        if raw.title.is_empty() {
            raw.title.clone_from(&body);
        } else {
            body.clone_from(&raw.title);
        }
        if let Some(own) = behind_topic(&body) {
            body = own.to_owned();
            raw.title.clone_from(&body);
        }
        let (given, rest) = after_verb(&body);
        let mut taken = false;
        if raw.lead.is_empty() {
            taken = self.who(&mut raw, given, rest, &body);
        }
        if raw.deadline.is_empty() {
            taken |= self.when(&mut raw);
        }
        raw.title = capitalise(tidy(&raw.title));
        if is_generic(&raw.title) && (!raw.lead.is_empty() || !raw.deadline.is_empty()) {
            raw.title.clear();
        }
        if taken && raw.content.is_empty() && !raw.title.is_empty() {
            text.trim().clone_into(&mut raw.content);
        }
        Said { raw, given }
    }

    fn who(&self, raw: &mut Raw, given: bool, rest: &str, body: &str) -> bool {
        let mut own = leader(self.units, rest, given);
        if own.is_none() && given {
            own = up_to_verb(self.units, rest);
        }
        if own.is_none()
            && let Some((given, left)) = behind(self.units, body)
        {
            raw.title = left;
            raw.lead = given.lead;
            if raw.partners.is_empty() {
                raw.partners = given.partners;
            }
            return true;
        }
        let found = own.is_some();
        let own =
            own.unwrap_or_else(|| with_partners(self.units, String::new(), String::new(), rest));
        if raw.partners.is_empty() {
            raw.partners = own.partners;
        }
        raw.lead = own.lead;
        if found || given || own.work != rest {
            raw.title = own.work;
        }
        found
    }

    /// Takes the words of the deadline out of the title.
    fn when(&self, raw: &mut Raw) -> bool {
        let Some((from, to)) = self.deadline_at(&raw.title) else {
            return false;
        };
        tidy(&raw.title[from..to]).clone_into(&mut raw.deadline);
        let after = raw.title[to..]
            .trim_start_matches([';', '.', ',', ')', ' '])
            .to_owned();
        let head = raw.title[..from].trim_end();
        let before = head
            .trim_end_matches(['(', ',', ';', ':', '-', '–', '.'])
            .trim_end();
        let before = without_dangling(before);
        let between = if head.ends_with(';') {
            "; "
        } else if head.ends_with('.')
            || head.ends_with('(') && after.starts_with(char::is_uppercase)
        {
            ". "
        } else if head.ends_with(',') {
            ", "
        } else {
            " "
        };
        raw.title = match (before.is_empty(), after.is_empty()) {
            (true, _) => after,
            (false, true) => before.to_owned(),
            (false, false) => [before, after.as_str()].join(between),
        };
        true
    }
}

/// "Về cấp căn cước: Giao Công an quận …": the work stands behind what it is about.
fn behind_topic(text: &str) -> Option<&str> {
    let (topic, work) = text.split_once(':')?;
    let about = topic.starts_with("Về ") || topic.starts_with("Đối với ");
    (about && topic.chars().count() < 100 && !work.trim().is_empty()).then(|| work.trim())
}

struct Clause<'a> {
    text: &'a str,
    /// Whether a sentence ends with it.
    ends: bool,
    timed: bool,
    /// Whether it names work beside its time.
    works: bool,
}

/// Clauses between semicolons and sentences; true where a sentence ends.
fn clauses(text: &str) -> Vec<(&str, bool)> {
    let mut out = Vec::new();
    let (mut from, mut depth) = (0, 0_i32);
    for (at, sign) in text.char_indices() {
        match sign {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        let after = &text[at + sign.len_utf8()..];
        let word = text[..at].rsplit(' ').next().unwrap_or_default();
        let sentence = sign == '.'
            && after.starts_with(' ')
            && after.trim_start().starts_with(char::is_uppercase)
            && word.chars().count() > 2;
        if depth <= 0 && (sign == ';' || sentence) {
            out.push((&text[from..at + sign.len_utf8()], sentence));
            from = at + sign.len_utf8();
        }
    }
    out.push((&text[from..], true));
    out.retain(|(own, _)| own.chars().any(char::is_alphanumeric));
    out
}

fn add(own: &mut String, more: &str) {
    if !own.is_empty() && !more.trim().is_empty() {
        own.push(' ');
    }
    own.push_str(more.trim());
}

/// Words that only led to the time: "…, phát", "… và hoàn thành".
fn without_dangling(text: &str) -> &str {
    let mut own = text;
    for word in [
        "phấn đấu",
        "hoàn thành",
        "xong",
        "phát",
        "thực hiện",
        "thời gian",
        "dự kiến",
        "kết thúc",
    ] {
        for between in [", ", "; ", " và "] {
            if let Some(rest) = own
                .strip_suffix(word)
                .and_then(|own| own.strip_suffix(between))
            {
                own = rest;
            }
        }
    }
    own
}
