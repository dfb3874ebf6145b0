//! Every kind of paper made from the example book, with a meeting held in it.

use so06::domain::book::Document;
use so06::domain::checklist::Checklist;
use so06::domain::meeting::{Conclusion, Meeting};
use so06::domain::merit::{Commendation, CommendationState};
use so06::domain::task::{Assignment, Role, Task};
use so06::domain::timeliness::WorkState;
use so06::domain::{ErrorCode, Id, Instant, Period};
use so06::engine::reports::{self, Also, ReportKind, ReportRequest};
use so06::engine::tasks::{self, Board, PartKey, class_counts};
use so06::store::{self, Book, Operation};

use crate::support::{Example, TODAY, day, example};

fn request(kind: ReportKind) -> ReportRequest {
    ReportRequest::new(kind, Period::parse("2024-Q1").expect("a period"))
}

fn board(book: &Book) -> Board {
    book.read(|c| Board::load(c, day(TODAY))).expect("a board")
}

fn body(book: &Book, code: &str) -> Id {
    board(book)
        .directory
        .resolve(code, day(TODAY))
        .expect("a body")
}

fn meeting(on: &str) -> Meeting {
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
fn concluded(like: &Task, number: &str, title: &str, wording: &str, last: Option<&str>) -> Task {
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
pub fn hold_meeting(book: &mut Book) -> Id {
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

fn text(made: &Example, request: &ReportRequest) -> String {
    reports::text_of_pages(&made.book, request).expect("a paper")
}

fn says(text: &str, all: &[&str]) {
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

#[test]
fn the_handout_is_one_page_whatever_is_late() {
    let mut made = example();
    hold_meeting(&mut made.book);
    let said = text(&made, &request(ReportKind::Handout));
    says(
        &said,
        &[
            "TÀI LIỆU HỌP GIAO BAN",
            "NV-001|Ban hành Kế hoạch triển khai Đề án 06 năm 2024|Phường Thới An Đông|14/03/2024|4",
            "2. Xếp hạng ",
            "3. Việc quá hạn chưa hoàn thành (1 nhiệm vụ, 1 phần việc)",
            "4. Thay đổi so với 12/03/2024",
            "sắp đến hạn → quá hạn",
        ],
    );
    // A year on everything is late.
    for moment in [TODAY, "2024-12-31", "2025-06-30", "2026-01-31"] {
        let wanted = ReportRequest {
            as_of: Some(Instant::parse(moment).expect("an instant")),
            ..request(ReportKind::Handout)
        };
        let drawn = reports::preview(&made.book, &wanted).expect("a preview");
        assert_eq!(drawn.pages, 1, "{moment}");
    }
}

#[test]
fn what_does_not_fit_on_the_handout_is_counted() {
    let mut made = example();
    hold_meeting(&mut made.book);
    let wanted = ReportRequest {
        as_of: Some(Instant::parse("2025-06-15").expect("an instant")),
        ..request(ReportKind::Handout)
    };
    let said = text(&made, &wanted);
    let (tasks, parts) = late_at(&made.book, "2025-06-15");
    let head = format!("3. Việc quá hạn chưa hoàn thành ({tasks} nhiệm vụ, {parts} phần việc)");
    says(&said, &[&head, "8 phường"]);
    let rows = said
        .lines()
        .filter(|line| line.matches('|').count() == 4 && !line.contains('→'))
        .count();
    assert!((4..=tasks).contains(&rows), "{rows} of {tasks}");
    if rows < tasks {
        says(&said, &[&format!("… và {} việc khác", tasks - rows)]);
    }
}

/// How many tasks and how many parts of them are overdue.
fn late_at(book: &Book, moment: &str) -> (usize, usize) {
    let board = book
        .read(|c| Board::load(c, Instant::parse(moment).expect("an instant")))
        .expect("a board");
    let late: Vec<usize> = board
        .own()
        .map(|task| {
            let parts = board.parts(task.id).iter();
            parts
                .filter(|part| part.state == so06::domain::Timeliness::Overdue)
                .count()
        })
        .filter(|count| *count > 0)
        .collect();
    (late.len(), late.iter().sum())
}

#[test]
fn a_checklist_is_empty_or_as_it_stands() {
    let mut made = example();
    let (task, unit) = (
        board(&made.book).find("NV-001").expect("a task").id,
        body(&made.book, "31174"),
    );
    let wanted = |body, filled| ReportRequest {
        subject: Some(task),
        body,
        filled,
        ..request(ReportKind::Checklist)
    };
    let empty = text(&made, &wanted(None, false));
    says(
        &empty,
        &[
            "PHIẾU THEO DÕI CÔNG VIỆC",
            "Đơn vị thực hiện: ....",
            "NGƯỜI THỰC HIỆN|NGƯỜI KIỂM TRA",
        ],
    );
    assert!(!empty.contains("|x|"));
    let refused = reports::text_of_pages(&made.book, &wanted(None, true));
    assert_eq!(refused.expect_err("whose?").code, ErrorCode::BodyNeeded);
    let key = {
        let board = board(&made.book);
        let part = board.part_of(board.find("NV-001").expect("a task"), unit, None);
        PartKey {
            assignment: part.expect("a part").assignment,
            occurrence: String::new(),
        }
    };
    let detail = made
        .book
        .read(|c| tasks::task(c, "NV-001", day(TODAY)))
        .expect("a task");
    let item = detail.assignments[0].checklist[0].item;
    tasks::tick_item(&mut made.book, &key, item, true, "Dự thảo lần 1").expect("a tick");
    let filled = text(&made, &wanted(Some(unit), true));
    says(
        &filled,
        &[
            "Đơn vị thực hiện: Phường Thới An Đông",
            "1|x|",
            "|18/03/2024, Cán bộ quận|Dự thảo lần 1",
        ],
    );
    let template = |key: &str| ReportRequest {
        template: Some(key.to_owned()),
        ..request(ReportKind::Checklist)
    };
    let services = text(&made, &template("dvc_thiet_yeu"));
    says(
        &services,
        &["25 dịch vụ công thiết yếu", "Đăng ký thường trú"],
    );
    let without = ReportRequest {
        subject: Some(board(&made.book).find("NV-002").expect("a task").id),
        ..request(ReportKind::Checklist)
    };
    for (bad, code) in [
        (template("none"), ErrorCode::NoSuchChecklist),
        (request(ReportKind::Checklist), ErrorCode::NoSuchChecklist),
        (without, ErrorCode::TaskWithoutChecklist),
    ] {
        let refused = reports::text_of_pages(&made.book, &bad).expect_err("no checklist");
        assert_eq!(refused.code, code);
    }
}

/// A task with the list of 25 services, all ticked by those who work on them.
fn twenty_five(made: &mut Example) -> ReportRequest {
    let unit = body(&made.book, "31174");
    let list = made
        .book
        .read(|c| store::list::<Checklist>(c, "key = 'dvc_thiet_yeu' ORDER BY version", &[]))
        .expect("lists")
        .pop()
        .expect("a list");
    let task = board(&made.book).find("NV-001").expect("a task").clone();
    made.book
        .transact(Operation::new("test", serde_json::json!({})), |tx| {
            let mut record = task.record.clone();
            record.checklist = Some(list.id);
            tx.set::<Task>(task.id, &record)
        })
        .expect("a list of its own");
    let key = PartKey {
        assignment: board(&made.book)
            .part_of(
                board(&made.book).find("NV-001").expect("a task"),
                unit,
                None,
            )
            .expect("a part")
            .assignment,
        occurrence: String::new(),
    };
    let detail = made
        .book
        .read(|c| tasks::task(c, "NV-001", day(TODAY)))
        .expect("a task");
    let own = detail
        .assignments
        .iter()
        .find(|own| own.body == unit)
        .expect("a part");
    assert_eq!(own.checklist.len(), 25);
    for (at, item) in own.checklist.iter().enumerate() {
        let proof = format!("Biên bản số {:02}/BB-UBND ngày 12/3/2024", at + 1);
        tasks::tick_item(&mut made.book, &key, item.item, true, &proof).expect("a tick");
    }
    ReportRequest {
        subject: Some(task.id),
        body: Some(unit),
        filled: true,
        ..request(ReportKind::Checklist)
    }
}

#[test]
fn a_checklist_of_25_is_two_pages_empty_or_filled() {
    let mut made = example();
    let filled = twenty_five(&mut made);
    let empty = ReportRequest {
        template: Some("dvc_thiet_yeu".to_owned()),
        ..request(ReportKind::Checklist)
    };
    for wanted in [empty, filled] {
        let said = text(&made, &wanted);
        assert!(said.contains("25|"), "{said}");
        let drawn = reports::preview(&made.book, &wanted).expect("a preview");
        assert!(drawn.pages <= 2, "{} pages", drawn.pages);
    }
}

#[test]
fn the_handout_ranks_units_best_first_and_names_those_without_figures_apart() {
    let mut made = example();
    hold_meeting(&mut made.book);
    let said = text(&made, &request(ReportKind::Handout));
    let at = said.find("2. Xếp hạng ").expect("a ranking");
    let end = said.find("3. Việc quá hạn").expect("what follows");
    let rows: Vec<Vec<&str>> = said[at..end]
        .lines()
        .filter(|line| line.contains('|'))
        .map(|line| line.split('|').collect())
        .collect();
    // Down the left column, then down the right one.
    let left = rows.iter().map(|row| row[0]);
    let ranks: Vec<u32> = left
        .chain(rows.iter().map(|row| row[4]))
        .filter_map(|cell| cell.parse().ok())
        .collect();
    assert!(ranks.len() >= 6, "{said}");
    assert!(ranks.is_sorted() && ranks[0] == 1, "{ranks:?}");
    says(&said[at..end], &["Chưa có số liệu: phường "]);
    // Thirteen bodies and all of that is one page.
    let drawn = reports::preview(&made.book, &request(ReportKind::Handout)).expect("a preview");
    assert_eq!(drawn.pages, 1);
    let first = said.find("1. Kết quả").expect("the bodies");
    let bodies = said[first..at].lines().filter(|line| line.contains('|'));
    let named: usize = bodies
        .map(|line| line.split('|').filter(|cell| cell.contains('/')).count())
        .sum();
    assert!(named >= 13, "{named} bodies\n{said}");
}

#[test]
fn the_report_on_tasks_counts_as_the_screens_do() {
    let made = example();
    let said = text(&made, &request(ReportKind::Tasks));
    let board = board(&made.book);
    let total: u32 = class_counts(&board).iter().map(|own| own.count).sum();
    says(
        &said,
        &[&format!("Trong tổng số {total} nhiệm vụ được giao")],
    );
    let rows = said
        .lines()
        .filter(|line| line.matches('|').count() == 6)
        .count();
    assert_eq!(rows, total as usize);
    for own in class_counts(&board) {
        let printed = said
            .lines()
            .filter(|line| line.ends_with(&format!("|{}", own.state.words())))
            .count();
        assert_eq!(printed, own.count as usize, "{:?}", own.state);
    }
}

#[test]
fn the_progress_report_praises_first_and_compares_with_the_period_before() {
    let mut made = example();
    let units = ["31168", "31174"].map(|code| body(&made.book, code));
    made.book
        .transact(Operation::new("test", serde_json::json!({})), |tx| {
            let document = tx.add(&Document {
                key: String::new(),
                kind: "Quyết định".to_owned(),
                number: "312/QĐ-UBND".to_owned(),
                day: Some(day("2024-03-11")),
                issuer: "Ủy ban nhân dân quận Bình Thủy".to_owned(),
                excerpt: String::new(),
            })?;
            for (body, state) in units
                .into_iter()
                .zip([CommendationState::Decided, CommendationState::Proposed])
            {
                tx.add(&Commendation {
                    body,
                    form: "Giấy khen".to_owned(),
                    number: 2,
                    state,
                    day: day("2024-03-11"),
                    document: Some(document),
                    reason: String::new(),
                })?;
            }
            Ok(())
        })
        .expect("commendations");
    let said = text(&made, &request(ReportKind::Progress));
    let praise = "(02 giấy khen) theo Quyết định số 312/QĐ-UBND ngày 11/03/2024.";
    says(
        &said,
        &[
            praise,
            "So với kỳ báo cáo trước (tính đến ngày 14/12/2023): ",
        ],
    );
    assert!(said.find(praise) < said.find("1. Tiến độ thực hiện nhiệm vụ"));
    assert_eq!(
        said.matches("giấy khen").count(),
        1,
        "a proposal is no praise yet"
    );
}

fn indicator(book: &so06::store::Book, code: &str) -> so06::domain::Id {
    let dictionary = book.read(so06::engine::dictionary::Dictionary::load);
    dictionary
        .expect("the dictionary")
        .by_code(code)
        .expect(code)
}

#[test]
fn a_ranking_praises_who_reached_the_target_and_says_what_others_lack() {
    let made = example();
    let text =
        |wanted: &ReportRequest| reports::text_of_pages(&made.book, wanted).expect("a ranking");
    let said = text(&request(ReportKind::Ranking));
    let place = |words: &str| {
        said.find(words)
            .unwrap_or_else(|| panic!("no “{words}” in {said}"))
    };
    let order = [
        place("có 07/08 phường có số liệu"),
        place("76.312/83.040 tài khoản, đạt 91,90%"),
        place("Trong đó 01 phường đạt và vượt chỉ tiêu giao; 06 phường chưa đạt."),
        place("Biểu dương: phường An Thới (104,12%)."),
        place("phường Thới An Đông (81,07%), còn thiếu 2.196"),
        place("Chưa có số liệu: phường Trà Nóc."),
        place("1|Phường An Thới|13.840|14.410|104,12|10412"),
        place("-|Phường Trà Nóc|11.500||||Chưa có số liệu"),
        place("|Cộng các phường (số liệu minh họa)|94.540|76.312|91,90|9190"),
    ];
    assert!(order.is_sorted(), "{said}");
    // Without a target it is compared with what the indicator is first compared with, and nobody falls short of it.
    let flow = text(&ReportRequest {
        subject: Some(indicator(&made.book, "dvc.truc_tuyen")),
        ..request(ReportKind::Ranking)
    });
    assert!(flow.contains("Biểu dương: "), "{flow}");
    assert!(
        !flow.contains("còn thiếu") && !flow.contains("chưa đạt"),
        "{flow}"
    );
    let none = reports::text_of_pages(
        &made.book,
        &ReportRequest {
            as_of: Some(Instant::parse("2019-01-01").expect("a day")),
            ..request(ReportKind::Ranking)
        },
    );
    assert_eq!(
        none.expect_err("no figures").code,
        so06::domain::ErrorCode::NothingRanked
    );
}

/// Writes every kind, as pages and for Word, into the folder that `SO06_WRITE_PAPERS` names, for the checks from
/// outside.
#[test]
#[ignore = "writes files to be looked at"]
fn write_papers() {
    let folder = std::env::var("SO06_WRITE_PAPERS").expect("SO06_WRITE_PAPERS names a folder");
    let mut made = example();
    let meeting = hold_meeting(&mut made.book);
    let task = |number: &str| Some(board(&made.book).find(number).expect("a task").id);
    let unit = Some(body(&made.book, "31174"));
    let of = request;
    let on = |kind, moment: &str| ReportRequest {
        as_of: Some(Instant::parse(moment).expect("an instant")),
        ..of(kind)
    };
    let papers = [
        ("progress", of(ReportKind::Progress)),
        ("ranking", of(ReportKind::Ranking)),
        (
            "ranking-flow",
            ReportRequest {
                subject: Some(indicator(&made.book, "dvc.truc_tuyen")),
                ..of(ReportKind::Ranking)
            },
        ),
        ("tasks", of(ReportKind::Tasks)),
        ("reminder", of(ReportKind::Reminder)),
        ("reminder-annex", on(ReportKind::Reminder, "2025-03-18")),
        (
            "conclusion",
            ReportRequest {
                subject: Some(meeting),
                ..of(ReportKind::Conclusion)
            },
        ),
        ("invitation", of(ReportKind::Invitation)),
        ("handout", of(ReportKind::Handout)),
        ("handout-late", on(ReportKind::Handout, "2026-01-31")),
        (
            "checklist",
            ReportRequest {
                subject: task("NV-001"),
                ..of(ReportKind::Checklist)
            },
        ),
        (
            "checklist-filled",
            ReportRequest {
                subject: task("NV-001"),
                body: unit,
                filled: true,
                ..of(ReportKind::Checklist)
            },
        ),
        (
            "checklist-template",
            ReportRequest {
                template: Some("dvc_thiet_yeu".to_owned()),
                ..of(ReportKind::Checklist)
            },
        ),
    ];
    for (name, wanted) in papers {
        write(&made.book, &wanted, &folder, name);
    }
    let mut more = example();
    let filled = twenty_five(&mut more);
    let returned = {
        let board = board(&more.book);
        let part = &board.parts(board.find("NV-005").expect("a task").id)[0];
        PartKey {
            assignment: part.assignment,
            occurrence: part.occurrence.clone(),
        }
    };
    tasks::claim_completion(&mut more.book, &returned, day(TODAY), "").expect("a claim");
    tasks::return_completion(
        &mut more.book,
        &returned,
        "Số liệu tháng 3 lấy ở đâu, ai xác nhận?",
    )
    .expect("returned");
    let period = so06::domain::Period::parse("2024-T01").expect("a period");
    so06::engine::periods::open_period(&mut more.book, period).expect("opened");
    let papers = [
        (
            "reminder-also",
            ReportRequest {
                also: vec![Also::Coming, Also::Returned, Also::Figures],
                ..on(ReportKind::Reminder, "2024-04-10")
            },
        ),
        (
            "reminder-also-annex",
            ReportRequest {
                also: vec![Also::Coming, Also::Returned, Also::Figures],
                ..on(ReportKind::Reminder, "2024-12-26")
            },
        ),
        ("checklist-25-filled", filled),
    ];
    for (name, wanted) in papers {
        write(&more.book, &wanted, &folder, name);
    }
}

/// As pages and for Word.
fn write(book: &so06::store::Book, wanted: &ReportRequest, folder: &str, name: &str) {
    for ending in ["pdf", "docx"] {
        let path = std::path::Path::new(folder).join(format!("{name}.{ending}"));
        reports::save(book, wanted, &path).expect(name);
    }
}
