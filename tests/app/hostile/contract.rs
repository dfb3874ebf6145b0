//! The shapes of all requests, read from the generated TypeScript: what the window is told is what is attacked.

use std::collections::BTreeMap;

use serde_json::Value;
use so06::api::typescript;

/// A type of the contract.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    Text,
    Number,
    Truth,
    Null,
    /// One word of a closed set.
    Word(String),
    List(Box<Shape>),
    Record(Vec<Field>),
    Named(String),
    /// Any of these.
    OneOf(Vec<Shape>),
}

/// A field of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    pub name: String,
    pub optional: bool,
    pub shape: Shape,
}

/// Every command with its request, and the types that requests name.
pub struct Contract {
    pub requests: Vec<(String, Shape)>,
    named: BTreeMap<String, Shape>,
}

impl Contract {
    pub fn read() -> Self {
        let (mut interface, mut named) = (String::new(), BTreeMap::new());
        for (path, text) in typescript() {
            let text = without_comments(&text);
            if let Some((_, body)) = text.split_once("export interface Commands {") {
                body.clone_into(&mut interface);
                continue;
            }
            let Some((_, body)) = text.split_once("export type ") else {
                continue;
            };
            let (name, shape) = body.split_once('=').expect("a type with its shape");
            let mut words = Words::of(shape);
            named.insert(name.trim().to_owned(), words.shape());
            assert!(words.eat(";"), "{}: {shape}", path.display());
        }
        Self {
            requests: commands(&interface),
            named,
        }
    }

    /// What a name stands for.
    pub fn plain<'a>(&'a self, shape: &'a Shape) -> &'a Shape {
        match shape {
            Shape::Named(name) => self.plain(self.named.get(name).expect("a type of the contract")),
            other => other,
        }
    }

    /// Whether a value has the shape, as far as JSON tells: a number may still be out of its range.
    pub fn admits(&self, shape: &Shape, value: &Value) -> bool {
        match self.plain(shape) {
            Shape::Text => value.is_string(),
            Shape::Number => value.is_number(),
            Shape::Truth => value.is_boolean(),
            Shape::Null => value.is_null(),
            Shape::Word(word) => value == word,
            Shape::List(item) => value
                .as_array()
                .is_some_and(|own| own.iter().all(|one| self.admits(item, one))),
            // A record that comes as a list of its fields is taken by its places; it says nothing else.
            Shape::Record(_) => value.is_object() || value.is_array(),
            Shape::OneOf(all) => all.iter().any(|own| self.admits(own, value)),
            Shape::Named(_) => unreachable!("a name stands for something"),
        }
    }
}

fn commands(text: &str) -> Vec<(String, Shape)> {
    let mut words = Words::of(text);
    let mut out = Vec::new();
    while !words.eat("}") {
        let name = words.next();
        for own in [":", "{", "request", ":"] {
            assert!(words.eat(own), "{name}: no {own}");
        }
        let request = words.shape();
        for own in [";", "response", ":"] {
            assert!(words.eat(own), "{name}: no {own}");
        }
        words.shape();
        assert!(words.eat("}") && words.eat(";"), "{name}: its end");
        out.push((name, request));
    }
    out
}

fn without_comments(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |own| own.1);
    }
    out.push_str(rest);
    out.lines()
        .filter(|line| !line.starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The words of a text, each a name, a quoted word or one sign.
struct Words {
    words: Vec<String>,
    at: usize,
}

impl Words {
    fn of(text: &str) -> Self {
        let mut words: Vec<String> = Vec::new();
        let mut signs = text.chars().peekable();
        while let Some(sign) = signs.next() {
            let mut word = String::from(sign);
            if sign == '"' {
                for own in signs.by_ref() {
                    word.push(own);
                    if own == '"' {
                        break;
                    }
                }
            } else if sign.is_alphanumeric() || sign == '_' {
                while let Some(own) = signs.next_if(|own| own.is_alphanumeric() || *own == '_') {
                    word.push(own);
                }
            } else if sign.is_whitespace() {
                continue;
            }
            words.push(word);
        }
        Self { words, at: 0 }
    }

    fn peek(&self) -> &str {
        self.words.get(self.at).map_or("", String::as_str)
    }

    fn next(&mut self) -> String {
        self.at += 1;
        self.words
            .get(self.at - 1)
            .cloned()
            .expect("the text goes on")
    }

    fn eat(&mut self, word: &str) -> bool {
        let there = self.peek() == word;
        self.at += usize::from(there);
        there
    }

    fn shape(&mut self) -> Shape {
        self.eat("|");
        let mut all = vec![self.one()];
        while self.eat("|") {
            all.push(self.one());
        }
        if all.len() == 1 {
            all.remove(0)
        } else {
            Shape::OneOf(all)
        }
    }

    fn one(&mut self) -> Shape {
        let word = self.next();
        match word.as_str() {
            "string" => Shape::Text,
            "number" => Shape::Number,
            "boolean" => Shape::Truth,
            "null" => Shape::Null,
            "Record" => {
                // `Record<symbol, never>`: nothing.
                while !self.eat(">") {
                    self.at += 1;
                }
                Shape::Record(Vec::new())
            }
            "Array" => {
                assert!(self.eat("<"), "a list of something");
                let item = self.shape();
                assert!(self.eat(">"), "the end of a list");
                Shape::List(Box::new(item))
            }
            "(" => {
                let inner = self.shape();
                assert!(self.eat(")"), "the end of a group");
                inner
            }
            "{" => self.record(),
            "[" => {
                // A tuple, or the key of a map; both only in answers.
                while !self.eat("]") {
                    self.at += 1;
                }
                Shape::List(Box::new(Shape::Null))
            }
            quoted if quoted.starts_with('"') => Shape::Word(quoted.trim_matches('"').to_owned()),
            _ => Shape::Named(word),
        }
    }

    fn record(&mut self) -> Shape {
        let mut fields = Vec::new();
        while !self.eat("}") {
            if self.peek() == "[" {
                // `{ [key in string]: string }`, only in answers.
                while !self.eat("}") {
                    self.at += 1;
                }
                break;
            }
            let name = self.next().trim_matches('"').to_owned();
            let optional = self.eat("?");
            assert!(self.eat(":"), "the shape of {name}");
            let shape = self.shape();
            self.eat(",");
            fields.push(Field {
                name,
                optional,
                shape,
            });
        }
        Shape::Record(fields)
    }
}
