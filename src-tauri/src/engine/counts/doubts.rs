//! Doubts about a figure (chỗ ngờ): in words, with the way out. They are derived from what stands beside it, never
//! stored; that an officer accepted one, and why, is kept.

use rusqlite::Connection;
use serde::Serialize;
use serde_json::json;
use ts_rs::TS;

use super::beside::Beside;
use crate::domain::indicator::{DoubtAcceptance, Fact, IndicatorKind};
use crate::domain::number::decimal;
use crate::domain::text::clean_note;
use crate::domain::{Day, Error, ErrorCode, Id, Period, Result};
use crate::engine::dictionary::Dictionary;
use crate::store::{self, Book, Done, Operation, query};

/// A doubt about a figure; the figure is kept all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Doubt {
    /// Code of the doubt.
    pub code: String,
    /// What is strange, with its figures, and what to do.
    pub text: String,
    /// An entry that would set it right.
    pub fix: Option<Fix>,
    /// That it was accepted.
    pub accepted: Option<Accepted>,
}

/// A way out of a doubt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Fix {
    /// What would be typed.
    pub entry: String,
    /// What it does, in words.
    pub label: String,
}

/// That a doubt was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Accepted {
    /// Why.
    pub reason: String,
    /// By whom.
    pub officer: String,
    /// When.
    pub moment: String,
}

impl Doubt {
    pub(in crate::engine) fn new(code: &str, text: String) -> Self {
        Self {
            code: code.to_owned(),
            text,
            fix: None,
            accepted: None,
        }
    }

    fn or(mut self, entry: i64, decimals: u8, label: &str) -> Self {
        self.fix = Some(Fix {
            entry: decimal(entry, decimals),
            label: format!("{label} {}", decimal(entry, decimals)),
        });
        self
    }
}

/// A figure that is doubted or not.
#[derive(Debug, Clone, Copy)]
pub struct Doubted<'a> {
    /// Kind of its indicator.
    pub kind: IndicatorKind,
    /// Decimals of its indicator.
    pub decimals: u8,
    /// The value, scaled.
    pub value: i64,
    /// The period that it was entered for.
    pub period: Option<Period>,
    /// The last day that it speaks of.
    pub day: Day,
    /// The day looked at.
    pub today: Day,
    /// Indicators, for names.
    pub dictionary: &'a Dictionary,
}

/// Earlier figures that an outlier needs to be told from.
const HISTORY: usize = 4;

impl Doubted<'_> {
    /// All doubts, the gravest first.
    pub fn doubts(&self, beside: &Beside) -> Vec<Doubt> {
        let mut out = Vec::new();
        out.extend(self.in_future());
        out.extend(
            self.wrong_kind(beside)
                .or_else(|| self.wrong_size(beside))
                .or_else(|| self.fell(beside))
                .or_else(|| self.outlier(beside)),
        );
        out.extend(self.beyond(beside));
        out.extend(self.other_source(beside));
        out
    }

    fn words(&self, value: i64) -> String {
        decimal(value, self.decimals)
    }

    fn in_future(&self) -> Option<Doubt> {
        let stock = self.kind.is_stock();
        let first = self.period.map_or(self.day, |own| own.days().0);
        let future = if stock { self.day } else { first } > self.today;
        future.then(|| {
            let day = if stock { self.day } else { first };
            Doubt::new(
                "future_period",
                format!(
                    "Số này nói về thời điểm chưa tới ({}). Hãy xem lại kỳ, hoặc ghi lý do nếu đúng như vậy.",
                    day.format("%d/%m/%Y")
                ),
            )
        })
    }

    /// A cumulative figure typed as new, or a new one typed as cumulative.
    fn wrong_kind(&self, beside: &Beside) -> Option<Doubt> {
        let value = self.value;
        if self.kind.is_stock() {
            let before = beside.before.filter(|before| *before > 0)?;
            let step = median(&steps(&beside.earlier));
            let like_a_step = match step {
                Some(step) => value <= step.max(1).saturating_mul(4),
                // Without a history a small figure beside a large one is more likely new than short of digits.
                None => value.saturating_mul(20) <= before && power(value, before).is_none(),
            };
            if !like_a_step || value <= 0 || value.saturating_mul(2) >= before {
                return None;
            }
            let text = format!(
                "{} giống số tăng thêm trong kỳ, không giống số lũy kế (trước đó {}). Chỉ tiêu này ghi lũy kế.",
                self.words(value),
                self.words(before)
            );
            let doubt = Doubt::new("new_as_cumulative", text);
            return Some(doubt.or(
                before.saturating_add(value),
                self.decimals,
                "Cộng vào lũy kế:",
            ));
        }
        if self.kind != IndicatorKind::Flow || beside.earlier.len() < 2 {
            return None;
        }
        // Of the periods before, those that together with this one would make up the figure.
        let usual = median(&beside.earlier).filter(|usual| *usual > 0)?;
        let (mut sum, mut best) = (0_i64, None);
        for (index, earlier) in beside.earlier.iter().enumerate() {
            sum = sum.saturating_add(*earlier);
            let rest = value - sum;
            if index > 0 && rest >= 0 && rest <= usual.saturating_mul(2) {
                best = Some((index + 1, sum, rest));
            }
        }
        let (periods, sum, rest) = best.filter(|_| value >= usual.saturating_mul(5) / 2)?;
        let text = format!(
            "{} gần bằng tổng {periods} kỳ trước ({}) cộng thêm một kỳ: giống số lũy kế. Chỉ tiêu này ghi số trong kỳ.",
            self.words(value),
            self.words(sum)
        );
        Some(Doubt::new("cumulative_as_new", text).or(rest, self.decimals, "Ghi phần trong kỳ:"))
    }

    /// Ten, a hundred or a thousand times too much or too little.
    fn wrong_size(&self, beside: &Beside) -> Option<Doubt> {
        let usual = if self.kind.is_stock() {
            beside.before
        } else {
            median(&beside.earlier).or(beside.before)
        };
        let usual = usual.filter(|usual| *usual > 0)?;
        let value = self.value;
        if let Some((times, more)) = power(value, usual) {
            if more {
                let text = format!(
                    "{} gấp khoảng {times} lần số trước ({}): có thể thừa chữ số 0.",
                    self.words(value),
                    self.words(usual)
                );
                let doubt = Doubt::new("tenfold", text);
                return Some(if value % times == 0 {
                    doubt.or(value / times, self.decimals, "Sửa thành")
                } else {
                    doubt
                });
            }
            let text = format!(
                "{} chỉ bằng khoảng 1/{times} số trước ({}): có thể thiếu chữ số.",
                self.words(value),
                self.words(usual)
            );
            let doubt = Doubt::new("tenfold", text);
            let fixed = value.checked_mul(times).filter(|_| value > 0);
            return Some(match fixed {
                Some(fixed) => doubt.or(fixed, self.decimals, "Sửa thành"),
                None => doubt,
            });
        }
        if value >= usual.saturating_mul(8) {
            let text = format!(
                "{} gấp khoảng {} lần số trước ({}). Hãy so lại với văn bản gốc.",
                self.words(value),
                value / usual,
                self.words(usual)
            );
            return Some(Doubt::new("tenfold", text));
        }
        None
    }

    fn fell(&self, beside: &Beside) -> Option<Doubt> {
        let before = beside.before.filter(|before| self.value < *before)?;
        (self.kind == IndicatorKind::Stock).then(|| {
            Doubt::new(
                "stock_fell",
                format!(
                    "{} nhỏ hơn số trước ({}). Số lũy kế thường không giảm; hãy xem lại, hoặc ghi lý do nếu đã rà soát, loại trùng.",
                    self.words(self.value),
                    self.words(before)
                ),
            )
        })
    }

    /// Far from what the unit itself usually has.
    fn outlier(&self, beside: &Beside) -> Option<Doubt> {
        let (history, own) = if self.kind.is_stock() {
            let before = beside.before?;
            (steps(&beside.earlier), self.value - before)
        } else {
            (beside.earlier.clone(), self.value)
        };
        if history.len() < HISTORY {
            return None;
        }
        let middle = median(&history)?;
        let spread: Vec<i64> = history.iter().map(|value| (value - middle).abs()).collect();
        let spread = median(&spread)?.max(middle.abs() / 10).max(1);
        let distance = (own - middle).abs();
        if distance <= spread.saturating_mul(8) || distance <= middle.abs() {
            return None;
        }
        let what = if self.kind.is_stock() {
            format!("tăng {}", self.words(own))
        } else {
            self.words(own)
        };
        Some(Doubt::new(
            "outlier",
            format!(
                "Kỳ này {what}, trong khi đơn vị này thường quanh {}. Hãy xem lại, hoặc ghi lý do.",
                self.words(middle)
            ),
        ))
    }

    /// More than can be: more than live there, more than what it is a part of.
    fn beyond(&self, beside: &Beside) -> Vec<Doubt> {
        let mut out = Vec::new();
        if let Some(people) = beside
            .population
            .filter(|people| *people > 0 && self.value > *people)
        {
            out.push(Doubt::new(
                "above_population",
                format!(
                    "{} lớn hơn dân số thường trú của đơn vị ({}). Có thể đúng vì không phụ thuộc nơi cư trú; hãy ghi lý do.",
                    self.words(self.value),
                    self.words(people)
                ),
            ));
        }
        if let Some((whole, value)) = beside.whole.filter(|(_, value)| self.value > *value) {
            out.push(Doubt::new(
                "part_exceeds",
                format!(
                    "{} lớn hơn “{}” ({}), mà chỉ tiêu này là một phần của nó.",
                    self.words(self.value),
                    self.dictionary.name(whole, self.day),
                    self.words(value)
                ),
            ));
        }
        out
    }

    fn other_source(&self, beside: &Beside) -> Option<Doubt> {
        let other = beside
            .others
            .iter()
            .find(|point| point.value.is_some_and(|value| value != self.value))?;
        let theirs = other.value?;
        let text = format!(
            "{} khác số của nguồn {} cùng thời điểm ({}; lệch {}).",
            self.words(self.value),
            self.dictionary.source_name(&other.source),
            self.words(theirs),
            crate::domain::number::signed(self.value - theirs, self.decimals)
        );
        Some(Doubt::new("differs_from_source", text).or(theirs, self.decimals, "Lấy số"))
    }
}

/// By which power of ten a figure is too large (true) or too small, when it fits the usual one then.
fn power(value: i64, usual: i64) -> Option<(i64, bool)> {
    let usual = i128::from(usual);
    let near = |value: i128| value * 10 >= usual * 7 && value * 2 <= usual * 3;
    let wide = i128::from(value);
    [10_i64, 100, 1_000].into_iter().find_map(|times| {
        let factor = i128::from(times);
        if near(wide / factor) && wide > usual {
            Some((times, true))
        } else if near(wide * factor) && wide < usual {
            Some((times, false))
        } else {
            None
        }
    })
}

/// Least share of figures of one column, in tenths, that equal those of last time when the column was copied.
const COPIED: usize = 8;

/// Least number of figures that a copied column is told by.
const COLUMN: usize = 5;

/// Whether figures are those of last time: `(now, before)` of every unit that has both.
pub(super) fn copied(pairs: impl IntoIterator<Item = (i64, i64)>) -> bool {
    let (mut same, mut all) = (0, 0);
    for (now, before) in pairs {
        if now == 0 && before == 0 {
            continue;
        }
        all += 1;
        same += usize::from(now == before);
    }
    all >= COLUMN && same * 10 >= all * COPIED
}

/// The doubt about a figure of a copied column.
pub(super) fn copied_doubt(value: i64, decimals: u8) -> Doubt {
    Doubt::new(
        "copied_column",
        format!(
            "Gần hết cột giống hệt kỳ trước; số {} này cũng vậy. Có thể đã chép nhầm cột kỳ trước.",
            decimal(value, decimals)
        ),
    )
}

/// Differences between figures that follow each other, the latest first.
fn steps(latest_first: &[i64]) -> Vec<i64> {
    latest_first
        .windows(2)
        .map(|pair| pair[0].saturating_sub(pair[1]))
        .collect()
}

/// The value in the middle; the lower one of two.
fn median(values: &[i64]) -> Option<i64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len().checked_sub(1)? / 2).copied()
}

/// Marks the doubts about a figure that were accepted.
pub(super) fn mark_accepted(
    connection: &Connection,
    fact: Id,
    value: i64,
    doubts: &mut [Doubt],
) -> Result<()> {
    if doubts.is_empty() {
        return Ok(());
    }
    for kept in store::list::<DoubtAcceptance>(connection, "fact = ?1", &[&fact])? {
        let own = kept.record;
        let doubt = doubts.iter_mut().find(|doubt| doubt.code == own.code);
        if let Some(doubt) = doubt.filter(|_| own.value == value) {
            let (officer, moment) = query::author(connection, kept.from_seq)?;
            doubt.accepted = Some(Accepted {
                reason: own.reason,
                officer,
                moment,
            });
        }
    }
    Ok(())
}

/// Accepts a doubt about a figure, with the reason.
pub fn accept_doubt(book: &mut Book, fact: Id, code: &str, reason: &str) -> Result<Done<()>> {
    let reason = clean_note(reason)?;
    if reason.is_empty() {
        return Err(Error::new(ErrorCode::ReasonNeeded).with("what", "lý do giữ số"));
    }
    let operation = Operation::new("accept_doubt", json!({ "code": code, "reason": reason }));
    book.transact(operation, |tx| {
        let standing = tx.get::<Fact>(fact, ErrorCode::NothingChanges)?;
        let Some(value) = standing.record.value else {
            return Err(Error::new(ErrorCode::NothingChanges));
        };
        let accepted = DoubtAcceptance {
            fact,
            code: code.to_owned(),
            value,
            reason: reason.clone(),
        };
        let known = store::list::<DoubtAcceptance>(
            tx.connection(),
            "fact = ?1 AND code = ?2",
            &[&fact, &code],
        )?;
        match known.first() {
            Some(kept) => tx.set(kept.id, &accepted),
            None => tx.add(&accepted).map(drop),
        }
    })
}
