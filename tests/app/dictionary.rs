//! The dictionary: what is shipped, own indicators, versions by day, the score card.

use std::collections::HashSet;
use std::time::Instant as Stopwatch;

use serde_json::{Value, json};
use so06::domain::indicator::IndicatorKind;
use so06::domain::{Day, ErrorCode};
use so06::engine::dictionary::{
    Dictionary, IndicatorEntry, Redefinition, add_indicators, indicator_list, indicator_words,
    redefine_indicator, score_card, show_in_grid,
};
use so06::engine::{found, settings, undo};
use so06::store::{Book, Done};

use crate::support::{TODAY, clock, day, example, open_example};

fn dictionary(book: &Book) -> Dictionary {
    book.read(Dictionary::load).expect("the dictionary")
}

fn empty(root: &str) -> (tempfile::TempDir, Book) {
    let dir = tempfile::TempDir::new().expect("a folder");
    let book =
        found::new_book(&dir.path().join("b.so06"), root, clock(TODAY), "t").expect("a book");
    (dir, book)
}

#[test]
fn a_new_book_has_the_whole_dictionary_quickly() {
    let started = Stopwatch::now();
    let (_dir, book) = empty("918");
    let founded = started.elapsed();
    assert!(founded.as_millis() < 5_000, "founding took {founded:?}");
    let own = dictionary(&book);
    assert!(own.all().len() >= 180, "{}", own.all().len());
    let codes: HashSet<&str> = own
        .all()
        .iter()
        .map(|kept| kept.record.code.as_str())
        .collect();
    assert_eq!(codes.len(), own.all().len(), "codes are unique");
    for kept in own.all() {
        let name = &kept.record.code;
        assert_eq!(own.by_code(name), Some(kept.id));
        assert_eq!(own.get(kept.id).map(|i| &i.code), Some(name));
        assert!(!own.versions(kept.id).is_empty(), "{name} has no version");
        for version in own.versions(kept.id) {
            assert!(
                version.record.decimals <= 4 && !version.record.definition.is_empty(),
                "{name}"
            );
            assert!(version.record.document.is_some(), "{name} names no source");
        }
        let parts = own.bases(kept.id).count();
        match kept.record.kind {
            IndicatorKind::Ratio => assert!(parts > 0 && kept.record.numerator.is_some(), "{name}"),
            IndicatorKind::Index | IndicatorKind::YesNo => {
                assert!(
                    parts == 0 && kept.record.numerator.is_none(),
                    "{name} has parts"
                );
            }
            IndicatorKind::Stock | IndicatorKind::Flow => assert!(kept.record.numerator.is_none()),
        }
        assert!(own.source(&kept.record.source).is_some(), "{name}");
    }
}

#[test]
fn the_funnel_goes_from_files_over_accounts_to_activation() {
    let (_dir, book) = empty("918");
    let own = dictionary(&book);
    let codes = |ids: &[i64]| -> Vec<String> {
        ids.iter()
            .filter_map(|id| own.get(*id))
            .map(|i| i.code.clone())
            .collect()
    };
    assert_eq!(
        codes(own.funnel()),
        [
            "dinh_danh.ho_so",
            "dinh_danh.tai_khoan",
            "dinh_danh.kich_hoat"
        ]
    );
    assert_eq!(
        codes(&own.funnel_stages()[1].levels),
        ["dinh_danh.tai_khoan_muc_1", "dinh_danh.tai_khoan_muc_2"]
    );
}

#[test]
fn names_and_definitions_have_days() {
    let (_dir, book) = empty("918");
    let own = dictionary(&book);
    let card = own.by_code("can_cuoc.ho_so").expect("căn cước");
    let name = |on: &str| own.name(card, day(on));
    assert!(
        name("2024-06-30").contains("căn cước công dân"),
        "{}",
        name("2024-06-30")
    );
    assert!(
        !name("2024-07-01").contains("công dân"),
        "{}",
        name("2024-07-01")
    );
    let funnel = own.by_code("dinh_danh.kich_hoat").expect("kích hoạt");
    let since = own
        .definition(funnel, day("2024-07-01"))
        .expect("a version");
    assert!(since.definition.contains("69/2024/NĐ-CP"));
    let paper = own.by_code("dv25.09.tiep_nhan").expect("khai sinh");
    let said = |on: &str| {
        own.definition(paper, day(on))
            .expect("a version")
            .definition
            .clone()
    };
    assert!(said("2025-10-01").contains("24/CT-TTg") && !said("2025-09-30").contains("24/CT-TTg"));
    assert!(said("2024-01-01").contains("Cấp xã giải quyết"));
}

#[test]
fn the_twenty_five_services_say_who_handles_them() {
    let (_dir, book) = empty("918");
    let own = dictionary(&book);
    let said = |number: u32| {
        let id = own
            .by_code(&format!("dv25.{number:02}.tiep_nhan"))
            .expect("a service");
        assert!(own.by_code(&format!("dv25.{number:02}.ty_le")).is_some());
        assert!(!own.get(id).expect("it").in_grid);
        own.definition(id, day(TODAY))
            .expect("a version")
            .definition
            .clone()
    };
    let with =
        |words: &str| -> Vec<u32> { (1..=25).filter(|n| said(*n).contains(words)).collect() };
    assert_eq!(with("Cấp xã"), [9, 10, 11, 15, 16, 19]);
    assert_eq!(with("liên thông"), [15, 16]);
    assert_eq!(
        with("Cơ quan Công an"),
        [1, 2, 3, 4, 5, 6, 7, 8, 12, 13, 14]
    );
    assert_eq!(with("trong năm 2025"), [20, 22]);
}

#[test]
fn the_list_has_groups_sources_figures_and_words() {
    let made = example();
    let list = made
        .book
        .read(|c| indicator_list(c, day(TODAY)))
        .expect("the list");
    let keys: Vec<&str> = list.groups.iter().map(|group| group.key.as_str()).collect();
    assert_eq!(keys, ["a", "dv25", "qd766", "b", "c", "d", "dd"]);
    let row = list
        .groups
        .iter()
        .flat_map(|group| &group.indicators)
        .find(|row| row.code == "dinh_danh.kich_hoat")
        .expect("kích hoạt");
    let figure = row.figure.as_ref().expect("a figure");
    assert_eq!(
        (figure.prefix.as_str(), figure.text.as_str()),
        ("trên", "92.400")
    );
    assert_eq!(row.percent.as_deref(), Some("94,29"));
    assert_eq!(
        row.base_text.as_deref(),
        Some("trên 98.000 hồ sơ đã thu nhận")
    );
    assert_eq!(row.kind_text, "lũy kế");
    let counted: u32 = list.sources.iter().map(|source| source.official_for).sum();
    let rows: usize = list.groups.iter().map(|group| group.indicators.len()).sum();
    assert_eq!(
        counted as usize, rows,
        "every indicator has one official source"
    );
    let words = made
        .book
        .read(|c| indicator_words(c, row.indicator, day(TODAY)))
        .expect("words");
    assert_eq!(words.bases.len(), 3);
    assert!(words.document.expect("a document").contains("06/QĐ-TTg"));
}

fn entry(value: Value) -> IndicatorEntry {
    serde_json::from_value(value).expect("an entry")
}

fn add(book: &mut Book, rows: &[Value]) -> Result<Vec<i64>, Vec<(usize, ErrorCode)>> {
    let entries: Vec<IndicatorEntry> = rows.iter().cloned().map(entry).collect();
    match add_indicators(book, &entries).expect("an answer") {
        Ok(Done { value, .. }) => Ok(value),
        Err(refused) => Err(refused
            .into_iter()
            .map(|(row, error)| (row, error.code))
            .collect()),
    }
}

#[test]
fn own_indicators_get_the_code_of_their_body_and_can_be_undone() {
    let (_dir, mut book) = empty("918");
    let ids = add(&mut book, &[
        json!({ "name": "Tỷ lệ tổ tự quản 4.0", "kind": "ratio", "unit": "%", "decimals": 2, "numerator": "to_40", "bases": [{ "base": "918.to" }] }),
        json!({ "code": "918.to", "name": "Tổ tự quản", "kind": "stock", "unit": "tổ", "source": "don_vi" }),
        json!({ "code": "to_40", "name": "Tổ tự quản dùng VNeID", "kind": "stock", "unit": "tổ", "in_grid": true }),
    ]).expect("three");
    let own = dictionary(&book);
    let ratio = own.get(ids[0]).expect("the ratio");
    assert_eq!(ratio.code, "918.ty_le_to_tu_quan_4_0");
    assert_eq!(
        (ratio.numerator, own.bases(ids[0]).next().map(|b| b.base)),
        (Some(ids[2]), Some(ids[1]))
    );
    assert_eq!(own.resolve("to_40").expect("by slug"), ids[2]);
    assert!(own.grid().contains(&ids[2]) && own.get(ids[1]).expect("it").is_own());
    undo::undo(&mut book).expect("undone");
    assert_eq!(dictionary(&book).by_code("918.to"), None);
}

#[test]
fn a_row_that_does_not_fit_keeps_all_out_and_says_which() {
    let (_dir, mut book) = empty("918");
    let before = dictionary(&book).all().len();
    let stock = |code: &str, name: &str, more: Value| {
        let mut row = json!({ "code": code, "name": name, "kind": "stock" });
        let map = row.as_object_mut().expect("an object");
        map.extend(more.as_object().cloned().unwrap_or_default());
        row
    };
    let table = [
        (
            json!({ "name": "Tỷ lệ A", "kind": "ratio" }),
            ErrorCode::RatioParts,
        ),
        (
            stock("x", "Kích hoạt", json!({})),
            ErrorCode::IndicatorExists,
        ),
        (stock("Chữ Hoa", "A", json!({})), ErrorCode::BadSlug),
        (stock("999.a", "A", json!({})), ErrorCode::BadSlug),
        (stock("a", " ", json!({})), ErrorCode::ReasonNeeded),
        (
            stock("a", "A", json!({ "decimals": 5 })),
            ErrorCode::BadDecimals,
        ),
        (
            stock("a", "A", json!({ "group": "z" })),
            ErrorCode::NoSuchGroup,
        ),
        (
            stock("a", "A", json!({ "source": "không có" })),
            ErrorCode::NoSuchSource,
        ),
        (
            stock("a", "A", json!({ "bases": [{ "base": "không có" }] })),
            ErrorCode::NoSuchIndicator,
        ),
        (
            stock("a", "A", json!({ "bases": [{ "base": "dvc.tiep_nhan" }] })),
            ErrorCode::KindMismatch,
        ),
        (
            stock("a", "A", json!({ "bases": [{ "base": "hai_long.chung" }] })),
            ErrorCode::KindMismatch,
        ),
        (
            stock("a", "A", json!({ "bases": [{ "base": "a" }] })),
            ErrorCode::IndicatorCycle,
        ),
        (
            json!({ "name": "Chỉ số A", "kind": "index", "bases": [{ "base": "dan_so.thuong_tru" }] }),
            ErrorCode::NoParts,
        ),
        (
            json!({ "name": "Có A", "kind": "yes_no", "decimals": 1 }),
            ErrorCode::BadDecimals,
        ),
    ];
    for (row, code) in table {
        let good = json!({ "code": "tot", "name": "Dòng tốt", "kind": "flow" });
        let refused = add(&mut book, &[good, row.clone()]).expect_err("a refusal");
        assert_eq!(refused, [(2, code)], "{row}");
    }
    let circle = [
        stock("a", "A", json!({ "bases": [{ "base": "b" }] })),
        stock("b", "B", json!({ "bases": [{ "base": "a" }] })),
    ];
    assert_eq!(
        add(&mut book, &circle).expect_err("a circle"),
        [
            (1, ErrorCode::IndicatorCycle),
            (2, ErrorCode::IndicatorCycle)
        ]
    );
    let twice = [stock("a", "A", json!({})), stock("a", "B", json!({}))];
    assert_eq!(
        add(&mut book, &twice).expect_err("twice"),
        [(2, ErrorCode::IndicatorExists)]
    );
    assert_eq!(dictionary(&book).all().len(), before, "nothing was written");
}

fn redefinition(indicator: i64, from_day: Day, name: &str) -> Redefinition {
    Redefinition {
        indicator,
        from_day,
        name: name.to_owned(),
        short_name: "CC".to_owned(),
        unit: "hồ sơ".to_owned(),
        definition: "Định nghĩa mới.".to_owned(),
        document: None,
    }
}

#[test]
fn a_redefinition_holds_from_its_day_and_leaves_earlier_days_alone() {
    let (_dir, mut book) = empty("918");
    let id = dictionary(&book)
        .by_code("ho_tich.so_hoa")
        .expect("hộ tịch");
    let old = dictionary(&book).name(id, day(TODAY));
    redefine_indicator(&mut book, &redefinition(id, day("2025-01-01"), "Tên mới"))
        .expect("a version");
    let own = dictionary(&book);
    assert_eq!(
        (
            own.name(id, day("2024-12-31")),
            own.name(id, day("2025-01-01"))
        ),
        (old, "Tên mới".to_owned())
    );
    assert_eq!(own.versions(id).len(), 2);
    redefine_indicator(&mut book, &redefinition(id, day("2025-01-01"), "Tên sửa"))
        .expect("a correction");
    assert_eq!(
        dictionary(&book).versions(id).len(),
        2,
        "the same day is corrected"
    );
    let again = redefine_indicator(&mut book, &redefinition(id, day("2025-01-01"), "Tên sửa"))
        .expect("nothing");
    assert!(again.changes.is_empty());
    let nameless = redefine_indicator(&mut book, &redefinition(id, day("2026-01-01"), " "));
    assert_eq!(nameless.expect_err("no name").code, ErrorCode::ReasonNeeded);
    let nowhere = redefine_indicator(&mut book, &redefinition(-1, day("2026-01-01"), "A"));
    assert_eq!(nowhere.expect_err("none").code, ErrorCode::NoSuchIndicator);
}

#[test]
fn the_grid_shows_what_is_chosen_but_no_ratio() {
    let (_dir, mut book) = empty("918");
    let own = dictionary(&book);
    let (flow, ratio) = (
        own.by_code("dv25.09.tiep_nhan").expect("a flow"),
        own.by_code("dv25.09.ty_le").expect("a ratio"),
    );
    show_in_grid(&mut book, flow, true).expect("shown");
    assert!(dictionary(&book).grid().contains(&flow));
    show_in_grid(&mut book, flow, false).expect("hidden");
    assert!(!dictionary(&book).grid().contains(&flow));
    let refused = show_in_grid(&mut book, ratio, true).expect_err("a ratio");
    assert_eq!(refused.code, ErrorCode::ComputedIndicator);
}

#[test]
fn the_score_card_counts_what_is_there_and_invents_nothing() {
    let mut open = open_example();
    let card = |open: &mut crate::support::Open| {
        open.ask("indicators", json!({ "as_of": null }))["score"].clone()
    };
    let before = card(&mut open);
    assert_eq!(before["max"], "100");
    let maxima: Vec<&str> = before["groups"]
        .as_array()
        .expect("groups")
        .iter()
        .filter_map(|group| group["max"].as_str())
        .collect();
    assert_eq!(maxima, ["18", "20", "12", "10", "22", "18"]);
    assert_eq!(before["points"], "chưa có điểm");
    for group in before["groups"].as_array().expect("groups") {
        assert_eq!(group["points"], Value::Null, "{group}");
        for item in group["items"].as_array().expect("items") {
            assert_eq!(
                (&item["max"], &item["points"]),
                (&json!("chưa rõ"), &Value::Null)
            );
        }
    }
}

#[test]
fn a_group_has_points_for_the_items_that_have_data_maximum_and_threshold() {
    use so06::domain::Instant;
    use so06::domain::number::parse_entry;
    use so06::engine::counts::{RecordCount, Stated, record_count};
    let (_dir, mut book) = empty("918");
    let today = day(TODAY);
    let own = dictionary(&book);
    let root = book.read(so06::engine::profile::root).expect("the root");
    let put = |book: &mut Book, code: &str, typed: &str| {
        let request = RecordCount {
            body: root,
            indicator: own.by_code(code).expect("a code"),
            stated: Stated::AsOf(Instant::end_of(today)),
            entry: parse_entry(typed, 0).expect("a number"),
            source: None,
            note: None,
        };
        record_count(book, &request).expect("a fact");
    };
    let group = |book: &Book| {
        let card = book
            .read(|c| score_card(c, &Dictionary::load(c)?, today))
            .expect("a card");
        card.groups
            .into_iter()
            .find(|group| group.key == "CLGQ")
            .expect("the group")
    };
    put(&mut book, "qd766.tthc_truc_tuyen", "50");
    assert_eq!(
        group(&book).items[0].percent,
        None,
        "a part without its whole is no data"
    );
    put(&mut book, "qd766.tthc_tham_quyen", "100");
    let ratio_only = group(&book);
    assert_eq!(ratio_only.items[0].percent.as_deref(), Some("50,00"));
    assert_eq!(
        (ratio_only.items[0].threshold.as_deref(), &ratio_only.points),
        (Some("80"), &None)
    );
    settings::set_setting(&mut book, "score.3.1.max", "4").expect("a maximum");
    let scored = group(&book);
    assert_eq!(scored.items[0].points.as_deref(), Some("2,50"), "50/80 × 4");
    assert_eq!(scored.points.as_deref(), Some("2,50"));
    assert!(scored.why.expect("why").contains("có số liệu 1/3 mục"));
}

#[test]
fn settings_take_what_fits_and_nothing_else() {
    let (_dir, mut book) = empty("918");
    for (key, value, code) in [
        ("root", "1", ErrorCode::NoSuchSetting),
        ("score.9.9.max", "1", ErrorCode::NoSuchSetting),
        ("score.3.1.threshold", "80", ErrorCode::NoSuchSetting),
        ("score.3.1.max", "nhiều", ErrorCode::BadSetting),
        ("score.3.1.max", "101", ErrorCode::BadSetting),
        ("letterhead", "{", ErrorCode::BadSetting),
        ("plan_title", " ", ErrorCode::BadSetting),
    ] {
        let refused = settings::set_setting(&mut book, key, value).expect_err("a refusal");
        assert_eq!(refused.code, code, "{key}={value}");
    }
    settings::set_setting(&mut book, "score.2.1.threshold", "92,5").expect("set");
    let again = settings::set_setting(&mut book, "score.2.1.threshold", "92,5").expect("the same");
    assert!(again.changes.is_empty());
}

#[test]
fn an_index_of_units_is_never_summed_or_averaged() {
    let mut open = open_example();
    let list = open.ask("indicators", json!({ "as_of": null }));
    let row = |list: &Value, code: &str| {
        let groups = list["groups"].as_array().expect("groups").clone();
        let mut rows = groups
            .iter()
            .flat_map(|group| group["indicators"].as_array().expect("rows"));
        rows.find(|row| row["code"] == code)
            .expect("an indicator")
            .clone()
    };
    let index = row(&list, "cong_bo.truc_tuyen")["indicator"].clone();
    open.ask(
        "show_in_grid",
        json!({ "indicator": index, "in_grid": true }),
    );
    let grid = open.ask("counts", json!({ "period": "2024-T03", "as_of": null }));
    let units: Vec<Value> = grid["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .filter(|row| row["total"] == false)
        .map(|row| row["body"].clone())
        .collect();
    for (body, entry) in units.iter().zip(["61,5", "39,9"]) {
        let request = json!({ "body": body, "indicator": index, "period": "2024-T03", "entry": entry, "note": "" });
        open.ask("record_count", request);
    }
    let grid = open.ask("counts", json!({ "period": "2024-T03", "as_of": null }));
    let column = grid["columns"]
        .as_array()
        .expect("columns")
        .iter()
        .position(|column| column["indicator"] == index)
        .expect("its column");
    assert_eq!(grid["sums"][column]["text"], Value::Null);
    let list = open.ask("indicators", json!({ "as_of": "2024-03-14" }));
    assert_eq!(row(&list, "cong_bo.truc_tuyen")["figure"], Value::Null);
}

#[test]
fn an_own_indicator_is_added_shown_and_described_through_the_window() {
    let mut open = open_example();
    let request = |name: &str, numerator: Value, bases: Value, kind: &str| {
        json!({ "name": name, "short_name": "", "slug": "", "kind": kind, "direction": "up", "unit": "tổ", "decimals": 0,
                "group": "c", "source": "don_vi", "entered_at": "unit", "definition": "Do sổ đặt.",
                "numerator": numerator, "bases": bases, "in_grid": true })
    };
    let first = open.ask(
        "add_indicator",
        request("Tổ tự quản", Value::Null, json!([]), "stock"),
    );
    let words = open.ask("indicator_words", json!({ "indicator": first }));
    assert_eq!(words["code"], "918.to_tu_quan");
    let second = request(
        "Tổ tự quản số",
        Value::Null,
        json!([{ "base": first, "label": "" }]),
        "stock",
    );
    let second = open.ask("add_indicator", second);
    let words = open.ask("indicator_words", json!({ "indicator": second }));
    assert_eq!(words["bases"], json!(["Tổ tự quản (Tổ tự quản)"]));
    let again = open.refusal(
        "add_indicator",
        request("Tổ tự quản", Value::Null, json!([]), "stock"),
    );
    assert_eq!(again.code, "indicator_exists");
    assert!(again.message.contains("Tổ tự quản"), "{}", again.message);
    let part = open.refusal(
        "add_indicator",
        request("Tỷ lệ", json!(first), json!([]), "ratio"),
    );
    assert_eq!(part.code, "ratio_parts");
    let change = json!({ "indicator": first, "from_day": "2024-07-01", "name": "Tổ liên gia", "short_name": "", "unit": "tổ", "definition": "Đổi tên." });
    open.ask("redefine_indicator", change);
    let words = open.ask("indicator_words", json!({ "indicator": first }));
    assert_eq!(words["versions"][1]["from_day"], "2024-07-01");
    let grid = open.ask("counts", json!({ "period": "2024-Q1", "as_of": null }));
    let columns = grid["columns"].as_array().expect("columns");
    assert!(columns.iter().any(|column| column["indicator"] == second));
    open.restart();
    let words = open.ask("indicator_words", json!({ "indicator": first }));
    assert_eq!(words["versions"].as_array().map(Vec::len), Some(2));
}

#[test]
fn items_of_every_shape_are_scored_from_their_parts() {
    use so06::domain::Period;
    use so06::domain::number::parse_entry;
    use so06::engine::counts::{RecordCount, Stated, record_count};
    let (_dir, mut book) = empty("918");
    let today = day(TODAY);
    let own = dictionary(&book);
    let root = book.read(so06::engine::profile::root).expect("the root");
    let quarter = Period::parse("2024-Q1").expect("a quarter");
    let put = |book: &mut Book, code: &str, typed: &str| {
        let id = own.by_code(code).expect("a code");
        let decimals = own.definition(id, today).expect("a version").decimals;
        let request = RecordCount {
            body: root,
            indicator: id,
            stated: Stated::Period(quarter, today),
            entry: parse_entry(typed, decimals).expect("a number"),
            source: None,
            note: None,
        };
        record_count(book, &request).expect("a fact");
    };
    let item = |book: &Book, key: &str| {
        let card = book
            .read(|c| score_card(c, &Dictionary::load(c)?, today))
            .expect("a card");
        let items = card.groups.into_iter().flat_map(|group| group.items);
        let mut found = items.filter(|item| item.title.starts_with(key));
        found.next().expect("an item")
    };
    for (key, value) in [
        ("score.1.4.max", "6"),
        ("score.1.4.threshold", "100"),
        ("score.3.3.max", "5"),
        ("score.5.4.max", "9"),
    ] {
        settings::set_setting(&mut book, key, value).expect("a setting");
    }
    // 1.4: of the larger of two, both of which must be known.
    put(&mut book, "qd766.ho_so_dong_bo", "90");
    put(&mut book, "dvc.tiep_nhan", "100");
    assert_eq!(item(&book, "1.4").percent, None, "the other is not known");
    put(&mut book, "qd766.dvcqg_tiep_nhan", "120");
    let larger = item(&book, "1.4");
    assert_eq!(
        (larger.percent.as_deref(), larger.points.as_deref()),
        (Some("75,00"), Some("4,50"))
    );
    // 3.3: times a published coefficient, without which there is no share.
    put(&mut book, "dvc.truc_tuyen", "50");
    assert_eq!(item(&book, "3.3").percent, None, "no coefficient");
    put(&mut book, "qd766.he_so_dong_bo", "90");
    let product = item(&book, "3.3");
    assert_eq!(
        (product.percent.as_deref(), product.points.as_deref()),
        (Some("45,00"), Some("4,50"))
    );
    // 5.4: what is left of 100 %; the published share has no parts.
    put(&mut book, "dvc.giai_quyet", "80");
    put(&mut book, "dvc.qua_han", "4");
    put(&mut book, "qd766.bi_pakn", "1,5");
    let rest = item(&book, "5.4");
    assert_eq!(
        (rest.percent.as_deref(), rest.points.as_deref()),
        (Some("93,50"), Some("9,00"))
    );
    assert_eq!(
        item(&book, "4.4").percent,
        None,
        "no source tells what it is"
    );
}
