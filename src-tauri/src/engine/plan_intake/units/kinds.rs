//! The root by its office, and all units of a kind.

use super::super::columns::{plain, starts};
use super::{Found, Units};
use crate::domain::Id;

impl Units<'_> {
    /// Whether a text is the root's kind and name, not its office.
    pub(super) fn says_where(&self, name: &str) -> bool {
        plain(name) == format!("{} {}", self.root_kind, self.root_name)
    }

    /// "UBND quận", "UBND xã Công Hải", "xã".
    pub(super) fn is_root(&self, words: &str) -> bool {
        let rest = ["uy ban nhan dan", "ubnd"]
            .iter()
            .find_map(|own| words.strip_prefix(own))
            .map(str::trim);
        let short = match self.root_kind.as_str() {
            "quan" => "q",
            "phuong" => "p",
            "xa" => "x",
            "huyen" => "h",
            "thanh pho" => "tp",
            other => other,
        };
        let full = format!("{} {}", self.root_kind, self.root_name);
        let own = rest.unwrap_or(words);
        own == self.root_kind && (rest.is_some() || words != "thanh pho")
            || own == full
            || rest == Some(short)
            || own == format!("{short} {}", self.root_name)
            || rest == Some(self.root_name.as_str())
            || rest == Some("")
    }

    /// "UBND 4 phường", "các xã, phường", "các đơn vị": all units of those kinds.
    pub(super) fn all_of(&self, words: &str, name: &str) -> Option<Found> {
        let mut rest = words;
        for own in ["uy ban nhan dan", "ubnd", "dang uy"] {
            if let Some(after) = rest
                .strip_prefix(own)
                .filter(|after| after.starts_with(' '))
            {
                if own == "dang uy" {
                    return None;
                }
                rest = after.trim();
            }
        }
        let police = ["cong an ", "ca "]
            .iter()
            .find_map(|own| rest.strip_prefix(own));
        rest = police.unwrap_or(rest);
        let mut count: Option<usize> = None;
        let mut plural = false;
        let mut sign = rest.split(' ').peekable();
        let mut left: Vec<&str> = Vec::new();
        while let Some(word) = sign.next() {
            match word {
                "cac" | "toan" | "moi" | "tung" | "nhung" => plural = true,
                "tat" if sign.peek() == Some(&"ca") => {
                    sign.next();
                    plural = true;
                }
                _ if word.bytes().all(|b| b.is_ascii_digit()) => {
                    // "8/8 phường" says it twice.
                    let own: usize = word.parse().ok()?;
                    if count.is_some_and(|known| known != own) {
                        return None;
                    }
                    count = Some(own);
                }
                _ => left.push(word),
            }
        }
        if !plural && count.is_none() {
            return None;
        }
        let text = left.join(" ");
        let text = ["tren dia ban", "truc thuoc", "thuoc"]
            .iter()
            .fold(text, |text, own| {
                text.find(own)
                    .map_or(text.clone(), |at| text[..at].trim().to_owned())
            });
        let text = text
            .strip_suffix(&self.root_name)
            .unwrap_or(&text)
            .trim()
            .to_owned();
        let text = text
            .strip_suffix(&self.root_kind)
            .filter(|own| !own.is_empty() && !own.ends_with("cap"))
            .unwrap_or(&text)
            .trim()
            .to_owned();
        let units: Vec<Id> = match text.as_str() {
            "don vi"
            | "dia phuong"
            | "don vi cap xa"
            | "don vi hanh chinh"
            | "don vi hanh chinh cap xa"
            | "cap xa" => self.territories.iter().map(|(body, _)| *body).collect(),
            _ => {
                let mut kinds: Vec<&str> = Vec::new();
                let mut open = text.as_str();
                while !open.is_empty() {
                    let kind = [
                        "thi tran",
                        "thi xa",
                        "thanh pho",
                        "phuong",
                        "xa",
                        "quan",
                        "huyen",
                        "dac khu",
                        "khu vuc",
                        "ap",
                        "thon",
                        "to dan pho",
                    ]
                    .into_iter()
                    .find(|kind| starts(open, kind))?;
                    kinds.push(kind);
                    open = open[kind.len()..].trim_start();
                    open = open.strip_prefix("va ").unwrap_or(open);
                }
                if kinds.is_empty() {
                    return None;
                }
                let own = self
                    .territories
                    .iter()
                    .filter(|(_, own)| kinds.contains(&own.as_str()));
                own.map(|(body, _)| *body).collect()
            }
        };
        if units.is_empty() {
            return None;
        }
        if let Some(count) = count.filter(|count| *count != units.len()) {
            let words = format!(
                "“{name}” là {count}, trong sổ có {}: giữ nguyên lời, hãy chọn đơn vị.",
                units.len()
            );
            return Some(Found::Doubt(words));
        }
        if police.is_some() || matches!(text.as_str(), "don vi" | "dia phuong") {
            let words = format!(
                "“{name}” hiểu là {} đơn vị trực thuộc. Hãy xem lại.",
                units.len()
            );
            return Some(Found::Likely(units, words));
        }
        Some(Found::Bodies(units))
    }
}
