//! How a figure is called where it stands alone.

use rusqlite::Connection;

use crate::domain::instant::show_day;
use crate::domain::text::{capitalise, uncapitalise};
use crate::domain::{Result, Timeliness};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::engine::reports::keys::{FigureKey, Measure, is_target};

/// What names are read from.
pub(in crate::engine::reports) struct Words {
    directory: Directory,
    dictionary: Dictionary,
}

impl Words {
    pub(in crate::engine::reports) fn load(connection: &Connection) -> Result<Self> {
        Ok(Self {
            directory: Directory::load(connection)?,
            dictionary: Dictionary::load(connection)?,
        })
    }

    /// "Tỷ lệ kích hoạt tài khoản so với chỉ tiêu giao, phường An Thới, tính đến 14/3/2024".
    pub(in crate::engine::reports) fn label(&self, key: &FigureKey) -> String {
        let day = key.window.scope().as_of.day;
        let name = |code: &str| {
            let id = self.dictionary.by_code(code);
            id.and_then(|id| self.dictionary.definition(id, day))
                .map_or_else(|| code.to_owned(), |own| uncapitalise(&own.name))
        };
        let own = || name(&key.what);
        let against = || match key.against.as_str() {
            own if is_target(own) => "chỉ tiêu giao".to_owned(),
            code => name(code),
        };
        let what = match key.measure {
            Measure::Value => own(),
            Measure::Sum => format!("{}, cộng các đơn vị", own()),
            Measure::Percent => format!("tỷ lệ {} so với {}", own(), against()),
            Measure::Target => format!("chỉ tiêu giao, {}", own()),
            Measure::TargetSum => format!("chỉ tiêu giao, {}, cộng các đơn vị", own()),
            Measure::Delta => format!("{}, so với kỳ trước", own()),
            Measure::YearDelta => format!("{}, so với cùng kỳ năm trước", own()),
            Measure::CampaignDelta => format!("{}, so với đầu đợt cao điểm", own()),
            Measure::Rank => format!("xếp hạng {}", own()),
            Measure::Left => format!("{} còn thiếu so với chỉ tiêu giao", own()),
            Measure::Pace => format!("{} cần mỗi ngày làm việc để đạt chỉ tiêu giao", own()),
            Measure::Tasks => class(&key.what),
            Measure::Day if is_target(&key.against) => format!("hạn của chỉ tiêu giao, {}", own()),
            Measure::Day => format!("ngày của số liệu {}", own()),
        };
        let body = key
            .body
            .filter(|own| *own != self.directory.root)
            .map(|own| format!(", {}", uncapitalise(&self.directory.name(own, day))))
            .unwrap_or_default();
        let when = match key.window.at {
            Some(at) => format!("tính đến {}", show_day(at.day)),
            None => key.window.period.spoken(),
        };
        format!("{}{body}, {when}", capitalise(&what))
    }
}

fn class(token: &str) -> String {
    match token {
        "all" => "tổng số nhiệm vụ được giao".to_owned(),
        "done" => "số nhiệm vụ đã hoàn thành".to_owned(),
        token => Timeliness::ALL
            .into_iter()
            .find(|own| own.token() == token)
            .map_or_else(
                || token.to_owned(),
                |own| format!("số nhiệm vụ {}", uncapitalise(own.words())),
            ),
    }
}
