//! Drawings in a paper (biểu đồ), as data: what is shown, in which order, how much of it. Where strokes lie is left to
//! the layout. A drawing is black on white, so that it survives any printer, copier and fax.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::domain::Day;
use crate::domain::instant::show_day;
use crate::domain::number::decimal;
use crate::report::content::{Cell, Figure};

/// A drawing with the line below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chart {
    /// "Biểu đồ 1. Diễn biến số tài khoản đã kích hoạt".
    pub caption: String,
    /// What is drawn.
    pub plot: Plot,
}

/// What is drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Plot {
    /// Diễn biến: a figure through time, with what is to be reached.
    Trend(Trend),
    /// Phễu: stages of one flow, one below the other.
    Funnel(Vec<Stage>),
    /// Dải trạng thái: parts of a whole in one strip.
    Status(Vec<Share>),
}

/// A figure through time (diễn biến).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trend {
    /// Decimals of the amounts, 0–4.
    pub decimals: u8,
    /// In order of their days.
    pub points: Vec<TrendPoint>,
    /// What is to be reached, if anything.
    pub goal: Option<Goal>,
}

/// A figure of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrendPoint {
    /// Its day.
    pub day: Day,
    /// Its amount, scaled by the decimals of the trend.
    pub amount: i64,
    /// The figure of the book that it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<Figure>,
}

/// What is to be reached (chỉ tiêu).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// Until when.
    pub day: Day,
    /// How much, scaled as the points.
    pub amount: i64,
    /// The figure of the book that it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<Figure>,
    /// How it is called: "Chỉ tiêu giao".
    pub name: String,
    /// What is needed from the last point on (nhịp cần đạt): "cần thêm 76 tài khoản mỗi ngày làm việc"; empty for none.
    pub pace: String,
}

/// A stage of a flow (bước).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// "Hồ sơ tiếp nhận".
    pub name: String,
    /// How many, not below 0; lengths are measured by it.
    pub amount: i64,
    /// As it is printed: "trên 98.000 (94,29%)".
    pub text: String,
    /// The figures of the book that it shows: the amount, and what part of the stage before it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Cell>,
}

/// A part of a whole (thành phần).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// "Hoàn thành đúng hạn".
    pub name: String,
    /// How many.
    pub count: u32,
    /// How its part of the strip is filled.
    pub tone: Tone,
    /// The figure of the book that it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<Figure>,
}

/// How an area is filled (kiểu tô); they differ in black and white.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tone {
    /// để trắng
    White,
    /// gạch chéo lên
    Rising,
    /// gạch chéo xuống, thưa
    Falling,
    /// gạch đứng
    Upright,
    /// gạch ngang
    Level,
    /// kẻ ô chéo
    Crossed,
    /// tô đen
    Black,
    /// kẻ ô vuông
    Squared,
    /// chấm
    Dotted,
    /// gạch chéo lên, rất thưa
    Sparse,
}

impl Chart {
    /// Its figures of the book with their texts, in the order in which they are drawn.
    pub fn figures(&self) -> Vec<(Cow<'_, str>, &Figure)> {
        match &self.plot {
            Plot::Trend(trend) => trend.figures(),
            Plot::Funnel(stages) => stages
                .iter()
                .flat_map(|own| &own.figures)
                .filter_map(|own| Some((Cow::from(&own.text), own.figure.as_ref()?)))
                .collect(),
            Plot::Status(shares) => shares
                .iter()
                .filter_map(|own| Some((Cow::from(own.count.to_string()), own.figure.as_ref()?)))
                .collect(),
        }
    }

    /// What it shows, in words and figures, for those who do not see it.
    pub fn spoken(&self) -> String {
        let said: Vec<String> = match &self.plot {
            Plot::Trend(trend) => trend.spoken(),
            Plot::Funnel(stages) => stages
                .iter()
                .map(|own| format!("{}: {}", own.name, own.text))
                .collect(),
            Plot::Status(shares) => shares.iter().map(Share::said).collect(),
        };
        let caption = self.caption.trim_end_matches('.');
        format!("{caption}: {}.", said.join("; "))
    }
}

impl Share {
    /// "Hoàn thành đúng hạn: 8", as the key below the strip says it.
    pub fn said(&self) -> String {
        format!("{}: {}", self.name, self.count)
    }
}

impl Trend {
    fn figures(&self) -> Vec<(Cow<'_, str>, &Figure)> {
        let points = self.points.iter().map(|own| (own.amount, &own.figure));
        let goal = self.goal.iter().map(|own| (own.amount, &own.figure));
        points
            .chain(goal)
            .filter_map(|(amount, figure)| {
                let text = decimal(amount, self.decimals);
                Some((Cow::from(text), figure.as_ref()?))
            })
            .collect()
    }

    fn spoken(&self) -> Vec<String> {
        let points = self.points.iter().map(|own| {
            let amount = decimal(own.amount, self.decimals);
            format!("{}: {amount}", show_day(own.day))
        });
        let goal = self.goal.iter().map(|goal| {
            let amount = decimal(goal.amount, self.decimals);
            let pace = if goal.pace.is_empty() {
                String::new()
            } else {
                format!(", {}", goal.pace)
            };
            format!("{} đến {}: {amount}{pace}", goal.name, show_day(goal.day))
        });
        points.chain(goal).collect()
    }
}
