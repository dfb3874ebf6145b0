//! The book's own bodies by their names and abbreviations.

use super::names::{Token, rank, tokens};
use super::{Found, Office, Units};

impl Units<'_> {
    /// A body of the book's own by its name or an abbreviation: "VPĐU", "Phòng VH-TT", "Công an".
    pub(super) fn office(&self, name: &str) -> Option<Found> {
        let tokens = tokens(name);
        let tokens = self.without_root(&tokens);
        if tokens.is_empty() {
            return None;
        }
        let mut best: Vec<(u8, &Office)> = Vec::new();
        for office in &self.offices {
            let ranks = office.names.iter().filter_map(|own| {
                let own = self.without_root_words(own);
                rank(tokens, own)
            });
            if let Some(rank) = ranks.min() {
                best.push((rank + u8::from(!office.near) * 4, office));
            }
        }
        let least = best.iter().map(|(rank, _)| *rank).min()?;
        let fitting: Vec<&Office> = best
            .iter()
            .filter(|(rank, _)| *rank == least)
            .map(|(_, own)| *own)
            .collect();
        match fitting.as_slice() {
            [one] if least % 4 < 2 => Some(Found::Bodies(vec![one.body])),
            [one] => Some(Found::Likely(
                vec![one.body],
                format!(
                    "“{name}” hiểu là {}. Hãy xem lại.",
                    self.directory.name(one.body, self.day)
                ),
            )),
            several if least % 4 < 2 => {
                let names: Vec<String> = several
                    .iter()
                    .take(4)
                    .map(|own| self.directory.name(own.body, self.day))
                    .collect();
                Some(Found::Doubt(format!(
                    "“{name}” có thể là {}: giữ nguyên lời, hãy chọn đơn vị.",
                    names.join(" hoặc ")
                )))
            }
            _ => None,
        }
    }

    /// Words of the root's own name and kind at the end tell nothing.
    fn without_root<'t>(&self, tokens: &'t [Token]) -> &'t [Token] {
        let mut end = tokens.len();
        let name: Vec<&str> = self.root_name.split(' ').collect();
        let is = |token: &Token, word: &str| token.folded == word;
        if end > name.len()
            && tokens[end - name.len()..end]
                .iter()
                .zip(&name)
                .all(|(own, word)| is(own, word))
        {
            end -= name.len();
        }
        let kind: Vec<&str> = self.root_kind.split(' ').collect();
        if end > kind.len()
            && tokens[end - kind.len()..end]
                .iter()
                .zip(&kind)
                .all(|(own, word)| is(own, word))
        {
            end -= kind.len();
        }
        &tokens[..end]
    }

    fn without_root_words<'t>(&self, words: &'t [String]) -> &'t [String] {
        let mut end = words.len();
        let name: Vec<&str> = self.root_name.split(' ').collect();
        if end > name.len()
            && words[end - name.len()..end]
                .iter()
                .zip(&name)
                .all(|(own, word)| own == word)
        {
            end -= name.len();
        }
        let kind: Vec<&str> = self.root_kind.split(' ').collect();
        if end > kind.len()
            && words[end - kind.len()..end]
                .iter()
                .zip(&kind)
                .all(|(own, word)| own == word)
        {
            end -= kind.len();
        }
        &words[..end]
    }
}
