//! Drawings: what they show is said in words too, they are never cut, and nothing but black is drawn.

use chrono::NaiveDate;
use so06::report::chart::{Chart, Goal, Plot, Share, Stage, Tone, Trend, TrendPoint};
use so06::report::content::{Block, Document};
use so06::report::{Item, Layout, Role, layout, render, word};

use super::{MM, all_letters, fonts, letters, right_end, texts, with_body};

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, month, day).unwrap()
}

pub(super) fn trend() -> Chart {
    let points = [
        (1, 14, 71_200),
        (1, 31, 78_450),
        (2, 14, 84_900),
        (2, 29, 89_100),
        (3, 14, 92_400),
    ];
    Chart {
        caption: "Biểu đồ 1. Diễn biến số tài khoản định danh điện tử đã kích hoạt".to_owned(),
        plot: Plot::Trend(Trend {
            decimals: 0,
            points: points
                .iter()
                .map(|(month, on, amount)| TrendPoint {
                    day: day(*month, *on),
                    amount: *amount,
                    figure: None,
                })
                .collect(),
            goal: Some(Goal {
                day: day(6, 30),
                amount: 98_000,
                figure: None,
                name: "Chỉ tiêu giao".to_owned(),
                pace: "nhịp cần đạt, 76 tài khoản mỗi ngày làm việc".to_owned(),
            }),
        }),
    }
}

pub(super) fn funnel() -> Chart {
    let stages = [
        ("Hồ sơ tiếp nhận", 7642, "7.642"),
        ("Hồ sơ trực tuyến", 4700, "4.700 (61,50%)"),
        ("Hồ sơ số hóa thành phần", 3049, "3.049 (39,90%)"),
        ("Hồ sơ số hóa kết quả giải quyết", 3255, "3.255 (42,59%)"),
    ];
    Chart {
        caption: "Biểu đồ 2. Tiếp nhận và số hóa hồ sơ thủ tục hành chính".to_owned(),
        plot: Plot::Funnel(
            stages
                .iter()
                .map(|(name, amount, text)| Stage {
                    name: (*name).to_owned(),
                    amount: *amount,
                    text: (*text).to_owned(),
                    figures: Vec::new(),
                })
                .collect(),
        ),
    }
}

pub(super) fn status() -> Chart {
    let shares = [
        ("Hoàn thành đúng hạn", 8, Tone::Rising),
        ("Hoàn thành quá hạn", 1, Tone::Falling),
        ("Đang thực hiện trong hạn", 12, Tone::White),
        ("Sắp đến hạn", 2, Tone::Upright),
        ("Quá hạn chưa hoàn thành", 1, Tone::Black),
        ("Không quy định thời hạn", 2, Tone::Level),
        ("Tạm dừng", 0, Tone::Crossed),
    ];
    Chart {
        caption: "Biểu đồ 3. Trạng thái 26 nhiệm vụ được giao".to_owned(),
        plot: Plot::Status(
            shares
                .iter()
                .map(|(name, count, tone)| Share {
                    name: (*name).to_owned(),
                    count: *count,
                    tone: *tone,
                    figure: None,
                })
                .collect(),
        ),
    }
}

fn all() -> Document {
    with_body(vec![
        Block::plain("Diễn biến như sau:"),
        Block::Chart(trend()),
        Block::Chart(funnel()),
        Block::Chart(status()),
        Block::plain("Hết./."),
    ])
}

fn figures(layout: &Layout) -> Vec<&str> {
    let nodes = layout.nodes.iter().filter(|node| node.role == Role::Figure);
    nodes
        .map(|node| node.instead.as_deref().unwrap_or_default())
        .collect()
}

#[test]
#[ignore = "writes files to be looked at"]
fn write_charts() {
    let folder = std::env::var("SO06_WRITE_PAPERS").expect("SO06_WRITE_PAPERS names a folder");
    let folder = std::path::Path::new(&folder);
    std::fs::write(
        folder.join("charts.pdf"),
        render(&all(), &fonts()).unwrap().pdf,
    )
    .unwrap();
    std::fs::write(folder.join("charts.docx"), word(&all(), &fonts()).unwrap()).unwrap();
}

#[test]
fn what_a_drawing_shows_is_said_in_words() {
    let set = layout(&all(), &fonts());
    let said = figures(&set);
    assert_eq!(said.len(), 3);
    assert_eq!(
        said[0],
        "Biểu đồ 1. Diễn biến số tài khoản định danh điện tử đã kích hoạt: 14/01/2024: 71.200; 31/01/2024: 78.450; \
         14/02/2024: 84.900; 29/02/2024: 89.100; 14/03/2024: 92.400; Chỉ tiêu giao đến 30/06/2024: 98.000, nhịp cần \
         đạt, 76 tài khoản mỗi ngày làm việc."
    );
    assert!(
        said[1].contains("Hồ sơ trực tuyến: 4.700 (61,50%)"),
        "{}",
        said[1]
    );
    assert!(
        said[2].contains("Quá hạn chưa hoàn thành: 1"),
        "{}",
        said[2]
    );
    let pdf = render(&all(), &fonts()).unwrap().pdf;
    let file = lopdf::Document::load_mem(&pdf).unwrap();
    let drawn = file
        .objects
        .values()
        .filter_map(|own| own.as_dict().ok())
        .filter(|own| {
            own.get(b"S")
                .and_then(|name| name.as_name())
                .is_ok_and(|name| name == b"Figure")
        })
        .filter(|own| own.has(b"Alt") && own.has(b"K"))
        .count();
    assert_eq!(
        drawn, 3,
        "each drawing is a figure with its words and its strokes"
    );
}

#[test]
fn the_last_figure_the_goal_and_every_count_stand_in_the_drawings() {
    let letters = all_letters(&layout(&all(), &fonts()));
    for said in [
        "92.400",
        "14/03/2024",
        "30/06/2024",
        "7.642",
        "3.049 (39,90%)",
        "Quá hạn chưa hoàn thành: 1",
        "Biểu đồ 3. Trạng thái 26 nhiệm vụ được giao",
    ] {
        assert!(
            letters.iter().any(|line| line == said),
            "{said} in {letters:?}"
        );
    }
    assert!(
        letters
            .iter()
            .any(|line| line.starts_with("Nét đứt: chỉ tiêu giao 98.000. Nét chấm: nhịp cần"))
    );
    assert!(
        !letters.iter().any(|line| line.starts_with("Tạm dừng")),
        "a part of nothing is not shown"
    );
}

#[test]
fn a_drawing_stays_on_one_page_within_the_margins() {
    for before in 0..40 {
        let mut body: Vec<Block> = (0..before).map(|_| Block::plain("Một dòng.")).collect();
        body.push(Block::Chart(trend()));
        let set = layout(&with_body(body), &fonts());
        let mut sheets: Vec<usize> = Vec::new();
        for (sheet, page) in set.pages.iter().enumerate() {
            for text in texts(page) {
                let own = text.node.is_some_and(|node| {
                    matches!(set.nodes[node].role, Role::Figure | Role::Caption)
                });
                if own {
                    sheets.push(sheet);
                    assert!(
                        text.x >= 30.0 * MM - 0.01 && right_end(text) <= 195.1 * MM,
                        "{}",
                        letters(text)
                    );
                }
            }
            for item in &page.items {
                if let Item::Rule { from, to, .. } = item {
                    assert!(
                        to.1.max(from.1) <= 277.1 * MM,
                        "a stroke lies below the margin"
                    );
                }
            }
        }
        sheets.dedup();
        assert_eq!(sheets.len(), 1, "{before} lines before");
    }
}

#[test]
fn odd_drawings_do_no_harm() {
    let trend = |points: Vec<TrendPoint>, goal| {
        Block::Chart(Chart {
            caption: String::new(),
            plot: Plot::Trend(Trend {
                decimals: 2,
                points,
                goal,
            }),
        })
    };
    let point = |on, amount| TrendPoint {
        day: day(1, on),
        amount,
        figure: None,
    };
    let goal = Goal {
        day: day(1, 1),
        amount: i64::MAX / 4,
        figure: None,
        name: "x".repeat(300),
        pace: "một ".repeat(80),
    };
    let stages = vec![Stage {
        name: "rất dài ".repeat(30),
        amount: -5,
        text: String::new(),
        figures: Vec::new(),
    }];
    let document = with_body(vec![
        trend(Vec::new(), None),
        trend(vec![point(3, 0)], None),
        trend(vec![point(3, -7), point(3, -7)], Some(goal)),
        Block::Chart(Chart {
            caption: "Không có gì".to_owned(),
            plot: Plot::Funnel(Vec::new()),
        }),
        Block::Chart(Chart {
            caption: String::new(),
            plot: Plot::Funnel(stages),
        }),
        Block::Chart(Chart {
            caption: String::new(),
            plot: Plot::Status(Vec::new()),
        }),
    ]);
    assert!(render(&document, &fonts()).unwrap().pages >= 1);
    assert!(!word(&document, &fonts()).unwrap().is_empty());
}
