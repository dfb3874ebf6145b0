//! Where the whole has a target of its own, what is made of the units' targets is traced to theirs.

use std::collections::HashMap;

use so06::domain::number::Percent;
use so06::domain::{Id, Period};
use so06::engine::counts::{SetTarget, set_target};
use so06::engine::reports::{FigureKey, Measure, ReportKind, Trace, TraceRole, document, trace};

use super::papers::{body, request};
use super::periodic::indicator;
use crate::support::{day, example};

/// Amounts of a role by body.
fn by_body(found: &Trace, role: TraceRole) -> HashMap<Option<Id>, i64> {
    let parts = found.parts.iter().filter(|own| own.role == role);
    parts.map(|own| (own.body, own.amount)).collect()
}

#[test]
fn what_is_made_of_the_units_targets_is_traced_to_theirs() {
    let mut made = example();
    let root = body(&made.book, "918");
    let own = SetTarget {
        body: root,
        indicator: indicator(&made.book, "dinh_danh.kich_hoat"),
        period: Period::parse("2024").unwrap(),
        value: 85_000,
        last_day: Some(day("2024-11-30")),
        central_day: None,
        document: "Kế hoạch số 99/KH-UBND ngày 01/02/2024".to_owned(),
        document_day: None,
    };
    set_target(&mut made.book, &own).unwrap();
    let mut seen = Vec::new();
    for kind in [ReportKind::Progress, ReportKind::Ranking] {
        let paper = document(&made.book, &request(kind)).unwrap();
        let figures: Vec<_> = paper.figures().map(|(_, own)| own.clone()).collect();
        for figure in figures {
            let key = FigureKey::parse(&figure.key).unwrap();
            let by_target = key.against.starts_with("target");
            if key.body != Some(root) || key.what != "dinh_danh.kich_hoat" || !by_target {
                continue;
            }
            let found = trace(&mut made.book, &figure.key, None).unwrap();
            let (values, targets) = (
                by_body(&found, TraceRole::Value),
                by_body(&found, TraceRole::Target),
            );
            let whole = |all: &HashMap<_, i64>| all.values().sum::<i64>();
            match key.measure {
                Measure::Percent => {
                    let percent = Percent::of(whole(&values), whole(&targets)).unwrap();
                    assert_eq!(percent.0, figure.amount, "{key}: {found:#?}");
                }
                // What one unit has beyond its target helps no other.
                Measure::Left => {
                    let left = targets.iter().map(|(body, target)| {
                        (target - values.get(body).copied().unwrap_or_default()).max(0)
                    });
                    assert_eq!(left.sum::<i64>(), figure.amount, "{key}: {found:#?}");
                }
                Measure::Pace | Measure::Day => {
                    assert!(
                        !targets.is_empty() && !targets.contains_key(&Some(root)),
                        "{key}: {found:#?}"
                    );
                }
                _ => continue,
            }
            assert!(found.label.contains("chỉ tiêu giao"), "{}", found.label);
            seen.push(key.measure);
        }
    }
    seen.sort();
    seen.dedup();
    assert_eq!(
        seen,
        [Measure::Percent, Measure::Left, Measure::Pace, Measure::Day]
    );
}
