//! How a report speaks of its time: a week, a month, a quarter, half a year, nine months, a year, a campaign, any days.

use rusqlite::Connection;

use crate::domain::instant::show_day;
use crate::domain::text::{fold, uncapitalise};
use crate::domain::{Period, Result};
use crate::engine::periods;

/// Spans of no more days are told as briefly as a week.
const BRIEF_DAYS: i64 = 10;

/// The words of a period (độ dài kỳ báo cáo).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Width {
    /// What is read every week tells what is new; what has not changed is not told at length.
    pub(super) brief: bool,
    /// Behind the plan's name in title and closing: "quý I năm 2024", "trong 6 tháng đầu năm 2024".
    pub(super) title: String,
    /// In the opening: "tuần 11 năm 2024 (từ ngày 11/03/2024 đến ngày 17/03/2024)".
    pub(super) opening: String,
    /// "trong quý".
    pub(super) within: String,
    /// What it is compared with: "quý IV năm 2023".
    pub(super) before: String,
    /// What the eve of the period is called: the end of the period before, or "đầu kỳ" where that was another time.
    pub(super) eve: String,
    /// "quý II năm 2024".
    pub(super) next: String,
}

impl Width {
    pub(super) fn load(connection: &Connection, period: Period) -> Result<Self> {
        let label = periods::label(connection, period)?;
        let campaign = (label != period.label()).then_some(label);
        Ok(Self::of(period, campaign.as_deref()))
    }

    /// `campaign`: the name, where the period is one.
    pub(super) fn of(period: Period, campaign: Option<&str>) -> Self {
        let (first, last) = period.days();
        let days = format!("từ ngày {} đến ngày {}", show_day(first), show_day(last));
        let plain = Self {
            brief: false,
            title: period.spoken(),
            opening: period.spoken(),
            within: period.within().to_owned(),
            before: period.previous_spoken(),
            eve: match period {
                Period::NineMonths(_) => "đầu kỳ".to_owned(),
                _ => period.previous_spoken(),
            },
            next: period.next_spoken(),
        };
        // A number stays with its word: "tuần 11", "6 tháng".
        let plain = Self {
            title: ["tuần ", "tháng ", "quý ", "6 ", "9 ", "năm "]
                .iter()
                .fold(plain.title, |title, word| {
                    title.replace(word, &format!("{}\u{a0}", word.trim_end()))
                }),
            ..plain
        };
        if let Some(name) = campaign {
            let name = campaign_name(name);
            return Self {
                title: format!("trong {name}"),
                opening: format!("{name} ({days})"),
                within: "trong đợt cao điểm".to_owned(),
                before: "trước đợt cao điểm".to_owned(),
                eve: "trước đợt cao điểm".to_owned(),
                ..plain
            };
        }
        match period {
            Period::Week { .. } => Self {
                brief: true,
                opening: format!("{} ({days})", period.spoken()),
                ..plain
            },
            // "Đề án 06 6 tháng" would be read as one number.
            Period::FirstHalf(_) | Period::SecondHalf(_) | Period::NineMonths(_) => Self {
                title: format!("trong {}", plain.title),
                ..plain
            },
            Period::Span(..) => Self {
                brief: (last - first).num_days() < BRIEF_DAYS,
                title: if plain.title.starts_with(|c: char| c.is_ascii_digit()) {
                    format!("trong {}", plain.title)
                } else {
                    plain.title
                },
                ..plain
            },
            _ => plain,
        }
    }
}

/// "đợt cao điểm “90 ngày đêm kích hoạt tài khoản”"; a name that says so itself is taken as it is.
pub(super) fn campaign_name(name: &str) -> String {
    let folded = fold(name);
    if ["dot ", "chien dich ", "cao diem ", "thang cao diem "]
        .iter()
        .any(|start| folded.starts_with(start))
    {
        uncapitalise(name)
    } else {
        format!("đợt cao điểm “{name}”")
    }
}
