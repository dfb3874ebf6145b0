//! Targets that a plan names: proposed, never set by themselves.

use std::collections::HashMap;

use so06::engine::plan_intake::{GoalChoice, PlanChoices, PlanFile, PlanReading, RowChoice};

use super::desk::{district, docx, tasks, xlsx};

const PLAN: &str = "
ỦY BAN NHÂN DÂN QUẬN BÌNH THỦY
Số: 52/KH-UBND
Bình Thủy, ngày 05 tháng 4 năm 2024
KẾ HOẠCH
Nâng cao chất lượng dịch vụ công trực tuyến năm 2024
| STT | Nhiệm vụ | Chủ trì | Sản phẩm, chỉ tiêu | Thời hạn |
| 1 | Vận động người dân nộp hồ sơ qua Cổng dịch vụ công | UBND các phường | Tỷ lệ hồ sơ trực tuyến 98 % | 30/11/2024 |
| 2 | Thanh toán phí, lệ phí không dùng tiền mặt | UBND các phường | Tối thiểu 50% hồ sơ thanh toán trực tuyến | 30/11/2024 |
| 3 | Kích hoạt tài khoản định danh điện tử đạt tối thiểu 70% | Công an quận | | 30/6/2024 |
| 4 | Số hóa thành phần hồ sơ, kết quả giải quyết TTHC đạt 100% | Văn phòng | | 30/9/2024 |
| 5 | Giảm hồ sơ giải quyết quá hạn xuống dưới 0,5% | Văn phòng | Báo cáo | 30/9/2024 |
| 6 | Lắp đặt mạng nội bộ | Phòng VH-TT | 100% phường có cáp quang | 30/9/2024 |
| 7 | Rà soát: tỷ lệ hồ sơ trực tuyến hiện đạt 61,5%, cần giải pháp | Văn phòng | Báo cáo | 15/5/2024 |
| 8 | Cấp 2.500 chữ ký số cá nhân cho người dân | UBND các phường | | 30/9/2024 |
| 9 | Cập nhật phần mềm 24/7, bảo đảm 100% TTHC được công khai | Bộ phận Một cửa | | 30/9/2024 |
";

/// What each row proposes: "Tỷ lệ hồ sơ trực tuyến = 98 %".
fn proposed(reading: &PlanReading) -> Vec<String> {
    let of_row = |goals: &[so06::engine::plan_intake::PlanGoal]| {
        goals
            .iter()
            .map(|own| format!("{} = {} {}", own.name, own.goal, own.unit))
            .collect::<Vec<_>>()
            .join("; ")
    };
    tasks(reading)
        .iter()
        .map(|row| of_row(&row.goals))
        .collect()
}

#[test]
fn a_clear_target_is_proposed_and_not_set() {
    let desk = district();
    let reading = desk.docx(PLAN);
    assert_eq!(
        proposed(&reading),
        [
            "Tỷ lệ hồ sơ trực tuyến = 98 %",
            "Tỷ lệ hồ sơ thanh toán trực tuyến = 50 %",
            "Tỷ lệ kích hoạt tài khoản định danh điện tử = 70 %",
            "Tỷ lệ số hóa thành phần hồ sơ = 100 %; Tỷ lệ số hóa kết quả giải quyết = 100 %",
            "Tỷ lệ hồ sơ giải quyết quá hạn = 0,5 %",
            "",
            "",
            "Chữ ký số cá nhân đã cấp = 2.500 chữ ký số",
            "",
        ]
    );
    assert!(
        tasks(&reading).iter().all(|row| row.goal.is_none()),
        "nothing is set by itself"
    );
    let again = desk.xlsx(PLAN);
    assert_eq!(proposed(&again), proposed(&reading));
}

#[test]
fn what_an_officer_takes_closes_the_task() {
    let mut desk = district();
    let file = PlanFile::of_file("kế hoạch.docx", &docx(PLAN)).expect("a document");
    let reading = desk.look(&file, &PlanChoices::default()).expect("a plan");
    let first = tasks(&reading)[0];
    let online = first.goals[0].indicator;
    let third = tasks(&reading)[2];
    let active = third.goals[0].indicator;
    let goal = |indicator, value: Option<&str>| RowChoice {
        goal: Some(GoalChoice {
            indicator,
            value: value.map(str::to_owned),
        }),
        ..RowChoice::default()
    };
    let choices = PlanChoices {
        rows: HashMap::from([
            (first.row, goal(online, None)),
            (third.row, goal(active, Some("72,5"))),
        ]),
        ..PlanChoices::default()
    };
    let plan = desk.bring(&file, &choices);
    let kept = desk.tasks(plan);
    let set: Vec<_> = kept
        .iter()
        .map(|own| (own.record.indicator, own.record.goal))
        .collect();
    assert_eq!(set[0], (Some(online), Some(9_800)));
    assert_eq!(set[1], (None, None), "proposed and not taken");
    assert_eq!(set[2], (Some(active), Some(7_250)));
    // Taken later, it is a change like any other.
    let again = desk.look(&file, &PlanChoices::default()).expect("again");
    assert_eq!((again.counts.changed, again.counts.new), (0, 0));
    let second = tasks(&again)[1];
    let later = PlanChoices {
        rows: HashMap::from([(second.row, goal(second.goals[0].indicator, None))]),
        ..PlanChoices::default()
    };
    let shown = desk.look(&file, &later).expect("with a goal");
    assert_eq!(shown.counts.changed, 1);
    assert!(tasks(&shown)[1].differs[0].starts_with("Đích bằng số"));
    desk.bring(&file, &later);
    assert_eq!(desk.tasks(plan)[1].record.goal, Some(5_000));
}

#[test]
fn a_goal_that_is_no_number_is_refused() {
    let desk = district();
    let file = PlanFile::of_file("kế hoạch.xlsx", &xlsx(PLAN)).expect("a workbook");
    let reading = desk.look(&file, &PlanChoices::default()).expect("a plan");
    let first = tasks(&reading)[0];
    let choices = PlanChoices {
        rows: HashMap::from([(
            first.row,
            RowChoice {
                goal: Some(GoalChoice {
                    indicator: first.goals[0].indicator,
                    value: Some("nhiều".to_owned()),
                }),
                ..RowChoice::default()
            },
        )]),
        ..PlanChoices::default()
    };
    assert!(desk.look(&file, &choices).is_err());
}
