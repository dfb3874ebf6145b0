//! `report fill` and `report form`: the superior level's own form.

use std::path::Path;

use serde_json::{Value, json};
use so06::domain::instant::show_day;
use so06::domain::{Day, Error, ErrorCode, Instant, Period, Result};
use so06::engine::dictionary::Dictionary;
use so06::engine::directory::Directory;
use so06::engine::profile;
use so06::engine::superior_forms::{
    self as forms, Answer, Asked, Change, Origin, Outcome, Planned, Reading, Said, Speller, Spot,
    State, Template, Written,
};
use so06::store::Book;

use crate::acts::open;
use crate::args::Cli;
use crate::output::Output;
use crate::report_args::{FormAct, FormAt, ReportAct};
use crate::tables::bytes_of;

pub fn act(cli: &Cli, act: &ReportAct, out: Output) -> Result<()> {
    match act {
        ReportAct::Fill(wanted) => fill(cli, &wanted.at, &wanted.out, out),
        ReportAct::Form(FormAct::Show(at)) => show(cli, at, out),
        ReportAct::Form(FormAct::Map {
            at,
            set,
            file,
            accept,
            no_data,
        }) => {
            let told = Told {
                set,
                file: file.as_deref(),
                accept: *accept,
                no_data: no_data.clone(),
            };
            map(cli, at, &told, out)
        }
        ReportAct::Form(FormAct::Forget { template, id }) => {
            forget(cli, (template.as_deref(), *id), out)
        }
        ReportAct::Form(FormAct::List) => list(cli, out),
    }
}

/// What words need.
struct Names {
    directory: Directory,
    dictionary: Dictionary,
    day: Day,
}

impl Names {
    fn load(book: &Book, day: Day) -> Result<Self> {
        book.read(|c| {
            Ok(Self {
                directory: Directory::load(c)?,
                dictionary: Dictionary::load(c)?,
                day,
            })
        })
    }

    const fn speller(&self) -> Speller<'_> {
        Speller {
            directory: &self.directory,
            dictionary: &self.dictionary,
            day: self.day,
        }
    }
}

fn asked(book: &Book, at: &FormAt) -> Result<Asked> {
    let period = match &at.period {
        Some(text) => crate::time::period(book, text)?,
        None => Period::at_hand(profile::today(book)?, &book.read(profile::calendar)?),
    };
    let as_of = at.as_of.as_deref().map(Instant::parse).transpose()?;
    forms::asked(book, period, as_of)
}

fn template(path: &Path) -> Result<Template> {
    Template::open(bytes_of(path)?)
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

fn fill(cli: &Cli, at: &FormAt, to: &Path, out: Output) -> Result<()> {
    let book = open(cli)?;
    let (template, asked) = (template(&at.template)?, asked(&book, at)?);
    let saved = forms::save_filled(&book, &template, asked, (Some(&at.template), to))?;
    let names = Names::load(&book, saved.reading.as_of.day)?;
    let mut value = document(&names, &saved.reading);
    value["file"] = json!(saved.file.path);
    value["bytes"] = json!(saved.file.bytes);
    out.answer(&value, || {
        let reading = &saved.reading;
        let first = format!(
            "Đã điền {} ô, {}, số liệu tính đến {}: {} byte, {}",
            reading.count(Outcome::Written),
            asked.period.spoken(),
            show_day(reading.as_of.day),
            saved.file.bytes,
            saved.file.path
        );
        std::iter::once(first)
            .chain(lines(&names, reading))
            .collect()
    });
    Ok(())
}

fn show(cli: &Cli, at: &FormAt, out: Output) -> Result<()> {
    let book = open(cli)?;
    let (template, asked) = (template(&at.template)?, asked(&book, at)?);
    let reading = book.read(|c| forms::read_form(c, &template, asked))?;
    let names = Names::load(&book, reading.as_of.day)?;
    out.answer(&document(&names, &reading), || lines(&names, &reading));
    Ok(())
}

/// What was typed about a mapping.
struct Told<'a> {
    set: &'a [String],
    file: Option<&'a Path>,
    accept: bool,
    no_data: Option<String>,
}

fn map(cli: &Cli, at: &FormAt, told: &Told<'_>, out: Output) -> Result<()> {
    let mut book = open(cli)?;
    let (template, asked) = (template(&at.template)?, asked(&book, at)?);
    let names = Names::load(&book, asked.period.last_day().min(asked.today))?;
    let speller = names.speller();
    let mut set = Vec::new();
    if let Some(path) = told.file {
        for (place, spot) in listed(path)? {
            set.push(Said::of(&template, &speller, &place, &spot)?);
        }
    }
    for text in told.set {
        set.push(Said::read(&template, &speller, text)?);
    }
    let change = Change {
        set,
        accept_likely: told.accept,
        no_data: told.no_data.clone(),
    };
    let name = file_name(&at.template);
    forms::change_form(&mut book, (&template, &name), asked, &change)?;
    let reading = book.read(|c| forms::read_form(c, &template, asked))?;
    out.answer(&document(&names, &reading), || {
        let count = reading
            .planned
            .iter()
            .filter(|own| own.origin == Origin::Remembered);
        let first = format!("Đã nhớ biểu mẫu “{name}”: {} ô.", count.count());
        std::iter::once(first)
            .chain(lines(&names, &reading))
            .collect()
    });
    Ok(())
}

/// The list of a file: places with what belongs there, as `report form show --json` writes it, alone or whole.
fn listed(path: &Path) -> Result<Vec<(String, String)>> {
    let bad = |why: &dyn ToString| {
        Error::new(ErrorCode::BadInput).detail(format!("{}: {}", path.display(), why.to_string()))
    };
    let value: Value = serde_json::from_slice(&bytes_of(path)?).map_err(|e| bad(&e))?;
    let rows = match &value {
        Value::Array(rows) => rows,
        other => other["places"]
            .as_array()
            .ok_or_else(|| bad(&"không có danh sách places"))?,
    };
    rows.iter()
        .map(|row| match (row["place"].as_str(), row["spot"].as_str()) {
            (Some(place), Some(spot)) => Ok((place.to_owned(), spot.to_owned())),
            _ => Err(bad(&format!("dòng {row} thiếu place hoặc spot"))),
        })
        .collect()
}

fn forget(cli: &Cli, (path, id): (Option<&Path>, Option<i64>), out: Output) -> Result<()> {
    let mut book = open(cli)?;
    let id = match (path, id) {
        (_, Some(id)) => id,
        (Some(path), None) => {
            let period = Period::at_hand(profile::today(&book)?, &book.read(profile::calendar)?);
            let asked = forms::asked(&book, period, None)?;
            let template = template(path)?;
            let reading = book.read(|c| forms::read_form(c, &template, asked))?;
            let known = reading
                .form
                .ok_or_else(|| Error::new(ErrorCode::NoSuchForm))?;
            known.0
        }
        (None, None) => {
            let text = "report form forget cần --template TỆP hoặc --id SỐ";
            return Err(Error::new(ErrorCode::Usage).with("text", text));
        }
    };
    forms::forget_form(&mut book, id)?;
    out.answer(&json!({ "forgotten": id }), || {
        vec!["Đã quên biểu mẫu; lần sau chương trình sẽ đề xuất lại từ đầu.".to_owned()]
    });
    Ok(())
}

fn list(cli: &Cli, out: Output) -> Result<()> {
    let all = forms::forms_kept(&open(cli)?)?;
    out.answer(&json!(all), || {
        all.iter()
            .map(|own| format!("{}  {}  {} ô", own.id, own.name, own.places))
            .collect()
    });
    Ok(())
}

/// What is written, as a script reads it: a number with a point, a text, a day; null for an empty cell.
fn value(own: &Planned) -> Value {
    match &own.written {
        None | Some(Written::Empty) => Value::Null,
        Some(Written::Number(_, _, text) | Written::Text(text)) => json!(text),
        Some(Written::Day(day, _)) => json!(day.to_string()),
    }
}

fn document(names: &Names, reading: &Reading) -> Value {
    let speller = names.speller();
    let place = |own: &Planned| {
        let answer: &Answer = &own.answer;
        json!({
            "place": own.name, "row": own.row, "head": own.head,
            "spot": speller.write(&own.spot), "words": speller.words(&own.spot),
            "origin": own.origin, "outcome": own.outcome,
            "state": answer.state, "value": value(own),
            "qualifier": answer.qualifier.word(),
            "as_of": answer.as_of.map(|day| day.to_string()),
            "counted": answer.counted.map(|(counted, of)| json!({ "counted": counted, "of": of })),
        })
    };
    let unmapped: Vec<Value> = reading
        .unmapped
        .iter()
        .map(|own| json!({ "place": own.name, "head": own.head, "row": own.row, "count": own.places.len() }))
        .collect();
    let lost: Vec<Value> = reading
        .lost
        .iter()
        .map(|own| json!({ "place": own.name, "labels": own.labels, "spot": speller.write(&own.spot) }))
        .collect();
    json!({
        "form": reading.form.as_ref().map(|(id, name)| json!({ "id": id, "name": name, "changed": !reading.exact })),
        "period": reading.period.key(), "as_of": reading.as_of.key(), "no_data": reading.no_data,
        "places": reading.planned.iter().map(place).collect::<Vec<_>>(),
        "unmapped": unmapped, "lost": lost,
    })
}

/// What people read: what was found of the form, what has no figure, what waits for them.
fn lines(names: &Names, reading: &Reading) -> Vec<String> {
    let speller = names.speller();
    let mut out = Vec::new();
    match &reading.form {
        Some((_, name)) if reading.exact => out.push(format!("Biểu mẫu đã nhớ: “{name}”.")),
        Some((_, name)) => {
            let moved = reading.planned.iter();
            let moved = moved.filter(|own| own.origin == Origin::Moved).count();
            out.push(format!(
                "Biểu mẫu khác lần trước (“{name}”): {moved} ô đã dời chỗ, {} ô không còn.",
                reading.lost.len()
            ));
        }
        None => out.push(
            "Biểu mẫu chưa được nhớ: chỉ điền những ô chương trình nhận ra chắc chắn.".to_owned(),
        ),
    }
    let told = |own: &Spot| speller.words(own);
    let mut put = |title: &str, list: Vec<String>| {
        if !list.is_empty() {
            out.push(format!("{title} ({}):", list.len()));
            out.extend(list.into_iter().map(|own| format!("  {own}")));
        }
    };
    let of = |wanted: Outcome| {
        reading
            .planned
            .iter()
            .filter(move |own| own.outcome == wanted)
    };
    put(
        "Điền",
        of(Outcome::Written).map(|own| filled(own, &told)).collect(),
    );
    let emptied = of(Outcome::Emptied)
        .map(|own| format!("{}  {}: {}", own.name, told(&own.spot), why(own)))
        .collect();
    put("Đã gán nhưng sổ không có số để ghi", emptied);
    let likely = of(Outcome::Unsure)
        .map(|own| {
            format!(
                "{}  có thể là {} ({})",
                own.name,
                told(&own.spot),
                speller.write(&own.spot)
            )
        })
        .collect();
    put("Chưa chắc nên chưa điền", likely);
    let formulas = of(Outcome::Formula)
        .map(|own| format!("{}  {}", own.name, told(&own.spot)))
        .collect();
    put("Có công thức nên giữ nguyên", formulas);
    let lost = reading.lost.iter();
    put(
        "Đã gán lần trước, nay không còn chỗ",
        lost.map(|own| format!("{}  {} ({})", own.name, told(&own.spot), own.labels))
            .collect(),
    );
    let unmapped = reading.unmapped.iter();
    put(
        "Ô trống chưa gán",
        unmapped
            .map(|own| format!("{}  {}", own.name, own.head))
            .collect(),
    );
    out
}

fn filled(own: &Planned, told: &impl Fn(&Spot) -> String) -> String {
    let text = match &own.written {
        Some(Written::Number(_, _, text) | Written::Text(text) | Written::Day(_, text)) => text,
        _ => "",
    };
    let mut line = format!("{}  {text}  {}", own.name, told(&own.spot));
    if let Some(day) = own.answer.as_of {
        line.push_str(&format!(", tính đến {}", show_day(day)));
    }
    if let Some((counted, of)) = own.answer.counted {
        line.push_str(&format!(", cộng {counted}/{of} đơn vị"));
    }
    line
}

fn why(own: &Planned) -> &'static str {
    match own.answer.state {
        State::NoData => "đơn vị báo chưa phát sinh",
        State::Example => "chỉ có số liệu minh họa, không đưa ra ngoài sổ",
        State::Absent => "đơn vị không có ở thời điểm này",
        _ => "chưa có số",
    }
}
