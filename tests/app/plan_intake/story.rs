//! A plan goes in once; what an officer decides; one step takes it back.

use std::process::Command;

use serde_json::{Value, json};
use so06::domain::task::{Plan, TaskGroup};
use so06::domain::{ErrorCode, Id};
use so06::engine::directory::Directory;
use so06::engine::plan_intake::{
    ColumnRole, PlanChoices, PlanFile, PlanRowRole, PlanState, PlanWanted, RoleChoice, RowChoice,
};
use so06::engine::undo;
use so06::store::{self, identity};

use super::desk::{district, lead, sheets, tasks, xlsx};
use super::offices::{LANDSCAPE, PARTS};
use crate::support::{day, open_example};

fn file(drawing: &str) -> PlanFile {
    PlanFile::of_file("kế hoạch.xlsx", &xlsx(drawing)).expect("a workbook")
}

#[test]
fn the_same_plan_again_changes_nothing() {
    let mut desk = district();
    let before = desk.operations();
    let plan = desk.bring(&file(LANDSCAPE), &PlanChoices::default());
    assert_eq!(desk.operations(), before + 1, "one operation");
    let again = desk
        .look(&file(LANDSCAPE), &PlanChoices::default())
        .expect("a plan");
    assert_eq!(again.plan, Some(plan));
    assert_eq!(
        (
            again.counts.unchanged,
            again.counts.new,
            again.counts.changed
        ),
        (4, 0, 0)
    );
    assert!(tasks(&again).iter().all(
        |row| row.state == PlanState::Unchanged && row.same_as.as_deref() == Some(&row.number)
    ));
    assert_eq!(desk.bring(&file(LANDSCAPE), &PlanChoices::default()), plan);
    assert_eq!(
        desk.operations(),
        before + 1,
        "nothing changed, so no trace"
    );
}

#[test]
fn what_differs_is_said_and_what_was_corrected_stays() {
    let mut desk = district();
    let plan = desk.bring(&file(LANDSCAPE), &PlanChoices::default());
    let later = LANDSCAPE
        .replace("100% công dân đủ điều kiện", "95% công dân")
        .replace("| CAQ |", "| CAQ; Phòng Tư pháp |");
    let reading = desk
        .look(&file(&later), &PlanChoices::default())
        .expect("a plan");
    assert_eq!((reading.counts.changed, reading.counts.unchanged), (1, 3));
    let row = tasks(&reading)
        .into_iter()
        .find(|row| row.state == PlanState::Changed)
        .expect("what differs");
    assert_eq!(row.differs.len(), 2, "{:?}", row.differs);
    assert!(
        row.differs[0].contains("95% công dân") && row.differs[1].contains("Phòng Tư pháp"),
        "{:?}",
        row.differs
    );
    desk.bring(&file(&later), &PlanChoices::default());
    let kept = desk.tasks(plan);
    assert_eq!(kept.len(), 4, "no task twice");
    let own = kept
        .iter()
        .find(|own| own.record.number == row.number)
        .expect("the task");
    assert_eq!(own.record.deliverable, "95% công dân");
    // Back again: who is no longer named loses the task while nothing was said of it.
    desk.bring(&file(LANDSCAPE), &PlanChoices::default());
    let leads = desk
        .given(own.id)
        .iter()
        .filter(|own| own.role == so06::domain::task::Role::Lead)
        .count();
    assert_eq!(leads, 1);
}

#[test]
fn one_step_takes_it_back_and_it_can_come_again() {
    let mut desk = district();
    let plans = |desk: &super::desk::Desk| {
        desk.book
            .read(|c| store::list::<Plan>(c, "1 = 1", &[]))
            .expect("plans")
            .len()
    };
    let before = plans(&desk);
    let plan = desk.bring(&file(PARTS), &PlanChoices::default());
    let numbers: Vec<String> = desk
        .tasks(plan)
        .into_iter()
        .map(|own| own.record.number)
        .collect();
    assert_eq!((plans(&desk), numbers.len()), (before + 1, 7));
    undo::undo(&mut desk.book).expect("one step");
    assert_eq!((plans(&desk), desk.tasks(plan).len()), (before, 0));
    assert_eq!(
        desk.bring(&file(PARTS), &PlanChoices::default()),
        plan,
        "the same plan, not another one"
    );
    let again: Vec<String> = desk
        .tasks(plan)
        .into_iter()
        .map(|own| own.record.number)
        .collect();
    assert_eq!(again, numbers);
}

#[test]
fn two_books_never_make_two_of_the_same_task() {
    let identities = || -> Vec<[u8; 16]> {
        let mut desk = district();
        let plan = desk.bring(&file(PARTS), &PlanChoices::default());
        let tasks = desk.tasks(plan);
        let mut ids: Vec<Id> = tasks.iter().map(|own| own.id).collect();
        ids.push(plan);
        desk.book
            .read(|c| ids.iter().map(|id| identity::uid(c, *id)).collect())
            .expect("identities")
    };
    assert_eq!(identities(), identities());
}

#[test]
fn parts_stand_below_what_they_are_parts_of() {
    let mut desk = district();
    let plan = desk.bring(&file(PARTS), &PlanChoices::default());
    let kept = desk.tasks(plan);
    let parents: Vec<Option<&str>> = kept
        .iter()
        .map(|own| {
            own.record.parent.map(|id| {
                kept.iter()
                    .find(|own| own.id == id)
                    .expect("a parent")
                    .record
                    .title
                    .as_str()
            })
        })
        .collect();
    let (first, second) = (
        Some("Hoàn thiện cơ sở vật chất"),
        Some("Số hóa hồ sơ hộ tịch"),
    );
    assert_eq!(parents, [None, first, first, None, second, second, None]);
}

#[test]
fn an_officer_decides_sheet_columns_plan_and_rows() {
    let mut desk = district();
    let book = sheets(&[
        ("Bìa", "Kế hoạch năm 2024"),
        ("Nhiệm vụ", LANDSCAPE),
        (
            "Việc khác",
            "
| Nội dung | A | B |
| Họp tổ | Công an quận | 05/4/2024 |
| Viết tin | Phòng VH-TT | 12/4/2024 |
",
        ),
    ]);
    let found = PlanFile::of_file("kế hoạch.xlsx", &book).expect("a workbook");
    let reading = desk
        .look(&found, &PlanChoices::default())
        .expect("the sheet of tasks");
    assert_eq!(reading.sheets.iter().position(|own| own.chosen), Some(1));
    let mut choices = PlanChoices {
        sheet: Some(found.sheet("việc khác").expect("by its name")),
        ..PlanChoices::default()
    };
    choices.columns = vec![
        RoleChoice {
            index: 0,
            role: ColumnRole::Task,
        },
        RoleChoice {
            index: 1,
            role: ColumnRole::Lead,
        },
        RoleChoice {
            index: 2,
            role: ColumnRole::Deadline,
        },
    ];
    let directory = desk.book.read(Directory::load).expect("the directory");
    let units = directory.units(day("2024-03-18"));
    choices.plan = Some(PlanWanted {
        title: Some("Việc tháng 4".into()),
        prefix: Some("t4".into()),
        ..PlanWanted::default()
    });
    choices.rows.insert(
        2,
        RowChoice {
            deadline: Some("trước ngày 10/4/2024".into()),
            leads: Some(units.clone()),
            ..RowChoice::default()
        },
    );
    choices.rows.insert(
        3,
        RowChoice {
            leave_out: true,
            ..RowChoice::default()
        },
    );
    let reading = desk.look(&found, &choices).expect("the other sheet");
    assert_eq!(
        (reading.title.as_str(), reading.prefix.as_str()),
        ("Việc tháng 4", "T4")
    );
    let rows = tasks(&reading);
    assert_eq!(rows.len(), 2, "{:?}", reading.rows);
    assert_eq!(rows[0].lead.bodies.len(), 8);
    assert_eq!(rows[0].deadline.last_day, Some(day("2024-04-09")));
    assert_eq!(
        (rows[1].state, reading.counts.left_out, reading.counts.tasks),
        (PlanState::LeftOut, 1, 1)
    );
    let plan = desk.bring(&found, &choices);
    let kept = desk.tasks(plan);
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].record.number, "T4-001");
    assert_eq!(desk.given(kept[0].id).len(), 8);
    let groups = desk
        .book
        .read(|c| store::list::<TaskGroup>(c, "plan = ?1", &[&plan]))
        .expect("groups");
    assert_eq!(
        groups.len(),
        1,
        "tasks without a group have one of their plan"
    );
    let missing = PlanChoices {
        plan: Some(PlanWanted {
            existing: Some(9_999_999),
            ..PlanWanted::default()
        }),
        ..PlanChoices::default()
    };
    assert_eq!(
        desk.look(&found, &missing).expect_err("no such plan").code,
        ErrorCode::NoSuchPlan
    );
}

#[test]
fn tasks_go_into_a_plan_that_is_there() {
    let mut desk = district();
    let plan = desk.bring(&file(PARTS), &PlanChoices::default());
    let more = "
| STT | Nội dung công việc | Cơ quan chủ trì | Thời hạn hoàn thành |
| 1 | Bàn giao kho lưu trữ | Văn phòng | 15/12/2024 |
";
    let into = PlanChoices {
        plan: Some(PlanWanted {
            existing: Some(plan),
            ..PlanWanted::default()
        }),
        ..PlanChoices::default()
    };
    let reading = desk.look(&file(more), &into).expect("a plan");
    assert_eq!(tasks(&reading)[0].number, "KH-008");
    assert_eq!(desk.bring(&file(more), &into), plan);
    assert_eq!(desk.tasks(plan).len(), 8);
}

#[test]
fn a_bad_row_stops_no_other() {
    let desk = district();
    let reading = desk.xlsx(
        "
| STT | Nhiệm vụ | Chủ trì | Thời hạn |
| 1 | Lập danh sách của ông A, số 001084012345 | Công an quận | 31/3/2024 |
| 2 | | Công an quận | 31/3/2024 |
| 3 | Rà soát | Công an quận | càng sớm càng tốt |
| 4 | Báo cáo | Công an quận | 31/2/2024 |
",
    );
    let roles: Vec<PlanRowRole> = reading.rows.iter().map(|row| row.role).collect();
    assert_eq!(
        roles,
        [
            PlanRowRole::Refused,
            PlanRowRole::Refused,
            PlanRowRole::Task,
            PlanRowRole::Task
        ]
    );
    assert!(
        reading.rows[0].remarks[0].contains("12 chữ số"),
        "{:?}",
        reading.rows[0].remarks
    );
    assert!(
        reading.rows[1].remarks[0].contains("không ghi nội dung"),
        "{:?}",
        reading.rows[1].remarks
    );
    assert!(!reading.rows[2].sure && !reading.rows[3].sure);
    assert_eq!(
        (
            reading.counts.refused,
            reading.counts.tasks,
            reading.counts.unsure
        ),
        (2, 2, 2)
    );
}

#[test]
fn years_that_are_left_out_come_from_the_document_or_are_doubted() {
    let desk = district();
    let drawing = "
| STT | Nhiệm vụ | Chủ trì | Thời hạn |
| 1 | Rà soát | Công an quận | 30/4 |
";
    let bare = desk.xlsx(drawing);
    assert!(!tasks(&bare)[0].sure, "{:?}", bare.rows);
    let told = PlanChoices {
        issued: Some(day("2025-02-01")),
        ..PlanChoices::default()
    };
    let reading = desk.file("a.xlsx", &xlsx(drawing), &told).expect("a plan");
    assert_eq!(
        tasks(&reading)[0].deadline.last_day,
        Some(day("2025-04-30"))
    );
    assert!(tasks(&reading)[0].sure);
}

#[test]
fn what_is_no_plan_is_refused_in_words() {
    let desk = district();
    let none = |bytes: &[u8]| {
        desk.file("tệp.xlsx", bytes, &PlanChoices::default())
            .expect_err("no plan")
            .code
    };
    assert_eq!(
        none(&xlsx(
            "
| Phường | Số hồ sơ |
| An Thới | 120 |
"
        )),
        ErrorCode::NoPlanTable
    );
    assert_eq!(none(b""), ErrorCode::NotATable);
    assert_eq!(none(b"%PDF-1.7"), ErrorCode::NotATable);
    assert_eq!(
        PlanFile::of_text("  \n ").expect_err("nothing").code,
        ErrorCode::NoPlanTable
    );
    let said = desk.look(
        &PlanFile::of_text("Chào cả nhà, mai họp nhé").expect("text"),
        &PlanChoices::default(),
    );
    assert_eq!(said.expect_err("no plan").code, ErrorCode::NoPlanTable);
}

#[test]
fn long_tables_and_long_texts_come_in_or_are_said() {
    let desk = district();
    let mut drawing = String::from("| STT | Nhiệm vụ | Chủ trì | Thời hạn |\n");
    for n in 1..=10_000 {
        drawing.push_str(&format!(
            "| {n} | Việc số {n} | UBND các phường; Công an quận | {}/{}/2024 |\n",
            n % 28 + 1,
            n % 12 + 1
        ));
    }
    let reading = desk.xlsx(&drawing);
    assert_eq!((reading.counts.tasks, reading.counts.unsure), (10_000, 0));
    assert_eq!(reading.rows[9_999].number, "KH-10000");
    let long = "rà soát dữ liệu ".repeat(7_000);
    let drawing = format!(
        "| STT | Nhiệm vụ | Chủ trì | Thời hạn |\n| 1 | {} | Công an quận | 31/3/2024 |\n",
        long.chars().take(20_000).collect::<String>()
    );
    let reading = desk.docx(&drawing);
    assert!(
        tasks(&reading)[0].title.chars().count() <= 251
            && tasks(&reading)[0].content.chars().count() >= 3_000
    );
    assert!(!reading.remarks.is_empty(), "what was cut is said");
    let lines = format!(
        "1. {long}; chủ trì: {long}; hạn: 31/3/2024\n2. Rà soát; chủ trì: Công an quận; hạn: 31/3/2024"
    );
    let reading = desk.text(&lines);
    assert_eq!(
        tasks(&reading).last().map(|row| lead(row)),
        Some("Công an quận".to_owned())
    );
}

#[test]
fn the_window_looks_over_decides_and_brings_in() {
    let mut open = open_example();
    let text = "Kế hoạch tháng 4\n1. Rà soát; chủ trì: Công an quận; phối hợp: UBND các phường; hạn: 15/4/2024\n2. Báo cáo; chủ trì: Văn phòng; hạn: 20/4/2024";
    let asked = json!({ "name": "", "bytes": null, "text": text, "plan": null });
    let reading = open.ask("look_over_plan", asked);
    assert_eq!(
        (&reading["counts"]["new"], &reading["written"]),
        (&json!(2), &json!(false)),
        "{reading}"
    );
    assert_eq!(
        reading["rows"][0]["partners"]["bodies"]
            .as_array()
            .map(Vec::len),
        Some(8)
    );
    let choices = json!({ "choices": { "sheet": null, "columns": [], "plan": { "existing": null, "title": "Việc tháng 4", "prefix": "T4", "document": null, "issued": null },
        "rows": [{ "row": 3, "leave_out": true, "title": null, "leads": null, "partners": null, "deadline": null }] } });
    let again = open.ask("read_plan_again", choices.clone());
    assert_eq!(
        (&again["counts"]["new"], &again["rows"][0]["number"]),
        (&json!(1), &json!("T4-001"))
    );
    let done = open.reply("bring_in_plan", choices.clone());
    assert_eq!(done["value"]["written"], json!(true));
    assert!(
        done["changes"]
            .as_array()
            .is_some_and(|all| all.contains(&json!("tasks"))),
        "{}",
        done["changes"]
    );
    assert!(done["value"]["plan"].is_number());
    let label = open.ask("journal", json!({ "limit": 1 }))[0]["label"].clone();
    assert!(
        label
            .as_str()
            .is_some_and(|own| own.contains("Việc tháng 4")),
        "{label}"
    );
    // A plan that was shown goes in only into the book as it was then.
    open.ask("undo", json!({}));
    assert_eq!(
        open.refusal("bring_in_plan", choices).code.as_str(),
        "intake_changed"
    );
}

#[test]
fn the_program_imports_a_plan() {
    let dir = tempfile::TempDir::new().expect("a folder");
    let run = |args: &[&str]| -> (Option<i32>, Value, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_so06"))
            .args(["--book", "b.so06", "--now", "2024-03-18", "--json"])
            .args(args)
            .current_dir(dir.path())
            .env_remove("SO06_BOOK")
            .output()
            .expect("the program");
        let value = serde_json::from_slice(&output.stdout).unwrap_or(Value::Null);
        (
            output.status.code(),
            value,
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )
    };
    assert_eq!(run(&["new", "--example", "binh-thuy-2024"]).0, Some(0));
    std::fs::write(dir.path().join("kh.xlsx"), xlsx(LANDSCAPE)).expect("written");
    let (status, shown, said) = run(&["tasks", "import", "kh.xlsx", "--dry-run"]);
    assert_eq!(
        (status, &shown["counts"]["new"], &shown["written"]),
        (Some(0), &json!(4), &json!(false)),
        "{said}"
    );
    let (status, done, said) = run(&[
        "tasks",
        "import",
        "kh.xlsx",
        "--document",
        "Quyết định 99/QĐ-UBND ngày 01/3/2024",
        "--issued",
        "2024-03-01",
    ]);
    assert_eq!(
        (status, &done["written"], &done["document"]["number"]),
        (Some(0), &json!(true), &json!("99/QĐ-UBND")),
        "{said}"
    );
    let (_, again, _) = run(&["tasks", "import", "kh.xlsx", "--plan", "99-qd-ubnd-2024"]);
    assert_eq!(
        (&again["counts"]["unchanged"], &again["counts"]["new"]),
        (&json!(4), &json!(0))
    );
    let (status, refused, _) = run(&["tasks", "import", "kh.xlsx", "--plan", "khong-co"]);
    assert_eq!(
        (status, &refused["error"]["code"]),
        (Some(1), &json!("no_such_plan"))
    );
    let (status, refused, _) = run(&["tasks", "import", "kh.xlsx", "--sheet", "Trang 9"]);
    assert_eq!(
        (status, &refused["error"]["code"]),
        (Some(1), &json!("no_such_sheet"))
    );
}
