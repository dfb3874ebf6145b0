//! Who is to do it: bodies by name, and groups of them ("các phường", "tất cả các phường", "các phường chưa nộp").

use std::ops::Range;

use super::names::{LONGEST, Names};
use super::words::Sentence;
use crate::domain::body::BodyClass;
use crate::domain::text::fold;
use crate::domain::{Day, Id, Timeliness};
use crate::engine::directory::Directory;
use crate::engine::tasks::Board;

/// Who was found.
#[derive(Debug, Clone, Default)]
pub(super) struct Who {
    /// Who is to do it.
    pub(super) bodies: Vec<Id>,
    /// Who takes part.
    pub(super) partners: Vec<Id>,
    /// Named otherwise.
    pub(super) candidates: Vec<Id>,
    /// In words, where no body of the book is meant.
    pub(super) lead_text: String,
    /// "chưa nộp": only those of the group that have not done it.
    pub(super) open_only: bool,
    /// Bytes of the sentence that say who, and nothing of what.
    pub(super) cuts: Vec<Range<usize>>,
    /// False where something is doubtful.
    pub(super) sure: bool,
}

/// Bodies that some words name.
struct Mention {
    /// Words.
    from: usize,
    to: usize,
    bodies: Vec<Id>,
    /// A group that is not counted out by the book: "4 phường".
    text: String,
    sure: bool,
}

/// What a mention is in the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Leads,
    Partners,
    Excepted,
    Mentioned,
}

/// Words that may stand between two bodies that are said together.
const JOINED: [&str; 7] = ["", "va", "cung", "voi", "cung voi", "va ubnd", "ubnd"];

/// After these a body is a place, an owner, someone who receives, or someone who is praised.
const OTHERWISE: [&str; 22] = [
    "cua",
    "tai",
    "tren",
    "ve",
    "gui",
    "cho",
    "den",
    "toi",
    "sang",
    "theo",
    "dia ban",
    "bao cao",
    "tham muu",
    "o",
    "bieu duong",
    "khen",
    "khen ngoi",
    "khen thuong",
    "phe binh",
    "nhac nho",
    "ghi nhan",
    "hoan nghenh",
];

const WITH: [&str; 6] = [
    "phoi hop",
    "phoi hop voi",
    "phoi hop cung",
    "phoi hop ubnd",
    "phoi hop voi ubnd",
    "cung voi",
];

const EXCEPT: [&str; 4] = ["tru", "ngoai tru", "tru phuong", "khong ke"];

pub(super) fn find(
    sentence: &Sentence,
    directory: &Directory,
    day: Day,
    deadline: Option<Range<usize>>,
) -> Who {
    let names = Names::of(directory, day, &sentence.text);
    let mentions = mentions(sentence, &names, directory, day, deadline.as_ref());
    let mut who = Who {
        sure: true,
        ..Who::default()
    };
    let mut last: Option<(Part, usize)> = None;
    for mention in &mentions {
        let part = part_of(sentence, mention, last);
        who.sure &= mention.sure || part == Part::Mentioned;
        match part {
            Part::Leads => {
                who.bodies.extend(&mention.bodies);
                if !mention.text.is_empty() {
                    who.lead_text.clone_from(&mention.text);
                }
                who.open_only |= says_open(sentence, mention.to);
                let from = last.map_or(mention.from, |(_, end)| end);
                who.cuts.push(cut(sentence, from, mention.to));
            }
            Part::Partners => {
                who.partners.extend(&mention.bodies);
                let from = last.map_or(mention.from, |(_, end)| end);
                let with = (from..mention.from)
                    .find(|at| sentence.says(*at, "phoi hop") || sentence.says(*at, "cung voi"));
                who.cuts
                    .push(cut(sentence, with.unwrap_or(from), mention.to));
            }
            Part::Excepted => {
                who.bodies.retain(|body| !mention.bodies.contains(body));
                let from = last.map_or(mention.from, |(_, end)| end);
                who.cuts.push(cut(sentence, from, mention.to));
            }
            Part::Mentioned => who.candidates.extend(&mention.bodies),
        }
        last = Some((part, mention.to));
    }
    who.tidy();
    who
}

/// Bytes of some words.
fn cut(sentence: &Sentence, from: usize, to: usize) -> Range<usize> {
    let start = sentence.words.get(from).map_or(0, |word| word.span.start);
    let end = sentence
        .words
        .get(to - 1)
        .map_or(start, |word| word.span.end);
    start.min(end)..end
}

impl Who {
    fn tidy(&mut self) {
        let once = |list: &mut Vec<Id>| {
            let mut out: Vec<Id> = Vec::new();
            list.retain(|body| {
                let new = !out.contains(body);
                out.push(*body);
                new
            });
        };
        once(&mut self.bodies);
        once(&mut self.partners);
        once(&mut self.candidates);
        self.partners.retain(|body| !self.bodies.contains(body));
        let known: Vec<Id> = self.bodies.iter().chain(&self.partners).copied().collect();
        self.candidates.retain(|body| !known.contains(body));
    }

    /// Of "các phường chưa nộp": those that have not done the task, else those that are late with anything.
    pub(super) fn narrow(&mut self, board: &Board, task: Option<Id>) {
        let open = |body: &Id| match task {
            Some(task) => {
                let mut parts = board.parts(task).iter();
                parts.any(|part| part.body == *body && part.is_open())
            }
            None => board.own().any(|task| {
                let mut parts = board.parts(task.id).iter();
                parts.any(|part| part.body == *body && part.state == Timeliness::Overdue)
            }),
        };
        let narrowed: Vec<Id> = self.bodies.iter().copied().filter(open).collect();
        // Which task they have not done is only plain with the task; nobody left is a contradiction.
        self.sure &= task.is_some() && !narrowed.is_empty();
        if !narrowed.is_empty() {
            self.bodies = narrowed;
        }
    }
}

fn part_of(sentence: &Sentence, mention: &Mention, last: Option<(Part, usize)>) -> Part {
    let before = |phrases: &[&str]| {
        phrases
            .iter()
            .any(|phrase| sentence.ends_with(mention.from, phrase))
    };
    if before(&EXCEPT) && last.is_some_and(|(part, _)| part == Part::Leads) {
        return Part::Excepted;
    }
    if before(&WITH) {
        return Part::Partners;
    }
    match last {
        Some((part, end)) => {
            let between = fold(
                sentence
                    .text
                    .get(sentence.words[end - 1].span.end..sentence.words[mention.from].span.start)
                    .unwrap_or_default()
                    .trim_matches([',', ';', ' ', '&', '-', '+', '/']),
            );
            if JOINED.contains(&between.as_str()) {
                part
            } else {
                Part::Mentioned
            }
        }
        None if before(&OTHERWISE) => Part::Mentioned,
        None => Part::Leads,
    }
}

/// "chưa nộp", "còn thiếu", "chậm nộp" after a group.
fn says_open(sentence: &Sentence, at: usize) -> bool {
    [
        "chua",
        "con thieu",
        "con cham",
        "con no",
        "cham nop",
        "con lai",
        "qua han",
    ]
    .iter()
    .any(|phrase| sentence.says(at, phrase))
}

fn mentions(
    sentence: &Sentence,
    names: &Names,
    directory: &Directory,
    day: Day,
    deadline: Option<&Range<usize>>,
) -> Vec<Mention> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < sentence.words.len() {
        let inside = deadline.is_some_and(|span| span.contains(&sentence.words[at].span.start));
        let found = if inside {
            None
        } else {
            group(sentence, directory, day, at).or_else(|| named(sentence, names, directory, at))
        };
        match found {
            Some(mention) => {
                at = mention.to;
                out.push(mention);
            }
            None => at += 1,
        }
    }
    out
}

/// The longest name that begins at a word.
fn named(sentence: &Sentence, names: &Names, directory: &Directory, at: usize) -> Option<Mention> {
    let mut reach = at + 1;
    while reach < sentence.words.len()
        && reach - at < LONGEST
        && matches!(
            sentence.gap(reach - 1),
            " " | "." | ". " | " - " | "-" | " – "
        )
    {
        reach += 1;
    }
    for to in (at + 1..=reach).rev() {
        let mut bodies = names.called(sentence.slice(at, to));
        if bodies.is_empty() {
            continue;
        }
        // Below the root goes before the root itself, which has the name of its seat.
        if bodies.len() > 1 {
            bodies.retain(|body| *body != directory.root);
        }
        let sure = bodies.len() == 1 && !sentence.ends_with(at, "cong an");
        let from = if sentence.ends_with(at, "ubnd") {
            at - 1
        } else {
            at
        };
        return Some(Mention {
            from,
            to,
            // Several of one name: a person has to say which.
            bodies,
            text: String::new(),
            sure,
        });
    }
    None
}

/// Kinds that a group is said by.
const UNIT_KINDS: [(&str, &str); 13] = [
    ("phuong", "phường"),
    ("xa", "xã"),
    ("thi tran", "thị trấn"),
    ("dac khu", "đặc khu"),
    ("quan", "quận"),
    ("huyen", "huyện"),
    ("thi xa", "thị xã"),
    ("to dan pho", "tổ dân phố"),
    ("khu vuc", "khu vực"),
    ("khu pho", "khu phố"),
    ("ap", "ấp"),
    ("thon", "thôn"),
    ("khom", "khóm"),
];

const ALL_UNITS: [&str; 3] = ["don vi", "dia phuong", "co so"];
const OFFICES: [&str; 5] = ["phong", "ban", "nganh", "co quan", "doan the"];

/// "các phường", "tất cả các phường, xã", "UBND các phường", "8 phường", "các phòng, ban".
fn group(sentence: &Sentence, directory: &Directory, day: Day, at: usize) -> Option<Mention> {
    let mut next = at;
    if sentence.says(next, "ubnd") {
        next += 1;
    }
    let all = ["tat ca", "toan bo", "toan the"]
        .iter()
        .any(|phrase| sentence.says(next, phrase));
    if all {
        next += 2;
    }
    let mut count = None;
    if sentence.says(next, "cac") || sentence.says(next, "nhung") {
        next += 1;
    } else if let Some(number) = sentence.words.get(next).and_then(|w| w.plain.parse().ok()) {
        count = Some::<usize>(number);
        next += 1;
    } else if !all {
        return None;
    }
    if sentence.says(next, "ubnd") {
        next += 1;
    }
    let (kinds, offices, to) = kinds_at(sentence, next);
    if to == next {
        return None;
    }
    // "8 phường Thới An" is no group, and "5 xã hội" neither: a number is followed by the kind and no name.
    let mut bodies: Vec<Id> = directory
        .units(day)
        .into_iter()
        .filter(|unit| {
            let kind = directory.version(*unit, day).map(|own| own.kind.as_str());
            kinds.is_empty() && !offices || kind.is_some_and(|kind| kinds.contains(&kind))
        })
        .collect();
    if offices {
        let own = directory.below(directory.root, day);
        bodies.extend(
            own.into_iter()
                .filter(|body| directory.class(*body) == BodyClass::Organization),
        );
    }
    if bodies.is_empty() {
        return None;
    }
    let counted = count.is_none_or(|count| count == bodies.len());
    Some(Mention {
        from: at,
        to,
        text: if counted {
            String::new()
        } else {
            sentence.slice(at, to).to_owned()
        },
        bodies: if counted { bodies } else { Vec::new() },
        sure: counted,
    })
}

/// Kinds of units that are said from a word on, whether offices are, and where that ends.
fn kinds_at(sentence: &Sentence, at: usize) -> (Vec<&'static str>, bool, usize) {
    let (mut kinds, mut offices, mut to) = (Vec::new(), false, at);
    loop {
        let unit = UNIT_KINDS.iter().find(|own| sentence.says(to, own.0));
        let all = ALL_UNITS.iter().find(|own| sentence.says(to, own));
        let office = OFFICES.iter().find(|own| sentence.says(to, own));
        let said = match (unit, all, office) {
            (Some((plain, kind)), ..) => {
                kinds.push(*kind);
                *plain
            }
            (_, Some(plain), _) => *plain,
            (.., Some(plain)) => {
                offices = true;
                *plain
            }
            _ => return (kinds, offices, to),
        };
        to += said.split(' ').count();
        // "phường, xã", "phường và thị trấn": only what is joined belongs together.
        let joined = matches!(sentence.gap(to - 1).trim(), "," | "" | "-" | "/");
        if joined && sentence.says(to, "va") && kinds_follow(sentence, to + 1) {
            to += 1;
        } else if !joined {
            return (kinds, offices, to);
        }
    }
}

fn kinds_follow(sentence: &Sentence, at: usize) -> bool {
    UNIT_KINDS.iter().any(|own| sentence.says(at, own.0))
        || OFFICES.iter().any(|own| sentence.says(at, own))
}
