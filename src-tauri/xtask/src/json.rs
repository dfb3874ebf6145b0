//! Just enough JSON for what cargo and npm write: this tool has no dependencies, so that its first call compiles in seconds.

use std::collections::BTreeMap;

/// A value. Numbers stay as they are written: nobody here reckons with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Json {
    Null,
    Truth(bool),
    Number(String),
    Text(String),
    List(Vec<Json>),
    Record(BTreeMap<String, Json>),
}

impl Json {
    /// Reads a whole text; none where it is no JSON.
    pub fn read(text: &str) -> Option<Self> {
        let mut reader = Reader { rest: text };
        let value = reader.value(0)?;
        reader.blanks();
        reader.rest.is_empty().then_some(value)
    }

    /// A field of a record; nothing where there is none.
    pub fn at(&self, name: &str) -> &Self {
        match self {
            Self::Record(fields) => fields.get(name).unwrap_or(&Self::Null),
            _ => &Self::Null,
        }
    }

    /// Its text; empty for anything else.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            _ => "",
        }
    }

    /// Its items; none for anything else.
    pub fn list(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    /// Its fields in the order of their names; none for anything else.
    pub fn fields(&self) -> impl Iterator<Item = (&String, &Self)> {
        let fields = match self {
            Self::Record(fields) => Some(fields.iter()),
            _ => None,
        };
        fields.into_iter().flatten()
    }
}

struct Reader<'a> {
    rest: &'a str,
}

/// Lists and records within each other.
const MOST_DEPTH: u32 = 200;

impl Reader<'_> {
    fn blanks(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\n', '\r', '\t']);
    }

    fn eat(&mut self, sign: &str) -> bool {
        self.blanks();
        let rest = self.rest.strip_prefix(sign);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn value(&mut self, depth: u32) -> Option<Json> {
        if depth > MOST_DEPTH {
            return None;
        }
        self.blanks();
        match self.rest.chars().next()? {
            '{' => self.record(depth),
            '[' => self.list(depth),
            '"' => self.text().map(Json::Text),
            _ if self.eat("null") => Some(Json::Null),
            _ if self.eat("true") => Some(Json::Truth(true)),
            _ if self.eat("false") => Some(Json::Truth(false)),
            _ => self.number(),
        }
    }

    fn number(&mut self) -> Option<Json> {
        let part = |own: char| own.is_ascii_digit() || matches!(own, '-' | '+' | '.' | 'e' | 'E');
        let end = self.rest.find(|own| !part(own)).unwrap_or(self.rest.len());
        let (number, rest) = self.rest.split_at(end);
        self.rest = rest;
        number.parse::<f64>().ok()?;
        Some(Json::Number(number.to_owned()))
    }

    fn list(&mut self, depth: u32) -> Option<Json> {
        let mut items = Vec::new();
        self.eat("[");
        if self.eat("]") {
            return Some(Json::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            if self.eat("]") {
                return Some(Json::List(items));
            }
            if !self.eat(",") {
                return None;
            }
        }
    }

    fn record(&mut self, depth: u32) -> Option<Json> {
        let mut fields = BTreeMap::new();
        self.eat("{");
        if self.eat("}") {
            return Some(Json::Record(fields));
        }
        loop {
            self.blanks();
            let name = self.text()?;
            if !self.eat(":") {
                return None;
            }
            fields.insert(name, self.value(depth + 1)?);
            if self.eat("}") {
                return Some(Json::Record(fields));
            }
            if !self.eat(",") {
                return None;
            }
        }
    }

    fn text(&mut self) -> Option<String> {
        let mut out = String::new();
        let mut signs = self.rest.strip_prefix('"')?.chars();
        loop {
            match signs.next()? {
                '"' => break,
                '\\' => out.push(match signs.next()? {
                    'n' => '\n',
                    't' => '\t',
                    'r' => '\r',
                    'b' => '\u{8}',
                    'f' => '\u{c}',
                    'u' => {
                        let digits: String = signs.by_ref().take(4).collect();
                        // Halves of a pair become the sign for what cannot be read; names and licences have none.
                        char::from_u32(u32::from_str_radix(&digits, 16).ok()?).unwrap_or('\u{fffd}')
                    }
                    own => own,
                }),
                own => out.push(own),
            }
        }
        self.rest = signs.as_str();
        Some(out)
    }
}

/// A text as JSON writes it.
pub fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for own in text.chars() {
        match own {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            own if own < ' ' => out.push_str(&format!("\\u{:04x}", own as u32)),
            own => out.push(own),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let text =
            r#" {"a": [1, -2.5e3, true, null], "b": {"c": "ă\n\"\u00e2\\"}, "d": [], "e": {}} "#;
        let own = Json::read(text).expect("JSON");
        assert_eq!(own.at("a").list().len(), 4);
        assert_eq!(own.at("b").at("c").text(), "ă\n\"â\\");
        assert_eq!(own.at("d").list().len() + own.at("e").fields().count(), 0);
        assert_eq!(own.at("nothing").at("at all"), &Json::Null);
        let odd = "“a”\\\"\u{1}";
        assert_eq!(Json::read(&quoted(odd)), Some(Json::Text(odd.to_owned())));
        for bad in ["", "{", "[1,]", "{\"a\"}", "nul", "\"a", "1 2", "{a:1}"] {
            assert_eq!(Json::read(bad), None, "{bad}");
        }
        assert_eq!(Json::read(&"[".repeat(100_000)), None);
    }
}
