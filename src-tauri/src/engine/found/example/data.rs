//! How an example is written down in its file.

use serde::Deserialize;

use crate::domain::indicator::ILLUSTRATIVE;
use crate::domain::number::Qualifier;
use crate::domain::task::ClaimStatus;
use crate::engine::found::indicators::IndicatorData;
use crate::engine::found::keys::DocumentData;
use crate::engine::letterheads::Letterhead;

/// An example; its first plan is the one that the book is named after.
#[derive(Debug, Deserialize)]
pub(in crate::engine::found) struct Example {
    pub(in crate::engine::found) title: String,
    pub(super) notice: String,
    pub(super) plans: Vec<PlanData>,
    pub(super) root: String,
    pub(super) view_day: String,
    pub(super) letterhead: Letterhead,
    pub(super) bodies: Vec<BodyData>,
    pub(super) documents: Vec<DocumentData>,
    /// Groups of tasks beside those of Đề án 06.
    #[serde(default)]
    pub(super) groups: Vec<GroupData>,
    /// Own indicators of the book.
    #[serde(default)]
    pub(super) indicators: Vec<IndicatorData>,
    pub(super) tasks: Vec<TaskData>,
    #[serde(default)]
    pub(super) claims: Vec<ClaimData>,
    #[serde(default)]
    pub(super) facts: Vec<FactData>,
    /// Illustrative figures of many bodies over time.
    #[serde(default)]
    pub(super) series: Vec<SeriesData>,
    #[serde(default)]
    pub(super) targets: Vec<TargetData>,
    #[serde(default)]
    pub(super) report_texts: Vec<TextData>,
    /// The period whose report the texts are of.
    pub(super) report_period: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct PlanData {
    pub(super) key: String,
    pub(super) title: String,
    pub(super) full_title: String,
    /// Key of the document that gives it.
    #[serde(default)]
    pub(super) document: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct GroupData {
    pub(super) key: String,
    pub(super) letter: String,
    pub(super) title: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct BodyData {
    pub(super) key: String,
    pub(super) code: String,
    pub(super) name: String,
    pub(super) short_name: String,
    pub(super) kind: String,
    pub(super) parent: String,
    /// First day; none where no source tells it.
    #[serde(default)]
    pub(super) from: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct TaskData {
    pub(super) key: String,
    /// Key of its plan; the first one when none is given.
    #[serde(default)]
    pub(super) plan: Option<String>,
    pub(super) number: String,
    pub(super) group: String,
    pub(super) title: String,
    pub(super) content: String,
    pub(super) deliverable: String,
    pub(super) document: String,
    pub(super) deadline: String,
    /// Day against which the wording is read, where it is not the document's.
    #[serde(default)]
    pub(super) issued: Option<String>,
    pub(super) lead: Vec<String>,
    pub(super) partners: Vec<String>,
    #[serde(default)]
    pub(super) watched: bool,
    #[serde(default)]
    pub(super) lead_text: String,
    #[serde(default)]
    pub(super) partners_text: String,
    #[serde(default)]
    pub(super) checklist: Option<String>,
    #[serde(default)]
    pub(super) note: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct ClaimData {
    pub(super) task: String,
    pub(super) body: String,
    pub(super) day: String,
    pub(super) evidence: String,
    pub(super) status: ClaimStatus,
    pub(super) illustrative: bool,
}

/// A figure: its scaled `value`, or `text` as the source prints it.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct FactData {
    pub(super) body: String,
    pub(super) indicator: String,
    #[serde(default)]
    pub(super) as_of: Option<String>,
    #[serde(default)]
    pub(super) period: Option<String>,
    #[serde(default)]
    pub(super) value: Option<i64>,
    #[serde(default)]
    pub(super) text: Option<String>,
    #[serde(default)]
    pub(super) no_data: bool,
    #[serde(default)]
    pub(super) qualifier: Option<Qualifier>,
    pub(super) source: String,
    #[serde(default)]
    pub(super) note: String,
    #[serde(default)]
    pub(super) document: Option<String>,
}

/// Illustrative figures of one indicator: a column a day or period, a row a body.
#[derive(Debug, Deserialize)]
pub(super) struct SeriesData {
    pub(super) indicator: String,
    /// `@2024-01-14` or the key of a period.
    pub(super) windows: Vec<String>,
    pub(super) rows: Vec<SeriesRow>,
}

/// Values of one body, in the order of the columns; none where the body did not exist or sent nothing.
#[derive(Debug, Deserialize)]
pub(super) struct SeriesRow {
    pub(super) body: String,
    pub(super) values: Vec<Option<i64>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct TargetData {
    pub(super) body: String,
    pub(super) indicator: String,
    pub(super) period: String,
    pub(super) value: i64,
    #[serde(default)]
    pub(super) last_day: Option<String>,
    #[serde(default)]
    pub(super) document: Option<String>,
    #[serde(default)]
    pub(super) document_day: Option<String>,
    pub(super) illustrative: bool,
}

#[derive(Debug, Deserialize)]
pub(super) struct TextData {
    pub(super) section: String,
    pub(super) text: String,
}

impl Example {
    /// Title of the plan that the book is named after.
    pub(super) fn plan_title(&self) -> &str {
        self.plans.first().map_or("", |plan| plan.title.as_str())
    }

    /// The figures of all series, one by one.
    pub(super) fn facts_of_series(&self) -> Vec<FactData> {
        let mut out = Vec::new();
        for series in &self.series {
            for row in &series.rows {
                for (window, value) in series.windows.iter().zip(&row.values) {
                    let Some(value) = value else { continue };
                    let as_of = window.strip_prefix('@').map(str::to_owned);
                    out.push(FactData {
                        body: row.body.clone(),
                        indicator: series.indicator.clone(),
                        period: as_of.is_none().then(|| window.clone()),
                        as_of,
                        value: Some(*value),
                        source: ILLUSTRATIVE.to_owned(),
                        note: "(minh họa)".to_owned(),
                        ..FactData::default()
                    });
                }
            }
        }
        out
    }
}
