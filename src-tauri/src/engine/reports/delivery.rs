//! Record of figures that were handed over (biên bản giao nhận số liệu): what came for a period from one unit or from
//! all, when and from whom, what is missing, with a control total by which both sides compare.

use rusqlite::Connection;

use super::ReportRequest;
use super::build::Paper;
use super::delivery_packages as packages;
use super::delivery_tables as tables;
use super::findings::{Finding, illustrative, ok, warn};
use super::office::{Headings, Office, Standard, WATERMARK, finish};
use super::sentences::counted;
use crate::domain::exchange::Package;
use crate::domain::instant::{show_day, spell_day};
use crate::domain::text::uncapitalise;
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::dictionary::Dictionary;
use crate::engine::submissions::{Delivery, Handed, expected, handed};
use crate::report::content::{Annex, Block, Document, Form, Level, Orientation, Signatory};

/// Indicators that are named one by one in a sentence.
const MOST_NAMED: usize = 8;
/// Room for what is written by hand: an hour, a day.
const SHORT: &str = ".........";
/// Dots behind "Ông (bà):", which fill a line.
const WRITTEN: usize = 98;

/// What the record is made from.
pub(super) struct Record<'a> {
    pub(super) office: &'a Office,
    pub(super) dictionary: Dictionary,
    pub(super) delivery: Delivery,
    /// Packages that carried figures.
    pub(super) packages: Vec<Package>,
    /// The unit that hands over; none when all do.
    pub(super) body: Option<Id>,
}

pub(super) fn paper(
    connection: &Connection,
    office: &Office,
    request: &ReportRequest,
) -> Result<Paper> {
    let own = read(connection, office, request)?;
    let mut standard = Standard::default();
    let mut body = standard.say(office, "opening", opening(office));
    let mut headings = Headings::default();
    parties(&own, &mut standard, &mut headings, &mut body);
    body.push(heading(headings.next("Nội dung giao nhận")));
    body.push(Block::plain(content(&own)));
    body.push(Block::Table(match own.body {
        Some(_) => tables::by_group(&own),
        None => tables::by_indicator(&own),
    }));
    body.extend(when(&own).into_iter().map(Block::plain));
    body.extend(packages::sentence(&own).into_iter().map(Block::plain));
    body.extend(missing(&own).into_iter().map(Block::plain));
    let remarks = standard.say(office, "remarks", String::new());
    if !remarks.is_empty() {
        body.push(heading(headings.next("Ý kiến của hai bên")));
        body.extend(remarks);
    }
    body.extend(standard.say(office, "closing", closing(&own)));
    finish(&mut body);
    body.push(Block::Signatures(signatories(&own)));
    let symbol = office.symbol("BB");
    let about = format!(
        "Giao nhận số liệu {}{}",
        theme(office),
        own.body.map_or_else(String::new, |body| format!(
            " giữa {} và {}",
            office.addressee(body),
            office.issuer_name()
        ))
    );
    let example = own
        .delivery
        .units
        .iter()
        .flat_map(Handed::given)
        .any(|figure| figure.illustrative);
    let document = Document {
        title: format!("Biên bản {}", uncapitalise(&about)),
        kind_name: "BIÊN BẢN".to_owned(),
        subject: vec![about],
        body,
        recipients: recipients(&own),
        annexes: annexes(&own),
        ..office.paper(Form::Minutes, symbol)
    };
    Ok(Paper {
        document: Document {
            watermark: example.then(|| WATERMARK.to_owned()).or(document.watermark),
            ..document
        },
        standard: standard.0,
        findings: findings(&own, example),
    })
}

fn read<'a>(
    connection: &Connection,
    office: &'a Office,
    request: &ReportRequest,
) -> Result<Record<'a>> {
    let dictionary = Dictionary::load(connection)?;
    let directory = &office.board.directory;
    let period = request.period;
    let body = request.subject;
    let refuse = |code, name: String| {
        Err(Error::new(code)
            .with("body", name)
            .with("period", period.spoken()))
    };
    let last = period.last_day();
    if let Some(own) = body
        && !expected(directory, last).contains(&own)
    {
        return refuse(ErrorCode::NotReporting, directory.name(own, last));
    }
    let delivery = handed(
        connection,
        (directory, &dictionary, &office.calendar),
        period,
        body,
        office.today,
    )?;
    if delivery
        .units
        .iter()
        .all(|unit| unit.given().next().is_none())
    {
        let whom = body.unwrap_or(directory.root);
        return refuse(ErrorCode::NothingDelivered, directory.name(whom, last));
    }
    Ok(Record {
        office,
        dictionary,
        packages: packages::carried(connection, &delivery)?,
        delivery,
        body,
    })
}

impl Record<'_> {
    /// "Phường An Thới", as of the end of the period.
    pub(super) fn name(&self, body: Id) -> String {
        let last = self.office.period.last_day();
        self.office.board.directory.name(body, last)
    }

    /// The name of an indicator by its place in the set.
    pub(super) fn indicator(&self, place: usize) -> String {
        let id = self.delivery.indicators[place];
        let last = self.office.period.last_day();
        self.dictionary
            .definition(id, last)
            .map(|own| own.name.clone())
            .unwrap_or_default()
    }

    /// Names of what a unit did not hand in.
    fn missing(&self, unit: &Handed) -> Vec<String> {
        let places = unit.figures.iter().enumerate();
        places
            .filter(|(_, figure)| figure.is_none())
            .map(|(place, _)| uncapitalise(&self.indicator(place)))
            .collect()
    }

    fn of(&self) -> usize {
        self.delivery.indicators.len()
    }
}

fn heading(text: String) -> Block {
    Block::Heading {
        level: Level::Subsection,
        text,
        key: None,
    }
}

/// "Đề án 06 quý I năm 2024".
fn theme(office: &Office) -> String {
    let plan = if office.plan.is_empty() {
        String::new()
    } else {
        format!("{} ", office.plan)
    };
    format!("{plan}{}", office.period.spoken())
}

fn opening(office: &Office) -> String {
    format!(
        "Hôm nay, hồi {SHORT} giờ {SHORT} phút, ngày {SHORT} tháng {SHORT} năm {}, tại trụ sở {}, hai bên gồm có:",
        office.year(),
        office.issuer_name()
    )
}

/// Who gives and who takes, each with room for a name.
fn parties(
    own: &Record<'_>,
    standard: &mut Standard,
    headings: &mut Headings,
    out: &mut Vec<Block>,
) {
    let office = own.office;
    let dots = ".".repeat(WRITTEN);
    let by_hand = format!("Ông (bà): {dots}\nChức vụ: {dots}");
    let giver = match own.body {
        Some(body) => (office.addressee(body), by_hand.clone()),
        None => (
            format!(
                "{} {} thuộc {}",
                counted(own.delivery.units.len() as u32),
                office.unit_kind(),
                office.root_name()
            ),
            "Đại diện từng đơn vị có tên, ký tại Phụ lục II kèm theo.".to_owned(),
        ),
    };
    for (side, section, (name, words)) in [
        ("Bên giao", "giver", giver),
        ("Bên nhận", "receiver", (office.issuer_name(), by_hand)),
    ] {
        out.push(heading(headings.next(&format!("{side}: {name}"))));
        out.extend(standard.say(office, section, words));
    }
}

/// What was handed over, in numbers that add up.
fn content(own: &Record<'_>) -> String {
    let (first, last) = own.office.period.days();
    let span = format!("(từ ngày {} đến ngày {})", show_day(first), show_day(last));
    let about = format!(
        "Bên giao đã giao, Bên nhận đã nhận số liệu {} {span}",
        theme(own.office)
    );
    let of = own.of() as u32;
    match own.delivery.units.as_slice() {
        [unit] if own.body.is_some() => {
            let given = unit.given().count() as u32;
            let none = unit.given().filter(|own| own.value.is_none()).count() as u32;
            let detail = match (given - none, none) {
                (_, 0) => String::new(),
                (0, _) => "; các chỉ tiêu này đều chưa phát sinh số liệu".to_owned(),
                (with, none) => format!(
                    ", trong đó {} chỉ tiêu có số liệu, {} chỉ tiêu chưa phát sinh số liệu",
                    counted(with),
                    counted(none)
                ),
            };
            format!(
                "{about}, gồm {}/{} chỉ tiêu phải báo cáo{detail}. Chi tiết tại Phụ lục kèm theo; tổng hợp như sau:",
                counted(given),
                counted(of)
            )
        }
        units => {
            let complete = units.iter().filter(|unit| full(own, unit)).count() as u32;
            let some = units
                .iter()
                .filter(|unit| unit.given().next().is_some())
                .count() as u32;
            let (kind, all) = (own.office.unit_kind(), units.len() as u32);
            let rest = match some - complete {
                0 => String::new(),
                part => format!(", {} {kind} giao một phần", counted(part)),
            };
            let nothing = match all - some {
                0 => String::new(),
                none => format!(", {} {kind} chưa giao", counted(none)),
            };
            format!(
                "{about} của {} chỉ tiêu phải báo cáo. Có {}/{} {kind} giao đủ{rest}{nothing}. Số liệu từng đơn vị tại \
                 Phụ lục I; tổng hợp theo chỉ tiêu như sau:",
                counted(of),
                counted(complete),
                counted(all)
            )
        }
    }
}

pub(super) fn full(own: &Record<'_>, unit: &Handed) -> bool {
    unit.given().count() == own.of()
}

/// When it came and from whom, against the day by which it was due.
fn when(own: &Record<'_>) -> Option<String> {
    let due = own.delivery.due;
    let [unit] = own.delivery.units.as_slice() else {
        let late = own
            .delivery
            .units
            .iter()
            .filter(|unit| full(own, unit))
            .filter(|unit| unit.days().is_some_and(|(_, last)| last > due))
            .count() as u32;
        let told = match late {
            0 => String::new(),
            late => format!(
                "; {} {} giao đủ sau hạn",
                counted(late),
                own.office.unit_kind()
            ),
        };
        return Some(format!(
            "Hạn giao số liệu: ngày {}{told}. Thời gian giao của từng đơn vị tại Phụ lục II.",
            spell_day(due)
        ));
    };
    let (first, last) = unit.days()?;
    let span = if first == last {
        format!("ngày {}", spell_day(last))
    } else {
        format!("từ ngày {} đến ngày {}", show_day(first), show_day(last))
    };
    let officers = unit.officers();
    let by = if officers.is_empty() {
        String::new()
    } else {
        format!("; người nhập số liệu: {}", officers.join(", "))
    };
    let came = if full(own, unit) {
        format!("Số liệu giao đủ ngày {}", spell_day(last))
    } else {
        format!("Số liệu đến {span}")
    };
    Some(format!(
        "{came}, {} (hạn giao: ngày {}){by}.",
        lateness(own, last),
        show_day(due)
    ))
}

fn lateness(own: &Record<'_>, last: Day) -> String {
    let due = own.delivery.due;
    if last <= due {
        return "trong thời hạn".to_owned();
    }
    match own.office.calendar.working_days_between(due, last) {
        0 => "sau thời hạn".to_owned(),
        days => format!("chậm {} ngày làm việc", counted(days)),
    }
}

/// What did not come, by name; and what was changed after the period was closed.
fn missing(own: &Record<'_>) -> Vec<String> {
    let mut out = Vec::new();
    if own.body.is_some() {
        for unit in &own.delivery.units {
            out.push(match own.missing(unit) {
                names if names.is_empty() => "Không còn chỉ tiêu chưa giao.".to_owned(),
                names => format!(
                    "Còn {} chỉ tiêu chưa giao: {}.",
                    counted(names.len() as u32),
                    few(&names)
                ),
            });
        }
    } else {
        let lacking = own.delivery.units.iter().filter(|unit| !full(own, unit));
        let told: Vec<String> = lacking
            .map(|unit| {
                format!(
                    "{} ({})",
                    uncapitalise(&own.name(unit.body)),
                    counted(own.missing(unit).len() as u32)
                )
            })
            .collect();
        if !told.is_empty() {
            out.push(format!(
                "Các đơn vị còn chỉ tiêu chưa giao (số chỉ tiêu): {}.",
                few(&told)
            ));
        }
    }
    if own
        .delivery
        .units
        .iter()
        .flat_map(Handed::given)
        .any(|own| own.adjusted != 0)
    {
        out.push(
            "Kỳ số liệu đã chốt; các số liệu ghi “đã điều chỉnh” gồm cả bút toán điều chỉnh được duyệt sau khi chốt."
                .to_owned(),
        );
    }
    out
}

fn few(names: &[String]) -> String {
    let shown = &names[..names.len().min(MOST_NAMED)];
    match names.len() - shown.len() {
        0 => shown.join("; "),
        more => format!("{}; và {more} nội dung khác", shown.join("; ")),
    }
}

fn closing(own: &Record<'_>) -> String {
    let copies = match own.body {
        Some(_) => "thành 02 bản có giá trị như nhau, mỗi bên giữ 01 bản".to_owned(),
        None => format!(
            "thành {} bản có giá trị như nhau, mỗi đơn vị giao giữ 01 bản, Bên nhận giữ 01 bản",
            counted(own.delivery.units.len() as u32 + 1)
        ),
    };
    format!(
        "Bên giao chịu trách nhiệm về tính chính xác, đầy đủ của số liệu đã giao; Bên nhận tổng hợp, quản lý và sử \
         dụng số liệu đúng mục đích. Số liệu thay đổi sau khi ký biên bản phải được thông báo bằng văn bản, nêu rõ lý \
         do.\n\
         Việc giao nhận kết thúc vào hồi {SHORT} giờ {SHORT} phút cùng ngày. Biên bản được đọc lại cho hai bên cùng \
         nghe, thống nhất ký tên và lập {copies}."
    )
}

fn signatories(own: &Record<'_>) -> Vec<Signatory> {
    let sign = "(Chữ ký, dấu (nếu có), họ và tên)";
    let at = |title: &str, note: &str| Signatory {
        title: title.to_owned(),
        note: note.to_owned(),
    };
    let giver = if own.body.is_some() {
        sign
    } else {
        "(Ký tại Phụ lục II)"
    };
    vec![
        at("ĐẠI DIỆN BÊN GIAO", giver),
        at("ĐẠI DIỆN BÊN NHẬN", sign),
    ]
}

fn recipients(own: &Record<'_>) -> Vec<String> {
    let first = match own.body {
        Some(body) => own.office.addressee(body),
        None => format!(
            "{} {} giao số liệu",
            counted(own.delivery.units.len() as u32),
            own.office.unit_kind()
        ),
    };
    own.office.recipients(&first, &[])
}

fn annexes(own: &Record<'_>) -> Vec<Annex> {
    let reference = own.office.reference("Biên bản");
    let annex = |number: &str, title: String, orientation, blocks| Annex {
        number: number.to_owned(),
        title,
        reference: reference.clone(),
        orientation,
        blocks,
    };
    match (own.body, own.delivery.units.first()) {
        (Some(_), Some(unit)) => vec![annex(
            "",
            format!(
                "Số liệu {} của {}",
                own.office.period.spoken(),
                uncapitalise(&own.name(unit.body))
            ),
            Orientation::Portrait,
            vec![Block::Table(tables::figures(own, unit))],
        )],
        _ => vec![
            annex(
                "I",
                format!("Số liệu {} theo đơn vị", own.office.period.spoken()),
                Orientation::Landscape,
                tables::matrix(own),
            ),
            annex(
                "II",
                "Danh sách đơn vị giao số liệu".to_owned(),
                Orientation::Portrait,
                vec![Block::Table(tables::who_signs(own))],
            ),
        ],
    }
}

fn findings(own: &Record<'_>, example: bool) -> Vec<Finding> {
    let mut out = Vec::new();
    if example {
        out.push(illustrative());
    }
    let of = own.of();
    let units = &own.delivery.units;
    let lacking = units.iter().filter(|unit| !full(own, unit)).count();
    out.push(match (own.body, lacking) {
        (_, 0) => ok(format!("Đã giao đủ {of} chỉ tiêu.")),
        (Some(_), _) => warn(format!(
            "Mới giao {}/{of} chỉ tiêu; phần còn thiếu được ghi trong biên bản.",
            units.iter().map(|unit| unit.given().count()).sum::<usize>()
        )),
        (None, _) => warn(format!(
            "{lacking}/{} đơn vị chưa giao đủ; phần còn thiếu được ghi trong biên bản.",
            units.len()
        )),
    });
    if !own.delivery.closed {
        out.push(warn(
            "Kỳ này chưa chốt số liệu; số liệu nhập sau khi ký sẽ khác biên bản.",
        ));
    }
    out
}
