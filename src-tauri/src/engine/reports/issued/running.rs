//! What turning a page adds to what a paper says: the number of the page, the head of a table once more, the grey words
//! across a draft. A copy is compared without them, since each program turns its pages elsewhere.

use crate::report::content::{Block, Document};

/// What pages of a paper may repeat.
pub(super) struct Running {
    /// Words of the heads of its tables, the longest first.
    heads: Vec<Vec<String>>,
    /// Words across each page.
    watermark: Vec<String>,
}

impl Running {
    pub fn of(document: &Document) -> Self {
        let tables = document.blocks().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        let mut heads: Vec<Vec<String>> = tables
            .map(|table| {
                let columns = table.columns.iter();
                words(columns.map(|own| own.header.as_str()))
            })
            .filter(|head| !head.is_empty())
            .collect();
        heads.sort_by_key(|head| std::cmp::Reverse(head.len()));
        Self {
            heads,
            watermark: words(document.watermark.as_deref()),
        }
    }
}

fn words<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let words = texts.into_iter().flat_map(str::split_whitespace);
    words.map(str::to_owned).collect()
}

/// The words of a copy without what its pages repeat. A page number is one more than that of the page before; the first
/// page of a paper and of an annex bears none. A head is repeated only where it was said before.
pub(super) fn without_running(pages: Vec<Vec<String>>, running: &Running) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut number: Option<usize> = None;
    for page in pages {
        let mut rest = page.as_slice();
        rest = rest
            .strip_prefix(running.watermark.as_slice())
            .unwrap_or(rest);
        let next = number.map(|own| own + 1);
        let is_next = |word: &str| next.is_some_and(|next| word == next.to_string());
        if let Some((_, behind)) = rest.split_first().filter(|(first, _)| is_next(first)) {
            (number, rest) = (next, behind);
        } else if let Some((_, before)) = rest.split_last().filter(|(last, _)| is_next(last)) {
            // Some programs write what stands above the text after it.
            (number, rest) = (next, before);
        } else {
            number = Some(1);
        }
        let again = |head: &&Vec<String>| {
            rest.starts_with(head) && out.windows(head.len()).any(|own| own == head.as_slice())
        };
        if let Some(head) = running.heads.iter().find(again) {
            rest = &rest[head.len()..];
        }
        out.extend_from_slice(rest);
    }
    out
}
