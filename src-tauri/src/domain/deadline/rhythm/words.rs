//! What a rhythm is called.

use chrono::{Timelike, Weekday};

use super::{Every, Rhythm, Spot};

impl Every {
    /// `hằng tuần`.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Day => "hằng ngày",
            Self::Week => "hằng tuần",
            Self::Month => "hằng tháng",
            Self::Quarter => "hằng quý",
            Self::Half => "6 tháng một lần",
            Self::Year => "hằng năm",
        }
    }

    /// What one of them is called: `quý`.
    const fn noun(self) -> &'static str {
        match self {
            Self::Day => "ngày",
            Self::Week => "tuần",
            Self::Month => "tháng",
            Self::Quarter => "quý",
            Self::Half => "6 tháng",
            Self::Year => "năm",
        }
    }
}

impl Rhythm {
    /// `hằng tuần, thứ Năm, 16:00`.
    pub fn words(self) -> String {
        let mut out = self.every.words().to_owned();
        let before = if self.before { "trước " } else { "" };
        match self.spot {
            Spot::End => {}
            Spot::Weekday(weekday) => {
                out.push_str(&format!(", {before}{}", weekday_words(weekday)));
            }
            Spot::Day { month, day } => {
                out.push_str(&format!(", {before}ngày {}", self.day_words(month, day)));
            }
            Spot::After(length) => out.push_str(&format!(
                ", {} sau khi kết thúc {}",
                length.words(),
                self.every.noun()
            )),
        }
        if let Some(time) = self.time {
            out.push_str(&format!(", {:02}:{:02}", time.hour(), time.minute()));
        }
        out
    }

    fn day_words(self, month: u32, day: u32) -> String {
        let last = self.every.months();
        let noun = self.every.noun();
        match self.every {
            Every::Year if month > last => format!("{day:02}/{:02} năm sau", month - last),
            Every::Year => format!("{day:02}/{month:02}"),
            Every::Month if month > last => format!("{day} tháng sau"),
            Every::Month | Every::Week | Every::Day => day.to_string(),
            Every::Half => half_words(month, day),
            Every::Quarter if month > last => format!("{day} tháng đầu {noun} sau"),
            Every::Quarter => {
                let place = ["đầu", "giữa", "cuối"][(month - 1) as usize % 3];
                format!("{day} tháng {place} {noun}")
            }
        }
    }
}

/// `15 tháng 6 và tháng 12`.
fn half_words(month: u32, day: u32) -> String {
    let second = match month + 6 {
        13 => "tháng 1 năm sau".to_owned(),
        month => format!("tháng {month}"),
    };
    format!("{day} tháng {month} và {second}")
}

const fn weekday_words(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "thứ Hai",
        Weekday::Tue => "thứ Ba",
        Weekday::Wed => "thứ Tư",
        Weekday::Thu => "thứ Năm",
        Weekday::Fri => "thứ Sáu",
        Weekday::Sat => "thứ Bảy",
        Weekday::Sun => "chủ nhật",
    }
}
