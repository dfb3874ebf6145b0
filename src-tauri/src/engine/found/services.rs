//! The 25 essential services (25 dịch vụ công thiết yếu): two flows and their ratio each.

use serde::Deserialize;

use super::indicators::{DenominatorData, IndicatorData, VersionData};
use super::shipped;
use crate::domain::Result;
use crate::domain::indicator::{Direction, EnteredAt, IndicatorKind};

const SERVICES: &str = include_str!("../../../../assets/catalogue/services.json");

/// Indicators of one code prefix that stand together after their group of utilities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Key.
    pub key: String,
    /// Beginning of their codes.
    pub prefix: String,
    /// Letter of the group that they belong to.
    pub letter: String,
    /// Title.
    pub title: String,
}

#[derive(Debug, Deserialize)]
struct ServiceFile {
    title: String,
    letter: String,
    document: String,
    no_paper: NoPaper,
    services: Vec<Service>,
}

/// From a day on no paper files are received.
#[derive(Debug, Deserialize)]
struct NoPaper {
    from: String,
    document: String,
    text: String,
}

#[derive(Debug, Deserialize)]
struct Service {
    number: u32,
    name: String,
    police: Police,
    commune: bool,
    linked: bool,
    source: String,
}

/// Since when the police handle a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Police {
    First,
    #[serde(rename = "since_2025")]
    Since2025,
    No,
}

impl Service {
    /// Who handles it, in sentences.
    fn handled(&self) -> String {
        let mut said = Vec::new();
        match self.police {
            Police::First => said.push("Cơ quan Công an giải quyết."),
            Police::Since2025 => said.push("Chuyển về Bộ Công an trong năm 2025."),
            Police::No => {}
        }
        if self.commune {
            said.push("Cấp xã giải quyết.");
        }
        if self.linked {
            said.push("Nhóm dịch vụ công liên thông.");
        }
        said.join(" ")
    }
}

fn file() -> Result<ServiceFile> {
    shipped("services.json", SERVICES)
}

/// The services, and the indicators that only the score card of Quyết định 766/QĐ-TTg needs.
pub(super) fn sections() -> Result<Vec<Section>> {
    let file = file()?;
    let section = |prefix: &str, title: &str| Section {
        key: prefix.trim_end_matches('.').to_owned(),
        prefix: prefix.to_owned(),
        letter: file.letter.clone(),
        title: title.to_owned(),
    };
    Ok(vec![
        section("dv25.", &file.title),
        section(
            "qd766.",
            "Số liệu của Bộ chỉ số theo Quyết định số 766/QĐ-TTg",
        ),
    ])
}

/// Indicators of all services, in their order.
pub(super) fn indicators() -> Result<Vec<IndicatorData>> {
    let file = file()?;
    Ok(file
        .services
        .iter()
        .flat_map(|service| of_service(&file, service))
        .collect())
}

fn of_service(file: &ServiceFile, service: &Service) -> [IndicatorData; 3] {
    let number = service.number;
    let code = |what: &str| format!("dv25.{number:02}.{what}");
    let version = |prefix: &str, short: &str, unit: &str, definition: String| VersionData {
        from: None,
        name: format!("{prefix}: {}", service.name),
        short_name: format!("DV{number:02} {short}"),
        unit: unit.to_owned(),
        definition,
        decimals: None,
        document: file.document.clone(),
    };
    let data = |what: &str, kind, versions, decimals| IndicatorData {
        code: code(what),
        kind,
        direction: Direction::Up,
        group: "a".to_owned(),
        source: service.source.clone(),
        entered_at: EnteredAt::Any,
        versions,
        numerator: None,
        denominators: Vec::new(),
        part_of: None,
        in_grid: false,
        decimals,
    };
    let base = || {
        vec![DenominatorData {
            code: code("tiep_nhan"),
            label: "hồ sơ tiếp nhận".to_owned(),
        }]
    };
    let received = version(
        &format!("Dịch vụ {number}"),
        "tiếp nhận",
        "hồ sơ",
        format!("Số hồ sơ tiếp nhận trong kỳ. {}", service.handled())
            .trim_end()
            .to_owned(),
    );
    let without_paper = VersionData {
        from: Some(file.no_paper.from.clone()),
        definition: format!("{} {}", received.definition, file.no_paper.text),
        document: file.no_paper.document.clone(),
        ..received.clone()
    };
    let online = version(
        &format!("Dịch vụ {number}, trực tuyến"),
        "trực tuyến",
        "hồ sơ",
        "Số hồ sơ tiếp nhận trực tuyến trong kỳ.".to_owned(),
    );
    let share = version(
        &format!("Dịch vụ {number}, tỷ lệ trực tuyến"),
        "tỷ lệ",
        "%",
        "Hồ sơ tiếp nhận trực tuyến chia hồ sơ tiếp nhận.".to_owned(),
    );
    [
        data(
            "tiep_nhan",
            IndicatorKind::Flow,
            vec![received, without_paper],
            0,
        ),
        IndicatorData {
            denominators: base(),
            part_of: Some(code("tiep_nhan")),
            ..data("truc_tuyen", IndicatorKind::Flow, vec![online], 0)
        },
        IndicatorData {
            denominators: base(),
            numerator: Some(code("truc_tuyen")),
            ..data("ty_le", IndicatorKind::Ratio, vec![share], 2)
        },
    ]
}
