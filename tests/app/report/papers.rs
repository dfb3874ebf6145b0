//! Papers made from the example book, with a meeting held in it: reminder, conclusion, invitation.

use so06::domain::meeting::{Conclusion, Meeting};
use so06::domain::task::{Assignment, Role, Task};
use so06::domain::timeliness::WorkState;
use so06::domain::{ErrorCode, Id, Instant, Period};
use so06::engine::reports::{self, ReportKind, ReportRequest};
use so06::engine::tasks::{self, Board, PartKey};
use so06::store::{Book, Operation};

use crate::support::{Example, TODAY, day, example};

pub(super) fn request(kind: ReportKind) -> ReportRequest {
    ReportRequest::new(kind, Period::parse("2024-Q1").expect("a period"))
}

pub(super) fn board(book: &Book) -> Board {
    book.read(|c| Board::load(c, day(TODAY))).expect("a board")
}

pub(super) fn body(book: &Book, code: &str) -> Id {
    board(book)
        .directory
        .resolve(code, day(TODAY))
        .expect("a body")
}

pub(super) fn meeting(on: &str) -> Meeting {
    Meeting {
        day: day(on),
        time: "08:00".to_owned(),
        title: "Giao ban Tổ công tác tháng 3/2024".to_owned(),
        place: "Phòng họp số 1, Ủy ban nhân dân quận".to_owned(),
        chair: "Phó Chủ tịch Ủy ban nhân dân quận, Tổ trưởng Tổ công tác".to_owned(),
        invited: "Thành viên Tổ công tác triển khai Đề án 06 quận\nLãnh đạo Công an quận, Phòng Tư pháp\n\
                  Chủ tịch Ủy ban nhân dân 8 phường"
            .to_owned(),
        agenda: "Kiểm điểm tiến độ nhiệm vụ quý I năm 2024\nBàn giải pháp nâng tỷ lệ kích hoạt tài khoản định danh \
                 điện tử\nÝ kiến kết luận"
            .to_owned(),
        document: None,
    }
}

/// A task that a conclusion became.
pub(super) fn concluded(
    like: &Task,
    number: &str,
    title: &str,
    wording: &str,
    last: Option<&str>,
) -> Task {
    Task {
        number: number.to_owned(),
        title: title.to_owned(),
        deliverable: String::new(),
        deadline_text: wording.to_owned(),
        last_day: last.map(day),
        stated_day: last.map(day),
        checklist: None,
        document: None,
        ..like.clone()
    }
}

/// A meeting on the day looked at, with one before it, and three conclusions; gives the later meeting.
pub(super) fn hold_meeting(book: &mut Book) -> Id {
    let like = board(book).find("NV-001").expect("a task").record.clone();
    let leads = ["31174", "PTP", "CAQ"].map(|code| body(book, code));
    let done = book.transact(Operation::new("test", serde_json::json!({})), |tx| {
        tx.add(&Meeting {
            title: "Giao ban Tổ công tác tháng 02/2024".to_owned(),
            ..meeting("2024-03-12")
        })?;
        let id = tx.add(&meeting(TODAY))?;
        let said = [
            (
                "Phường Thới An Đông ban hành ngay Kế hoạch triển khai Đề án 06, báo cáo kết quả trước ngày 25/3/2024",
                "trước ngày 25/3/2024",
                Some("2024-03-24"),
                &leads[..1],
            ),
            (
                "Rà soát, lập danh sách các trường hợp dữ liệu hộ tịch còn sai lệch, thống nhất phương án đối chiếu \
                 giữa hai ngành",
                "trong tháng 4/2024",
                Some("2024-04-30"),
                &leads[1..],
            ),
            (
                "Các phường tiếp tục phát huy vai trò của Tổ công nghệ số cộng đồng",
                "",
                None,
                &[][..],
            ),
        ];
        for (place, (text, wording, last, bodies)) in said.into_iter().enumerate() {
            let task = if bodies.is_empty() {
                None
            } else {
                let number = format!("KL-{:03}", place + 1);
                let task = tx.add(&concluded(&like, &number, text, wording, last))?;
                for body in bodies {
                    tx.add(&Assignment {
                        task,
                        body: *body,
                        role: Role::Lead,
                        occurrence: String::new(),
                        work_state: WorkState::Open,
                        last_day: None,
                        note: String::new(),
                    })?;
                }
                Some(task)
            };
            tx.add(&Conclusion {
                meeting: id,
                position: place as i64 + 1,
                text: text.to_owned(),
                task,
            })?;
        }
        Ok(id)
    });
    done.expect("a meeting").value
}

pub(super) fn text(made: &Example, request: &ReportRequest) -> String {
    reports::text_of_pages(&made.book, request).expect("a paper")
}

pub(super) fn says(text: &str, all: &[&str]) {
    for said in all {
        assert!(text.contains(said), "missing: {said}\n{text}");
    }
}

#[test]
fn the_letter_names_what_is_late_on_what_basis_and_until_when_to_answer() {
    let made = example();
    let all = text(&made, &request(ReportKind::Reminder));
    says(
        &all,
        &[
            "đôn đốc thực hiện nhiệm vụ Đề án 06 quá hạn chưa hoàn thành",
            "Ủy ban nhân dân phường Thới An Đông",
            "Thực hiện Thông báo số 96/TB-VPCP ngày 13 tháng 3 năm 2024 của Văn phòng Chính phủ",
            "trước ngày 15/3/2024|14/03/2024|4|",
            "chậm nhất ngày 21 tháng 3 năm 2024",
            "thời gian hoàn thành cụ thể./.",
            "Như trên\n",
            "Lưu: VT, VP",
        ],
    );
    assert_eq!(all.matches("./.").count(), 1);
    let one = ReportRequest {
        subject: Some(body(&made.book, "31174")),
        ..request(ReportKind::Reminder)
    };
    assert_eq!(text(&made, &one), all, "only one is late");
    let none = ReportRequest {
        subject: Some(body(&made.book, "CAQ")),
        ..request(ReportKind::Reminder)
    };
    let refused = reports::text_of_pages(&made.book, &none).expect_err("nothing to say");
    assert_eq!(refused.code, ErrorCode::NothingLate);
}

#[test]
fn many_late_tasks_go_into_an_annex_by_unit() {
    let made = example();
    let later = ReportRequest {
        as_of: Some(Instant::parse("2025-03-18").expect("an instant")),
        ..request(ReportKind::Reminder)
    };
    let text = text(&made, &later);
    says(
        &text,
        &[
            "chi tiết tại Phụ lục kèm theo",
            "Thủ trưởng các cơ quan, đơn vị có nhiệm vụ quá hạn",
            "\nPhòng Tư pháp\n",
        ],
    );
}

#[test]
fn what_is_missing_are_the_things_not_ticked_or_what_was_returned() {
    let mut made = example();
    let thoi_an_dong = body(&made.book, "31174");
    let before = text(&made, &request(ReportKind::Reminder));
    says(&before, &["và 2 việc khác"]);
    let (part, item) = {
        let board = board(&made.book);
        let task = board.find("NV-001").expect("a task");
        let part = board.part_of(task, thoi_an_dong, None).expect("a part");
        let detail = made
            .book
            .read(|c| tasks::task(c, "NV-001", day(TODAY)))
            .expect("a task");
        let key = PartKey {
            assignment: part.assignment,
            occurrence: String::new(),
        };
        (key, detail.assignments[0].checklist[0].item)
    };
    tasks::tick_item(&mut made.book, &part, item, true, "").expect("a tick");
    let after = text(&made, &request(ReportKind::Reminder));
    says(&after, &["và 1 việc khác"]);
    tasks::claim_completion(&mut made.book, &part, day("2024-03-18"), "").expect("a claim");
    tasks::return_completion(&mut made.book, &part, "chưa có chữ ký").expect("a return");
    let returned = text(&made, &request(ReportKind::Reminder));
    says(&returned, &["Kết quả bị trả lại: chưa có chữ ký"]);
}

#[test]
fn the_notice_says_unit_and_deadline_only_where_the_conclusion_does_not() {
    let mut made = example();
    let id = hold_meeting(&mut made.book);
    let wanted = ReportRequest {
        subject: Some(id),
        ..request(ReportKind::Conclusion)
    };
    let said = text(&made, &wanted);
    says(
        &said,
        &[
            "THÔNG BÁO",
            "tại cuộc họp giao ban Tổ công tác tháng 3/2024 ngày 18 tháng 3 năm 2024",
            "1. Phường Thới An Đông ban hành ngay Kế hoạch triển khai Đề án 06, báo cáo kết quả trước ngày 25/3/2024.",
            "giữa hai ngành (chủ trì: Phòng Tư pháp; Công an quận; thời hạn: trong tháng 4/2024).",
            "3. Các phường tiếp tục phát huy",
            "biết, thực hiện./.",
            "|trước ngày 25/3/2024|24/03/2024|1",
        ],
    );
    let annex = said.rfind("Công an quận\n").expect("a unit of the annex");
    assert!(said.find("Công an quận\n").is_some_and(|at| at <= annex));
    let drawn = reports::preview(&made.book, &wanted).expect("a preview");
    assert!(
        drawn
            .findings
            .iter()
            .any(|finding| finding.text.contains("Kết luận số 3 chưa giao"))
    );
}

#[test]
fn words_written_for_one_meeting_stand_in_its_papers_only() {
    let mut made = example();
    let id = hold_meeting(&mut made.book);
    let wanted = |subject| ReportRequest {
        subject,
        ..request(ReportKind::Conclusion)
    };
    let standard = reports::preview(&made.book, &wanted(Some(id))).expect("a preview");
    let opening = standard.texts.iter().find(|own| own.section == "opening");
    let opening = opening.expect("a section");
    assert!(opening.text.is_empty() && opening.standard.contains("chủ trì cuộc họp giao ban"));
    let place = (
        ReportKind::Conclusion,
        request(ReportKind::Conclusion).period,
        Some(id),
    );
    reports::write_report_text(&mut made.book, place, "opening", "Lời mở đầu riêng.")
        .expect("a text");
    says(&text(&made, &wanted(Some(id))), &["\nLời mở đầu riêng.\n"]);
    let earlier = made
        .book
        .read(|c| so06::store::list::<Meeting>(c, "id <> ?1", &[&id]))
        .expect("meetings")[0]
        .id;
    assert!(!text(&made, &wanted(Some(earlier))).contains("Lời mở đầu riêng."));
    reports::write_report_text(&mut made.book, place, "opening", "").expect("no text");
    says(&text(&made, &wanted(None)), &["chủ trì cuộc họp giao ban"]);
    let nowhere = reports::write_report_text(&mut made.book, place, "direction", "x");
    assert_eq!(nowhere.expect_err("no section").code, ErrorCode::BadRequest);
}

#[test]
fn the_invitation_says_when_where_who_and_what() {
    let mut made = example();
    let none = reports::text_of_pages(&made.book, &request(ReportKind::Invitation));
    assert_eq!(none.expect_err("no meeting").code, ErrorCode::NoSuchMeeting);
    hold_meeting(&mut made.book);
    let said = text(&made, &request(ReportKind::Invitation));
    says(
        &said,
        &[
            "GIẤY MỜI\nDự họp giao ban Tổ công tác tháng 3/2024",
            "Ủy ban nhân dân quận Bình Thủy trân trọng kính mời:",
            "- Chủ tịch Ủy ban nhân dân 8 phường.",
            "1. Thời gian: 08 giờ 00 phút, thứ Hai, ngày 18 tháng 3 năm 2024.",
            "2. Địa điểm: Phòng họp số 1, Ủy ban nhân dân quận.",
            "3. Chủ trì: Phó Chủ tịch",
            "- Ý kiến kết luận.",
            "thời gian./.",
        ],
    );
    let unknown = ReportRequest {
        subject: Some(999_999),
        ..request(ReportKind::Invitation)
    };
    let refused = reports::text_of_pages(&made.book, &unknown).expect_err("no such meeting");
    assert_eq!(refused.code, ErrorCode::NoSuchMeeting);
}
