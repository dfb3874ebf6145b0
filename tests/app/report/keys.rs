//! The figures that papers print know which figures of the book they are.

use so06::domain::number::decimal;
use so06::engine::reports::{FigureKey, Measure, ReportKind, ReportRequest, document};

use super::issued::{quarter, real};
use super::papers::request;
use crate::support::example;
use so06::report::content::Block;

#[test]
fn keys_are_read_as_they_are_written() {
    for text in [
        "value|dinh_danh.kich_hoat||12|2024-Q1@2024-03-14",
        "percent|dvc.truc_tuyen|dvc.tiep_nhan|3|2024-Q1",
        "tasks|done_on_time||0|2024-T03@2024-03-14T16:00",
        "year_delta|dvc.tiep_nhan||3|2024-Q1",
        "day|dinh_danh.kich_hoat|target|3|2024-Q1@2024-03-14",
    ] {
        assert_eq!(FigureKey::parse(text).expect(text).to_string(), text);
    }
    for bad in [
        "",
        "value",
        "value|a|b|x|2024-Q1@2024-03-14",
        "none|a||1|2024-Q1",
        "value|a||1|2024-Q1|more",
        "value|a||1|2024-Q7",
    ] {
        assert_eq!(FigureKey::parse(bad), None, "{bad}");
    }
}

#[test]
fn what_is_printed_is_the_amount_of_its_key() {
    let made = example();
    for (kind, least) in [
        (ReportKind::Progress, 80),
        (ReportKind::Ranking, 30),
        (ReportKind::Tasks, 5),
    ] {
        let own = document(&made.book, &request(kind)).unwrap();
        let figures: Vec<_> = own.figures().collect();
        assert!(figures.len() >= least, "{kind:?}: {}", figures.len());
        for (text, figure) in figures {
            let key = FigureKey::parse(&figure.key).expect(&figure.key);
            let amount = decimal(figure.amount.abs(), figure.decimals);
            match key.measure {
                // "03 nhiệm vụ".
                Measure::Tasks => assert_eq!(text.parse(), Ok(figure.amount), "{key}"),
                Measure::Day if key.against.is_empty() => {
                    assert!(text.contains(" tháng "), "{text}");
                }
                // "30/06/2024", the last day of a target.
                Measure::Day => {
                    let digits: Vec<&str> = text.split('/').rev().collect();
                    assert_eq!(digits.concat(), amount.replace('.', ""));
                }
                // "61,50%", and 100 only where the parts reach it.
                _ => {
                    assert!(text.contains(&amount), "{text} for {amount} of {key}");
                    match text.trim().chars().next() {
                        Some('+') => assert!(figure.amount >= 0, "{text} of {key}"),
                        Some('-') => assert!(figure.amount < 0, "{text} of {key}"),
                        _ => {}
                    }
                }
            }
        }
    }
}

#[test]
fn drawings_carry_the_figures_that_they_show() {
    let (_dir, book) = real();
    let sheet = ReportRequest {
        kind: ReportKind::Handout,
        ..quarter()
    };
    for request in [quarter(), sheet] {
        let own = document(&book, &request).unwrap();
        let charts = own.blocks().filter_map(|block| match block {
            Block::Chart(chart) => Some(chart),
            _ => None,
        });
        let mut seen = 0;
        for chart in charts {
            let figures = chart.figures();
            assert!(!figures.is_empty(), "{}", chart.caption);
            let spoken = chart.spoken();
            for (text, figure) in figures {
                let key = FigureKey::parse(&figure.key).expect(&figure.key);
                assert!(spoken.contains(&*text), "{text} of {key} in {spoken}");
                assert!(text.contains(&decimal(figure.amount, figure.decimals)));
                seen += 1;
            }
        }
        assert!(seen > 1, "{:?}: {seen}", request.kind);
    }
}
