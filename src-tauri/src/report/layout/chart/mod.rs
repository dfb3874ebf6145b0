//! Drawings: strokes and letters placed about an origin, then moved onto the sheet as one piece that is never cut.

mod funnel;
mod pen;
mod status;
mod trend;

use super::set::{Atom, Setter, base_line, shift};
use super::{Item, Role};
use crate::report::breaking::Fill;
use crate::report::chart::{Chart, Plot};
use crate::report::content::{Align, Style};
use crate::report::fonts::FontSet;
use crate::report::measure::{CHART_CAPTION, GAP, LEFT, Sheet, TITLE_PART, small_pitch};
use crate::report::shape::prepare;
use pen::Pen;

/// White above a drawing, and between it and its caption.
const ABOVE: f64 = 10.0;
const BEFORE_CAPTION: f64 = 4.0;

/// A drawing without its caption: what is placed about its upper left corner, and its height.
pub(in crate::report) struct Drawn {
    pub items: Vec<Item>,
    pub width: f64,
    pub height: f64,
}

/// Draws it for another writer than the pages.
pub(in crate::report) fn drawing(fonts: &FontSet, sheet: Sheet, chart: &Chart) -> Drawn {
    draw(&mut Setter::new(fonts, false), sheet, chart, None)
}

/// Draws it as wide as the type area.
fn draw(setter: &mut Setter<'_>, sheet: Sheet, chart: &Chart, node: Option<usize>) -> Drawn {
    let width = sheet.measure();
    let mut pen = Pen::new(setter, node);
    let height = match &chart.plot {
        Plot::Trend(trend) => trend::draw(&mut pen, width, trend),
        Plot::Funnel(stages) => funnel::draw(&mut pen, width, stages),
        Plot::Status(shares) => status::draw(&mut pen, width, shares),
    };
    Drawn {
        items: pen.finish(),
        width,
        height,
    }
}

/// A drawing with its caption; nothing where there is nothing to draw.
pub(super) fn atoms(
    setter: &mut Setter<'_>,
    sheet: Sheet,
    parent: usize,
    chart: &Chart,
) -> Vec<Atom> {
    let node = setter.node(Role::Figure, parent);
    setter.say_instead(node, prepare(&chart.spoken()).replace('\u{a0}', " "));
    match &chart.plot {
        // A count stands beside its name below the strip, whether or not there was room above it.
        Plot::Status(shares) => {
            for own in shares {
                setter.note_figure(&own.said(), own.figure.as_ref());
            }
        }
        Plot::Trend(_) | Plot::Funnel(_) => {
            for (text, figure) in chart.figures() {
                setter.note_figure(&text, Some(figure));
            }
        }
    }
    let mut drawn = draw(setter, sheet, chart, Some(node));
    shift(&mut drawn.items, LEFT, 0.0);
    let mut atoms = vec![Atom {
        before: ABOVE,
        height: drawn.height + BEFORE_CAPTION,
        may_break: true,
        items: drawn.items,
        ..Atom::default()
    }];
    let fill = Fill::Ragged(Align::Center);
    let measure = sheet.measure() * TITLE_PART;
    let pitch = small_pitch(CHART_CAPTION);
    let runs = [(Style::Italic, chart.caption.as_str())];
    let node = setter.node(Role::Caption, parent);
    for line in setter.lines(&runs, CHART_CAPTION, measure, 0.0, fill) {
        let x = sheet.middle() - line.width / 2.0;
        let y = base_line(pitch, CHART_CAPTION);
        atoms.push(Atom {
            height: pitch,
            may_break: false,
            items: setter.place(&line, x, y, Some(node)),
            ..Atom::default()
        });
    }
    if let Some(last) = atoms.last_mut() {
        last.height += GAP;
    }
    atoms
}
