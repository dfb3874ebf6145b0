//! From what was typed to packages and keys.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use so06::api;
use so06::domain::exchange::{SiteState, Succession};
use so06::domain::{Error, ErrorCode, Period, Result};
use so06::engine::directory::Directory;
use so06::engine::exchange::{
    self, Choices, Fate, Incoming, Outcome, PackageLine, Relation, Verdict,
};
use so06::engine::profile;
use so06::engine::tables;
use so06::exchange::manifest::PackageKind;
use so06::progress::Progress;
use so06::store::Book;

use crate::acts::{not_yet, open};
use crate::args::Cli;
use crate::exchange_args::{Keys, Packages};
use crate::output::Output;
use crate::receipts;
use crate::tables::bytes_of;

/// `package …`.
pub fn packages(cli: &Cli, wanted: &Packages, out: Output) -> Result<()> {
    match wanted {
        Packages::Export {
            to,
            period,
            out: path,
        } => export(cli, to, period.as_deref(), path, out),
        Packages::Verify { file } => verify(file, out),
        Packages::Import {
            files,
            dry_run,
            recognise,
            accept_mass,
            receipts,
        } => {
            let choices = Choices {
                recognise: recognise.clone(),
                accept_mass: *accept_mass,
            };
            import(cli, files, &choices, *dry_run, receipts.as_deref(), out)
        }
        Packages::Receipt {
            files,
            to,
            out: path,
        } => receipts::write(cli, files, to.as_deref(), path.as_deref(), out),
        Packages::Status => status(cli, out),
        Packages::Held {
            all,
            out: Some(path),
        } => save_held(cli, *all, path, out),
        Packages::Held { all, out: None } => held(cli, *all, out),
        Packages::Decide {
            id, theirs, note, ..
        } => {
            let mut book = open(cli)?;
            exchange::decide_held(&mut book, *id, *theirs, note)?;
            let state = if *theirs { "theirs" } else { "ours" };
            out.answer(&json!({ "id": id, "state": state }), || {
                vec![format!(
                    "Đã xử lý dòng {id}: {}.",
                    if *theirs {
                        "lấy số của bên gửi"
                    } else {
                        "giữ số đang có"
                    }
                )]
            });
            Ok(())
        }
        Packages::Other(words) => Err(not_yet("package", words)),
    }
}

fn export(cli: &Cli, to: &str, period: Option<&str>, path: &Path, out: Output) -> Result<()> {
    let mut book = open(cli)?;
    let today = profile::today(&book)?;
    let period = period.map(Period::parse).transpose()?;
    let day = period.map_or(today, Period::last_day);
    let receiver = book.read(Directory::load)?.resolve(to, day)?;
    let (file, written) = exchange::save_package(&mut book, receiver, period, path)?.value;
    let rows: u64 = written.manifest.rows.values().sum();
    let answer = json!({
        "file": file, "number": written.manifest.number, "kind": written.manifest.kind,
        "rows": rows, "bytes": written.bytes.len(), "locked": written.locked,
    });
    out.answer(&answer, || {
        vec![format!(
            "Đã xuất gói số {} ({rows} dòng{}): {}",
            written.manifest.number,
            if written.locked {
                ", đã khóa cho nơi nhận"
            } else {
                ""
            },
            file.display()
        )]
    });
    Ok(())
}

fn verify(file: &Path, out: Output) -> Result<()> {
    let read = exchange::read_package(&bytes_of(file)?, None)?;
    let manifest = serde_json::to_value(&read.manifest)
        .map_err(|e| Error::new(ErrorCode::Internal).detail(e))?;
    let answer = json!({ "digest": read.digest, "fingerprint": exchange::fingerprint(&read.manifest), "manifest": manifest });
    out.answer(&answer, || {
        let own = &read.manifest;
        let mut lines = vec![
            format!(
                "Gói nguyên vẹn: số {} của {}",
                own.number, own.site.body.name
            ),
            format!("Lập lúc {} · {} dòng", own.written, read.rows.len()),
        ];
        if let Some(scope) = &own.scope {
            let days = match (&scope.first, &scope.last) {
                (Some(first), Some(last)) => format!(" · số liệu từ {first} đến {last}"),
                _ => String::new(),
            };
            lines.push(format!("Nói về {}{days}", scope.body.name));
        }
        lines.push(format!("Mã đối chiếu khóa: {}", exchange::fingerprint(own)));
        lines
    });
    Ok(())
}

fn import(
    cli: &Cli,
    files: &[PathBuf],
    choices: &Choices,
    dry_run: bool,
    receipts_to: Option<&Path>,
    out: Output,
) -> Result<()> {
    let mut book = open(cli)?;
    let incoming = incoming(files)?;
    let progress = Progress::default();
    let outcomes = watched(&progress, out, || {
        if dry_run {
            return exchange::look_over(&mut book, &incoming, choices, &progress);
        }
        let done = exchange::take_packages(&mut book, &incoming, choices, &progress)?;
        Ok(done.value)
    })?;
    let receipts = match receipts_to {
        Some(folder) => receipts::for_outcomes(&mut book, &outcomes, folder)?,
        None => Vec::new(),
    };
    let answer: Vec<Value> = outcomes
        .iter()
        .map(|own| {
            let mut value = outcome(own, out);
            let receipt = receipts.iter().find(|receipt| receipt.tells(&own.digest));
            value["receipt"] = json!(receipt.map(|receipt| &receipt.path));
            value
        })
        .collect();
    out.answer(&json!(answer), || {
        let files = outcomes.iter().map(|own| line(own, dry_run, out));
        files.chain(receipts.iter().map(receipts::line)).collect()
    });
    Ok(())
}

/// Files by name; of a folder every package in it, whatever it is called.
fn incoming(paths: &[PathBuf]) -> Result<Vec<Incoming>> {
    let mut out = Vec::new();
    for path in paths {
        if path.is_dir() {
            out.extend(exchange::packages_in(path)?);
        } else {
            // One that cannot be read is told before anything else is done.
            bytes_of(path)?;
            out.push(Incoming::at(path));
        }
    }
    Ok(out)
}

/// Says once a second how far the work has come, where somebody looks.
pub fn watched<T>(progress: &Progress, out: Output, work: impl FnOnce() -> Result<T>) -> Result<T> {
    if out.json || !std::io::stderr().is_terminal() {
        return work();
    }
    let (over, ended) = mpsc::channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || {
            while let Err(mpsc::RecvTimeoutError::Timeout) = ended.recv_timeout(SECOND) {
                let (done, total) = progress.now();
                if total > 0 {
                    eprint!("\r{}/{} ", done / 2, total / 2);
                }
            }
        });
        let done = work();
        drop(over);
        done
    })
}

const SECOND: Duration = Duration::from_secs(1);

/// What counts of rows are called.
fn counts(own: &Outcome) -> [(&'static str, &'static str, usize); 8] {
    [
        ("new", "mới", own.count(|v| *v == Verdict::New)),
        (
            "changed",
            "thay đổi",
            own.count(|v| matches!(v, Verdict::Changed | Verdict::Joined)),
        ),
        ("ended", "bỏ", own.count(|v| *v == Verdict::Ended)),
        ("same", "đã có", own.count(|v| *v == Verdict::Same)),
        ("older", "cũ hơn", own.count(|v| *v == Verdict::Older)),
        (
            "conflict",
            "cần chọn",
            own.count(|v| matches!(v, Verdict::Conflict(_))),
        ),
        ("closed", "kỳ đã chốt", own.count(|v| *v == Verdict::Closed)),
        (
            "refused",
            "không nhận",
            own.count(|v| matches!(v, Verdict::Refused(_))),
        ),
    ]
}

fn outcome(own: &Outcome, out: Output) -> Value {
    let state = match &own.fate {
        Fate::Taken => "taken",
        Fate::Already => "already",
        Fate::Quarantined => "quarantined",
        Fate::Refused(_) => "refused",
    };
    let mut value = json!({ "file": own.file, "state": state, "fingerprint": own.fingerprint });
    if let Some(manifest) = &own.manifest {
        value["number"] = json!(manifest.number);
        value["from"] = json!(manifest.site.body.code);
    }
    for (name, _, count) in counts(own) {
        value[name] = json!(count);
    }
    if let Fate::Refused(error) = &own.fate {
        value["code"] = json!(error.code.as_str());
        value["text"] = json!(api::message(error, out.language));
    }
    let refused: Vec<Value> = own
        .rows
        .iter()
        .filter_map(|row| match &row.verdict {
            Verdict::Refused(error) => Some(json!({
                "row": row.name, "code": error.code.as_str(), "text": api::message(error, out.language),
            })),
            _ => None,
        })
        .collect();
    value["rows_refused"] = json!(refused);
    if let Some(told) = &own.lineage.succeeds {
        value["succession"] = json!({
            "old": told.fingerprint, "how": told.how, "first_number": told.last + 1,
            "reason": told.reason, "holds": told.holds,
        });
    }
    let vouched = own.lineage.introduced.iter();
    let vouched: Vec<Value> = vouched
        .map(|one| json!({ "fingerprint": one.fingerprint, "holds": one.holds }))
        .collect();
    value["introduced"] = json!(vouched);
    let told: Vec<Value> = own.told.iter().map(receipts::told_of_ours).collect();
    value["told"] = json!(told);
    value
}

fn line(own: &Outcome, dry_run: bool, out: Output) -> String {
    let what = match &own.fate {
        Fate::Taken if dry_run => "sẽ nhận".to_owned(),
        Fate::Taken => "đã nhận".to_owned(),
        Fate::Already => "đã nhận từ trước, không có gì thay đổi".to_owned(),
        Fate::Quarantined => format!(
            "khóa lạ, chưa nhận. Hãy gọi cho đơn vị so mã đối chiếu {}, rồi nhận lại với --recognise {}",
            own.fingerprint, own.fingerprint
        ),
        Fate::Refused(error) => api::message(error, out.language),
    };
    let counted: Vec<String> = counts(own)
        .into_iter()
        .filter(|(_, _, count)| *count > 0)
        .map(|(_, words, count)| format!("{count} {words}"))
        .collect();
    let from = own.manifest.as_ref().map_or_else(String::new, |own| {
        let what = if own.kind == PackageKind::Receipt {
            "biên nhận"
        } else {
            "gói"
        };
        format!(" ({what} số {} của {})", own.number, own.site.body.name)
    });
    let counted = if counted.is_empty() {
        String::new()
    } else {
        format!(": {}", counted.join(", "))
    };
    let told: String = own
        .told
        .iter()
        .filter(|told| told.news)
        .map(receipts::line_of_ours)
        .collect();
    format!("{}{from} – {what}{counted}{told}{}", own.file, lineage(own))
}

/// Which machine wrote it, where it is not one that is simply known.
fn lineage(own: &Outcome) -> String {
    let mut out = String::new();
    if let Some(told) = &own.lineage.succeeds {
        let first = told.last + 1;
        let how = match told.how {
            Succession::HandedOver => "máy mới nhận bàn giao, thay cho máy",
            Succession::Copied => "máy thứ hai, chép từ máy",
            Succession::Resumed => "máy đã bàn giao nay dùng tiếp, máy cũ",
            Succession::Restored | Succession::None => "máy mới phục hồi từ bản cũ, thay cho máy",
        };
        out += &format!(". {how} {} từ gói số {first}", told.fingerprint);
        if !told.holds {
            out += " (máy cũ đã có máy khác thay)";
        }
    }
    for one in &own.lineage.introduced {
        let taken = if one.holds {
            ""
        } else {
            ", không công nhận"
        };
        out += &format!(". Giới thiệu máy {}{taken}", one.fingerprint);
    }
    out
}

fn status(cli: &Cli, out: Output) -> Result<()> {
    let book = open(cli)?;
    let today = profile::today(&book)?;
    let all = book.read(|c| exchange::exchange_status(c, today))?;
    let package = |own: &Option<PackageLine>| match own {
        Some(own) => {
            json!({ "number": own.number, "written": own.written, "period": own.period, "state": own.state, "came": own.came })
        }
        None => Value::Null,
    };
    let answer: Vec<Value> = all
        .iter()
        .map(|own| {
            json!({
                "body": own.code, "name": own.name, "relation": own.relation, "keys": own.sites,
                "came": package(&own.came), "missing": own.missing, "sent": package(&own.sent),
                "waiting": own.waiting, "receipts_due": own.receipts_due, "withdrawals_due": own.withdrawals_due,
            })
        })
        .collect();
    out.answer(&json!(answer), || {
        all.iter()
            .map(|own| {
                let came = own.came.as_ref().map_or_else(
                    || "chưa có gói nào".to_owned(),
                    |last| format!("gói mới nhất số {}", last.number),
                );
                let missing = own
                    .missing
                    .iter()
                    .map(|number| format!("; thiếu gói số {number}"))
                    .collect::<String>();
                let waiting = if own.waiting == 0 {
                    String::new()
                } else {
                    format!("; {} dòng chờ xử lý", own.waiting)
                };
                let above = if own.relation == Relation::Above {
                    " (cấp trên)"
                } else {
                    ""
                };
                format!("{} {}{above}: {came}{missing}{waiting}", own.code, own.name)
            })
            .collect()
    });
    Ok(())
}

fn save_held(cli: &Cli, all: bool, path: &Path, out: Output) -> Result<()> {
    let book = open(cli)?;
    let today = profile::today(&book)?;
    let say = |error: &Error| api::message(error, out.language);
    let saved = tables::save_table(path, || tables::held_table(&book, all, today, say))?;
    out.answer(&json!({ "file": saved.path, "bytes": saved.bytes }), || {
        vec![format!("Đã lưu danh sách: {}", saved.path)]
    });
    Ok(())
}

fn held(cli: &Cli, all: bool, out: Output) -> Result<()> {
    let book = open(cli)?;
    let rows = book.read(|c| exchange::held_rows(c, all))?;
    let answer: Vec<Value> = rows
        .iter()
        .map(|own| {
            json!({
                "id": own.id, "from": own.sender, "package": own.package, "kind": own.held.kind,
                "why": own.held.why, "code": own.held.code, "state": own.held.state,
                "ours": own.ours, "theirs": own.theirs,
            })
        })
        .collect();
    out.answer(&json!(answer), || {
        rows.iter()
            .map(|own| {
                let value = |fields: &Option<serde_json::Map<String, Value>>| {
                    fields
                        .as_ref()
                        .and_then(|own| own.get("value"))
                        .map_or_else(|| "–".to_owned(), Value::to_string)
                };
                format!(
                    "{} · {} (gói {}) · {}: đang có {}, bên gửi {}",
                    own.id,
                    own.sender,
                    own.package,
                    own.held.kind,
                    value(&own.ours),
                    value(&own.theirs)
                )
            })
            .collect()
    });
    Ok(())
}

/// `keys …`.
pub fn keys(cli: &Cli, wanted: &Keys, out: Output) -> Result<()> {
    let mut book = open(cli)?;
    let (id, state, reason) = match wanted {
        Keys::List => {
            let sites = book.read(exchange::sites)?;
            let answer: Vec<Value> = sites
                .iter()
                .map(|own| {
                    json!({ "id": own.id, "name": own.site.name, "state": own.site.state,
                        "fingerprint": own.fingerprint, "key": own.site.signing_key, "reason": own.site.reason,
                        "succession": own.site.succession, "predecessor": own.predecessor })
                })
                .collect();
            out.answer(&json!(answer), || {
                sites
                    .iter()
                    .map(|own| {
                        let state = match own.site.state {
                            SiteState::Own => "sổ này",
                            SiteState::Known => "đã công nhận",
                            SiteState::Replaced => "đã thay",
                            SiteState::Revoked => "đã thu hồi",
                        };
                        format!(
                            "{} · {} · {} · {state}",
                            own.id, own.site.name, own.fingerprint
                        )
                    })
                    .collect()
            });
            return Ok(());
        }
        Keys::Enrol {
            fingerprint,
            body,
            package,
        } => {
            return enrol(
                &mut book,
                fingerprint.as_deref(),
                body.as_deref(),
                package.as_deref(),
                out,
            );
        }
        Keys::Revoke { id, reason } => (*id, SiteState::Revoked, reason),
        Keys::Replace { id, reason } => (*id, SiteState::Replaced, reason),
        Keys::Other(words) => return Err(not_yet("keys", words)),
    };
    exchange::change_site(&mut book, id, state, reason)?;
    out.answer(&json!({ "id": id, "state": state }), || {
        vec!["Đã ghi.".to_owned()]
    });
    Ok(())
}

/// `keys enrol`.
fn enrol(
    book: &mut Book,
    fingerprint: Option<&str>,
    body: Option<&str>,
    package: Option<&Path>,
    out: Output,
) -> Result<()> {
    if let Some(file) = package {
        let bytes = bytes_of(file)?;
        let id = exchange::enrol_from_package(book, &bytes, fingerprint)?.value;
        let sites = book.read(exchange::sites)?;
        let own = sites.into_iter().find(|own| own.id == id);
        let shown = own.map(|own| own.fingerprint).unwrap_or_default();
        out.answer(&json!({ "id": id, "fingerprint": shown }), || {
            vec![format!(
                "Đã công nhận khóa {shown}. Hãy bảo đảm mã này đúng là mã của đơn vị."
            )]
        });
        return Ok(());
    }
    let today = profile::today(book)?;
    let (body, fingerprint) = (body.unwrap_or_default(), fingerprint.unwrap_or_default());
    let body = book.read(Directory::load)?.resolve(body, today)?;
    exchange::enrol_site(book, body, fingerprint)?;
    out.answer(&json!({ "body": body, "fingerprint": fingerprint }), || {
        vec!["Đã ghi: gói đầu tiên ký bằng khóa có mã này sẽ được nhận.".to_owned()]
    });
    Ok(())
}
