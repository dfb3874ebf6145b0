//! What belongs into a place, and how scripts write it: `INDICATOR@BODY:WHAT/BASE~WINDOW!|WORDS AROUND {}`.

use crate::domain::superior_form::{FormSpot, SpotWhat, SpotWindow};
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;

/// What belongs into a place of a form (nội dung ô).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// What is written.
    pub what: SpotWhat,
    /// Of which indicator.
    pub indicator: Option<Id>,
    /// Of which body; none for the sum over all units.
    pub body: Option<Id>,
    /// What a percentage or a rank is against; none for the target.
    pub base: Option<Id>,
    /// Of which time.
    pub window: SpotWindow,
    /// The words around it, with `{}` where it stands; empty for none.
    pub pattern: String,
    /// Whether a formula that stands there is overwritten.
    pub over_formula: bool,
}

impl Spot {
    /// Something of a body.
    pub const fn of(what: SpotWhat, indicator: Option<Id>, body: Option<Id>) -> Self {
        Self {
            what,
            indicator,
            body,
            base: None,
            window: SpotWindow::Current,
            pattern: String::new(),
            over_formula: false,
        }
    }

    /// A value of an indicator.
    pub const fn value(indicator: Id, body: Option<Id>) -> Self {
        Self::of(SpotWhat::Value, Some(indicator), body)
    }

    /// As it is remembered.
    pub fn kept(record: &FormSpot) -> Self {
        Self {
            what: record.what,
            indicator: record.indicator,
            body: record.body,
            base: record.base,
            window: record.window,
            pattern: record.pattern.clone(),
            over_formula: record.over_formula,
        }
    }
}

/// Longest words around a figure.
const LONGEST: usize = 300;

/// Reads and writes spots with the names of a book.
#[derive(Debug, Clone, Copy)]
pub struct Speller<'a> {
    /// Bodies.
    pub directory: &'a Directory,
    /// Indicators.
    pub dictionary: &'a Dictionary,
    /// The day on which codes name bodies.
    pub day: Day,
}

impl Speller<'_> {
    /// Reads one.
    pub fn read(&self, text: &str) -> Result<Spot> {
        let spot = self.read_of_line(text)?;
        if spot.what.of_indicator() && spot.indicator.is_none() {
            return Err(Error::new(ErrorCode::BadSpot)
                .with("text", text.trim())
                .with("why", "chưa ghi chỉ tiêu"));
        }
        Ok(spot)
    }

    /// Reads one that need not name an indicator, since the rows of its table do.
    pub fn read_of_line(&self, text: &str) -> Result<Spot> {
        let bad = |why: &str| {
            Error::new(ErrorCode::BadSpot)
                .with("text", text.trim())
                .with("why", why)
        };
        let (rest, pattern) = text.split_once('|').unwrap_or((text, ""));
        let pattern = pattern.trim();
        if !pattern.is_empty() && !pattern.contains("{}") || pattern.chars().count() > LONGEST {
            return Err(bad("phần lời sau dấu | phải có {} ở chỗ của số"));
        }
        let rest = rest.trim();
        let (rest, over_formula) = match rest.strip_suffix('!') {
            Some(rest) => (rest.trim_end(), true),
            None => (rest, false),
        };
        let (rest, window) = match rest.rsplit_once('~') {
            Some((rest, word)) => {
                let window = SpotWindow::parse(word.trim());
                (
                    rest.trim_end(),
                    window.ok_or_else(|| bad("kỳ sau dấu ~ là current, previous hoặc year"))?,
                )
            }
            None => (rest, SpotWindow::Current),
        };
        let (rest, what) = match rest.split_once(':') {
            Some((rest, word)) => (rest.trim_end(), word.trim()),
            None => (rest, if rest == "skip" { "skip" } else { "value" }),
        };
        let (what, base) = match what.split_once('/') {
            Some((what, base)) => (what.trim(), Some(self.dictionary.resolve(base)?)),
            None => (what, None),
        };
        let what = SpotWhat::parse(what).ok_or_else(|| {
            let known: Vec<&str> = SpotWhat::ALL.iter().map(|own| own.as_str()).collect();
            bad(&format!("loại sau dấu : là {}", known.join(", ")))
        })?;
        let (indicator, body) = rest.split_once('@').unwrap_or((rest, ""));
        let indicator = match (what.of_indicator(), indicator.trim()) {
            (true, text) if !text.is_empty() => Some(self.dictionary.resolve(text)?),
            _ => None,
        };
        let body = match body.trim() {
            "" => Some(self.directory.root),
            "*" => None,
            text => Some(self.directory.resolve(text, self.day)?),
        };
        Ok(Spot {
            what,
            indicator,
            body,
            base,
            window,
            pattern: pattern.to_owned(),
            over_formula,
        })
    }

    /// Writes one so that it is read as the same.
    pub fn write(&self, spot: &Spot) -> String {
        let code = |id: Id| {
            let own = self.dictionary.get(id);
            own.map_or_else(|| id.to_string(), |own| own.code.clone())
        };
        let mut out = spot.indicator.map(code).unwrap_or_default();
        match spot.body {
            None => out.push_str("@*"),
            Some(body) if body != self.directory.root => {
                out.push('@');
                out.push_str(&self.directory.code(body, self.day));
                if let (_, Some(last)) = self.directory.life(body)
                    && last < self.day
                {
                    out.push_str(&format!("@{last}"));
                }
            }
            Some(_) => {}
        }
        if spot.what == SpotWhat::Skip {
            return "skip".to_owned();
        }
        if spot.what != SpotWhat::Value {
            out.push(':');
            out.push_str(spot.what.as_str());
        }
        if let Some(base) = spot.base {
            out.push('/');
            out.push_str(&code(base));
        }
        if spot.window != SpotWindow::Current {
            out.push('~');
            out.push_str(spot.window.as_str());
        }
        if spot.over_formula {
            out.push('!');
        }
        if !spot.pattern.is_empty() {
            out.push('|');
            out.push_str(&spot.pattern);
        }
        out
    }

    /// The same in words, for people: "Kích hoạt, Phường An Thới, tỷ lệ so với chỉ tiêu giao, kỳ trước".
    pub fn words(&self, spot: &Spot) -> String {
        let mut out: Vec<String> = Vec::new();
        let name = |id: Id| self.dictionary.name(id, self.day);
        if let Some(id) = spot.indicator {
            let short = self.dictionary.definition(id, self.day);
            let short = short.map(|own| own.short_name.clone());
            out.push(
                short
                    .filter(|own| !own.is_empty())
                    .unwrap_or_else(|| name(id)),
            );
        }
        match (spot.what, spot.base) {
            (SpotWhat::Value, _) => {}
            (SpotWhat::Percent, Some(base)) => out.push(format!("tỷ lệ so với {}", name(base))),
            (SpotWhat::Percent, None) => out.push("tỷ lệ so với chỉ tiêu giao".to_owned()),
            (SpotWhat::Delta, _) if spot.window == SpotWindow::Year => {
                out.push("tăng, giảm so với đầu năm".to_owned());
            }
            (SpotWhat::Delta, _) => out.push("tăng, giảm so với kỳ trước".to_owned()),
            (what, _) => out.push(what.words().to_owned()),
        }
        if spot.what.of_indicator() || spot.what == SpotWhat::Unit {
            out.push(match spot.body {
                None => "cộng các đơn vị".to_owned(),
                Some(body) => self.directory.name(body, self.day),
            });
        }
        if spot.window != SpotWindow::Current && spot.what != SpotWhat::Delta {
            out.push(spot.window.words().to_owned());
        }
        out.join(", ")
    }
}
