//! A plan that comes again with work in another place.

use so06::domain::task::Task;
use so06::engine::plan_intake::PlanState::{self, Changed, Unchanged};
use so06::engine::plan_intake::{PlanChoices, PlanFile};
use so06::store;

use super::desk::{district, tasks, xlsx};

const FIRST: &str = "
KẾ HOẠCH CHUYỂN ĐỔI SỐ NĂM 2024
(Kèm theo Kế hoạch số 61/KH-UBND ngày 12/4/2024 của UBND quận)
| STT | Nhiệm vụ | Chủ trì | Thời hạn |
| I | HẠ TẦNG | | |
| 1 | Nâng cấp máy chủ | Phòng VH-TT | 30/6/2024 |
| 2 | Mua sắm máy quét | Phòng TC-KH | 30/6/2024 |
| II | DỮ LIỆU | | |
| 3 | Số hóa hồ sơ | Phòng Tư pháp | 30/9/2024 |
| 3.1 | Quét hồ sơ giấy | Phòng Tư pháp | 30/8/2024 |
";

const SECOND: &str = "
KẾ HOẠCH CHUYỂN ĐỔI SỐ NĂM 2024
(Kèm theo Kế hoạch số 61/KH-UBND ngày 12/4/2024 của UBND quận)
| STT | Nhiệm vụ | Chủ trì | Thời hạn |
| I | HẠ TẦNG | | |
| 1 | Nâng cấp máy chủ | Phòng VH-TT | 30/6/2024 |
| II | DỮ LIỆU | | |
| 2 | Số hóa hồ sơ | Phòng Tư pháp | 30/9/2024 |
| 2.1 | Mua sắm máy quét | Phòng TC-KH | 30/6/2024 |
| 3 | Quét hồ sơ giấy | Phòng Tư pháp | 30/8/2024 |
";

fn file(drawing: &str) -> PlanFile {
    PlanFile::of_file("kế hoạch.xlsx", &xlsx(drawing)).expect("a workbook")
}

#[test]
fn a_move_is_seen_and_done_on_confirmation() {
    let mut desk = district();
    let plan = desk.bring(&file(FIRST), &PlanChoices::default());
    let before = desk.tasks(plan);
    let reading = desk
        .look(&file(SECOND), &PlanChoices::default())
        .expect("again");
    let states: Vec<PlanState> = tasks(&reading).iter().map(|row| row.state).collect();
    assert_eq!(states, [Unchanged, Unchanged, Changed, Changed]);
    let scanner = tasks(&reading)[2];
    assert_eq!(
        scanner.differs,
        [
            "Nhóm: “I. HẠ TẦNG” → “II. DỮ LIỆU”",
            "Thuộc nhiệm vụ: “không” → “Số hóa hồ sơ”"
        ]
    );
    assert_eq!(
        tasks(&reading)[3].differs,
        ["Thuộc nhiệm vụ: “Số hóa hồ sơ” → “không”"]
    );
    assert_eq!(
        desk.tasks(plan),
        before,
        "nothing moves before it is confirmed"
    );
    desk.bring(&file(SECOND), &PlanChoices::default());
    let after = desk.tasks(plan);
    let of = |title: &str| {
        let own = after.iter().find(|own| own.record.title == title);
        own.expect("the task").clone()
    };
    let (whole, scanner, scan) = (
        of("Số hóa hồ sơ"),
        of("Mua sắm máy quét"),
        of("Quét hồ sơ giấy"),
    );
    assert_eq!(after.len(), before.len(), "none is made twice");
    assert_eq!(scanner.record.group_key, whole.record.group_key);
    assert_eq!(scanner.record.parent, Some(whole.id));
    assert_eq!(scan.record.parent, None);
    let again = desk
        .look(&file(SECOND), &PlanChoices::default())
        .expect("again");
    assert_eq!((again.counts.changed, again.counts.new), (0, 0));
}

#[test]
fn what_an_officer_moved_stays_and_a_table_without_groups_moves_nothing() {
    let mut desk = district();
    let plan = desk.bring(&file(FIRST), &PlanChoices::default());
    let all = desk.tasks(plan);
    let server = all
        .iter()
        .find(|own| own.record.title == "Nâng cấp máy chủ")
        .expect("it");
    let data = all
        .iter()
        .find(|own| own.record.title == "Số hóa hồ sơ")
        .expect("it");
    let moved = Task {
        group_key: data.record.group_key.clone(),
        ..server.record.clone()
    };
    let id = server.id;
    let operation = store::Operation::new("save_task", serde_json::json!({}));
    desk.book
        .transact(operation, |tx| tx.set(id, &moved))
        .expect("an officer moves it");
    let reading = desk
        .look(&file(FIRST), &PlanChoices::default())
        .expect("again");
    assert_eq!((reading.counts.changed, reading.counts.new), (0, 0));
    let pasted =
        "Nâng cấp máy chủ\tPhòng VH-TT\t30/6/2024\nMua sắm máy quét\tPhòng TC-KH\t30/6/2024\n";
    let text = format!("Nhiệm vụ\tChủ trì\tThời hạn\n{pasted}");
    let choices = PlanChoices {
        plan: Some(so06::engine::plan_intake::PlanWanted {
            existing: Some(plan),
            ..Default::default()
        }),
        ..PlanChoices::default()
    };
    let reading = desk
        .look(&PlanFile::of_text(&text).expect("text"), &choices)
        .expect("a part of it");
    assert_eq!(
        (reading.counts.changed, reading.counts.new),
        (0, 0),
        "{:?}",
        tasks(&reading)[0].differs
    );
}

#[test]
fn two_that_change_places_make_no_circle() {
    let mut desk = district();
    let turned = "
KẾ HOẠCH CHUYỂN ĐỔI SỐ NĂM 2024
(Kèm theo Kế hoạch số 61/KH-UBND ngày 12/4/2024 của UBND quận)
| STT | Nhiệm vụ | Chủ trì | Thời hạn |
| II | DỮ LIỆU | | |
| 3 | Quét hồ sơ giấy | Phòng Tư pháp | 30/8/2024 |
| 3.1 | Số hóa hồ sơ | Phòng Tư pháp | 30/9/2024 |
";
    let plan = desk.bring(&file(FIRST), &PlanChoices::default());
    desk.bring(&file(turned), &PlanChoices::default());
    let all = desk.tasks(plan);
    for own in &all {
        let (mut at, mut steps) = (own.record.parent, 0);
        while let Some(above) = at {
            at = all
                .iter()
                .find(|own| own.id == above)
                .and_then(|own| own.record.parent);
            steps += 1;
            assert!(steps < 10, "a circle");
        }
    }
}
