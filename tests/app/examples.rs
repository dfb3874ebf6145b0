//! The shipped examples: every figure prints as it was published, and only what is said to be illustrative is.

use serde_json::json;
use so06::domain::indicator::{FactState, ILLUSTRATIVE, IndicatorKind, Target};
use so06::domain::number::Percent;
use so06::domain::percent::{Span, percent_above, percent_doubt, percent_doubt_of};
use so06::domain::{Boundary, ErrorCode, Instant, Period, Timeliness};
use so06::engine::counts::{
    Base, Figure, PageQuestion, RankQuestion, Scope, Targets, indicator_page, rank,
};
use so06::engine::dictionary::Dictionary;
use so06::engine::directory::Directory;
use so06::engine::reports::{self, ReportKind, ReportRequest};
use so06::engine::tasks::Board;
use so06::engine::{found, profile};
use so06::store::{self, Book, query};
use tempfile::TempDir;

use crate::support::{clock, day};

struct Made {
    _dir: TempDir,
    book: Book,
    dictionary: Dictionary,
    directory: Directory,
}

fn made(name: &str, today: &str) -> Made {
    let dir = TempDir::new().expect("a folder");
    let book = found::new_example(&dir.path().join("m.so06"), name, clock(today), "t")
        .unwrap_or_else(|e| panic!("{name}: {e}"));
    let (dictionary, directory) = book
        .read(|c| Ok((Dictionary::load(c)?, Directory::load(c)?)))
        .expect("a reading");
    Made {
        _dir: dir,
        book,
        dictionary,
        directory,
    }
}

fn can_tho() -> Made {
    made("can-tho-2024", "2024-03-14")
}

/// Body, indicator, window, and the figure with its word and unit as the bulletin prints it.
const PUBLISHED: [(&str, &str, &str, &str); 43] = [
    (
        "TTPVHCC",
        "dvc.tiep_nhan",
        "2024-02-26..2024-03-07",
        "7.642 hồ sơ",
    ),
    (
        "TTPVHCC",
        "cong_bo.truc_tuyen",
        "2024-02-26..2024-03-07",
        "61,5 %",
    ),
    (
        "TTPVHCC",
        "cong_bo.so_hoa_thanh_phan",
        "2024-02-26..2024-03-07",
        "39,9 %",
    ),
    (
        "TTPVHCC",
        "cong_bo.so_hoa_ket_qua",
        "2024-02-26..2024-03-07",
        "42,6 %",
    ),
    (
        "TTPVHCC",
        "cong_bo.thanh_toan",
        "2024-02-26..2024-03-07",
        "19,2 %",
    ),
    ("TTPVHCC", "dvc.thu_tuc", "@2024-03-13", "1.430 thủ tục"),
    ("TTPVHCC", "92.co_quan_mot_cua", "@2024-03-13", "16 cơ quan"),
    ("TTPVHCC", "dvc.nhan_su_ho_tro", "@2024-03-13", "12 người"),
    ("92", "hai_long.chung", "2023", "93,02 %"),
    ("BD", "buu_chinh.khau", "@2024-03-13", "4 khâu"),
    ("QDOM", "cong_dan_so.to_cong_nghe_xa", "@2024-03-13", "7 tổ"),
    (
        "QDOM",
        "cong_dan_so.to_cong_nghe_khu_vuc",
        "@2024-03-13",
        "79 tổ",
    ),
    ("31154", "dvc.thu_tuc_ma_qr", "@2024-03-13", "145 thủ tục"),
    ("31154", "cong_dan_so.nhom", "@2024-03-13", "39 nhóm"),
    (
        "92",
        "bien_che.tinh_gian",
        "2015-01-01..2021-12-31",
        "243 biên chế",
    ),
    (
        "92",
        "bien_che.giam_su_nghiep",
        "2015-01-01..2021-12-31",
        "3.455 người",
    ),
    (
        "92",
        "bien_che.cat_giam_chi_tieu",
        "2015-01-01..2021-12-31",
        "483 chỉ tiêu",
    ),
    (
        "92",
        "bien_che.hop_dong",
        "2015-01-01..2021-12-31",
        "11 hợp đồng",
    ),
    ("92", "bien_che.giam", "@2024-03-13", "1.325 người"),
    ("92", "92.bo_may_dau_moi", "@2024-03-13", "3 đầu mối"),
    ("92", "92.bo_may_su_nghiep", "@2024-03-13", "57 đơn vị"),
    (
        "92",
        "92.bo_may_diem_truong",
        "@2024-03-13",
        "41 điểm trường",
    ),
    ("92", "92.bo_may_tu_bao_dam", "@2024-03-13", "23 đơn vị"),
    ("92", "92.bo_may_cap_phong", "@2024-03-13", "86 đơn vị"),
    ("92", "92.bo_may_chi_cuc", "@2024-03-13", "46 chi cục"),
    ("92", "92.bo_may_phong_huyen", "@2024-03-13", "9 phòng"),
    ("92", "92.bo_may_dvhc_xa", "@2024-03-13", "2 đơn vị"),
    (
        "92",
        "92.bo_may_ap_khu_vuc",
        "@2024-03-13",
        "31 ấp, khu vực",
    ),
    ("918", "dinh_danh.ho_so", "@2024-02-22", "trên 98.000 hồ sơ"),
    (
        "918",
        "dinh_danh.kich_hoat",
        "@2024-02-22",
        "trên 92.400 tài khoản",
    ),
    ("916", "916.sx_chuan_dan_so", "@2024-03-13", "15.000 người"),
    ("916", "916.sx_dan_so", "@2024-03-13", "56.364 người"),
    ("916", "916.sx_dien_tich", "@2024-03-13", "1,99 km²"),
    (
        "916",
        "916.sx_ty_le_dien_tich",
        "2024-03-13..2024-03-13",
        "36,11 %",
    ),
    ("916", "916.sx_cbcc", "@2024-03-13", "81 người"),
    ("916", "916.sx_can_bo", "@2024-03-13", "38 người"),
    ("916", "916.sx_cong_chuc", "@2024-03-13", "43 người"),
    ("916", "916.sx_vien_chuc", "@2024-03-13", "27 người"),
    (
        "916",
        "916.sx_khong_chuyen_trach",
        "@2024-03-13",
        "56 người",
    ),
    ("916", "916.sx_quan_su", "@2024-03-13", "35 người"),
    ("916", "916.sx_cong_an", "@2024-03-13", "51 người"),
    ("916", "916.sx_doi_du_cbcc", "@2024-03-13", "58 người"),
    ("916", "916.sx_doi_du_kct", "@2024-03-13", "42 người"),
];

#[test]
fn every_published_figure_of_can_tho_prints_as_published() {
    let made = can_tho();
    let facts = made.book.read(|c| query::facts(c, None)).expect("facts");
    assert!(
        facts.iter().all(|fact| fact.record.source != ILLUSTRATIVE),
        "nothing in it is illustrative"
    );
    assert!(
        facts.iter().all(|fact| fact.record.document.is_some()),
        "every figure names its document"
    );
    let mut printed = std::collections::HashSet::new();
    for (body, code, window, expected) in PUBLISHED {
        let body = made
            .directory
            .resolve(body, day("2024-03-14"))
            .expect("a body");
        let indicator = made.dictionary.by_code(code).expect("a code");
        let fact = facts
            .iter()
            .map(|kept| &kept.record)
            .find(|fact| {
                (fact.body, fact.indicator, fact.window.as_str()) == (body, indicator, window)
            })
            .unwrap_or_else(|| panic!("{code} {window}"));
        let figure = Figure::of(fact, &made.dictionary).expect("a figure");
        let text = format!("{} {} {}", figure.prefix, figure.text, figure.unit);
        assert_eq!(text.trim_start(), expected, "{code}");
        printed.insert((body, indicator));
    }
    assert_eq!(
        printed.len(),
        facts.len(),
        "the table names every figure of the book"
    );
}

#[test]
fn percentages_of_can_tho_are_those_that_were_published() {
    let made = can_tho();
    let root = made.directory.root;
    let of = |code: &str| made.dictionary.by_code(code).expect("a code");
    let three = [
        "bien_che.tinh_gian",
        "bien_che.giam_su_nghiep",
        "bien_che.giam",
    ]
    .map(of);
    let targets = made
        .book
        .read(|c| Targets::load(c, three))
        .expect("targets");
    let today = day("2024-03-14");
    // 243/213 "hơn 114%", 3.455/2.313 "hơn 149,3%"
    let span = Period::parse("2015-01-01..2021-12-31").expect("a period");
    for (code, part, whole, exact, published, decimals) in [
        ("bien_che.tinh_gian", 243, 213, "114,08", "114", 0),
        (
            "bien_che.giam_su_nghiep",
            3_455,
            2_313,
            "149,37",
            "149,3",
            1,
        ),
    ] {
        let id = made.dictionary.by_code(code).expect("a code");
        let question = PageQuestion {
            indicator: id,
            body: None,
            period: span,
            today,
            boundary: Boundary::Then,
            base: None,
        };
        let page = made
            .book
            .read(|c| indicator_page(c, &question))
            .expect("a page");
        let shown = page.standing.figure.expect("a figure").text;
        let value: i64 = shown.replace('.', "").parse().expect("a number");
        assert_eq!(
            page.target.and_then(|target| target.percent).as_deref(),
            Some(exact)
        );
        let target = targets
            .in_force(id, root, span.last_day())
            .expect("a target");
        assert_eq!((value, target.target.value), (part, whole));
        let percent = Percent::of(part, whole).expect("a percentage");
        assert_eq!(percent.text(), exact);
        assert_eq!(
            percent_above(part, whole, decimals),
            Some((published.to_owned(), true))
        );
        assert!(!percent_doubt(
            part,
            whole,
            percent.0 - percent.0 % 10_i64.pow(2 - u32::from(decimals)),
            decimals
        ));
    }
    // 1.325/2.217
    let id = made.dictionary.by_code("bien_che.giam").expect("a code");
    let target = targets
        .in_force(id, root, day("2024-03-13"))
        .expect("a target");
    assert_eq!(target.target.value, 2_217);
    // 56.364/15.000 = 375,76 %; 1,99 km² printed with 36,11 % fits the rounding of the area alone.
    assert_eq!(
        Percent::of(56_364, 15_000).map(Percent::text).as_deref(),
        Some("375,76")
    );
    assert!(!percent_doubt_of(
        Span::rounded(199),
        Span::exact(550),
        3_611,
        2
    ));
}

#[test]
fn an_index_has_no_parts_and_is_nobody_elses() {
    let made = can_tho();
    let own = &made.dictionary;
    for code in [
        "hai_long.chung",
        "cong_bo.truc_tuyen",
        "916.sx_ty_le_dien_tich",
    ] {
        let id = own.by_code(code).expect("a code");
        let indicator = own.get(id).expect("it");
        assert_eq!(indicator.kind, IndicatorKind::Index);
        assert!(!indicator.kind.is_summable() && own.bases(id).next().is_none());
    }
    // Of the five groups only words were published: no figure is made of them.
    let facts = made.book.read(|c| query::facts(c, None)).expect("facts");
    for code in ["tiep_can", "thu_tuc", "cong_chuc", "ket_qua", "phan_anh"] {
        let id = own.by_code(&format!("hai_long.{code}")).expect("a group");
        assert!(
            !facts.iter().any(|fact| fact.record.indicator == id),
            "{code}"
        );
    }
    let said = facts
        .iter()
        .find(|fact| Some(fact.record.indicator) == own.by_code("hai_long.chung"))
        .expect("the index");
    assert!(
        said.record
            .note
            .contains("công chức trực tiếp giải quyết được đánh giá cao nhất")
    );
}

#[test]
fn the_merger_is_a_plan_of_its_own_with_its_milestones() {
    let made = can_tho();
    let board = made
        .book
        .read(|c| Board::load(c, day("2024-03-14")))
        .expect("the board");
    let plans: std::collections::HashSet<i64> =
        board.tasks.iter().map(|task| task.record.plan).collect();
    assert_eq!(plans.len(), 2);
    let last = |number: &str| board.find(number).expect("a task").record.last_day;
    assert_eq!(last("SX-01"), Some(day("2024-03-23")));
    assert_eq!(
        board.find("SX-01").expect("it").record.first_day,
        Some(day("2024-02-22"))
    );
    assert_eq!(last("SX-04"), Some(day("2024-03-28")));
    assert_eq!(last("SX-05"), Some(day("2024-04-04")));
    assert_eq!(last("SX-07"), Some(day("2024-04-29")));
    assert_eq!(last("SX-02"), None);
    let list = made
        .book
        .read(|c| so06::engine::tasks::tasks(c, day("2024-03-14"), None))
        .expect("the list");
    assert!(
        list.groups
            .iter()
            .any(|group| group.key == "sx" && group.tasks.len() == 7)
    );
    // Nobody published that something is late, so nothing is called so.
    assert!(
        list.classes
            .iter()
            .all(|class| class.state != Timeliness::Overdue || class.count == 0)
    );
}

#[test]
fn the_report_of_every_example_can_be_made() {
    for (name, today, period) in [
        ("can-tho-2024", "2024-03-14", "2024-Q1"),
        ("ninh-kieu-2024", "2024-12-16", "2024"),
    ] {
        let made = made(name, today);
        let period = Period::parse(period).expect("a period");
        let request = ReportRequest::new(ReportKind::Progress, period);
        let text = reports::text_of_pages(&made.book, &request).expect("the report");
        assert!(text.len() > 2_000, "{name}");
        if name == "can-tho-2024" {
            for said in [
                "93,02%",
                "7.642 hồ sơ",
                "375,76%",
                "Sắp xếp đơn vị hành chính",
            ] {
                assert!(text.contains(said), "missing: {said}\n{text}");
            }
        }
    }
}

#[test]
fn the_merger_in_ninh_kieu_keeps_people_and_has_figures_before_and_after() {
    let made = made("ninh-kieu-2024", "2024-12-16");
    assert_eq!(made.directory.units(day("2024-10-31")).len(), 11);
    assert_eq!(made.directory.units(day("2024-11-01")).len(), 8);
    let body = |code: &str| {
        made.directory
            .resolve(code, day("2024-10-31"))
            .expect("a body")
    };
    let new = made
        .directory
        .resolve("31123@2024-11-01", day("2024-12-16"))
        .expect("the new phường");
    let old = ["31123", "31126", "31129", "31141"].map(body);
    assert!(!old.contains(&new), "the same code, another territory");
    let facts = made.book.read(|c| query::facts(c, None)).expect("facts");
    let people = made.dictionary.by_code("dan_so.quy_mo").expect("people");
    let of = |body: i64| {
        facts
            .iter()
            .find(|fact| (fact.record.body, fact.record.indicator) == (body, people))
            .and_then(|fact| fact.record.value)
            .expect("a count")
    };
    assert_eq!(old.iter().map(|body| of(*body)).sum::<i64>(), 56_364);
    assert_eq!(of(new), 56_364);
    let official = facts
        .iter()
        .filter(|fact| fact.record.source != ILLUSTRATIVE);
    assert!(
        official.clone().count() == 5 && official.clone().all(|f| f.record.indicator == people),
        "only the people are published"
    );
    let activated = made
        .dictionary
        .by_code("dinh_danh.kich_hoat")
        .expect("kích hoạt");
    let days = |body: i64| -> Vec<&str> {
        facts
            .iter()
            .filter(|fact| (fact.record.body, fact.record.indicator) == (body, activated))
            .map(|fact| fact.record.window.as_str())
            .collect()
    };
    for body in old {
        assert_eq!(
            (days(body).len(), days(body).last()),
            (10, Some(&"@2024-10-14"))
        );
    }
    assert_eq!(days(new), ["@2024-11-14", "@2024-12-14"]);
    for fact in &facts {
        let fact = &fact.record;
        assert!(made.directory.alive(fact.body, fact.day), "{fact:?}");
        assert_eq!(fact.state, FactState::Value);
    }
    let targets = made
        .book
        .read(|c| store::list::<Target>(c, "1 = 1", &[]))
        .expect("targets");
    assert!(targets.iter().all(|target| target.record.illustrative));
    assert!(
        targets.iter().all(|target| target.record.body != new),
        "none was issued anew"
    );
    let as_of = Instant::parse("2024-10-14").expect("a day");
    let scope = Scope {
        period: Period::parse("2024-T10").expect("a period"),
        as_of,
    };
    let question = RankQuestion::new(activated, Base::Target, scope);
    let ranking = made.book.read(|c| rank(c, &question)).expect("a ranking");
    assert_eq!(ranking.rows.len(), 11);
}

#[test]
fn the_start_page_lists_every_example_and_each_can_be_opened() {
    let mut open = crate::support::open_example();
    let start = open.ask("start", json!({}));
    let names: Vec<String> = start["examples"]
        .as_array()
        .expect("examples")
        .iter()
        .map(|own| own["name"].as_str().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(names, ["binh-thuy-2024", "can-tho-2024", "ninh-kieu-2024"]);
    for name in &names {
        let path = format!("{name}.so06");
        let head = open.ask("new_example", json!({ "name": name, "path": path }));
        assert!(head["name"].as_str().is_some_and(|name| !name.is_empty()));
        open.ask("indicators", json!({ "as_of": null }));
        open.ask("tasks", json!({ "as_of": null, "baseline": null }));
    }
    let refusal = open.refusal(
        "new_example",
        json!({ "name": "khong-co", "path": "x.so06" }),
    );
    assert_eq!(refusal.code, ErrorCode::NoSuchExample.as_str());
    assert!(
        refusal.message.contains("can-tho-2024"),
        "{}",
        refusal.message
    );
}

#[test]
fn examples_say_which_they_are_and_are_quick_to_make() {
    for name in ["binh-thuy-2024", "can-tho-2024", "ninh-kieu-2024"] {
        let started = std::time::Instant::now();
        let made = made(name, "2024-12-16");
        assert!(
            started.elapsed().as_secs() < 10,
            "{name}: {:?}",
            started.elapsed()
        );
        let said = made
            .book
            .read(|c| profile::text(c, "example"))
            .expect("a setting");
        assert_eq!(said.as_deref(), Some(name));
    }
}
