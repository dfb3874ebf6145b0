//! What was found while a paper was made: what the one who signs should know first.

use serde::Serialize;
use ts_rs::TS;

use super::material::Material;
use super::office::Office;
use super::task_sentences::states;
use crate::domain::instant::show_day;
use crate::domain::rank::RankState;

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
    let last = m.office.period.last_day();
    if m.office.as_of.day < last {
        out.push(warn(format!(
            "Kỳ báo cáo đến ngày {} mới kết thúc; số liệu trong báo cáo tính đến ngày {}.",
            show_day(last),
            show_day(m.office.as_of.day)
        )));
    }
    let whole = m.whole();
    let old: Vec<String> = m
        .dictionary
        .grid()
        .into_iter()
        .filter_map(|id| whole.standing_of(id, m.body).map(|standing| (id, standing)))
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
    if let Some(ranking) = m.ranking.as_ref().filter(|_| m.unit().is_none()) {
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
    let sum = states(&m.office.board, m.unit()).len();
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
