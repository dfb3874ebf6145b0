//! One unit with its history: what it was called, whom it followed, who followed it, and what cannot be said.

use std::collections::HashMap;

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::document::title;
use super::draft::eve;
use super::lineage::{Lineage, lineage};
use crate::domain::body::{BodyClass, Extent, Share};
use crate::domain::book::Document;
use crate::domain::number::{Percent, decimal};
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::{Directory, Link};
use crate::store;

/// One unit (đơn vị) with its history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct UnitDetail {
    /// The body.
    pub body: Id,
    /// Code on the day, or the nearest.
    pub code: String,
    /// Full name.
    pub name: String,
    /// Kind in words.
    pub kind: String,
    /// Territory or organisation.
    pub class: BodyClass,
    /// Whether it exists on the day.
    pub alive: bool,
    /// The body above.
    pub parent_name: Option<String>,
    /// What it was called, in order of time.
    pub versions: Vec<UnitVersionView>,
    /// Whom it followed.
    pub predecessors: Vec<SuccessionView>,
    /// Who followed it.
    pub successors: Vec<SuccessionView>,
    /// The successions around it, day by day.
    pub lineage: Lineage,
    /// What can and cannot be said, in sentences.
    pub remarks: Vec<String>,
}

/// What a unit was called from a day to a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct UnitVersionView {
    /// First day; none when it is not known.
    pub from_day: Option<Day>,
    /// Last day; none while it goes on.
    pub to_day: Option<Day>,
    /// Whether the first day is known; else it is the latest possible one.
    pub from_sure: bool,
    /// Whether the last day is known.
    pub to_sure: bool,
    /// Code.
    pub code: String,
    /// Full name.
    pub name: String,
    /// Kind in words.
    pub kind: String,
    /// The body above.
    pub parent_name: Option<String>,
    /// The document that made it so.
    pub document: Option<String>,
}

/// A predecessor or successor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SuccessionView {
    /// The succession.
    pub succession: Id,
    /// The other body.
    pub body: Id,
    /// Its code at that time.
    pub code: String,
    /// Its full name at that time.
    pub name: String,
    /// First day of the successor.
    pub day: Day,
    /// Whether that day is known.
    pub day_sure: bool,
    /// Whole or part.
    pub extent: Extent,
    /// Shares that documents give.
    pub shares: Vec<ShareView>,
    /// The document.
    pub document: Option<String>,
}

/// A share that a document gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ShareView {
    /// The indicator; none for all.
    pub indicator: Option<Id>,
    /// Its name, "mọi chỉ tiêu" for all.
    pub indicator_name: String,
    /// "330/12.345".
    pub text: String,
    /// "2,67".
    pub percent: String,
    /// The document.
    pub document: String,
}

struct Looking<'a> {
    directory: &'a Directory,
    dictionary: Dictionary,
    documents: HashMap<Id, String>,
    day: Day,
}

/// One unit as it is on a day, with all its history.
pub fn unit(connection: &Connection, body: Id, day: Day) -> Result<UnitDetail> {
    let directory = Directory::load(connection)?;
    let Some(version) = directory.any_version(body, day) else {
        return Err(Error::new(ErrorCode::NoSuchBody)
            .with("body", body)
            .with("day", day.format("%d/%m/%Y")));
    };
    let looking = Looking {
        directory: &directory,
        dictionary: Dictionary::load(connection)?,
        documents: store::list::<Document>(connection, "1 = 1", &[])?
            .into_iter()
            .map(|kept| (kept.id, title(&kept.record)))
            .collect(),
        day,
    };
    Ok(UnitDetail {
        body,
        code: version.code.clone(),
        name: version.full_name(directory.class(body)),
        kind: version.kind.clone(),
        class: directory.class(body),
        alive: directory.alive(body, day),
        parent_name: version.parent.map(|above| directory.name(above, day)),
        versions: looking.versions(body),
        predecessors: looking.links(directory.predecessors(body), true),
        successors: looking.links(directory.successors(body), false),
        lineage: lineage(&directory, body, day),
        remarks: looking.remarks(body),
    })
}

impl Looking<'_> {
    fn versions(&self, body: Id) -> Vec<UnitVersionView> {
        let class = self.directory.class(body);
        let versions = self
            .directory
            .versions(body)
            .iter()
            .map(|kept| &kept.record);
        versions
            .map(|version| {
                let on = version.from_day.or(version.to_day).unwrap_or(self.day);
                UnitVersionView {
                    from_day: version.from_day,
                    to_day: version.to_day,
                    from_sure: version.from_sure,
                    to_sure: version.to_sure,
                    code: version.code.clone(),
                    name: version.full_name(class),
                    kind: version.kind.clone(),
                    parent_name: version.parent.map(|above| self.directory.name(above, on)),
                    document: self.document(version.document),
                }
            })
            .collect()
    }

    fn document(&self, id: Option<Id>) -> Option<String> {
        id.and_then(|id| self.documents.get(&id)).cloned()
    }

    fn links(&self, links: &[Link], before: bool) -> Vec<SuccessionView> {
        links
            .iter()
            .map(|link| {
                let on = if before { eve(link.day) } else { link.day };
                SuccessionView {
                    succession: link.id,
                    body: link.body,
                    code: self.directory.code(link.body, on),
                    name: self.directory.name(link.body, on),
                    day: link.day,
                    day_sure: link.day_sure,
                    extent: link.extent,
                    shares: link.shares.iter().map(|share| self.share(share)).collect(),
                    document: self.document(link.document),
                }
            })
            .collect()
    }

    fn share(&self, share: &Share) -> ShareView {
        let name = share.indicator.map(|id| {
            let definition = self.dictionary.definition(id, self.day);
            definition.map_or_else(|| id.to_string(), |own| own.name.clone())
        });
        ShareView {
            indicator: share.indicator,
            indicator_name: name.unwrap_or_else(|| "mọi chỉ tiêu".to_owned()),
            text: share_text(share),
            percent: Percent::of(share.numerator, share.denominator)
                .map_or_else(String::new, Percent::text),
            document: self.document(Some(share.document)).unwrap_or_default(),
        }
    }

    fn remarks(&self, body: Id) -> Vec<String> {
        let mut out = Vec::new();
        self.remark_code(body, &mut out);
        self.remark_history(body, &mut out);
        self.remark_future(body, &mut out);
        self.remark_days(body, &mut out);
        self.remark_neighbours(body, &mut out);
        out
    }

    /// The same code, another territory.
    fn remark_code(&self, body: Id, out: &mut Vec<String>) {
        let (first, _) = self.directory.life(body);
        let Some(first) = first else { return };
        let code = self.directory.code(body, first);
        let other =
            self.directory.predecessors(body).iter().find(|link| {
                link.day == first && self.directory.code(link.body, eve(first)) == code
            });
        let elsewhere = self.directory.ever().iter().find(|other| {
            **other != body
                && self
                    .directory
                    .version(**other, eve(first))
                    .is_some_and(|version| version.code == code)
        });
        let shown = first.format("%d/%m/%Y");
        if other.is_some() {
            out.push(format!(
                "Mã {code} giữ nguyên, địa giới đã khác: từ {shown} mã này là của đơn vị mới, số cũ vẫn thuộc các đơn vị trước."
            ));
        } else if let Some(other) = elsewhere {
            out.push(format!(
                "Trước {shown} mã {code} là của {}, không phải của đơn vị này.",
                self.directory.name(*other, eve(first))
            ));
        }
    }

    fn remark_history(&self, body: Id, out: &mut Vec<String>) {
        let links = self.directory.predecessors(body);
        if links.is_empty() {
            return;
        }
        let day = links[0].day.format("%d/%m/%Y");
        let parts: Vec<&Link> = links
            .iter()
            .filter(|link| link.extent == Extent::Part)
            .collect();
        if parts.is_empty() {
            out.push(format!(
                "Số liệu trước {day} của các đơn vị trước cộng lại được chính xác, vì các đơn vị này nhập toàn bộ."
            ));
            return;
        }
        let names = |with_share: bool| {
            let own = parts
                .iter()
                .filter(|link| link.shares.is_empty() != with_share);
            own.map(|link| self.directory.name(link.body, eve(link.day)))
                .collect::<Vec<_>>()
                .join(", ")
        };
        let (without, with) = (names(false), names(true));
        if !without.is_empty() {
            out.push(format!(
                "Chỉ một phần của {without} nhập vào đây và chưa có văn bản nêu tỷ lệ, nên số liệu trước {day} không tính lại chính xác được. Có văn bản thì ghi tỷ lệ vào."
            ));
        }
        if !with.is_empty() {
            out.push(format!("Một phần của {with} được tính theo tỷ lệ của văn bản đã ghi; chỗ nào dùng tỷ lệ đều có ghi chú."));
        }
    }

    fn remark_future(&self, body: Id, out: &mut Vec<String>) {
        let links = self.directory.successors(body);
        let last = self.directory.versions(body).last();
        let ended = last.and_then(|last| last.record.to_day.map(|to| (to, last.record.to_sure)));
        if let Some((to, sure)) = ended
            && links.is_empty()
            && self.directory.class(body) == BodyClass::Territory
        {
            let below = self.directory.children(body, to);
            let when = to.format("%d/%m/%Y");
            if !sure {
                out.push(format!(
                    "Kết thúc muộn nhất ngày {when}. Nguồn không nêu ngày và đơn vị kế thừa: chưa rõ. Có nghị quyết thì ghi thay đổi vào sổ."
                ));
            } else if !below.is_empty() {
                out.push(format!(
                    "Kết thúc ngày {when} và không có một đơn vị kế thừa; các đơn vị trực thuộc có đơn vị kế thừa của mình."
                ));
            }
        }
        if links.len() > 1 {
            let names: Vec<String> = links
                .iter()
                .map(|link| self.directory.name(link.body, link.day))
                .collect();
            out.push(format!(
                "Bị chia cho {}; mỗi nơi một phần.",
                names.join(" và ")
            ));
        }
    }

    fn remark_days(&self, body: Id, out: &mut Vec<String>) {
        for pair in self.directory.versions(body).windows(2) {
            let next = &pair[1].record;
            if let (false, Some(from)) = (next.from_sure, next.from_day) {
                out.push(format!(
                    "Ngày đổi thành {} chưa rõ, muộn nhất là {}.",
                    next.full_name(self.directory.class(body)),
                    from.format("%d/%m/%Y")
                ));
            }
        }
    }

    /// Units beside it whose successor the sources do not tell may have come here.
    fn remark_neighbours(&self, body: Id, out: &mut Vec<String>) {
        let mut gone: Vec<String> = Vec::new();
        let mut until: Option<Day> = None;
        for kept in self.directory.versions(body) {
            let Some(parent) = kept.record.parent else {
                continue;
            };
            for other in self.directory.ever_below(parent) {
                let Some(last) = self.directory.versions(*other).last() else {
                    continue;
                };
                let Some(to) = last.record.to_day.filter(|_| !last.record.to_sure) else {
                    continue;
                };
                let lives = to
                    .succ_opt()
                    .is_some_and(|next| self.directory.alive(body, next));
                let name = self.directory.name(*other, to);
                if *other != body
                    && lives
                    && self.directory.successors(*other).is_empty()
                    && !gone.contains(&name)
                {
                    gone.push(name);
                    until = until.max(Some(to));
                }
            }
        }
        if let Some(until) = until {
            out.push(format!(
                "Cùng cấp trên có {} đơn vị kết thúc muộn nhất ngày {} mà nguồn không nêu đơn vị kế thừa ({}); có thể đã nhập vào đây: chưa rõ.",
                gone.len(),
                until.format("%d/%m/%Y"),
                gone.join(", ")
            ));
        }
    }
}

/// "330/12.345".
pub(super) fn share_text(share: &Share) -> String {
    format!(
        "{}/{}",
        decimal(share.numerator, 0),
        decimal(share.denominator, 0)
    )
}
