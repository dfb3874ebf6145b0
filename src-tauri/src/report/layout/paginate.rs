//! Filling pages with atoms.

use super::set::{Atom, Setter, shift};
use super::{Bookmark, Page};
use crate::report::content::Style;
use crate::report::measure::{BODY, NUMBER_LINE, Sheet, TOP};

/// Fills pages. Each call counts its pages from 1, since an annex has its own numbers
/// (Decree 30, Phụ lục I, Mục III.1.đ); the first page shows none.
pub(super) fn paginate(
    setter: &mut Setter<'_>,
    sheet: Sheet,
    atoms: Vec<Atom>,
    pages: &mut Vec<Page>,
    bookmarks: &mut Vec<Bookmark>,
) {
    let ends = page_ends(&atoms, sheet.room());
    let mut rest = atoms.into_iter();
    let mut from = 0;
    for (number, to) in ends.into_iter().enumerate() {
        let mut page = Page {
            width: sheet.width,
            height: sheet.height,
            items: Vec::new(),
        };
        if number > 0 {
            let (items, _) = setter.centred_line(
                &(number + 1).to_string(),
                Style::Regular,
                BODY,
                sheet.middle(),
                NUMBER_LINE,
                None,
            );
            page.items.extend(items);
        }
        let mut y = TOP;
        for (place, mut atom) in rest.by_ref().take(to - from).enumerate() {
            if place > 0 {
                y += atom.before;
            } else if let Some(head) = &atom.head {
                let mut items = head.1.clone();
                shift(&mut items, 0.0, y);
                page.items.append(&mut items);
                y += head.0;
            }
            if let Some(mark) = atom.mark.take() {
                bookmarks.push(Bookmark {
                    key: mark.key,
                    title: mark.title,
                    depth: mark.depth,
                    page: pages.len(),
                    y,
                });
            }
            if from + place + 1 == to {
                atom.items.append(&mut atom.closing);
            }
            shift(&mut atom.items, 0.0, y);
            page.items.append(&mut atom.items);
            y += atom.height;
        }
        from = to;
        pages.push(page);
    }
}

/// Ends of the pages as numbers of atoms; at least one page.
fn page_ends(atoms: &[Atom], room: f64) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut from = 0;
    while from < atoms.len() {
        let mut used = atoms[from].head.as_ref().map_or(0.0, |head| head.0) + atoms[from].height;
        let mut to = from + 1;
        // The last place where the page may end, seen so far, and where it ends if it must.
        let (mut allowed, mut rather) = (None, None);
        while to < atoms.len() {
            if atoms[to].may_break {
                allowed = Some(to);
            }
            if atoms[to].rather {
                rather = Some(to);
            }
            used += atoms[to].before + atoms[to].height;
            if used > room + 0.01 {
                break;
            }
            to += 1;
        }
        // Where nothing allows an end, the page is as full as it gets.
        let end = if to == atoms.len() {
            to
        } else {
            allowed.or(rather).unwrap_or(to)
        };
        ends.push(end);
        from = end;
    }
    if ends.is_empty() {
        ends.push(0);
    }
    ends
}
