//! What was found while a paper was made: what the one who signs should know first.

use serde::Serialize;
use ts_rs::TS;

use super::material::Material;
use super::office::Office;
use crate::domain::instant::show_day;
use crate::domain::rank::RankState;
use crate::engine::tasks::class_counts;

/// How serious a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FindingLevel {
    /// As it should be.
    Ok,
    /// To be looked at before it is signed.
    Warn,
}

/// Something found while the report was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Finding {
    /// Level.
    pub level: FindingLevel,
    /// In words.
    pub text: String,
}

pub(super) fn ok(text: impl Into<String>) -> Finding {
    Finding {
        level: FindingLevel::Ok,
        text: text.into(),
    }
}

pub(super) fn warn(text: impl Into<String>) -> Finding {
    Finding {
        level: FindingLevel::Warn,
        text: text.into(),
    }
}

/// It speaks of example figures.
pub(super) fn illustrative() -> Finding {
    warn(
        "Báo cáo có số liệu minh họa của sổ mẫu; bản in mang dòng chữ chìm và không ban hành được.",
    )
}

/// What the one who signs should know first.
pub(super) fn of_progress(m: &Material) -> Vec<Finding> {
    let mut out = Vec::new();
    if m.illustrative() {
        out.push(illustrative());
    }
    let whole = m.whole();
    let old: Vec<String> = m
        .dictionary
        .grid()
        .into_iter()
        .filter_map(|id| whole.standing(id).map(|standing| (id, standing)))
        .filter(|(_, standing)| {
            standing.day < m.office.period.days().1 && standing.summed.is_none()
        })
        .filter_map(|(id, standing)| {
            let name = &m.dictionary.definition(id, standing.day)?.name;
            Some(format!("{name} ({})", show_day(standing.day)))
        })
        .collect();
    if !old.is_empty() {
        out.push(warn(format!(
            "Số liệu có ngày trước khi kết thúc kỳ: {}.",
            old.join("; ")
        )));
    }
    if let Some(ranking) = &m.ranking {
        let missing = ranking
            .rows
            .iter()
            .filter(|row| row.state == RankState::NoData)
            .count();
        out.push(if missing == 0 {
            ok(format!(
                "Đủ số liệu của {}/{} đơn vị.",
                ranking.total, ranking.total
            ))
        } else {
            warn(format!(
                "{missing}/{} đơn vị chưa có số liệu.",
                ranking.total
            ))
        });
    }
    out.extend(doubtful(&m.office));
    let counts = class_counts(&m.office.board);
    let sum: u32 = counts.iter().map(|count| count.count).sum();
    out.push(ok(format!(
        "Các loại tiến độ cộng lại bằng tổng số {sum} nhiệm vụ."
    )));
    out
}

/// Tasks whose wording was read with doubt.
pub(super) fn doubtful(office: &Office) -> Option<Finding> {
    let numbers: Vec<&str> = office
        .board
        .own()
        .filter(|task| !task.record.sure)
        .map(|task| task.record.number.as_str())
        .collect();
    (!numbers.is_empty()).then(|| warn(format!("Thời hạn cần xem lại: {}.", numbers.join(", "))))
}
