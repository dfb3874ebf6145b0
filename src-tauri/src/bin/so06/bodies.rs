//! Units on the command line: founding, listing, matching, changing.

use std::path::Path;

use serde::Deserialize;
use serde_json::{Value, json};
use so06::domain::body::{BodyClass, Extent};
use so06::domain::instant::{parse_day, show_day};
use so06::domain::{Day, Error, ErrorCode, Id, Result};
use so06::engine::bodies::{
    self, AddBody, BegunUnit, ChangeUnits, DocumentEntry, FromUnit, RenamedUnit, SetShare,
    SuccessionView, TellDay, levels,
};
use so06::engine::dictionary::Dictionary;
use so06::engine::directory::Directory;
use so06::engine::{exchange, found, profile};
use so06::store::Book;

use crate::acts::{clock, day_or_today, not_yet, officer, open};
use crate::args::Cli;
use crate::body_args::{Bodies, New, ShareOf};
use crate::output::Output;

/// A new book.
pub fn make(cli: &Cli, new: &New, out: Output) -> Result<()> {
    if new.template.is_some() {
        return Err(not_yet("new", &["--template".to_owned()]));
    }
    let path = cli
        .book
        .as_deref()
        .ok_or_else(|| Error::new(ErrorCode::NoBook))?;
    let book = match (&new.example, &new.root) {
        _ if new.package.is_some() => {
            let file = new.package.as_deref().unwrap_or(path);
            let bytes = crate::tables::bytes_of(file)?;
            exchange::new_from_package(path, &bytes, clock(cli)?, &officer(cli))?
        }
        (Some(name), _) => found::new_example(path, name, clock(cli)?, &officer(cli))?,
        (None, Some(root)) => {
            let founding = found::Founding {
                root: root.clone(),
                levels: new
                    .levels
                    .as_deref()
                    .map(levels::read)
                    .transpose()?
                    .unwrap_or_default(),
            };
            found::found_book(path, &founding, clock(cli)?, &officer(cli))?
        }
        (None, None) => {
            return Err(Error::new(ErrorCode::Usage)
                .with("text", "new cần --root, --example hoặc --package"));
        }
    };
    let today = profile::today(&book)?;
    let (directory, labels) = book.read(|c| Ok((Directory::load(c)?, levels::levels(c)?)))?;
    // A unit that has ended is counted with what belonged to it on its last day; one to come with its first.
    let (first, last) = directory.life(directory.root);
    let day = last.map_or(today, |last| last.min(today));
    let day = first.map_or(day, |first| first.max(day));
    let name = directory.name(directory.root, day);
    let units = directory.units(day).len();
    let value = json!({
        "book": path.display().to_string(), "root": directory.code(directory.root, day), "name": name,
        "units": units, "levels": labels,
    });
    out.answer(&value, || {
        vec![format!(
            "Đã lập sổ {name} ({units} đơn vị trực thuộc): {}",
            path.display()
        )]
    });
    Ok(())
}

/// Commands of units.
pub fn run(cli: &Cli, bodies: &Bodies, out: Output) -> Result<()> {
    match bodies {
        Bodies::List { as_of } => list(cli, as_of.as_deref(), out),
        Bodies::Show { body } => show(cli, body, out),
        Bodies::Match { text, as_of } => matching(cli, text, as_of.as_deref(), out),
        Bodies::Add { file } => add(cli, file, out),
        Bodies::Change { file } => change(cli, file, out),
        Bodies::Share(share) => set_share(cli, share, out),
        Bodies::Tell {
            body,
            day,
            document,
        } => tell(cli, body, day, document, out),
        Bodies::Other(words) => Err(not_yet("bodies", words)),
    }
}

fn body_json(directory: &Directory, body: Id, day: Day) -> Value {
    let version = directory.any_version(body, day);
    let (from_day, to_day) = directory.life(body);
    let versions = directory.versions(body);
    json!({
        "code": directory.code(body, day),
        "name": directory.name(body, day),
        "kind": version.map(|v| v.kind.clone()),
        "class": directory.class(body),
        "parent": version.and_then(|v| v.parent).map(|parent| directory.code(parent, day)),
        "alive": directory.alive(body, day),
        "from_day": from_day,
        "to_day": to_day,
        "from_sure": versions.first().is_some_and(|kept| kept.record.from_sure),
        "to_sure": versions.last().is_some_and(|kept| kept.record.to_sure),
    })
}

fn list(cli: &Cli, as_of: Option<&str>, out: Output) -> Result<()> {
    let book = open(cli)?;
    let directory = book.read(Directory::load)?;
    let day = day_or_today(&book, as_of)?;
    let all = directory.all(day);
    let rows: Vec<Value> = all
        .iter()
        .map(|body| body_json(&directory, *body, day))
        .collect();
    out.answer(&Value::from(rows), || {
        let line = |body: &Id| {
            format!(
                "{:<8} {}",
                directory.code(*body, day),
                directory.name(*body, day)
            )
        };
        all.iter().map(line).collect()
    });
    Ok(())
}

fn succession_json(view: &SuccessionView) -> Value {
    let shares: Vec<Value> = view
        .shares
        .iter()
        .map(|share| {
            json!({ "indicator": share.indicator.map(|_| share.indicator_name.clone()), "share": share.text,
                    "percent": share.percent, "document": share.document })
        })
        .collect();
    json!({
        "code": view.code, "name": view.name, "day": view.day, "day_sure": view.day_sure,
        "extent": view.extent, "shares": shares, "document": view.document,
    })
}

fn succession_line(mark: &str, view: &SuccessionView) -> String {
    let extent = match view.extent {
        Extent::Whole => "toàn bộ",
        Extent::Part => "một phần",
    };
    let shares: String = view
        .shares
        .iter()
        .map(|share| format!(", tỷ lệ {}", share.text))
        .collect();
    let sure = if view.day_sure {
        ""
    } else {
        " (chưa rõ, muộn nhất)"
    };
    format!(
        "  {mark} {:<8} {} · {extent} · {}{sure}{shares}",
        view.code,
        view.name,
        show_day(view.day)
    )
}

/// The day that stands behind the code, or the one looked at.
fn resolve(directory: &Directory, text: &str, day: Day) -> Result<(Id, Day)> {
    let body = directory.resolve(text, day)?;
    let on = text.rsplit_once('@').and_then(|(_, on)| parse_day(on).ok());
    Ok((body, on.unwrap_or(day)))
}

fn show(cli: &Cli, body: &str, out: Output) -> Result<()> {
    let book = open(cli)?;
    let directory = book.read(Directory::load)?;
    let (id, on) = resolve(&directory, body, day_or_today(&book, None)?)?;
    let unit = book.read(|c| bodies::unit(c, id, on))?;
    let mut value = body_json(&directory, id, on);
    let versions = serde_json::to_value(&unit.versions)
        .map_err(|e| Error::new(ErrorCode::Internal).detail(e))?;
    value["versions"] = versions;
    value["predecessors"] = unit.predecessors.iter().map(succession_json).collect();
    value["successors"] = unit.successors.iter().map(succession_json).collect();
    value["remarks"] = json!(unit.remarks);
    out.answer(&value, || {
        let mut lines = vec![format!("{} {}", unit.code, unit.name)];
        for version in &unit.versions {
            let day = |day: Option<Day>, sure: bool, open: &str| match day {
                Some(day) if sure => show_day(day),
                Some(day) => format!("{} (chưa rõ, muộn nhất)", show_day(day)),
                None => open.to_owned(),
            };
            lines.push(format!(
                "  {} – {}: {} {}",
                day(version.from_day, version.from_sure, "…"),
                day(version.to_day, version.to_sure, "nay"),
                version.code,
                version.name
            ));
        }
        lines.extend(
            unit.predecessors
                .iter()
                .map(|view| succession_line("←", view)),
        );
        lines.extend(
            unit.successors
                .iter()
                .map(|view| succession_line("→", view)),
        );
        lines.extend(unit.remarks.iter().map(|remark| format!("  {remark}")));
        lines
    });
    Ok(())
}

fn matching(cli: &Cli, texts: &[String], as_of: Option<&str>, out: Output) -> Result<()> {
    let found = if cli.book.is_some() {
        let book = open(cli)?;
        let day = day_or_today(&book, as_of)?;
        book.read(|c| bodies::match_names(c, texts, day))?
    } else {
        let day = match as_of {
            Some(text) => parse_day(text)?,
            None => clock(cli)?.today(),
        };
        texts
            .iter()
            .map(|text| bodies::match_in_country(text, day))
            .collect()
    };
    let value =
        serde_json::to_value(&found).map_err(|e| Error::new(ErrorCode::Internal).detail(e))?;
    out.answer(&value, || {
        let mut lines = Vec::new();
        for one in &found {
            match (&one.code, &one.name) {
                (Some(code), Some(name)) => lines.push(format!("{} → {code} {name}", one.text)),
                _ if one.candidates.is_empty() => lines.push(format!("{} → ? không rõ", one.text)),
                _ => {
                    lines.push(format!("{} → ? có thể là:", one.text));
                    lines.extend(one.candidates.iter().map(|own| {
                        let parent = own.parent.as_deref().unwrap_or_default();
                        format!("    {:<16} {}, {parent} ({})", own.code, own.name, own.why)
                    }));
                }
            }
        }
        lines
    });
    Ok(())
}

/// A JSON file, or stdin for `-`.
fn read_file<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T> {
    let failed = |e: std::io::Error| {
        Error::new(ErrorCode::IoFailed)
            .with("path", path.display())
            .detail(e)
    };
    let text = if path == Path::new("-") {
        std::io::read_to_string(std::io::stdin()).map_err(failed)?
    } else if path.exists() {
        std::fs::read_to_string(path).map_err(failed)?
    } else {
        return Err(Error::new(ErrorCode::NoSuchFile).with("path", path.display()));
    };
    serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|e| {
        Error::new(ErrorCode::BadInput)
            .with("path", path.display())
            .detail(e)
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewBody {
    code: String,
    name: String,
    kind: String,
    #[serde(default)]
    short_name: String,
    #[serde(default)]
    class: Option<BodyClass>,
    #[serde(default)]
    parent: Option<String>,
    #[serde(default)]
    from_day: Option<Day>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMore<T> {
    More(Vec<T>),
    One(T),
}

fn add(cli: &Cli, file: &Path, out: Output) -> Result<()> {
    let list: Vec<NewBody> = match read_file::<OneOrMore<NewBody>>(file)? {
        OneOrMore::One(one) => vec![one],
        OneOrMore::More(list) => list,
    };
    let mut book = open(cli)?;
    let today = profile::today(&book)?;
    let mut added = Vec::new();
    for body in list {
        let directory = book.read(Directory::load)?;
        let day = body.from_day.unwrap_or(today);
        let parent = match &body.parent {
            Some(text) => directory.resolve(text, day)?,
            None => directory.root,
        };
        let wanted = AddBody {
            code: body.code,
            name: body.name,
            kind: body.kind,
            short_name: body.short_name,
            class: body.class.unwrap_or(BodyClass::Organization),
            parent,
            from_day: body.from_day,
        };
        bodies::add_body(&mut book, &wanted)?;
        added.push(json!({ "code": wanted.code, "name": wanted.name }));
    }
    let lines = added.iter().map(|one| {
        format!(
            "Đã thêm {} {}",
            one["code"].as_str().unwrap_or_default(),
            one["name"].as_str().unwrap_or_default()
        )
    });
    let lines: Vec<String> = lines.collect();
    out.answer(&json!({ "added": added }), || lines);
    Ok(())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChangeFile {
    day: Day,
    document: DocumentEntry,
    #[serde(default)]
    begun: Vec<BegunFile>,
    #[serde(default)]
    renamed: Vec<RenamedFile>,
    #[serde(default)]
    ended: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BegunFile {
    code: String,
    name: String,
    kind: String,
    #[serde(default)]
    parent: Option<String>,
    #[serde(default)]
    from: Vec<FromFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FromFile {
    body: String,
    extent: Extent,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RenamedFile {
    body: String,
    #[serde(default)]
    code: Option<String>,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    kind: Option<String>,
    #[serde(default)]
    parent: Option<String>,
}

fn change(cli: &Cli, file: &Path, out: Output) -> Result<()> {
    let wanted: ChangeFile = read_file(file)?;
    let mut book = open(cli)?;
    let directory = book.read(Directory::load)?;
    let eve = wanted.day.pred_opt().unwrap_or(wanted.day);
    let before = |text: &str| directory.resolve(text, eve);
    let parent = |text: &Option<String>| {
        text.as_deref()
            .map(|text| directory.resolve(text, wanted.day))
            .transpose()
    };
    let begun = wanted.begun.iter().map(|unit| {
        let from = unit.from.iter().map(|from| {
            Ok(FromUnit {
                body: before(&from.body)?,
                extent: from.extent,
            })
        });
        Ok(BegunUnit {
            code: unit.code.clone(),
            name: unit.name.clone(),
            kind: unit.kind.clone(),
            parent: parent(&unit.parent)?,
            from: from.collect::<Result<_>>()?,
        })
    });
    let renamed = wanted.renamed.iter().map(|unit| {
        Ok(RenamedUnit {
            body: before(&unit.body)?,
            code: unit.code.clone(),
            name: unit.name.clone(),
            kind: unit.kind.clone(),
            parent: parent(&unit.parent)?,
        })
    });
    let change = ChangeUnits {
        day: wanted.day,
        document: wanted.document.clone(),
        begun: begun.collect::<Result<_>>()?,
        renamed: renamed.collect::<Result<_>>()?,
        ended: wanted
            .ended
            .iter()
            .map(|text| before(text))
            .collect::<Result<_>>()?,
    };
    let done = bodies::change_units(&mut book, &change)?.value;
    let directory = book.read(Directory::load)?;
    let begun: Vec<String> = done
        .begun
        .iter()
        .map(|body| directory.code(*body, change.day))
        .collect();
    out.answer(
        &json!({ "day": change.day, "begun": begun, "text": done.text }),
        || vec![format!("Đã ghi: {}", done.text)],
    );
    Ok(())
}

fn document(text: &str) -> DocumentEntry {
    DocumentEntry {
        number: text.to_owned(),
        ..DocumentEntry::default()
    }
}

fn set_share(cli: &Cli, wanted: &ShareOf, out: Output) -> Result<()> {
    let mut book = open(cli)?;
    let (directory, dictionary) = book.read(|c| Ok((Directory::load(c)?, Dictionary::load(c)?)))?;
    let today = profile::today(&book)?;
    let (from, to) = (
        directory.resolve(&wanted.from, today)?,
        directory.resolve(&wanted.to, today)?,
    );
    let link = directory
        .successors(from)
        .iter()
        .find(|link| link.body == to);
    let link = link.ok_or_else(|| {
        Error::new(ErrorCode::NoSuchSuccession)
            .with("id", format!("{} → {}", wanted.from, wanted.to))
    })?;
    let bad = || Error::new(ErrorCode::BadShare).with("share", &wanted.share);
    let number = |text: &str| {
        text.trim()
            .replace('.', "")
            .parse::<i64>()
            .map_err(|_| bad())
    };
    let (numerator, denominator) = wanted.share.split_once('/').ok_or_else(bad)?;
    let request = SetShare {
        succession: link.id,
        indicator: wanted
            .indicator
            .as_deref()
            .map(|text| dictionary.resolve(text))
            .transpose()?,
        numerator: number(numerator)?,
        denominator: number(denominator)?,
        document: document(&wanted.document),
    };
    let changed = !bodies::set_share(&mut book, &request)?.changes.is_empty();
    out.answer(&json!({ "changed": changed }), || {
        vec!["Đã ghi tỷ lệ.".to_owned()]
    });
    Ok(())
}

fn tell(cli: &Cli, body: &str, day: &str, number: &str, out: Output) -> Result<()> {
    let mut book: Book = open(cli)?;
    let directory = book.read(Directory::load)?;
    let day = parse_day(day)?;
    let body = directory.resolve(body, day)?;
    let told = TellDay {
        succession: None,
        body,
        day,
        document: document(number),
    };
    bodies::tell_day(&mut book, &told)?;
    let name = directory.name(body, day);
    out.answer(
        &json!({ "body": directory.code(body, day), "day": day }),
        || vec![format!("Đã ghi rõ ngày {} của {name}.", show_day(day))],
    );
    Ok(())
}

/// One book per successor, an archive and the record.
pub fn divide(cli: &Cli, on: &str, folder: &Path, out: Output) -> Result<()> {
    let mut book = open(cli)?;
    let division = so06::engine::divide::divide_book(&mut book, parse_day(on)?, folder)?;
    let value =
        serde_json::to_value(&division).map_err(|e| Error::new(ErrorCode::Internal).detail(e))?;
    out.answer(&value, || {
        let mut lines: Vec<String> = Vec::new();
        for part in &division.parts {
            lines.push(format!(
                "{} {}: {} số liệu, {}",
                part.code, part.name, part.facts, part.path
            ));
            lines.extend(part.remarks.iter().map(|remark| format!("  {remark}")));
        }
        lines.push(format!("Bản lưu trữ: {}", division.archive));
        let own = &division.evidence;
        if own.files > 0 {
            lines.push(format!(
                "Minh chứng: {} tệp, {} byte, {}",
                own.files, own.bytes, own.folder
            ));
        }
        lines.extend(
            own.missing
                .iter()
                .map(|name| format!("  Không tìm thấy minh chứng: {name}")),
        );
        lines.extend(own.changed.iter().map(|name| {
            format!("  Minh chứng không còn đúng như khi đính kèm, không chép: {name}")
        }));
        lines.push(format!("Biên bản: {}", division.record));
        lines
    });
    Ok(())
}
