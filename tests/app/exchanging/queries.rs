//! Figures that are sent back with a question: asked from above, answered from below.

use so06::domain::exchange::HeldWhy;
use so06::domain::query::{Query, QueryState};
use so06::domain::{ErrorCode, Id, Period};
use so06::engine::exchange::{Fate, Verdict, held_rows, write_package};
use so06::engine::queries::{
    AskQuery, QueryView, answer_query, ask_query, queries, queries_waiting, settle_query,
    withdraw_query,
};
use so06::engine::undo;
use so06::store::{self, Book};

use super::{Two, body, enter, file, indicator, take, two, value};
use crate::support::day;

const ISSUED: &str = "dinh_danh.ho_so";
const DISTRICT: &str = "Quận Bình Thủy";
const COMMUNE: &str = "Trà An";
const MONTH: &str = "2024-T01";

fn package(book: &mut Book, to: &str) -> Vec<u8> {
    let receiver = body(book, to);
    let done = write_package(book, receiver, None).expect("a package");
    done.value.bytes
}

fn ask(book: &mut Book, question: &str) -> so06::domain::Result<Id> {
    let asked = AskQuery {
        body: body(book, COMMUNE),
        indicator: indicator(book, ISSUED),
        period: Period::parse(MONTH).expect("a period"),
        question: question.to_owned(),
    };
    Ok(ask_query(book, &asked)?.value)
}

fn all(book: &Book) -> Vec<QueryView> {
    queries(book, true, day("2024-03-18")).expect("questions")
}

fn waiting(book: &Book) -> u32 {
    let root = book.read(so06::engine::profile::root).expect("a root");
    book.read(|c| queries_waiting(c, root)).expect("a count")
}

fn down(both: &mut Two) {
    let bytes = package(&mut both.district, COMMUNE);
    let done = take(&mut both.commune, &[file("giao.so06x", &bytes)]);
    assert_eq!(done[0].fate, Fate::Taken);
    assert_eq!(refused(&done), 0);
}

fn up(both: &mut Two) {
    let bytes = package(&mut both.commune, DISTRICT);
    let done = take(&mut both.district, &[file("báo cáo.so06x", &bytes)]);
    assert_eq!(done[0].fate, Fate::Taken);
    assert_eq!(refused(&done), 0);
}

fn refused(done: &[so06::engine::exchange::Outcome]) -> usize {
    done[0].count(|own| matches!(own, Verdict::Refused(_) | Verdict::Conflict(_)))
}

/// The commune's figure is with the district, and the district has asked about it.
fn asked() -> Two {
    let mut both = two();
    let own = body(&both.commune, COMMUNE);
    enter(&mut both.commune, own, ISSUED, MONTH, 12_431);
    up(&mut both);
    ask(&mut both.district, "Vì sao giảm so với tháng trước?").expect("a question");
    both
}

#[test]
fn a_question_goes_down_and_its_answer_comes_back_beside_the_corrected_figure() {
    let mut both = asked();
    assert_eq!((waiting(&both.district), waiting(&both.commune)), (0, 0));
    down(&mut both);
    let here = all(&both.commune);
    assert_eq!(here.len(), 1);
    let own = &here[0];
    assert!(!own.ours);
    assert_eq!(own.asker, DISTRICT);
    assert_eq!(
        (own.then.as_str(), own.now.as_str(), own.corrected),
        ("12.431", "12.431", false)
    );
    assert_eq!(
        (own.state, own.asked_by.as_str()),
        (QueryState::Open, "Cán bộ quận")
    );
    assert_eq!(waiting(&both.commune), 1);

    let unit = body(&both.commune, COMMUNE);
    enter(&mut both.commune, unit, ISSUED, MONTH, 12_468);
    assert_eq!(all(&both.commune)[0].now, "12.468");
    answer_query(&mut both.commune, own.id, "Đã đối chiếu, sót 37 hồ sơ").expect("an answer");
    assert_eq!(waiting(&both.commune), 0);
    up(&mut both);

    let back = all(&both.district);
    assert_eq!(back.len(), 1);
    let told = &back[0];
    assert!(told.ours && told.corrected);
    assert_eq!(
        (told.then.as_str(), told.now.as_str()),
        ("12.431", "12.468")
    );
    assert_eq!(told.answer, "Đã đối chiếu, sót 37 hồ sơ");
    assert_eq!(
        (told.state, told.answered_by.as_str()),
        (QueryState::Answered, "Cán bộ phường")
    );
    assert_eq!(waiting(&both.district), 1);
    settle_query(&mut both.district, told.id, true).expect("content");
    assert_eq!(waiting(&both.district), 0);
    down(&mut both);
    assert_eq!(all(&both.commune)[0].state, QueryState::Settled);
    let standing = queries(&both.commune, false, day("2024-03-18")).expect("questions");
    assert!(standing.is_empty());
}

#[test]
fn each_side_does_what_is_its_own_and_every_step_can_be_taken_back() {
    let mut both = asked();
    down(&mut both);
    let (above, below) = (all(&both.district)[0].id, all(&both.commune)[0].id);
    let code = |done: so06::domain::Result<()>| done.expect_err("refused").code;
    let plain = |done: so06::domain::Result<store::Done<()>>| done.map(|_| ());
    assert_eq!(
        code(plain(answer_query(&mut both.district, above, "…"))),
        ErrorCode::QueryOurs
    );
    assert_eq!(
        code(plain(settle_query(&mut both.commune, below, true))),
        ErrorCode::QueryNotOurs
    );
    assert_eq!(
        code(plain(withdraw_query(&mut both.commune, below))),
        ErrorCode::QueryNotOurs
    );
    assert_eq!(
        code(plain(withdraw_query(&mut both.commune, 0))),
        ErrorCode::NoSuchQuery
    );
    let asked = ask(&mut both.commune, "Sao?").map(drop);
    assert_eq!(code(asked), ErrorCode::QueryNotBelow);
    assert_eq!(
        code(ask(&mut both.district, "  ").map(drop)),
        ErrorCode::QuestionMissing
    );
    let citizen = ask(&mut both.district, "Ông 092084001234 là ai?").map(drop);
    assert_eq!(code(citizen), ErrorCode::CitizenNumber);
    let twice = ask(&mut both.district, "Vì sao giảm so với tháng trước?").map(drop);
    assert_eq!(code(twice), ErrorCode::QueryStands);

    answer_query(&mut both.commune, below, "Do nhập nhầm").expect("an answer");
    undo::undo(&mut both.commune).expect("undone");
    assert_eq!(all(&both.commune)[0].answer, "");
    undo::redo(&mut both.commune).expect("redone");
    assert_eq!(all(&both.commune)[0].answer, "Do nhập nhầm");
    answer_query(&mut both.commune, below, "").expect("taken back");
    assert_eq!(all(&both.commune)[0].state, QueryState::Open);
}

#[test]
fn the_same_question_from_two_machines_of_one_office_is_one() {
    let mut both = two();
    let own = body(&both.commune, COMMUNE);
    enter(&mut both.commune, own, ISSUED, MONTH, 100);
    up(&mut both);
    // The second machine of the district is a copy with an identity of its own.
    let bytes = package(&mut both.district, COMMUNE);
    take(&mut both.commune, &[file("giao.so06x", &bytes)]);
    let path = both.district.path().with_file_name("máy hai.so06");
    both.district.copy_to(&path).expect("a copy");
    let clock = crate::support::clock("2024-03-19");
    let mut second = Book::open(&path, clock, "Cán bộ thứ hai").expect("a book");
    so06::engine::exchange::renew_site(&mut second, "Máy thứ hai").expect("an identity");

    ask(&mut both.district, "Có đúng không?").expect("a question");
    ask(&mut second, "Có đúng không?").expect("the same question");
    ask(&mut second, "Lấy từ nguồn nào?").expect("another question");
    let bytes = package(&mut second, DISTRICT);
    let fingerprint = so06::engine::exchange::fingerprint(
        &so06::engine::exchange::read_package(&bytes, None)
            .expect("a package")
            .manifest,
    );
    let choices = so06::engine::exchange::Choices {
        recognise: vec![fingerprint],
        ..Default::default()
    };
    let files = [file("máy hai.so06x", &bytes)];
    let done = so06::engine::exchange::take_packages(
        &mut both.district,
        &files,
        &choices,
        &so06::progress::Progress::default(),
    )
    .expect("a taking")
    .value;
    assert_eq!(done[0].fate, Fate::Taken, "{:?}", done[0].fate);
    assert_eq!(refused(&done), 0, "{:?}", done[0].rows);
    let here = all(&both.district);
    assert_eq!(here.len(), 2);
    let same = here
        .iter()
        .find(|own| own.question == "Có đúng không?")
        .expect("the question");
    assert_eq!(same.asked_by, "Cán bộ quận", "whoever asked first");
    down(&mut both);
    assert_eq!(all(&both.commune).len(), 2);
}

#[test]
fn a_figure_that_changed_meanwhile_is_shown_beside_the_one_that_was_asked_about() {
    let mut both = asked();
    let own = body(&both.commune, COMMUNE);
    // Before the question comes the commune has corrected the figure by itself.
    enter(&mut both.commune, own, ISSUED, MONTH, 12_500);
    down(&mut both);
    let here = &all(&both.commune)[0];
    assert_eq!(
        (here.then.as_str(), here.now.as_str(), here.corrected),
        ("12.431", "12.500", true)
    );
    up(&mut both);
    let above = body(&both.district, COMMUNE);
    assert_eq!(value(&both.district, above, ISSUED, MONTH), Some(12_500));
    let told = &all(&both.district)[0];
    assert!(told.corrected && told.state == QueryState::Open);
    // The same words about the new figure are another question.
    ask(&mut both.district, "Vì sao giảm so với tháng trước?").expect("a question");
    assert_eq!(all(&both.district).len(), 2);
}

#[test]
fn a_unit_below_cannot_change_a_question_nor_remove_it() {
    let mut both = asked();
    down(&mut both);
    let id = all(&both.commune)[0].id;
    let changed = |book: &mut Book, act: &dyn Fn(Query) -> Option<Query>| {
        let operation = store::Operation::new("answer_query", serde_json::json!({ "body": "" }));
        book.transact(operation, |tx| {
            let kept: store::Kept<Query> = tx.get(id, ErrorCode::NoSuchQuery)?;
            match act(kept.record) {
                Some(record) => tx.set(id, &record),
                None => tx.end::<Query>(id),
            }
        })
        .expect("what a foreign program might do");
    };
    let before = all(&both.district);
    let meddle: [&dyn Fn(Query) -> Option<Query>; 3] = [
        &|own| {
            Some(Query {
                question: "Không có gì".to_owned(),
                ..own
            })
        },
        &|own| {
            Some(Query {
                settled: "2024-03-18T08:00:00+07:00".to_owned(),
                answer: "Xong".to_owned(),
                ..own
            })
        },
        &|_| None,
    ];
    for act in meddle {
        changed(&mut both.commune, act);
        let bytes = package(&mut both.commune, DISTRICT);
        let done = take(&mut both.district, &[file("sửa.so06x", &bytes)]);
        assert_eq!(done[0].fate, Fate::Taken);
        let refused = |own: &Verdict| matches!(own, Verdict::Refused(e) if e.code == ErrorCode::QueryNotTheirs);
        assert_eq!(done[0].count(refused), 1, "{:?}", done[0].rows);
        assert_eq!(all(&both.district), before);
    }
    let held = both
        .district
        .read(|c| held_rows(c, false))
        .expect("held rows");
    // The last one alone waits: it has seen what was tried before.
    assert_eq!(held.len(), 1);
    assert_eq!(held[0].held.why, HeldWhy::Refused);
}

#[test]
fn a_question_that_was_withdrawn_goes_although_it_was_answered_meanwhile() {
    let mut both = asked();
    down(&mut both);
    let (above, below) = (all(&both.district)[0].id, all(&both.commune)[0].id);
    answer_query(&mut both.commune, below, "Đúng như vậy").expect("an answer");
    withdraw_query(&mut both.district, above).expect("taken back");
    up(&mut both);
    assert!(all(&both.district).is_empty());
    down(&mut both);
    assert!(all(&both.commune).is_empty());
    // Asked once more, it is the same question, open again.
    ask(&mut both.district, "Vì sao giảm so với tháng trước?").expect("a question");
    down(&mut both);
    assert_eq!(all(&both.commune)[0].state, QueryState::Open);
}

#[test]
fn settling_above_and_answering_below_at_once_both_stand() {
    let mut both = asked();
    down(&mut both);
    let (above, below) = (all(&both.district)[0].id, all(&both.commune)[0].id);
    settle_query(&mut both.district, above, true).expect("content");
    answer_query(&mut both.commune, below, "Đã đối chiếu").expect("an answer");
    up(&mut both);
    down(&mut both);
    for book in [&both.district, &both.commune] {
        let own = &all(book)[0];
        assert_eq!(
            (own.state, own.answer.as_str()),
            (QueryState::Settled, "Đã đối chiếu")
        );
    }
}
