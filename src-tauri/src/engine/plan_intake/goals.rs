//! Targets that a plan names: "tỷ lệ hồ sơ trực tuyến đạt 98%". An indicator of the book and what it has to reach are
//! proposed; an officer decides whether the task closes by them.

use std::collections::BTreeSet;

use crate::domain::indicator::IndicatorKind;
use crate::domain::number::{Entry, parse_entry};
use crate::domain::text::fold;
use crate::domain::{Day, Id};
use crate::engine::dictionary::Dictionary;
use crate::engine::tasks::goal_decimals;

/// An indicator that a text names, with what it has to reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Goal {
    pub indicator: Id,
    /// In the scale in which goals of that indicator are kept.
    pub value: i64,
    /// The words that say it.
    pub words: String,
}

/// How an indicator is called.
struct Called {
    indicator: Id,
    /// Words one after the other; others may stand between them.
    names: Vec<Vec<String>>,
    percent: bool,
    /// Words of its unit, for counts.
    unit: Vec<String>,
    decimals: u8,
}

/// The names by which goals are looked for.
pub(super) struct Goals {
    called: Vec<Called>,
}

/// What indicators of the catalogue are called in plans beside their names.
const ALSO: [(&str, &[&str]); 7] = [
    (
        "dvc.ty_le_truc_tuyen",
        &[
            "hồ sơ trực tuyến",
            "nộp trực tuyến",
            "tiếp nhận trực tuyến",
            "dịch vụ công trực tuyến",
        ],
    ),
    ("dvc.ty_le_thanh_toan", &["thanh toán trực tuyến"]),
    (
        "dvc.ty_le_so_hoa_thanh_phan",
        &["số hóa thành phần hồ sơ", "số hóa thành phần"],
    ),
    ("dvc.ty_le_so_hoa_ket_qua", &["số hóa kết quả"]),
    (
        "dvc.ty_le_qua_han",
        &["hồ sơ quá hạn", "giải quyết quá hạn", "hồ sơ trễ hạn"],
    ),
    (
        "dinh_danh.ty_le_kich_hoat",
        &[
            "kích hoạt tài khoản",
            "kích hoạt định danh",
            "tỷ lệ kích hoạt",
            "kích hoạt",
        ],
    ),
    (
        "hai_long.chung",
        &[
            "mức độ hài lòng",
            "tỷ lệ hài lòng",
            "chỉ số hài lòng",
            "hài lòng của người dân",
        ],
    ),
];

/// Words that may stand between two words of a name.
const GAP: usize = 3;

/// Proposals of one row.
const MOST: usize = 6;

impl Goals {
    pub(super) fn of(dictionary: &Dictionary, day: Day) -> Self {
        let called = dictionary.all().iter().filter_map(|kept| {
            let own = &kept.record;
            let version = dictionary.definition(kept.id, day)?;
            let unit = words_of(&version.unit);
            let percent = own.kind == IndicatorKind::Ratio || version.unit.trim() == "%";
            let counted = own.kind.is_stock() || own.kind == IndicatorKind::Flow;
            if !percent && !counted {
                return None;
            }
            let also = ALSO.iter().find(|(code, _)| *code == own.code);
            let mut names: Vec<Vec<String>> = also
                .into_iter()
                .flat_map(|(_, names)| names.iter())
                .map(|name| words_of(name))
                .collect();
            names.push(words_of(&version.name));
            if counted {
                names.push(words_of(&version.short_name));
            }
            names.retain(|own| own.len() >= 2);
            names.sort_by_key(|own| std::cmp::Reverse(own.len()));
            Some(Called {
                indicator: kept.id,
                names,
                percent,
                unit,
                decimals: goal_decimals(dictionary, kept.id, day),
            })
        });
        Self {
            called: called.collect(),
        }
    }

    /// What a row names: one where it is clear, several where it may be several.
    pub(super) fn in_text(&self, texts: &[&str]) -> Vec<Goal> {
        let mut out: Vec<Goal> = Vec::new();
        let clauses = texts
            .iter()
            .flat_map(|text| text.split(['\n', ';']))
            .flat_map(sentences);
        for clause in clauses {
            if !clause.chars().any(|c| c.is_ascii_digit()) || clause.len() > 1_000 {
                continue;
            }
            for own in self.in_clause(clause) {
                if out.iter().all(|known| known.indicator != own.indicator) {
                    out.push(own);
                }
            }
        }
        out.truncate(MOST);
        out
    }

    fn in_clause(&self, clause: &str) -> Vec<Goal> {
        let tokens = tokens(clause);
        let folded: Vec<&str> = tokens.iter().map(|own| own.folded.as_str()).collect();
        // What is reached already is no target.
        let said = folded.join(" ");
        if ["hien dat", "hien nay dat", "da dat", "moi dat", "hien moi"]
            .iter()
            .any(|own| said.contains(own))
        {
            return Vec::new();
        }
        let mut found: Vec<(Named, &Called, String)> = Vec::new();
        for own in &self.called {
            let Some(place) = own.names.iter().find_map(|name| named(&tokens, name)) else {
                continue;
            };
            let value = if own.percent {
                percent_near(&tokens, &place)
            } else {
                count_near(&tokens, &place, &own.unit)
            };
            found.extend(value.map(|value| (place, own, value)));
        }
        let named: Vec<Named> = found.iter().map(|(own, ..)| own.clone()).collect();
        // "hồ sơ thanh toán trực tuyến" names payment: "hồ sơ … trực tuyến" only has its words in it.
        found.retain(|(own, ..)| !named.iter().any(|other| other.outdoes(own)));
        let goals = found.into_iter().filter_map(|(_, own, value)| {
            match parse_entry(&value, own.decimals) {
                Ok(Entry::Value(value, _)) => Some(Goal {
                    indicator: own.indicator,
                    value,
                    words: clause.trim().chars().take(200).collect(),
                }),
                _ => None,
            }
        });
        goals.collect()
    }
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(". ")
}

/// A word of a clause, or a number.
#[derive(Debug)]
struct Token {
    folded: String,
    /// The number that it is, and whether a sign of percent follows.
    number: Option<(String, bool)>,
    /// Whether a list goes on behind it.
    listed: bool,
}

fn tokens(clause: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    for word in clause.split_whitespace() {
        let listed = word.ends_with(',') || word == "và";
        let word = word.trim_matches(|c: char| !(c.is_alphanumeric() || c == '%'));
        let sign = matches!(word, "%" | "phần");
        if let Some(Token {
            number: Some((_, percent)),
            ..
        }) = out.last_mut().filter(|_| sign)
        {
            *percent = true;
            if word == "%" {
                continue;
            }
        }
        let (digits, percent) = match word.strip_suffix('%') {
            Some(own) => (own, true),
            None => (word, false),
        };
        let is_number = digits.starts_with(|c: char| c.is_ascii_digit())
            && digits
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
        for part in word.split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | ',' | '%'))) {
            if !part.is_empty() {
                out.push(Token {
                    folded: fold(part),
                    number: is_number.then(|| (digits.to_owned(), percent)),
                    listed,
                });
            }
        }
    }
    out
}

fn words_of(text: &str) -> Vec<String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|own| !own.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Where a name stands among the words of a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Named {
    at: BTreeSet<usize>,
    from: usize,
    to: usize,
    /// Whether a list stands between its words: "số hóa thành phần, kết quả".
    listed: bool,
}

impl Named {
    fn gaps(&self) -> usize {
        self.to + 1 - self.from - self.at.len()
    }

    /// Whether another name that shares words with this one is the better reading of them.
    fn outdoes(&self, other: &Self) -> bool {
        let shares = self.at.intersection(&other.at).next().is_some();
        let covers = self.at.is_superset(&other.at) && self.at.len() > other.at.len();
        shares && (covers || self.gaps() == 0 && other.gaps() > 0 && !other.listed)
    }
}

/// The words of a name in their order, with few others between them.
fn named(tokens: &[Token], name: &[String]) -> Option<Named> {
    (0..tokens.len()).find_map(|from| {
        let mut at = BTreeSet::new();
        let (mut place, mut listed) = (from, false);
        for (index, own) in name.iter().enumerate() {
            let reach = if index == 0 { 1 } else { 2 * GAP + 1 };
            let ahead = tokens.iter().skip(place).take(reach);
            let step = ahead.clone().position(|token| token.folded == *own)?;
            let list = tokens[place.saturating_sub(1)..place + step]
                .iter()
                .any(|own| own.listed);
            if step > GAP && !list {
                return None;
            }
            listed |= step > 0 && list;
            at.insert(place + step);
            place += step + 1;
        }
        Some(Named {
            at,
            from,
            to: place - 1,
            listed,
        })
    })
}

/// The percentage that stands beside a name: "… đạt 98%", "80% hồ sơ …".
fn percent_near(tokens: &[Token], place: &Named) -> Option<String> {
    let percent = |at: usize| {
        let own = tokens.get(at)?.number.as_ref()?;
        own.1.then(|| own.0.clone())
    };
    let after = (place.to + 1..(place.to + 12).min(tokens.len())).find_map(percent);
    let before = (place.from.saturating_sub(5)..place.from)
        .rev()
        .find_map(percent);
    before.or(after)
}

/// "500 chữ ký số": a number with the unit of the indicator right behind it, beside the name.
fn count_near(tokens: &[Token], place: &Named, unit: &[String]) -> Option<String> {
    let near = place.from.saturating_sub(6)..(place.to + 10).min(tokens.len());
    near.into_iter().find_map(|at| {
        let (digits, percent) = tokens[at].number.as_ref()?;
        let follows = unit
            .iter()
            .zip(tokens.iter().skip(at + 1))
            .filter(|(own, token)| **own == token.folded)
            .count();
        (!percent && !unit.is_empty() && follows == unit.len()).then(|| digits.clone())
    })
}
